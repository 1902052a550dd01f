#include "server/search/correction.h"

#include <algorithm>
#include <unordered_map>

#include "core/text/words.h"
#include "server/search/near_words.h"

namespace fasti::search {
namespace {

// A word that more passages have is taken to be meant.
constexpr std::uint64_t kAlmostNone = 1;
// A word that has a passage must be far outnumbered before another is proposed.
constexpr std::uint64_t kFarMore = 10;
constexpr std::size_t kMostTried = 3;     // words for each, and queries
constexpr std::size_t kMostMistyped = 4;  // more of them are another language

struct Mistyped {
  std::string word;
  std::vector<std::string> meant;  // the likeliest first
};

// The words of a query that almost nobody uses, each with those that may be meant, if any.
std::vector<Mistyped> mistyped_words(const std::vector<const Node*>& leaves,
                                     const Snapshot& snapshot, const Matcher& matcher,
                                     const std::function<bool(const std::string&)>& has_hits) {
  std::vector<Mistyped> out;
  const auto look_at = [&](const std::string& word, std::uint64_t passages) {
    if (passages > kAlmostNone || out.size() > kMostMistyped) return;
    if (std::ranges::find(out, word, &Mistyped::word) != out.end()) return;
    Mistyped& one = out.emplace_back(Mistyped{word, {}});
    for (const NearWord& near :
         near_words(snapshot.generation().words(), word, kMostTried * kMostTried)) {
      if (one.meant.size() == kMostTried) break;
      const bool likelier = near.passages > passages * kFarMore;
      if (likelier && has_hits(std::string(near.word))) one.meant.emplace_back(near.form);
    }
  };
  for (const Node* leaf : leaves) {
    if (leaf->kind == NodeKind::word)
      look_at(leaf->word, matcher(*leaf, Match::all)->cardinality());
    for (const std::string& word : leaf->words)
      look_at(word, snapshot.generation().words().passages_of(word));
  }
  return out;
}

// `q` with each of its words that stands in `replacements` replaced, all else as it is.
std::string replaced(const std::string& q,
                     const std::unordered_map<std::string, std::string>& replacements) {
  std::string out;
  std::size_t at = 0;
  for (const text::Word& word : text::words(q)) {
    const auto found = replacements.find(word.folded);
    if (found == replacements.end()) continue;
    out += q.substr(at, word.span.begin - at) + found->second;
    at = word.span.end;
  }
  return out + q.substr(at);
}

}  // namespace

std::optional<std::string> corrected(
    const std::string& q, const std::vector<const Node*>& leaves, const Snapshot& snapshot,
    const Matcher& matcher, const std::function<std::uint64_t(const std::string&)>& found) {
  const auto has_hits = [&](const std::string& query) { return found(query) > 0; };
  const std::vector<Mistyped> mistyped = mistyped_words(leaves, snapshot, matcher, has_hits);
  if (mistyped.size() > kMostMistyped) return std::nullopt;
  for (std::size_t attempt = 0; attempt < kMostTried; ++attempt) {
    std::unordered_map<std::string, std::string> replacements;
    for (const Mistyped& one : mistyped)
      if (!one.meant.empty())
        replacements[one.word] = one.meant[std::min(attempt, one.meant.size() - 1)];
    if (replacements.empty()) break;
    std::string out = replaced(q, replacements);
    if (has_hits(out)) return out;
  }
  return std::nullopt;
}

}  // namespace fasti::search
