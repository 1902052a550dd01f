#include "core/actors/date_context.h"

#include <algorithm>
#include <utility>

namespace fasti::actors {
namespace {

bool governs(const dates::Timex& timex) {
  return timex.resolved() && timex.role != dates::Role::citation && timex.role != dates::Role::life;
}

// The time of `all` without their earliest eighth, which may look back or be no dates at all;
// nullopt for so few that they may be mentioned by the way.
std::optional<dates::Interval> time_of(std::span<const std::vector<const dates::Timex*>> all) {
  std::vector<dates::Day> begins;
  dates::Interval time;
  bool open = false;
  for (const auto& unit : all) {
    for (const dates::Timex* timex : unit) {
      const dates::Interval& date = timex->interval;
      if (const auto begin = date.earliest ? date.earliest : date.latest) begins.push_back(*begin);
      open = open || !date.latest;
      if (date.latest) time.latest = std::max(*date.latest, time.latest.value_or(*date.latest));
    }
  }
  if (begins.size() < 3) return std::nullopt;
  const auto early = begins.begin() + static_cast<std::ptrdiff_t>(begins.size() / 8);
  std::nth_element(begins.begin(), early, begins.end());
  time.earliest = *early;
  if (open) time.latest.reset();
  return time;
}

}  // namespace

DateContext::DateContext(std::span<const dates::TextUnit> units,
                         std::span<const std::vector<dates::Timex>> dates)
    : units_(units), governing_(units.size()), headings_(units.size()) {
  std::vector<std::pair<int, std::optional<dates::Interval>>> above;
  for (std::size_t unit = 0; unit < units.size() && unit < dates.size(); ++unit) {
    for (const dates::Timex& timex : dates[unit]) {
      if (governs(timex)) governing_[unit].push_back(&timex);
    }
    if (units[unit].heading) {
      while (!above.empty() && above.back().first >= units[unit].level) above.pop_back();
      std::optional<dates::Interval> date = above.empty() ? std::nullopt : above.back().second;
      if (!governing_[unit].empty()) date = governing_[unit].front()->interval;
      above.emplace_back(units[unit].level, date);
    }
    if (!above.empty()) headings_[unit] = above.back().second;
  }
  document_ = time_of(governing_);
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
