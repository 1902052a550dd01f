#include "core/dates/moment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fasti::dates {
namespace {

std::string year_text(std::int64_t year) {
  return fmt::format("{}{:04}", year < 0 ? "-" : "", year < 0 ? -year : year);
}

std::string month_text(std::int64_t year, int month) {
  return fmt::format("{}-{:02}", year_text(year), month);
}

std::string day_text(std::int64_t year, int month, int day) {
  return fmt::format("{}-{:02}-{:02}", year_text(year), month, day);
}

MomentEdtf single(const std::string& whole) { return {whole, whole, whole}; }

MomentEdtf stretch(std::string first, std::string last) {
  return {first + "/" + last, std::move(first), std::move(last)};
}

// Steps first..last, from 0, of a whole of `length` steps.
struct Steps {
  int first;
  int last;
};

Steps fraction(int index, int parts, int length) {
  return {(index - 1) * length / parts, index * length / parts - 1};
}

// A part of a decade, century or millennium, in years; of a year, in months.
Steps steps_of(Part part, int length) {
  switch (part.kind) {
    case Part::Kind::early:
      return {0, length == 12 ? 3 : length / 3};
    case Part::Kind::middle:
      return length == 12 ? Steps{4, 7} : Steps{length / 3 + 1, length * 2 / 3};
    case Part::Kind::late:
      return {length == 12 ? 8 : length * 2 / 3 + 1, length - 1};
    case Part::Kind::half:
      return fraction(part.index, 2, length);
    case Part::Kind::third:
      return fraction(part.index, 3, length);
    case Part::Kind::quarter:
      return fraction(part.index, 4, length);
    case Part::Kind::tenth:
      return fraction(part.index, 10, length);
    case Part::Kind::turn:
      return {-5, 5};
    case Part::Kind::whole:
      break;
  }
  return {0, length - 1};
}

// Days of a month, from 1.
Steps days_of(Part part, int length) {
  switch (part.kind) {
    case Part::Kind::early:
      return {1, 10};
    case Part::Kind::middle:
      return {11, 20};
    case Part::Kind::late:
      return {21, length};
    case Part::Kind::half:
      return part.index == 1 ? Steps{1, 15} : Steps{16, length};
    case Part::Kind::third:
      return {(part.index - 1) * 10 + 1, part.index == 3 ? length : part.index * 10};
    default: {
      const Steps steps = steps_of(part, length);
      return {steps.first + 1, steps.last + 1};
    }
  }
}

MomentEdtf month_edtf(std::int64_t year, const Moment& moment) {
  if (moment.part.kind == Part::Kind::whole) return single(month_text(year, moment.month));
  const Steps days = days_of(moment.part, days_in_month(year, moment.month));
  return stretch(day_text(year, moment.month, days.first), day_text(year, moment.month, days.last));
}

// The first month of a season or quarter, from January as 0.
int first_month_of(int code) {
  constexpr int kFirstSeason = 21;
  constexpr int kFirstQuarter = 33;
  return code >= kFirstQuarter ? (code - kFirstQuarter) * 3 : (code - kFirstSeason) * 3 + 2;
}

// Month `index` counted from January of `year`, past December too.
std::string counted_month(std::int64_t year, int index) {
  return month_text(year + index / 12, index % 12 + 1);
}

MomentEdtf season_edtf(std::int64_t year, const Moment& moment) {
  const int first = first_month_of(moment.season);
  const Steps months = days_of(moment.part, 3);
  if (moment.part.kind == Part::Kind::whole) {
    return {fmt::format("{}-{}", year_text(year), moment.season), counted_month(year, first),
            counted_month(year, first + 2)};
  }
  if (!moment.part.vague()) {
    return stretch(counted_month(year, first + months.first - 1),
                   counted_month(year, first + months.last - 1));
  }
  // A third of a season is one of its months.
  return single(counted_month(
      year, first + static_cast<int>(moment.part.kind) - static_cast<int>(Part::Kind::early)));
}

MomentEdtf year_edtf(std::int64_t year, const Moment& moment) {
  if (moment.part.kind == Part::Kind::whole) {
    if (year >= kMinYear) return single(year_text(year));
    // Years written with Y do not stand in intervals.
    return {fmt::format("Y{}", year), year_text(kMinYear), year_text(kMinYear)};
  }
  if (moment.part.kind == Part::Kind::quarter) {
    Moment quarter = moment;
    quarter.season = 32 + moment.part.index;
    quarter.part = {};
    return season_edtf(year, quarter);
  }
  const Steps months = steps_of(moment.part, 12);
  return stretch(counted_month(year, std::max(months.first, 0)), counted_month(year, months.last));
}

// Decades, centuries and millennia have 10 to the power of this many years.
int zeros_of(Unit unit) { return static_cast<int>(unit) - static_cast<int>(Unit::decade) + 1; }

int years_in(Unit unit) {
  constexpr std::array kPowers{1, 10, 100, 1000};
  return kPowers.at(static_cast<std::size_t>(zeros_of(unit)));
}

// The first astronomical year of a decade, century or millennium.
std::int64_t first_year_of(const Moment& moment) {
  const std::int64_t number = *moment.year;
  const int length = years_in(moment.unit);
  if (moment.unit == Unit::decade) {
    return moment.era == EraMark::before_christ ? 1 - (number + length - 1) : number;
  }
  return moment.era == EraMark::before_christ ? 1 - number * length : (number - 1) * length;
}

// A decade, century or millennium.
MomentEdtf years_edtf(const Moment& moment) {
  const int length = years_in(moment.unit);
  const std::int64_t first = first_year_of(moment);
  const Steps years = steps_of(moment.part, length);
  MomentEdtf edtf = stretch(year_text(first + years.first), year_text(first + years.last));
  // Years that are not told; those before Christ do not fall into such tens and hundreds.
  if (moment.part.kind == Part::Kind::whole && first >= 0) {
    edtf.whole = year_text(first);
    std::fill(edtf.whole.end() - zeros_of(moment.unit), edtf.whole.end(), 'X');
  }
  return edtf;
}

char qualifier_of(const Moment& moment) {
  const bool approximate = moment.approximate || moment.part.vague();
  if (approximate && moment.uncertain) return '%';
  return approximate ? '~' : moment.uncertain ? '?' : '\0';
}

void qualify(MomentEdtf& edtf, char qualifier) {
  if (qualifier == '\0') return;
  edtf.first += qualifier;
  edtf.last += qualifier;
  const bool interval = edtf.whole.find('/') != std::string::npos;
  if (edtf.whole[0] == 'Y') return;  // such years bear none
  edtf.whole = interval ? edtf.first + "/" + edtf.last : edtf.whole + qualifier;
}

MomentEdtf unqualified(const Moment& moment) {
  if (moment.days) {
    const auto [first, last] = *moment.days;
    return first == last ? single(format_day(first)) : stretch(format_day(first), format_day(last));
  }
  const std::int64_t year = astronomical(*moment.year, moment.era);
  switch (moment.unit) {
    case Unit::day:
      return single(day_text(year, moment.month, moment.day));
    case Unit::month:
      return month_edtf(year, moment);
    case Unit::season:
      return season_edtf(year, moment);
    case Unit::decade:
    case Unit::century:
    case Unit::millennium:
      return years_edtf(moment);
    default:
      return year_edtf(year, moment);
  }
}

}  // namespace

std::int64_t astronomical(std::int64_t year, EraMark era) {
  return era == EraMark::before_christ ? 1 - year : year;
}

void set_astronomical(Moment& moment, std::int64_t year) {
  moment.era = year > 0 ? EraMark::none : EraMark::before_christ;
  moment.year = year > 0 ? year : 1 - year;
}

std::int64_t first_year(const Moment& moment) {
  if (moment.days) return civil_from_day(moment.days->first).year;
  if (moment.unit >= Unit::decade) return first_year_of(moment);
  return astronomical(*moment.year, moment.era);
}

std::optional<Moment> shifted(const Moment& anchor, Unit unit, int count) {
  Moment moment;
  moment.unit = unit;
  moment.approximate = anchor.approximate;
  const std::int64_t year = first_year(anchor);
  switch (unit) {
    case Unit::day:
    case Unit::week: {
      if (anchor.unit != Unit::day || anchor.days) return std::nullopt;
      const Day day = day_from_civil({year, anchor.month, anchor.day});
      const Civil civil = civil_from_day(day + (unit == Unit::week ? Day{7} : Day{1}) * count);
      set_astronomical(moment, civil.year);
      moment.unit = Unit::day;
      moment.month = civil.month;
      moment.day = civil.day;
      moment.approximate = moment.approximate || unit == Unit::week;
      return moment;
    }
    case Unit::month: {
      if (anchor.month == 0) return std::nullopt;
      const std::int64_t months = year * 12 + anchor.month - 1 + count;
      set_astronomical(moment, floor_div(months, 12));
      moment.month = static_cast<int>(months - floor_div(months, 12) * 12) + 1;
      return moment;
    }
    case Unit::year:
      set_astronomical(moment, year + count);
      return moment;
    case Unit::decade:
      if (year < 1) return std::nullopt;
      moment.year = floor_div(year, 10) * 10 + std::int64_t{10} * count;
      return moment;
    case Unit::century: {
      // Centuries before Christ count down to 1, and there is none between.
      const std::int64_t index = floor_div(year < 1 ? year - 1 : year, 100) + count;
      moment.year = index < 0 ? -index : index + 1;
      if (index < 0) moment.era = EraMark::before_christ;
      return moment;
    }
    default:
      return std::nullopt;
  }
}

MomentEdtf to_edtf(const Moment& moment) {
  if (moment.part_to.kind != Part::Kind::whole) {
    Moment from = moment;
    from.part_to = {};
    Moment to = from;
    to.part = moment.part_to;
    return stretch(to_edtf(from).first, to_edtf(to).last);
  }
  MomentEdtf edtf = unqualified(moment);
  qualify(edtf, qualifier_of(moment));
  return edtf;
}

Grain grain_of(const Moment& moment) {
  switch (moment.unit) {
    case Unit::day:
    case Unit::week:
      return Grain::day;
    case Unit::month:
      return Grain::month;
    case Unit::season:
      return moment.season > 24 ? Grain::quarter : Grain::season;
    case Unit::half:
    case Unit::year:
      return moment.part.kind == Part::Kind::quarter ? Grain::quarter : Grain::year;
    case Unit::decade:
      return Grain::decade;
    case Unit::century:
    case Unit::millennium:
      return Grain::century;
  }
  return Grain::year;
}

bool is_vague(const Moment& moment) {
  return moment.approximate || moment.uncertain || moment.part.kind != Part::Kind::whole ||
         moment.unit >= Unit::decade;
}

}  // namespace fasti::dates
