#include "core/actors/definition.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "core/actors/lexicon.h"
#include "core/actors/name_runs.h"
#include "core/actors/name_shape.h"
#include "core/dates/edtf.h"
#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"

namespace fasti::actors {
namespace {

// A definition says what it has to say at its beginning.
constexpr std::size_t kLongestDefinition = 1200;  // bytes
constexpr std::size_t kLongestTitle = 120;        // bytes
constexpr std::size_t kLongestAlias = 80;         // bytes

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 7> kCopulas = {
    "is", "was", "are", "were", "describes", "comprises", "encompasses"};
// Nouns that say nothing before "of": "a series of wars", "one of the largest cities".
constexpr std::array<std::string_view, 24> kTransparentNouns = {
    "series", "one",  "type",   "part",   "kind",    "group", "set",    "member",
    "form",   "list", "number", "pair",   "name",    "term",  "result", "variety",
    "class",  "any",  "branch", "system", "section", "title", "lists",  "period"};
// Words that end the first noun phrase of a definition.
constexpr std::array<std::string_view, 40> kPhraseEnds = {
    "in",       "that", "which",  "who",      "whose",    "from",     "between", "by",
    "for",      "with", "to",     "at",       "on",       "during",   "located", "created",
    "founded",  "led",  "fought", "signed",   "serving",  "situated", "after",   "before",
    "covering", "whom", "where",  "when",     "among",    "against",  "within",  "consisting",
    "built",    "used", "based",  "existing", "spanning", "lasting",  "held",    "under"};
// Phrases that introduce another name.
constexpr std::array<std::string_view, 13> kAlsoWords = {
    "also",   "officially", "formally", "formerly",    "originally", "often",       "or",
    "better", "commonly",   "known",    "abbreviated", "called",     "historically"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNoDefinition = {{
    {"may refer to", "a page that tells several things apart"},
    {"can refer to", "a page that tells several things apart"},
    {"refers to anything", "a page that tells several things apart"},
    {"is one of the names of", "a given name"},
    {"is a given name", "a given name"},
    {"is a surname", "a surname"},
    {"this article includes a list", "a note on an article"},
    {"is a list of", "a list"},
}};

std::string without_article(std::string_view name) {
  for (const std::string_view article : {"The ", "the ", "A ", "An "}) {
    if (name.starts_with(article)) return std::string(name.substr(article.size()));
  }
  return std::string(name);
}

// "a List of largest cities, fifth-most populous city": a link's target printed before its words.
std::string without_link_targets(std::string text) {
  for (const std::string_view head : {"List of ", "Lists of ", "list of "}) {
    std::size_t at = 0;
    while ((at = text.find(head, at)) != std::string::npos) {
      const std::size_t end = text.find(", ", at);
      if (end == std::string::npos || end - at > 80) {
        at += head.size();
        continue;
      }
      text.erase(at, end + 2 - at);
    }
  }
  return text;
}

// Is `word` a language code or name before a native name: "tr", "russian:", "grc-x-byzant"?
bool is_language_mark(std::string_view word) {
  if (word.empty() || word.size() > 14) return false;
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

class DefinitionReader {
 public:
  DefinitionReader(std::string_view content, std::string_view label)
      : label_(text::clean(label)),
        content_(without_link_targets(
            text::clean(content.substr(0, text::floor_boundary(content, kLongestDefinition))))),
        text_(content_) {}

  std::optional<Definition> read() {
    if (label_.empty() && text_.tokens.empty()) return std::nullopt;
    if (const std::string_view fault = no_definition(); !fault.empty()) {
      return rejected(fault, /*other_subject=*/true);
    }
    find_copula();
    if (copula_ == text_.tokens.size()) return read_cut_off();
    read_title();
    if (title_.empty()) return rejected_or_nothing("no name is defined");
    if (tells_an_event()) return rejected_or_nothing("it tells what happened");
    read_aliases();
    read_type();
    read_dates();
    stated_alias_ = is_alias(label_);
    name_actor();
    judge();
    return std::move(result_);
  }

 private:
  const std::string& key(std::size_t i) const { return text_.key(i); }
  std::string_view slice(std::size_t first, std::size_t last) const {
    const std::size_t begin = text_.tokens[first].begin;
    return std::string_view(content_).substr(begin, text_.tokens[last - 1].end - begin);
  }
  bool is_symbol(std::size_t i, std::string_view symbols) const {
    if (i >= text_.tokens.size() || text_.tokens[i].word || text_.tokens[i].number) return false;
    return symbols.find(text_.tokens[i].in(content_)) != std::string_view::npos;
  }

  std::string_view no_definition() const {
    const std::string folded = text::fold(content_.substr(0, 300));
    for (const auto& [phrase, meaning] : kNoDefinition) {
      if (folded.find(phrase) != std::string::npos) return meaning;
    }
    return {};
  }

  Definition rejected(std::string_view reason, bool other_subject) {
    Definition out;
    out.actor.name = label_;
    out.actor.type = type_by_shape(label_).value_or(Type::unknown);
    out.wrong_sense = true;
    out.other_subject = other_subject;
    out.reason = reason;
    return out;
  }
  std::optional<Definition> rejected_or_nothing(std::string_view reason) {
    if (label_.empty()) return std::nullopt;
    return rejected(reason, /*other_subject=*/false);
  }

  // The first verb that defines, outside brackets; where brackets do not match, anywhere.
  void find_copula() {
    copula_ = text_.tokens.size();
    for (const bool heed_brackets : {true, false}) {
      int depth = 0;
      for (std::size_t i = 1; i < text_.tokens.size(); ++i) {
        if (is_symbol(i, "([")) ++depth;
        if (is_symbol(i, ")]") && depth > 0) --depth;
        if (heed_brackets && depth > 0) continue;
        const bool verb =
            text_.tokens[i].word && !text_.tokens[i].capital && is_one_of(key(i), kCopulas);
        const bool refers = key(i) == "refers" && i + 1 < text_.tokens.size() && key(i + 1) == "to";
        if (verb || refers) {
          copula_ = i;
          return;
        }
      }
    }
  }

  // A preview cut off before its verb: "The Dardanelles (; tr, Çanakkale Boğazı; ...".
  std::optional<Definition> read_cut_off() {
    if (!label_.empty() && !text_.tokens.empty()) read_title();
    if (title_.empty() || !shares_word()) return rejected_or_nothing("nothing is defined");
    read_aliases();
    result_.actor.type = type_by_shape(title_).value_or(Type::unknown);
    stated_alias_ = is_alias(label_);
    name_actor();
    judge();
    return std::move(result_);
  }

  // "Paper was invented in China": a verb's passive, not a definition; but what the Potsdam
  // Conference is its name says, wherever it was held.
  bool tells_an_event() const {
    if (names_happening(type_by_shape(title_))) return false;
    std::size_t i = copula_ + 1;
    while (i < text_.tokens.size() && is_a(key(i), kAuxiliary)) ++i;
    if (i + 1 >= text_.tokens.size()) return true;
    const bool passive = key(i).ends_with("ed") || key(i) == "born" || key(i) == "built" ||
                         key(i) == "made" || key(i) == "held" || key(i) == "fought";
    return passive && text_.tokens[i + 1].word &&
           (is_a(key(i + 1), kPlacePreposition | kDirection) || key(i + 1) == "by" ||
            key(i + 1) == "on");
  }

  // The subject up to what explains it.
  void read_title() {
    std::size_t first = 0;
    while (first < copula_ && is_a(key(first), kArticle)) ++first;
    starts_with_common_ = first > 0 && key(first - 1) != "the";
    std::size_t last = first;
    // "The (Montreux) Convention"
    if (is_symbol(first, "(") && first + 2 < copula_ && is_symbol(first + 2, ")")) last = first + 3;
    while (last < copula_) {
      const NameToken& token = text_.tokens[last];
      if (!token.word && !token.number) {
        if (is_symbol(last, "(,;[*:\"“{=") || (is_symbol(last, ".") && last > first)) break;
        if (is_symbol(last, "'") && last + 1 < copula_ && is_symbol(last + 1, "'")) break;
      } else if (last > first && !token.capital &&
                 (is_one_of(key(last), kAlsoWords) || is_one_of(key(last), kPhraseEnds))) {
        break;
      }
      ++last;
    }
    after_title_ = last;
    const bool only_number = last == first + 1 && text_.tokens[first].number;
    if (last == first || only_number) return;
    // "On 24 February 2022, ...", "In politics": a sentence that does not begin with its subject.
    if (is_a(key(first), kPlacePreposition | kStarter) && first == 0 &&
        !noun_type(key(last - 1), true)) {
      const bool great = key(first) == "great" || key(first) == "new" || key(first) == "second" ||
                         key(first) == "first";
      if (!great) return;
    }
    const std::string_view title = slice(first, last);
    if (title.size() > kLongestTitle) return;
    title_ = title;
    title_ += shared_noun(last);
    std::erase_if(title_, [](char c) { return c == '(' || c == ')'; });
    // "date = 1675–1679", "la, Constantinopolis": what is left of a template or of other languages.
    const bool small = title_.front() >= 'a' && title_.front() <= 'z';
    const bool named = !label_.empty() && label_.front() >= 'A' && label_.front() <= 'Z';
    if (small && named && !shares_word()) title_.clear();
  }

  // " Bridge" at the "or" of "The Øresund or Öresund Bridge", whose noun is that of both names.
  std::string shared_noun(std::size_t or_at) const {
    if (or_at >= copula_ || key(or_at) != "or" || noun_type(key(or_at - 1), true)) return "";
    std::size_t end = or_at + 1;
    while (end < copula_ && text_.tokens[end].word && text_.tokens[end].capital) ++end;
    if (end < or_at + 3 || !noun_type(key(end - 1), true)) return "";
    return " " + std::string(slice(end - 1, end));
  }

  void add_alias(std::string_view raw) {
    std::string alias = without_article(text::clean(raw));
    while (!alias.empty() &&
           std::string_view("\"'*.,;:([").find(alias.front()) != std::string_view::npos) {
      alias.erase(0, 1);
    }
    while (!alias.empty() &&
           std::string_view("\"'*,;:)].").find(alias.back()) != std::string_view::npos) {
      if (alias.back() == '.' && alias.size() > 2 && alias[alias.size() - 3] == '.') break;
      alias.pop_back();
    }
    alias = text::clean(alias);
    if (alias.size() < 2 || alias.size() > kLongestAlias || alias == title_) return;
    if (alias.find_first_of("={}<>") != std::string::npos) return;
    const KeyedText words(alias);
    // A name has a capital, or is written in a script without capitals.
    bool name = false;
    for (const NameToken& token : words.tokens) {
      const bool foreign = token.word && static_cast<unsigned char>(alias[token.begin]) >= 0xD7;
      name = name || token.capital || foreign;
    }
    if (!name || words.tokens.size() > 10) return;
    // "American English", "NATO reporting name" and other remarks in brackets.
    if (words.tokens.front().word && !words.tokens.front().capital &&
        static_cast<unsigned char>(alias.front()) < 0x80 && !is_a(words.key(0), kParticle)) {
      return;
    }
    std::vector<std::string>& aliases = result_.actor.aliases;
    if (std::find(aliases.begin(), aliases.end(), alias) == aliases.end()) {
      aliases.push_back(std::move(alias));
    }
  }

  // What the end of a text cut off before its verb may have torn: "also known as Soviet A".
  bool is_torn(std::size_t last) const { return last == text_.tokens.size(); }

  // Names between title and copula, in brackets and after "also known as" and the like.
  void read_aliases() {
    for (std::size_t i = after_title_; i < copula_;) {
      if (is_symbol(i, "([")) {
        i = read_bracketed(i + 1);
        continue;
      }
      if (text_.tokens[i].word && !text_.tokens[i].capital && is_one_of(key(i), kAlsoWords)) {
        i = read_introduced(i);
        continue;
      }
      ++i;
    }
  }

  // Items of brackets, parted by semicolons and commas; returns the token after the closing one.
  std::size_t read_bracketed(std::size_t first) {
    // "(modern-day Bergama, Turkey)" tells where, not how it is called.
    const bool whereabouts =
        first < copula_ && (key(first) == "modern" || key(first) == "present" ||
                            key(first) == "near" || key(first) == "now" || key(first) == "today");
    std::size_t item = first;
    std::size_t i = first;
    int depth = 1;
    for (; i < copula_; ++i) {
      if (is_symbol(i, "([")) ++depth;
      if (is_symbol(i, ")]") && --depth == 0) break;
      if (depth == 1 && is_symbol(i, ";,:")) {
        // "Turkish: Musul": a language is no name.
        if (!is_symbol(i, ":") && !whereabouts) read_item(item, i);
        item = i + 1;
      }
    }
    if (!whereabouts) read_item(item, i);
    return std::min(i + 1, copula_);
  }

  void read_item(std::size_t first, std::size_t last) {
    while (first < last && (is_a(key(first), kArticle) || is_one_of(key(first), kAlsoWords) ||
                            key(first) == "as" || key(first) == "from")) {
      if (key(first) == "from") return;  // an etymology
      ++first;
    }
    if (first >= last || is_torn(last)) return;
    for (std::size_t i = first; i < last; ++i) {
      if (text_.tokens[i].number) return;  // dates
    }
    // "russian Кавказ": the mark of a language printed without its colon.
    if (last - first > 1 && is_language_mark(text_.tokens[first].in(content_)) &&
        !text_.tokens[first].capital) {
      return;
    }
    add_alias(slice(first, last));
  }

  // "also known as the Xacitarxan Khanate", "or the Russian Federation", "WWII or WW2".
  std::size_t read_introduced(std::size_t i) {
    while (i < copula_ && text_.tokens[i].word && !text_.tokens[i].capital) ++i;
    const std::size_t first = i;
    while (i < copula_ && !is_symbol(i, "(,;[*\"“=") &&
           !(text_.tokens[i].word && !text_.tokens[i].capital &&
             !is_a(key(i), kParticle | kArticle) && key(i) != "and")) {
      ++i;
    }
    if (i > first && !is_torn(i)) add_alias(slice(first, i));
    // A quoted name: "War of Liberation".
    if (i < copula_ && is_symbol(i, "\"“")) {
      std::size_t end = i + 1;
      while (end < copula_ && !is_symbol(end, "\"”")) ++end;
      if (end > i + 1) add_alias(slice(i + 1, end));
      i = end + 1;
    }
    return std::max(i, first + (first == i ? 1 : 0));
  }

  // What the head noun after the copula says; unknown when no noun there does.
  struct HeadNoun {
    Type type = Type::unknown;
    bool only_term = false;  // "X is a term for ..."
  };
  HeadNoun head_noun() const {
    HeadNoun head;
    const auto found = [&head] { return head.type != Type::unknown; };
    const std::size_t end = std::min(text_.tokens.size(), copula_ + 45);
    for (std::size_t i = copula_ + 1; i < end; ++i) {
      const NameToken& token = text_.tokens[i];
      if (!token.word) {
        if (is_symbol(i, ".;:") && !token.blank_before) break;
        if (found() && is_symbol(i, ",(")) break;
        continue;
      }
      const std::string& word = key(i);
      if (word == "of") {
        if (found() && !transparent(i - 1)) break;
        head.only_term = head.only_term || word_before_is_term(i);
        head.type = Type::unknown;
        continue;
      }
      if (is_one_of(word, kPhraseEnds) || (found() && word == "and")) {
        if (found()) break;
        // "a term commonly used to refer to a period of ..."
        if (word != "used" && word != "to" && word != "in" && word != "for") break;
        head.only_term = head.only_term || word_before_is_term(i);
        continue;
      }
      if (token.capital && i > copula_ + 1 && token.blank_before && !token.sentence_start &&
          found() && word != key(i - 1)) {
        continue;  // a proper name in the phrase says nothing
      }
      if (const auto type = noun_type(word, /*in_names=*/false)) head.type = *type;
    }
    return head;
  }

  void read_type() {
    const HeadNoun head = head_noun();
    said_type_ = head.type;
    const bool life = has_life();
    const auto shape = type_by_shape(label_.empty() ? title_ : title_shape_name());
    Type type = head.type;
    if (life && type != Type::person && (type == Type::unknown || looks_like_person(title_))) {
      type = Type::person;
    }
    if (type == Type::unknown || head.only_term) type = shape.value_or(type);
    // "movement", "series", "conflict" are said of many things; a name that says more wins.
    // "The National Movement was ... of the revolutionaries": no person is called a movement.
    if (type == Type::person && !life && shape == Type::organisation) type = *shape;
    const bool vague = type == Type::event || type == Type::other || type == Type::organisation;
    if (vague && names_happening(shape)) type = *shape;
    result_.actor.type = type;
  }
  static bool names_happening(std::optional<Type> shape) {
    return shape == Type::war || shape == Type::treaty || shape == Type::event;
  }
  bool transparent(std::size_t i) const { return is_one_of(key(i), kTransparentNouns); }
  bool word_before_is_term(std::size_t i) const {
    for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
      if (key(i - back) == "term" || key(i - back) == "name" || key(i - back) == "word")
        return true;
    }
    return false;
  }
  std::string title_shape_name() const { return type_by_shape(title_) ? title_ : label_; }

  // "(born 7 October 1952)", "(1870 – 21 January 1924)"
  bool has_life() const {
    for (std::size_t i = after_title_; i + 1 < copula_; ++i) {
      if (key(i) == "born" || key(i) == "died") return true;
    }
    return false;
  }

  void read_dates() {
    const dates::TextUnit unit{content_};
    const std::vector<dates::Timex> found = dates::read_dates({&unit, 1}).front();
    if (text_.tokens.empty()) return;
    const std::size_t copula = text_.tokens[copula_].begin;
    std::vector<const dates::Timex*> before, after;
    const std::size_t sentence_end = content_.find(". ", copula);
    for (const dates::Timex& timex : found) {
      if (!timex.resolved()) continue;
      if (timex.span.begin < copula) {
        before.push_back(&timex);
      } else if (timex.span.begin < sentence_end) {
        after.push_back(&timex);
      }
    }
    const Type type = result_.actor.type;
    std::string& dates = result_.dates;
    const auto is_range = [](const std::string& edtf) {
      return edtf.find('/') != std::string::npos;
    };
    if (before.size() >= 2 && !is_range(before[0]->edtf) && !is_range(before[1]->edtf)) {
      dates = before[0]->edtf + "/" + before[1]->edtf;
    } else if (before.size() == 1) {
      const bool born = type == Type::person && has_word_before("born", *before[0]);
      if (is_range(before[0]->edtf)) {
        dates = before[0]->edtf;
      } else if (born) {
        dates = before[0]->edtf + "/..";
      } else if (type == Type::person && has_word_before("died", *before[0])) {
        dates = "../" + before[0]->edtf;
      } else if (type != Type::person) {
        dates = before[0]->edtf;
      }
    }
    const bool lasts =
        type == Type::war || type == Type::event || type == Type::treaty || type == Type::state;
    if (dates.empty() && lasts && !after.empty()) {
      // A state's other dates are rarely its own.
      if (type != Type::state || is_range(after[0]->edtf)) dates = after[0]->edtf;
    }
    if (!dates.empty() && !dates::edtf_bounds(dates)) dates.clear();
    if (type == Type::state && !is_range(dates)) return;
    const std::size_t slash = dates.find('/');
    result_.actor.from = dates.substr(0, slash);
    result_.actor.to = slash == std::string::npos ? dates : dates.substr(slash + 1);
    for (std::string* side : {&result_.actor.from, &result_.actor.to}) {
      if (*side == "..") side->clear();
    }
  }
  bool has_word_before(std::string_view word, const dates::Timex& timex) const {
    for (std::size_t i = after_title_; i < copula_; ++i) {
      if (text_.tokens[i].begin >= timex.span.begin) break;
      if (key(i) == word) return true;
    }
    return false;
  }

  bool is_alias(std::string_view name) const {
    const std::string folded = text::fold(name);
    const auto& aliases = result_.actor.aliases;
    return std::any_of(aliases.begin(), aliases.end(),
                       [&](const std::string& alias) { return text::fold(alias) == folded; });
  }

  // How many of the label's words, and of how many, the title has too: the same word, or one the
  // other's beginning.
  struct Shared {
    std::size_t words = 0;
    std::size_t of = 0;
  };
  Shared shared_words() const {
    const KeyedText title(title_), label(label_);
    Shared shared;
    for (std::size_t i = 0; i < label.tokens.size(); ++i) {
      if (!label.tokens[i].word || is_a(label.key(i), kParticle | kArticle)) continue;
      ++shared.of;
      const std::string& a = label.key(i);
      const auto is_shared = [&](const std::string& b) {
        const std::size_t common = std::min({a.size(), b.size(), std::size_t{5}});
        return a == b || (common >= 4 && a.compare(0, common, b, 0, common) == 0);
      };
      if (title.count_keys(is_shared) > 0) ++shared.words;
    }
    return shared;
  }
  // Does the label speak of what the title does?
  bool shares_word() const { return shared_words().words > 0 || abbreviates(label_, title_); }
  // "Assassination is ...", without an article
  bool is_common_noun() const {
    if (after_title_ != 1) return false;
    const auto type = noun_type(key(0), /*in_names=*/true);
    return names_happening(type) || type == Type::other;
  }
  // Does the label name a war, a treaty or an event, and the passage something else?
  bool is_other_kind() const {
    const auto said = type_by_shape(label_);
    const bool alliance = said == Type::treaty && said_type_ == Type::organisation;
    return names_happening(said) && !names_happening(type_by_shape(title_)) &&
           said_type_ != Type::unknown && !names_happening(said_type_) && !alliance &&
           !stated_alias_;
  }

  // "The name Cumania originated as the Latin exonym": words about a name.
  static bool is_remark(const KeyedText& title) {
    const std::string& first = title.key(0);
    return title.tokens.size() > 2 && (first == "name" || first == "term" || first == "word");
  }

  // The label is the better name where it is the usual short form of the title.
  void name_actor() {
    Actor& actor = result_.actor;
    actor.name = title_;
    if (label_.empty() || label_ == title_) return;
    const KeyedText title(title_), label(label_);
    if (is_remark(title)) {
      actor.name = label_;
      return;
    }
    const auto is_of_title = [&](const std::string& word) {
      return title.count_keys([&](const std::string& key) { return key == word; }) > 0;
    };
    const bool part =
        label.tokens.size() >= 2 && label.count_keys(is_of_title) == label.tokens.size();
    const bool stated = actor.type == Type::person && label.tokens.size() >= 2 && is_alias(label_);
    if (part || stated) {
      actor.name = label_;
      std::erase(actor.aliases, label_);
      actor.aliases.insert(actor.aliases.begin(), title_);
    } else if (!is_alias(label_)) {
      actor.aliases.insert(actor.aliases.begin(), label_);
    }
  }

  // Does the text write the one word of `title` without a capital too?
  bool is_written_small(std::string_view title) const {
    const KeyedText words(title);
    if (words.tokens.size() != 1) return false;
    for (std::size_t i = 0; i < text_.tokens.size(); ++i) {
      if (!text_.tokens[i].capital && key(i) == words.key(0)) return true;
    }
    return false;
  }

  // "En route", "Early trade", "[The] career of Ivan Orlov": does a common noun lead, with no
  // capital but a sentence's? The battle of Poltava may be written so.
  static bool is_common_phrase(std::string_view title) {
    const KeyedText words(title);
    if (words.tokens.front().word && !words.tokens.front().capital) {
      return title.front() >= 'a' && title.front() <= 'z' && !names_happening(type_by_shape(title));
    }
    bool small = false;
    for (std::size_t i = 1; i < words.tokens.size(); ++i) {
      const NameToken& token = words.tokens[i];
      if (token.capital || token.number) return false;
      small = small || (token.word && !is_a(words.key(i), kParticle | kArticle));
    }
    return small;
  }

  void judge() {
    if (label_.empty()) {
      result_.wrong_sense = starts_with_common_ || is_written_small(title_) ||
                            is_common_phrase(title_) || result_.actor.type == Type::unknown;
      if (result_.wrong_sense) result_.reason = "a common noun is defined";
      return;
    }
    const KeyedText label(label_);
    const bool capital = std::any_of(label.tokens.begin(), label.tokens.end(),
                                     [](const NameToken& token) { return token.capital; });
    std::string_view reason;
    bool other_subject = false;
    if (!capital) {
      reason = "a common noun";
    } else if (starts_with_common_ || is_common_noun()) {
      reason = "a common noun is defined";
      // "A republic" is not what "Republic of Armenia" means.
      const Shared shared = shared_words();
      other_subject = shared.words < shared.of;
    } else if (is_other_kind() ||
               (!shares_word() && !stated_alias_ && type_by_shape(label_) != result_.actor.type)) {
      reason = "another thing is defined";
      other_subject = true;
    }
    if (!reason.empty()) result_ = rejected(reason, other_subject);
  }

  std::string label_;
  std::string content_;
  KeyedText text_;
  std::size_t copula_ = 0;
  std::size_t after_title_ = 0;
  std::string title_;
  bool starts_with_common_ = false;
  bool stated_alias_ = false;
  Type said_type_ = Type::unknown;  // by the head noun alone
  Definition result_;
};

}  // namespace

std::optional<Definition> read_definition(std::string_view text, std::string_view label) {
  return DefinitionReader(text, label).read();
}

}  // namespace fasti::actors
