#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/day.h"

// The query language:
//
//   straits convention        both words, in any form ("strait", "conventions")
//   "treaty of kars"          these words as written, in this order
//   kars OR moscow            either; AND, NOT, +word, -word and brackets as usual
//   black sea OR straits      words side by side bind closest, then AND, then OR
//   stalin NEAR/5 kars        words as written, at most 5 words apart
//   istan*                    every word that begins so
//   title:kars                in the title of the document
//   actor:"Treaty of Kars" date:1914..1918 era:interwar kind:article
namespace fasti::search {

// How words that stand side by side combine.
enum class Match : std::uint8_t {
  automatic,  // all, or any when no passage at all has them all
  all,
  any,
};

enum class NodeKind : std::uint8_t {
  word,         // `word` folded: any form of it
  prefix,       // `word` folded: any word that begins so
  phrase,       // `words` folded, in order, as written
  near,         // `words` folded, as written, in any order within a stretch of text
  field,        // `field` and `value`
  group,        // `clauses`: see Occur
  alternative,  // `clauses`, all plain: at least one
  named,        // names the actor with the id `value`, called `word`; never of a reader's query
};

enum class Field : std::uint8_t { title, actor, date, era, kind };
std::string_view name(Field);

// What a clause is to its group.
enum class Occur : std::uint8_t {
  plain,     // wanted; whether it must be there is Match's to say. A field always must.
  required,  // must be there
  excluded,  // must not
};

struct Clause;

struct Node {
  NodeKind kind = NodeKind::group;
  std::string word;
  std::vector<std::string> words;
  // The same as the reader wrote them, for fold=0; possessive endings off.
  std::string written_word;
  std::vector<std::string> written_words;
  bool elided = false;       // word: the "l" of "l'hôtel"
  std::size_t distance = 0;  // near: how far apart two neighbours in `words` may stand
  Field field = Field::title;
  std::string value;         // field: as written, without quotes
  bool quoted = false;       // title: its words must stand in this order
  dates::Interval interval;  // field date: the days that `value` means
  std::vector<Clause> clauses;
};

struct Clause {
  Occur occur = Occur::plain;
  Node node;
};

// Beyond these a query is cut, and a warning says so.
inline constexpr std::size_t kLongestQuery = 8192;  // bytes
inline constexpr std::size_t kMostTerms = 128;      // words, prefixes and fields
// Deeper brackets cannot be parsed.
inline constexpr std::size_t kDeepestNesting = 32;

struct ParsedQuery {
  // nullopt when the text is blank, which asks for everything, or has no word at all, which
  // finds nothing; `blank` tells them apart.
  std::optional<Node> root;
  bool blank = false;
  bool plain = false;  // could not be parsed: its words are searched
  std::vector<std::string> warnings;
};

// Never throws on any bytes. Linear time.
ParsedQuery parse_query(std::string_view text);

// The query in plain words: `straits and convention, not "treaty of kars"`. `match` is all or any.
std::string describe(const Node& node, Match match);

// Is it a word that match=all does not insist on: a function word or an elided one?
bool is_optional_word(const Node& node);

// The clauses that matter: of an alternative all; of a group all but its plain optional words, and
// these too where nothing stands beside them but fields and what is excluded. Points into `node`.
std::vector<const Clause*> counted_clauses(const Node& node);

// The words, prefixes, phrases, nears and named actors that a passage may match by: those of the
// counted clauses, but for the excluded and the elided ones. Points into `node`.
std::vector<const Node*> positive_leaves(const Node& node);
// Those of them that are no other way to name an actor.
std::vector<const Node*> leaves_beside_names(const Node& node);

}  // namespace fasti::search
