#include "server/search/suggest.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/text/words.h"

namespace fasti::search {
namespace {

std::vector<std::uint32_t> titles_with(const Snapshot& snapshot, const std::string& wanted,
                                       std::size_t limit) {
  const auto& titles = snapshot.folded_titles();
  const auto& documents = snapshot.generation().documents();
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < titles.size(); ++i)
    if (stands_at_word(titles[i], wanted)) out.push_back(i);
  const auto key = [&](std::uint32_t place) {
    return std::tuple(!titles[place].starts_with(wanted), -std::int64_t{documents[place].passages},
                      std::string_view(documents[place].title), place);
  };
  const std::size_t shown = std::min(limit, out.size());
  std::ranges::partial_sort(out, out.begin() + static_cast<std::ptrdiff_t>(shown), {}, key);
  out.resize(shown);
  return out;
}

std::vector<Suggestions::Word> words_with(const index::WordList& words, std::string_view text,
                                          std::size_t limit) {
  const std::vector<text::Word> typed = text::words(text);
  // After a blank or a sign the last word is finished.
  if (typed.empty() || typed.back().span.end != text.size()) return {};
  const auto [first, last] = words.beginning_with(typed.back().folded);
  std::vector<std::size_t> places;
  for (std::size_t place = first; place < last; ++place) places.push_back(place);
  const std::size_t shown = std::min(limit, places.size());
  std::ranges::partial_sort(
      places, places.begin() + static_cast<std::ptrdiff_t>(shown), {}, [&](std::size_t place) {
        return std::pair(-std::int64_t{words.passages(place)}, words.word(place));
      });
  std::vector<Suggestions::Word> out;
  for (std::size_t i = 0; i < shown; ++i)
    out.push_back({std::string(words.form(places[i])), words.passages(places[i])});
  return out;
}

}  // namespace

Suggestions suggest(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
  Suggestions out;
  const std::string wanted = text::folded_words(text);
  if (wanted.empty()) return out;
  out.actors = actors_by_name(snapshot, {.q = std::string(text)});
  out.actors.resize(std::min(limit, out.actors.size()));
  out.titles = titles_with(snapshot, wanted, limit);
  out.words = words_with(snapshot.generation().words(), text, limit);
  return out;
}

}  // namespace fasti::search
