#include "core/dates/spans.h"

#include <algorithm>
#include <functional>

#include "core/dates/lookalike.h"
#include "core/dates/rules.h"

namespace fasti::dates {
namespace {

// ---- Years

// The largest step by which a short second year may lie in the next century: "1898-02".
constexpr int kLongestRollover = 50;

struct SpanFigures {
  const Item& first;
  const Item& second;
  Link link;
};

Expression years(std::size_t begin, std::size_t end, std::int64_t from, std::int64_t to,
                 EraMark era = EraMark::none) {
  Expression expression;
  expression.begin = begin;
  expression.end = end;
  expression.shape = Shape::range;
  expression.rule = "year-range";
  for (auto [moment, year] : {std::pair{&expression.from, from}, {&expression.to, to}}) {
    moment->unit = Unit::year;
    moment->year = year;
    moment->era = era;
  }
  return expression;
}

bool is_counted(const Line& line, std::size_t end) {
  return has_unit(line, end) || is_plural_noun(line, end);
}

// "1914 to 1918", "1941/1942".
std::optional<Expression> full_years(const Line& line, std::size_t i, const SpanFigures& figures) {
  const std::size_t end = figures.link.end + 1;
  const int first = figures.first.number;
  const int second = figures.second.number;
  if (has_unit(line, end) || is_of_year(line, end - 1)) return std::nullopt;
  const bool round = first % 100 == 0 && second % 100 == 0;
  if (round && is_plural_noun(line, end)) return std::nullopt;
  if (figures.link.kind == LinkKind::slash && second != first + 1) return std::nullopt;
  if (second < first) return std::nullopt;
  return years(i, end, first, second);
}

// "1768-74", "1338 - 9", "1941/42".
std::optional<Expression> short_years(const Line& line, std::size_t i, const SpanFigures& figures) {
  const LinkKind kind = figures.link.kind;
  const std::size_t end = figures.link.end + 1;
  if (kind != LinkKind::dash && kind != LinkKind::slash) return std::nullopt;
  if (has_unit(line, end) || line.is_sign(end, '-')) return std::nullopt;
  // "in 1848-49 revolts broke out"
  const bool cued = line.before(i).tags.any({Tag::strong_cue, Tag::determiner});
  if (is_plural_noun(line, end) && !cued) return std::nullopt;
  const int first = figures.first.number;
  const int second = figures.second.number;
  const int unit = figures.second.digits == 1 ? 10 : 100;
  int last = first / unit * unit + second;
  if (kind == LinkKind::slash && last != first + 1) {
    return unit == 100 && last + 100 == first + 1 ? std::optional(years(i, end, first, last + 100))
                                                  : std::nullopt;
  }
  const bool joined = line.joined(i + 1) && line.joined(i + 2);
  const bool may_be_month = joined && unit == 100 && second >= 1 && second <= 12;
  if (last <= first) {
    if (unit == 10) return std::nullopt;
    last += 100;
    if (last - first >= kLongestRollover || last <= first) {
      if (!may_be_month) return std::nullopt;
      Expression month = years(i, end, first, first);
      month.shape = Shape::single;
      month.from.unit = Unit::month;
      month.from.month = second;
      month.rule = "iso-month";
      return month;
    }
  }
  Expression expression = years(i, end, first, last);
  if (may_be_month) expression.iso_month = second;
  return expression;
}

// "490-479 BC", "98-117 AD", "348/47 BC": the era on the right is that of both, so that years in
// the wrong order cannot be told apart; they are turned round.
std::optional<Expression> era_years(const Line& line, std::size_t i, const SpanFigures& figures) {
  const auto era = era_at(line, figures.link.end + 1);
  if (!era) return std::nullopt;
  const int first = figures.first.number;
  if (era->value != EraName::before_christ && era->value != EraName::after_christ) {
    return std::nullopt;
  }
  int second = figures.second.number;
  if (figures.link.kind == LinkKind::slash) {  // the two halves of a year that begins in summer
    const int unit = figures.second.digits == 1 ? 10 : figures.second.digits == 2 ? 100 : 10000;
    if (second < first) second += first / unit * unit;
    if (second > first) second -= unit;
    const int next = era->value == EraName::before_christ ? first - 1 : first + 1;
    if (second != next) return std::nullopt;
  }
  const bool falling = era->value == EraName::before_christ;
  const auto [earlier, later] =
      falling ? std::minmax(first, second, std::greater<>()) : std::minmax(first, second);
  auto expression =
      years(i, era->end, earlier, later, falling ? EraMark::before_christ : EraMark::after_christ);
  if (earlier != first) expression.from.note = "reversed-range";
  return expression;
}

// "427", or "428/427" of a year that begins in summer: the two years of our count.
struct SummerYear {
  int first;
  int second;
  std::size_t end;
};
std::optional<SummerYear> falling_year(const Line& line, std::size_t i) {
  const Item& figure = line[i];
  if (!figure.is_number() || figure.digits > 4) return std::nullopt;
  const Item& half = line[i + 2];
  if (!line.is_sign(i + 1, '/') || !half.is_number()) {
    return SummerYear{figure.number, figure.number, i + 1};
  }
  const int unit = half.digits == 1 ? 10 : half.digits == 2 ? 100 : 10000;
  if ((figure.number - 1) % unit != half.number) return std::nullopt;
  return SummerYear{figure.number, figure.number - 1, i + 3};
}

// "428/427 - 348/347 BC"
std::optional<Expression> summer_years(const Line& line, std::size_t i) {
  const auto from = falling_year(line, i);
  if (!from) return std::nullopt;
  const auto link = link_at(line, from->end);
  if (!link || (link->kind != LinkKind::dash && link->kind != LinkKind::word)) return std::nullopt;
  const auto to = falling_year(line, link->end);
  if (!to || to->first >= from->second) return std::nullopt;
  if (from->first == from->second && to->first == to->second) return std::nullopt;
  const auto era = era_at(line, to->end);
  if (!era || era->value != EraName::before_christ) return std::nullopt;
  return years(i, era->end, from->first, to->second, EraMark::before_christ);
}

// "(618-907)", "the years 280 and 610", "400 to 1999": figures too short to be years of themselves.
std::optional<Expression> low_years(const Line& line, std::size_t i, const SpanFigures& figures) {
  const std::size_t end = figures.link.end + 1;
  const Item& left = line.before(i);
  const bool announced = left.is_word() && line.is_word(i - 1, "years") && i > 0;
  const Item& mark = left.sign == '.' && line.joined(i - 1) ? line.before(i, 2) : left;
  // "(r. 717-741)", "(c. 480-547)"; round figures after "c." may count something.
  const bool round = figures.first.number % 100 == 0 && figures.second.number % 100 == 0;
  const bool marked = mark.tags.any(Tag::life) || (mark.tags.any(Tag::approximate) && !round);
  const bool cued = marked || left.sign == '(' || left.tags.any(Tag::preposition);
  const bool far = is_year_figure(figures.second) && figures.link.kind == LinkKind::word;
  if (figures.first.number < 100 || figures.second.digits < 3 || is_counted(line, end)) {
    return std::nullopt;
  }
  if (figures.link.kind == LinkKind::slash) return std::nullopt;
  if (!announced && !cued && !far) return std::nullopt;
  if (figures.first.number > figures.second.number) {
    // In a text about times before Christ; elsewhere the figures are none of years.
    Expression falling =
        years(i, end, figures.first.number, figures.second.number, EraMark::before_christ);
    falling.from.low = falling.to.low = true;
    return falling;
  }
  // Years that rise are after Christ.
  Expression expression =
      years(i, end, figures.first.number, figures.second.number, EraMark::after_christ);
  expression.from.low = expression.to.low = !announced && !far && !marked;
  return expression;
}

// ---- Days

struct DayList {
  int first = 0;
  int last = 0;
  int count = 0;
  LinkKind link = LinkKind::dash;
  bool contiguous = true;
  std::size_t end = 0;
};

std::optional<Found<DayNumber>> listed_day(const Line& line, std::size_t i) {
  const std::size_t at = line.is_word(i, "the") ? i + 1 : i;
  auto day = day_at(line, at);
  if (!day || day->value.day < 1 || day->value.day > 31) return std::nullopt;
  return day;
}

// "3-6", "14, 15 and 16", "the 3rd to the 6th": at least two rising days.
std::optional<DayList> day_list(const Line& line, std::size_t i) {
  constexpr int kMostDays = 6;
  const auto first = day_at(line, i);
  if (!first || first->value.day < 1 || first->value.day > 31) return std::nullopt;
  DayList list{first->value.day, first->value.day, 1, LinkKind::comma, true, first->end};
  while (list.count < kMostDays) {
    auto link = link_at(line, list.end);
    if (!link) break;
    if (link->kind == LinkKind::comma) {  // "15, and 16"
      if (const auto second = link_at(line, link->end); second && second->kind == LinkKind::and_) {
        link = second;
      }
    }
    const auto day = listed_day(line, link->end);
    if (!day || day->value.day <= list.last) break;
    list.contiguous = list.contiguous && day->value.day == list.last + 1;
    list.last = day->value.day;
    list.link = link->kind;
    list.end = day->end;
    ++list.count;
    if (link->kind != LinkKind::comma) break;
  }
  // A comma alone links no days: "March 3, 12 men".
  if (list.count < 2 || list.link == LinkKind::comma) return std::nullopt;
  return list;
}

Moment listed_day(int day, int month) {
  Moment moment;
  moment.day = day;
  moment.month = month;
  return moment;
}

std::optional<Expression> of_days(const DayList& list, int month, const Maybe<YearMark>& year) {
  Expression expression;
  expression.rule = "day-range";
  expression.from = listed_day(list.first, month);
  expression.to = listed_day(list.last, month);
  if (year) {
    attach(expression.from, year->value);
    attach(expression.to, year->value);
  }
  expression.shape = Shape::range;
  if (list.link == LinkKind::or_) expression.shape = Shape::one_of;
  if (list.link == LinkKind::and_ && (list.count == 2 || !list.contiguous)) {
    expression.shape = Shape::all_of;
  }
  if (list.link == LinkKind::slash) {
    if (const auto day = dual_style(expression.from, expression.to)) {
      expression.shape = Shape::single;
      expression.from = *day;
      expression.rule = "two-calendars";
    }
  }
  return expression;
}

// "3-6 May 1945"
std::optional<Expression> days_before_month(const Line& line, std::size_t i) {
  const auto list = day_list(line, i);
  if (!list) return std::nullopt;
  std::size_t at = list->end;
  if (line.is_word(at, "day") || line.is_word(at, "days")) ++at;
  if (line.is_word(at, "of")) ++at;
  const auto month = month_at(line, at);
  if (!month || !line[at].capital) return std::nullopt;
  const auto year = attached_year(line, month->end, month->value.month);
  // "1 3/4 July 1, 1891"
  if (const auto day = day_at(line, month->end); !year && day) {
    if (attached_year(line, day->end, month->value.month)) return std::nullopt;
  }
  auto expression = of_days(*list, month->value.month, year);
  expression->begin = i;
  expression->end = year ? year->end : month->end;
  return expression;
}

// "June 18 and 19, 1815"
std::optional<Expression> days_after_month(const Line& line, std::size_t i) {
  const auto month = month_at(line, i);
  if (!month || !line[i].capital) return std::nullopt;
  const std::size_t at = line.is_word(month->end, "the") ? month->end + 1 : month->end;
  const auto list = day_list(line, at);
  if (!list || month_at(line, list->end)) return std::nullopt;
  const auto year = attached_year(line, list->end, month->value.month);
  if (!year && is_counted(line, list->end)) return std::nullopt;
  auto expression = of_days(*list, month->value.month, year);
  expression->begin = i;
  expression->end = year ? year->end : list->end;
  return expression;
}

// ---- Joining

// Where in the year a moment begins, in days as if all months had 31.
int place_in_year(const Moment& moment) {
  if (moment.season >= 33) return (moment.season - 33) * 3 * 31;
  if (moment.season > 0) return ((moment.season - 21) * 3 + 2) * 31;
  const int part = static_cast<int>(moment.part.kind);
  const bool in_month = moment.month > 0;
  const int offset = moment.part.vague() ? part - static_cast<int>(Part::Kind::early) : 0;
  return (in_month ? (moment.month - 1) * 31 + moment.day : 0) + offset * (in_month ? 10 : 120);
}

bool lacks_year(const Moment& moment) {
  return !moment.has_year() && moment.reference == Reference::none;
}

// "from the 3rd until the 10th of March"
void give_month(Moment& from, const Moment& to) {
  const bool day_alone = from.unit == Unit::day && from.month == 0 && !from.days;
  if (!day_alone || to.unit != Unit::day || to.month == 0) return;
  from.month = from.day <= to.day ? to.month : to.month > 1 ? to.month - 1 : 12;
}

void give_era(Moment& from, Moment& to) {
  if (!from.year || !to.year) return;
  if (from.era == EraMark::none && to.era == EraMark::before_christ && *from.year >= *to.year) {
    from.era = EraMark::before_christ;
  }
  if (from.era == EraMark::before_christ && to.era == EraMark::none && to.unit == from.unit &&
      *to.year <= *from.year) {
    to.era = EraMark::before_christ;
  }
}

void give_year(Moment& from, Moment& to) {
  if (to.century_open && from.year) {
    to.year = *from.year / 100 * 100 + *to.year % 100;
    to.century_open = from.century_open;
  }
  const bool turns = place_in_year(from) > place_in_year(to);
  if (lacks_year(from) && to.year) {
    // "6 to 3 May 1921" is a slip and no year long.
    const bool slip = from.month > 0 && from.month == to.month;
    from.year = *to.year - (turns && !slip ? 1 : 0);
    from.era = to.era;
  } else if (from.year && lacks_year(to) && from.unit < Unit::decade) {
    to.year = *from.year + (turns ? 1 : 0);
    to.era = from.era;
  } else if (from.reference != Reference::none && lacks_year(to)) {
    to.reference = from.reference;
    to.offset = from.offset;
  } else if (to.reference != Reference::none && lacks_year(from)) {
    from.reference = to.reference;
    from.offset = to.offset;
  }
}

}  // namespace

std::optional<Link> link_at(const Line& line, std::size_t i) {
  switch (line[i].sign) {
    case '-':
      // "- -" and "--" are dashes too.
      return Link{LinkKind::dash, line.is_sign(i + 1, '-') ? i + 2 : i + 1};
    case '/':
      return Link{LinkKind::slash, i + 1};
    case '&':
      return Link{LinkKind::and_, i + 1};
    case ',':
      return Link{LinkKind::comma, i + 1};
    default:
      break;
  }
  if (line.is_word(i, "and")) return Link{LinkKind::and_, i + 1};
  if (line.is_word(i, "or")) return Link{LinkKind::or_, i + 1};
  if (const auto range = line.find(i, Tag::range)) return Link{LinkKind::word, range->end};
  return std::nullopt;
}

std::optional<Expression> year_span(const Line& line, std::size_t i, bool with_and) {
  if (!line[i].is_number() || line[i].digits > 4) return std::nullopt;
  if (auto found = summer_years(line, i)) return found;
  const auto link = link_at(line, i + 1);
  if (!link || link->kind == LinkKind::or_ || link->kind == LinkKind::comma) return std::nullopt;
  if (link->kind == LinkKind::and_ && !with_and) return std::nullopt;
  const std::size_t second = link->end;
  if (!line[second].is_number() || line[second].digits > 4 || !is_plain_number(line, i) ||
      !is_plain_number(line, second) || is_numbered(line, i)) {
    return std::nullopt;
  }
  // Pages stand after a colon: "(2011): 281-319".
  if (line.before(i).sign == ':' && !is_year_figure(line[i])) return std::nullopt;
  const SpanFigures figures{line[i], line[second], *link};
  if (auto found = era_years(line, i, figures)) return found;
  if (is_year_figure(figures.first)) {
    return is_year_figure(figures.second) ? full_years(line, i, figures)
                                          : short_years(line, i, figures);
  }
  return low_years(line, i, figures);
}

std::optional<Expression> day_span(const Line& line, std::size_t i) {
  if (auto found = days_before_month(line, i)) return found;
  return days_after_month(line, i);
}

bool join_range(Moment& from, Moment& to) {
  give_month(from, to);
  give_year(from, to);
  give_era(from, to);
  if (!from.year || !to.year) return true;
  const std::int64_t first = first_year(from);
  const std::int64_t last = first_year(to);
  if (first != last) return first < last;
  return from.unit >= Unit::decade || to.unit >= Unit::decade || from.unit == Unit::year ||
         to.unit == Unit::year || place_in_year(from) <= place_in_year(to);
}

std::optional<Moment> dual_style(const Moment& julian, const Moment& gregorian) {
  if (julian.unit != Unit::day || gregorian.unit != Unit::day || julian.days || gregorian.days ||
      julian.day == 0 || gregorian.day == 0 || julian.month == 0 || gregorian.month == 0) {
    return std::nullopt;
  }
  Moment result = gregorian;
  result.calendar = Calendar::julian;
  const auto& known = gregorian.year ? gregorian.year : julian.year;
  if (!known) {
    const int days = place_in_year(gregorian) - place_in_year(julian);
    const bool month_ends = gregorian.month != julian.month;
    const int slack = month_ends ? 3 : 0;  // months are counted with 31 days
    if (days < 10 || days > 13 + slack) return std::nullopt;
    return result;
  }
  constexpr std::int64_t kFirstDualYear = 1582;
  if (*known < kFirstDualYear || gregorian.era == EraMark::before_christ ||
      julian.era == EraMark::before_christ) {
    return std::nullopt;
  }
  result.year = *known;
  const bool turns = julian.month == 12 && gregorian.month == 1;
  if (!gregorian.year && julian.year && turns) result.year = *known + 1;
  const Civil new_style{*result.year, gregorian.month, gregorian.day};
  const Civil old_style{julian.year && gregorian.year ? *julian.year
                        : turns                       ? *result.year - 1
                                                      : *result.year,
                        julian.month, julian.day};
  if (!is_valid(new_style) || day_from_julian(old_style) != day_from_civil(new_style)) {
    return std::nullopt;
  }
  return result;
}

}  // namespace fasti::dates
