#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/actors/actor.h"

namespace fasti::actors {

inline constexpr std::size_t kTypes = static_cast<std::size_t>(Type::unknown) + 1;

// What the corpus says of one run of capitalised words. All counts add up, so that collectors can
// be joined in any order.
struct Sightings {
  std::uint32_t mentions = 0;
  std::uint32_t inside = 0;  // with a capital that no sentence explains
  std::uint32_t documents = 0;
  std::uint32_t titled = 0;
  std::uint32_t surname = 0;  // after a title that surnames follow
  std::uint32_t after_place_preposition = 0;
  std::uint32_t after_direction = 0;
  std::uint32_t before_person_verb = 0;
  std::uint32_t as_person = 0;  // where mostly persons stand: "defeated X", "under X"
  std::uint32_t as_place = 0;   // where mostly places stand: "captured X", "along the X"
  std::uint32_t after_article = 0;
  std::uint32_t before_noun = 0;  // as if an adjective
  std::array<std::uint32_t, kTypes> called{};
  // Keys of runs beside it in a list ("Ashkelon, Acre and Sidon"), in order.
  std::vector<std::string> neighbours;
  std::vector<std::pair<std::string, std::uint32_t>> spellings;

  void spelled(std::string_view spelling, std::uint32_t times) {
    for (auto& [known, count] : spellings) {
      if (known == spelling) {
        count += times;
        return;
      }
    }
    spellings.emplace_back(spelling, times);
  }
  void add(const Sightings& other) {
    mentions += other.mentions;
    inside += other.inside;
    documents += other.documents;
    titled += other.titled;
    surname += other.surname;
    after_place_preposition += other.after_place_preposition;
    after_direction += other.after_direction;
    before_person_verb += other.before_person_verb;
    as_person += other.as_person;
    as_place += other.as_place;
    after_article += other.after_article;
    before_noun += other.before_noun;
    for (std::size_t i = 0; i < kTypes; ++i) called[i] += other.called[i];
    for (const auto& [spelling, times] : other.spellings) spelled(spelling, times);
    for (const std::string& neighbour : other.neighbours) stood_beside(neighbour);
  }
  // Of all neighbours the first few in order are kept: few suffice, and which ones must not depend
  // on the order of documents.
  void stood_beside(const std::string& neighbour) {
    constexpr std::size_t kKept = 6;
    const auto place = std::ranges::lower_bound(neighbours, neighbour);
    if (place != neighbours.end() && *place == neighbour) return;
    neighbours.insert(place, neighbour);
    if (neighbours.size() > kKept) neighbours.pop_back();
  }
  // The commonest spelling; of equals the first in order. Capitals only, as letters are signed
  // with, give way to any other.
  const std::string& name() const {
    const auto is_worse = [](const auto& a, const auto& b) {
      const bool signed_a = is_signature(a.first);
      if (signed_a != is_signature(b.first)) return signed_a;
      return a.second != b.second ? a.second < b.second : a.first > b.first;
    };
    return std::ranges::max_element(spellings, is_worse)->first;
  }

 private:
  // "WILLIAM SEWARD", but not "NATO".
  static bool is_signature(std::string_view spelling) {
    const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return spelling.find(' ') != std::string_view::npos &&
           std::ranges::any_of(spelling, is_capital) && std::ranges::none_of(spelling, is_small);
  }
};

// What a corpus has of names, known or not.
struct Seen {
  std::unordered_map<std::string, Sightings> runs;                        // by run key
  std::unordered_map<std::string, std::uint32_t> lower_case;              // words without a capital
  std::map<std::pair<std::string, std::string>, std::uint32_t> acronyms;  // full key, acronym
};

}  // namespace fasti::actors
