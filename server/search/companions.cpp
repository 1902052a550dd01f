#include "server/search/companions.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

#include "server/search/facets.h"

namespace fasti::search {
namespace {

// One cell's part of the ratio.
double part(double observed, double row, double column, double all) {
  return observed > 0 ? observed * std::log(observed * all / (row * column)) : 0;
}

}  // namespace

double log_likelihood_ratio(std::uint64_t both, std::uint64_t one, std::uint64_t other,
                            std::uint64_t all) {
  const auto k = static_cast<double>(both), a = static_cast<double>(one),
             b = static_cast<double>(other), n = static_cast<double>(all);
  if (k * n <= a * b) return 0;
  return 2 * (part(k, a, b, n) + part(a - k, a, n - b, n) + part(b - k, n - a, b, n) +
              part(n - a - b + k, n - a, n - b, n));
}

Companions companions(std::uint32_t actor, const std::vector<index::DocId>& passages,
                      const Snapshot& snapshot, actors::Evidence evidence, std::size_t most) {
  const auto& of_all = snapshot.actor_counts(evidence);
  Companions out;
  for (const FacetCount& count : count_actors(passages, snapshot, evidence)) {
    const auto other = static_cast<std::uint32_t>(count.value);
    const double score = log_likelihood_ratio(count.passages, passages.size(),
                                              of_all[other].passages, snapshot.passages());
    if (other != actor && score > 0)
      out.first.push_back({other, count.passages, count.documents, score});
  }
  out.total = out.first.size();
  const auto shown = static_cast<std::ptrdiff_t>(std::min(most, out.total));
  const auto& actors = snapshot.generation().actors();
  std::ranges::partial_sort(out.first, out.first.begin() + shown, {}, [&](const Companion& one) {
    return std::tuple(-one.score, -std::int64_t{one.passages},
                      std::string_view(actors[one.actor].name), one.actor);
  });
  out.first.resize(static_cast<std::size_t>(shown));
  return out;
}

}  // namespace fasti::search
