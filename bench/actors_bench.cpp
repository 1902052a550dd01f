// How fast actors are found: loading a large authority, reading prose with it, collecting names
// that it lacks, and texts made to be slow.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/prose.h"
#include "core/actors/authority.h"
#include "core/actors/names.h"

namespace {

namespace actors = fasti::actors;
namespace dates = fasti::dates;

constexpr std::size_t kAliases = 250'000;

// The capitalised words of the texts: names made of them collide with the prose as real ones do.
std::vector<std::string> capitalised_words(const std::vector<std::string>& texts) {
  std::vector<std::string> words;
  for (const std::string& text : texts) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool begins = text[at] >= 'A' && text[at] <= 'Z' && (at == 0 || text[at - 1] == ' ');
      if (!begins) continue;
      const std::size_t end = std::min(text.find_first_of(" ,.;:()\n", at), text.size());
      words.push_back(text.substr(at, end - at));
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  if (words.empty()) words.emplace_back("Nobody");
  return words;
}

// Our own tables, and invented persons with five names each, up to kAliases names: one word in
// three is one of `words`.
actors::Authority large_authority(const std::vector<std::string>& words) {
  constexpr std::string_view kSyllables[] = {"ka", "ro", "mi",  "ten", "sul", "bor", "an",
                                             "vi", "lo", "gra", "esh", "du",  "per", "ost"};
  std::mt19937 random(7);
  const auto pick = [&random](std::size_t size) { return random() % size; };
  const auto word = [&] {
    if (pick(3) == 0) return words[pick(words.size())];
    std::string made;
    for (std::size_t i = 2 + pick(3); i > 0; --i) made += kSyllables[pick(std::size(kSyllables))];
    made[0] = static_cast<char>(made[0] - 'a' + 'A');
    return made;
  };
  actors::Authority authority;
  for (const actors::Actor& actor : actors::built_in_states()) authority.add(actor);
  for (std::size_t names = 0; names < kAliases; names += 5) {
    actors::Actor actor;
    actor.id = "actor-" + std::to_string(names);
    actor.type = actors::Type::person;
    actor.name = word() + " " + word();
    for (int i = 0; i < 4; ++i) actor.aliases.push_back(actor.name + " " + word());
    authority.add(std::move(actor));
  }
  return authority;
}

// Bytes of memory that the process holds.
std::int64_t resident() {
  std::ifstream file("/proc/self/statm");
  std::int64_t all = 0;
  std::int64_t pages = 0;
  file >> all >> pages;
  return pages * sysconf(_SC_PAGESIZE);
}

const std::vector<std::string>& prose() {
  static const std::vector<std::string> texts = fasti::bench::prose();
  return texts;
}

const actors::Authority& authority() {
  static const actors::Authority instance = large_authority(capitalised_words(prose()));
  return instance;
}

void load(benchmark::State& state) {
  const actors::Authority& all = authority();
  const std::int64_t before = resident();
  std::int64_t after = before;
  for (auto _ : state) {
    const auto spotter = std::make_unique<actors::Spotter>(all);
    state.PauseTiming();
    after = std::max(after, resident());
    state.ResumeTiming();
  }
  state.SetLabel(std::to_string((after - before) / 1'000'000) + " MB");
}

void spot(benchmark::State& state) {
  const actors::Spotter spotter(authority());
  std::int64_t bytes = 0;
  std::int64_t found = 0;
  for (auto _ : state) {
    for (const std::string& text : prose()) {
      const dates::TextUnit unit{text};
      found += static_cast<std::int64_t>(spotter.mentions({&unit, 1}).front().size());
      bytes += static_cast<std::int64_t>(text.size());
    }
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(found);
}

void collect(benchmark::State& state) {
  std::int64_t bytes = 0;
  for (auto _ : state) {
    actors::NameCollector names;
    for (const std::string& text : prose()) {
      const dates::TextUnit unit{text};
      names.add_document({&unit, 1});
      bytes += static_cast<std::int64_t>(text.size());
    }
  }
  state.SetBytesProcessed(bytes);
}

// A piece repeated up to so many kilobytes: time must grow as the text does.
void hostile(benchmark::State& state, std::string_view piece) {
  const actors::Spotter spotter(authority());
  std::string text;
  while (text.size() < static_cast<std::size_t>(state.range(0)) * 1000) text += piece;
  const dates::TextUnit unit{text};
  for (auto _ : state) {
    actors::NameCollector names;
    names.add_document({&unit, 1});
    benchmark::DoNotOptimize(spotter.mentions({&unit, 1}));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::RegisterBenchmark("load", load)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("spot", spot)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("collect", collect)->Unit(benchmark::kMillisecond);
  for (const std::string_view piece : {"x", "A", "A ", "TURKEY ", "Turkey-", "Ivan of the ", "U.S.",
                                       "World War ", "Ivan Petrov and "}) {
    const std::string name = "hostile: " + std::string(piece);
    benchmark::RegisterBenchmark(name.c_str(), hostile, piece)
        ->Arg(250)
        ->Arg(1000)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
