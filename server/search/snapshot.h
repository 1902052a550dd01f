#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/index/generation.h"
#include "server/search/bitmap.h"

namespace fasti::search {

// An open generation with what all its searchers share: names to find actors and eras by, the kinds
// and languages of its documents, bitmaps of terms. Safe in all threads.
class Snapshot {
 public:
  explicit Snapshot(std::shared_ptr<const index::Generation> generation);

  const index::Generation& generation() const { return *generation_; }
  const index::Columns& columns() const { return generation_->columns(); }
  index::DocId passages() const { return generation_->columns().passages(); }

  // The actors that `text` means: the one with that id, else all of that name, else all with that
  // alias; names compare folded.
  std::vector<std::uint32_t> find_actors(std::string_view text) const;
  // The era with that id or label.
  std::optional<std::uint32_t> find_era(std::string_view text) const;

  // Sorted and distinct; of_document: each document's place in them.
  struct Values {
    std::vector<std::string> names;
    std::vector<std::uint32_t> of_document;
    std::optional<std::uint32_t> find(std::string_view name) const;
  };
  const Values& kinds() const { return kinds_; }
  const Values& languages() const { return languages_; }

  // "treaty-of-kars (Treaty of Kars)": the known value nearest to a mistyped one, or "".
  std::string nearest_actor(std::string_view text) const;
  std::string nearest_era(std::string_view text) const;
  std::string nearest_document(std::string_view text) const;

  BitmapCache& bitmaps() const { return bitmaps_; }

 private:
  using Names = std::unordered_map<std::string, std::vector<std::uint32_t>>;

  std::shared_ptr<const index::Generation> generation_;
  Names actor_names_, actor_aliases_, era_labels_;  // folded
  Values kinds_, languages_;
  mutable BitmapCache bitmaps_;
};

}  // namespace fasti::search
