#include "server/search/facets.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "core/dates/membership.h"
#include "core/text/fold.h"
#include "core/text/words.h"
#include "server/search/buckets.h"
#include "server/search/date_filter.h"

namespace fasti::search {
namespace {

using Passages = InTime<index::DocId>;

constexpr std::int64_t kFirstCentury = -100, kLastCentury = 99;
constexpr std::int64_t kFirstDecade = -1000, kLastDecade = 999;
static_assert(kFirstDecade * 10 <= dates::kMinYear && kFirstCentury * 100 <= dates::kMinYear);
static_assert(kLastDecade == dates::kMaxYear / 10 && kLastCentury == dates::kMaxYear / 100);

std::vector<FacetCount> count_actors_of(const Passages& passages, const Snapshot& snapshot,
                                        actors::Evidence evidence) {
  const index::Columns& columns = snapshot.columns();
  Tally tally(0, std::ssize(snapshot.generation().actors()) - 1);
  for (const index::DocId docid : passages) {
    const std::uint32_t document = columns.document(docid);
    for (const index::ActorEntry entry : columns.actors(docid))
      if (entry.evidence() <= evidence) tally.add(entry.actor(), docid, document);
  }
  return tally.counts();
}

std::vector<FacetCount> count_types(const Passages& passages, const Snapshot& snapshot,
                                    actors::Evidence evidence) {
  const index::Columns& columns = snapshot.columns();
  const auto& actors = snapshot.generation().actors();
  Tally tally(0, static_cast<std::int64_t>(actors::Type::unknown));
  for (const index::DocId docid : passages)
    for (const index::ActorEntry entry : columns.actors(docid))
      if (entry.evidence() <= evidence)
        tally.add(static_cast<std::int64_t>(actors[entry.actor()].type), docid,
                  columns.document(docid));
  return tally.counts();
}

// The era after the last stands for "undated".
std::vector<FacetCount> count_eras(const Passages& passages, const Snapshot& snapshot,
                                   const DateRule& rule) {
  const index::Columns& columns = snapshot.columns();
  const auto& eras = snapshot.generation().eras();
  const DateFilter filter(columns, rule);
  Tally tally(0, std::ssize(eras));
  for (const index::DocId docid : passages) {
    const std::uint32_t document = columns.document(docid);
    if (rule.is_default()) {
      const auto in = columns.eras(docid);
      for (const std::uint32_t era : in) tally.add(era, docid, document);
      // What stands in an era has a date: it need not be looked for.
      if (in.empty() && filter.is_undated(docid)) tally.add(std::ssize(eras), docid, document);
      continue;
    }
    if (filter.is_undated(docid)) tally.add(std::ssize(eras), docid, document);
    for (const index::DateEntry& date : columns.dates(docid)) {
      if (!filter.counts(date)) continue;
      for (std::size_t era = 0; era < eras.size(); ++era)
        if (dates::belongs(date.interval(), date.date_kind(), eras[era].interval, rule.membership))
          tally.add(static_cast<std::int64_t>(era), docid, document);
    }
  }
  return tally.counts();
}

using BucketsOf = dates::BucketRange (*)(const dates::Interval&, dates::Kind,
                                         dates::MembershipRule);

// `column` holds the same under the default rule; null when there is none.
std::vector<FacetCount> count_buckets(
    const Passages& passages, const Snapshot& snapshot, const DateRule& rule, std::int64_t first,
    std::int64_t last, BucketsOf buckets_of,
    std::span<const std::int32_t> (index::Columns::*column)(index::DocId) const) {
  const index::Columns& columns = snapshot.columns();
  const DateFilter filter(columns, rule);
  Tally tally(first, last);
  for (const index::DocId docid : passages) {
    const std::uint32_t document = columns.document(docid);
    if (column != nullptr && rule.is_default()) {
      for (const std::int32_t bucket : (columns.*column)(docid)) tally.add(bucket, docid, document);
      continue;
    }
    for (const index::DateEntry& date : columns.dates(docid)) {
      if (!filter.counts(date)) continue;
      const auto range = buckets_of(date.interval(), date.date_kind(), rule.membership);
      for (std::int64_t bucket = range.first; bucket <= range.last; ++bucket)
        tally.add(bucket, docid, document);
    }
  }
  return tally.counts();
}

std::vector<FacetCount> count_documents(const Passages& passages, const Snapshot& snapshot) {
  Tally tally(0, std::ssize(snapshot.generation().documents()) - 1);
  for (const index::DocId docid : passages) {
    const std::uint32_t document = snapshot.columns().document(docid);
    tally.add(document, docid, document);
  }
  return tally.counts();
}

std::vector<FacetCount> count_kinds(const Passages& passages, const Snapshot& snapshot) {
  const Snapshot::Values& kinds = snapshot.kinds();
  Tally tally(0, std::ssize(kinds.names) - 1);
  for (const index::DocId docid : passages) {
    const std::uint32_t document = snapshot.columns().document(docid);
    tally.add(kinds.of_document[document], docid, document);
  }
  return tally.counts();
}

// The id, label and type of a facet's value; counts are the caller's.
FacetValue describe(Facet facet, std::int64_t value, const Snapshot& snapshot) {
  const index::Generation& generation = snapshot.generation();
  const auto place = static_cast<std::size_t>(value);
  switch (facet) {
    case Facet::actor: {
      const index::ActorHead& actor = generation.actors()[place];
      return {std::string(actor.id), std::string(actor.name),
              std::string(actors::name(actor.type))};
    }
    case Facet::type: {
      const std::string name(actors::name(static_cast<actors::Type>(value)));
      return {name, name};
    }
    case Facet::era: {
      if (place == generation.eras().size()) return {std::string(kUndated), std::string(kUndated)};
      const dates::Era& era = generation.eras()[place];
      return {era.id, era.label};
    }
    case Facet::century:
      return {century_id(value), century_label(value)};
    case Facet::decade:
      return {decade_id(value), decade_label(value)};
    case Facet::year:
      return {year_id(value), year_label(value)};
    case Facet::kind:
      return {snapshot.kinds().names[place], snapshot.kinds().names[place]};
    case Facet::document: {
      const index::DocumentHead& document = generation.documents()[place];
      return {std::string(document.id), std::string(document.title)};
    }
  }
  return {};
}

bool is_temporal(Facet facet) {
  return facet == Facet::era || facet == Facet::century || facet == Facet::decade ||
         facet == Facet::year;
}

// Values with their names, in an order of their own.
class Sorter {
 public:
  Sorter(Facet facet, const Snapshot& snapshot) : facet_(facet), snapshot_(snapshot) {}

  struct Named {
    FacetCount count;
    FacetValue value;
  };
  std::vector<Named> named(const std::vector<FacetCount>& counts) const {
    std::vector<Named> out;
    out.reserve(counts.size());
    for (const FacetCount& count : counts) {
      out.push_back({count, describe(facet_, count.value, snapshot_)});
      out.back().value.passages = count.passages;
      out.back().value.documents = count.documents;
    }
    return out;
  }

  bool before(const Named& a, const Named& b, FacetOrder order) const {
    if (order == FacetOrder::count && a.count.passages != b.count.passages)
      return a.count.passages > b.count.passages;
    if (order == FacetOrder::time && is_temporal(facet_)) return time_key(a) < time_key(b);
    return std::tie(a.value.label, a.value.id) < std::tie(b.value.label, b.value.id);
  }

 private:
  // Eras by their first day, the longer before those within it; "undated" last.
  std::tuple<dates::Day, dates::Day, std::int64_t> time_key(const Named& named) const {
    if (facet_ != Facet::era) return {named.count.value, 0, 0};
    constexpr dates::Day kNever = std::numeric_limits<dates::Day>::max();
    const auto& eras = snapshot_.generation().eras();
    const auto place = static_cast<std::size_t>(named.count.value);
    if (place == eras.size()) return {kNever, 0, 0};
    const dates::Interval& days = eras[place].interval;
    return {days.earliest.value_or(-kNever), -days.latest.value_or(kNever), named.count.value};
  }

  Facet facet_;
  const Snapshot& snapshot_;
};

// Sorts [from, to) of the order; the rest follows in no order.
void sort_first(std::vector<Sorter::Named>& values, std::size_t count, const Sorter& sorter,
                FacetOrder order) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(std::min(count, values.size()));
  std::partial_sort(values.begin(), middle, values.end(),
                    [&](const auto& a, const auto& b) { return sorter.before(a, b, order); });
}

bool has_word_beginning(std::string_view label, std::string_view folded_prefix) {
  if (text::fold(label).starts_with(folded_prefix)) return true;
  return std::ranges::any_of(text::words(label), [&](const text::Word& word) {
    return word.folded.starts_with(folded_prefix);
  });
}

}  // namespace

std::vector<FacetCount> count_actors(const std::vector<index::DocId>& passages,
                                     const Snapshot& snapshot, actors::Evidence evidence) {
  const Deadline never;
  return count_actors_of(in_time(passages, never), snapshot, evidence);
}

std::vector<FacetCount> count_facet(Facet facet, const std::vector<index::DocId>& docids,
                                    const Snapshot& snapshot, const SearchRequest& request) {
  const Passages passages = in_time(docids, request.deadline);
  switch (facet) {
    case Facet::actor:
      return count_actors_of(passages, snapshot, request.evidence);
    case Facet::type:
      return count_types(passages, snapshot, request.evidence);
    case Facet::era:
      return count_eras(passages, snapshot, request.dates);
    case Facet::century:
      return count_buckets(passages, snapshot, request.dates, kFirstCentury, kLastCentury,
                           dates::centuries_of, &index::Columns::centuries);
    case Facet::decade:
      return count_buckets(passages, snapshot, request.dates, kFirstDecade, kLastDecade,
                           dates::decades_of, &index::Columns::decades);
    case Facet::year:
      return count_buckets(passages, snapshot, request.dates, dates::kMinYear, dates::kMaxYear,
                           dates::years_of, nullptr);
    case Facet::kind:
      return count_kinds(passages, snapshot);
    case Facet::document:
      return count_documents(passages, snapshot);
  }
  return {};
}

FacetResult top_values(Facet facet, std::vector<FacetCount> counts, const Snapshot& snapshot,
                       std::size_t limit, FacetOrder order) {
  FacetResult out{facet, {}, counts.size()};
  if (limit == 0) return out;
  // Names are costly: only those are made that can be among the first.
  if (counts.size() > limit) {
    std::vector<std::uint32_t> sizes;
    for (const FacetCount& count : counts) sizes.push_back(count.passages);
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(limit - 1),
                     sizes.end(), std::greater());
    const std::uint32_t least = sizes[limit - 1];
    std::erase_if(counts, [&](const FacetCount& count) { return count.passages < least; });
  }
  const Sorter sorter(facet, snapshot);
  auto values = sorter.named(counts);
  sort_first(values, limit, sorter, FacetOrder::count);
  values.resize(std::min(limit, values.size()));
  if (order != FacetOrder::count) sort_first(values, values.size(), sorter, order);
  for (auto& named : values) out.values.push_back(std::move(named.value));
  return out;
}

FacetResult page_of_values(Facet facet, const std::vector<FacetCount>& counts,
                           const Snapshot& snapshot, const FacetPage& page) {
  const Sorter sorter(facet, snapshot);
  auto values = sorter.named(counts);
  if (!page.prefix.empty()) {
    const std::string prefix = text::fold(page.prefix);
    std::erase_if(values, [&](const Sorter::Named& named) {
      return !has_word_beginning(named.value.label, prefix);
    });
  }
  FacetResult out{facet, {}, values.size()};
  const std::size_t begin = std::min(page.offset, values.size());
  const std::size_t end = begin + std::min(page.limit, values.size() - begin);
  sort_first(values, end, sorter, page.order);
  for (std::size_t i = begin; i < end; ++i) out.values.push_back(std::move(values[i].value));
  return out;
}

}  // namespace fasti::search
