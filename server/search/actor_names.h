#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/generation.h"
#include "server/search/name_table.h"

namespace fasti::search {

// What the actors of a generation may be called, and who is meant by a name. Actors are places in
// the generation's. Safe in all threads.
class ActorNames {
 public:
  ActorNames() = default;  // of none
  // Throws index::IndexError when a record is damaged.
  explicit ActorNames(const index::Generation& generation);

  struct Called {
    std::string folded;  // its words (text::folded_words)
    std::string written;
  };
  // An actor's name, then its aliases, adjectives and metonyms, then how the texts name it; each
  // once. In Latin letters too where none of them is.
  std::span<const Called> of(std::uint32_t actor) const;

  // The actors of that name, else those with that alias; names compare folded.
  std::vector<std::uint32_t> find(std::string_view name) const;

  // The one actor with a name or alias of these words, folded. For words that are not in Latin
  // letters else the one person with that surname, else the one actor that is called what they are
  // in Latin letters; at last without Slavic case endings ("Эрдогана"). nullopt when there is none
  // or there are several.
  std::optional<std::uint32_t> sole(const std::vector<std::string>& words) const;

 private:
  // The actors that are called so, in these letters or else in Latin ones.
  std::vector<std::uint32_t> find_called(const std::string& words) const;

  std::vector<Called> called_;       // all actors' one after the other
  std::vector<std::uint32_t> ends_;  // of each actor's, in called_
  NameTable names_, aliases_;        // folded
  NameTable named_by_words_;         // by the words of their names
  NameTable called_by_words_;        // and of all that they are called
};

}  // namespace fasti::search
