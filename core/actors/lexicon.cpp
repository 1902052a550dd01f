#include "core/actors/lexicon.h"

#include <cassert>
#include <string>
#include <utility>

#include "core/text/word_table.h"
#include "embedded/actors.h"

namespace fasti::actors {
namespace {

constexpr std::pair<std::string_view, WordClass> kClassNames[] = {
    {"title", kTitle},
    {"modifier", kModifier},
    {"office", kOffice},
    {"nobility", kNobility},
    {"transparent", kTransparent},
    {"particle", kParticle},
    {"article", kArticle},
    {"suffix", kSuffix},
    {"calendar", kCalendar},
    {"place_preposition", kPlacePreposition},
    {"says", kSays},
    {"person_verb", kPersonVerb},
    {"relation", kRelation},
    {"relation_preposition", kRelationPreposition},
    {"attitude", kAttitude},
    {"possession", kPossession},
    {"auxiliary", kAuxiliary},
    {"starter", kStarter},
    {"ordinary", kOrdinary},
    {"family_first", kFamilyFirst},
    {"epithet", kEpithet},
    {"direction", kDirection},
    {"surname_title", kSurnameTitle},
    {"takes_person", kTakesPerson},
    {"takes_place", kTakesPlace},
    {"deed", kDeed},
};

struct Entry {
  std::uint32_t classes = 0;
  // As a noun.
  Type in_definitions = Type::unknown;
  Type in_names = Type::unknown;
};

// Calls use(word) for each word of `text`, which are separated by blanks.
template <typename Use>
void for_each_word(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    if (end != 0) use(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

// Calls use(line) for each line of an embedded file that is no comment.
template <typename Use>
void for_each_line(std::string_view content, Use use) {
  while (!content.empty()) {
    const std::size_t end = content.find('\n');
    const std::string_view line = content.substr(0, end);
    if (!line.empty() && !line.starts_with('#')) use(line);
    if (end == std::string_view::npos) return;
    content.remove_prefix(end + 1);
  }
}

// Built once and only read from then on.
text::WordTable<Entry> read_lexicon() {
  text::WordTable<Entry> words;
  for_each_line(embedded::lexicon_tsv, [&](std::string_view line) {
    const std::size_t tab = line.find('\t');
    std::uint32_t bit = 0;
    for (const auto& [label, value] : kClassNames) {
      if (label == line.substr(0, tab)) bit = value;
    }
    assert(bit != 0);
    for_each_word(line.substr(tab + 1), [&](std::string_view word) { words[word].classes |= bit; });
  });
  for_each_line(embedded::given_names_txt, [&](std::string_view line) {
    for_each_word(line, [&](std::string_view word) { words[word].classes |= kGivenName; });
  });
  for_each_line(embedded::type_nouns_tsv, [&](std::string_view line) {
    const std::size_t tab = line.find('\t');
    std::string_view label = line.substr(0, tab);
    const bool names = !label.starts_with("define:");
    if (!names) label.remove_prefix(label.find(':') + 1);
    const std::optional<Type> type = parse_type(label);
    assert(type);
    for_each_word(line.substr(tab + 1), [&](std::string_view word) {
      Entry& noun = words[word];
      if (names) noun.in_names = *type;
      if (!names || noun.in_definitions == Type::unknown) noun.in_definitions = *type;
    });
  });
  return words;
}

const Entry* find(std::string_view folded) {
  static const text::WordTable<Entry> lexicon = read_lexicon();
  return lexicon.find(folded);
}

}  // namespace

std::uint32_t word_classes(std::string_view folded) {
  const Entry* const entry = find(folded);
  return entry == nullptr ? 0 : entry->classes;
}

std::string_view singular(std::string_view folded, std::string& buffer) {
  if (folded.size() < 4 || !folded.ends_with('s') || folded.ends_with("ss")) return folded;
  if (folded.ends_with("ies")) {
    buffer.assign(folded.substr(0, folded.size() - 3));
    buffer += 'y';
    return buffer;
  }
  if (folded.ends_with("men")) return folded;
  for (const std::string_view ending : {"ches", "shes", "sses", "xes"}) {
    if (folded.ends_with(ending)) return folded.substr(0, folded.size() - 2);
  }
  return folded.substr(0, folded.size() - 1);
}

namespace {

std::optional<Type> known(Type type) {
  return type == Type::unknown ? std::nullopt : std::optional(type);
}

// As a noun in the form `form`, what `word` is not yet.
void add_noun(const Entry& form, LexiconWord& word) {
  if (!word.noun) word.noun = known(form.in_definitions);
  if (!word.in_name) word.in_name = known(form.in_names);
}

}  // namespace

LexiconWord lexicon_word(std::string_view folded) {
  LexiconWord word;
  if (const Entry* const entry = find(folded)) {
    word.classes = entry->classes;
    add_noun(*entry, word);
  }
  if (word.noun && word.in_name) return word;
  std::string buffer;
  const std::string_view one = singular(folded, buffer);
  const Entry* const entry = one == folded ? nullptr : find(one);
  if (entry != nullptr) add_noun(*entry, word);
  return word;
}

std::optional<Type> noun_type(std::string_view folded, bool in_names) {
  const LexiconWord word = lexicon_word(folded);
  return in_names ? word.in_name : word.noun;
}

}  // namespace fasti::actors
