// Parts of a longer time: "early 1930", "end of January", "second half of the 18th century".
#include <array>

#include "core/dates/lookalike.h"
#include "core/dates/rules.h"

namespace fasti::dates {
namespace {

Part part_named(int value) {
  constexpr std::array kKinds{Part::Kind::whole, Part::Kind::early, Part::Kind::middle,
                              Part::Kind::late};
  return {kKinds.at(static_cast<std::size_t>(value)), 0};
}

struct PartPhrase {
  Part part;
  Part part_to;
};

// "of", "in", with "the", "the year" and "the month of": the place after them, or nothing when no
// "of" is there.
std::optional<std::size_t> past_of(const Line& line, std::size_t i) {
  if (!line.is_word(i, "of") && !line.is_word(i, "in")) return std::nullopt;
  std::size_t at = line.past_word(i + 1, "the");
  if (line.is_word(at, "year") && line.is(at + 1, Tag::figure)) ++at;
  if (line.is_word(at, "month") && line.is_word(at + 1, "of")) at += 2;
  return at;
}

// "years", "days", "months", "part", "half" after an adjective: "the closing years of".
bool is_part_noun(const Line& line, std::size_t i) {
  if (line.is(i, Tag::unit)) return true;
  for (const std::string_view noun : {"part", "parts", "phase", "stages", "weeks"}) {
    if (line.is_word(i, noun)) return true;
  }
  return false;
}

// Words that stand right before the date ("early", "mid-"); the others want "of".
bool is_adjective(const Line& line, std::size_t i) {
  for (const std::string_view word : {"early", "mid", "middle", "late", "later"}) {
    if (line.is_word(i, word)) return true;
  }
  return false;
}

std::size_t past_hyphen(const Line& line, std::size_t i) { return line.is_hyphen(i) ? i + 1 : i; }

// "early to mid-", "mid- to late ", "early-to-mid-": a second adjective.
Maybe<Part> second_part(const Line& line, std::size_t i) {
  std::size_t at = i;
  if (!line.is_word(at, "to") && !line.is_word(at, "or") && !line.is_word(at, "and")) {
    if (at == 0 || !line.is_sign(at - 1, '-') || !is_adjective(line, at)) return std::nullopt;
  } else {
    at = past_hyphen(line, at + 1);
  }
  if (!is_adjective(line, at) || !line.is(at, Tag::part)) return std::nullopt;
  return Found<Part>{part_named(line[at].value(Tag::part)), past_hyphen(line, at + 1)};
}

// "early ", "mid-", "early to mid-", "late in ", "end of the ", "closing years of the ".
Maybe<PartPhrase> named_part(const Line& line, std::size_t i) {
  if (!line.is(i, Tag::part)) return std::nullopt;
  PartPhrase phrase{part_named(line[i].value(Tag::part)), {}};
  std::size_t at = i + 1;
  if (is_part_noun(line, at)) {
    const auto of = past_of(line, at + 1);
    if (!of) return std::nullopt;
    return Found<PartPhrase>{phrase, *of};
  }
  if (line.is(at, Tag::fraction) && line[at].value(Tag::fraction) == 2) {  // "latter half of"
    const auto of = past_of(line, at + 1);
    if (!of) return std::nullopt;
    phrase.part = {Part::Kind::half, phrase.part.kind == Part::Kind::early ? 1 : 2};
    return Found<PartPhrase>{phrase, *of};
  }
  // "early in", but "beginning in" opens a range.
  const auto of = past_of(line, at);
  if (of && (is_adjective(line, i) || line.is_word(at, "of")))
    return Found<PartPhrase>{phrase, *of};
  if (!is_adjective(line, i)) return std::nullopt;
  at = past_hyphen(line, at);
  if (const auto second = second_part(line, at)) {
    phrase.part_to = second->value;
    at = second->end;
    at = past_of(line, at).value_or(at);
  }
  return Found<PartPhrase>{phrase, at};
}

Part::Kind fraction_kind(int parts) {
  return parts == 2 ? Part::Kind::half : parts == 3 ? Part::Kind::third : Part::Kind::quarter;
}

// "first half of ", "last quarter of the ", "second decade of the ", "first two decades of the ",
// "first years of ", "last week of ".
Maybe<PartPhrase> counted_part(const Line& line, std::size_t i) {
  const bool last = line.is(i, Tag::last) || line.is_word(i, "final");
  const auto ordinal = ordinal_at(line, i);
  if (!last && !ordinal) return std::nullopt;
  std::size_t at = last ? i + 1 : ordinal->end;
  at = past_hyphen(line, at);
  const auto count = cardinal_at(line, at);
  at = count ? count->end : line.past_word(at, "few");
  const auto of = past_of(line, at + 1);
  if (!of || line.is_word(at + 1, "in")) return std::nullopt;
  const auto indexed = [&](Part::Kind kind, int parts) -> Maybe<PartPhrase> {
    const int index = last ? parts : ordinal->value;
    if (index < 1 || index > parts) return std::nullopt;
    return Found<PartPhrase>{{{kind, index}, {}}, *of};
  };
  if (count) {  // "first two decades of"
    constexpr int kTenths = 10;
    const bool decades =
        line.is(at, Tag::unit) && static_cast<Unit>(line[at].value(Tag::unit)) == Unit::decade;
    if (!decades || count->value < 1 || count->value > kTenths || (ordinal && ordinal->value != 1))
      return std::nullopt;
    const int first = last ? kTenths - count->value + 1 : 1;
    const int final = last ? kTenths : count->value;
    return Found<PartPhrase>{{{Part::Kind::tenth, first}, {Part::Kind::tenth, final}}, *of};
  }
  if (line.is(at, Tag::fraction)) {
    const int parts = line[at].value(Tag::fraction);
    return indexed(fraction_kind(parts), parts);
  }
  if (!line.is(at, Tag::unit)) return std::nullopt;
  const auto unit = static_cast<Unit>(line[at].value(Tag::unit));
  const bool plural = line.word(at).back() == 's';
  if (unit == Unit::decade && !plural) return indexed(Part::Kind::tenth, 10);
  if ((!plural && unit != Unit::week) || (ordinal && ordinal->value != 1)) return std::nullopt;
  const Part part{last ? Part::Kind::late : Part::Kind::early, 0};
  return Found<PartPhrase>{{part, {}}, *of};
}

// Dates that have parts; `linked` tells that the words before call for a date.
constexpr std::array kWholes{&month_year, &month_alone, &season,     &era_year,  &plain_year,
                             &decade,     &century,     &millennium, &same_unit, &next_unit};

Maybe<Moment> whole_at(const Line& line, std::size_t i, bool linked) {
  Maybe<Moment> best;
  for (const auto& rule : kWholes) {
    if (rule == &season && !line.is(i, Tag::season)) continue;
    const auto found = rule(line, i, linked);
    if (found && (!best || found->end > best->end)) best = found;
  }
  return best;
}

// "late 1800s" means the century; "early 2000s" the decade.
void widen_round_decade(Moment& moment) {
  if (moment.unit != Unit::decade || moment.century_open || !moment.year) return;
  if (*moment.year % 100 != 0 || *moment.year >= 2000 || moment.era != EraMark::none) return;
  moment.unit = Unit::century;
  moment.year = *moment.year / 100 + 1;
  moment.approximate = false;
}

bool suits(const PartPhrase& phrase, const Moment& whole) {
  if (phrase.part.kind == Part::Kind::tenth) {
    return whole.unit == Unit::century || whole.unit == Unit::millennium;
  }
  return whole.unit != Unit::day && whole.part.kind == Part::Kind::whole;
}

}  // namespace

Maybe<Moment> part_of(const Line& line, std::size_t i, bool) {
  auto phrase = named_part(line, i);
  if (!phrase) phrase = counted_part(line, i);
  if (!phrase) return std::nullopt;
  // "early the next year"
  const bool the = line.is_word(phrase->end, "the") && line.is(phrase->end + 1, Tag::relative);
  auto whole = whole_at(line, phrase->end + (the ? 1U : 0U), true);
  if (!whole || !suits(phrase->value, whole->value)) return std::nullopt;
  // "the early stages of the 2022 invasion": the part is the invasion's.
  if (whole->value.unit == Unit::year && line.is_word(phrase->end - 1, "the") &&
      is_noun(line, whole->end)) {
    return std::nullopt;
  }
  // "later 1920" and "opening 1920" are no parts of a year.
  if (line.is(i, Tag::later) && whole->value.unit < Unit::decade) return std::nullopt;
  Moment moment = whole->value;
  moment.part = phrase->value.part;
  moment.part_to = phrase->value.part_to;
  widen_round_decade(moment);
  return Found<Moment>{moment, whole->end};
}

Maybe<Moment> turn_of_century(const Line& line, std::size_t i, bool linked) {
  if (!line.is_word(i, "turn") || !line.is_word(i + 1, "of")) return std::nullopt;
  auto whole = century(line, line.past_word(i + 2, "the"), linked);
  if (!whole) return std::nullopt;
  // "the turn of the 19th and 20th centuries"
  if (line.is_word(whole->end, "and")) {
    const auto next = century(line, line.past_word(whole->end + 1, "the"), linked);
    if (next && *next->value.year == *whole->value.year + 1) whole = next;
  }
  whole->value.part = {Part::Kind::turn, 0};
  return whole;
}

}  // namespace fasti::dates
