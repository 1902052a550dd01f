#include "core/actors/name_index.h"

#include <algorithm>
#include <string>

#include "core/actors/derived_names.h"
#include "core/actors/lexicon.h"

namespace fasti::actors {
namespace {

constexpr std::uint64_t kNoEdge = ~std::uint64_t{0};

std::uint64_t edge_key(std::uint32_t node, std::uint32_t word) {
  return std::uint64_t{node} << 32 | word;
}

bool is_shouted(std::span<const IndexedToken> tokens, std::size_t at) {
  return tokens[at].token.word && tokens[at].token.all_capitals;
}

// "Black sea", "battle of Zama", "the fall of Acre": the common noun in a name is often not
// capitalised. What a war, treaty or event is "of" follows a common noun, whichever it is.
bool may_be_small(std::string_view name, std::span<const NameToken> tokens, std::size_t at,
                  std::string_view key, Type of_actor) {
  const std::optional<Type> type = noun_type(key, /*in_names=*/true);
  if (at > 0) return type.has_value();
  const auto happening = [](std::optional<Type> what) {
    return what == Type::war || what == Type::treaty || what == Type::event;
  };
  if (!happening(type) && !happening(of_actor)) return false;
  return tokens.size() > 2 && name_key(tokens[1].in(name)) == "of";
}

// "Moscow, Russia" names two: found apart, both count.
bool tells_whereabouts(std::string_view alias, const Actor& actor) {
  return actor.type == Type::place && alias.starts_with(actor.name) &&
         alias.substr(actor.name.size()).starts_with(", ");
}

}  // namespace

NameIndex::NameIndex(const Authority& authority) : edges_(1024, Edge{kNoEdge, 0}) {
  for (std::uint32_t index = 0; index < authority.size(); ++index) {
    const Actor& actor = authority[index];
    add(actor.name, {index, NameKind::name}, actor.type);
    for (const std::string& name : actor.aliases) {
      if (!tells_whereabouts(name, actor)) add(name, {index, NameKind::name}, actor.type);
    }
    for (const std::string& name : actor.ambiguous_aliases)
      add(name, {index, NameKind::ambiguous}, actor.type);
    for (const std::string& name : actor.adjectives)
      add(name, {index, NameKind::adjective}, actor.type);
    for (const std::string& name : actor.metonyms)
      add(name, {index, NameKind::metonym}, actor.type);
    for (const std::string& name : actor.capitals)
      add(name, {index, NameKind::capital}, actor.type);
  }
  sort_entries();
  add_derived(authority);
}

// Names that a record has are left to it.
void NameIndex::add_derived(const Authority& authority) {
  std::vector<DerivedName> names = derived_names(authority);
  std::vector<Reading> ignored;
  std::erase_if(names, [&](const DerivedName& derived) {
    const std::vector<IndexedToken> tokens = index_tokens(derived.name);
    return longest(tokens, 0, ignored) == tokens.size();
  });
  for (const auto& [name, actor] : names) {
    add(name, {actor, NameKind::name}, authority[actor].type);
  }
  sort_entries();
}

std::size_t NameIndex::edge_slot(std::uint64_t key) const {
  const std::size_t mask = edges_.size() - 1;
  // The multiplier spreads neighbouring nodes and words (Knuth, The Art of Computer Programming,
  // 6.4, Fibonacci hashing).
  std::size_t at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 20) & mask;
  while (edges_[at].key != kNoEdge && edges_[at].key != key) at = (at + 1) & mask;
  return at;
}

std::uint32_t NameIndex::child(std::uint32_t node, std::uint32_t word) const {
  const Edge& edge = edges_[edge_slot(edge_key(node, word))];
  return edge.key == kNoEdge ? 0 : edge.child;
}

std::uint32_t NameIndex::add_child(std::uint32_t node, std::uint32_t word) {
  if (const std::uint32_t known = child(node, word); known != 0) return known;
  if (++edge_count_ * 2 > edges_.size()) {
    std::vector<Edge> old(edges_.size() * 2, Edge{kNoEdge, 0});
    old.swap(edges_);
    for (const Edge& edge : old) {
      if (edge.key != kNoEdge) edges_[edge_slot(edge.key)] = edge;
    }
  }
  const std::uint64_t key = edge_key(node, word);
  edges_[edge_slot(key)] = {key, node_count_};
  return node_count_++;
}

void NameIndex::add(std::string_view name, Reading reading, Type type) {
  const std::vector<NameToken> tokens = name_tokens(name);
  if (tokens.empty() || tokens.size() > kLongestName) return;
  Entry entry{0, reading, 0, 0};
  std::string buffer;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view key = name_key(tokens[i].in(name), buffer);
    const std::uint32_t bit = 1U << i;
    if (tokens[i].all_capitals && !tokens[i].number) {
      entry.acronyms |= bit;
    } else if (tokens[i].capital && !may_be_small(name, tokens, i, key, type)) {
      entry.capitals |= bit;
    }
    const std::uint32_t word = words_.add(key);
    if (i > 0) {
      entry.node = add_child(entry.node, word);
      continue;
    }
    resize_roots();
    if (roots_[word] == 0) roots_[word] = node_count_++;
    if (((entry.capitals | entry.acronyms) & bit) == 0) small_roots_[word] = true;
    entry.node = roots_[word];
  }
  resize_roots();
  entries_.push_back(entry);
}

void NameIndex::resize_roots() {
  roots_.resize(words_.size());
  small_roots_.resize(words_.size());
}

void NameIndex::sort_entries() {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.node < b.node; });
  entries_.shrink_to_fit();
  first_entry_.assign(node_count_ + 1, 0);
  for (const Entry& entry : entries_) ++first_entry_[entry.node + 1];
  for (std::size_t node = 1; node < first_entry_.size(); ++node) {
    first_entry_[node] += first_entry_[node - 1];
  }
}

std::vector<IndexedToken> NameIndex::index_tokens(std::string_view text) const {
  std::vector<IndexedToken> out;
  const std::vector<NameToken> tokens = name_tokens(text);
  out.reserve(tokens.size());
  std::string buffer;
  for (const NameToken& token : tokens) {
    out.push_back({token, words_.find(name_key(token.in(text), buffer))});
  }
  return out;
}

std::vector<IndexedToken> NameIndex::index_tokens(std::string_view text, const text::CutText& cut,
                                                  std::span<const std::uint32_t> spellings,
                                                  KnownNameTokens& known) const {
  std::vector<IndexedToken> out;
  const std::vector<NameToken> tokens = name_tokens(text, cut, spellings, known.looks);
  out.reserve(tokens.size());
  std::string buffer;
  for (const NameToken& token : tokens) {
    const auto find = [&] { return words_.find(name_key(token.in(text), buffer)); };
    const bool numbered = token.spelling != text::Spellings::kNone;
    out.push_back({token, numbered ? known.words.of(token.spelling, find) : find()});
  }
  return out;
}

bool NameIndex::fits(const Entry& entry, std::span<const IndexedToken> tokens, std::size_t at,
                     std::size_t length) const {
  for (std::size_t i = 0; i < length; ++i) {
    const NameToken& token = tokens[at + i].token;
    const std::uint32_t bit = 1U << i;
    if ((entry.capitals & bit) != 0 && !token.capital) return false;
    if ((entry.acronyms & bit) != 0 && !token.all_capitals) return false;
  }
  // Where all words are in capitals, one that is also a word of the language ("LET US PRAY") is no
  // acronym, unless it has full stops.
  if (length == 1 && entry.acronyms != 0 && !tokens[at].token.initials &&
      is_a(words_[tokens[at].word], kStarter | kAuxiliary | kPlacePreposition | kDirection)) {
    const bool before = at > 0 && is_shouted(tokens, at - 1);
    const bool after = at + 1 < tokens.size() && is_shouted(tokens, at + 1);
    return !before && !after;
  }
  return true;
}

std::size_t NameIndex::longest(std::span<const IndexedToken> tokens, std::size_t at,
                               std::vector<Reading>& readings) const {
  const auto& [first, word] = tokens[at];
  if (word == text::Vocabulary::kNone || !(first.capital || small_roots_[word])) return 0;
  const std::size_t before = readings.size();
  std::size_t length = 0;
  std::uint32_t node = roots_[word];
  for (std::size_t end = at + 1; node != 0; ++end) {
    bool found = false;
    for (std::uint32_t i = first_entry_[node]; i < first_entry_[node + 1]; ++i) {
      if (!fits(entries_[i], tokens, at, end - at)) continue;
      if (!found) readings.resize(before);
      found = true;
      // An actor may bear one name in two spellings: "US", "U.S.".
      const Reading& reading = entries_[i].reading;
      if (std::find(readings.begin() + static_cast<std::ptrdiff_t>(before), readings.end(),
                    reading) == readings.end()) {
        readings.push_back(reading);
      }
    }
    if (found) length = end - at;
    if (end == tokens.size() || tokens[end].word == text::Vocabulary::kNone) break;
    node = child(node, tokens[end].word);
  }
  return length;
}

}  // namespace fasti::actors
