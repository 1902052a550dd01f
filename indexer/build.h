#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/progress.h"
#include "indexer/reading_apart.h"
#include "indexer/side_data.h"
#include "indexer/sources/reader.h"

namespace fasti::indexer {

struct BuildOptions {
  std::string index;                 // directory; not touched by a dry run
  std::vector<std::string> sources;  // as sources::read_path takes them
  std::string format;                // a reader's name, "" to know it by content and name
  SidePaths side;
  int keep = 1;          // generations kept, the new one included
  bool dry_run = false;  // analyse and report only
  int jobs = 0;          // threads that analyse; 0 for one per core
  // The fasti-index whose processes read the sources; "" to read them in this one.
  std::string reader;
  ReadingLimits reading;
  ProgressCallback progress;
};

struct BuildReport {
  std::uint64_t generation = 0;  // 0 for a dry run
  std::uint64_t documents = 0, passages = 0, sentences = 0, words = 0;
  std::uint64_t dates = 0;     // resolved dates in passages
  std::uint64_t mentions = 0;  // names of actors in passages
  std::uint64_t actors = 0;    // different ones
  std::uint64_t eras = 0;
  std::uint64_t text_bytes = 0;   // clean text
  std::uint64_t index_bytes = 0;  // of the new generation; 0 for a dry run
  double seconds = 0;
  std::uint64_t skipped = 0;                     // sources left out
  std::uint64_t empty = 0;                       // sources and documents without text
  std::uint64_t duplicates = 0;                  // documents that were there already
  std::vector<sources::Diagnostic> diagnostics;  // in the order in which they were found
};

// Reads the sources and makes them the current generation of the index, in three stages: every
// source alone; what the whole corpus says of its actors and events; every document again against
// that. The old generation stays current until the new one is whole and checked, and for good when
// this throws: index::IndexError, or std::runtime_error when a side file that was named cannot be
// read or no document can.
//
// Two documents with one id: one with the same text is left out; one with another text gets an id
// of its own ("id-2"). Either is reported with both sources' names. The same sources in the same
// order give the same files, whatever `jobs` is (but for the random id that Xapian gives a
// database).
BuildReport build(const BuildOptions& options);

}  // namespace fasti::indexer
