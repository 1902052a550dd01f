#include "server/search/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "core/text/fold.h"
#include "core/text/latin.h"
#include "core/text/words.h"
#include "server/search/nearest.h"

namespace fasti::search {
namespace {

// Enough for the terms of everyday queries over some million passages.
constexpr std::size_t kBitmapBytes = 48U << 20U;
constexpr std::size_t kPostingsBytes = 64U << 20U;

Snapshot::Values values_of(const std::vector<index::StoredDocument>& documents,
                           std::string index::StoredDocument::*member) {
  Snapshot::Values values;
  for (const auto& document : documents) values.names.push_back(document.*member);
  std::ranges::sort(values.names);
  const auto rest = std::ranges::unique(values.names);
  values.names.erase(rest.begin(), rest.end());
  for (const auto& document : documents)
    values.of_document.push_back(*values.find(document.*member));
  return values;
}

// Ids first, then names, so that of two as near the id wins.
template <typename Record, typename Label>
std::string nearest_of(std::string_view text, const std::vector<Record>& records,
                       const Label& label) {
  std::vector<std::string> folded;
  folded.reserve(records.size() * 2);
  for (const Record& record : records) folded.push_back(text::fold(record.id));
  for (const Record& record : records) folded.push_back(text::fold(label(record)));
  const std::vector<std::string_view> candidates(folded.begin(), folded.end());
  const auto found = nearest(text::fold(text), candidates);
  if (!found) return {};
  const Record& record = records[*found % records.size()];
  return fmt::format("{} ({})", record.id, label(record));
}

// Of each actor, whether it has passages or not.
std::vector<FacetCount> count_actors(const index::Generation& generation,
                                     actors::Evidence evidence) {
  const index::Columns& columns = generation.columns();
  Tally tally(0, std::ssize(generation.actors()) - 1);
  for (index::DocId docid = 1; docid <= columns.passages(); ++docid)
    for (const index::ActorEntry entry : columns.actors(docid))
      if (entry.evidence() <= evidence) tally.add(entry.actor(), docid, columns.document(docid));
  std::vector<FacetCount> out(generation.actors().size());
  for (const FacetCount& count : tally.counts()) out[static_cast<std::size_t>(count.value)] = count;
  return out;
}

// A person's surname, in most languages.
std::string last_word(const std::string& words) { return words.substr(words.rfind(' ') + 1); }

std::optional<std::uint32_t> sole(const std::vector<std::uint32_t>& actors) {
  return actors.size() == 1 ? std::optional(actors.front()) : std::nullopt;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
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

std::vector<Snapshot::CalledName> called_names(const actors::Actor& actor,
                                               const std::vector<index::NameForm>& forms) {
  std::vector<Snapshot::CalledName> out;
  const auto add = [&](std::string folded, std::string_view written) {
    const bool known = std::ranges::any_of(out, [&](const auto& n) { return n.folded == folded; });
    if (out.empty() || (!known && !folded.empty())) out.push_back({std::move(folded), written});
  };
  add(text::folded_words(actor.name), actor.name);
  for (const auto* list :
       {&actor.aliases, &actor.ambiguous_aliases, &actor.adjectives, &actor.metonyms})
    for (const std::string& name : *list) add(text::folded_words(name), name);
  for (const index::NameForm& form : forms)
    if (form.evidence == actors::Evidence::name) add(text::folded_words(form.text), form.text);
  // What has no accents when folded is Latin.
  if (std::ranges::any_of(out, [](const auto& name) { return is_ascii(name.folded); })) return out;
  for (std::size_t i = out.size(); i > 0; --i) {
    const std::string_view written = out[out.size() - i].written;
    add(text::folded_words(text::to_latin(written)), written);
  }
  return out;
}

}  // namespace

void Snapshot::add(Names& names, const std::string& key, std::uint32_t place) {
  auto& same = names[key];
  if (same.empty() || same.back() != place) same.push_back(place);
}

std::optional<std::uint32_t> Snapshot::Values::find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(names, name);
  if (found == names.end() || *found != name) return std::nullopt;
  return static_cast<std::uint32_t>(found - names.begin());
}

Snapshot::Snapshot(std::shared_ptr<const index::Generation> generation)
    : generation_(std::move(generation)),
      kinds_(values_of(generation_->documents(), &index::StoredDocument::kind)),
      languages_(values_of(generation_->documents(), &index::StoredDocument::lang)),
      bitmaps_(kBitmapBytes),
      postings_(kPostingsBytes) {
  // Beside the names, which take as long as these two.
  auto counted = std::async(std::launch::async, [this] {
    for (std::size_t evidence = 0; evidence < actor_counts_.size(); ++evidence)
      actor_counts_[evidence] = count_actors(*generation_, static_cast<actors::Evidence>(evidence));
  });
  auto folded = std::async(std::launch::async, [this] {
    for (const auto& document : generation_->documents())
      folded_titles_.push_back(text::folded_words(document.title));
  });
  add_names();
  const auto& eras = generation_->eras();
  for (std::uint32_t i = 0; i < eras.size(); ++i)
    era_labels_[text::fold(eras[i].label)].push_back(i);
  counted.get();
  folded.get();
}

void Snapshot::add_names() {
  const auto& actors = generation_->actors();
  names_.reserve(actors.size());
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    names_.push_back(called_names(actors[i], generation_->name_forms(i)));
    for (const CalledName& name : names_.back()) {
      add(called_by_words_, name.folded, i);
      if (actors[i].type == actors::Type::person && !is_ascii(name.folded))
        add(called_by_words_, last_word(name.folded), i);
    }
    actor_names_[text::fold(actors[i].name)].push_back(i);
    add(named_by_words_, names_.back().front().folded, i);
    for (const std::string& alias : actors[i].aliases) {
      add(actor_aliases_, text::fold(alias), i);
      add(named_by_words_, text::folded_words(alias), i);
    }
    for (const std::string& alias : actors[i].ambiguous_aliases)
      add(named_by_words_, text::folded_words(alias), i);
  }
}

std::vector<std::uint32_t> Snapshot::find_actors(std::string_view text) const {
  if (const auto actor = generation_->find_actor(text)) return {*actor};
  const std::string folded = text::fold(text);
  for (const Names* names : {&actor_names_, &actor_aliases_}) {
    const auto found = names->find(folded);
    if (found != names->end()) return found->second;
  }
  return {};
}

std::optional<std::uint32_t> Snapshot::sole_actor_named(
    const std::vector<std::string>& words) const {
  const std::string key = fmt::format("{}", fmt::join(words, " "));
  if (key.empty()) return std::nullopt;
  if (const auto found = named_by_words_.find(key); found != named_by_words_.end())
    return sole(found->second);
  if (is_ascii(key)) return std::nullopt;
  if (const auto* found = find_called(key)) return sole(*found);
  std::vector<std::string> bare;
  for (const std::string& word : words) bare.push_back(without_case_ending(word));
  const auto* found =
      bare == words ? nullptr : find_called(fmt::format("{}", fmt::join(bare, " ")));
  return found != nullptr ? sole(*found) : std::nullopt;
}

const std::vector<std::uint32_t>* Snapshot::find_called(const std::string& words) const {
  // To spell out in Latin letters what is longer than any name would take too long.
  constexpr std::size_t kLongestName = 200;
  auto found = called_by_words_.find(words);
  if (found == called_by_words_.end() && words.size() <= kLongestName)
    found = called_by_words_.find(text::folded_words(text::to_latin(words)));
  return found == called_by_words_.end() ? nullptr : &found->second;
}

std::optional<std::uint32_t> Snapshot::find_era(std::string_view text) const {
  if (const auto era = generation_->find_era(text)) return era;
  const auto found = era_labels_.find(text::fold(text));
  if (found == era_labels_.end()) return std::nullopt;
  return found->second.front();
}

std::shared_ptr<const TermPostings> Snapshot::postings(const Xapian::Database& database,
                                                       const std::string& term) const {
  return postings_.get(term, [&] { return TermPostings(database, term); });
}

std::string Snapshot::nearest_era(std::string_view text) const {
  return nearest_of(text, generation_->eras(), [](const auto& e) { return e.label; });
}
std::string Snapshot::nearest_document(std::string_view text) const {
  return nearest_of(text, generation_->documents(), [](const auto& d) { return d.title; });
}

}  // namespace fasti::search
