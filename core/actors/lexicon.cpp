#include "core/actors/lexicon.h"

#include <cassert>
#include <string>
#include <unordered_map>
#include <utility>

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

struct NounTypes {
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

// The tables are built once and only read from then on. Keys are views of the embedded files.
class Lexicon {
 public:
  Lexicon() {
    for_each_line(embedded::lexicon_tsv, [this](std::string_view line) {
      const std::size_t tab = line.find('\t');
      std::uint32_t bit = 0;
      for (const auto& [label, value] : kClassNames) {
        if (label == line.substr(0, tab)) bit = value;
      }
      assert(bit != 0);
      for_each_word(line.substr(tab + 1), [&](std::string_view word) { classes[word] |= bit; });
    });
    for_each_line(embedded::given_names_txt, [this](std::string_view line) {
      for_each_word(line, [this](std::string_view word) { classes[word] |= kGivenName; });
    });
    for_each_line(embedded::type_nouns_tsv, [this](std::string_view line) {
      const std::size_t tab = line.find('\t');
      std::string_view label = line.substr(0, tab);
      const bool names = !label.starts_with("define:");
      if (!names) label.remove_prefix(label.find(':') + 1);
      const std::optional<Type> type = parse_type(label);
      assert(type);
      for_each_word(line.substr(tab + 1), [&](std::string_view word) {
        NounTypes& noun = nouns[word];
        if (names) noun.in_names = *type;
        if (!names || noun.in_definitions == Type::unknown) noun.in_definitions = *type;
      });
    });
  }

  std::unordered_map<std::string_view, std::uint32_t> classes;
  std::unordered_map<std::string_view, NounTypes> nouns;
};

const Lexicon& lexicon() {
  static const Lexicon instance;
  return instance;
}

}  // namespace

std::uint32_t word_classes(std::string_view folded) {
  const auto found = lexicon().classes.find(folded);
  return found == lexicon().classes.end() ? 0 : found->second;
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

std::optional<Type> noun_type(std::string_view folded, bool in_names) {
  std::string buffer;
  for (const std::string_view form : {folded, singular(folded, buffer)}) {
    const auto found = lexicon().nouns.find(form);
    if (found == lexicon().nouns.end()) continue;
    const Type type = in_names ? found->second.in_names : found->second.in_definitions;
    if (type != Type::unknown) return type;
  }
  return std::nullopt;
}

}  // namespace fasti::actors
