#include "server/search/widen.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "server/search/near_words.h"

namespace fasti::search {
namespace {

// For each word of a fuzzy query the whole word list is gone through.
constexpr std::size_t kMostFuzzyWords = 8;
constexpr std::size_t kMostNearWords = 8;  // for each

// Turns a node into an alternative of itself and others.
void add_alternatives(Node& node, std::vector<Node> others) {
  if (others.empty()) return;
  Node out;
  out.kind = NodeKind::alternative;
  out.clauses.push_back({Occur::plain, std::move(node)});
  for (Node& other : others) out.clauses.push_back({Occur::plain, std::move(other)});
  node = std::move(out);
}

// The words of a query that is nothing but plain words; none of any other.
std::vector<std::string> plain_words(const Node& root) {
  if (root.kind == NodeKind::word) return {root.word};
  std::vector<std::string> out;
  if (root.kind != NodeKind::group) return out;
  for (const Clause& clause : root.clauses) {
    if (clause.occur != Occur::plain || clause.node.kind != NodeKind::word) return {};
    out.push_back(clause.node.word);
  }
  return out;
}

void add_actor_named(Node& node, const std::vector<std::string>& words, const Snapshot& snapshot) {
  const auto actor = snapshot.sole_actor_named(words);
  if (!actor) return;
  const actors::Actor& found = snapshot.generation().actors()[*actor];
  Node named;
  named.kind = NodeKind::named;
  named.value = found.id;
  named.word = found.name;
  add_alternatives(node, {std::move(named)});
}

void widen_phrases(Node& node, const Snapshot& snapshot) {
  if (node.kind == NodeKind::phrase) return add_actor_named(node, node.words, snapshot);
  for (Clause& clause : node.clauses)
    if (clause.occur != Occur::excluded) widen_phrases(clause.node, snapshot);
}

// Widens words in the order of the query; counts them in `done`.
void widen_words(Node& node, const index::WordList& words, std::size_t& done) {
  if (node.kind == NodeKind::word && !is_function_word(node.word) && done++ < kMostFuzzyWords) {
    std::vector<Node> others;
    for (const NearWord& near : near_words(words, node.word, kMostNearWords)) {
      Node other = node;
      other.word = near.word;
      other.written_word = near.form;
      others.push_back(std::move(other));
    }
    return add_alternatives(node, std::move(others));
  }
  for (Clause& clause : node.clauses)
    if (clause.occur != Occur::excluded) widen_words(clause.node, words, done);
}

}  // namespace

void widen_by_names(Node& root, const Snapshot& snapshot) {
  if (const auto words = plain_words(root); !words.empty())
    return add_actor_named(root, words, snapshot);
  widen_phrases(root, snapshot);
}

void widen_by_near_words(Node& root, const index::WordList& words,
                         std::vector<std::string>& warnings) {
  std::size_t done = 0;
  widen_words(root, words, done);
  if (done > kMostFuzzyWords)
    warnings.push_back(
        fmt::format("fuzzy: only for the first {} words near ones are searched", kMostFuzzyWords));
}

}  // namespace fasti::search
