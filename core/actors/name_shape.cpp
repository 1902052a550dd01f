#include "core/actors/name_shape.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/actors/lexicon.h"
#include "core/actors/name_runs.h"

namespace fasti::actors {
namespace {

bool is_calendar_day(std::string_view key) { return key.ends_with("day") && is_a(key, kCalendar); }

// Endings of place names, longest meaning first does not matter: any will do.
constexpr std::string_view kPlaceEndings[] = {
    "shire",  "burgh",   "bourg", "ville", "grad", "gorod",  "abad", "polis",  "mouth",
    "cester", "chester", "stan",  "haven", "furt", "hausen", "heim", "bridge", "sk",
};

bool has_place_ending(std::string_view key) {
  return key.size() >= 6 && std::any_of(std::begin(kPlaceEndings), std::end(kPlaceEndings),
                                        [&](std::string_view end) { return key.ends_with(end); });
}

// Endings of abstract nouns, which no person is called by: "Labor Conditions".
bool has_abstract_ending(std::string_view key) {
  static constexpr std::string_view kEndings[] = {"tion", "tions", "ments", "ity", "ities", "ism"};
  return key.size() >= 6 && std::any_of(std::begin(kEndings), std::end(kEndings),
                                        [&](std::string_view end) { return key.ends_with(end); });
}

// Words before a place: "Mount Athos", "Lake Van", "San Stefano", "Tel Aviv".
bool leads_place(std::string_view key) {
  static constexpr std::string_view kLeads[] = {
      "beit", "cape",  "ciudad", "deir",  "djebel", "fort",  "isle",   "jabal",  "jebel", "kafr",
      "lake", "los",   "monte",  "mount", "nizhny", "oued",  "port",   "puerto", "ras",   "rio",
      "san",  "santa", "sao",    "tel",   "tell",   "upper", "veliky", "wadi"};
  static_assert(std::ranges::is_sorted(kLeads));
  return std::ranges::binary_search(kLeads, key);
}

// Nouns that are surnames too, by which no given name makes an institution or a building: "Hill",
// "Powers", but "Constantine Palace".
bool is_surname_noun(std::string_view key) {
  static constexpr std::string_view kNouns[] = {
      "banks",   "beach",  "bridges", "camp",   "castle", "cave",    "chapel", "church",
      "cove",    "creek",  "dam",     "field",  "fields", "ford",    "forest", "forts",
      "gate",    "gates",  "grove",   "groves", "hall",   "heights", "hill",   "hills",
      "house",   "lake",   "lane",    "lock",   "locks",  "march",   "mills",  "mount",
      "parish",  "park",   "parks",   "pier",   "powers", "rapids",  "ridge",  "rivers",
      "springs", "street", "temple",  "times",  "tower",  "wall",    "woods"};
  return std::ranges::find(kNouns, key) != std::end(kNouns);
}

}  // namespace

namespace {

// "Thutmose III", "Seleucus I Nicator", "Valdemar IV of Denmark", not "Article III".
bool is_numbered_person(const KeyedText& text) {
  constexpr std::uint32_t kNumbered = kOrdinary | kTitle | kCalendar | kStarter | kModifier;
  std::size_t numeral = 1;
  while (numeral < text.tokens.size() &&
         text.key(numeral).find_first_not_of("ivx") != std::string::npos) {
    const bool name = text.tokens[numeral].capital || text.key(numeral) == "-";
    if (!name || is_a(text.key(numeral), kNumbered)) return false;
    ++numeral;
  }
  return numeral < text.tokens.size() && text.tokens[numeral].capital &&
         !text.tokens[0].all_capitals && !is_a(text.key(0), kNumbered) &&
         !noun_type(text.key(numeral - 1), /*in_names=*/true);
}

}  // namespace

std::optional<Type> type_by_shape(std::string_view name) {
  const KeyedText text(name);
  const std::size_t size = text.tokens.size();
  if (size == 0) return std::nullopt;
  std::size_t head = size - 1;
  for (std::size_t i = 1; i < size; ++i) {
    const std::string& key = text.key(i);
    // A case at law, not "Frederick V".
    if ((key == "v" || key == "vs") && i + 1 < size) return Type::other;
    if (key == "of" || key == "for" || key == "on") {
      head = i - 1;
      break;
    }
  }
  // "Treaty", "World War II", "Wall Street Crash of 1929"
  while (head > 0 && !text.tokens[head].number && is_a(text.key(head), kSuffix)) --head;
  const std::uint32_t first = word_classes(text.key(0));
  if (is_calendar_day(text.key(head)) && size > 1) return Type::event;
  if (head + 1 < size && text.key(head + 1) == "of" && (first & kNobility) != 0) {
    return Type::person;
  }
  if (size > 1 && leads_place(text.key(0)) && text.tokens[0].capital) {
    return Type::place;
  }
  // "HMS Victory"
  static constexpr std::string_view kShips[] = {"hmas", "hmcs", "hms", "mv", "rms",
                                                "rrs",  "sms",  "ss",  "uss"};
  if (size > 1 && text.tokens[0].all_capitals &&
      std::binary_search(std::begin(kShips), std::end(kShips), text.key(0)) &&
      !is_a(text.key(1), kTitle)) {
    return Type::other;
  }
  // "Codex Theodosianus", "Historia Augusta"
  static constexpr std::string_view kBooks[] = {"annales", "chronica", "chronicon", "codex",
                                                "corpus",  "historia", "kitab",     "lex",
                                                "liber",   "summa",    "tarikh",    "traite"};
  static_assert(std::ranges::is_sorted(kBooks));
  if (size > 1 && std::ranges::binary_search(kBooks, text.key(0))) return Type::other;
  // "Operation Overlord"
  if (size > 1 && text.key(0) == "operation" && text.tokens[1].capital) return Type::war;
  // "Partido Liberal", "Banque de France"
  static constexpr std::string_view kBodies[] = {
      "academia",   "academie",    "accademia",  "banca",         "banco",      "banque",
      "cassa",      "compagnie",   "compania",   "confederacion", "credito",    "ecole",
      "federacion", "frente",      "institut",   "instituto",     "ministerio", "movimiento",
      "parti",      "partido",     "partito",    "sindicato",     "sociedad",   "societa",
      "societe",    "universidad", "universita", "universite"};
  static_assert(std::ranges::is_sorted(kBodies));
  if (size > 1 && std::ranges::binary_search(kBodies, text.key(0))) return Type::organisation;
  // "Sullivan & Cromwell"
  const auto is_ampersand = [&name](const NameToken& token) { return token.in(name) == "&"; };
  if (std::ranges::any_of(text.tokens, is_ampersand)) return Type::organisation;
  // "House of Commons", "House of Habsburg"
  const bool house = text.key(head) == "house" && head + 1 < size && text.key(head + 1) == "of";
  if (house) return Type::organisation;
  // "Peace of Augsburg"
  if (text.key(head) == "peace" && head + 1 < size && text.key(head + 1) == "of") {
    return Type::treaty;
  }
  if (const auto type = noun_type(text.key(head), /*in_names=*/true)) {
    // "Thomas Hill", "Nathaniel P. Hill"
    const bool between = size == 2 || (size == 3 && text.tokens[1].initials);
    const bool surname = between && head + 1 == size && (first & kGivenName) != 0 &&
                         (*type == Type::other || is_surname_noun(text.key(head)));
    if (*type == Type::state && size > 1 && head > 0) {
      return text.key(head) == "state" ? std::nullopt : std::optional(Type::state);
    }
    return surname ? Type::person : *type;
  }
  // "Roman Catholicism"
  if (text.key(size - 1).size() > 5 && text.key(size - 1).ends_with("ism")) return Type::other;
  if (looks_like_person(name)) return Type::person;
  if (is_numbered_person(text)) return Type::person;
  if (size == 1) {
    const std::string& key = text.key(0);
    if (key.size() > 6 && (key.ends_with("ists") || key.ends_with("ites"))) return Type::people;
    if (has_place_ending(key)) return Type::place;
  }
  return std::nullopt;
}

bool looks_like_person(std::string_view name) {
  const KeyedText text(name);
  std::size_t size = text.tokens.size();
  while (size > 1 && is_a(text.key(size - 1), kSuffix)) --size;
  if (size < 2 && size == text.tokens.size()) return false;
  const NameToken& first = text.tokens[0];
  if (!first.word || !first.capital) return false;
  const bool given = first.initials || is_a(text.key(0), kGivenName);
  bool initial_inside = false;
  for (std::size_t i = 1; i < size; ++i) {
    const NameToken& token = text.tokens[i];
    const std::string& key = text.key(i);
    if (token.number) return false;
    if (!token.capital && token.word && !is_a(key, kParticle | kArticle)) return false;
    if (token.initials && i + 1 < size) initial_inside = true;
    if (i + 1 < size && token.capital && noun_type(key, /*in_names=*/true)) return false;
  }
  return given || initial_inside;
}

bool may_be_person(std::string_view name) {
  const KeyedText text(name);
  const std::size_t size = text.tokens.size();
  const std::size_t hyphens = text.count_keys([](const std::string& key) { return key == "-"; });
  if (size < 2 + 2 * hyphens || size > 4 + 2 * hyphens) return false;
  for (std::size_t i = 0; i < size; ++i) {
    const NameToken& token = text.tokens[i];
    const std::string& key = text.key(i);
    if (key == "-" && !token.blank_before) continue;
    if (!token.word || (token.all_capitals && !token.initials)) return false;
    if (!token.capital) {
      if (i == 0 || i + 1 == size || !is_a(key, kParticle) || key == "of") return false;
      continue;
    }
    const std::uint32_t kCommon = kStarter | kOrdinary | kCalendar | kModifier | kTransparent;
    if (is_a(key, kCommon) || noun_type(key, /*in_names=*/true)) return false;
    if (has_abstract_ending(key)) return false;
  }
  return true;
}

bool has_particle(std::string_view name) {
  const KeyedText text(name);
  for (std::size_t i = 1; i + 1 < text.tokens.size(); ++i) {
    const bool particle = text.tokens[i].word && !text.tokens[i].capital;
    if (particle && is_a(text.key(i), kParticle) && text.key(i) != "of") return true;
  }
  return false;
}

bool abbreviates(std::string_view acronym, std::string_view name) {
  const std::string letters = name_key(acronym);
  const KeyedText text(name);
  if (letters.size() < 2 || text.tokens.size() < 2) return false;
  // Every letter begins a word, in order; words of more than three letters may not be passed over.
  std::size_t letter = 0;
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    if (!text.tokens[i].word) continue;
    if (letter < letters.size() && text.key(i).front() == letters[letter]) {
      ++letter;
    } else if (text.tokens[i].capital) {
      return false;
    }
  }
  return letter == letters.size();
}

std::optional<PersonName> parse_person(std::string_view name) {
  const KeyedText text(name);
  PersonName out;
  std::size_t last = text.tokens.size();
  std::string suffix;
  while (last > 1 && is_a(text.key(last - 1), kSuffix)) suffix.insert(0, " " + text.key(--last));
  while (last > 1 && !text.tokens[last - 1].word) --last;
  if (last < 2) return std::nullopt;
  std::size_t surname = last - 1;
  while (surname > 1 && (!text.tokens[surname - 1].capital || text.key(surname - 1) == "-")) {
    --surname;
    if (text.key(surname) == "-" && surname > 1 && text.tokens[surname - 1].capital) --surname;
  }
  if (surname == 0) return std::nullopt;
  for (std::size_t i = 0; i < surname; ++i) {
    if (!text.tokens[i].word) continue;
    if (text.tokens[i].initials) {
      for (const char c : text.key(i)) out.given.emplace_back(1, c);
    } else {
      out.given.push_back(text.key(i));
    }
  }
  if (out.given.empty()) return std::nullopt;
  for (std::size_t i = surname; i < last; ++i) {
    if (i > surname) out.surname += ' ';
    out.surname += text.key(i);
  }
  out.surname += suffix;
  return out;
}

bool compatible(const PersonName& a, const PersonName& b) {
  if (a.surname != b.surname) return false;
  const auto same = [](const std::string& x, const std::string& y) {
    if (x.size() == 1 || y.size() == 1) return x.front() == y.front();
    return x == y;
  };
  if (!same(a.given.front(), b.given.front())) return false;
  // The shorter list of middle names must be found in the longer one, in order.
  const PersonName& less = a.given.size() <= b.given.size() ? a : b;
  const PersonName& more = a.given.size() <= b.given.size() ? b : a;
  std::size_t at = 1;
  for (std::size_t i = 1; i < less.given.size(); ++i) {
    while (at < more.given.size() && !same(less.given[i], more.given[at])) ++at;
    if (at == more.given.size()) return false;
    ++at;
  }
  return true;
}

}  // namespace fasti::actors
