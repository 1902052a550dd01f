#include "server/search/suggest.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "core/text/words.h"

namespace fasti::search {
namespace {

// Does a word of `name` begin with `wanted`? Both folded.
bool has_beginning(std::string_view name, std::string_view wanted) {
  for (std::size_t at = name.find(wanted); at != std::string_view::npos;
       at = name.find(wanted, at + 1))
    if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-') return true;
  return false;
}

// The place of the name that is `wanted`, else of one with a word that begins so.
std::optional<std::size_t> fitting_name(const std::vector<std::string>& folded_names,
                                        const std::string& wanted) {
  std::optional<std::size_t> out;
  if (wanted.empty()) return 0;
  for (std::size_t i = 0; i < folded_names.size(); ++i) {
    if (folded_names[i] == wanted) return i;
    if (!out && has_beginning(folded_names[i], wanted)) out = i;
  }
  return out;
}

std::string wanted_of(std::string_view text) { return text::fold(text::clean(text)); }

std::vector<std::uint32_t> titles_with(const Snapshot& snapshot, const std::string& wanted,
                                       std::size_t limit) {
  const auto& titles = snapshot.folded_titles();
  const auto& documents = snapshot.generation().documents();
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < titles.size(); ++i)
    if (has_beginning(titles[i], wanted)) out.push_back(i);
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

std::vector<NamedActor> actors_by_name(const Snapshot& snapshot, std::string_view text) {
  const std::string wanted = wanted_of(text);
  const auto& actors = snapshot.generation().actors();
  std::vector<std::pair<bool, NamedActor>> found;
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    const auto& folded = snapshot.folded_names(i);
    const auto place = fitting_name(folded, wanted);
    if (!place) continue;
    const std::string& name = *place == 0 ? actors[i].name : actors[i].aliases[*place - 1];
    const FacetCount& count = snapshot.actor_counts()[i];
    found.push_back({folded[*place] != wanted, {i, name, count.passages, count.documents}});
  }
  std::ranges::sort(found, {}, [&](const auto& one) {
    const actors::Actor& actor = actors[one.second.actor];
    return std::tuple(one.first, -std::int64_t{one.second.passages}, std::string_view(actor.name),
                      std::string_view(actor.id));
  });
  std::vector<NamedActor> out;
  out.reserve(found.size());
  for (auto& [inexact, one] : found) out.push_back(std::move(one));
  return out;
}

Suggestions suggest(const Snapshot& snapshot, std::string_view text, std::size_t limit) {
  Suggestions out;
  const std::string wanted = wanted_of(text);
  if (wanted.empty()) return out;
  out.actors = actors_by_name(snapshot, text);
  out.actors.resize(std::min(limit, out.actors.size()));
  out.titles = titles_with(snapshot, wanted, limit);
  out.words = words_with(snapshot.generation().words(), text, limit);
  return out;
}

}  // namespace fasti::search
