// The parts of a search: the hundred best passages with any of some words, facets counted over all
// passages of an index, words marked in their texts, ten hits written as JSON. The environment
// variable FASTI_BENCH_INDEX names the index.
#include <benchmark/benchmark.h>
#include <xapian.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "core/index/generation.h"
#include "core/index/schema.h"
#include "server/api/json.h"
#include "server/search/facets.h"
#include "server/search/highlight.h"
#include "server/search/ranking.h"
#include "server/search/searcher.h"

namespace {

namespace index = fasti::index;
namespace search = fasti::search;

using SharedSnapshot = std::shared_ptr<const search::Snapshot>;

constexpr const char* kQuery = "treaty war \"of the\" gov*";

// Stems that many texts on history have.
constexpr std::array kCommon{"war", "treati", "govern", "state"};
constexpr std::size_t kBest = 100;

std::string term(std::string_view stem) { return index::make_term(index::kStemPrefix, stem); }

std::int64_t postings(const Xapian::Database& database) {
  std::int64_t out = 0;
  for (const char* stem : kCommon) out += database.get_termfreq(term(stem));
  return out;
}

// As a warm server does it: the lists are there already.
void rank(benchmark::State& state, const SharedSnapshot& snapshot) {
  const Xapian::Database database(snapshot->generation().database_path());
  std::vector<search::RankedTerm> terms;
  search::Bitmap found;
  for (const char* stem : kCommon) {
    const auto list = snapshot->postings(database, term(stem));
    terms.push_back({list, search::term_weight(snapshot->passages(), list->size(), 1)});
    found |= search::bitmap_of(list->docids());
  }
  const std::vector<index::DocId> matches = search::members(found);
  for (auto _ : state) benchmark::DoNotOptimize(search::rank(terms, matches, 0, kBest, {}));
  state.SetItemsProcessed(state.iterations() * postings(database));
}

// The same by Xapian's matcher, for comparison.
void rank_by_xapian(benchmark::State& state, const SharedSnapshot& snapshot) {
  const Xapian::Database database(snapshot->generation().database_path());
  std::vector<Xapian::Query> terms;
  for (const char* stem : kCommon) terms.emplace_back(term(stem));
  for (auto _ : state) {
    Xapian::Enquire enquire(database);
    enquire.set_weighting_scheme(Xapian::BM25Weight(index::kK1, 0, 1, 0, 0));
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    benchmark::DoNotOptimize(enquire.get_mset(0, kBest));
  }
  state.SetItemsProcessed(state.iterations() * postings(database));
}

void facet(benchmark::State& state, const SharedSnapshot& snapshot, search::Facet facet) {
  const auto passages = search::members(search::all_up_to(snapshot->passages()));
  const search::SearchRequest request;
  for (auto _ : state) {
    auto counts = search::count_facet(facet, passages, *snapshot, request);
    benchmark::DoNotOptimize(search::top_values(facet, std::move(counts), *snapshot,
                                                request.facet_limit, request.facet_order));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(passages.size()));
}

void highlight(benchmark::State& state, const SharedSnapshot& snapshot) {
  search::Stems stems(snapshot->languages().names);
  const search::ParsedQuery query = search::parse_query(kQuery);
  const search::Highlighter highlighter(search::positive_leaves(query.root.value()), true, stems);
  std::vector<std::string> texts;
  for (index::DocId docid = 1; docid <= snapshot->passages(); ++docid)
    texts.push_back(snapshot->generation().passage(docid).value().text);
  std::int64_t bytes = 0;
  std::int64_t found = 0;
  for (auto _ : state) {
    for (const std::string& text : texts) {
      found += static_cast<std::int64_t>(highlighter.spans(text, 0).size());
      bytes += static_cast<std::int64_t>(text.size());
    }
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(found);
}

void write_json(benchmark::State& state, const SharedSnapshot& snapshot) {
  const search::SearchRequest request{.q = kQuery, .match = search::Match::any};
  const std::vector<search::Hit> hits = search::Searcher(snapshot).search(request).hits;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    fasti::api::JsonWriter out;
    out.begin_array();
    for (const search::Hit& hit : hits)
      fasti::api::write_hit(out, hit, request, {.html = true}, *snapshot);
    out.end_array();
    bytes += static_cast<std::int64_t>(out.str().size());
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(hits.size()));
}

SharedSnapshot open() {
  const char* const path = std::getenv("FASTI_BENCH_INDEX");
  try {
    return std::make_shared<const search::Snapshot>(
        index::Generation::open(path != nullptr ? path : "index"));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n  remedy: let FASTI_BENCH_INDEX name an index\n";
    std::exit(2);
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const SharedSnapshot snapshot = open();
  benchmark::RegisterBenchmark("rank", rank, snapshot)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("rank by Xapian", rank_by_xapian, snapshot)
      ->Unit(benchmark::kMillisecond);
  for (const auto& [value, name] : search::facet_names())
    benchmark::RegisterBenchmark(("facet: " + std::string(name)).c_str(), facet, snapshot, value)
        ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("highlight", highlight, snapshot)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("JSON of ten hits", write_json, snapshot)
      ->Unit(benchmark::kMillisecond);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
