// How fast a text is cut into words, and how fast words are stemmed.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "bench/prose.h"
#include "core/text/stem.h"
#include "core/text/tokens.h"
#include "core/text/words.h"

namespace {

namespace text = fasti::text;

const std::vector<std::string>& prose() {
  static const std::vector<std::string> texts = fasti::bench::prose();
  return texts;
}

// What `cut` finds in the prose: so many items.
template <typename Cut>
void cut_all(benchmark::State& state, const Cut& cut) {
  std::int64_t bytes = 0;
  std::int64_t found = 0;
  for (auto _ : state) {
    for (const std::string& one : prose()) {
      found += static_cast<std::int64_t>(cut(one).size());
      bytes += static_cast<std::int64_t>(one.size());
    }
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(found);
}

void tokens(benchmark::State& state) { cut_all(state, text::tokenize); }
void words(benchmark::State& state) { cut_all(state, text::words); }

void stems(benchmark::State& state) {
  std::vector<text::Word> all;
  for (const std::string& one : prose())
    for (text::Word& word : text::words(one)) all.push_back(std::move(word));
  text::Stemmer stem;
  for (auto _ : state)
    for (const text::Word& word : all) benchmark::DoNotOptimize(stem(word.folded));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}

}  // namespace

BENCHMARK(tokens)->Unit(benchmark::kMillisecond);
BENCHMARK(words)->Unit(benchmark::kMillisecond);
BENCHMARK(stems)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
