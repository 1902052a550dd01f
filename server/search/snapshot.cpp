#include "server/search/snapshot.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text/fold.h"
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

}  // namespace

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
    actor_names_[text::fold(actors[i].name)].push_back(i);
    for (const std::string& alias : actors[i].aliases) {
      auto& same = actor_aliases_[text::fold(alias)];
      if (same.empty() || same.back() != i) same.push_back(i);
    }
  }
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
