#include "server/search/snapshot.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/fold.h"
#include "core/text/words.h"
#include "server/search/nearest.h"

namespace fasti::search {
namespace {

// Enough for the terms of everyday queries over some million passages.
constexpr std::size_t kBitmapBytes = 64U << 20U;

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

// A text's words, folded, as one key.
std::string words_key(std::string_view text) {
  std::string out;
  for (const text::Word& word : text::words(text)) out += word.folded + ' ';
  return out;
}

// Of each actor, whether it has passages or not.
std::vector<FacetCount> count_actors(const index::Generation& generation) {
  const index::Columns& columns = generation.columns();
  Tally tally(0, std::ssize(generation.actors()) - 1);
  for (index::DocId docid = 1; docid <= columns.passages(); ++docid)
    for (const index::ActorEntry entry : columns.actors(docid))
      tally.add(entry.actor(), docid, columns.document(docid));
  std::vector<FacetCount> out(generation.actors().size());
  for (const FacetCount& count : tally.counts()) out[static_cast<std::size_t>(count.value)] = count;
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
      bitmaps_(kBitmapBytes) {
  const auto& actors = generation_->actors();
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    auto& names = folded_names_.emplace_back();
    names.push_back(text::fold(actors[i].name));
    actor_names_[names.front()].push_back(i);
    add(named_by_words_, words_key(actors[i].name), i);
    for (const std::string& alias : actors[i].aliases) {
      names.push_back(text::fold(alias));
      add(actor_aliases_, names.back(), i);
      add(named_by_words_, words_key(alias), i);
    }
    for (const std::string& alias : actors[i].ambiguous_aliases)
      add(named_by_words_, words_key(alias), i);
  }
  for (const auto& document : generation_->documents())
    folded_titles_.push_back(text::fold(document.title));
  actor_counts_ = count_actors(*generation_);
  const auto& eras = generation_->eras();
  for (std::uint32_t i = 0; i < eras.size(); ++i)
    era_labels_[text::fold(eras[i].label)].push_back(i);
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
  std::string key;
  for (const std::string& word : words) key += word + ' ';
  const auto found = named_by_words_.find(key);
  if (key.empty() || found == named_by_words_.end() || found->second.size() != 1)
    return std::nullopt;
  return found->second.front();
}

std::optional<std::uint32_t> Snapshot::find_era(std::string_view text) const {
  if (const auto era = generation_->find_era(text)) return era;
  const auto found = era_labels_.find(text::fold(text));
  if (found == era_labels_.end()) return std::nullopt;
  return found->second.front();
}

std::string Snapshot::nearest_actor(std::string_view text) const {
  return nearest_of(text, generation_->actors(), [](const auto& a) { return a.name; });
}
std::string Snapshot::nearest_era(std::string_view text) const {
  return nearest_of(text, generation_->eras(), [](const auto& e) { return e.label; });
}
std::string Snapshot::nearest_document(std::string_view text) const {
  return nearest_of(text, generation_->documents(), [](const auto& d) { return d.title; });
}

}  // namespace fasti::search
