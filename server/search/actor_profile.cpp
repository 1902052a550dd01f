#include "server/search/actor_profile.h"

#include <algorithm>
#include <limits>

#include "core/index/facts.h"
#include "server/search/facets.h"

namespace fasti::search {
namespace {

std::optional<dates::Day> beginning(const dates::Interval& days) {
  return days.earliest ? days.earliest : days.latest;
}

std::optional<dates::Day> end(const dates::Interval& days) {
  return days.latest ? days.latest : days.earliest;
}

// The stated date for which `day_of`, if it gives a day, comes before that of all others; the first
// of several.
template <typename DayOf>
std::optional<PlacedDate> foremost(const std::vector<index::DocId>& passages,
                                   const Snapshot& snapshot, const DayOf& day_of) {
  std::optional<dates::Day> best;
  index::DocId holder = 0;
  for (const index::DocId docid : passages)
    for (const index::DateEntry& date : snapshot.columns().dates(docid)) {
      if (date.is_context() || !date.is_counted_by_default()) continue;
      const auto day = day_of(date.interval());
      if (!day || (best && *day >= *best)) continue;
      best = day;
      holder = docid;
    }
  if (!best) return std::nullopt;
  const std::optional<index::StoredPassage> passage = snapshot.generation().passage(holder);
  for (const index::StoredDate& date : passage->dates)
    if (index::is_counted_by_default(date.role) && !date.edtf.empty() &&
        day_of(date.interval) == best)
      return PlacedDate{holder, date};
  return std::nullopt;
}

std::vector<index::NameForm> forms_by(actors::Evidence evidence,
                                      const std::vector<index::NameForm>& all) {
  std::vector<index::NameForm> out;
  std::ranges::copy_if(all, std::back_inserter(out),
                       [&](const index::NameForm& form) { return form.evidence <= evidence; });
  return out;
}

}  // namespace

ActorProfile make_profile(std::uint32_t actor, const std::vector<index::DocId>& passages,
                          const Snapshot& snapshot, const SearchRequest& request,
                          std::size_t most) {
  ActorProfile out;
  const FacetCount& count = snapshot.actor_counts(request.evidence)[actor];
  out.passages = count.passages;
  out.documents = count.documents;
  out.forms = forms_by(request.evidence, snapshot.generation().actor(actor).forms);
  out.first = foremost(passages, snapshot, beginning);
  out.last = foremost(passages, snapshot, [](const dates::Interval& days) {
    const auto day = end(days);
    return day ? std::optional(-*day) : std::nullopt;
  });
  out.timeline = make_timeline(passages, snapshot, request, std::nullopt);
  out.decades = page_of_values(
      Facet::decade, count_facet(Facet::decade, passages, snapshot, request), snapshot,
      {.limit = std::numeric_limits<std::size_t>::max(), .order = FacetOrder::time});
  out.companions = companions(actor, passages, snapshot, request.evidence, most);
  return out;
}

}  // namespace fasti::search
