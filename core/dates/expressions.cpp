#include "core/dates/expressions.h"

#include <array>

#include "core/dates/edtf.h"
#include "core/dates/lookalike.h"
#include "core/dates/rules.h"
#include "core/dates/spans.h"

namespace fasti::dates {
namespace {

constexpr std::array kShapeRules{
    ShapeRule{"range", "from July 1914 to November 1918"},
    ShapeRule{"year-range", "1768-74"},
    ShapeRule{"iso-month", "1918-03"},
    ShapeRule{"day-range", "3-6 May 1945"},
    ShapeRule{"two-calendars", "25 October (7 November) 1917"},
    ShapeRule{"either", "1910 or 1911"},
    ShapeRule{"both", "1920s and 1930s"},
    ShapeRule{"before", "by 1921"},
    ShapeRule{"after", "since 1999"},
    ShapeRule{"open", "1990 to the present"},
    ShapeRule{"life", "(born 14 February 1953)"},
    ShapeRule{"event", "during the Crimean War"},
};

Expression of_moment(std::size_t begin, const RuleMatch& match) {
  Expression expression;
  expression.begin = begin;
  expression.end = match.end;
  expression.from = match.moment;
  expression.rule = match.rule;
  return expression;
}

// ---- What stands after a moment

// "1910?", "1919(?)": doubt, where the mark does not end a sentence.
void take_doubt(const Line& line, Moment& moment, std::size_t& end) {
  if (line.is_sign(end, '(') && line.is_sign(end + 1, '?') && line.is_sign(end + 2, ')')) {
    moment.uncertain = true;
    end += 3;
    return;
  }
  if (!line.is_sign(end, '?') || !line.joined(end)) return;
  const Item& next = line[end + 1];
  const bool goes_on = next.sign == ')' || next.sign == ',' || next.sign == '-' ||
                       next.sign == ']' || next.sign == '/' || next.sign == ';' ||
                       (next.is_word() && !next.capital);
  if (!goes_on) return;
  moment.uncertain = true;
  ++end;
}

enum class Style : std::uint8_t { none, old_style, new_style };
struct StyleMark {
  Style style = Style::none;
  std::size_t end;
};

// "O.S.", "OS", "N.S.", "Old Style".
StyleMark style_at(const Line& line, std::size_t i) {
  if (line.is_word(i, "old") && line.is_word(i + 1, "style")) return {Style::old_style, i + 2};
  if (line.is_word(i, "new") && line.is_word(i + 1, "style")) return {Style::new_style, i + 2};
  if (line.word(i) == "OS") return {Style::old_style, i + 1};
  if (line.word(i) == "NS") return {Style::new_style, i + 1};
  if (line.is_word(i, "julian")) {
    return {Style::old_style, line.is_word(i + 1, "calendar") ? i + 2 : i + 1};
  }
  const bool dotted =
      line.is_sign(i + 1, '.') && line.word(i + 2) == "S" && line.is_sign(i + 3, '.');
  if (dotted && line.word(i) == "O") return {Style::old_style, i + 4};
  if (dotted && line.word(i) == "N") return {Style::new_style, i + 4};
  return {Style::none, i};
}

bool opens(const Line& line, std::size_t i) { return line.is_sign(i, '(') || line.is_sign(i, '['); }
bool closes(const Line& line, std::size_t i) {
  return line.is_sign(i, ')') || line.is_sign(i, ']');
}

// "25 October 1917 (O.S.)", "25 October 1917 O.S."
bool take_style(const Line& line, Moment& moment, std::size_t& end) {
  const bool bracket = opens(line, end);
  const StyleMark mark = style_at(line, bracket ? end + 1 : end);
  if (mark.style == Style::none || (bracket && !closes(line, mark.end))) return false;
  if (mark.style == Style::old_style) {
    moment.calendar = Calendar::julian;
    moment.old_style = true;
  }
  end = bracket ? mark.end + 1 : mark.end;
  if (moment.has_year() || moment.reference != Reference::none) return true;
  if (const auto year = attached_year(line, end, moment.month)) {  // "5 May (Old Style) 1700"
    attach(moment, year->value);
    end = year->end;
  }
  return true;
}

// The day in the brackets after another: "7 November"; or "30" after "January 18", of its month or
// the next.
std::optional<RuleMatch> other_day(const Line& line, std::size_t i, const Moment& first) {
  if (is_plain_number(line, i) && line[i].digits <= 2 && closes(line, i + 1)) {
    Moment moment = first;
    moment.day = line[i].number;
    if (moment.day < first.day) moment.month = first.month % 12 + 1;
    if (first.month == 12 && moment.month == 1 && first.year) moment.year = *first.year + 1;
    return RuleMatch{moment, i + 1, "day"};
  }
  auto other = read_moment(line, i, true);
  return other && other->moment.unit == Unit::day ? other : std::nullopt;
}

// "9 March [O.S. 25 February] 1890", "25 October (7 November) 1917": both calendars.
bool take_other_style(const Line& line, Expression& expression) {
  if (!opens(line, expression.end) || expression.from.unit != Unit::day) return false;
  const StyleMark before = style_at(line, expression.end + 1);
  const auto other = other_day(line, before.end, expression.from);
  if (!other) return false;
  const bool comma = line.is_sign(other->end, ',');  // "(July 24, old style)"
  const StyleMark after = style_at(line, other->end + (comma ? 1U : 0U));
  if (!closes(line, after.end)) return false;
  const Style style = before.style != Style::none ? before.style : after.style;
  Moment outer = expression.from;
  Moment inner = other->moment;
  std::size_t end = after.end + 1;
  if (!outer.year && !inner.year) {
    if (const auto year = attached_year(line, end, outer.month)) {
      attach(outer, year->value);
      end = year->end;
    }
  }
  if (!outer.year && inner.year) outer.year = inner.year;
  const auto day = style == Style::old_style   ? dual_style(inner, outer)
                   : style == Style::new_style ? dual_style(outer, inner)
                   : dual_style(outer, inner)  ? dual_style(outer, inner)
                                               : dual_style(inner, outer);
  if (day) {
    expression.from = *day;
  } else if (style == Style::none || !outer.year) {
    // Two days, which share what year there is.
    if (outer.year) expression.from = outer;
    return false;
  } else {
    // Said to be one day, and miscounted: the new style is the one that we go by.
    const auto year = outer.year;
    expression.from = style == Style::old_style ? outer : inner;
    expression.from.year = year;
    expression.from.calendar = Calendar::julian;
    expression.from.note = "calendars-differ";
  }
  expression.end = end;
  expression.rule = "two-calendars";
  return true;
}

// The styles of a day at the far end of a range: "until 2 March [O.S. 18 February] 1855".
void take_styles(const Line& line, RuleMatch& match) {
  if (match.moment.unit != Unit::day) return;
  if (take_style(line, match.moment, match.end)) return;
  Expression day = of_moment(match.end, match);
  if (!take_other_style(line, day)) return;
  match.moment = day.from;
  match.end = day.end;
}

// ---- Approximation

struct Approximation {
  bool approximate = false;
  bool doubtful = false;
  std::size_t end;
};

// "around", "c. ", "probably in".
Approximation approximation_at(const Line& line, std::size_t i) {
  if (const auto found = line.find(i, Tag::approximate)) {
    const std::size_t end =
        line.is_sign(found->end, '.') && line.joined(found->end) && line.word(i).size() <= 3
            ? found->end + 1
            : found->end;
    return {true, false, end};
  }
  if (line.is_sign(i, '~') && line.joined(i + 1)) return {true, false, i + 1};
  if (const auto found = line.find(i, Tag::doubtful)) return {false, true, found->end};
  return {false, false, i};
}

void apply(const Approximation& approximation, Moment& moment) {
  moment.approximate = moment.approximate || approximation.approximate;
  moment.uncertain = moment.uncertain || approximation.doubtful;
}

std::size_t past_the(const Line& line, std::size_t i) {
  std::size_t at = line.is_word(i, "the") ? i + 1 : i;
  if ((line.is_word(at, "year") || line.is_word(at, "years")) && line.is(at + 1, Tag::figure)) ++at;
  return at;
}

// ---- Links

bool is_many_years(const Moment& moment) { return moment.unit >= Unit::decade; }

// The other end of a range: a moment, with words of its own before it and its other style after it;
// or, after years of an era, figures alone.
std::optional<RuleMatch> far_end(const Line& line, std::size_t i, const Moment& from) {
  std::size_t at = past_the(line, i);
  const Approximation approximation = approximation_at(line, at);
  at = past_the(line, approximation.end);
  if (line.is_word(at, "in") || line.is_word(at, "from")) at = past_the(line, at + 1);
  auto match = read_moment(line, at, true);
  if (!match && from.unit == Unit::year && from.year &&
      (from.era != EraMark::none || *from.year < 1000) && is_plain_number(line, at) &&
      line[at].digits <= 4 && !has_unit(line, at + 1) && !is_plural_noun(line, at + 1)) {
    Moment moment;
    moment.unit = Unit::year;
    moment.year = line[at].number;
    match = RuleMatch{moment, at + 1, "year"};
  }
  if (match) {
    apply(approximation, match->moment);
    take_doubt(line, match->moment, match->end);
    take_styles(line, *match);
  }
  return match;
}

// "to the present", "– today", "–)".
std::optional<std::size_t> past_present(const Line& line, std::size_t i, LinkKind link) {
  const std::size_t at = line.is_word(i, "the") ? i + 1 : i;
  const auto present = line.find(at, Tag::present);
  const bool date = line.is_word(at, "date") && at != i;  // "to the date"
  // "adapt the act of 1795 to the present emergency"
  if (present && !date &&
      !(line.is_word(present->end - 1, "present") && is_noun(line, present->end))) {
    return present->end;
  }
  const bool closed = closes(line, i) || i >= line.size();
  if (link == LinkKind::dash && closed) return i;
  return std::nullopt;
}

// "1990–present", "1999 to date": what follows tells that figures are a year.
bool is_year_until_now(const Line& line, std::size_t i) {
  if (!is_year_figure(line[i]) || !is_plain_number(line, i) || is_numbered(line, i)) return false;
  const auto link = link_at(line, i + 1);
  if (!link || (link->kind != LinkKind::dash && link->kind != LinkKind::word)) return false;
  const auto end = past_present(line, link->end, link->kind);
  return end && *end > link->end;
}

bool can_range(const Moment& from, const Moment& to) {
  if (from.swappable || to.swappable || from.low != to.low) return false;
  const bool day_only = to.unit == Unit::day && to.month == 0;
  return !day_only && to.reference != Reference::deictic;
}

bool is_full_day(const Moment& moment) { return moment.unit == Unit::day && moment.has_year(); }

// "(28 July 1914 11 November 1918)", where a dash was lost.
bool lost_dash(const Line& line, Expression& expression) {
  if (!is_full_day(expression.from) || line.before(expression.begin).sign != '(') return false;
  const auto to = read_moment(line, expression.end, true);
  if (!to || !is_full_day(to->moment) || !closes(line, to->end)) return false;
  expression.to = to->moment;
  if (!join_range(expression.from, expression.to)) return false;
  expression.shape = Shape::range;
  expression.end = to->end;
  expression.rule = "range";
  return true;
}

// A month or day of the year that a later one in its list tells: "June and July 1941".
void year_from_list(const Line& line, Expression& expression) {
  constexpr int kMostLinks = 4;
  Moment& moment = expression.from;
  if (moment.has_year() || moment.reference != Reference::none || moment.unit >= Unit::year) return;
  std::size_t at = expression.end;
  for (int n = 0; n < kMostLinks; ++n) {
    const auto link = link_at(line, at);
    if (!link || link->kind == LinkKind::dash || link->kind == LinkKind::word) return;
    std::size_t next = past_the(line, link->end);
    if (link->kind == LinkKind::comma && line.is_word(next, "and")) ++next;
    if (line.is_word(next, "in") || line.is_word(next, "on")) ++next;
    const auto other = read_moment(line, past_the(line, next), true);
    if (!other || other->moment.unit != moment.unit) return;
    if (other->moment.year && !other->moment.low) {
      Moment to = other->moment;
      join_range(moment, to);
      return;
    }
    at = other->end;
  }
}

// "the 1920s and 1930s": tens or hundreds of years side by side are one stretch.
bool are_neighbours(const Moment& from, const Moment& to) {
  if (!is_many_years(from) || from.unit != to.unit) return false;
  const std::int64_t length = from.unit == Unit::decade    ? 10
                              : from.unit == Unit::century ? 100
                                                           : 1000;
  const std::int64_t step = first_year(to) - first_year(from);
  return step == length || (step == 0 && from.part != to.part);
}

bool take_alternative(const Line& line, Expression& expression, const Link& link) {
  const auto other = far_end(line, link.end, expression.from);
  if (!other || other->moment.unit != expression.from.unit || other->moment.low) return false;
  Moment from = expression.from;
  Moment to = other->moment;
  if (!join_range(from, to)) return false;
  if (link.kind == LinkKind::and_) {
    if (!are_neighbours(from, to)) return false;
    expression.shape = Shape::range;
    expression.rule = "both";
  } else {
    expression.shape = Shape::one_of;
    expression.rule = "either";
  }
  expression.from = from;
  expression.to = to;
  expression.end = other->end;
  return true;
}

bool is_until(const Line& line, const Link& link) {
  return link.kind == LinkKind::word &&
         (line.is_word(link.end - 1, "until") || line.is_word(link.end - 1, "till"));
}

bool take_range(const Line& line, Expression& expression, const Link& link) {
  const auto other = far_end(line, link.end, expression.from);
  if (!other || !can_range(expression.from, other->moment)) return false;
  Moment from = expression.from;
  Moment to = other->moment;
  // "from about 650 until about 969": what is counted has no "until".
  if (from.low && to.low && is_until(line, link)) from.low = to.low = false;
  if (link.kind == LinkKind::slash) {
    if (const auto day = dual_style(from, to)) {
      expression.from = *day;
      expression.end = other->end;
      expression.rule = "two-calendars";
      return true;
    }
    const bool years = from.unit >= Unit::year && !are_neighbours(from, to);  // "12th/13th century"
    if (from.unit != to.unit || years) return false;
  }
  if (!join_range(from, to)) {
    const bool slip = !expression.from.has_year() && from.month > 0 && from.month == to.month;
    if (slip) expression.from = from;  // with the year of the other
    if (slip || link.kind == LinkKind::dash) expression.from.note = "reversed-range";
    return false;
  }
  expression.from = from;
  expression.to = to;
  expression.shape = Shape::range;
  expression.end = other->end;
  expression.rule = "range";
  return true;
}

bool take_open_end(const Line& line, Expression& expression, const Link& link) {
  if (link.kind != LinkKind::dash && link.kind != LinkKind::word) return false;
  if (!expression.from.has_year() && expression.from.reference == Reference::none) return false;
  const auto end = past_present(line, link.end, link.kind);
  if (!end) return false;
  expression.shape = Shape::after;
  expression.lasting = true;
  expression.end = *end;
  expression.rule = "open";
  return true;
}

// Whatever links the moment to another one after it.
void take_links(const Line& line, Expression& expression, bool between) {
  if (!take_other_style(line, expression) && lost_dash(line, expression)) return;
  auto link = link_at(line, expression.end);
  if (!link) return;
  if (link->kind == LinkKind::comma) {  // "July 17, 1945, to August 2, 1945"
    const auto second = link_at(line, link->end);
    const bool ranges =
        second && (second->kind == LinkKind::word || (second->kind == LinkKind::and_ && between));
    if (ranges && expression.from.has_year()) link = second;
  }
  switch (link->kind) {
    case LinkKind::dash:
    case LinkKind::word:
      if (!take_open_end(line, expression, *link)) take_range(line, expression, *link);
      break;
    case LinkKind::slash:
      take_range(line, expression, *link);
      break;
    case LinkKind::or_:
      take_alternative(line, expression, *link);
      break;
    case LinkKind::and_:
      if (between ? take_range(line, expression, *link)
                  : take_alternative(line, expression, *link)) {
        break;
      }
      year_from_list(line, expression);
      break;
    case LinkKind::comma:
      year_from_list(line, expression);
      break;
  }
}

// ---- Expressions without a bound

struct Options {
  bool linked = false;   // a date is known to stand here
  bool between = false;  // "and" makes a range
};

// The longer of two expressions.
std::optional<Expression> longer(std::optional<Expression> a, std::optional<Expression> b) {
  if (!a) return b;
  return b && b->end > a->end ? b : a;
}

std::optional<Expression> moment_and_links(const Line& line, std::size_t i, Options options) {
  const auto match = read_moment(line, i, options.linked || is_year_until_now(line, i));
  if (!match) return std::nullopt;
  Expression expression = of_moment(i, *match);
  take_doubt(line, expression.from, expression.end);
  if (expression.from.unit == Unit::day) take_style(line, expression.from, expression.end);
  take_links(line, expression, options.between);
  return expression;
}

std::optional<Expression> plain_expression(const Line& line, std::size_t i, Options options) {
  auto best = moment_and_links(line, i, options);
  if (line.is(i, Tag::figure)) best = longer(best, year_span(line, i, options.between));
  if (line.is(i, {Tag::figure, Tag::ordinal, Tag::cardinal, Tag::month, Tag::month_abbreviation})) {
    best = longer(best, day_span(line, i));
  }
  return best;
}

// "between 1878 and 1921", "from 1920 to 1922".
std::optional<Expression> announced_range(const Line& line, std::size_t i) {
  const bool between = line.is_word(i, "between");
  if (!between && !line.is_word(i, "from")) return std::nullopt;
  const std::size_t first = past_the(line, i + 1);
  const Approximation approximation = approximation_at(line, first);
  const std::size_t at = past_the(line, approximation.end);
  auto expression = plain_expression(line, at, {true, between});
  if (!expression) return std::nullopt;
  if (!between && expression->shape == Shape::single) {
    const auto onward = line.find(expression->end, Tag::onward);
    if (!onward) return std::nullopt;
    // "from 1923 on the farm"
    if (line.is_word(onward->end - 1, "on") && !line.ends_clause(onward->end) &&
        (!line.is(onward->end, Tag::function) ||
         line.is(onward->end, {Tag::determiner, Tag::preposition}))) {
      return std::nullopt;
    }
    expression->shape = Shape::after;
    expression->lasting = true;
    expression->end = onward->end;
    expression->rule = "open";
  } else if (expression->shape == Shape::all_of && between) {
    expression->shape = Shape::range;  // "between 3 and 6 May"
  }
  if (expression->shape == Shape::single || expression->shape == Shape::one_of) return std::nullopt;
  apply(approximation, expression->from);
  // "from" does not change the value; "between" does.
  expression->begin = between ? i : first;
  return expression;
}

// An expression with what makes it approximate.
std::optional<Expression> approximate_expression(const Line& line, std::size_t i, Options options) {
  const Approximation approximation = approximation_at(line, i);
  if (approximation.end == i) {
    auto expression = announced_range(line, i);
    return expression ? expression : plain_expression(line, i, options);
  }
  std::size_t at = approximation.end;
  auto expression = announced_range(line, at);
  if (!expression) {
    const std::size_t after_the = past_the(line, at);
    expression = plain_expression(line, after_the, options);
    if (!expression) return std::nullopt;
    // "about the 1936 convention" is about a convention.
    const bool the = line.is_word(at, "the") && line.is(after_the, Tag::figure) &&
                     line.is_word(after_the - 1, "the");
    if (the && expression->from.unit == Unit::year) return std::nullopt;
  }
  apply(approximation, expression->from);
  // "c. 1494 – 6 September 1566": a finer end is known.
  const bool both =
      expression->shape != Shape::single && expression->to.unit >= expression->from.unit;
  if (both) apply(approximation, expression->to);
  expression->begin = i;
  return expression;
}

// ---- Bounds

struct Bound {
  Shape shape;
  std::size_t end;
  bool firm;  // by words that only dates follow
};

// "by", "no later than", "post-".
std::optional<Bound> bound_at(const Line& line, std::size_t i) {
  const auto before = line.find(i, Tag::before);
  const auto after = line.find(i, Tag::after);
  if (!before && !after) return std::nullopt;
  const bool is_before = before && (!after || before->end >= after->end);
  Bound bound{is_before ? Shape::before : Shape::after, is_before ? before->end : after->end,
              false};
  bound.firm = bound.end > i + 2 || line.is_word(bound.end - 1, "in");
  // "its beginning in 1450"
  if (line.is(i, Tag::part) && line.before(i).tags.any(Tag::determiner)) return std::nullopt;
  const bool prefix = line.is_word(i, "pre") || line.is_word(i, "post");
  const bool dash = line.is_sign(bound.end, '-');
  if (prefix != dash) return std::nullopt;
  if (dash) {  // "pre-1914 borders"
    ++bound.end;
    bound.firm = true;
  }
  return bound;
}

// "after the December 1922 Treaty", "by the 19th-century reforms": the bound is the noun's.
bool binds_noun(const Line& line, const Expression& expression, bool the) {
  const Moment& moment = expression.from;
  const bool shared = expression.shape != Shape::single;
  // "by the 1st of May": no noun is described so.
  if (moment.unit == Unit::day && ordinal_at(line, expression.begin)) return false;
  if (the && !shared && !is_many_years(moment) && moment.part.kind == Part::Kind::whole &&
      moment.unit != Unit::season && moment.reference == Reference::none) {
    return true;
  }
  const std::size_t last = expression.end - 1;
  const bool hyphen = last > 0 && line.is_sign(last - 1, '-') && line.joined(last);
  return the && moment.unit == Unit::century && hyphen && is_noun(line, expression.end);
}

// The moment that bounds: the nearer end of what was read.
void set_bound(Expression& expression, Shape shape) {
  if (shape == Shape::before && expression.shape != Shape::single) expression.from = expression.to;
  expression.shape = shape;
  expression.rule = shape == Shape::before ? "before" : "after";
}

// "1850 until 1914", but "1914-18".
bool is_worded_range(const Line& line, const Expression& expression) {
  if (expression.shape != Shape::range) return false;
  for (std::size_t i = expression.begin + 1; i < expression.end; ++i) {
    if (line.is_word(i, "until") || line.is_word(i, "till")) return true;
  }
  return false;
}

std::optional<Expression> bounded_expression(const Line& line, std::size_t i) {
  const auto bound = bound_at(line, i);
  if (!bound) return std::nullopt;
  const bool the = line.is_word(bound->end, "the");
  const std::size_t at = past_the(line, bound->end);
  const bool announced = at > bound->end + (the ? 1U : 0U);
  auto expression = approximate_expression(line, at, {bound->firm, false});
  if (!expression || expression->shape == Shape::before) return std::nullopt;
  if (!announced && binds_noun(line, *expression, the)) return std::nullopt;
  expression->begin = i;
  // "since 1850, until 1914" has both its ends.
  if (bound->shape == Shape::after && is_worded_range(line, *expression)) return expression;
  set_bound(*expression, bound->shape);
  expression->lasting = bound->shape == Shape::after && line.is_word(bound->end - 1, "since");
  return expression;
}

// ---- Lives

enum class LifeMark : std::uint8_t { born = 1, died, reigned, flourished };

// "(born 14 February 1953)", "(d. 1924)", "(r. 1520-66)", "fl. 1350".
std::optional<Expression> life_expression(const Line& line, std::size_t i) {
  if (!line.is(i, Tag::life)) return std::nullopt;
  const auto mark = static_cast<LifeMark>(line[i].value(Tag::life));
  const char left = line.before(i).sign;
  const bool short_mark = line.word(i).size() <= 2;
  const bool bracketed = left == '(' || left == '[' || left == ';' || left == ',';
  if (!bracketed && !(short_mark && mark == LifeMark::flourished)) return std::nullopt;
  const bool dot = line.is_sign(i + 1, '.') && line.joined(i + 1);
  if (short_mark && !dot) return std::nullopt;
  // In running text "born 1953" is a date as any other.
  if (!short_mark && left == ',') return std::nullopt;
  std::size_t at = dot ? i + 2 : i + 1;
  if (line.is_word(at, "in") || line.is_word(at, "on")) ++at;
  auto expression = approximate_expression(line, at, {true, false});
  if (!expression) return std::nullopt;
  expression->begin = i;
  expression->life = true;
  if (mark == LifeMark::flourished) {
    expression->from.approximate = true;
  } else if (expression->shape == Shape::single && mark != LifeMark::reigned) {
    expression->shape = mark == LifeMark::born ? Shape::after : Shape::before;
    expression->rule = "life";
  }
  return expression;
}

// "( – 5 March 1953)", where the birth was lost.
std::optional<Expression> death_alone(const Line& line, std::size_t i) {
  if (!line.is_sign(i, '-') || line.before(i).sign != '(') return std::nullopt;
  auto expression = approximate_expression(line, i + 1, {true, false});
  if (!expression || expression->shape != Shape::single || !closes(line, expression->end)) {
    return std::nullopt;
  }
  expression->shape = Shape::before;
  expression->life = true;
  expression->rule = "life";
  return expression;
}

// ---- Events

// "the Revolution of 1905", "the 1929 Crash": a year in figures says more than the name.
bool tells_year(const Line& line, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (is_year_figure(line[i])) return true;
  }
  return line.is_word(end, "of") && is_year_figure(line[end + 1]);
}

// "the Russo-Turkish War (1877-1878)": one of several of its name, which began in other years.
bool is_namesake(const Line& line, const EventTable::Match& match) {
  const Item& year = line[match.end + 1];
  if (!line.is_sign(match.end, '(') || !is_year_figure(year)) return false;
  const auto bounds = edtf_bounds(match.event->edtf);
  return bounds && bounds->earliest && civil_from_day(*bounds->earliest).year != year.number;
}

// Whether an EDTF string is one day: "2001-09-11".
bool is_day(std::string_view edtf) {
  constexpr std::string_view kDay = "2001-09-11";
  return edtf.size() == kDay.size() && edtf.find('/') == std::string_view::npos;
}

// Whether a name among the items is that of a writing or a meeting: "Treaty of Berlin".
bool names_instrument(const Line& line, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (line.is(i, Tag::instrument)) return true;
  }
  return false;
}

// "during the Crimean War", "at the end of the Cold War", "between the world wars".
std::optional<Expression> event_expression(const Line& line, std::size_t i,
                                           const EventTable& events) {
  const auto frame = line.find(i, Tag::frame);
  const bool between = !frame && line.is_word(i, "between");
  const bool on = !frame && line.is_word(i, "on");
  if (!frame && !between && !on) return std::nullopt;
  const std::size_t name = between ? i : on ? i + 1 : frame->end;
  std::size_t at = !between && line.is_word(name, "the") ? name + 1 : name;
  if (!between && line.is_sign(name, '-')) ++at;
  const auto match = events.find(line, at);
  if (!match || tells_year(line, at, match->end) || is_namesake(line, *match)) return std::nullopt;
  // "on 9/11", but "on the Congress of Vienna" tells what a book is about.
  if (on && (at > name || match->event->source != "table" || !is_day(match->event->edtf))) {
    return std::nullopt;
  }
  // "ceded by the Treaty of Berlin", "agreed in the Treaty of Berlin" tell by what means.
  const bool means = line.is_word(i, "by") || line.is_word(i, "in");
  if (means && name == i + 1 && names_instrument(line, at, match->end)) return std::nullopt;
  Expression expression;
  expression.shape = Shape::event;
  expression.rule = "event";
  expression.event.event = match->event;
  expression.event.side =
      !frame ? EventTime::Side::within : static_cast<EventTime::Side>(frame->value);
  expression.begin = expression.event.side == EventTime::Side::within ? at : i;
  expression.end = match->end;
  return expression;
}

// "World War I", "the end of World War I", at an end of a range.
std::optional<Found<EventTime>> event_at(const Line& line, std::size_t i, EventTime::Side side,
                                         const EventTable& events) {
  EventTime time;
  time.side = side;
  std::size_t at = past_the(line, i);
  if (line.is(at, Tag::part) && line.is_word(at + 1, "of")) {
    constexpr int kEarly = 1;
    time.side =
        line[at].value(Tag::part) == kEarly ? EventTime::Side::beginning : EventTime::Side::end;
    at = past_the(line, at + 2);
  } else if (line.is_word(at, "outbreak") && line.is_word(at + 1, "of")) {
    time.side = EventTime::Side::beginning;
    at = past_the(line, at + 2);
  }
  const auto match = events.find(line, at);
  if (!match || tells_year(line, at, match->end)) return std::nullopt;
  time.event = match->event;
  return Found<EventTime>{time, match->end};
}

// What ends a range at `i`: "until World War I" ends before it, "through World War I" with it.
std::optional<Found<EventTime>> range_to_event(const Line& line, std::size_t i, bool announced,
                                               const EventTable& events) {
  const auto link = link_at(line, i);
  if (!link || link->kind != LinkKind::word) return std::nullopt;
  // "He went in 1908 to the Roman Empire"
  if (!announced && line.is_word(link->end - 1, "to")) return std::nullopt;
  const bool through = line.is_word(link->end - 1, "through");
  return event_at(line, link->end, through ? EventTime::Side::within : EventTime::Side::before,
                  events);
}

// Whether the moment lies before the end of the event: "from 1908 to the Roman Empire" is a way.
bool is_later(const EventTime& time, const Moment& moment) {
  const auto bounds = edtf_bounds(time.event->edtf);
  return bounds && bounds->latest && civil_from_day(*bounds->latest).year >= first_year(moment);
}

// "1908 until the First World War", where the moment is read.
void take_event_end(const Line& line, Expression& expression, const EventTable& events) {
  if (expression.shape != Shape::single || !expression.from.year || expression.from.low) return;
  const bool announced = line.is(expression.begin - 1, Tag::announce) && expression.begin > 0;
  const auto to = range_to_event(line, expression.end, announced, events);
  if (!to || !is_later(to->value, expression.from)) return;
  expression.shape = Shape::range;
  expression.to_event = to->value;
  expression.end = to->end;
  expression.rule = "event";
}

// "from the Middle Ages until 1850", "from the Renaissance to World War I".
std::optional<Expression> range_from_event(const Line& line, std::size_t i,
                                           const EventTable& events) {
  if (!line.is_word(i, "from")) return std::nullopt;
  const auto from = event_at(line, i + 1, EventTime::Side::within, events);
  if (!from) return std::nullopt;
  const auto link = link_at(line, from->end);
  if (!link || link->kind != LinkKind::word) return std::nullopt;
  Expression expression;
  expression.shape = Shape::range;
  expression.rule = "event";
  expression.begin = past_the(line, i + 1);
  expression.event = from->value;
  if (const auto to = far_end(line, link->end, {}); to && to->moment.year && !to->moment.low) {
    expression.to = to->moment;
    expression.end = to->end;
    return expression;
  }
  const auto to = range_to_event(line, from->end, true, events);
  if (!to) return std::nullopt;
  expression.to_event = to->value;
  expression.end = to->end;
  return expression;
}

}  // namespace

std::span<const ShapeRule> shape_rules() { return kShapeRules; }

bool may_begin(const Line& line, std::size_t i) {
  // Signs begin "~1910" and "( - 1953)".
  static const Tags starts =
      rule_starts() | Tags{Tag::before,   Tag::after, Tag::approximate,  Tag::doubtful,
                           Tag::announce, Tag::life,  Tag::opening_sign, Tag::phrase_start,
                           Tag::frame,    Tag::onward};
  const Item& item = line[i];
  if (!item.tags.any(starts)) return false;
  if (item.tags.any(Tag::onward)) {  // "on D-Day", "on the eve of"
    return line[i + 1].capital || line.is(i + 1, {Tag::figure, Tag::determiner});
  }
  if (!item.is_number() || item.digits >= 4) return true;
  // Small numbers are days and low years only beside certain words.
  constexpr Tags kAfter{Tag::month,
                        Tag::month_abbreviation,
                        Tag::hijri_month,
                        Tag::era,
                        Tag::republican_month,
                        Tag::unit,
                        Tag::range,
                        Tag::link,
                        Tag::instant};
  const Item& next = line[i + 1];
  return next.sign != 0 || next.tags.any(kAfter) || line.before(i).sign == '(' ||
         line.before(i).tags.any({Tag::preposition, Tag::strong_cue});
}

std::optional<Expression> read_expression(const Line& line, std::size_t i,
                                          const EventTable& events) {
  if (auto life = life_expression(line, i)) return life;
  if (auto death = death_alone(line, i)) return death;
  auto best = longer(approximate_expression(line, i, {}), bounded_expression(line, i));
  if (best) {
    take_event_end(line, *best, events);
    return best;
  }
  auto range = range_from_event(line, i, events);
  return range ? range : event_expression(line, i, events);
}

}  // namespace fasti::dates
