#include "server/search/searcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <unordered_set>
#include <utility>

#include "core/index/schema.h"
#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "server/search/actors_by_name.h"
#include "server/search/correction.h"
#include "server/search/filters.h"
#include "server/search/highlight.h"
#include "server/search/matcher.h"
#include "server/search/scorer.h"
#include "server/search/warnings.h"
#include "server/search/widen.h"

namespace fasti::search {
namespace {

// Runs what calls Xapian, whose errors are no std::exception.
template <typename Work>
auto translated(const Snapshot& snapshot, const Work& work) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    throw index::IndexError(fmt::format("{}: {}; the index is damaged, build it anew",
                                        snapshot.generation().database_path(),
                                        error.get_description()));
  }
}

void require_possible(const SearchRequest& request) {
  if (request.limit > kMostHits)
    throw BadRequest("limit", fmt::format("at most {} passages are returned at once", kMostHits),
                     "20");
  if (request.facet_limit > kMostFacetValues)
    throw BadRequest(
        "facet_limit",
        fmt::format("at most {} values of a facet are returned at once", kMostFacetValues), "20");
  if (request.fuzzy && !request.fold)
    throw BadRequest("fuzzy", "fuzzy=1 and fold=0 contradict each other", "fuzzy=0");
  const Filters& filters = request.filters;
  if (filters.from && filters.to && *filters.from > *filters.to)
    throw BadRequest("from", "from is later than to", "from=1914&to=1918");
}

std::uint64_t count_documents(const std::vector<index::DocId>& passages,
                              const index::Columns& columns) {
  std::uint64_t documents = 0;
  std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
  for (const index::DocId docid : passages) {
    const std::uint32_t document = columns.document(docid);
    if (document != last) ++documents;
    last = document;
  }
  return documents;
}

// The conditions on dates that a query itself holds.
void collect_dates(const Node& node, const Snapshot& snapshot, std::vector<DateSelection>& out) {
  if (node.kind == NodeKind::field && node.field == Field::date)
    out.push_back(range_selection(node.interval));
  if (node.kind == NodeKind::field && node.field == Field::era)
    if (auto selection = era_selection(snapshot, node.value)) out.push_back(std::move(*selection));
  for (const Clause& clause : node.clauses)
    if (clause.occur != Occur::excluded) collect_dates(clause.node, snapshot, out);
}

// What of a query's fields the index does not know.
void warn_of_unknown_fields(const Node& node, const Snapshot& snapshot, const Deadline& deadline,
                            std::vector<std::string>& warnings) {
  for (const Clause& clause : node.clauses)
    warn_of_unknown_fields(clause.node, snapshot, deadline, warnings);
  if (node.kind != NodeKind::field) return;
  const std::string& value = node.value;
  const auto warn = [&](const auto& nearest) {
    warn_of_unknown(fmt::format("{}:{}", name(node.field), value), nearest, deadline, warnings);
  };
  if (node.field == Field::actor && snapshot.find_actors(value).empty())
    warn([&] { return nearest_actor(snapshot, value); });
  else if (node.field == Field::era && !era_selection(snapshot, value))
    warn([&] { return snapshot.nearest_era(value); });
  else if (node.field == Field::kind && !snapshot.kinds().find(value))
    warn([] { return std::string(); });
}

bool has_title_field(const Node& node) {
  if (node.kind == NodeKind::field) return node.field == Field::title;
  return std::ranges::any_of(node.clauses, [](const Clause& clause) {
    return clause.occur != Occur::excluded && has_title_field(clause.node);
  });
}

}  // namespace

// One search: the query read and matched, the filters applied.
struct Searcher::Run {
  Run(Searcher& owner, const SearchRequest& asked)
      : searcher(owner),
        request(asked),
        snapshot(*owner.snapshot_),
        query(parse_query(asked.q)),
        matcher(snapshot, owner.databases_, owner.stems_, asked) {
    result.warnings = query.warnings;
    if (query.root) {
      warn_of_unknown_fields(*query.root, snapshot, request.deadline, result.warnings);
      if (request.fold)
        widen_by_names(
            *query.root, snapshot,
            [&](const Node& node) { return !matcher(node, Match::all)->isEmpty(); },
            request.deadline);
      if (request.fuzzy)
        widen_by_near_words(*query.root, snapshot.generation().words(), request.deadline,
                            result.warnings);
      leaves = positive_leaves(*query.root);
    }
  }

  SharedBitmap matches() {
    if (!query.root) return shared(query.blank ? all_up_to(snapshot.passages()) : Bitmap());
    Match match = request.match == Match::any ? Match::any : Match::all;
    SharedBitmap out = matcher(*query.root, match);
    if (request.match == Match::automatic && out->isEmpty()) {
      out = matcher(*query.root, Match::any);
      if (!out->isEmpty()) {
        match = Match::any;
        result.relaxed = true;
      }
    }
    result.understood = describe(*query.root, match);
    all_stand_somewhere = match == Match::all && !out->isEmpty();
    return out;
  }

  // The passages found, counted in the result.
  struct Found {
    Filtered filtered;
    Docids docids;
    const std::vector<index::DocId>& all() const { return *docids; }
  };
  Found find() {
    Filtered filtered(matches(), request, snapshot, matcher, result.warnings, result.filters);
    auto docids = docids_of(filtered.all());
    result.passages = docids->size();
    result.documents = count_documents(*docids, snapshot.columns());
    return {std::move(filtered), std::move(docids)};
  }

  // The fallback is decided on the query alone, so filters may leave nothing of it: says what
  // would.
  void warn_of_nothing_within_filters() {
    const bool fell_between = result.passages == 0 && all_stand_somewhere;
    if (!fell_between || request.match != Match::automatic) return;
    std::vector<std::string> told;
    std::vector<AppliedFilter> applied;
    const Filtered some(matcher(*query.root, Match::any), request, snapshot, matcher, told,
                        applied);
    if (const std::uint64_t passages = some.all().cardinality(); passages > 0)
      result.warnings.push_back(
          fmt::format("all the words stand together only outside the filters; with some of the "
                      "words there {} within them: match=any",
                      passages == 1 ? "is 1 passage" : fmt::format("are {} passages", passages)));
  }

  // How many passages another query finds under this request's filters, all its words insisted on.
  std::uint64_t found_by(const std::string& q) const {
    SearchRequest other = request;
    other.q = q;
    other.match = Match::all;
    return Run(searcher, other).find().docids->size();
  }

  // The docids of the page asked for, with their scores.
  std::vector<Scored> page(const Found& found, const Scorer& scorer) const {
    if (request.limit == 0 || request.offset >= found.all().size()) return {};
    if (request.group == Group::none) return stretch(found, scorer, request.offset, request.limit);
    // How many passages give so many documents is not known beforehand.
    const std::size_t wanted = request.offset + request.limit;
    for (std::size_t count = 4 * wanted;; count *= 4) {
      auto leading = first_of_documents(stretch(found, scorer, 0, count));
      if (leading.size() < wanted && count < found.all().size()) continue;
      const auto begin = static_cast<std::ptrdiff_t>(std::min(request.offset, leading.size()));
      leading.erase(leading.begin(), leading.begin() + begin);
      leading.resize(std::min(request.limit, leading.size()));
      return leading;
    }
  }

  // Part of all passages found, in the order asked for. REQUIRES: `offset` is one of them.
  std::vector<Scored> stretch(const Found& found, const Scorer& scorer, std::size_t offset,
                              std::size_t most) const {
    const std::vector<index::DocId>& all = found.all();
    const std::size_t count = std::min(most, all.size() - offset);
    if (request.sort != Sort::relevance) return stretch_by_date(found, offset, count);
    if (scorer.has_words()) return scorer.best(found.docids, offset, count);
    std::vector<Scored> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back({.docid = all[offset + i]});
    return out;
  }

  // Of each document the first passage.
  std::vector<Scored> first_of_documents(std::vector<Scored> passages) const {
    std::unordered_set<std::uint32_t> seen;
    std::erase_if(passages, [&](const Scored& one) {
      return !seen.insert(snapshot.columns().document(one.docid)).second;
    });
    return passages;
  }

  std::vector<Scored> stretch_by_date(const Found& found, std::size_t offset,
                                      std::size_t count) const {
    const std::vector<index::DocId>& all = found.all();
    const Filtered& filtered = found.filtered;
    std::vector<DateSelection> selections = filtered.date_selections();
    if (query.root) collect_dates(*query.root, snapshot, selections);
    const DateFilter dates(snapshot.columns(), request.dates);
    // Undated passages last in either direction; then in document order.
    using Key = std::tuple<bool, dates::Day, index::DocId>;
    std::vector<Key> keys;
    keys.reserve(all.size());
    for (const index::DocId docid : in_time(all, request.deadline)) {
      const auto day = dates.earliest(docid, selections);
      const dates::Day place = day.value_or(0);
      keys.emplace_back(!day, request.sort == Sort::date ? place : -place, docid);
    }
    const std::size_t end = std::min(offset + count, keys.size());
    std::partial_sort(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(end), keys.end());
    std::vector<Scored> out;
    for (std::size_t i = offset; i < end; ++i)
      out.push_back({.docid = std::get<index::DocId>(keys[i])});
    return out;
  }

  Hit hit(const Scored& scored, const std::vector<index::DocId>& all, const Scorer& scorer,
          const Highlighter& highlighter) const {
    Hit out;
    out.docid = scored.docid;
    out.score = scored.sum();
    if (request.group == Group::document)
      out.in_document = in_document(all, snapshot.columns().document(scored.docid));
    if (request.explain && request.sort == Sort::relevance)
      out.explanation = scorer.explain(scored);
    if (request.texts) read_passage(out, highlighter);
    return out;
  }

  // The passage of a hit, and where in it the query stands.
  void read_passage(Hit& out, const Highlighter& highlighter) const {
    auto passage = snapshot.generation().passage(out.docid);
    if (!passage)
      throw index::IndexError(
          fmt::format("{}: passage {} is missing; the index is damaged, build it anew",
                      snapshot.generation().database_path(), out.docid));
    out.passage = std::move(*passage);
    const std::size_t language = snapshot.languages().of_document[out.passage.document];
    out.highlights = highlights(out.passage, highlighter, language);
    if (!out.highlights.empty()) out.matched_in.emplace_back("text");
    const std::string_view title = snapshot.generation().documents()[out.passage.document].title;
    if (highlighter.has_word(title, language) || (query.root && has_title_field(*query.root)))
      out.matched_in.emplace_back("title");
    if (std::ranges::any_of(out.passage.headings, [&](const std::string& heading) {
          return highlighter.has_word(heading, language);
        }))
      out.matched_in.emplace_back("heading");
  }

  // The words of the query, and the names of the actors that it was widened by.
  std::vector<text::Span> highlights(const index::StoredPassage& passage,
                                     const Highlighter& highlighter, std::size_t language) const {
    std::vector<text::Span> out = highlighter.spans(passage.text, language);
    const auto& actors = snapshot.generation().actors();
    for (const Node* leaf : leaves) {
      if (leaf->kind != NodeKind::named) continue;
      for (const index::StoredMention& mention : passage.mentions)
        if (mention.evidence == actors::Evidence::name && actors[mention.actor].id == leaf->value)
          out.push_back(mention.span);
    }
    return united(std::move(out));
  }

  // How many of the passages found belong to a document.
  std::uint32_t in_document(const std::vector<index::DocId>& all, std::uint32_t document) const {
    const index::DocumentHead& found = snapshot.generation().documents()[document];
    const auto first = std::ranges::lower_bound(all, found.first);
    const auto last = std::ranges::lower_bound(all, found.first + found.passages);
    return static_cast<std::uint32_t>(last - first);
  }

  // The passages that a facet is counted over.
  Docids counted(const Found& found, Facet facet) const {
    if (!found.filtered.has_selection(facet)) return found.docids;
    return docids_of(found.filtered.without(facet));
  }

  // The answer, when all is in it that there was time for.
  SearchResult take() {
    if (request.deadline.cut_work()) {
      result.exact = false;
      result.warnings.emplace_back(
          "the time for one search was up: hits and counts are of the part that was looked at");
    }
    return std::move(result);
  }

  Searcher& searcher;
  const SearchRequest& request;
  const Snapshot& snapshot;
  ParsedQuery query;
  Matcher matcher;
  std::vector<const Node*> leaves;
  bool all_stand_somewhere = false;  // a passage, in the filters or not, has all of the query
  SearchResult result;
};

Searcher::Searcher(std::shared_ptr<const Snapshot> snapshot)
    : snapshot_(std::move(snapshot)),
      databases_(translated(*snapshot_, [&] { return Databases(snapshot_->generation()); })),
      stems_(snapshot_->languages().names) {}

SearchResult Searcher::search(const SearchRequest& request) {
  require_possible(request);
  stems_.make_room();
  return translated(*snapshot_, [&] {
    Run run(*this, request);
    SearchResult& result = run.result;
    const Run::Found found = run.find();
    const std::vector<index::DocId>& all = found.all();
    run.warn_of_nothing_within_filters();
    if (run.query.root && !request.deadline.cut_work())
      result.corrected =
          corrected(request.q, leaves_beside_names(*run.query.root), *snapshot_, run.matcher,
                    [&](const std::string& q) { return run.found_by(q); });

    Scorer scorer(run.leaves, databases_.passages, *snapshot_, stems_, run.matcher,
                  request.deadline);
    if (request.expand && scorer.has_words()) scorer.expand(found.docids);
    const Highlighter highlighter(run.leaves, request.fold, stems_);
    const std::vector<Scored> page = run.page(found, scorer);
    if (request.texts) snapshot_->generation().read_ahead(docids_of(page));
    for (const Scored& scored : page) {
      // A few hits take no time; many may.
      constexpr std::size_t kFew = 10;
      if (result.hits.size() >= kFew && request.deadline.passed()) break;
      result.hits.push_back(run.hit(scored, all, scorer, highlighter));
    }

    for (const Facet facet : request.facets)
      result.facets.push_back(
          top_values(facet, count_facet(facet, *run.counted(found, facet), *snapshot_, request),
                     *snapshot_, request.facet_limit, request.facet_order));
    return run.take();
  });
}

SearchResult Searcher::facet(const SearchRequest& request, Facet facet, const FacetPage& page) {
  require_possible(request);
  stems_.make_room();
  return translated(*snapshot_, [&] {
    Run run(*this, request);
    SearchResult& result = run.result;
    const Run::Found found = run.find();
    result.facets.push_back(
        page_of_values(facet, count_facet(facet, *run.counted(found, facet), *snapshot_, request),
                       *snapshot_, page));
    return run.take();
  });
}

Searcher::OnTimeline Searcher::timeline(const SearchRequest& request, std::optional<Step> step) {
  require_possible(request);
  stems_.make_room();
  return translated(*snapshot_, [&] {
    Run run(*this, request);
    const Run::Found found = run.find();
    Timeline timeline = make_timeline(found.all(), *snapshot_, request, step);
    return OnTimeline{run.take(), std::move(timeline)};
  });
}

Bitmap Searcher::all(const SearchRequest& request) {
  require_possible(request);
  stems_.make_room();
  return translated(*snapshot_, [&] { return Run(*this, request).find().filtered.all(); });
}

std::vector<SimilarPassage> Searcher::similar(index::DocId docid, bool same_document,
                                              std::size_t limit) {
  stems_.make_room();
  return translated(*snapshot_, [&] {
    return similar_passages(docid, same_document, limit, *snapshot_, databases_.passages, stems_);
  });
}

std::vector<index::DocId> Searcher::links_to(std::string_view document) {
  return translated(*snapshot_, [&] {
    return members(
        bitmap_of_term(databases_.passages, index::make_term(index::kLinkPrefix, document)));
  });
}

}  // namespace fasti::search
