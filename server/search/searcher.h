#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/databases.h"
#include "server/search/facets.h"
#include "server/search/request.h"
#include "server/search/result.h"
#include "server/search/similar.h"
#include "server/search/snapshot.h"
#include "server/search/stems.h"
#include "server/search/timeline.h"

namespace fasti::search {

// Answers searches over one generation. Of one thread: each worker has its own.
// When a request's deadline passes, what it finds is not exact, and says so.
// Methods throw BadRequest when the request cannot be, index::IndexError when the index is damaged.
class Searcher {
 public:
  // Opens the generation's databases. Throws index::IndexError.
  explicit Searcher(std::shared_ptr<const Snapshot> snapshot);

  const Snapshot& snapshot() const { return *snapshot_; }

  SearchResult search(const SearchRequest& request);
  // The values of one facet under a request, page by page; its `facets`, `limit`, `offset` and
  // `sort` do not matter. The result has no hits and that one facet.
  SearchResult facet(const SearchRequest& request, Facet facet, const FacetPage& page);

  // The passages found by their dates; the request's `facets`, `limit`, `offset` and `sort` do not
  // matter. The result has no hits and no facets. Without a step a fitting one is taken.
  struct OnTimeline {
    SearchResult result;
    Timeline timeline;
  };
  OnTimeline timeline(const SearchRequest& request, std::optional<Step> step);

  // All passages that a request finds, unless its deadline passes; only its query, filters and
  // rules matter.
  Bitmap all(const SearchRequest& request);

  // See similar_passages.
  std::vector<SimilarPassage> similar(index::DocId docid, bool same_document, std::size_t limit);

  // The passages that link to a document.
  std::vector<index::DocId> links_to(std::string_view document);

 private:
  struct Run;

  std::shared_ptr<const Snapshot> snapshot_;
  Databases databases_;
  Stems stems_;
};

}  // namespace fasti::search
