#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/actors/actor.h"
#include "core/dates/timex.h"
#include "core/text/mapped_text.h"
#include "indexer/corrections.h"
#include "indexer/document.h"
#include "indexer/knowledge.h"
#include "indexer/passages.h"
#include "indexer/section_cuts.h"
#include "indexer/workbench.h"

// What the indexer makes of a document: the same for build, inspect and annotate.
namespace fasti::indexer {

// A heading or the body of a section, and what was found in it. Spans are bytes of that text.
struct AnalyzedUnit {
  std::size_t section = 0;
  bool heading = false;
  std::vector<dates::Timex> dates;        // by span; unresolved ones too
  std::vector<actors::Mention> mentions;  // by span; indices into the Knowledge's authority
};

struct AnalyzedDocument {
  std::vector<AnalyzedUnit> units;  // in reading order
  std::vector<Passage> passages;
  // Of each section: the date that its undated passages take, from the nearest dated heading above
  // them or else the document's own.
  std::vector<std::optional<dates::Timex>> contexts;
  // Indices of the corrections that were applied, rising.
  std::vector<std::size_t> corrections;

  // The body of a section, or nullptr when it has no text.
  const AnalyzedUnit* body(std::size_t section) const;
};

// A passage with what was found in it. Spans are bytes of its text.
struct AnalyzedPassage {
  std::string id;
  std::vector<std::string> headings;
  text::MappedText text;            // with places in the source
  std::vector<dates::Timex> dates;  // by span; unresolved ones too
  // Given only when none of the passage's dates counts by default. Its span is empty.
  std::optional<dates::Timex> context;
  std::vector<actors::Mention> mentions;
  std::vector<Link> links;
};

// Analyses documents of one corpus. Keeps references to what it was made with. Safe in all threads.
class Analyzer {
 public:
  // The id of the document that a link's target means; nullopt when there is none.
  using ResolveLink = std::function<std::optional<std::string>(const std::string& target)>;

  // Without `resolve_link` a target is an id.
  explicit Analyzer(const Knowledge& knowledge, std::span<const Correction> corrections = {},
                    ResolveLink resolve_link = nullptr);

  AnalyzedDocument analyze(const Document& document) const;
  // The same for passages that are known already. `cuts` are the document's, made with the
  // workbench's spellings.
  AnalyzedDocument analyze(const Document& document, std::vector<Passage> passages,
                           const SectionCuts& cuts, Workbench& bench) const;

 private:
  std::vector<std::vector<actors::Mention>> fixed_mentions(const Document& document,
                                                           const DocumentUnits& units) const;
  std::vector<std::uint32_t> named_above(const Document& document) const;
  std::optional<std::uint32_t> linked(const Link& link, std::string_view anchor) const;
  void correct(const Document& document, const DocumentUnits& units,
               AnalyzedDocument& analyzed) const;

  const Knowledge& knowledge_;
  std::span<const Correction> corrections_;
  ResolveLink resolve_link_;
  // Indices of a document's corrections.
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_document_;
};

// REQUIRES: `analyzed` was made from `document`; number < analyzed.passages.size().
AnalyzedPassage passage_at(const Document& document, const AnalyzedDocument& analyzed,
                           std::size_t number);

}  // namespace fasti::indexer
