#include "server/search/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "core/dates/membership.h"
#include "server/search/buckets.h"
#include "server/search/date_filter.h"
#include "server/search/tally.h"

namespace fasti::search {
namespace {

using dates::Civil;
using dates::Day;

struct Days {
  Day first, last;  // both included
};

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

// Stretches of time by number: consecutive ones follow each other.
std::int64_t number_of(Step step, Day day) {
  const Civil date = dates::civil_from_day(day);
  switch (step) {
    case Step::day:
      return day;
    case Step::month:
      return date.year * 12 + date.month - 1;
    case Step::year:
      return date.year;
    case Step::decade:
      return dates::floor_div(date.year, 10);
    case Step::century:
      return dates::floor_div(date.year, 100);
  }
  return 0;
}

Day first_day(Step step, std::int64_t number) {
  const auto of_year = [](std::int64_t year) { return dates::day_from_civil({year, 1, 1}); };
  switch (step) {
    case Step::day:
      return number;
    case Step::month: {
      const std::int64_t year = dates::floor_div(number, 12);
      return dates::day_from_civil({year, static_cast<int>(number - year * 12) + 1, 1});
    }
    case Step::year:
      return of_year(number);
    case Step::decade:
      return of_year(number * 10);
    case Step::century:
      return of_year(number * 100);
  }
  return 0;
}

std::string label_of(Step step, std::int64_t number) {
  const Civil date = dates::civil_from_day(first_day(step, number));
  const std::string_view month = kMonths[static_cast<std::size_t>(date.month - 1)];
  switch (step) {
    case Step::day:
      return fmt::format("{} {} {}", date.day, month, year_label(date.year));
    case Step::month:
      return fmt::format("{} {}", month, year_label(date.year));
    case Step::year:
      return year_label(number);
    case Step::decade:
      return decade_label(number);
    case Step::century:
      return century_label(number);
  }
  return {};
}

Days indexed_days() {
  return {dates::day_from_civil({dates::kMinYear, 1, 1}),
          dates::day_from_civil({dates::kMaxYear, 12, 31})};
}

// The days that the request lets bars stand on.
Days allowed_days(const Filters& filters) {
  const Days all = indexed_days();
  return {std::max(all.first, filters.from.value_or(all.first)),
          std::min(all.last, filters.to.value_or(all.last))};
}

// The k-th smallest.
Day nth(std::vector<Day>& days, std::size_t k) {
  const auto at = days.begin() + static_cast<std::ptrdiff_t>(k);
  std::nth_element(days.begin(), at, days.end());
  return *at;
}

// The days from the first to the last of the dates, without those that are far off: further from
// the inner 98 % (or from all but the outermost) than four times as wide as these are, a century at
// least. REQUIRES: at least one date.
Days window(std::vector<Day> firsts, std::vector<Day> lasts) {
  constexpr Day kCentury = 36'525;
  const std::size_t n = firsts.size();
  const std::size_t aside = std::min(std::max<std::size_t>(1, n / 100), (n - 1) / 2);
  const Days inner{nth(firsts, aside), nth(lasts, n - 1 - aside)};
  const Day reach = 4 * std::max(kCentury, inner.last - inner.first);
  Days out = inner;
  for (const Day day : firsts)
    if (day >= inner.first - reach) out.first = std::min(out.first, day);
  for (const Day day : lasts)
    if (day <= inner.last + reach) out.last = std::max(out.last, day);
  return out;
}

std::int64_t bars_between(Step step, Days days) {
  return number_of(step, days.last) - number_of(step, days.first) + 1;
}

Step fitting_step(Days days) {
  constexpr std::int64_t kFew = 150;
  for (const Step step : {Step::day, Step::month, Step::year, Step::decade})
    if (bars_between(step, days) <= kFew) return step;
  return Step::century;
}

// Makes the bars of one timeline and counts over them.
class Maker {
 public:
  Maker(const std::vector<index::DocId>& passages, const Snapshot& snapshot,
        const SearchRequest& request)
      : passages_(in_time(passages, request.deadline)),
        columns_(snapshot.columns()),
        rule_(request.dates),
        filter_(columns_, request.dates),
        allowed_(allowed_days(request.filters)) {}

  Timeline run(std::optional<Step> step) {
    lay_out(step);
    count();
    return std::move(out_);
  }

 private:
  void lay_out(std::optional<Step> step) {
    const DateSelection allowed = range_selection({allowed_.first, allowed_.last});
    std::vector<Day> firsts, lasts;
    for (const index::DocId docid : passages_) {
      for (const index::DateEntry& date : columns_.dates(docid)) {
        const dates::Interval days = date.interval();
        if (!filter_.counts(date) || !filter_.belongs(date, allowed)) continue;
        firsts.push_back(within(days.earliest ? *days.earliest : *days.latest));
        lasts.push_back(within(days.latest ? *days.latest : *days.earliest));
      }
    }
    out_.step = step.value_or(Step::year);
    if (firsts.empty()) return;
    const Days days = window(std::move(firsts), std::move(lasts));
    out_.step = step ? *step : fitting_step(days);
    if (bars_between(out_.step, days) > static_cast<std::int64_t>(kMostBars))
      throw BadRequest("interval",
                       fmt::format("there would be more than {} bars; take a longer interval, or "
                                   "narrow the search with from and to",
                                   kMostBars),
                       "auto");
    add_bars(number_of(out_.step, days.first), number_of(out_.step, days.last));
  }

  Day within(Day day) const { return std::clamp(day, allowed_.first, allowed_.last); }

  void add_bars(std::int64_t first, std::int64_t last) {
    for (std::int64_t number = first; number <= last; ++number) {
      const Bar bar{within(first_day(out_.step, number)),
                    within(first_day(out_.step, number + 1) - 1), label_of(out_.step, number)};
      borders_.push_back(bar.first);
      out_.bars.push_back(bar);
    }
    borders_.push_back(out_.bars.back().last + 1);
  }

  void count() {
    Tally tally(0, std::ssize(out_.bars) - 1);
    for (const index::DocId docid : passages_) {
      if (filter_.is_undated(docid)) {
        ++out_.undated;
        continue;
      }
      bool placed = place(docid, tally);
      placed |= count_outside(docid);
      if (!placed) ++out_.unplaced;
    }
    for (const FacetCount& count : tally.counts()) {
      Bar& bar = out_.bars[static_cast<std::size_t>(count.value)];
      bar.passages = count.passages;
      bar.documents = count.documents;
    }
  }

  bool place(index::DocId docid, Tally& tally) const {
    bool placed = false;
    for (const index::DateEntry& date : columns_.dates(docid)) {
      if (!filter_.counts(date)) continue;
      const dates::BucketRange bars =
          dates::ranges_of(date.interval(), date.date_kind(), borders_, rule_.membership);
      for (std::int64_t bar = bars.first; bar <= bars.last; ++bar)
        tally.add(bar, docid, columns_.document(docid));
      placed |= !bars.empty();
    }
    return placed;
  }

  bool count_outside(index::DocId docid) {
    if (out_.bars.empty()) return false;
    const auto has_date_in = [&](Day first, Day last) {
      return first <= last && filter_.matches(docid, range_selection({first, last}));
    };
    const bool before = has_date_in(allowed_.first, out_.bars.front().first - 1);
    const bool after = has_date_in(out_.bars.back().last + 1, allowed_.last);
    out_.before += before ? 1 : 0;
    out_.after += after ? 1 : 0;
    return before || after;
  }

  InTime<index::DocId> passages_;
  const index::Columns& columns_;
  const DateRule& rule_;
  DateFilter filter_;
  Days allowed_;
  std::vector<Day> borders_;
  Timeline out_;
};

}  // namespace

Timeline make_timeline(const std::vector<index::DocId>& passages, const Snapshot& snapshot,
                       const SearchRequest& request, std::optional<Step> step) {
  return Maker(passages, snapshot, request).run(step);
}

}  // namespace fasti::search
