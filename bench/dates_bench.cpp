// How fast dates are read: out of prose, out of texts made to be slow, and as EDTF.
#include <benchmark/benchmark.h>

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "bench/prose.h"
#include "core/dates/edtf.h"
#include "core/dates/read_dates.h"

namespace {

namespace dates = fasti::dates;

std::int64_t size_of(const std::vector<std::string>& texts) {
  std::int64_t size = 0;
  for (const std::string& text : texts) size += static_cast<std::int64_t>(text.size());
  return size;
}

// Each text is a document of its own.
void read_all(benchmark::State& state, const std::vector<std::string>& texts) {
  std::int64_t found = 0;
  for (auto _ : state) {
    for (const std::string& text : texts) {
      const dates::TextUnit unit{text};
      const auto read = dates::read_dates(std::span(&unit, 1));
      found += static_cast<std::int64_t>(read.front().size());
    }
  }
  state.SetBytesProcessed(state.iterations() * size_of(texts));
  state.SetItemsProcessed(found);
}

std::string repeated(std::string_view piece) {
  constexpr std::size_t kSize = 1'000'000;
  std::string text;
  text.reserve(kSize + piece.size());
  while (text.size() < kSize) text += piece;
  return text;
}

struct Hostile {
  const char* name;
  std::string_view piece;
};
constexpr Hostile kHostile[] = {
    {"digits", "1"},
    {"numbers", "1 "},
    {"the", "the "},
    {"one word", "x"},
    {"one word, wide", "é"},
    {"one line of blanks", " "},
    {"years to years", "1914 to "},
    {"years and dashes", "1914-"},
    {"years and commas", "1914, "},
    {"days and months", "3 March, "},
    {"months", "March "},
    {"days", "3rd, 4th and "},
    {"brackets", "("},
    {"quotation marks", "\" "},
    {"counts after counts", "2 years after "},
    {"parts of parts", "early to mid- "},
    {"ordinals", "19th and early "},
    {"bounds", "not before "},
    {"Hijri years", "AH 1293 "},
    {"Republican days", "18 Brumaire Year VIII "},
    {"feasts", "Easter 1916 "},
    {"events", "during World War "},
};

// Dates of every level, in the shares that our own output has them.
constexpr std::string_view kEdtf[] = {"1914-07-28",
                                      "1914-07",
                                      "1914",
                                      "1914/1918",
                                      "193X",
                                      "1910~",
                                      "1999/..",
                                      "1914-22",
                                      "[1910,1911]",
                                      "-0043-03-15",
                                      "{1815-06-18,1815-06-19}",
                                      "1567~/1933~"};

void parse_edtf(benchmark::State& state) {
  std::int64_t bytes = 0;
  for (const std::string_view edtf : kEdtf) bytes += static_cast<std::int64_t>(edtf.size());
  for (auto _ : state) {
    for (const std::string_view edtf : kEdtf) benchmark::DoNotOptimize(dates::edtf_bounds(edtf));
  }
  state.SetBytesProcessed(state.iterations() * bytes);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(std::size(kEdtf)));
}

void parse_query(benchmark::State& state, const std::string& text) {
  for (auto _ : state) benchmark::DoNotOptimize(dates::parse_date(text));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.SetItemsProcessed(state.iterations());
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> prose = fasti::bench::prose();
  std::vector<std::vector<std::string>> hostile;
  for (const Hostile& one : kHostile) hostile.push_back({repeated(one.piece)});

  const auto milliseconds = benchmark::kMillisecond;
  benchmark::RegisterBenchmark("prose", read_all, prose)->Unit(milliseconds);
  for (std::size_t i = 0; i < hostile.size(); ++i) {
    const std::string name = std::string("hostile: ") + kHostile[i].name;
    benchmark::RegisterBenchmark(name.c_str(), read_all, hostile[i])->Unit(milliseconds);
  }
  benchmark::RegisterBenchmark("EDTF", parse_edtf);
  for (const std::string query : {"1914..1918", "44 BCE", "early 1920s", "no date at all"}) {
    benchmark::RegisterBenchmark(("query: " + query).c_str(), parse_query, query);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
