#pragma once
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "server/api/http.h"
#include "server/api/library.h"
#include "server/api/routes.h"
#include "tests/core/index/tiny_index.h"

namespace fasti::api {

// Three documents with what answers show: dates, actors, links, headings, signs that need care.
inline index::TinyCorpus small_corpus() {
  using actors::Evidence;
  using actors::Type;
  actors::Actor treaty =
      index::tiny_actor("kars-treaty", "Treaty of Kars", Type::treaty, {"Kars Treaty"});
  treaty.document = "treaty-of-kars";
  treaty.successor_of = {"turkey"};
  treaty.parent = "gone";
  return {
      .documents =
          {{.id = "treaty-of-kars",
            .title = "Treaty of Kars",
            .passages = {{.text = "Küçük talk: the Treaty of Kars was signed on 13 October 1921.",
                          .dates = {{"13 October 1921", "1921-10-13"}},
                          .mentions = {{"Treaty of Kars", "kars-treaty"}},
                          .headings = {"Signature"}},
                         {.text = "Ankara agreed & Moscow <too>; the Turkish side smiled.",
                          .mentions = {{"Ankara", "turkey", Evidence::metonym, "capital"},
                                       {"Turkish", "turkey", Evidence::adjective, "adjective"}},
                          .headings = {"Signature", "Parties"},
                          .context = "1921"},
                         {.text = "A third passage of the treaty, without a date."}},
            .date = "1921",
            .url = "https://example.org/kars",
            .subject = "kars-treaty",
            .related = {"empty", "lost & gone"},
            .metadata = {{"author", "A. Clerk"},
                         {"rights", "some"},
                         {"License", "https://example.org/by?a=1&b=2"}}},
           {.id = "notes/a b,c%",
            .title = "Notes",
            .kind = "article",
            .passages = {{.text = "𝔊 The treaty is described elsewhere.",
                          .links = {{"treaty", "treaty-of-kars"}}}}},
           {.id = "empty", .title = "Empty", .passages = {}}},
      .actors = {treaty, index::tiny_actor("turkey", "Turkey", Type::state, {"Türkiye"})},
      .eras = {index::tiny_era("interwar", "Interwar period", "1918-11-12", "1939-08-31")},
  };
}

// A library over a small index, asked without a wire between.
class TinyLibrary {
 public:
  explicit TinyLibrary(const index::TinyCorpus& corpus = small_corpus(),
                       std::chrono::nanoseconds deadline = std::chrono::nanoseconds(0))
      : tiny_(corpus), library_(tiny_.path(), 2, deadline, 1U << 20U) {}

  Response get(const std::string& target) { return ask({"GET", target, "", "", ""}); }
  Response ask(const Request& request) { return answer(request, service_); }
  nlohmann::json json(const std::string& target) { return nlohmann::json::parse(get(target).body); }

  Library& served() { return library_; }
  Metrics& metrics() { return metrics_; }
  const index::TinyIndex& tiny() const { return tiny_; }

 private:
  index::TinyIndex tiny_;
  Library library_;
  Metrics metrics_;
  Access access_;
  Service service_{library_, metrics_, access_};
};

inline std::string header(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

}  // namespace fasti::api
