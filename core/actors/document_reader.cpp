#include "core/actors/document_reader.h"

#include <algorithm>
#include <string>

#include "core/actors/lexicon.h"

namespace fasti::actors {
namespace {

bool is_hyphen(std::string_view text, const NameToken& token) {
  if (token.word || token.number) return false;
  const std::string_view symbol = token.in(text);
  return symbol == "-" || symbol == "–" || symbol == "‐" || symbol == "‑";
}

// "-" with nothing but letters on both sides.
bool is_glue(std::string_view text, std::span<const IndexedToken> tokens, std::size_t at) {
  return at > 0 && at + 1 < tokens.size() && is_hyphen(text, tokens[at].token) &&
         !tokens[at].token.blank_before && !tokens[at + 1].token.blank_before;
}

// "modern Turkey", "what is now Iran", "present-day Georgia": does the text say that today's is
// meant, whenever it speaks of?
bool leads_to_today(std::string_view before) {
  constexpr std::size_t kEnough = 16;
  if (before.size() > kEnough) before.remove_prefix(before.size() - kEnough);
  while (before.ends_with(' ')) before.remove_suffix(1);
  for (const std::string_view end : {"odern", "odern-day", "resent-day", "oday's", "oday’s",
                                     "ontemporary", "is now", "are now", "(now"}) {
    if (before.ends_with(end)) return true;
  }
  return false;
}

bool takes_state_names(Type type) { return type == Type::state || type == Type::unknown; }

}  // namespace

DocumentReader::DocumentReader(const Authority& authority, const NameIndex& index,
                               const Validity& validity, std::span<const dates::TextUnit> units,
                               std::span<const std::vector<dates::Timex>> dates,
                               std::span<const std::vector<Mention>> fixed)
    : authority_(authority),
      index_(index),
      validity_(validity),
      units_(units),
      fixed_(fixed),
      date_context_(units, dates),
      read_(units.size()),
      lower_case_(index.vocabulary().size()),
      mid_capital_(index.vocabulary().size()),
      local_(index.vocabulary()) {}

std::vector<std::vector<Mention>> DocumentReader::read(std::span<const std::uint32_t> present,
                                                       KnownNames* known) {
  for (std::size_t unit = 0; unit < units_.size(); ++unit) cut(unit, known);
  note_lower_case();
  for (std::size_t unit = 0; unit < units_.size(); ++unit) spot(unit);
  note_present(present, known);
  std::vector<std::vector<Mention>> out(units_.size());
  for (std::size_t unit = 0; unit < units_.size(); ++unit) {
    resolve(unit, out[unit]);
  }
  return out;
}

void DocumentReader::cut(std::size_t unit, KnownNames* known) {
  const dates::TextUnit& given = units_[unit];
  Unit& in = read_[unit];
  const bool numbered = known != nullptr && given.cut != nullptr && !given.spellings.empty();
  in.tokens = numbered ? index_.index_tokens(given.text, *given.cut, given.spellings, known->tokens)
                       : index_.index_tokens(given.text);
  for (const IndexedToken& token : in.tokens) {
    if (token.token.sentence_start) in.sentence_starts.push_back(token.token.begin);
  }
}

std::string DocumentReader::key(std::size_t unit, std::size_t at) const {
  return name_key(read_[unit].tokens[at].token.in(units_[unit].text));
}

text::Span DocumentReader::span_of(const Unit& unit, std::size_t at, std::size_t length) const {
  return {unit.tokens[at].token.begin, unit.tokens[at + length - 1].token.end};
}

bool DocumentReader::is_fixed(std::size_t unit, text::Span span) const {
  if (unit >= fixed_.size()) return false;
  return std::any_of(fixed_[unit].begin(), fixed_[unit].end(),
                     [&](const Mention& mention) { return mention.span.overlaps(span); });
}

void DocumentReader::note_lower_case() {
  for (const Unit& unit : read_) {
    for (const auto& [token, word] : unit.tokens) {
      if (word == text::Vocabulary::kNone || !token.word) continue;
      if (!token.capital) {
        lower_case_[word] = true;
      } else if (!token.sentence_start && !token.all_capitals) {
        mid_capital_[word] = true;
      }
    }
  }
}

// A word that opens a sentence and is written small elsewhere in the document is no name there.
bool DocumentReader::is_plain_word(const Unit& unit, std::size_t at) const {
  const auto& [token, word] = unit.tokens[at];
  return token.sentence_start && !token.all_capitals && word != text::Vocabulary::kNone &&
         lower_case_[word] && !mid_capital_[word];
}

// "Lord", "General": what follows is a person's surname, whatever else it may be.
bool DocumentReader::is_after_surname_title(std::size_t unit, std::size_t at) const {
  const std::span<const IndexedToken> tokens = read_[unit].tokens;
  if (at == 0 || !tokens[at].token.blank_before) return false;
  const NameToken& before = tokens[at - 1].token;
  return before.word && before.capital && !before.possessive && !tokens[at].token.initials &&
         is_a(key(unit, at - 1), kSurnameTitle);
}

// Is there a place of that name, as well as one whose first name it is: "Butte", "Butte Tailors"?
bool DocumentReader::is_place(const Unit& unit, std::size_t at) const {
  std::vector<Reading> readings;
  index_.longest(unit.tokens, at, readings);
  return std::ranges::any_of(readings, [this](const Reading& reading) {
    return authority_[reading.actor].type == Type::place;
  });
}

// In a hyphen compound every capitalised part must be a name: "Soviet-Turkish", not
// "Georgia-Wexcombe".
bool DocumentReader::stands_alone(const Unit& unit, std::size_t at, std::size_t length) const {
  const std::string_view text = units_[static_cast<std::size_t>(&unit - read_.data())].text;
  const std::span<const IndexedToken> tokens = unit.tokens;
  std::vector<Reading> ignored;
  if (at >= 2 && is_glue(text, tokens, at - 1)) {
    const NameToken& other = tokens[at - 2].token;
    const bool joined =
        !unit.found.empty() && unit.found.back().at + unit.found.back().length + 1 >= at;
    if (other.capital && !joined && other.end - other.begin > 4) return false;
  }
  const std::size_t end = at + length;
  if (end + 1 < tokens.size() && is_glue(text, tokens, end)) {
    if (tokens[end + 1].token.capital && index_.longest(tokens, end + 1, ignored) == 0) {
      return false;
    }
  }
  return true;
}

// Is the name at tokens[at] only a part of one that nobody holds: "Jack London", "Lincoln Bridge"?
bool DocumentReader::is_part_of_other_name(std::size_t unit, std::size_t at, std::size_t length,
                                           std::span<const Reading> readings) const {
  const Unit& in = read_[unit];
  const bool all_persons = std::all_of(
      readings.begin(), readings.end(),
      [&](const Reading& reading) { return authority_[reading.actor].type == Type::person; });
  const bool adjective = std::any_of(readings.begin(), readings.end(), [](const Reading& reading) {
    return reading.kind == NameKind::adjective;
  });
  if (adjective) return false;
  const bool some_person = std::any_of(
      readings.begin(), readings.end(),
      [&](const Reading& reading) { return authority_[reading.actor].type == Type::person; });
  if (length == 1 && some_person && is_after_surname_title(unit, at)) return false;
  if (at > 0 && in.tokens[at].token.blank_before) {
    const NameToken& before = in.tokens[at - 1].token;
    const bool covered = !in.found.empty() && in.found.back().at + in.found.back().length == at;
    if (before.word && before.capital && !covered && !before.possessive) {
      const std::uint32_t classes = word_classes(key(unit, at - 1));
      if ((classes & kGivenName) != 0 && (classes & kTitle) == 0) return true;
      if (before.initials && before.end - before.begin <= 2 && !before.sentence_start) return true;
      // "Lord Granville" is no town; a "General Act" may be an act.
      if (!all_persons && (classes & kTitle) != 0 &&
          (classes & (kOffice | kTransparent | kModifier)) == 0) {
        return true;
      }
    }
  }
  const std::size_t end = at + length;
  if (all_persons && end < in.tokens.size()) {
    const NameToken& after = in.tokens[end].token;
    if (after.word && after.capital && after.blank_before && !after.sentence_start &&
        !in.tokens[end - 1].token.possessive && noun_type(key(unit, end), /*in_names=*/true)) {
      return true;
    }
  }
  return false;
}

// "Serbia and Montenegro" are two where the date says that no state of that name was meant. The
// length of the first of them, whose readings take the place of those from `first` on; else
// `length`.
std::size_t DocumentReader::first_of_two(std::size_t unit, std::size_t at, std::size_t length,
                                         std::size_t first) {
  const std::span<const IndexedToken> tokens = read_[unit].tokens;
  std::size_t conjunction = at + 1;
  while (conjunction < at + length && key(unit, conjunction) != "and") ++conjunction;
  if (conjunction >= at + length - 1) return length;
  const auto date = date_at(unit, span_of(read_[unit], at, length));
  const auto existed = [&](const Reading& reading) {
    return authority_[reading.actor].type != Type::state ||
           validity_.exists(validity_.at(reading.actor, *date), *date);
  };
  if (!date || std::any_of(readings_.begin() + static_cast<std::ptrdiff_t>(first), readings_.end(),
                           existed)) {
    return length;
  }
  std::vector<Reading> shorter;
  const std::size_t one = index_.longest(tokens.first(conjunction), at, shorter);
  // "Bosnia" is but a shorter name of what "Bosnia and Herzegovina" is.
  const bool same = std::any_of(shorter.begin(), shorter.end(), [&](const Reading& reading) {
    const auto whole = readings_.begin() + static_cast<std::ptrdiff_t>(first);
    return std::find(whole, readings_.end(), reading) != readings_.end();
  });
  if (one != conjunction - at || same) return length;
  readings_.resize(first);
  readings_.insert(readings_.end(), shorter.begin(), shorter.end());
  return one;
}

void DocumentReader::spot(std::size_t unit) {
  Unit& in = read_[unit];
  std::size_t at = 0;
  while (at < in.tokens.size()) {
    const std::size_t first = readings_.size();
    const NameToken& token = in.tokens[at].token;
    std::size_t length = 0;
    if (token.word || token.number) length = index_.longest(in.tokens, at, readings_);
    if (length == 0) {
      ++at;
      continue;
    }
    if (length > 2) length = first_of_two(unit, at, length, first);
    const std::span<const Reading> readings = std::span(readings_).subspan(first);
    const bool rejected = is_fixed(unit, span_of(in, at, length)) ||
                          !stands_alone(in, at, length) || (length == 1 && is_plain_word(in, at)) ||
                          is_part_of_other_name(unit, at, length, readings);
    if (rejected) {
      readings_.resize(first);
      ++at;
      continue;
    }
    in.found.push_back({at, length, first, readings_.size()});
    at += length;
  }
}

void DocumentReader::note_present(std::span<const std::uint32_t> present, KnownNames* known) {
  const auto note = [&](std::uint32_t actor) {
    if (!present_.insert(actor).second) return;
    const auto names = [&] { return short_names(authority_[actor], index_.vocabulary()); };
    if (known != nullptr) {
      local_.add(known->short_names.of(actor, names), actor);
    } else {
      local_.add(names(), actor);
    }
  };
  for (const Unit& unit : read_) {
    for (const Found& found : unit.found) {
      const Reading& reading = readings_[found.first_reading];
      const bool only = found.last_reading - found.first_reading == 1;
      if (!only || reading.kind != NameKind::name) continue;
      note(reading.actor);
    }
  }
  for (const std::vector<Mention>& unit : fixed_) {
    for (const Mention& mention : unit) note(mention.actor);
  }
  for (const std::uint32_t actor : present) note(actor);
}

std::optional<dates::Interval> DocumentReader::date_at(std::size_t unit, text::Span span) const {
  const std::vector<std::uint32_t>& starts = read_[unit].sentence_starts;
  const auto next = std::upper_bound(starts.begin(), starts.end(), span.begin);
  const text::Span sentence{next == starts.begin() ? 0 : *(next - 1),
                            next == starts.end() ? units_[unit].text.size() : *next};
  return date_context_.at(unit, sentence, span);
}

// Where states and parts of other states share a name ("Georgia"): the parts if more of what
// belongs with them is named in the document. Of equals the states if they existed; if only those
// before them did, the name of the whole speaks for the parts.
void DocumentReader::leave_to_kin(std::vector<std::uint32_t>& claimants,
                                  const std::optional<dates::Interval>& date) const {
  const auto is_part = [this](std::uint32_t actor) { return !authority_[actor].parent.empty(); };
  const auto parts = std::count_if(claimants.begin(), claimants.end(), is_part);
  if (parts == 0 || static_cast<std::size_t>(parts) == claimants.size()) return;
  std::size_t kin_of_parts = 0;
  std::size_t kin_of_states = 0;
  bool existed = !date;
  bool begun = !date;
  bool whole_present = false;
  for (const std::uint32_t claimant : claimants) {
    std::size_t& kin = is_part(claimant) ? kin_of_parts : kin_of_states;
    kin = std::max(kin, present_kin(claimant));
    if (is_part(claimant)) {
      const auto whole = authority_.find(authority_[claimant].parent);
      whole_present = whole_present || (whole && present_.contains(*whole));
    } else if (date) {
      existed = existed || validity_.exists(claimant, *date);
      begun = begun || validity_.exists(validity_.at(claimant, *date), *date);
    }
  }
  bool keep_parts = kin_of_parts > kin_of_states;
  if (kin_of_parts == kin_of_states && !existed) keep_parts = whole_present || !begun;
  std::erase_if(claimants, [&](std::uint32_t actor) { return is_part(actor) != keep_parts; });
}

// How many of the actors present belong with `actor`: to the same parent, or from the same
// predecessors.
std::size_t DocumentReader::present_kin(std::uint32_t actor) const {
  const auto [place, is_new] = present_kin_.try_emplace(actor, 0);
  if (!is_new) return place->second;
  const Actor& record = authority_[actor];
  for (const std::uint32_t other : present_) {
    if (other == actor || authority_[other].type != Type::state) continue;
    const bool kin = record.parent.empty() ? validity_.have_common_root(actor, other)
                                           : authority_[other].parent == record.parent;
    if (kin) ++place->second;
  }
  return place->second;
}

// Among states that claim the same word: the one of the passage's date; without a date the one that
// there is today.
std::optional<DocumentReader::Choice> DocumentReader::choose_state(
    std::span<const Reading> readings, NameKind kind, Evidence evidence, std::string_view rule,
    std::size_t unit, text::Span span) const {
  std::vector<std::uint32_t> claimants;
  for (const Reading& reading : readings) {
    if (reading.kind == kind) claimants.push_back(reading.actor);
  }
  if (claimants.empty()) return std::nullopt;
  std::optional<dates::Interval> date;
  if (!leads_to_today(units_[unit].text.substr(0, span.begin))) date = date_at(unit, span);
  if (claimants.size() > 1) leave_to_kin(claimants, date);
  if (date) {
    std::vector<std::uint32_t> of_the_time;
    for (const std::uint32_t claimant : claimants) {
      if (validity_.exists(claimant, *date)) of_the_time.push_back(claimant);
    }
    // A name of what was not there yet is rather that of what had been.
    const auto is_to_come = [&](std::uint32_t actor) { return validity_.is_before(*date, actor); };
    if (kind == NameKind::name && of_the_time.empty() &&
        !std::ranges::all_of(claimants, is_to_come)) {
      std::erase_if(claimants, is_to_come);
    }
    if (of_the_time.empty() && claimants.size() == 1) {
      const std::uint32_t then = validity_.at(claimants.front(), *date);
      const bool is_state = takes_state_names(authority_[then].type);
      if (then != claimants.front() && (is_state || kind != NameKind::capital)) {
        return Choice{then, evidence, false, "state of the time"};
      }
    }
    // A city is more than the seat of states that were not there yet, or no more.
    if (kind == NameKind::capital && of_the_time.empty()) return std::nullopt;
    if (!of_the_time.empty()) {
      const bool narrowed = of_the_time.size() < claimants.size();
      claimants = std::move(of_the_time);
      if (narrowed && claimants.size() == 1) {
        return Choice{claimants.front(), evidence, false, "state of the time"};
      }
    }
  }
  if (kind == NameKind::capital && !date) {
    // Of the time of the text nothing is known but who occurs in it.
    std::erase_if(claimants, [this](std::uint32_t actor) {
      return !validity_.lasts(actor) && !present_.contains(actor);
    });
    if (claimants.empty()) return std::nullopt;
  }
  // Present ones first, then those that last, then the table's order.
  const auto better = [this](std::uint32_t a, std::uint32_t b) {
    const bool present_a = present_.contains(a);
    const bool present_b = present_.contains(b);
    if (present_a != present_b) return present_a;
    return validity_.lasts(a) && !validity_.lasts(b);
  };
  const std::uint32_t best = *std::min_element(claimants.begin(), claimants.end(), better);
  const bool ambiguous = std::any_of(claimants.begin(), claimants.end(), [&](std::uint32_t other) {
    return !better(best, other) && !validity_.related(best, other);
  });
  return Choice{best, evidence, ambiguous, rule};
}

std::optional<DocumentReader::Choice> DocumentReader::choose_named(
    std::span<const Reading> readings, std::size_t unit, text::Span span, bool titled) const {
  std::vector<Reading> names;
  for (const Reading& reading : readings) {
    if (reading.kind == NameKind::name) names.push_back(reading);
  }
  const auto is_person = [this](const Reading& reading) {
    return authority_[reading.actor].type == Type::person;
  };
  if (titled && std::any_of(names.begin(), names.end(), is_person)) {
    std::erase_if(names, [&](const Reading& reading) { return !is_person(reading); });
  }
  // A collected name yields to a record that someone wrote.
  const auto written = [this](const Reading& reading) {
    return !authority_[reading.actor].collected;
  };
  if (std::any_of(names.begin(), names.end(), written)) {
    std::erase_if(names, [&](const Reading& reading) { return !written(reading); });
  }
  if (std::none_of(names.begin(), names.end(), written)) {
    // Names that count only beside another name of their actor.
    std::vector<Reading> ambiguous;
    for (const Reading& reading : readings) {
      if (reading.kind == NameKind::ambiguous && present_.contains(reading.actor)) {
        ambiguous.push_back({reading.actor, NameKind::name});
      }
    }
    if (!ambiguous.empty()) names = std::move(ambiguous);
  }
  if (names.empty()) return std::nullopt;
  const auto is_state = [this](const Reading& reading) {
    return takes_state_names(authority_[reading.actor].type);
  };
  if (std::all_of(names.begin(), names.end(), is_state)) {
    return choose_state(names, NameKind::name, Evidence::name, "name", unit, span);
  }
  // "the Allies" of one war or another
  const std::optional<dates::Interval> date = names.size() > 1 ? date_at(unit, span) : std::nullopt;
  const auto existed = [&](const Reading& reading) {
    return validity_.exists(reading.actor, *date);
  };
  if (date && std::any_of(names.begin(), names.end(), existed)) {
    std::erase_if(names, [&](const Reading& reading) { return !existed(reading); });
  }
  if (names.size() == 1) return Choice{names.front().actor, Evidence::name, false, "name"};
  const auto better = [this](const Reading& a, const Reading& b) {
    return present_.contains(a.actor) && !present_.contains(b.actor);
  };
  const Reading best = *std::min_element(names.begin(), names.end(), better);
  const bool ambiguous = std::any_of(names.begin(), names.end(), [&](const Reading& other) {
    return other.actor != best.actor && !better(best, other);
  });
  return Choice{best.actor, Evidence::name, ambiguous, "name"};
}

// Does a capital at this place stand for its government: as subject of a verb of saying or doing,
// in "relations with X", "X's demand", "supportive of X", "X-Y talks"?
bool DocumentReader::acts_for_state(const Unit& unit, std::string_view text, std::size_t at,
                                    std::size_t length) const {
  const std::span<const IndexedToken> tokens = unit.tokens;
  const auto folded = [&](std::size_t i) {
    return i < tokens.size() && tokens[i].token.word ? name_key(tokens[i].token.in(text))
                                                     : std::string();
  };
  const std::string before = at > 0 ? folded(at - 1) : "";
  const std::size_t end = at + length;
  if (tokens[end - 1].token.possessive) return is_a(folded(end), kPossession);
  if (at >= 2) {
    // Up to three words may part "relations" from its capital: "relations of Ankara with Moscow",
    // "talks between Ankara and Moscow", but "talks at Ankara and Moscow" were held there.
    bool linked = is_a(before, kRelationPreposition);
    if (linked || before == "and") {
      for (std::size_t back = 2; back <= 5 && back <= at; ++back) {
        const std::string word = folded(at - back);
        if (is_a(word, kRelation)) return linked;
        if (is_a(word, kPlacePreposition) || !tokens[at - back].token.word) break;
        linked = linked || is_a(word, kRelationPreposition);
      }
    }
    if (before == "of" && is_a(folded(at - 2), kAttitude)) return true;
  }
  const std::uint32_t before_classes = word_classes(before);
  if ((before_classes & (kPlacePreposition | kDirection | kTitle)) != 0 || before == "of" ||
      before == "for") {
    return false;
  }
  // "Moscow, which had ..., announced" is left alone; auxiliaries and adverbs may stand between.
  std::size_t next = end;
  while (next < end + 4 && is_a(folded(next), kAuxiliary)) ++next;
  const std::string verb = folded(next);
  if (verb.empty() || tokens[next].token.capital) return false;
  return is_a(verb, kSays) || (next > end && is_a(verb, kAttitude));
}

std::optional<DocumentReader::Choice> DocumentReader::choose(std::size_t unit,
                                                             const Found& found) const {
  const std::span<const Reading> readings(readings_.data() + found.first_reading,
                                          found.last_reading - found.first_reading);
  const Unit& in = read_[unit];
  const text::Span span = span_of(in, found.at, found.length);
  const bool capital = std::any_of(readings.begin(), readings.end(), [](const Reading& reading) {
    return reading.kind == NameKind::capital;
  });
  if (capital && acts_for_state(in, units_[unit].text, found.at, found.length)) {
    if (auto state =
            choose_state(readings, NameKind::capital, Evidence::metonym, "capital", unit, span)) {
      return state;
    }
  }
  const bool titled = found.length == 1 && is_after_surname_title(unit, found.at);
  if (auto named = choose_named(readings, unit, span, titled)) return named;
  if (auto seat =
          choose_state(readings, NameKind::metonym, Evidence::metonym, "seat", unit, span)) {
    return seat;
  }
  return choose_state(readings, NameKind::adjective, Evidence::adjective, "adjective", unit, span);
}

// A short name at tokens[at], and its length.
std::optional<DocumentReader::Choice> DocumentReader::local(std::size_t unit, std::size_t at,
                                                            std::size_t& length) const {
  const Unit& in = read_[unit];
  const NameToken& token = in.tokens[at].token;
  if (!token.word || !local_.may_begin_with(in.tokens[at].word)) return std::nullopt;
  const LocalNames::Match match = local_.find(in.tokens, at);
  if (match.length == 0) return std::nullopt;
  const NameToken& last = in.tokens[at + match.length - 1].token;
  if (!last.capital) return std::nullopt;
  const bool has_before = at > 0 && token.blank_before;
  const NameToken* const before = has_before ? &in.tokens[at - 1].token : nullptr;
  const std::string before_key = before != nullptr ? key(unit, at - 1) : std::string();
  const std::size_t end = at + match.length;
  const bool capital_after = end < in.tokens.size() && in.tokens[end].token.word &&
                             in.tokens[end].token.capital && in.tokens[end].token.blank_before &&
                             !in.tokens[end].token.sentence_start && !last.possessive;
  const std::uint32_t classes = word_classes(key(unit, at));
  if (match.kind == ShortKind::head || match.kind == ShortKind::alias_head) {
    if (match.actors.size() != 1 || capital_after) return std::nullopt;
    if (before_key != "the" && before_key != "this" && before_key != "that" &&
        before_key != "said" && before_key != "our") {
      return std::nullopt;
    }
    length = match.length;
    return Choice{match.actors.front(), Evidence::name, false, "head"};
  }
  if (is_plain_word(in, at)) return std::nullopt;
  if (match.kind == ShortKind::first && is_place(in, at)) return std::nullopt;
  // Another given name, or a longer name that nobody holds.
  if (capital_after &&
      (noun_type(key(unit, end), true) || (classes & (kTitle | kGivenName)) != 0)) {
    return std::nullopt;
  }
  if (before != nullptr && before->word && before->capital && !before->sentence_start &&
      !before->possessive && match.kind == ShortKind::surname) {
    const std::uint32_t before_classes = word_classes(before_key);
    const bool role = (before_classes & (kTitle | kModifier)) != 0 ||
                      noun_type(before_key, /*in_names=*/false) == Type::person;
    std::vector<Reading> ignored;
    const bool name_before = index_.longest(in.tokens, at - 1, ignored) > 0;
    if (!role && !name_before) return std::nullopt;
  }
  if ((classes & (kTitle | kStarter)) != 0 || noun_type(key(unit, at), true)) {
    // "King", "Ford" and the like as a surname: only where nothing else can be meant.
    if (token.sentence_start || before_key == "the" || capital_after) return std::nullopt;
    if (end < in.tokens.size() && key(unit, end) == "of") return std::nullopt;
  }
  const auto more_recent = [this](std::uint32_t a, std::uint32_t b) {
    const auto seen = [this](std::uint32_t actor) {
      const auto found = last_seen_.find(actor);
      return found == last_seen_.end() ? 0 : found->second;
    };
    return seen(a) > seen(b);
  };
  length = match.length;
  const std::uint32_t best =
      *std::min_element(match.actors.begin(), match.actors.end(), more_recent);
  return Choice{best, Evidence::name, match.actors.size() > 1, "surname"};
}

// "State of Georgia", "Kingdom of the Netherlands": where the name of the state at tokens[at]
// begins.
std::size_t DocumentReader::extended(const Unit& unit, std::string_view text,
                                     std::size_t at) const {
  const auto folded = [&](std::size_t i) { return name_key(unit.tokens[i].token.in(text)); };
  std::size_t head = at;
  if (head >= 1 && folded(head - 1) == "the") --head;
  if (head < 2 || folded(head - 1) != "of") return at;
  head -= 2;
  const NameToken& token = unit.tokens[head].token;
  if (!token.word || !token.capital || token.sentence_start) return at;
  if (noun_type(folded(head), /*in_names=*/true) != Type::state) return at;
  // "Secretary of State of Georgia"
  if (head > 0 && (folded(head - 1) == "of" || unit.tokens[head - 1].token.capital)) return at;
  return head;
}

void DocumentReader::resolve(std::size_t unit, std::vector<Mention>& out) {
  const Unit& in = read_[unit];
  const std::string_view text = units_[unit].text;
  const auto emit = [&](std::size_t at, std::size_t length, const Choice& choice) {
    if (authority_[choice.actor].type == Type::state && choice.evidence == Evidence::name &&
        length == 1) {
      const std::size_t begin = extended(in, text, at);
      length += at - begin;
      at = begin;
    }
    // "the Crimea": the article is no part of the name.
    if (length > 1 && !in.tokens[at].token.capital && key(unit, at) == "the") {
      ++at;
      --length;
    }
    // "Russo-" of "Russo-Turkish"
    if (length > 1 && is_hyphen(text, in.tokens[at + length - 1].token)) --length;
    last_seen_[choice.actor] = ++mentions_;
    out.push_back(
        {span_of(in, at, length), choice.actor, choice.evidence, choice.ambiguous, choice.rule});
  };
  std::size_t next = 0;  // in found
  for (std::size_t at = 0; at < in.tokens.size();) {
    if (next < in.found.size() && in.found[next].at == at) {
      const Found& found = in.found[next++];
      std::optional<Choice> choice = choose(unit, found);
      std::size_t length = found.length;
      const bool weak = !choice || authority_[choice->actor].collected;
      if (weak) {
        std::size_t local_length = 0;
        std::optional<Choice> better = local(unit, at, local_length);
        if (better && local_length == found.length) choice = better;
      }
      if (choice) emit(at, length, *choice);
      at += length;
      continue;
    }
    std::size_t length = 0;
    const std::optional<Choice> choice = local(unit, at, length);
    const bool free = choice && (next >= in.found.size() || at + length <= in.found[next].at) &&
                      !is_fixed(unit, span_of(in, at, length));
    if (!free) {
      ++at;
      continue;
    }
    emit(at, length, *choice);
    at += length;
  }
  if (unit < fixed_.size()) {
    out.insert(out.end(), fixed_[unit].begin(), fixed_[unit].end());
    std::stable_sort(out.begin(), out.end(), [](const Mention& a, const Mention& b) {
      return a.span.begin < b.span.begin;
    });
  }
}

}  // namespace fasti::actors
