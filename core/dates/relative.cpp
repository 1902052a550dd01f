// Dates told from other dates: "later that year", "the following day", "two years later".
#include "core/dates/rules.h"

namespace fasti::dates {
namespace {

// The unit of a word in the singular, or of its possessive ("that year's").
std::optional<Unit> unit_at(const Line& line, std::size_t i) {
  if (!line.is(i, Tag::unit)) return std::nullopt;
  const std::string_view word = line.word(i);
  const bool plural = word.ends_with('s') && !word.ends_with("'s") && !word.ends_with("’s");
  if (plural && !word.ends_with("ies'")) return std::nullopt;
  // "year-long"
  if (line.is_sign(i + 1, '-') && line.joined(i + 1)) return std::nullopt;
  return static_cast<Unit>(line[i].value(Tag::unit));
}

std::optional<Unit> any_unit_at(const Line& line, std::size_t i) {
  if (!line.is(i, Tag::unit)) return std::nullopt;
  return static_cast<Unit>(line[i].value(Tag::unit));
}

Moment of_offset(Unit unit, int offset) {
  Moment moment;
  moment.unit = unit;
  moment.reference = Reference::offset;
  moment.offset = offset;
  return moment;
}

bool has_the(const Line& line, std::size_t i) { return line.is_word(i - 1, "the") && i > 0; }

// "that" that points, and does not join clauses ("said that March was cold").
bool points(const Line& line, std::size_t i) {
  const Item& left = line.before(i);
  return i == 0 || line[i].capital || left.kind == text::TokenKind::symbol ||
         left.tags.any(Tag::preposition);
}

// How far "two years" lies: forward for "later", back for "earlier"; 0 when no such word is there.
struct Direction {
  int sign;
  std::size_t end;
};
std::optional<Direction> direction_at(const Line& line, std::size_t i) {
  if (line.is_word(i, "after") && line.ends_clause(i + 1)) return Direction{1, i + 1};
  if (line.is_word(i, "before") && line.ends_clause(i + 1)) return Direction{-1, i + 1};
  if (line.is_word(i, "before") || !line.is(i, Tag::later)) return std::nullopt;
  if (line.is_word(i + 1, "than")) return std::nullopt;
  return Direction{line[i].value(Tag::later), i + 1};
}

// "after 3 March 1918": counted from the date that follows.
Maybe<Moment> counted_from_date(const Line& line, std::size_t i, Unit unit, int count) {
  const bool after = line.is_word(i, "after");
  if (!after && !line.is_word(i, "before")) return std::nullopt;
  const auto other_count = cardinal_at(line, i + 1);  // "two years after three months"
  if (other_count && line.is(other_count->end, Tag::unit)) return std::nullopt;
  const auto anchor = read_moment(line, i + 1, true);
  if (!anchor || !anchor->moment.has_year() || anchor->moment.low) return std::nullopt;
  const auto moment = shifted(anchor->moment, unit, after ? count : -count);
  if (!moment) return std::nullopt;
  return Found<Moment>{*moment, anchor->end};
}

}  // namespace

// "later that year", "the same month", "that day", "the same period".
Maybe<Moment> same_unit(const Line& line, std::size_t i, bool linked) {
  std::size_t at = i;
  const bool later = line.is_word(i, "later") || line.is_word(i, "earlier") ||
                     (linked && line.is_word(i - 1, "the") && i > 0 && line.is(i, Tag::unit));
  if (later && !line.is(i, Tag::unit)) ++at;
  if (later && (line.is_word(at, "in") || line.is_word(at, "during"))) ++at;
  const bool the = later && (line.is_word(at, "the") || line.is(i, Tag::unit));
  if (line.is_word(at, "the") && later) ++at;
  const bool that = line.is(at, Tag::that);
  if (that) ++at;
  const bool same = line.is(at, Tag::relative) && line[at].value(Tag::relative) == 0;
  if (same) ++at;
  if (!the && !that && !same) return std::nullopt;
  if (same && line.is_word(at, "period")) {
    Moment moment = of_offset(Unit::year, 0);
    moment.reference = Reference::period;
    return Found<Moment>{moment, at + 1};
  }
  const auto unit = unit_at(line, at);
  if (!unit || *unit == Unit::week || *unit == Unit::millennium) return std::nullopt;
  if (the && *unit == Unit::day) return std::nullopt;
  // "may that day come"
  if (*unit == Unit::day && !same && !later && !points(line, i)) return std::nullopt;
  return Found<Moment>{of_offset(*unit, 0), at + 1};
}

// "the following year", "the previous month"; "last year" from the document's own date.
Maybe<Moment> next_unit(const Line& line, std::size_t i, bool) {
  const auto unit = unit_at(line, i + 1);
  if (!unit || *unit == Unit::week || *unit == Unit::millennium) return std::nullopt;
  const bool deictic_word = line.is(i, {Tag::last, Tag::this_}) || line.is_word(i, "next");
  if (deictic_word && !has_the(line, i) && !line.is_word(i - 1, "very")) {
    if (*unit != Unit::year && *unit != Unit::month) return std::nullopt;
    Moment moment = of_offset(*unit, line.is(i, Tag::last) ? -1 : line.is(i, Tag::this_) ? 0 : 1);
    moment.reference = Reference::deictic;
    return Found<Moment>{moment, i + 2};
  }
  if (!line.is(i, Tag::relative) || line[i].value(Tag::relative) == 0) return std::nullopt;
  // "over the next decade", "in any previous year"
  const std::size_t left = has_the(line, i) ? 2 : 1;
  if (line.before(i, left).tags.any(Tag::duration)) return std::nullopt;
  return Found<Moment>{of_offset(*unit, line[i].value(Tag::relative)), i + 2};
}

// "two years later", "ten days after", "a year earlier", "the day before".
Maybe<Moment> counted_units(const Line& line, std::size_t i, bool linked) {
  const bool the = has_the(line, i) && line.is(i, Tag::unit);
  const bool article = line.is_word(i, "a") || line.is_word(i, "an");
  const auto number = cardinal_at(line, i);
  if (!the && !article && !number) return std::nullopt;
  const std::size_t at = the ? i : article ? i + 1 : number->end;
  const auto unit = any_unit_at(line, at);
  const int count = number ? number->value : 1;
  if (!unit || *unit == Unit::millennium || *unit == Unit::century) return std::nullopt;
  // "four score and seven years later", "a hundred and two years later"
  if (number && i > 1 && line.is_word(i - 1, "and") &&
      (line.is(i - 2, Tag::cardinal) || line.is_word(i - 2, "score"))) {
    return std::nullopt;
  }
  if (line.is_sign(at + 1, '-')) return std::nullopt;
  if (const auto direction = direction_at(line, at + 1)) {
    return Found<Moment>{of_offset(*unit, direction->sign * count), direction->end};
  }
  // A count from a count ("two years after two years after …") would have no bottom.
  // "The ten years after 1918" begin with 1918.
  if (the || linked || has_the(line, i)) return std::nullopt;
  return counted_from_date(line, at + 1, *unit, count);
}

// "that December", "the following spring", "last June".
Maybe<Moment> next_named(const Line& line, std::size_t i, bool) {
  Moment moment;
  const std::size_t at = i + 1;
  if (line.is(at, Tag::month) && line[at].capital) {
    moment.unit = Unit::month;
    moment.month = line[at].value(Tag::month);
  } else if (line.is(at, Tag::season)) {
    moment.unit = Unit::season;
    moment.season = line[at].value(Tag::season);
  } else {
    return std::nullopt;
  }
  // "the subsequent October Revolution"
  if (line[at + 1].capital && line.is(at + 1, Tag::event_noun)) return std::nullopt;
  if (line.is(i, Tag::that)) {
    if (!points(line, i) && !line.ends_clause(at + 1)) return std::nullopt;
    moment.reference = Reference::offset;
  } else if (line.is(i, Tag::this_)) {
    moment.reference = Reference::deictic;
  } else if (line.is(i, Tag::last) || (line.is_word(i, "next") && !has_the(line, i))) {
    moment.reference = line.is(i, Tag::last) ? Reference::last : Reference::coming;
  } else if (line.is(i, Tag::relative)) {
    const int direction = line[i].value(Tag::relative);
    moment.reference = direction > 0   ? Reference::next
                       : direction < 0 ? Reference::previous
                                       : Reference::offset;
  } else {
    return std::nullopt;
  }
  return Found<Moment>{moment, at + 1};
}

// "the 5th instant", "17th ultimo".
Maybe<Moment> this_month_day(const Line& line, std::size_t i, bool) {
  const auto day = ordinal_at(line, i);
  if (!day || day->value > 31 || !line.is(day->end, Tag::instant)) return std::nullopt;
  Moment moment = of_offset(Unit::day, line[day->end].value(Tag::instant));
  moment.reference = Reference::deictic;
  moment.day = day->value;
  const std::size_t end = line.is_sign(day->end + 1, '.') && line.joined(day->end + 1) &&
                                  line.word(day->end).size() <= 5
                              ? day->end + 2
                              : day->end + 1;
  return Found<Moment>{moment, end};
}

}  // namespace fasti::dates
