#include "server/search/date_filter.h"

#include <algorithm>

#include "core/dates/membership.h"
#include "core/index/facts.h"
#include "core/index/schema.h"

namespace fasti::search {

std::optional<DateSelection> era_selection(const Snapshot& snapshot, std::string_view text) {
  if (text == kUndated) return DateSelection{{}, true, {std::string(index::kUndatedTerm)}};
  const auto era = snapshot.find_era(text);
  if (!era) return std::nullopt;
  const dates::Era& found = snapshot.generation().eras()[*era];
  return DateSelection{{found.interval}, false, {index::make_term(index::kEraPrefix, found.id)}};
}

DateSelection century_selection(std::int64_t century) {
  return {
      {dates::century_days(century)}, false, {index::bucket_term(index::kCenturyPrefix, century)}};
}

DateSelection decade_selection(std::int64_t decade) {
  return {{dates::decade_days(decade)}, false, {index::bucket_term(index::kDecadePrefix, decade)}};
}

DateSelection year_selection(std::int64_t year) {
  return {{dates::year_days(year)}, false, {index::bucket_term(index::kYearPrefix, year)}};
}

DateSelection range_selection(const dates::Interval& days) { return {{days}, false, {}}; }

void join(DateSelection& selection, DateSelection other) {
  std::ranges::move(other.ranges, std::back_inserter(selection.ranges));
  std::ranges::move(other.terms, std::back_inserter(selection.terms));
  selection.undated |= other.undated;
}

bool DateFilter::counts(const index::DateEntry& date) const {
  return (rule_.context || !date.is_context()) && (rule_.all_roles || date.is_counted_by_default());
}

bool DateFilter::is_undated(index::DocId docid) const {
  return std::ranges::none_of(columns_.dates(docid),
                              [&](const auto& date) { return counts(date); });
}

bool DateFilter::belongs(const index::DateEntry& date, const DateSelection& selection) const {
  return std::ranges::any_of(selection.ranges, [&](const dates::Interval& range) {
    return dates::belongs(date.interval(), date.date_kind(), range, rule_.membership);
  });
}

bool DateFilter::matches(index::DocId docid, const DateSelection& selection) const {
  if (selection.undated && is_undated(docid)) return true;
  return std::ranges::any_of(columns_.dates(docid), [&](const index::DateEntry& date) {
    return counts(date) && belongs(date, selection);
  });
}

Bitmap DateFilter::passages(const DateSelection& selection, const Bitmap& among,
                            const Deadline& deadline) const {
  std::vector<index::DocId> found;
  const std::vector<index::DocId> docids = members(among);
  for (const index::DocId docid : in_time(docids, deadline))
    if (matches(docid, selection)) found.push_back(docid);
  return {found.size(), found.data()};
}

std::optional<dates::Day> DateFilter::earliest(index::DocId docid,
                                               const std::vector<DateSelection>& selections) const {
  std::optional<dates::Day> in_all, in_any;
  const auto keep_earlier = [](std::optional<dates::Day>& kept, dates::Day day) {
    kept = kept ? std::min(*kept, day) : day;
  };
  for (const index::DateEntry& date : columns_.dates(docid)) {
    if (!counts(date)) continue;
    const dates::Interval interval = date.interval();
    if (!interval.earliest && !interval.latest) continue;
    const dates::Day day = interval.earliest ? *interval.earliest : *interval.latest;
    std::size_t satisfied = 0;
    for (const DateSelection& selection : selections)
      if (belongs(date, selection)) ++satisfied;
    if (satisfied == selections.size()) keep_earlier(in_all, day);
    if (satisfied > 0) keep_earlier(in_any, day);
  }
  return in_all ? in_all : in_any;
}

}  // namespace fasti::search
