#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/read_dates.h"

namespace fasti::dates {

// Dates as the tables of our tests write them: the words, "=", their EDTF ("?" where the year is
// not told), a note in brackets, parted by " | ":
//   "31 February 1920 = 1920-02 (invalid-day) | in March = ?"
inline std::string written(std::string_view text, const Timex& date) {
  std::string out(text.substr(date.span.begin, date.span.end - date.span.begin));
  out += " = " + (date.resolved() ? date.edtf : "?");
  if (!date.note.empty() && date.note != "no-year") out += " (" + date.note + ")";
  return out;
}

inline std::string written(std::string_view text, std::span<const Timex> dates) {
  std::string out;
  for (const Timex& date : dates) out += (out.empty() ? "" : " | ") + written(text, date);
  return out;
}

// The dates of a text that stands alone.
inline std::vector<Timex> dates_in(std::string_view text, const ReadOptions& options = {}) {
  const TextUnit unit{text};
  return read_dates(std::span(&unit, 1), options).front();
}

inline std::string read(std::string_view text, const ReadOptions& options = {}) {
  return written(text, dates_in(text, options));
}

// A text and what is read in it.
struct ReadCase {
  std::string_view text;
  std::string_view dates;
};

}  // namespace fasti::dates
