#include "server/search/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <limits>
#include <map>

#include "core/text/fold.h"
#include "core/text/words.h"
#include "server/search/nearest.h"

namespace fasti::search {
namespace {

// Enough for the terms of everyday queries over some million passages.
constexpr std::size_t kBitmapBytes = 48U << 20U;
constexpr std::size_t kPostingsBytes = 64U << 20U;

Snapshot::Values values_of(const std::vector<index::DocumentHead>& documents,
                           std::string_view index::DocumentHead::*member) {
  std::map<std::string_view, std::uint32_t> places;
  for (const auto& document : documents) places.emplace(document.*member, 0);
  Snapshot::Values values;
  for (auto& [name, place] : places) {
    place = static_cast<std::uint32_t>(values.names.size());
    values.names.emplace_back(name);
  }
  for (const auto& document : documents) values.of_document.push_back(places[document.*member]);
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

// In one pass: each passage and each document counts at the strongest evidence that it has of an
// actor, and at the end those of stronger evidence count with the weaker.
Snapshot::ActorCounts count_actors(const index::Generation& generation) {
  struct Cell {
    index::DocId last_passage = 0;  // docids begin at 1
    std::uint32_t last_document = std::numeric_limits<std::uint32_t>::max();
    std::size_t evidence_in_document = 0;
  };
  const index::Columns& columns = generation.columns();
  std::vector<Cell> cells(generation.actors().size());
  Snapshot::ActorCounts out;
  for (auto& counts : out)
    for (std::uint32_t i = 0; i < cells.size(); ++i) counts.push_back({i, 0, 0});
  for (index::DocId docid = 1; docid <= columns.passages(); ++docid) {
    const std::uint32_t document = columns.document(docid);
    // The strongest evidence of an actor comes first.
    for (const index::ActorEntry entry : columns.actors(docid)) {
      const std::uint32_t actor = entry.actor();
      Cell& cell = cells[actor];
      if (cell.last_passage == docid) continue;
      cell.last_passage = docid;
      const auto evidence = static_cast<std::size_t>(entry.evidence());
      ++out[evidence][actor].passages;
      if (cell.last_document != document) {
        cell.last_document = document;
      } else {
        if (evidence >= cell.evidence_in_document) continue;
        --out[cell.evidence_in_document][actor].documents;
      }
      cell.evidence_in_document = evidence;
      ++out[evidence][actor].documents;
    }
  }
  for (std::size_t evidence = 1; evidence < out.size(); ++evidence)
    for (std::size_t i = 0; i < cells.size(); ++i) {
      out[evidence][i].passages += out[evidence - 1][i].passages;
      out[evidence][i].documents += out[evidence - 1][i].documents;
    }
  return out;
}

}  // namespace

std::optional<std::uint32_t> Snapshot::Values::find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(names, name);
  if (found == names.end() || *found != name) return std::nullopt;
  return static_cast<std::uint32_t>(found - names.begin());
}

Snapshot::Snapshot(std::shared_ptr<const index::Generation> generation)
    : generation_(std::move(generation)),
      kinds_(values_of(generation_->documents(), &index::DocumentHead::kind)),
      languages_(values_of(generation_->documents(), &index::DocumentHead::lang)),
      bitmaps_(kBitmapBytes),
      postings_(kPostingsBytes) {
  // Beside the names, which take as long as these two.
  auto counted =
      std::async(std::launch::async, [this] { actor_counts_ = count_actors(*generation_); });
  auto folded = std::async(std::launch::async, [this] {
    for (const auto& document : generation_->documents())
      folded_titles_.push_back(text::folded_words(document.title));
  });
  names_ = ActorNames(*generation_);
  const auto& eras = generation_->eras();
  for (std::uint32_t i = 0; i < eras.size(); ++i) era_labels_.add(text::fold(eras[i].label), i);
  era_labels_.finish();
  counted.get();
  folded.get();
}

std::vector<std::uint32_t> Snapshot::find_actors(std::string_view text) const {
  if (const auto actor = generation_->find_actor(text)) return {*actor};
  return names_.find(text);
}

std::optional<std::uint32_t> Snapshot::find_era(std::string_view text) const {
  if (const auto era = generation_->find_era(text)) return era;
  const auto found = era_labels_.find(text::fold(text));
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::shared_ptr<const TermPostings> Snapshot::postings(const Xapian::Database& database,
                                                       const std::string& term,
                                                       const Deadline& deadline) const {
  return postings_.get(
      term, [&] { return TermPostings(database, term, deadline); }, deadline);
}

std::string Snapshot::nearest_era(std::string_view text) const {
  return nearest_of(text, generation_->eras(), [](const auto& e) { return e.label; });
}
std::string Snapshot::nearest_document(std::string_view text) const {
  return nearest_of(text, generation_->documents(), [](const auto& d) { return d.title; });
}

}  // namespace fasti::search
