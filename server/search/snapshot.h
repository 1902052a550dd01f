#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/index/generation.h"
#include "server/search/bitmap.h"
#include "server/search/tally.h"
#include "server/search/term_postings.h"

namespace fasti::search {

// An open generation with what all its searchers share: names to find actors and eras by, the kinds
// and languages of its documents, bitmaps and lists of terms. Safe in all threads.
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

  // The one actor with a name or alias of these words, folded. For words that are not in Latin
  // letters else the one person with that surname, else the one actor that is called (see names)
  // what they are in Latin letters; at last without Slavic case endings ("Эрдогана"). nullopt when
  // there is none or there are several.
  std::optional<std::uint32_t> sole_actor_named(const std::vector<std::string>& words) const;

  // What somebody may call an actor.
  struct CalledName {
    std::string folded;  // its words (text::folded_words)
    std::string_view written;
  };
  // An actor's name, then its aliases, adjectives and metonyms, then how the texts name it; each
  // once. In Latin letters too where none of them is.
  const std::vector<CalledName>& names(std::uint32_t actor) const { return names_[actor]; }
  // The words of the documents' titles (text::folded_words).
  const std::vector<std::string>& folded_titles() const { return folded_titles_; }
  // The passages and documents that name each actor by this evidence or a stronger, in the actors'
  // order.
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
  // A term's list, from the cache. `database`: that of the calling thread.
  std::shared_ptr<const TermPostings> postings(const Xapian::Database& database,
                                               const std::string& term) const;

 private:
  using Names = std::unordered_map<std::string, std::vector<std::uint32_t>>;

  // The actors that are called so, in these letters or else in Latin ones; nullptr for none.
  const std::vector<std::uint32_t>* find_called(const std::string& words) const;
  // Adds a place under a key, once. Places come in rising order.
  static void add(Names& names, const std::string& key, std::uint32_t place);
  void add_names();

  std::shared_ptr<const index::Generation> generation_;
  Names actor_names_, actor_aliases_, era_labels_;  // folded
  Names named_by_words_;                            // actors by the words of their names
  Names called_by_words_;                           // and of all that they are called
  std::vector<std::vector<CalledName>> names_;      // of each actor
  std::vector<std::string> folded_titles_;
  std::array<std::vector<FacetCount>, 3> actor_counts_;  // by evidence
  Values kinds_, languages_;
  mutable BitmapCache bitmaps_;
  mutable PostingsCache postings_;
};

}  // namespace fasti::search
