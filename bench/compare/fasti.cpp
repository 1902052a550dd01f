// Fasti in the comparison of engines: see README.md beside this file for the protocol.
//
// usage: compare_fasti export INDEX          the passages with their facets, a line each
//        compare_fasti run INDEX QUERIES [PORT]   answers commands from standard input; PORT is
//        that
//                                            of a server of the same index on the loopback
#include <fmt/format.h>
#include <httplib.h>
#include <time.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/generation.h"
#include "server/search/buckets.h"
#include "server/search/date_filter.h"
#include "server/search/searcher.h"

namespace {

namespace actors = fasti::actors;
namespace index = fasti::index;
namespace search = fasti::search;

// Microseconds of a clock: of the wall, or those in which this thread computed, which other work on
// the machine does not lengthen.
double now(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/* export */

// Tabs and line breaks part fields and lines: inside of texts they become blanks.
std::string cell(std::string text) {
  for (char& c : text)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return text;
}

std::string actors_of(const index::Generation& generation, index::DocId docid) {
  std::set<std::uint32_t> places;
  for (const index::ActorEntry entry : generation.columns().actors(docid))
    if (entry.evidence() <= actors::Evidence::metonym) places.insert(entry.actor());
  std::vector<std::string_view> ids;
  for (const std::uint32_t place : places) ids.emplace_back(generation.actors()[place].id);
  return fmt::format("{}", fmt::join(ids, "|"));
}

std::string eras_of(const index::Generation& generation, index::DocId docid) {
  const search::DateRule rule;
  if (search::DateFilter(generation.columns(), rule).is_undated(docid))
    return std::string(search::kUndated);
  std::vector<std::string_view> ids;
  for (const std::uint32_t era : generation.columns().eras(docid))
    ids.push_back(generation.eras()[era].id);
  return fmt::format("{}", fmt::join(ids, "|"));
}

std::string decades_of(const index::Generation& generation, index::DocId docid) {
  std::vector<std::string> ids;
  for (const std::int32_t decade : generation.columns().decades(docid))
    ids.push_back(search::decade_id(decade));
  return fmt::format("{}", fmt::join(ids, "|"));
}

void export_passages(const std::string& directory) {
  const auto generation = index::Generation::open(directory);
  for (index::DocId docid = 1; docid <= generation->columns().passages(); ++docid) {
    const index::StoredPassage passage = generation->passage(docid).value();
    const std::string_view title = generation->documents()[passage.document].title;
    fmt::print("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", passage.document, cell(std::string(title)),
               cell(fmt::format("{}", fmt::join(passage.headings, " / "))), cell(passage.text),
               actors_of(*generation, docid), eras_of(*generation, docid),
               decades_of(*generation, docid));
  }
}

/* run */

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> out;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, separator);) out.push_back(part);
  return out;
}

search::SearchRequest read_query(const std::string& line) {
  std::vector<std::string> fields = split(line, '\t');
  fields.resize(6);
  const std::string& how = fields[2];
  search::SearchRequest request;
  request.q = how == "phrase"   ? '"' + fields[3] + '"'
              : how == "prefix" ? fields[3] + '*'
                                : fields[3];
  request.match = how == "any" ? search::Match::any : search::Match::all;
  if (!fields[4].empty()) request.filters.actor = {fields[4]};
  if (!fields[5].empty()) request.filters.decade = {fields[5]};
  return request;
}

std::vector<search::SearchRequest> read_queries(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<search::SearchRequest> out;
  for (std::string line; std::getline(in, line);) out.push_back(read_query(line));
  return out;
}

std::string target(const search::SearchRequest& request, bool facets) {
  httplib::Params parameters{{"q", request.q},
                             {"match", request.match == search::Match::any ? "any" : "all"},
                             {"limit", "10"},
                             {"highlight", "html"},
                             {"facets", facets ? "actor,era,decade" : ""}};
  for (const std::string& actor : request.filters.actor) parameters.emplace("actor", actor);
  for (const std::string& decade : request.filters.decade) parameters.emplace("decade", decade);
  return httplib::append_query_params("/v1/search", parameters);
}

class Engine {
 public:
  Engine(const std::string& directory, std::vector<search::SearchRequest> queries, int port)
      : queries_(std::move(queries)), client_("127.0.0.1", port) {
    const double begin = now(CLOCK_MONOTONIC);
    snapshot_ = std::make_shared<const search::Snapshot>(index::Generation::open(directory));
    searcher_ = std::make_unique<search::Searcher>(snapshot_);
    fmt::print("opened {:.0f}\n", now(CLOCK_MONOTONIC) - begin);
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
  }

  std::size_t queries() const { return queries_.size(); }

  // The microseconds of a query in a mode. What a server does is told by the wall's clock alone.
  double time(const std::string& mode, clockid_t clock, std::size_t number) {
    const bool facets = mode.find("facets") != std::string::npos;
    search::SearchRequest request = queries_[number];
    request.texts = !mode.starts_with("numbers");
    if (facets) request.facets = kFacets;
    if (mode.starts_with("http")) return time_http(target(request, facets));
    if (mode.ends_with("cold")) forget();
    const double begin = now(clock);
    const search::SearchResult result = searcher_->search(request);
    return now(clock) - begin;
  }

  // Passages, documents, docids from 0 of the first ten, then of each facet its values.
  std::string answer(std::size_t number) {
    search::SearchRequest request = queries_[number];
    request.facets = kFacets;
    request.facet_limit = search::kMostFacetValues;
    const search::SearchResult result = searcher_->search(request);
    std::vector<index::DocId> top;
    for (const search::Hit& hit : result.hits) top.push_back(hit.docid - 1);
    std::string out =
        fmt::format("{}\t{}\t{}", result.passages, result.documents, fmt::join(top, ","));
    for (const search::FacetResult& facet : result.facets) {
      std::vector<std::string> values;
      for (const search::FacetValue& value : facet.values)
        values.push_back(fmt::format("{}={}/{}", value.id, value.passages, value.documents));
      out += fmt::format("\t{}", fmt::join(values, "|"));
    }
    return out;
  }

 private:
  inline static const std::vector<search::Facet> kFacets{search::Facet::actor, search::Facet::era,
                                                         search::Facet::decade};

  double time_http(const std::string& request) {
    const double begin = now(CLOCK_MONOTONIC);
    const httplib::Result result = client_.Get(request);
    const double micros = now(CLOCK_MONOTONIC) - begin;
    if (!result || result->status != 200) throw std::runtime_error("no answer to " + request);
    return micros;
  }

  // As if no query had been asked before.
  void forget() {
    snapshot_->bitmaps().clear();
    snapshot_->kept_postings().clear();
  }

  std::vector<search::SearchRequest> queries_;
  std::shared_ptr<const search::Snapshot> snapshot_;
  std::unique_ptr<search::Searcher> searcher_;
  httplib::Client client_;
};

void run(Engine& engine) {
  std::cout << "ready\n" << std::flush;
  for (std::string line; std::getline(std::cin, line);) {
    const std::vector<std::string> words = split(line, ' ');
    const bool cpu = words.back() == "cpu";
    for (std::size_t i = 0; i < engine.queries(); ++i) {
      if (words.front() == "time")
        std::cout << fmt::format(
            "{:.1f}\n",
            engine.time(words.at(1), cpu ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, i));
      else
        std::cout << engine.answer(i) << '\n';
    }
    std::cout << std::flush;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() == 2 && arguments[0] == "export") {
      export_passages(arguments[1]);
      return 0;
    }
    if (arguments.size() >= 3 && arguments[0] == "run") {
      Engine engine(arguments[1], read_queries(arguments[2]),
                    arguments.size() > 3 ? std::stoi(arguments[3]) : 0);
      run(engine);
      return 0;
    }
  } catch (const std::exception& error) {
    std::cerr << "compare_fasti: " << error.what() << '\n';
    return 1;
  }
  std::cerr << "usage: compare_fasti export INDEX | run INDEX QUERIES [PORT]\n";
  return 2;
}
