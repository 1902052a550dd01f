#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/generation.h"
#include "server/search/actor_names.h"
#include "server/search/bitmap.h"
#include "server/search/name_table.h"
#include "server/search/tally.h"
#include "server/search/term_postings.h"

namespace fasti::search {

// An open generation with what all its searchers share: names to find actors and eras by, the kinds
// and languages of its documents, bitmaps and lists of terms. Safe in all threads.
class Snapshot {
 public:
  // Throws index::IndexError when a record is damaged.
  explicit Snapshot(std::shared_ptr<const index::Generation> generation);

  const index::Generation& generation() const { return *generation_; }
  const index::Columns& columns() const { return generation_->columns(); }
  index::DocId passages() const { return generation_->columns().passages(); }

  // The actors that `text` means: the one with that id, else those that ActorNames finds.
  std::vector<std::uint32_t> find_actors(std::string_view text) const;
  // The era with that id or label.
  std::optional<std::uint32_t> find_era(std::string_view text) const;

  const ActorNames& names() const { return names_; }
  // The words of the documents' titles (text::folded_words).
  const std::vector<std::string>& folded_titles() const { return folded_titles_; }
  // The passages and documents that name each actor by an evidence or a stronger: by evidence, then
  // in the actors' order.
  using ActorCounts = std::array<std::vector<FacetCount>, 3>;
  const std::vector<FacetCount>& actor_counts(actors::Evidence evidence) const {
    return actor_counts_[static_cast<std::size_t>(evidence)];
  }

  // Sorted and distinct; of_document: each document's place in them.
  struct Values {
    std::vector<std::string> names;
    std::vector<std::uint32_t> of_document;
    std::optional<std::uint32_t> find(std::string_view name) const;
  };
  const Values& kinds() const { return kinds_; }
  const Values& languages() const { return languages_; }

  // "interwar (Interwar period)": the known value nearest to a mistyped one, or "".
  std::string nearest_era(std::string_view text) const;
  std::string nearest_document(std::string_view text) const;

  BitmapCache& bitmaps() const { return bitmaps_; }
  PostingsCache& kept_postings() const { return postings_; }
  // A term's list, from the cache; its first part when the deadline passes. `database`: that of the
  // calling thread.
  std::shared_ptr<const TermPostings> postings(const Xapian::Database& database,
                                               const std::string& term,
                                               const Deadline& deadline = {}) const;

 private:
  std::shared_ptr<const index::Generation> generation_;
  ActorNames names_;
  NameTable era_labels_;  // folded
  std::vector<std::string> folded_titles_;
  ActorCounts actor_counts_;
  Values kinds_, languages_;
  mutable BitmapCache bitmaps_;
  mutable PostingsCache postings_;
};

}  // namespace fasti::search
