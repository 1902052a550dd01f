#include "core/dates/roles.h"

#include <algorithm>

#include "core/dates/lookalike.h"
#include "core/dates/numbers.h"

namespace fasti::dates {
namespace {

bool is_opening(char sign) { return sign == '(' || sign == '['; }
bool is_closing(char sign) { return sign == ')' || sign == ']'; }

// How far a sentence is searched for a word.
constexpr std::size_t kNear = 12;
constexpr std::size_t kFar = 40;

bool ends_sentence(const Line& line, std::size_t i) {
  const char sign = line[i].sign;
  return sign == '.' || sign == '!' || sign == '?';
}

// ---- Citations

// "p.", "pp.", "Vol.", "col." with a number after it, or ": 281".
bool is_place_in_book(const Line& line, std::size_t i) {
  if (line.is_sign(i, ':')) return line[i + 1].is_number();
  const bool word = line.is(i, {Tag::left_blocker, Tag::left_letter, Tag::citation});
  if (!word) return false;
  const std::size_t number = line.is_sign(i + 1, '.') ? i + 2 : i + 1;
  return line[number].is_number();
}

// "(2011): 281-319", "London, 1968, p. 69", "(1947), col. 381".
bool cites_after(const Line& line, std::size_t end) {
  std::size_t at = end;
  if (is_closing(line[at].sign)) ++at;
  if (line.is_sign(at, ',') || line.is_sign(at, ';')) ++at;
  return at > end && is_place_in_book(line, at);
}

bool is_citing_word(const Line& line, std::size_t i) {
  if (!line.is(i, Tag::citation)) return false;
  return line[i].capital || line.is_sign(i + 1, '.') || line.is_word(i, "accessed") ||
         line.is_word(i, "retrieved");
}

// "Oxford University Press, 1998", "Retrieved 3 May 2017", "(2nd ed. 2014)".
bool cites_before(const Line& line, std::size_t begin) {
  if (begin == 0) return false;
  if (is_citing_word(line, begin - 1)) return true;
  const char left = line[begin - 1].sign;
  if (left != ',' && left != '(' && left != '.' && left != ':' && left != ';') return false;
  for (std::size_t n = 2; n <= kNear && n <= begin; ++n) {
    if (is_citing_word(line, begin - n)) return true;
  }
  return false;
}

// "Smith, J. & Brown, K. (1998). The Straits.": a line that begins with names and a year.
bool heads_entry(const Line& line, const Expression& expression) {
  const std::size_t end = expression.end;
  const bool bracketed = line.before(expression.begin).sign == '(' && line.is_sign(end, ')');
  if (!bracketed || expression.from.unit != Unit::year || !line.is_sign(end + 1, '.') ||
      !line[end + 2].capital || expression.begin < 2 || expression.begin > kNear) {
    return false;
  }
  for (std::size_t i = 0; i + 1 < expression.begin; ++i) {
    const Item& item = line[i];
    const bool joins = item.sign == ',' || item.sign == '.' || item.sign == '&' ||
                       item.sign == '-' || line.is_word(i, "and");
    const bool initial = line.is_sign(i + 1, '.');  // "A." is no article
    const bool name = item.is_word() && item.capital && (initial || !item.tags.any(Tag::function));
    if (!joins && !name) return false;
  }
  return true;
}

// ---- Lives

// "Suleiman the Magnificent (1494-1566)": a name of a person before brackets that hold a life's
// years. One word alone, or a name with "the" before it, is as likely a war or a state.
bool is_life_range(const Line& line, const Expression& expression) {
  const Moment& from = expression.from;
  const Moment& to = expression.to;
  constexpr std::int64_t kShortest = 12;
  constexpr std::int64_t kLongest = 110;
  if (expression.shape != Shape::range || !from.year || !to.year) return false;
  if (line.before(expression.begin).sign != '(' || !is_closing(line[expression.end].sign)) {
    return false;
  }
  const std::int64_t years = first_year(to) - first_year(from);
  if (years < kShortest || years > kLongest || expression.begin < 2) return false;
  std::size_t names = 0;
  std::size_t at = expression.begin - 1;
  while (at > 0 && names < 4) {
    const Item& item = line[at - 1];
    const bool small = line.is_word(at - 1, "of") || line.is_word(at - 1, "the") ||
                       line.is_word(at - 1, "von") || line.is_word(at - 1, "de");
    if (item.tags.any(Tag::event_noun)) return false;
    if (!item.is_word() || (!item.capital && !small)) break;
    names += item.capital ? 1 : 0;
    --at;
  }
  return names >= 2 && !line.is_word(at, "the");
}

// ---- Descriptions

bool is_hyphened(const Line& line, const Expression& expression) {
  const std::size_t last = expression.end - 1;
  return last > expression.begin && line.is_sign(last - 1, '-') && line.joined(last) &&
         line[last].is_word();
}

// "the 1936 Montreux Convention", "early 1929 levels", "14th-century plague".
bool is_premodifier(const Line& line, const Expression& expression) {
  if (expression.shape == Shape::before || expression.shape == Shape::after) return false;
  const bool many_years = expression.from.unit >= Unit::decade;
  const bool hyphen = is_hyphened(line, expression);
  if (!is_noun(line, expression.end)) return false;
  if (hyphen && many_years) return true;
  const Item& left = line.before(expression.begin);
  if (many_years) {
    return line.is_word(expression.begin - 1, "the") &&
           !line.before(expression.begin, 2).tags.any(Tag::preposition) &&
           !line[expression.end].capital;
  }
  // "in the summer of 1914 Europe slept"
  if (expression.from.season > 0 && line.is_word(expression.begin + 1, "of") &&
      line.before(expression.begin, 2).tags.any(Tag::narrative_preposition)) {
    return false;
  }
  if (left.tags.any(Tag::determiner)) return true;
  if (left.tags.any({Tag::narrative_preposition, Tag::before, Tag::after}) ||
      line.is_word(expression.begin - 1, "on")) {
    return false;
  }
  if (line.is_word(expression.begin - 1, "of")) return !line[expression.end].capital;
  if (expression.from.unit == Unit::day) return false;
  return expression.begin > 0 || line[expression.end].capital;
}

// ---- The main line

bool begins_sentence(const Line& line, std::size_t i) {
  return i == 0 || ends_sentence(line, i - 1);
}

// A preposition that carries the story ("in 1914"), or the beginning of a clause.
bool carries_on(const Line& line, std::size_t begin) {
  const Item& left = line.before(begin);
  if (begin == 0 || left.tags.any(Tag::narrative_preposition) || line.is_word(begin - 1, "year")) {
    return true;
  }
  if (line.is_word(begin - 1, "the") && begin > 1) {
    return line[begin - 2].tags.any(Tag::narrative_preposition);
  }
  return ends_sentence(line, begin - 1);
}

bool is_short_range(const Expression& expression) {
  if (!expression.from.year || !expression.to.year) return true;
  return first_year(expression.to) - first_year(expression.from) <= 2;
}

bool is_main_line(const Line& line, const Expression& expression) {
  const Moment& from = expression.from;
  if (from.swappable || from.unit >= Unit::decade) return false;
  switch (expression.shape) {
    case Shape::single:
      break;
    case Shape::range:
    case Shape::all_of:
      return is_short_range(expression);
    case Shape::before:  // "By 1908, he was known."
      return from.unit <= Unit::year && from.reference == Reference::none &&
             begins_sentence(line, expression.begin) && line.is_word(expression.begin, "by");
    default:
      return false;
  }
  switch (from.reference) {
    case Reference::none:
    case Reference::next:
    case Reference::last:
      break;
    case Reference::offset:
      return from.offset >= 0;
    default:
      return false;
  }
  if (from.unit != Unit::year) return true;
  return carries_on(line, expression.begin) || from.part.kind != Part::Kind::whole;
}

// Within "(…)", where the story stands still.
bool is_bracketed(const Line& line, std::size_t begin) {
  int closed = 0;
  for (std::size_t n = 1; n <= kFar && n <= begin; ++n) {
    const char sign = line[begin - n].sign;
    if (is_closing(sign)) ++closed;
    if (is_opening(sign) && closed-- == 0) return true;
  }
  return false;
}

bool looks_back(const Line& line, std::size_t begin) {
  for (std::size_t n = 1; n <= kFar && n <= begin; ++n) {
    const std::size_t at = begin - n;
    if (ends_sentence(line, at) && line[at + 1].capital) return false;
    if (line.is_word(at, "had") || line.is_word(at, "earlier") || line.is_word(at, "previously") ||
        line.is_word(at, "previous")) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<bool> quoted_items(const Line& line) {
  std::vector<bool> quoted(line.size());
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line.is_sign(i, '"')) {
      const std::string_view mark = line.word(i);
      inside = mark == "“" || mark == "«" || mark == "„" || (mark != "”" && mark != "»" && !inside);
    }
    quoted[i] = inside;
  }
  return quoted;
}

Setting setting_of(const Line& line, const Expression& expression,
                   const std::vector<bool>& quoted) {
  Setting setting;
  setting.bracketed = is_bracketed(line, expression.begin);
  // Only a date without its year asks.
  setting.looks_back = !expression.from.has_year() && looks_back(line, expression.begin);
  if (expression.life || is_life_range(line, expression)) {
    setting.role = Role::life;
  } else if (cites_after(line, expression.end) || cites_before(line, expression.begin) ||
             heads_entry(line, expression)) {
    setting.role = Role::citation;
  } else if (quoted[expression.begin]) {
    setting.role = Role::quotation;
  } else if (is_premodifier(line, expression)) {
    setting.role = Role::premodifier;
  }
  setting.main_line =
      setting.role == Role::narrative && !setting.bracketed && is_main_line(line, expression);
  return setting;
}

}  // namespace fasti::dates
