#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/day.h"
#include "core/index/columns.h"
#include "server/search/bitmap.h"
#include "server/search/request.h"
#include "server/search/snapshot.h"

namespace fasti::search {

// Ranges of days; a passage is wanted when one of its dates belongs to one of them.
struct DateSelection {
  std::vector<dates::Interval> ranges;
  bool undated = false;  // passages without any date that counts are wanted too
  // The boolean terms that say the same under the default rule; empty when there are none that do.
  std::vector<std::string> terms;
};

// An era by id or label, or kUndated; nullopt when unknown.
std::optional<DateSelection> era_selection(const Snapshot& snapshot, std::string_view text);
DateSelection century_selection(std::int64_t century);
DateSelection decade_selection(std::int64_t decade);
DateSelection year_selection(std::int64_t year);
// Days from..to, both included; either side may be unbounded.
DateSelection range_selection(const dates::Interval& days);
// What any of the two wants.
void join(DateSelection& selection, DateSelection other);

// Decides by the columns which passages have a date within a selection, under one rule.
class DateFilter {
 public:
  DateFilter(const index::Columns& columns, const DateRule& rule)
      : columns_(columns), rule_(rule) {}

  // Is this date looked at?
  bool counts(const index::DateEntry& date) const;
  bool is_undated(index::DocId docid) const;
  bool belongs(const index::DateEntry& date, const DateSelection& selection) const;
  bool matches(index::DocId docid, const DateSelection& selection) const;
  // Those of `among` that match.
  Bitmap passages(const DateSelection& selection, const Bitmap& among,
                  const Deadline& deadline) const;

  // The first day of the earliest date that counts and belongs to all selections; when none does,
  // that belongs to any; without selections, of any date that counts. An open side begins at the
  // closed bound. nullopt for an undated passage.
  std::optional<dates::Day> earliest(index::DocId docid,
                                     const std::vector<DateSelection>& selections) const;

 private:
  const index::Columns& columns_;
  const DateRule& rule_;
};

}  // namespace fasti::search
