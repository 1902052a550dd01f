#include "core/actors/local_names.h"

#include <algorithm>
#include <string>

#include "core/actors/lexicon.h"

namespace fasti::actors {
namespace {

struct Word {
  std::string key;
  bool capital;
  bool symbol;
};

std::vector<Word> words_in(std::string_view name) {
  std::vector<Word> out;
  for (const NameToken& token : name_tokens(name)) {
    out.push_back({name_key(token.in(name)), token.capital, !token.word && !token.number});
  }
  return out;
}

// Particles of names that are said by the first part: "Leonardo da Vinci", "Philip of Hesse".
bool says_origin(std::string_view particle) {
  return particle == "of" || particle == "da" || particle == "della" || particle == "di" ||
         particle == "the";
}

bool is_numeral(std::string_view key) {
  return key.find_first_not_of("ivx") == std::string_view::npos;
}

// Reads the short names of one actor.
class ShortNameReader {
 public:
  explicit ShortNameReader(const text::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  std::vector<ShortName> read(const Actor& actor) {
    switch (actor.type) {
      case Type::person:
        add_person(actor.name);
        for (const std::string& alias : actor.aliases) add_person(alias);
        break;
      case Type::treaty:
      case Type::organisation:
      case Type::event:
      case Type::place:
      case Type::other:
      case Type::unknown:
        add_headed(actor.name, ShortKind::head);
        for (const std::string& alias : actor.aliases) {
          add_headed(alias, ShortKind::alias_head);
        }
        break;
      case Type::state:
      case Type::war:
      case Type::people:
        break;  // "the Empire", "the War" are said of too many
    }
    return std::move(out_);
  }

 private:
  void add_person(std::string_view name) {
    std::vector<Word> words = words_in(name);
    // "Francis II, Holy Roman Emperor"
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
      if (words[i].key == "," && !is_a(words[i + 1].key, kSuffix)) words.resize(i);
    }
    std::size_t first = 0;
    std::size_t last = words.size();
    while (first + 1 < last && is_a(words[first].key, kTitle) &&
           !is_a(words[first].key, kGivenName)) {
      ++first;
    }
    bool numeral = false;
    while (last > first + 1 && is_a(words[last - 1].key, kSuffix)) {
      numeral = numeral || is_numeral(words[last - 1].key);
      --last;
      while (last > first + 1 && words[last - 1].symbol) --last;  // "John Smith, Jr."
    }
    if (last - first < 2 && last == words.size() && first == 0) return;
    const auto part = [&](std::size_t begin, std::size_t end) {
      std::vector<std::uint32_t> ids;
      for (std::size_t i = begin; i < end; ++i) ids.push_back(vocabulary_.find(words[i].key));
      return ids;
    };
    const auto particle =
        std::find_if(words.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                     words.begin() + static_cast<std::ptrdiff_t>(last), [](const Word& word) {
                       return !word.capital && !word.symbol && is_a(word.key, kParticle | kArticle);
                     });
    const auto at = static_cast<std::size_t>(particle - words.begin());
    if (numeral || (at < last && says_origin(words[at].key))) {
      // A monarch or one called by an origin or epithet: the given name says who is meant.
      if (at < last && words[at].key == "the" && !numeral) return;
      std::size_t end = std::min(at, last);
      while (end > first + 1 && is_numeral(words[end - 1].key)) --end;  // "Philip II of Spain"
      if (end == first + 1) add_words(part(first, end), ShortKind::surname);
      if (at >= last || words[at].key == "of") return;
    }
    if (last - first < 2) {
      // Title and name only: "Enver Pasha".
      if (words[first].key.size() > 2) add_words(part(first, last), ShortKind::surname);
      return;
    }
    std::size_t surname = last - 1;
    // A double name is one: "Campbell-Bannerman", "al-Assad", "Kai-shek".
    while (surname >= first + 3 && words[surname - 1].symbol && words[surname - 1].key == "-") {
      surname -= 2;
    }
    // "San Martín", "Van Buren", "Ben Gurion": the particle is said, whether capitalised or not.
    const Word& leading = words[surname - 1];
    const bool saint = leading.key == "san" || leading.key == "santa" || leading.key == "saint";
    if (surname > first + 1 && leading.capital && leading.key.size() > 1 &&
        (saint || is_a(leading.key, kParticle))) {
      add_words(part(surname - 1, last), ShortKind::surname);
      if (saint) return;
    }
    if (surname == first) return;
    add_words(part(surname, last), ShortKind::surname);
    if (!words[surname].capital && last - surname > 1) {
      add_words(part(last - 1, last), ShortKind::surname);  // "Assad" of "al-Assad"
    }
    if (at < surname) add_words(part(at, last), ShortKind::surname);  // "de Gaulle"
    const bool family_first =
        is_a(words[first].key, kFamilyFirst) && !is_a(words[first].key, kGivenName);
    if (family_first) add_words(part(first, first + 1), ShortKind::surname);
    // In many languages the family's name comes first, or the given one is the better known:
    // "Ōshio" of "Ōshio Heihachirō", "Hamilcar" of "Hamilcar Barca".
    constexpr std::uint32_t kCommon = kGivenName | kTitle | kModifier | kStarter | kOrdinary;
    if (surname == first + 1 && at == last && words[first].key.size() > 3 &&
        !is_a(words[first].key, kCommon)) {
      add_words(part(first, first + 1), ShortKind::first);
    }
    if (surname > first + 1 && at >= surname) {
      std::vector<std::uint32_t> outer = part(first, first + 1);
      const std::vector<std::uint32_t> end = part(surname, last);
      outer.insert(outer.end(), end.begin(), end.end());
      add_words(std::move(outer), ShortKind::partial);
      if (words[first + 1].key.size() > 2) {
        add_words(part(first, first + 2), ShortKind::partial);  // "Mustafa Kemal"
      }
    }
  }

  void add_headed(std::string_view name, ShortKind kind) {
    const std::vector<Word> words = words_in(name);
    if (words.size() < 2) return;
    std::size_t head = words.size() - 1;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string& key = words[i].key;
      if (key == "of" || key == "for" || key == "on" || key == "regarding") {
        head = i - 1;
        break;
      }
    }
    if (!words[head].capital || !noun_type(words[head].key, /*in_names=*/true)) return;
    add_words({vocabulary_.find(words[head].key)}, kind);
  }

  void add_words(std::vector<std::uint32_t> words, ShortKind kind) {
    if (words.empty() || words.front() == text::Vocabulary::kNone) return;
    // "Is", "With": what a headline's capitals made a surname.
    const std::string_view first = vocabulary_[words.front()];
    if (words.size() == 1 && is_a(first, kAuxiliary | kPlacePreposition | kDirection)) return;
    out_.push_back({std::move(words), kind});
  }

  const text::Vocabulary& vocabulary_;
  std::vector<ShortName> out_;
};

}  // namespace

std::vector<ShortName> short_names(const Actor& actor, const text::Vocabulary& vocabulary) {
  return ShortNameReader(vocabulary).read(actor);
}

std::size_t LocalNames::WordsHash::operator()(const Words& words) const {
  std::size_t hash = words.size();
  for (const std::uint32_t word : words) hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
  return hash;
}

void LocalNames::add(std::span<const ShortName> names, std::uint32_t number) {
  for (const auto& [words, kind] : names) {
    first_words_[words.front()] = true;
    std::size_t& longest = longest_[words.front()];
    longest = std::max(longest, words.size());
    std::vector<Bearers>& kinds = names_[words];
    const auto bears = [number](const Bearers& bearers) { return bearers.actors.back() == number; };
    if (std::ranges::any_of(kinds, bears)) continue;
    const auto same = std::ranges::find(kinds, kind, &Bearers::kind);
    if (same == kinds.end()) {
      kinds.push_back({kind, {number}});
    } else {
      same->actors.push_back(number);
    }
  }
}

LocalNames::Match LocalNames::find(std::span<const IndexedToken> tokens, std::size_t at) const {
  constexpr std::size_t kManyBearers = 64;
  if (!may_begin_with(tokens[at].word)) return {};
  const auto longest = longest_.find(tokens[at].word);
  Words words;
  const std::size_t end = std::min(tokens.size(), at + longest->second);
  for (std::size_t i = at; i < end; ++i) words.push_back(tokens[i].word);
  for (; !words.empty(); words.pop_back()) {
    const auto found = names_.find(words);
    if (found == names_.end()) continue;
    const Bearers& best = *std::ranges::min_element(found->second, {}, &Bearers::kind);
    if (best.actors.size() > kManyBearers) continue;
    return {words.size(), best.kind, best.actors};
  }
  return {};
}

}  // namespace fasti::actors
