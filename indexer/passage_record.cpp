#include "indexer/passage_record.h"

#include <algorithm>
#include <utility>

#include "indexer/sources/names.h"

namespace fasti::indexer {
namespace {

index::StoredDate stored(const dates::Timex& timex) {
  index::StoredDate date;
  date.span = timex.span;
  date.edtf = timex.edtf;
  date.interval = timex.interval;
  date.kind = timex.kind;
  date.grain = timex.grain;
  date.role = timex.role;
  date.calendar = timex.calendar;
  date.approximate = timex.approximate;
  date.rule = std::string(timex.rule);
  date.resolved_from = timex.resolved_from;
  return date;
}

// Then its tokens are those that it has alone: none runs over its borders, and a script without
// blanks is cut into the same words.
bool stands_between_blanks(std::string_view text, text::Span part) {
  const auto is_blank = [&](std::size_t at) { return text[at] == ' ' || text[at] == '\n'; };
  return (part.begin == 0 || is_blank(part.begin - 1)) &&
         (part.end == text.size() || is_blank(part.end));
}

}  // namespace

index::StoredDocument stored_document(const Document& document) {
  index::StoredDocument out;
  out.id = document.id;
  out.title = document.title;
  out.kind = document.kind;
  out.date = document.date;
  out.url = document.url;
  out.lang = document.lang;
  out.file = std::string(sources::base_name(document.file));
  out.metadata = document.metadata;
  return out;
}

std::vector<index::OutlineEntry> outline_of(const Document& document,
                                            std::span<const Passage> passages, index::DocId first) {
  std::vector<index::OutlineEntry> outline;
  // Places in the outline of the headings that are open and have no passage yet.
  std::vector<std::size_t> open;
  std::size_t passage = 0;
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    const Section& section = document.sections[i];
    if (!section.heading.empty()) {
      std::erase_if(open, [&](std::size_t at) { return outline[at].level >= section.level; });
      open.push_back(outline.size());
      outline.push_back({section.level, section.heading.str(), 0});
    } else if (section.path.empty()) {
      open.clear();
    }
    while (passage < passages.size() && passages[passage].section < i) ++passage;
    if (passage == passages.size() || passages[passage].section != i) continue;
    for (const std::size_t at : open) {
      outline[at].first = first + static_cast<index::DocId>(passage);
    }
    open.clear();
  }
  return outline;
}

PassageRecorder::PassageRecorder(const Corpus& corpus, const Document& document,
                                 const AnalyzedDocument& analyzed, const SectionCuts& cuts,
                                 Workbench& bench)
    : corpus_(corpus),
      document_(document),
      analyzed_(analyzed),
      cuts_(cuts),
      stored_(stored_document(document)),
      lexicon_(bench.lexicon(document.lang)),
      make_terms_(stored_.title, corpus.averages, lexicon_) {}

// `text` is the passage's.
std::vector<text::Lexicon::Occurrence> PassageRecorder::words_of(const Passage& passage,
                                                                 std::string_view text) const {
  const text::CutText* const cut = cuts_.of(passage.section);
  const std::string_view section = document_.sections[passage.section].text.str();
  if (cut == nullptr || !stands_between_blanks(section, passage.span)) return lexicon_.words(text);
  const auto at = [&](std::size_t byte) {
    return static_cast<std::size_t>(
        std::ranges::lower_bound(cut->tokens, byte, {}, &text::Token::begin) - cut->tokens.begin());
  };
  const std::size_t first = at(passage.span.begin);
  const std::size_t count = at(passage.span.end) - first;
  return lexicon_.words(section, std::span(cut->tokens).subspan(first, count),
                        cuts_.spellings(passage.section).subspan(first, count));
}

PassageRecord PassageRecorder::record(std::size_t number) {
  AnalyzedPassage analyzed = passage_at(document_, analyzed_, number);
  PassageRecord out;
  index::StoredPassage& passage = out.passage;
  passage.id = std::move(analyzed.id);
  passage.ordinal = static_cast<std::uint32_t>(number);
  passage.headings = std::move(analyzed.headings);
  passage.text = analyzed.text.str();
  passage.runs = analyzed.text.runs();
  for (const dates::Timex& date : analyzed.dates) {
    if (date.resolved()) passage.dates.push_back(stored(date));
  }
  if (analyzed.context) passage.context = stored(*analyzed.context);
  for (const actors::Mention& mention : analyzed.mentions) {
    passage.mentions.push_back(
        {mention.span, mention.actor, mention.evidence, std::string(mention.rule)});
  }
  for (const Link& link : analyzed.links) {
    auto target = corpus_.resolve(link.target);
    if (!target || *target == document_.id) continue;
    passage.links.push_back({link.span, std::move(*target)});
  }
  out.facts = index::facts_of(passage, corpus_.eras);
  out.terms = make_terms_.numbered(passage, words_of(analyzed_.passages[number], passage.text));
  out.terms.filters = index::filter_terms(
      passage, out.facts,
      [&](std::uint32_t actor) -> std::string_view { return corpus_.authority[actor].id; },
      corpus_.eras);
  return out;
}

}  // namespace fasti::indexer
