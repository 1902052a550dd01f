#include "server/search/actors_by_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/text/latin.h"
#include "core/text/words.h"
#include "server/search/nearest.h"

namespace fasti::search {
namespace {

// Nobody calls anybody by more; a bound on the work of looking for slips.
constexpr std::size_t kMostWords = 8;

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> out;
  while (!words.empty()) {
    out.push_back(words.substr(0, words.find(' ')));
    words.remove_prefix(std::min(words.size(), out.back().size() + 1));
  }
  return out;
}

// How well an actor fits: less is better. Steps of fit that nothing else comes between.
enum Fit : std::uint8_t { kName, kOtherName, kBeginning, kWords, kNot };

// What is asked for, in its own letters and in Latin ones.
class Wanted {
 public:
  explicit Wanted(std::string_view text)
      : whole_(text::folded_words(text)), latin_(text::folded_words(text::to_latin(text))) {}

  bool empty() const { return whole_.empty(); }
  const std::string& whole() const { return whole_; }
  const std::string& latin() const { return latin_; }
  bool is_latin() const { return whole_ == latin_; }

 private:
  std::string whole_, latin_;
};

Fit fit_of(const ActorNames::Called& name, bool first, std::string_view wanted) {
  if (name.folded == wanted) return first ? kName : kOtherName;
  if (name.folded.starts_with(wanted)) return kBeginning;
  const bool has_words = std::ranges::all_of(
      split(wanted), [&](std::string_view word) { return stands_at_word(name.folded, word); });
  return has_words ? kWords : kNot;
}

// The name that fits best, the first of several.
struct Fitting {
  int rank;  // less is better
  std::string_view name;
};

std::optional<Fitting> best_fit(std::span<const ActorNames::Called> names,
                                std::string_view wanted) {
  Fit best = kNot;
  std::string_view written;
  for (std::size_t i = 0; i < names.size() && best != kName; ++i) {
    const Fit fit = fit_of(names[i], i == 0, wanted);
    if (fit >= best) continue;
    best = fit;
    written = names[i].written;
  }
  return best == kNot ? std::nullopt : std::optional(Fitting{best, written});
}

std::optional<Fitting> fitting(std::span<const ActorNames::Called> names, const Wanted& wanted) {
  if (const auto found = best_fit(names, wanted.whole()); found || wanted.is_latin()) return found;
  const bool has_script = std::ranges::any_of(
      names, [&](const auto& name) { return text::same_script(name.folded, wanted.whole()); });
  if (has_script) return std::nullopt;
  auto found = best_fit(names, wanted.latin());
  if (found) found->rank += kNot;
  return found;
}

// What is asked for, letter by letter.
struct Spelled {
  explicit Spelled(std::string_view text) : whole(letters_of(text)) {
    for (const std::string_view word : split(text)) words.push_back(letters_of(word));
  }
  std::u32string whole;
  std::vector<std::u32string> words;
};

// The slips between what is wanted and a name, times four; two more where it is a part of the name
// only.
std::optional<Fitting> near_fit(const ActorNames::Called& name, const Spelled& wanted) {
  if (const auto edits = slip(std::u32string_view(wanted.whole), name.folded))
    return Fitting{static_cast<int>(4 * *edits), name.written};
  const std::vector<std::string_view> parts = split(name.folded);
  std::size_t sum = 0;
  for (const std::u32string& word : wanted.words) {
    std::optional<std::size_t> fewest;
    for (const std::string_view part : parts)
      if (const auto edits = slip(std::u32string_view(word), part);
          edits && (!fewest || *edits < *fewest))
        fewest = edits;
    if (!fewest) return std::nullopt;
    sum += *fewest;
  }
  return Fitting{static_cast<int>(4 * sum + 2), name.written};
}

std::optional<Fitting> nearest_fit(std::span<const ActorNames::Called> names,
                                   const std::vector<Spelled>& wanted) {
  std::optional<Fitting> best;
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (const Spelled& one : wanted) {
      auto found = near_fit(names[i], one);
      if (found && i > 0) ++found->rank;  // it is not the actor's first name
      if (found && (!best || found->rank < best->rank)) best = found;
    }
  }
  return best;
}

// The actors of the request's types for which `fit` gives a fit, the best first.
template <typename FitOf>
std::vector<NamedActor> ranked(const Snapshot& snapshot, const ActorsRequest& request,
                               const FitOf& fit_of) {
  const auto& actors = snapshot.generation().actors();
  const std::vector<FacetCount>& counts = snapshot.actor_counts(request.evidence);
  std::vector<std::pair<int, NamedActor>> found;
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    const auto& types = request.types;
    if (!types.empty() && std::ranges::find(types, actors[i].type) == types.end()) continue;
    if (const std::optional<Fitting> fit = fit_of(snapshot.names().of(i)))
      found.push_back(
          {fit->rank, {i, std::string(fit->name), counts[i].passages, counts[i].documents}});
  }
  std::ranges::sort(found, {}, [&](const auto& one) {
    const index::ActorHead& actor = actors[one.second.actor];
    return std::tuple(one.first, -std::int64_t{one.second.passages}, std::string_view(actor.name),
                      std::string_view(actor.id));
  });
  std::vector<NamedActor> out;
  out.reserve(found.size());
  for (auto& [rank, one] : found) out.push_back(std::move(one));
  return out;
}

}  // namespace

std::vector<NamedActor> actors_by_name(const Snapshot& snapshot, const ActorsRequest& request) {
  const bool blank = request.q.find_first_not_of(' ') == std::string::npos;
  const Wanted wanted(request.q);
  if (wanted.empty() && !blank) return {};
  return ranked(snapshot, request, [&](const auto& names) {
    return blank ? std::optional(Fitting{0, names.front().written}) : fitting(names, wanted);
  });
}

std::vector<NamedActor> actors_near(const Snapshot& snapshot, const ActorsRequest& request,
                                    std::size_t most) {
  const Wanted wanted(request.q);
  if (wanted.empty() || split(wanted.whole()).size() > kMostWords) return {};
  std::vector<Spelled> spelled{Spelled(wanted.whole())};
  if (!wanted.is_latin()) spelled.emplace_back(wanted.latin());
  std::vector<NamedActor> out =
      ranked(snapshot, request, [&](const auto& names) { return nearest_fit(names, spelled); });
  out.resize(std::min(most, out.size()));
  return out;
}

bool stands_at_word(std::string_view words, std::string_view beginning) {
  for (std::size_t at = words.find(beginning); at != std::string_view::npos;
       at = words.find(beginning, at + 1))
    if (at == 0 || words[at - 1] == ' ') return true;
  return false;
}

std::string nearest_actor(const Snapshot& snapshot, const std::string& text) {
  const std::vector<NamedActor> near = actors_near(snapshot, {.q = text}, 1);
  if (near.empty()) return {};
  const index::ActorHead& actor = snapshot.generation().actors()[near.front().actor];
  return fmt::format("{} ({})", actor.id, actor.name);
}

}  // namespace fasti::search
