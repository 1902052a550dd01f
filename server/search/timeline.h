#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/day.h"
#include "server/search/request.h"
#include "server/search/snapshot.h"

namespace fasti::search {

// What a bar of the timeline stands for.
enum class Step : std::uint8_t { day, month, year, decade, century };
inline constexpr std::array<std::string_view, 5> kStepNames{"day", "month", "year", "decade",
                                                            "century"};

struct Bar {
  dates::Day first, last;  // both included
  std::string label;       // "1921", "March 44 BCE", "1930s", "19th century"
  std::uint32_t passages = 0, documents = 0;
};

// How many of a set of passages have a date in each stretch of time. A bar's count is what the
// filter from = first, to = last finds in place of the request's own.
struct Timeline {
  Step step = Step::year;
  std::vector<Bar> bars;  // in order of time, each following the one before
  // Passages with a date before the first bar, after the last: a few dates far from all others,
  // often wrong ones, are left outside so that they do not flatten the picture.
  std::uint32_t before = 0, after = 0;
  std::uint32_t undated = 0;   // without a date that counts
  std::uint32_t unplaced = 0;  // dated, but too vaguely for any bar: "the 19th century" among years
};

inline constexpr std::size_t kMostBars = 10'000;

// `passages` in rising order, those that the request finds. Without a step the finest is taken that
// needs few bars. The bars lie within the request's from and to. Throws BadRequest when there would
// be more than kMostBars.
Timeline make_timeline(const std::vector<index::DocId>& passages, const Snapshot& snapshot,
                       const SearchRequest& request, std::optional<Step> step);

}  // namespace fasti::search
