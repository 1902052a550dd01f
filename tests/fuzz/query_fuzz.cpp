// Any bytes as a query: it is understood within its bounds, and what it is understood as can be
// said.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/utf8.h"
#include "server/search/query.h"
#include "tests/fuzz/expect.h"

namespace {

using namespace fasti::search;

struct Extent {
  std::size_t terms = 0, depth = 0;
};

void measure(const Node& node, std::size_t depth, Extent& extent) {
  extent.depth = std::max(extent.depth, depth);
  if (node.clauses.empty()) ++extent.terms;
  for (const Clause& clause : node.clauses) measure(clause.node, depth + 1, extent);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const ParsedQuery parsed = parse_query(text);
  for (const std::string& warning : parsed.warnings) FASTI_EXPECT(!warning.empty());
  if (!parsed.root) return 0;
  FASTI_EXPECT(!parsed.blank);
  Extent extent;
  measure(*parsed.root, 0, extent);
  FASTI_EXPECT(extent.terms <= kMostTerms);
  FASTI_EXPECT(extent.depth <= 4 * kDeepestNesting);
  for (const Match match : {Match::all, Match::any}) {
    const std::string said = describe(*parsed.root, match);
    FASTI_EXPECT(fasti::text::replace_invalid_utf8(said) == said);
  }
  for (const Node* leaf : positive_leaves(*parsed.root)) FASTI_EXPECT(leaf->clauses.empty());
  return 0;
}
