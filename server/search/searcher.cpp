#include "server/search/searcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "core/index/schema.h"
#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "server/search/filters.h"
#include "server/search/highlight.h"
#include "server/search/matcher.h"
#include "server/search/scorer.h"

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
void warn_of_unknown(const Node& node, const Snapshot& snapshot,
                     std::vector<std::string>& warnings) {
  for (const Clause& clause : node.clauses) warn_of_unknown(clause.node, snapshot, warnings);
  if (node.kind != NodeKind::field) return;
  std::string near;
  if (node.field == Field::actor) {
    if (!snapshot.find_actors(node.value).empty()) return;
    near = snapshot.nearest_actor(node.value);
  } else if (node.field == Field::era) {
    if (era_selection(snapshot, node.value)) return;
    near = snapshot.nearest_era(node.value);
  } else if (node.field != Field::kind || snapshot.kinds().find(node.value)) {
    return;
  }
  warnings.push_back(near.empty() ? fmt::format("{}:{} is not known", name(node.field), node.value)
                                  : fmt::format("{}:{} is not known; the nearest is {}",
                                                name(node.field), node.value, near));
}

// Does a word of `name` begin with `wanted`? Both folded.
bool has_beginning(std::string_view name, std::string_view wanted) {
  for (std::size_t at = name.find(wanted); at != std::string_view::npos;
       at = name.find(wanted, at + 1))
    if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-') return true;
  return false;
}

// The name of an actor that is `wanted`, else one with a word that begins so.
std::optional<std::string> fitting_name(const actors::Actor& actor, const std::string& wanted) {
  if (wanted.empty()) return actor.name;
  std::vector<std::string> names{actor.name};
  names.insert(names.end(), actor.aliases.begin(), actor.aliases.end());
  std::optional<std::string> out;
  for (const std::string& name : names) {
    const std::string folded = text::fold(name);
    if (folded == wanted) return name;
    if (!out && has_beginning(folded, wanted)) out = name;
  }
  return out;
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
        matcher(snapshot, owner.database_, owner.stems_, asked) {
    result.warnings = query.warnings;
    if (query.root) {
      warn_of_unknown(*query.root, snapshot, result.warnings);
      leaves = positive_leaves(*query.root);
    }
  }

  Bitmap matches() {
    if (!query.root) return query.blank ? all_up_to(snapshot.passages()) : Bitmap();
    Match match = request.match == Match::any ? Match::any : Match::all;
    Bitmap out = matcher(*query.root, match);
    if (request.match == Match::automatic && out.isEmpty()) {
      out = matcher(*query.root, Match::any);
      if (!out.isEmpty()) {
        match = Match::any;
        result.relaxed = true;
      }
    }
    result.understood = describe(*query.root, match);
    all_stand_somewhere = match == Match::all && !out.isEmpty();
    return out;
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

  // The docids of the page asked for, with their scores.
  std::vector<Scored> page(const Filtered& filtered, const std::vector<index::DocId>& all,
                           Scorer& scorer) const {
    std::vector<Scored> out;
    if (request.limit == 0 || request.offset >= all.size()) return out;
    const std::size_t count = std::min(request.limit, all.size() - request.offset);
    if (request.sort != Sort::relevance) return page_by_date(filtered, all, count);
    if (scorer.has_words()) {
      const auto matches = std::make_shared<const Bitmap>(filtered.all());
      if (request.expand) scorer.expand(matches);
      return scorer.best(matches, request.offset, count);
    }
    for (std::size_t i = 0; i < count; ++i) out.push_back({.docid = all[request.offset + i]});
    return out;
  }

  std::vector<Scored> page_by_date(const Filtered& filtered, const std::vector<index::DocId>& all,
                                   std::size_t count) const {
    std::vector<DateSelection> selections = filtered.date_selections();
    if (query.root) collect_dates(*query.root, snapshot, selections);
    const DateFilter dates(snapshot.columns(), request.dates);
    // Undated passages last in either direction; then in document order.
    using Key = std::tuple<bool, dates::Day, index::DocId>;
    std::vector<Key> keys;
    keys.reserve(all.size());
    for (const index::DocId docid : all) {
      const auto day = dates.earliest(docid, selections);
      const dates::Day place = day.value_or(0);
      keys.emplace_back(!day, request.sort == Sort::date ? place : -place, docid);
    }
    const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(request.offset);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(keys.begin(), end, keys.end());
    std::vector<Scored> out;
    for (auto at = begin; at != end; ++at) out.push_back({.docid = std::get<index::DocId>(*at)});
    return out;
  }

  Hit hit(const Scored& scored, const Scorer& scorer, const Highlighter& highlighter) const {
    auto passage = snapshot.generation().passage(scored.docid);
    if (!passage)
      throw index::IndexError(
          fmt::format("{}: passage {} is missing; the index is damaged, build it anew",
                      snapshot.generation().database_path(), scored.docid));
    Hit out;
    out.docid = scored.docid;
    out.score = scored.sum();
    out.passage = std::move(*passage);
    const std::size_t language = snapshot.languages().of_document[out.passage.document];
    out.highlights = highlighter.spans(out.passage.text, language);
    if (!out.highlights.empty()) out.matched_in.emplace_back("text");
    const std::string& title = snapshot.generation().documents()[out.passage.document].title;
    if (highlighter.has_word(title, language) || (query.root && has_title_field(*query.root)))
      out.matched_in.emplace_back("title");
    if (std::ranges::any_of(out.passage.headings, [&](const std::string& heading) {
          return highlighter.has_word(heading, language);
        }))
      out.matched_in.emplace_back("heading");
    if (request.explain && request.sort == Sort::relevance)
      out.explanation = scorer.explain(scored);
    return out;
  }

  // The passages that a facet is counted over.
  std::vector<index::DocId> counted(const Filtered& filtered, Facet facet,
                                    const std::vector<index::DocId>& all) const {
    return filtered.has_selection(facet) ? members(filtered.without(facet)) : all;
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
      database_(translated(
          *snapshot_, [&] { return Xapian::Database(snapshot_->generation().database_path()); })),
      stems_(snapshot_->languages().names) {}

SearchResult Searcher::search(const SearchRequest& request) {
  require_possible(request);
  return translated(*snapshot_, [&] {
    Run run(*this, request);
    SearchResult& result = run.result;
    const Filtered filtered(run.matches(), request, *snapshot_, run.matcher, result.warnings,
                            result.filters);
    const std::vector<index::DocId> all = members(filtered.all());
    result.passages = all.size();
    result.documents = count_documents(all, snapshot_->columns());
    run.warn_of_nothing_within_filters();

    Scorer scorer(run.leaves, database_, snapshot_->columns(), stems_, run.matcher);
    const Highlighter highlighter(run.leaves, stems_);
    for (const Scored& scored : run.page(filtered, all, scorer))
      result.hits.push_back(run.hit(scored, scorer, highlighter));

    for (const Facet facet : request.facets)
      result.facets.push_back(top_values(
          facet, count_facet(facet, run.counted(filtered, facet, all), *snapshot_, request),
          *snapshot_, request.facet_limit, request.facet_order));
    return std::move(result);
  });
}

SearchResult Searcher::facet(const SearchRequest& request, Facet facet, const FacetPage& page) {
  require_possible(request);
  return translated(*snapshot_, [&] {
    Run run(*this, request);
    SearchResult& result = run.result;
    const Filtered filtered(run.matches(), request, *snapshot_, run.matcher, result.warnings,
                            result.filters);
    const std::vector<index::DocId> all = members(filtered.all());
    result.passages = all.size();
    result.documents = count_documents(all, snapshot_->columns());
    result.facets.push_back(page_of_values(
        facet, count_facet(facet, run.counted(filtered, facet, all), *snapshot_, request),
        *snapshot_, page));
    return std::move(result);
  });
}

std::vector<index::DocId> Searcher::links_to(std::string_view document) {
  return translated(*snapshot_, [&] {
    return members(bitmap_of_term(database_, index::make_term(index::kLinkPrefix, document)));
  });
}

std::vector<Searcher::NamedActor> Searcher::actors_by_name(std::string_view text) {
  return translated(*snapshot_, [&] {
    SearchRequest everything;
    everything.evidence = actors::Evidence::adjective;
    const auto counts = count_facet(Facet::actor, members(all_up_to(snapshot_->passages())),
                                    *snapshot_, everything);
    const std::string wanted = text::fold(text::clean(text));
    std::vector<std::pair<bool, NamedActor>> found;
    const auto& actors = snapshot_->generation().actors();
    auto count = counts.begin();
    for (std::uint32_t i = 0; i < actors.size(); ++i) {
      const auto name = fitting_name(actors[i], wanted);
      while (count != counts.end() && count->value < i) ++count;
      if (!name) continue;
      const bool counted = count != counts.end() && count->value == i;
      found.push_back({text::fold(*name) != wanted,
                       {i, *name, counted ? count->passages : 0, counted ? count->documents : 0}});
    }
    std::ranges::sort(found, [&](const auto& a, const auto& b) {
      const auto key = [&](const auto& one) {
        const actors::Actor& actor = actors[one.second.actor];
        return std::tuple(one.first, -std::int64_t{one.second.passages},
                          std::string_view(actor.name), std::string_view(actor.id));
      };
      return key(a) < key(b);
    });
    std::vector<NamedActor> out;
    for (auto& [inexact, one] : found) out.push_back(std::move(one));
    return out;
  });
}

}  // namespace fasti::search
