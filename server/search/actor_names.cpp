#include "server/search/actor_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/fold.h"
#include "core/text/latin.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

namespace fasti::search {
namespace {

// A person's surname, in most languages.
std::string_view last_word(std::string_view words) { return words.substr(words.rfind(' ') + 1); }

std::optional<std::uint32_t> only(const std::vector<std::uint32_t>& actors) {
  return actors.size() == 1 ? std::optional(actors.front()) : std::nullopt;
}

// A Cyrillic word without the ending that Russian and Ukrainian give names of consonant ending in
// the other cases: "эрдогана", "керзоном". Others, and short ones, stay as they are.
std::string without_case_ending(const std::string& word) {
  constexpr std::array<std::string_view, 10> kEndings{"ові", "ом", "ем", "ым", "им",
                                                      "а",   "я",  "у",  "ю",  "е"};
  constexpr std::size_t kShortest = 4 * std::string_view("а").size();
  if (!text::same_script(word, "а")) return word;
  for (const std::string_view ending : kEndings)
    if (word.ends_with(ending) && word.size() - ending.size() >= kShortest)
      return word.substr(0, word.size() - ending.size());
  return word;
}

// Adds to `out` what one actor is called.
void append_called(const index::StoredActor& stored, std::vector<ActorNames::Called>& out) {
  const actors::Actor& actor = stored.record;
  const std::size_t first = out.size();
  const auto has = [&](std::string_view text, auto member) {
    return std::ranges::find(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), text,
                             member) != out.end();
  };
  const auto add = [&](std::string folded, const std::string& written) {
    if (out.size() == first || (!folded.empty() && !has(folded, &ActorNames::Called::folded)))
      out.push_back({std::move(folded), written});
  };
  add(text::folded_words(actor.name), actor.name);
  for (const auto* list :
       {&actor.aliases, &actor.ambiguous_aliases, &actor.adjectives, &actor.metonyms})
    for (const std::string& name : *list) add(text::folded_words(name), name);
  for (const index::NameForm& form : stored.forms)
    if (form.evidence == actors::Evidence::name && !has(form.text, &ActorNames::Called::written))
      add(text::folded_words(form.text), form.text);
  // What has no accents when folded is Latin.
  const std::size_t last = out.size();
  const auto is_latin = [](const auto& name) { return text::is_ascii(name.folded); };
  if (std::any_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), is_latin)) return;
  for (std::size_t i = first; i < last; ++i) {
    const std::string written = out[i].written;
    add(text::folded_words(text::to_latin(written)), written);
  }
}

}  // namespace

ActorNames::ActorNames(const index::Generation& generation) {
  const std::size_t actors = generation.actors().size();
  ends_.reserve(actors);
  for (std::uint32_t i = 0; i < actors; ++i) {
    const index::StoredActor stored = generation.actor(i);
    const actors::Actor& actor = stored.record;
    append_called(stored, called_);
    ends_.push_back(static_cast<std::uint32_t>(called_.size()));
    for (const Called& name : of(i)) {
      called_by_words_.add(name.folded, i);
      if (actor.type == actors::Type::person && !text::is_ascii(name.folded))
        called_by_words_.add(last_word(name.folded), i);
    }
    names_.add(text::fold(actor.name), i);
    named_by_words_.add(of(i).front().folded, i);
    for (const std::string& alias : actor.aliases) {
      aliases_.add(text::fold(alias), i);
      named_by_words_.add(text::folded_words(alias), i);
    }
    for (const std::string& alias : actor.ambiguous_aliases)
      named_by_words_.add(text::folded_words(alias), i);
  }
  called_.shrink_to_fit();
  for (NameTable* table : {&names_, &aliases_, &named_by_words_, &called_by_words_})
    table->finish();
}

std::span<const ActorNames::Called> ActorNames::of(std::uint32_t actor) const {
  const std::uint32_t begin = actor == 0 ? 0 : ends_[actor - 1];
  return {called_.data() + begin, ends_[actor] - begin};
}

std::vector<std::uint32_t> ActorNames::find(std::string_view name) const {
  const std::string folded = text::fold(name);
  auto found = names_.find(folded);
  return found.empty() ? aliases_.find(folded) : found;
}

std::optional<std::uint32_t> ActorNames::sole(const std::vector<std::string>& words) const {
  const std::string key = fmt::format("{}", fmt::join(words, " "));
  if (key.empty()) return std::nullopt;
  if (const auto found = named_by_words_.find(key); !found.empty()) return only(found);
  if (text::is_ascii(key)) return std::nullopt;
  if (const auto found = find_called(key); !found.empty()) return only(found);
  std::vector<std::string> bare;
  for (const std::string& word : words) bare.push_back(without_case_ending(word));
  return bare == words ? std::nullopt : only(find_called(fmt::format("{}", fmt::join(bare, " "))));
}

std::vector<std::uint32_t> ActorNames::find_called(const std::string& words) const {
  // To spell out in Latin letters what is longer than any name would take too long.
  constexpr std::size_t kLongestName = 200;
  auto found = called_by_words_.find(words);
  if (found.empty() && words.size() <= kLongestName)
    found = called_by_words_.find(text::folded_words(text::to_latin(words)));
  return found;
}

}  // namespace fasti::search
