#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>
#include <utility>

#include "core/actors/collected_names.h"
#include "core/actors/lexicon.h"
#include "core/actors/name_runs.h"
#include "core/actors/name_shape.h"
#include "core/actors/names.h"
#include "core/actors/sightings.h"

namespace fasti::actors {
namespace {

constexpr std::size_t kLongestCollected = 200;  // bytes

// "Ashkelon, Acre", "Loulan and Turpan", "Lebanon, Syria, and Palestine"
bool are_listed(const KeyedText& text, const NameRun& a, const NameRun& b) {
  if (b.titled || b.first <= a.last || b.first - a.last > 2) return false;
  for (std::size_t i = a.last; i < b.first; ++i) {
    if (text.key(i) != "," && text.key(i) != "and" && text.key(i) != "or") return false;
  }
  return true;
}

// "Keynesian thought": what follows is neither a verb nor a word that only parts the phrases.
bool is_before_noun(const KeyedText& text, const NameRun& run) {
  if (run.last >= text.tokens.size() || text.tokens[run.last - 1].possessive) return false;
  const NameToken& next = text.tokens[run.last];
  const NameWord& word = text.word(run.last);
  constexpr std::uint32_t kNoNoun = kStarter | kAuxiliary | kSays | kPersonVerb | kDeed |
                                    kParticle | kPlacePreposition | kArticle;
  return next.word && !next.capital && next.blank_before && !word.key.ends_with("ed") &&
         !word.is_a(kNoNoun);
}

// Of whom a place is told: "King of Mari", but not "Secretary of State".
bool is_ruler(std::string_view key) {
  static constexpr std::string_view kRulers[] = {"archbishop", "bishop", "emperor", "governor",
                                                 "king",       "mayor",  "prince",  "queen",
                                                 "ruler",      "sultan"};
  static_assert(std::ranges::is_sorted(kRulers));
  return std::ranges::binary_search(kRulers, key);
}

}  // namespace

struct NameCollector::Impl {
  Seen seen;
  NameWords words;
  std::vector<std::uint32_t> lower_case;  // by spelling without a capital: how often it stood

  void forget_words();
  void read(std::string_view text, const text::CutText& cut,
            std::unordered_set<std::string>& in_document);
  void note(const KeyedText& text, const NameRun& run,
            std::unordered_set<std::string>& in_document);
  static void note_part_played(const KeyedText& text, const NameRun& run, Sightings& sightings);
  void note_acronym(const KeyedText& text, const NameRun& run);
};

// Hands on what was counted by spelling.
void NameCollector::Impl::forget_words() {
  for (std::uint32_t spelling = 0; spelling < lower_case.size(); ++spelling) {
    if (lower_case[spelling] == 0) continue;
    const std::string key = words.key(spelling);
    if (key.size() > 2) seen.lower_case[key] += lower_case[spelling];
  }
  lower_case.clear();
  words.forget();
}

void NameCollector::Impl::read(std::string_view content, const text::CutText& cut,
                               std::unordered_set<std::string>& in_document) {
  const KeyedText text(content, cut, words);
  for (const NameToken& token : text.tokens) {
    if (!token.word || token.capital) continue;
    if (token.spelling >= lower_case.size()) lower_case.resize(token.spelling + 1);
    ++lower_case[token.spelling];
  }
  const NameRun* previous = nullptr;
  const std::vector<NameRun> runs = name_runs(text);
  for (const NameRun& run : runs) {
    if (text.tokens[run.last - 1].end - text.tokens[run.first].begin > kLongestCollected) continue;
    note(text, run, in_document);
    note_acronym(text, run);
    if (previous != nullptr && are_listed(text, *previous, run)) {
      const std::string before = run_key(text, *previous);
      const std::string here = run_key(text, run);
      seen.runs[before].stood_beside(here);
      seen.runs[here].stood_beside(before);
    }
    previous = &run;
  }
}

void NameCollector::Impl::note(const KeyedText& text, const NameRun& run,
                               std::unordered_set<std::string>& in_document) {
  const std::string key = run_key(text, run);
  Sightings& sightings = seen.runs[key];
  ++sightings.mentions;
  if (in_document.insert(key).second) ++sightings.documents;
  if (!run.initial) ++sightings.inside;
  if (run.titled) ++sightings.titled;
  if (run.called) ++sightings.called[static_cast<std::size_t>(*run.called)];
  if (run.first > 0) {
    const std::size_t before = run.first - 1;
    const NameToken& token = text.tokens[before];
    // "In Nordheim they met", but not "In Witness Whereof"
    const bool small = !token.capital || (token.sentence_start && run.last == run.first + 1);
    if (token.word && small && text.word(before).is_a(kPlacePreposition)) {
      ++sightings.after_place_preposition;
    }
    if (token.word && small && text.word(before).is_a(kDirection)) {
      ++sightings.after_direction;
    }
    if (token.word && text.key(before) == "the") ++sightings.after_article;
    const bool name = run.titled && token.capital && !text.tokens[run.first].initials;
    if (name && text.word(before).is_a(kSurnameTitle)) ++sightings.surname;
  }
  if (run.last < text.tokens.size() && !text.tokens[run.last - 1].possessive) {
    const NameToken& token = text.tokens[run.last];
    const NameWord& word = text.word(run.last);
    if (token.word && !token.capital && token.blank_before && word.is_a(kPersonVerb)) {
      ++sightings.before_person_verb;
    }
    if (is_before_noun(text, run)) ++sightings.before_noun;
  }
  note_part_played(text, run, sightings);
  sightings.spelled(text.text.substr(text.tokens[run.first].begin,
                                     text.tokens[run.last - 1].end - text.tokens[run.first].begin),
                    1);
}

// What the sentence has a run do or suffer, which persons and places do or suffer mostly.
void NameCollector::Impl::note_part_played(const KeyedText& text, const NameRun& run,
                                           Sightings& sightings) {
  const auto small_word = [&text](std::size_t i) {
    return i < text.tokens.size() && text.tokens[i].word && !text.tokens[i].capital;
  };
  const std::size_t next = run.last;
  const bool owner = text.tokens[next - 1].possessive;
  // "captured X", "along the X"
  std::size_t before = run.first;
  const bool article = before > 0 && text.key(before - 1) == "the";
  if (article) --before;
  const bool opening = before > 0 && text.tokens[before - 1].sentence_start;
  if (before > 0 && (small_word(before - 1) || opening) && !owner) {
    const NameWord& word = text.word(before - 1);
    if (word.is_a(kTakesPlace)) ++sightings.as_place;
    if (!article && word.is_a(kTakesPerson) && !is_before_noun(text, run)) ++sightings.as_person;
  }
  // "Amedeo Avogadro of Turin", "King of Mari", but not "Sons of Liberty", "Chamber of Commerce"
  const bool belongs = run.first > 1 && text.key(run.first - 1) == "of";
  if (belongs && text.is_name(run.first - 2)) {
    const NameWord& head = text.word(run.first - 2);
    const bool second = run.first > 2 && text.is_name(run.first - 3) &&
                        !text.word(run.first - 3).is_a(kStarter | kArticle);
    const bool who = second || head.is_a(kGivenName | kSuffix) || is_ruler(head.key);
    if (who && !head.key.ends_with('s') && !head.in_name) ++sightings.as_place;
  }
  if (small_word(next) && text.tokens[next].blank_before && !owner) {
    const bool from = !article && text.key(next) == "of" && text.is_name(next + 1);
    if (from || text.word(next).is_a(kDeed)) ++sightings.as_person;
  }
  // "X, who", but not "Greene, of X, who"
  if (!belongs && next + 1 < text.tokens.size() && text.key(next) == "," && small_word(next + 1)) {
    static constexpr std::string_view kTellsPerson[] = {"aged", "born", "whom", "who", "whose"};
    const bool tells =
        std::ranges::find(kTellsPerson, text.key(next + 1)) != std::end(kTellsPerson);
    if (tells) ++sightings.as_person;
  }
}

// "Committee of Union and Progress (CUP)"
void NameCollector::Impl::note_acronym(const KeyedText& text, const NameRun& run) {
  const std::size_t open = run.last;
  if (open + 2 >= text.tokens.size() || text.tokens[open].in(text.text) != "(") return;
  const NameToken& inner = text.tokens[open + 1];
  if (!inner.all_capitals || inner.end - inner.begin > 12) return;
  const std::string_view name = text.text.substr(
      text.tokens[run.first].begin, text.tokens[run.last - 1].end - text.tokens[run.first].begin);
  if (!abbreviates(inner.in(text.text), name)) return;
  ++seen.acronyms[{run_key(text, run), std::string(inner.in(text.text))}];
}

NameCollector::NameCollector() : impl_(std::make_unique<Impl>()) {}
NameCollector::~NameCollector() = default;
NameCollector::NameCollector(NameCollector&&) noexcept = default;
NameCollector& NameCollector::operator=(NameCollector&&) noexcept = default;

void NameCollector::add_document(std::span<const dates::TextUnit> units) {
  if (impl_->words.is_large()) impl_->forget_words();
  std::unordered_set<std::string> in_document;
  for (const dates::TextUnit& unit : units) {
    // Capitals in a heading or a bibliography say little.
    if (unit.heading || unit.reference) continue;
    if (unit.cut != nullptr) {
      impl_->read(unit.text, *unit.cut, in_document);
    } else {
      impl_->read(unit.text, text::cut_text(unit.text), in_document);
    }
  }
}

void NameCollector::merge(NameCollector&& other) {
  other.impl_->forget_words();
  for (auto& [key, sightings] : other.impl_->seen.runs) impl_->seen.runs[key].add(sightings);
  for (auto& [word, times] : other.impl_->seen.lower_case) impl_->seen.lower_case[word] += times;
  for (auto& [pair, times] : other.impl_->seen.acronyms) impl_->seen.acronyms[pair] += times;
}

void NameCollector::finish(Authority& authority) {
  impl_->forget_words();
  add_collected_names(std::move(impl_->seen), authority);
}

}  // namespace fasti::actors
