#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/actors/actor.h"
#include "core/dates/eras.h"
#include "indexer/corrections.h"
#include "indexer/sources/reader.h"

namespace fasti::indexer {

// Files that the user names. "" for none: then those that stand beside the texts are used.
struct SidePaths {
  std::string authority, eras, corrections;
};

// What the user says beside the texts.
struct SideData {
  std::vector<actors::Actor> authority;
  std::vector<dates::Era> eras;  // the default eras when no file gives any
  std::vector<Correction> corrections;
  SidePaths used;  // the files read; those beside several sources joined by a blank
  std::vector<sources::Diagnostic> problems;
};

// Throws std::runtime_error when a file that the user names cannot be read.
SideData load_side_data(const SidePaths& paths, std::span<const std::string> source_paths);

}  // namespace fasti::indexer
