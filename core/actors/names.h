#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/actors/authority.h"
#include "core/dates/read_dates.h"
#include "core/dates/timex.h"

namespace fasti::actors {

struct KnownNames;  // known_names.h

// Gathers, over all documents, names that no authority holds; then adds those with enough
// evidence to the authority. Not for use by several threads at once; merge() joins collectors
// that worked apart. The result does not depend on the order of documents.
class NameCollector {
 public:
  NameCollector();
  ~NameCollector();
  NameCollector(NameCollector&&) noexcept;
  NameCollector& operator=(NameCollector&&) noexcept;

  void add_document(std::span<const dates::TextUnit> units);
  void merge(NameCollector&& other);
  // Adds the collected names that `authority` does not know yet. Once, as the last call.
  void finish(Authority& authority);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// All names of an authority in one automaton over folded tokens. Immutable after construction and
// safe in all threads. Keeps a reference to the authority.
class Spotter {
 public:
  explicit Spotter(const Authority& authority);
  ~Spotter();
  Spotter(Spotter&&) noexcept;
  Spotter& operator=(Spotter&&) noexcept;

  // The mentions of one document, unit by unit, each list ordered by span, leftmost longest.
  // `dates` are the timexes of the same units (states are told apart by date); may be empty.
  // `fixed` are mentions an editor has marked, unit by unit; may be empty; they win. `present` are
  // actors known to occur in the document, beside those that its units name. `known`, by the
  // numbers that the units' spellings have, is of this spotter alone; nullptr when nothing is kept.
  std::vector<std::vector<Mention>> mentions(std::span<const dates::TextUnit> units,
                                             std::span<const std::vector<dates::Timex>> dates = {},
                                             std::span<const std::vector<Mention>> fixed = {},
                                             std::span<const std::uint32_t> present = {},
                                             KnownNames* known = nullptr) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fasti::actors
