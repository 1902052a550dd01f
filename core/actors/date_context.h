#pragma once
#include <optional>
#include <span>
#include <vector>

#include "core/actors/name_tokens.h"
#include "core/dates/read_dates.h"
#include "core/dates/timex.h"

namespace fasti::actors {

// The date that governs a place in a document: the nearest one in its sentence, else the last one
// before it in its paragraph, else that of the headings above, else the time that all but the
// earliest of the document's dates span. Citations and lives do not govern.
class DateContext {
 public:
  // `dates` has a list for each unit, or none at all.
  DateContext(std::span<const dates::TextUnit> units,
              std::span<const std::vector<dates::Timex>> dates);

  // `sentence` is the sentence that `place` stands in.
  std::optional<dates::Interval> at(std::size_t unit, text::Span sentence, text::Span place) const;

 private:
  std::span<const dates::TextUnit> units_;
  std::vector<std::vector<const dates::Timex*>> governing_;  // by unit, by span
  std::vector<std::optional<dates::Interval>> headings_;     // by unit
  std::optional<dates::Interval> document_;                  // from all of them
};

}  // namespace fasti::actors
