#include "core/actors/name_tokens.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace fasti::actors {
namespace {

using text::Token;
using text::TokenKind;

// Sorted. Words whose full stop is theirs and ends no name.
constexpr std::string_view kAbbreviations[] = {
    "Adm",  "Benj", "Brig", "Bros",  "Capt", "Chas", "Cmdr", "Co",     "Col",  "Comdr",
    "Corp", "Dr",   "Edw",  "Esq",   "Ft",   "Gen",  "Geo",  "Gov",    "Hon",  "Inc",
    "Jas",  "Jno",  "Jr",   "Lieut", "Lt",   "Ltd",  "Maj",  "Messrs", "Mlle", "Mme",
    "Mr",   "Mrs",  "Ms",   "Msgr",  "Mt",   "No",   "Pres", "Prof",   "Rep",  "Rev",
    "Robt", "Saml", "Sec",  "Sen",   "Sgt",  "Sr",   "St",   "Ste",    "Thos", "Wm",
};
static_assert(std::ranges::is_sorted(kAbbreviations));

bool is_abbreviation(std::string_view word) {
  constexpr std::size_t kLongest = 6;
  return word.size() <= kLongest &&
         std::binary_search(std::begin(kAbbreviations), std::end(kAbbreviations), word);
}

// Are all letters of `word` capitals, and two or more of them?
bool has_only_capitals(std::string_view word) {
  int letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const auto c = static_cast<unsigned char>(word[at]);
    if (c < 0x80) {
      ++at;
      if (c >= 'a' && c <= 'z') return false;
      letters += c >= 'A' && c <= 'Z';
      continue;
    }
    const auto point = static_cast<UChar32>(text::decode(word, at));
    if (!u_isalpha(point)) continue;
    if (!u_isupper(point)) return false;
    ++letters;
  }
  return letters >= 2;
}

bool is_opening_quote(std::string_view symbol) {
  return symbol == "\"" || symbol == "“" || symbol == "„" || symbol == "«" || symbol == "‘" ||
         symbol == "'" || symbol == "″";
}

// Small letters, digits and the like, as most tokens are, are their own keys.
bool is_own_key(std::string_view token) {
  return std::ranges::all_of(token, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ',';
  });
}

// "Wm." is William. `key` where it is no such abbreviation.
std::string_view whole_given_name(std::string_view key) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"benj", "benjamin"}, {"chas", "charles"}, {"edw", "edward"},  {"geo", "george"},
      {"jas", "james"},     {"jno", "john"},     {"robt", "robert"}, {"saml", "samuel"},
      {"thos", "thomas"},   {"wm", "william"},
  };
  const auto found =
      std::ranges::find(kNames, key, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(kNames) ? key : found->second;
}

// Of a token that is no symbol.
TokenLook look_of(std::string_view text, const Token& token) {
  TokenLook look{};
  const std::string_view word = token.in(text);
  const std::string_view bare = text::without_possessive(word);
  look.bare = static_cast<std::uint32_t>(bare.size());
  if (!token.capital) return look;
  std::size_t letter = 0;
  text::decode(word, letter);
  look.initial = token.kind == TokenKind::word && letter == word.size();
  look.all_capitals = has_only_capitals(bare);
  look.abbreviation = is_abbreviation(word);
  return look;
}

class Cutter {
 public:
  // `spellings`: by token, or none. `looks`: by token; those of symbols say nothing.
  Cutter(std::string_view text, const text::CutText& cut, std::span<const std::uint32_t> spellings,
         std::vector<TokenLook> looks)
      : text_(text),
        tokens_(cut.tokens),
        sentences_(cut.sentences),
        spellings_(spellings),
        looks_(std::move(looks)) {}

  std::vector<NameToken> run() {
    std::vector<NameToken> out;
    out.reserve(tokens_.size());
    std::size_t sentence = 0;
    bool at_start = false;
    for (std::size_t i = 0; i < tokens_.size();) {
      const Token& token = tokens_[i];
      while (sentence < sentences_.size() && sentences_[sentence].begin <= token.begin) {
        at_start = true;
        ++sentence;
      }
      next_sentence_ = sentence < sentences_.size() ? sentences_[sentence].begin : text_.size();
      NameToken made = read(i);
      if (made.word || made.number) {
        made.sentence_start = at_start;
        at_start = false;
      } else {
        const std::string_view symbol = token.in(text_);
        // What follows a colon or opens a quotation or an editor's remark ("[Translation.]",
        // "Telegram.—Paraphrase.") may be capitalised for that alone.
        const bool heads = symbol == "—" && token.begin > 0 && text_[token.begin - 1] == '.';
        if (heads || symbol == ":" || symbol == "[" || symbol == "*" || symbol == "•" ||
            symbol == "…" || (is_opening_quote(symbol) && token.blank_before)) {
          at_start = true;
        }
      }
      out.push_back(made);
    }
    return out;
  }

 private:
  bool is_initial(std::size_t i) const { return i < tokens_.size() && looks_[i].initial; }
  bool is_stop_after(std::size_t i) const {
    return i + 1 < tokens_.size() && text_[tokens_[i + 1].begin] == '.' &&
           !tokens_[i + 1].blank_before;
  }

  // The token made of tokens_[i] and perhaps more; moves `i` past them.
  NameToken read(std::size_t& i) {
    const Token& first = tokens_[i];
    const TokenLook look = looks_[i];
    NameToken made{};
    made.begin = first.begin;
    made.end = first.end;
    made.capital = first.capital;
    made.blank_before = first.blank_before;
    made.spelling = spellings_.empty() ? text::Spellings::kNone : spellings_[i];
    if (first.kind == TokenKind::symbol) {
      ++i;
      return made;
    }
    made.number = first.kind == TokenKind::number;
    made.word = !made.number;
    if (look.initial && is_stop_after(i)) {
      read_initials(i, made);
      return made;
    }
    made.end = made.begin + look.bare;
    made.possessive = made.end != first.end;
    made.all_capitals = look.all_capitals;
    if (look.abbreviation && is_stop_after(i)) {
      made.abbreviated = true;
      ++i;
    }
    ++i;
    return made;
  }

  void read_initials(std::size_t& i, NameToken& made) const {
    int letters = 1;
    std::size_t last = i;
    while (is_initial(last + 2) && tokens_[last + 2].begin < next_sentence_ &&
           (is_stop_after(last + 2) || !tokens_[last + 2].blank_before)) {
      last += 2;
      ++letters;
      if (!is_stop_after(last)) break;
    }
    made.initials = true;
    made.spelling = text::Spellings::kNone;
    made.all_capitals = letters >= 2;
    const bool stop = is_stop_after(last);
    made.abbreviated = stop;
    made.end = letters >= 2 && stop ? tokens_[last + 1].end : tokens_[last].end;
    i = last + (stop ? 2 : 1);
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  std::span<const text::Span> sentences_;
  std::span<const std::uint32_t> spellings_;
  std::vector<TokenLook> looks_;
  std::size_t next_sentence_ = 0;
};

// `look(i)`: of the token i, which is no symbol.
template <typename Look>
std::vector<TokenLook> looks_of(std::span<const Token> tokens, Look look) {
  std::vector<TokenLook> out;
  out.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i)
    out.push_back(tokens[i].kind == TokenKind::symbol ? TokenLook{} : look(i));
  return out;
}

}  // namespace

std::vector<NameToken> name_tokens(std::string_view text) {
  const text::CutText cut = text::cut_text(text);
  const auto look = [&](std::size_t i) { return look_of(text, cut.tokens[i]); };
  return Cutter(text, cut, {}, looks_of(cut.tokens, look)).run();
}

std::vector<NameToken> name_tokens(std::string_view text, const text::CutText& cut,
                                   std::span<const std::uint32_t> spellings, KnownLooks& known) {
  const auto look = [&](std::size_t i) {
    return known.of(spellings[i], [&] { return look_of(text, cut.tokens[i]); });
  };
  return Cutter(text, cut, spellings, looks_of(cut.tokens, look)).run();
}

std::string name_key(std::string_view token) {
  std::string buffer;
  return std::string(name_key(token, buffer));
}

std::string_view name_key(std::string_view token, std::string& buffer) {
  std::string_view key = token;
  if (!is_own_key(token)) {
    buffer = text::fold(token);
    if (buffer.size() > 1) {
      std::erase_if(buffer, [](char c) { return c == '.' || c == ' '; });
      if (buffer.empty()) buffer.assign(1, '.');  // an ellipsis
    }
    key = whole_given_name(buffer);
  }
  if (key == "st" || key == "ste") return "saint";
  if (key == "&") return "and";
  return key;
}

}  // namespace fasti::actors
