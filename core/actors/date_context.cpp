#include "core/actors/date_context.h"

#include <algorithm>
#include <utility>

namespace fasti::actors {
namespace {

bool governs(const dates::Timex& timex) {
  return timex.resolved() && timex.role != dates::Role::citation && timex.role != dates::Role::life;
}

// From the begin of the earlier to the end of the later; open where one of them is.
dates::Interval span(const dates::Interval& a, const dates::Interval& b) {
  dates::Interval all = a;
  all.earliest.reset();
  all.latest.reset();
  if (a.earliest && b.earliest) all.earliest = std::min(*a.earliest, *b.earliest);
  if (a.latest && b.latest) all.latest = std::max(*a.latest, *b.latest);
  return all;
}

}  // namespace

DateContext::DateContext(std::span<const dates::TextUnit> units,
                         std::span<const std::vector<dates::Timex>> dates)
    : units_(units), governing_(units.size()), headings_(units.size()) {
  std::vector<std::pair<int, std::optional<dates::Interval>>> above;
  std::optional<dates::Interval> spanned;
  std::size_t count = 0;
  for (std::size_t unit = 0; unit < units.size() && unit < dates.size(); ++unit) {
    for (const dates::Timex& timex : dates[unit]) {
      if (!governs(timex)) continue;
      governing_[unit].push_back(&timex);
      spanned = spanned ? span(*spanned, timex.interval) : timex.interval;
      ++count;
    }
    if (units[unit].heading) {
      while (!above.empty() && above.back().first >= units[unit].level) above.pop_back();
      std::optional<dates::Interval> date = above.empty() ? std::nullopt : above.back().second;
      if (!governing_[unit].empty()) date = governing_[unit].front()->interval;
      above.emplace_back(units[unit].level, date);
    }
    if (!above.empty()) headings_[unit] = above.back().second;
  }
  // A date or two may be mentioned by the way.
  if (count >= 3) document_ = spanned;
}

std::optional<dates::Interval> DateContext::at(std::size_t unit, text::Span sentence,
                                               text::Span place) const {
  const std::vector<const dates::Timex*>& all = governing_[unit];
  const auto after = std::lower_bound(
      all.begin(), all.end(), place.begin,
      [](const dates::Timex* timex, std::size_t at) { return timex->span.begin < at; });
  const dates::Timex* const last = after == all.begin() ? nullptr : *(after - 1);
  const dates::Timex* const next = after == all.end() ? nullptr : *after;
  const bool last_near = last != nullptr && last->span.begin >= sentence.begin;
  const bool next_near = next != nullptr && next->span.begin < sentence.end;
  if (last_near && next_near) {
    const std::size_t back = place.begin - std::min(place.begin, last->span.end);
    const std::size_t ahead = next->span.begin - std::min(next->span.begin, place.end);
    return back <= ahead ? last->interval : next->interval;
  }
  if (last_near) return last->interval;
  if (next_near) return next->interval;
  if (last != nullptr) {
    const std::string_view between =
        units_[unit].text.substr(last->span.end, place.begin - last->span.end);
    // Beyond some sentences the talk may have moved on.
    constexpr std::size_t kFar = 600;
    if (between.size() < kFar && between.find("\n\n") == std::string_view::npos) {
      return last->interval;
    }
  }
  return headings_[unit] ? headings_[unit] : document_;
}

}  // namespace fasti::actors
