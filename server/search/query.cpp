#include "server/search/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "core/dates/read_dates.h"
#include "core/text/fold.h"
#include "core/text/function_words.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

namespace fasti::search {
namespace {

constexpr std::array<std::pair<std::string_view, Field>, 5> kFields{{
    {"title", Field::title},
    {"actor", Field::actor},
    {"date", Field::date},
    {"era", Field::era},
    {"kind", Field::kind},
}};

constexpr std::size_t kNearDefault = 10;
constexpr std::size_t kNearMost = 100;
// Each word more multiplies what a stretch of text must be looked at for.
constexpr std::size_t kMostNearWords = 8;

struct Token {
  enum class Kind : std::uint8_t { open, close, op_and, op_or, op_not, op_near, plus, minus, term };
  Kind kind;
  std::size_t distance = 0;  // op_near
  Node node;                 // term; a group without clauses when it has no words
};

// Thrown inside the parser only: the text is no query.
struct Unparsable {
  std::string reason;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// The quotation marks that writing systems and editors use for each other.
constexpr std::array<std::string_view, 6> kQuotes{"\"", "“", "”", "„", "«", "»"};

std::size_t quote_at(std::string_view text, std::size_t at) {
  for (const std::string_view quote : kQuotes)
    if (text.substr(at, quote.size()) == quote) return quote.size();
  return 0;
}

Node make_word(std::string_view text, text::Word word) {
  Node node;
  node.kind = NodeKind::word;
  node.written_word = text::written(text, word);
  node.word = std::move(word.folded);
  node.elided = word.elided;
  return node;
}

Node make_group(std::vector<Clause> clauses) {
  Node node;
  node.kind = NodeKind::group;
  node.clauses = std::move(clauses);
  return node;
}

bool is_empty(const Node& node) {
  return (node.kind == NodeKind::group || node.kind == NodeKind::alternative) &&
         node.clauses.empty();
}

// The words of a text as one node: a word, or a group of plain words.
Node words_node(std::string_view text) {
  std::vector<Clause> clauses;
  for (text::Word& word : text::words(text))
    clauses.push_back({Occur::plain, make_word(text, std::move(word))});
  if (clauses.size() == 1) return std::move(clauses.front().node);
  return make_group(std::move(clauses));
}

Node phrase_node(std::string_view text) {
  Node node;
  node.kind = NodeKind::phrase;
  for (text::Word& word : text::words(text)) {
    node.written_words.emplace_back(text::written(text, word));
    node.words.push_back(std::move(word.folded));
  }
  return node.words.empty() ? make_group({}) : node;
}

// Cuts the text into tokens. A term is a word (or several glued by signs), a phrase or a field.
class Lexer {
 public:
  Lexer(std::string_view text, std::vector<std::string>& warnings)
      : text_(text), warnings_(warnings) {}

  std::vector<Token> run() {
    while (true) {
      while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
      if (at_ == text_.size()) break;
      next();
    }
    return std::move(tokens_);
  }

 private:
  void next() {
    const char c = text_[at_];
    if (c == '(' || c == ')') {
      push(c == '(' ? Token::Kind::open : Token::Kind::close);
      ++at_;
    } else if (quote_at(text_, at_) > 0) {
      push_term(phrase_node(quoted()));
    } else if ((c == '+' || c == '-') && begins_term(at_ + 1)) {
      push(c == '+' ? Token::Kind::plus : Token::Kind::minus);
      ++at_;
    } else if (const auto field = field_here()) {
      field_term(*field);
    } else {
      chunk();
    }
  }

  void push(Token::Kind kind, std::size_t distance = 0) { tokens_.push_back({kind, distance, {}}); }
  void push_term(Node node) { tokens_.push_back({Token::Kind::term, 0, std::move(node)}); }

  // A sign counts only right before what it belongs to, and not inside a word or a dash.
  bool begins_term(std::size_t at) const {
    if (at >= text_.size() || is_blank(text_[at]) || text_[at] == ')') return false;
    return at < 2 || is_blank(text_[at - 2]) || text_[at - 2] == '(';
  }

  // What stands between this quotation mark and the next; moves past both.
  std::string_view quoted() {
    at_ += quote_at(text_, at_);
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      if (const std::size_t quote = quote_at(text_, at_); quote > 0) {
        const std::string_view inside = text_.substr(begin, at_ - begin);
        at_ += quote;
        return inside;
      }
      ++at_;
    }
    throw Unparsable{"a quotation mark is not closed"};
  }

  // The run up to a blank, a bracket or a quotation mark; moves past it.
  std::string_view run_of_characters() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '(' && text_[at_] != ')' &&
           quote_at(text_, at_) == 0)
      ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::optional<Field> field_here() const {
    const std::string_view rest = text_.substr(at_);
    for (const auto& [field_name, field] : kFields) {
      const std::size_t value = field_name.size() + 1;
      if (rest.size() > value && rest.starts_with(field_name) && rest[value - 1] == ':' &&
          !is_blank(rest[value]) && rest[value] != '(' && rest[value] != ')')
        return field;
    }
    return std::nullopt;
  }

  void field_term(Field field) {
    at_ += name(field).size() + 1;
    Node node;
    node.kind = NodeKind::field;
    node.field = field;
    node.quoted = quote_at(text_, at_) > 0;
    node.value = std::string(node.quoted ? quoted() : run_of_characters());
    if (field == Field::date) {
      const auto date = dates::parse_date(node.value);
      if (!date) {
        warnings_.push_back(fmt::format(
            "date:{} is not a date that can be read, so its words are searched; write for instance "
            "date:1914..1918 or date:1921-03",
            node.value));
        return push_term(words_node(node.value));
      }
      node.interval = date->interval;
    }
    if (field == Field::title && text::words(node.value).empty()) return;
    push_term(std::move(node));
  }

  void chunk() {
    const std::string_view run = run_of_characters();
    if (run == "AND") return push(Token::Kind::op_and);
    if (run == "OR") return push(Token::Kind::op_or);
    if (run == "NOT") return push(Token::Kind::op_not);
    if (run == "NEAR") return push(Token::Kind::op_near, kNearDefault);
    if (run.starts_with("NEAR/") && near(run.substr(5))) return;
    push_term(run.ends_with('*') ? prefix_node(run) : words_node(run));
  }

  bool near(std::string_view digits) {
    std::size_t distance = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), distance);
    if (error == std::errc::invalid_argument || end != digits.data() + digits.size()) return false;
    if (error != std::errc() || distance < 1 || distance > kNearMost) {
      distance = error == std::errc() && distance < 1 ? 1 : kNearMost;
      warnings_.push_back(
          fmt::format("NEAR reaches from 1 to {} words; {} was taken", kNearMost, distance));
    }
    push(Token::Kind::op_near, distance);
    return true;
  }

  // "russo-turk*": words, the last of them a prefix.
  Node prefix_node(std::string_view run) {
    Node node = words_node(run);
    Node& last =
        node.kind == NodeKind::word || node.clauses.empty() ? node : node.clauses.back().node;
    if (last.kind == NodeKind::word)
      last.kind = NodeKind::prefix;
    else
      warnings_.push_back("* stands for the end of a word and needs letters before it");
    return node;
  }

  std::string_view text_;
  std::vector<std::string>& warnings_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

// How many terms a node counts for.
std::size_t weight(const Node& node) {
  if (node.kind == NodeKind::phrase || node.kind == NodeKind::near) return node.words.size();
  if (node.kind != NodeKind::group && node.kind != NodeKind::alternative) return 1;
  std::size_t sum = 0;
  for (const Clause& clause : node.clauses) sum += weight(clause.node);
  return sum;
}

// Recursive descent: alternative := conjunction (OR conjunction)*,
// conjunction := row (AND row)*, row := clause clause*, clause := sign* nearby,
// nearby := primary (NEAR primary)*, primary := term | ( alternative ).
class Parser {
 public:
  Parser(std::vector<Token> tokens, std::vector<std::string>& warnings)
      : tokens_(std::move(tokens)), warnings_(warnings) {}

  Node run() {
    Node node = alternative(0);
    if (at_ < tokens_.size()) throw Unparsable{"a bracket is closed that was not opened"};
    return node;
  }

 private:
  using Kind = Token::Kind;

  bool here(Kind kind) const { return at_ < tokens_.size() && tokens_[at_].kind == kind; }
  bool take(Kind kind) {
    if (!here(kind)) return false;
    ++at_;
    return true;
  }

  Node alternative(std::size_t depth) {
    Node first = conjunction(depth);
    if (!here(Kind::op_or)) return first;
    Node node;
    node.kind = NodeKind::alternative;
    add(node, Occur::plain, std::move(first));
    while (take(Kind::op_or)) add(node, Occur::plain, conjunction(depth));
    return simplified(std::move(node));
  }

  Node conjunction(std::size_t depth) {
    Node first = row(depth);
    if (!here(Kind::op_and)) return first;
    Node node = make_group({});
    join(node, std::move(first));
    while (take(Kind::op_and)) join(node, row(depth));
    return simplified(std::move(node));
  }

  // Adds a part of a conjunction. "a AND NOT b": the exclusion belongs to the conjunction.
  static void join(Node& node, Node part) {
    if (part.kind == NodeKind::group && part.clauses.size() == 1 &&
        part.clauses.front().occur == Occur::excluded)
      node.clauses.push_back(std::move(part.clauses.front()));
    else
      add(node, Occur::required, std::move(part));
  }

  Node row(std::size_t depth) {
    Node node = make_group({});
    if (!begins_clause()) throw Unparsable{"AND, OR, NOT or NEAR lacks a word beside it"};
    while (begins_clause()) {
      Occur occur = Occur::plain;
      while (here(Kind::op_not) || here(Kind::minus) || here(Kind::plus))
        occur = tokens_[at_++].kind == Kind::plus ? Occur::required : Occur::excluded;
      const bool bracket = here(Kind::open);
      Node next = nearby(depth);
      // Words glued by a hyphen join the row as words of their own.
      if (occur == Occur::plain && !bracket && next.kind == NodeKind::group && is_plain(next))
        std::move(next.clauses.begin(), next.clauses.end(), std::back_inserter(node.clauses));
      else
        add(node, occur, std::move(next));
    }
    return simplified(std::move(node));
  }

  bool begins_clause() const {
    return here(Kind::term) || here(Kind::open) || here(Kind::op_not) || here(Kind::minus) ||
           here(Kind::plus);
  }

  Node nearby(std::size_t depth) {
    Node first = primary(depth);
    while (here(Kind::op_near)) {
      const std::size_t distance = tokens_[at_++].distance;
      first = without_elided(std::move(first));
      Node second = without_elided(primary(depth));
      if (is_empty(first) || is_empty(second)) {
        if (is_empty(first)) first = std::move(second);
      } else if (is_single_word(second) && can_join_near(first, distance)) {
        if (first.kind != NodeKind::near) {
          Node node;
          node.kind = NodeKind::near;
          node.distance = distance;
          add_word(node, first);
          first = std::move(node);
        }
        add_word(first, second);
      } else {
        warn_once(fmt::format("NEAR joins single words, at most {}; here it was read as AND",
                              kMostNearWords));
        Node node = make_group({});
        add(node, Occur::required, std::move(first));
        add(node, Occur::required, std::move(second));
        first = std::move(node);
      }
    }
    return first;
  }

  // Of "d'état" what stands behind the elided word.
  static Node without_elided(Node node) {
    if (node.kind == NodeKind::group && node.clauses.size() == 2 && is_plain(node) &&
        node.clauses.front().node.elided)
      return Node(std::move(node.clauses.back().node));
    return node;
  }
  static bool is_single_word(const Node& node) {
    return node.kind == NodeKind::word || (node.kind == NodeKind::phrase && node.words.size() == 1);
  }
  // Adds a single word to a near.
  static void add_word(Node& near, const Node& single) {
    const bool word = single.kind == NodeKind::word;
    near.words.push_back(word ? single.word : single.words.front());
    near.written_words.push_back(word ? single.written_word : single.written_words.front());
  }
  static bool can_join_near(const Node& first, std::size_t distance) {
    return is_single_word(first) || (first.kind == NodeKind::near && first.distance == distance &&
                                     first.words.size() < kMostNearWords);
  }

  void warn_once(std::string warning) {
    if (std::ranges::find(warnings_, warning) == warnings_.end())
      warnings_.push_back(std::move(warning));
  }

  Node primary(std::size_t depth) {
    if (take(Kind::open)) {
      if (depth >= kDeepestNesting) throw Unparsable{"brackets are nested too deep"};
      if (take(Kind::close)) return make_group({});
      Node node = alternative(depth + 1);
      if (!take(Kind::close)) throw Unparsable{"a bracket is not closed"};
      return node;
    }
    if (!here(Kind::term)) throw Unparsable{"AND, OR, NOT or NEAR lacks a word beside it"};
    return bounded(std::move(tokens_[at_++].node));
  }

  // The node, or what is left of it when the query has more terms than are searched.
  Node bounded(Node node) {
    const std::size_t terms = weight(node);
    if (terms_ + terms > kMostTerms) {
      if (!cut_)
        warnings_.push_back(
            fmt::format("only the first {} words of the query are searched", kMostTerms));
      cut_ = true;
      terms_ = kMostTerms;
      return make_group({});
    }
    terms_ += terms;
    return node;
  }

  static bool is_plain(const Node& node) {
    return std::all_of(node.clauses.begin(), node.clauses.end(), [](const Clause& clause) {
      return clause.occur == Occur::plain &&
             (clause.node.kind == NodeKind::word || clause.node.kind == NodeKind::prefix);
    });
  }

  static void add(Node& parent, Occur occur, Node child) {
    if (!is_empty(child)) parent.clauses.push_back({occur, std::move(child)});
  }

  // A group of one plain clause is that clause.
  static Node simplified(Node node) {
    if (node.clauses.size() == 1 && node.clauses.front().occur == Occur::plain) {
      Node only = std::move(node.clauses.front().node);
      return only;
    }
    return node;
  }

  std::vector<Token> tokens_;
  std::vector<std::string>& warnings_;
  std::size_t at_ = 0;
  std::size_t terms_ = 0;
  bool cut_ = false;
};

// Every word of the text, when it is no query.
Node plain_words(std::string_view text, std::vector<std::string>& warnings) {
  Node node = words_node(text);
  if (node.clauses.size() > kMostTerms) {
    node.clauses.resize(kMostTerms);
    warnings.push_back(
        fmt::format("only the first {} words of the query are searched", kMostTerms));
  }
  return node;
}

std::string quoted_words(const std::vector<std::string>& words) {
  return text::lower(fmt::format("\"{}\"", fmt::join(words, " ")));
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

// `inside`: the description stands within a larger one, so that several parts need brackets.
std::string describe(const Node& node, Match match, bool inside);

std::string describe_group(const Node& node, Match match, bool inside) {
  std::vector<std::string> present, required, wanted, excluded;
  bool words_required = false;
  for (const Clause* clause : counted_clauses(node)) {
    const std::string text = describe(clause->node, match, true);
    const bool field = clause->node.kind == NodeKind::field;
    if (clause->occur == Occur::excluded) {
      excluded.push_back(text);
      continue;
    }
    present.push_back(text);
    (clause->occur == Occur::required || field ? required : wanted).push_back(text);
    words_required |= clause->occur == Occur::required && !field;
  }
  std::string out;
  if (match != Match::any || wanted.empty())
    out = joined(present, " and ");
  else if (required.empty())
    out = joined(wanted, " or ");
  else if (words_required)
    out = fmt::format("{}, better with {}", joined(required, " and "), joined(wanted, " or "));
  else
    out = fmt::format("({}) and {}", joined(wanted, " or "), joined(required, " and "));
  if (!excluded.empty()) {
    const std::string without = "not " + joined(excluded, " and not ");
    out = out.empty() ? without : out + " and " + without;
  }
  return inside && present.size() + excluded.size() > 1 ? "(" + out + ")" : out;
}

std::string describe_field(const Node& node) {
  switch (node.field) {
    case Field::title:
      return node.quoted ? fmt::format("\"{}\" in the title", node.value)
                         : fmt::format("{} in the title", node.value);
    case Field::actor:
      return fmt::format("actor {}", node.value);
    case Field::date:
      return fmt::format("dated {}", node.value);
    case Field::era:
      return fmt::format("era {}", node.value);
    case Field::kind:
      return fmt::format("kind {}", node.value);
  }
  return {};
}

std::string describe(const Node& node, Match match, bool inside) {
  switch (node.kind) {
    case NodeKind::word:
      return text::lower(node.written_word);
    case NodeKind::prefix:
      return text::lower(node.written_word) + "…";
    case NodeKind::phrase:
      return quoted_words(node.written_words);
    case NodeKind::near:
      return text::lower(
          fmt::format("{} within {} words", joined(node.written_words, " near "), node.distance));
    case NodeKind::field:
      return describe_field(node);
    case NodeKind::named:
      return fmt::format("naming {}", node.word);
    case NodeKind::alternative: {
      std::vector<std::string> parts;
      for (const Clause& clause : node.clauses) parts.push_back(describe(clause.node, match, true));
      return inside ? "(" + joined(parts, " or ") + ")" : joined(parts, " or ");
    }
    case NodeKind::group:
      return describe_group(node, match, inside);
  }
  return {};
}

// The leaves of what `enters` lets in.
template <typename Enters>
void collect(const Node& node, const Enters& enters, std::vector<const Node*>& out) {
  if (node.kind == NodeKind::field || !enters(node)) return;
  if (node.kind != NodeKind::group && node.kind != NodeKind::alternative)
    return node.elided ? void() : out.push_back(&node);
  for (const Clause* clause : counted_clauses(node))
    if (clause->occur != Occur::excluded) collect(clause->node, enters, out);
}

bool names_an_actor(const Node& node) {
  return node.kind == NodeKind::alternative &&
         std::ranges::any_of(node.clauses, [](const Clause& clause) {
           return clause.node.kind == NodeKind::named;
         });
}

}  // namespace

std::string_view name(Field field) {
  for (const auto& [field_name, value] : kFields)
    if (value == field) return field_name;
  return {};
}

ParsedQuery parse_query(std::string_view text) {
  ParsedQuery out;
  if (text.size() > kLongestQuery) {
    text = text.substr(0, text::floor_boundary(text, kLongestQuery));
    out.warnings.push_back(
        fmt::format("only the first {} bytes of the query are searched", kLongestQuery));
  }
  // Control characters and strange blanks gone; what is not UTF-8 becomes a sign of no word.
  const std::string cleaned = text::clean(text::replace_invalid_utf8(text));
  if (cleaned.empty()) {
    out.blank = true;
    return out;
  }
  Node root;
  try {
    root = Parser(Lexer(cleaned, out.warnings).run(), out.warnings).run();
  } catch (const Unparsable& unparsable) {
    out.plain = true;
    out.warnings = {
        fmt::format("the query could not be read ({}), so its words are searched as they stand",
                    unparsable.reason)};
    root = plain_words(cleaned, out.warnings);
  }
  if (is_empty(root))
    out.warnings.emplace_back("the query has no words to search for");
  else
    out.root = std::move(root);
  return out;
}

std::string describe(const Node& node, Match match) { return describe(node, match, false); }

bool is_optional_word(const Node& node) {
  return node.kind == NodeKind::word && (node.elided || text::is_function_word(node.word));
}

std::vector<const Clause*> counted_clauses(const Node& node) {
  const auto is_optional = [](const Clause& clause) {
    return clause.occur == Occur::plain && is_optional_word(clause.node);
  };
  const bool all_count = node.kind == NodeKind::alternative ||
                         std::ranges::all_of(node.clauses, [&](const Clause& clause) {
                           return is_optional(clause) || clause.occur == Occur::excluded ||
                                  clause.node.kind == NodeKind::field;
                         });
  std::vector<const Clause*> out;
  for (const Clause& clause : node.clauses)
    if (all_count || !is_optional(clause)) out.push_back(&clause);
  return out;
}

std::vector<const Node*> positive_leaves(const Node& node) {
  std::vector<const Node*> out;
  collect(
      node, [](const Node&) { return true; }, out);
  return out;
}

std::vector<const Node*> leaves_beside_names(const Node& node) {
  std::vector<const Node*> out;
  collect(
      node, [](const Node& part) { return !names_an_actor(part); }, out);
  return out;
}

}  // namespace fasti::search
