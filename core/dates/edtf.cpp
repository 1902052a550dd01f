#include "core/dates/edtf.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/utf8.h"

namespace fasti::dates {
namespace {

// ---- Characters

Qualifier qualifier_of(char c) {
  switch (c) {
    case '?':
      return Qualifier::uncertain;
    case '~':
      return Qualifier::approximate;
    case '%':
      return Qualifier::both;
    default:
      return Qualifier::none;
  }
}

void append(std::string& out, Qualifier qualifier) {
  constexpr std::string_view kSigns = " ?~%";
  if (qualifier != Qualifier::none) out += kSigns[static_cast<std::size_t>(qualifier)];
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool take(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  Qualifier take_qualifier() {
    const Qualifier qualifier = qualifier_of(peek());
    if (qualifier != Qualifier::none) rest_.remove_prefix(1);
    return qualifier;
  }
  std::string_view take_digits() {
    return take_while([](char c) { return text::is_ascii_digit(c); });
  }
  std::string_view take_digits_and_x() {
    return take_while([](char c) { return text::is_ascii_digit(c) || c == 'X'; });
  }
  std::string_view take_all() { return std::exchange(rest_, {}); }

 private:
  template <typename Predicate>
  std::string_view take_while(Predicate predicate) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), predicate);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }

  std::string_view rest_;
};

bool has_x(std::string_view digits) { return digits.find('X') != std::string_view::npos; }

// ---- Numbers

// Far beyond any year that is not clamped, and far from overflow.
constexpr std::int64_t kHuge = 1'000'000'000'000;

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = std::min(kHuge, value * 10 + (c - '0'));
  return value;
}

bool matches(std::string_view pattern, int value) {
  for (auto digit = pattern.rbegin(); digit != pattern.rend(); ++digit, value /= 10) {
    if (*digit != 'X' && *digit - '0' != value % 10) return false;
  }
  return value == 0;
}

// The smallest or the largest number of four digits that a pattern of digits and X allows.
int extreme(std::string_view pattern, char digit) {
  int value = 0;
  for (const char c : pattern) value = value * 10 + ((c == 'X' ? digit : c) - '0');
  return value;
}

// ---- Parts of a year: seasons, quarters, thirds, halves

struct YearPart {
  int first_month;
  int months;
};

constexpr int kFirstYearPart = 21;
constexpr int kLastYearPart = 41;
constexpr int kLastLevelOneSeason = 24;

// ISO 8601-2, 4.8: 21-24 seasons of no hemisphere (read as northern), 25-28 northern, 29-32
// southern, 33-36 quarters, 37-39 four months, 40-41 halves.
constexpr std::array<YearPart, kLastYearPart - kFirstYearPart + 1> kYearParts{{
    {3, 3}, {6, 3},  {9, 3}, {12, 3},  // 21-24
    {3, 3}, {6, 3},  {9, 3}, {12, 3},  // 25-28
    {9, 3}, {12, 3}, {3, 3}, {6, 3},   // 29-32
    {1, 3}, {4, 3},  {7, 3}, {10, 3},  // 33-36
    {1, 4}, {5, 4},  {9, 4},           // 37-39
    {1, 6}, {7, 6},                    // 40-41
}};

std::optional<int> year_part_code(const EdtfDate& date) {
  if (!date.month || has_x(date.month->digits)) return std::nullopt;
  const auto code = static_cast<int>(number(date.month->digits));
  if (code < kFirstYearPart) return std::nullopt;
  return code;
}

// ---- Bounds of one date

Interval days_between(Civil first, Civil last) {
  if (first.year < kMinYear) first = {kMinYear, 1, 1};
  if (first.year > kMaxYear) first = {kMaxYear, 1, 1};
  if (last.year < kMinYear) last = {kMinYear, 12, 31};
  if (last.year > kMaxYear) last = {kMaxYear, 12, 31};
  return {day_from_civil(first), day_from_civil(last)};
}

Interval whole_years(std::int64_t first, std::int64_t last) {
  return days_between({first, 1, 1}, {last, 12, 31});
}

// "1950S2": the digits after the first two are an estimate.
Interval significant_bounds(const EdtfDate& date, std::int64_t year) {
  const auto digits = static_cast<std::int64_t>(std::to_string(year).size());
  std::int64_t unit = 1;
  for (std::int64_t i = number(date.significant); i < digits; ++i) unit *= 10;
  const std::int64_t first = year / unit * unit;
  const std::int64_t last = first + unit - 1;
  return date.negative ? whole_years(-last, -first) : whole_years(first, last);
}

Interval long_year_bounds(const EdtfDate& date) {
  std::int64_t year = number(date.year.digits);
  for (std::int64_t i = number(date.exponent); i > 0 && year > 0 && year < kHuge; --i) year *= 10;
  year = std::min(year, kHuge);
  if (!date.significant.empty()) return significant_bounds(date, year);
  return date.negative ? whole_years(-year, -year) : whole_years(year, year);
}

Interval year_part_bounds(std::int64_t first_year, std::int64_t last_year, int code) {
  const YearPart part = kYearParts[static_cast<std::size_t>(code - kFirstYearPart)];
  int last_month = part.first_month + part.months - 1;
  if (last_month > 12) {
    last_month -= 12;
    ++last_year;
  }
  return days_between({first_year, part.first_month, 1},
                      {last_year, last_month, days_in_month(last_year, last_month)});
}

std::string_view pattern_of(const std::optional<EdtfPart>& part) {
  return part ? std::string_view(part->digits) : "XX";
}

// The first or the last day of a year that the patterns of month and day allow.
std::optional<Civil> day_in_year(const EdtfDate& date, std::int64_t year, bool first) {
  const std::string_view months = pattern_of(date.month);
  const std::string_view days = pattern_of(date.day);
  if (date.month && !has_x(months) && (!date.day || !has_x(days))) {
    const auto month = static_cast<int>(number(months));
    if (month < 1 || month > 12) return std::nullopt;
    const int length = days_in_month(year, month);
    const int day = date.day ? static_cast<int>(number(days)) : first ? 1 : length;
    return day >= 1 && day <= length ? std::optional(Civil{year, month, day}) : std::nullopt;
  }
  for (int i = 1; i <= 12; ++i) {
    const int month = first ? i : 13 - i;
    if (!matches(months, month)) continue;
    const int length = days_in_month(year, month);
    for (int j = 1; j <= length; ++j) {
      const int day = first ? j : length + 1 - j;
      if (matches(days, day)) return Civil{year, month, day};
    }
  }
  return std::nullopt;
}

// The first or the last day that the patterns of a date allow, or nullopt when there is none.
// What a leap year lacks no year has, so the search ends there.
std::optional<Civil> extreme_day(const EdtfDate& date, bool first) {
  const bool rising = first != date.negative;
  const int start = extreme(date.year.digits, rising ? '0' : '9');
  const int stop = extreme(date.year.digits, rising ? '9' : '0');
  const int step = rising ? 1 : -1;
  for (int magnitude = start; magnitude != stop + step; magnitude += step) {
    const bool year_zero_signed = date.negative && magnitude == 0;
    if (year_zero_signed || !matches(date.year.digits, magnitude)) continue;
    const int year = date.negative ? -magnitude : magnitude;
    if (const auto found = day_in_year(date, year, first)) return found;
    if (is_leap_year(year)) return std::nullopt;
  }
  return std::nullopt;
}

// nullopt when the date names no day that exists.
std::optional<Interval> bounds_of(const EdtfDate& date) {
  if (date.long_year) return long_year_bounds(date);
  if (!date.significant.empty()) return significant_bounds(date, number(date.year.digits));
  if (const auto code = year_part_code(date)) {
    const int lower = extreme(date.year.digits, '0');
    const int upper = extreme(date.year.digits, '9');
    return date.negative ? year_part_bounds(-upper, -lower, *code)
                         : year_part_bounds(lower, upper, *code);
  }
  if (!date.month && !date.negative && !has_x(date.year.digits)) {
    const std::int64_t year = number(date.year.digits);
    return whole_years(year, year);
  }
  const auto first = extreme_day(date, true);
  const auto last = extreme_day(date, false);
  if (!first || !last) return std::nullopt;
  return days_between(*first, *last);
}

// ---- Reading dates

constexpr std::size_t kYearDigits = 4;

bool read_part(Reader& reader, EdtfPart& part, std::size_t digits) {
  part.before = reader.take_qualifier();
  part.digits = reader.take_digits_and_x();
  part.after = reader.take_qualifier();
  return part.digits.size() == digits;
}

// "Y170000002", "Y-17E7", "Y171010000S3"; the Y is read.
bool read_long_year(Reader& reader, EdtfDate& date) {
  date.long_year = true;
  date.negative = reader.take('-');
  date.year.digits = reader.take_digits();
  if (date.year.digits.empty() || date.year.digits.front() == '0') return false;
  if (reader.take('E')) {
    date.exponent = reader.take_digits();
    if (number(date.exponent) == 0) return false;
  } else if (date.year.digits.size() <= kYearDigits) {
    return false;
  }
  if (reader.take('S')) {
    date.significant = reader.take_digits();
    if (number(date.significant) == 0) return false;
  }
  return reader.done();
}

bool two_digits_below(Reader& reader, int limit) {
  int value = 0;
  for (int i = 0; i < 2; ++i) {
    if (!text::is_ascii_digit(reader.peek())) return false;
    value = value * 10 + (reader.peek() - '0');
    reader.take(reader.peek());
  }
  return value < limit;
}

bool is_zone(Reader& reader) {
  if (reader.done()) return true;
  if (reader.take('Z')) return reader.done();
  if (!reader.take('+') && !reader.take('-')) return false;
  if (!two_digits_below(reader, 24)) return false;
  if (reader.done()) return true;
  return reader.take(':') && two_digits_below(reader, 60) && reader.done();
}

// "T23:20:30", with "Z", "+04" or "-04:30".
bool is_time(std::string_view text) {
  Reader reader(text);
  return reader.take('T') && two_digits_below(reader, 24) && reader.take(':') &&
         two_digits_below(reader, 60) && reader.take(':') && two_digits_below(reader, 60) &&
         is_zone(reader);
}

bool is_plain(const EdtfPart& part) {
  return part.before == Qualifier::none && part.after == Qualifier::none && !has_x(part.digits);
}

bool read_time(Reader& reader, EdtfDate& date) {
  if (!date.day || !is_plain(date.year) || !is_plain(*date.month) || !is_plain(*date.day)) {
    return false;
  }
  date.time = reader.take_all();
  return is_time(date.time);
}

bool is_month(std::string_view digits) {
  if (has_x(digits)) {
    for (int month = 1; month <= 12; ++month) {
      if (matches(digits, month)) return true;
    }
    return false;
  }
  const std::int64_t value = number(digits);
  return (value >= 1 && value <= 12) || (value >= kFirstYearPart && value <= kLastYearPart);
}

bool read_month_and_day(Reader& reader, EdtfDate& date) {
  if (!reader.take('-') || !read_part(reader, date.month.emplace(), 2)) return false;
  if (!is_month(date.month->digits)) return false;
  if (!reader.take('-')) return true;
  return !year_part_code(date) && read_part(reader, date.day.emplace(), 2);
}

// "1984", "?-2004-06-04~", "1950S2".
bool read_short_date(Reader& reader, EdtfDate& date) {
  const Qualifier before = reader.take_qualifier();
  date.negative = reader.take('-');
  if (!read_part(reader, date.year, kYearDigits) || date.year.before != Qualifier::none) {
    return false;
  }
  date.year.before = before;
  if (date.negative && date.year.digits == "0000") return false;
  if (reader.take('S')) {
    date.significant = reader.take_digits();
    return is_plain(date.year) && number(date.significant) > 0 && reader.done();
  }
  if (reader.peek() == '-' && !read_month_and_day(reader, date)) return false;
  if (reader.peek() == 'T' && !read_time(reader, date)) return false;
  return reader.done();
}

std::optional<EdtfDate> parse_edtf_date(std::string_view text) {
  Reader reader(text);
  EdtfDate date;
  const bool read = reader.take('Y') ? read_long_year(reader, date) : read_short_date(reader, date);
  if (!read || !bounds_of(date)) return std::nullopt;
  return date;
}

// ---- Levels

const EdtfPart& last_part(const EdtfDate& date) {
  return date.day ? *date.day : date.month ? *date.month : date.year;
}

// Qualifiers of level 1 stand at the end, and nowhere else.
bool is_qualified_within(const EdtfDate& date) {
  if (date.year.before != Qualifier::none) return true;
  const auto qualifies = [&](const EdtfPart& part) {
    return part.before != Qualifier::none ||
           (&part != &last_part(date) && part.after != Qualifier::none);
  };
  return qualifies(date.year) || (date.month && qualifies(*date.month)) ||
         (date.day && qualifies(*date.day));
}

bool is_qualified(const EdtfDate& date) {
  return is_qualified_within(date) || last_part(date).after != Qualifier::none;
}

bool is_unspecified(const EdtfDate& date) {
  return has_x(date.year.digits) || (date.month && has_x(date.month->digits)) ||
         (date.day && has_x(date.day->digits));
}

// Level 1 leaves out whole parts from the right ("1985-04-XX", "1985-XX-XX") or, of a year that
// stands alone, digits from the right ("201X").
bool is_unspecified_at_end(const EdtfDate& date) {
  const std::string_view year = date.year.digits;
  if (!date.month) return year.find_first_not_of('X', year.find('X')) == std::string_view::npos;
  if (has_x(year)) return false;
  if (!date.day) return date.month->digits == "XX";
  if (date.day->digits != "XX") return false;
  return date.month->digits == "XX" || !has_x(date.month->digits);
}

int level_in_interval(const EdtfDate& date) {
  if (!date.exponent.empty() || !date.significant.empty()) return 2;
  if (is_qualified_within(date) || is_unspecified(date)) return 2;
  const auto code = year_part_code(date);
  if (code && *code > kLastLevelOneSeason) return 2;
  return code || date.negative || is_qualified(date) ? 1 : 0;
}

int level_of(const EdtfDate& date) {
  if (date.exponent.empty() && date.significant.empty() && date.long_year) return 1;
  if (is_unspecified(date)) {
    return is_qualified(date) || !is_unspecified_at_end(date) ? 2 : 1;
  }
  if (year_part_code(date) && is_qualified(date)) return 2;
  return level_in_interval(date);
}

// ---- Intervals and sets

// Whether a range from one date to another runs forwards. An end with X may mean its last day.
bool in_order(const EdtfDate& from, const EdtfDate& to) {
  const Interval first = *bounds_of(from);
  const Interval last = *bounds_of(to);
  return *first.earliest <= (is_unspecified(to) ? *last.latest : *last.earliest);
}

bool can_bound(const EdtfDate& date) { return !date.long_year && date.time.empty(); }

// A date as a side of an interval or a member of a set.
std::optional<EdtfDate> parse_bound(std::string_view text) {
  auto date = parse_edtf_date(text);
  if (!date || !can_bound(*date)) return std::nullopt;
  return date;
}

std::optional<EdtfSide> parse_side(std::string_view text) {
  if (text.empty()) return EdtfSide{EdtfSide::Kind::unknown, {}};
  if (text == "..") return EdtfSide{EdtfSide::Kind::open, {}};
  auto date = parse_bound(text);
  if (!date) return std::nullopt;
  return EdtfSide{EdtfSide::Kind::date, *std::move(date)};
}

std::optional<EdtfInterval> parse_interval(std::string_view text, std::size_t slash) {
  auto from = parse_side(text.substr(0, slash));
  auto to = parse_side(text.substr(slash + 1));
  if (!from || !to) return std::nullopt;
  const bool closed = from->kind == EdtfSide::Kind::date && to->kind == EdtfSide::Kind::date;
  if (closed && !in_order(from->date, to->date)) return std::nullopt;
  const bool both_unknown =
      from->kind == EdtfSide::Kind::unknown && to->kind == EdtfSide::Kind::unknown;
  if (both_unknown) return std::nullopt;
  return EdtfInterval{*std::move(from), *std::move(to)};
}

int level_of(const EdtfInterval& interval) {
  int level = 0;
  for (const EdtfSide& side : {interval.from, interval.to}) {
    level = std::max(level, side.kind == EdtfSide::Kind::date ? level_in_interval(side.date) : 1);
  }
  return level;
}

std::optional<EdtfSet::Member> parse_member(std::string_view text) {
  EdtfSet::Member member;
  const std::size_t dots = text.find("..");
  member.range = dots != std::string_view::npos;
  const std::string_view from = text.substr(0, dots);
  const std::string_view to = member.range ? text.substr(dots + 2) : "";
  if (from.empty() && to.empty()) return std::nullopt;
  if (!from.empty()) member.from = parse_bound(from);
  if (!to.empty()) member.to = parse_bound(to);
  if (from.empty() == member.from.has_value() || to.empty() == member.to.has_value()) {
    return std::nullopt;
  }
  if (member.from && member.to && !in_order(*member.from, *member.to)) return std::nullopt;
  return member;
}

// Only the first member may have no beginning, and only the last no end.
bool open_sides_are_outside(const EdtfSet& set) {
  for (const EdtfSet::Member& member : set.members) {
    if (!member.range) continue;
    if (!member.from && &member != &set.members.front()) return false;
    if (!member.to && &member != &set.members.back()) return false;
  }
  return true;
}

std::optional<EdtfSet> parse_set(std::string_view text) {
  EdtfSet set;
  set.all = text.front() == '{';
  if (text.size() < 2 || text.back() != (set.all ? '}' : ']')) return std::nullopt;
  std::string_view rest = text.substr(1, text.size() - 2);
  while (true) {
    const std::size_t comma = rest.find(',');
    auto member = parse_member(rest.substr(0, comma));
    if (!member) return std::nullopt;
    set.members.push_back(*std::move(member));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (!open_sides_are_outside(set)) return std::nullopt;
  return set;
}

Interval bounds_of(const EdtfInterval& interval) {
  Interval bounds;
  if (interval.from.kind == EdtfSide::Kind::date) {
    bounds.earliest = bounds_of(interval.from.date)->earliest;
  }
  if (interval.to.kind == EdtfSide::Kind::date) {
    bounds.latest = bounds_of(interval.to.date)->latest;
  }
  return bounds;
}

Interval bounds_of(const EdtfSet::Member& member) {
  if (!member.range) return *bounds_of(*member.from);
  Interval bounds;
  if (member.from) bounds.earliest = bounds_of(*member.from)->earliest;
  if (member.to) bounds.latest = bounds_of(*member.to)->latest;
  return bounds;
}

Interval bounds_of(const EdtfSet& set) {
  Interval bounds = bounds_of(set.members.front());
  for (const EdtfSet::Member& member : set.members) {
    const Interval other = bounds_of(member);
    if (!other.earliest) bounds.earliest.reset();
    if (!other.latest) bounds.latest.reset();
    if (bounds.earliest) bounds.earliest = std::min(*bounds.earliest, *other.earliest);
    if (bounds.latest) bounds.latest = std::max(*bounds.latest, *other.latest);
  }
  return bounds;
}

// ---- Printing

void append(std::string& out, const EdtfPart& part) {
  append(out, part.before);
  out += part.digits;
  append(out, part.after);
}

void append(std::string& out, const EdtfDate& date) {
  append(out, date.year.before);
  if (date.long_year) out += 'Y';
  if (date.negative) out += '-';
  out += date.year.digits;
  append(out, date.year.after);
  if (!date.exponent.empty()) out += 'E' + date.exponent;
  if (!date.significant.empty()) out += 'S' + date.significant;
  for (const auto* part : {&date.month, &date.day}) {
    if (!*part) continue;
    out += '-';
    append(out, **part);
  }
  out += date.time;
}

void append(std::string& out, const EdtfSide& side) {
  if (side.kind == EdtfSide::Kind::open) out += "..";
  if (side.kind == EdtfSide::Kind::date) append(out, side.date);
}

void append(std::string& out, const EdtfInterval& interval) {
  append(out, interval.from);
  out += '/';
  append(out, interval.to);
}

void append(std::string& out, const EdtfSet& set) {
  out += set.all ? '{' : '[';
  for (const EdtfSet::Member& member : set.members) {
    if (&member != &set.members.front()) out += ',';
    if (member.from) append(out, *member.from);
    if (member.range) out += "..";
    if (member.to) append(out, *member.to);
  }
  out += set.all ? '}' : ']';
}

// ---- Qualifiers of a whole

template <typename Visitor>
void for_each_date(const Edtf::Form& form, Visitor visit) {
  if (const auto* date = std::get_if<EdtfDate>(&form)) {
    visit(*date);
  } else if (const auto* interval = std::get_if<EdtfInterval>(&form)) {
    visit(interval->from.date);
    visit(interval->to.date);
  } else {
    for (const EdtfSet::Member& member : std::get<EdtfSet>(form).members) {
      if (member.from) visit(*member.from);
      if (member.to) visit(*member.to);
    }
  }
}

bool has_qualifier(const Edtf::Form& form, Qualifier wanted) {
  bool found = false;
  const auto look_at = [&](const EdtfPart& part) {
    for (const Qualifier qualifier : {part.before, part.after}) {
      found = found || qualifier == wanted || qualifier == Qualifier::both;
    }
  };
  for_each_date(form, [&](const EdtfDate& date) {
    look_at(date.year);
    if (date.month) look_at(*date.month);
    if (date.day) look_at(*date.day);
  });
  return found;
}

}  // namespace

std::optional<Edtf> Edtf::parse(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.front() == '[' || text.front() == '{') {
    auto set = parse_set(text);
    if (!set) return std::nullopt;
    return Edtf(*std::move(set), 2);
  }
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    auto interval = parse_interval(text, slash);
    if (!interval) return std::nullopt;
    const int level = level_of(*interval);
    return Edtf(*std::move(interval), level);
  }
  auto date = parse_edtf_date(text);
  if (!date) return std::nullopt;
  const int level = level_of(*date);
  return Edtf(*std::move(date), level);
}

std::string Edtf::str() const {
  std::string out;
  std::visit([&](const auto& form) { append(out, form); }, form_);
  return out;
}

Interval Edtf::bounds() const {
  if (const auto* date = std::get_if<EdtfDate>(&form_)) return *bounds_of(*date);
  if (const auto* interval = std::get_if<EdtfInterval>(&form_)) return bounds_of(*interval);
  return bounds_of(std::get<EdtfSet>(form_));
}

bool Edtf::approximate() const { return has_qualifier(form_, Qualifier::approximate); }
bool Edtf::uncertain() const { return has_qualifier(form_, Qualifier::uncertain); }

std::optional<Interval> edtf_bounds(std::string_view edtf) {
  const auto parsed = Edtf::parse(edtf);
  if (!parsed) return std::nullopt;
  return parsed->bounds();
}

std::optional<int> edtf_level(std::string_view edtf) {
  const auto parsed = Edtf::parse(edtf);
  if (!parsed) return std::nullopt;
  return parsed->level();
}

}  // namespace fasti::dates
