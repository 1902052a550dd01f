#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/search/bitmap.h"
#include "server/search/databases.h"
#include "server/search/date_filter.h"
#include "server/search/query.h"
#include "server/search/request.h"
#include "server/search/snapshot.h"
#include "server/search/stems.h"

namespace fasti::search {

// A prefix stands for at most this many words.
inline constexpr std::size_t kMostExpansions = 1000;

// The set of passages that a query matches. Keeps references; of one thread.
class Matcher {
 public:
  Matcher(const Snapshot& snapshot, const Databases& databases, Stems& stems,
          const SearchRequest& request)
      : snapshot_(snapshot),
        databases_(databases),
        stems_(stems),
        request_(request),
        deadline_(request.deadline) {}

  // `match` is all or any. When the request's deadline passes, some of the passages at least.
  // Throws BadRequest when a prefix stands for too many words.
  SharedBitmap operator()(const Node& node, Match match) const;

  // The passages with a term, from the cache.
  SharedBitmap term(const std::string& term) const;
  // The passages of the documents with one, likewise.
  SharedBitmap document_term(const std::string& term) const;
  // The passages that have a function word in their text or title.
  SharedBitmap function_word(const std::string& folded) const;
  // The passages of a stem's languages; nullptr when it is one in all.
  SharedBitmap in_languages_of(const WordStem& stem) const;
  // Those of `among` that have a date within a selection, by the request's rule.
  Bitmap dated(const DateSelection& selection, const Bitmap& among) const;
  // The passages that name one of the actors by the request's evidence.
  Bitmap actors(const std::vector<std::uint32_t>& actors) const;

 private:
  SharedBitmap leaf(const Node& node) const;
  // Those of `among` where the leaf stands letter by letter.
  SharedBitmap as_written(const Node& leaf, const Bitmap& among) const;
  // The passages of the documents with a word in the title, letter by letter.
  Bitmap in_written_title(const Node& word) const;
  // The bitmap kept under a key, else what `make` gives.
  SharedBitmap kept(const std::string& key, const std::function<Bitmap()>& make) const;
  // Those of `among` that are wanted.
  template <typename Wanted>
  Bitmap those_of(const Bitmap& among, const Wanted& wanted) const;
  SharedBitmap word(const std::string& folded) const;
  // The passages with a stem. Its list is read whole, since it is to be ranked by.
  SharedBitmap stem(const std::string& stem) const;
  SharedBitmap positional(const Node& node) const;
  // The passages that have a word as it is, not its stem.
  SharedBitmap exact_word(const std::string& folded) const;
  SharedBitmap prefix(const std::string& letters) const;
  SharedBitmap title_prefix(const std::string& letters) const;
  Bitmap any_of(const std::vector<std::string>& terms) const;
  // The passages of documents by their docids.
  Bitmap passages_of(const Bitmap& documents) const;
  Bitmap title(const Node& node) const;
  Bitmap field(const Node& node, const Bitmap& among) const;
  SharedBitmap group(const Node& node, Match match) const;

  const Snapshot& snapshot_;
  const Databases& databases_;
  Stems& stems_;
  const SearchRequest& request_;
  const Deadline& deadline_;
};

}  // namespace fasti::search
