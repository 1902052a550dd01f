#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/lexicon.h"
#include "core/dates/timex.h"
#include "core/text/cut_text.h"

namespace fasti::dates {

// A piece of a document's clean text (core/text/normalize.h), in reading order: one section's
// body or one heading. Paragraphs inside a body are parted by "\n\n".
struct TextUnit {
  std::string_view text;
  bool heading = false;
  int level = 0;           // of the heading, or of the heading the body stands under; 0 is the lead
  bool quotation = false;  // a block quotation
  bool reference = false;  // bibliography, notes: its dates are citations
  // Dates that an editor has marked, by span and free of overlaps. They stand for what would be
  // read there, and what is told after them leans on them.
  std::span<const StatedDate> stated = {};
  // What the text is cut into; nullptr has every reader cut it. The numbers of its tokens'
  // spellings, or none; they are for readers that are given what is known by them.
  const text::CutText* cut = nullptr;
  std::span<const std::uint32_t> spellings = {};
};

// A period known by name. Bounds closed, either may be open.
struct NamedEvent {
  std::string name;  // as written: "Crimean War"
  std::string edtf;
  std::string source;  // what said so: "table", "eras.json", an authority id
};

class EventTable;

struct ReadOptions {
  // The document's own date (EDTF), for missing years when nothing nearer is known; "" for none.
  std::string document_date;
  // Named events beside the built-in ones (core/dates/events.h), over which they win; none if null.
  const EventTable* events = nullptr;
  // By the numbers that the units' spellings have; nullptr when nothing is kept.
  KnownWords* known_words = nullptr;
};

// The dates of one document, unit by unit, each list ordered by span and free of overlaps.
// Recognition and context resolution (which runs through the whole document in order).
// Deterministic; linear time on any input; safe in all threads.
std::vector<std::vector<Timex>> read_dates(std::span<const TextUnit> units,
                                           const ReadOptions& options = {});

// A date as a reader writes it in a query or a field: EDTF ("1914-07", "1914/1918"), a year
// ("1914", "44 BCE"), "1914..1918", or any expression read_dates knows ("early 1920s").
// A full stop, a time of day and a remark in brackets behind it are passed over, as letters have
// them: "July 26, 1870. (Received August 11.)".
// nullopt when it is none.
struct QueryDate {
  std::string edtf;
  Interval interval;
};
std::optional<QueryDate> parse_date(std::string_view text);

}  // namespace fasti::dates
