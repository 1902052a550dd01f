#include "server/search/widen.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "server/search/near_words.h"

namespace fasti::search {
namespace {

constexpr std::size_t kMostFuzzyWords = 8;
constexpr std::size_t kMostAlternatives = 8;  // for each word
// A name of more words is looked for only as a whole query or quotation.
constexpr std::size_t kLongestName = 8;

// Turns a node into an alternative of itself and others.
void add_alternatives(Node& node, std::vector<Node> others) {
  if (others.empty()) return;
  Node out;
  out.kind = NodeKind::alternative;
  out.clauses.push_back({Occur::plain, std::move(node)});
  for (Node& other : others) out.clauses.push_back({Occur::plain, std::move(other)});
  node = std::move(out);
}

Node naming(std::uint32_t actor, const Snapshot& snapshot) {
  const index::ActorHead& found = snapshot.generation().actors()[actor];
  Node out;
  out.kind = NodeKind::named;
  out.value = found.id;
  out.word = found.name;
  return out;
}

bool is_plain_word(const Clause& clause) {
  return clause.occur == Occur::plain && clause.node.kind == NodeKind::word;
}

// A row of words that is a name of one actor.
struct Name {
  std::size_t begin, end;  // of the clauses
  std::uint32_t actor;
};

// The longest name that begins at a clause.
std::optional<Name> name_at(const std::vector<Clause>& clauses, std::size_t begin,
                            const Snapshot& snapshot) {
  std::vector<std::string> words;
  std::optional<Name> out;
  for (std::size_t end = begin;
       end < clauses.size() && is_plain_word(clauses[end]) && words.size() < kLongestName;) {
    words.push_back(clauses[end++].node.word);
    if (const auto actor = snapshot.names().sole(words)) out = Name{begin, end, *actor};
  }
  return out;
}

// The words of a name, as one node.
Node words_of(const std::vector<Clause>& clauses, const Name& name) {
  if (name.end - name.begin == 1) return clauses[name.begin].node;
  Node out;
  out.clauses.assign(clauses.begin() + static_cast<std::ptrdiff_t>(name.begin),
                     clauses.begin() + static_cast<std::ptrdiff_t>(name.end));
  return out;
}

// The names in a row of clauses, from left to right.
std::vector<Clause> widened_row(std::vector<Clause> clauses, const Snapshot& snapshot,
                                const Stands& stands, const Deadline& deadline) {
  std::vector<Clause> out;
  for (std::size_t at = 0; at < clauses.size();) {
    // In scripts other than Latin names take their time.
    const auto name = deadline.passed() ? std::nullopt : name_at(clauses, at, snapshot);
    const std::size_t end = name ? name->end : at + 1;
    if (name)
      if (Node words = words_of(clauses, *name); !stands(words)) {
        add_alternatives(words, {naming(name->actor, snapshot)});
        out.push_back({Occur::plain, std::move(words)});
        at = end;
      }
    while (at < end) out.push_back(std::move(clauses[at++]));
  }
  return out;
}

// The words of a query that is nothing but plain words; none of any other.
std::vector<std::string> plain_words(const Node& root) {
  if (root.kind == NodeKind::word) return {root.word};
  std::vector<std::string> out;
  if (root.kind != NodeKind::group || !std::ranges::all_of(root.clauses, is_plain_word)) return out;
  for (const Clause& clause : root.clauses) out.push_back(clause.node.word);
  return out;
}

void widen_parts(Node& node, const Snapshot& snapshot, const Stands& stands,
                 const Deadline& deadline) {
  if (node.kind == NodeKind::phrase) {
    if (const auto actor = snapshot.names().sole(node.words))
      add_alternatives(node, {naming(*actor, snapshot)});
    return;
  }
  for (Clause& clause : node.clauses)
    if (clause.occur != Occur::excluded) widen_parts(clause.node, snapshot, stands, deadline);
  if (node.kind == NodeKind::group)
    node.clauses = widened_row(std::move(node.clauses), snapshot, stands, deadline);
}

// Widens words in the order of the query; counts them in `done`.
void widen_words(Node& node, const index::WordList& words, const Deadline& deadline,
                 std::size_t& done) {
  if (deadline.passed()) return;
  if (node.kind == NodeKind::word && !is_optional_word(node) && done++ < kMostFuzzyWords) {
    std::vector<Node> others;
    for (const NearWord& near : near_words(words, node.word, kMostAlternatives)) {
      Node other = node;
      other.word = near.word;
      other.written_word = near.form;
      others.push_back(std::move(other));
    }
    return add_alternatives(node, std::move(others));
  }
  for (Clause& clause : node.clauses)
    if (clause.occur != Occur::excluded) widen_words(clause.node, words, deadline, done);
}

}  // namespace

void widen_by_names(Node& root, const Snapshot& snapshot, const Stands& stands,
                    const Deadline& deadline) {
  if (const auto actor = snapshot.names().sole(plain_words(root)))
    return add_alternatives(root, {naming(*actor, snapshot)});
  widen_parts(root, snapshot, stands, deadline);
}

void widen_by_near_words(Node& root, const index::WordList& words, const Deadline& deadline,
                         std::vector<std::string>& warnings) {
  std::size_t done = 0;
  widen_words(root, words, deadline, done);
  if (done > kMostFuzzyWords)
    warnings.push_back(
        fmt::format("fuzzy: only for the first {} words near ones are searched", kMostFuzzyWords));
}

}  // namespace fasti::search
