// What follows a search: facets counted over all passages of an index, words marked in their texts,
// ten hits written as JSON. The environment variable FASTI_BENCH_INDEX names the index.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "core/index/generation.h"
#include "server/api/json.h"
#include "server/search/facets.h"
#include "server/search/highlight.h"
#include "server/search/searcher.h"

namespace {

namespace index = fasti::index;
namespace search = fasti::search;

using SharedSnapshot = std::shared_ptr<const search::Snapshot>;

constexpr const char* kQuery = "treaty war \"of the\" gov*";

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
    fasti::api::Json all = fasti::api::Json::array();
    for (const search::Hit& hit : hits)
      all.push_back(fasti::api::hit_json(hit, request, true, *snapshot));
    bytes += static_cast<std::int64_t>(fasti::api::dump(all).size());
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
