#include "indexer/analysis.h"

#include <algorithm>
#include <utility>

#include "core/actors/name_tokens.h"
#include "core/index/facts.h"

namespace fasti::indexer {
namespace {

using actors::Mention;
using dates::Timex;
using text::Span;

constexpr std::string_view kCorrectionRule = "correction";

bool counts(const Timex& timex) {
  return timex.resolved() && index::is_counted_by_default(timex.role);
}

// What lies inside `part`, moved to count from its begin. `found` is sorted by span.
template <typename Found>
std::vector<Found> inside(const std::vector<Found>& found, Span part) {
  std::vector<Found> out;
  auto at =
      std::ranges::lower_bound(found, part.begin, {}, [](const Found& f) { return f.span.begin; });
  for (; at != found.end() && at->span.begin < part.end; ++at) {
    if (at->span.end > part.end) continue;
    out.push_back(*at);
    out.back().span = {at->span.begin - part.begin, at->span.end - part.begin};
  }
  return out;
}

// Takes out what overlaps `span`.
template <typename Found>
void remove_overlapping(std::vector<Found>& found, Span span) {
  std::erase_if(found, [&](const Found& f) { return f.span.overlaps(span); });
}

template <typename Found>
void insert_by_span(std::vector<Found>& found, Found added) {
  const auto place = std::ranges::upper_bound(found, added.span.begin, {},
                                              [](const Found& f) { return f.span.begin; });
  found.insert(place, std::move(added));
}

// The words of a name as names are compared; empty when it does not begin with a capital.
std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> words;
  for (const actors::NameToken& token : actors::name_tokens(name)) {
    if (words.empty() && !token.capital) return {};
    words.push_back(actors::name_key(token.in(name)));
  }
  return words;
}

// The places of `quoted` in `text`, without overlaps.
std::vector<Span> occurrences(std::string_view text, std::string_view quoted) {
  std::vector<Span> out;
  for (std::size_t at = text.find(quoted); at != std::string_view::npos;
       at = text.find(quoted, at + quoted.size())) {
    out.push_back({at, at + quoted.size()});
  }
  return out;
}

// Is `anchor` a name of the actor, or of a person a part of one ("Catherine")? States and places
// are left to the text, whose date and wording say which of them is meant.
bool may_name(const actors::Actor& actor, std::string_view anchor) {
  if (actor.type == actors::Type::state || actor.type == actors::Type::place) return false;
  const std::vector<std::string> words = name_words(anchor);
  if (words.empty()) return false;
  const auto holds = [&](const std::string& name) {
    const std::vector<std::string> all = name_words(name);
    if (actor.type != actors::Type::person) return all == words;
    return std::ranges::all_of(
        words, [&](const std::string& word) { return std::ranges::find(all, word) != all.end(); });
  };
  return holds(actor.name) || std::ranges::any_of(actor.aliases, holds) ||
         std::ranges::any_of(actor.ambiguous_aliases, holds);
}

// The date of a document, else the only one that it gives for its subject. A period that goes on
// says when something began, not when a passage plays; a life is one that does not count by
// default.
std::optional<Timex> own_date(const Document& document) {
  std::optional<Timex> own = dates::timex_of(document.date);
  if (!own) {
    own = dates::timex_of(document.subject_date);
    if (own && (!own->interval.earliest || !own->interval.latest)) return std::nullopt;
    if (own && document.subject.type == actors::Type::person) own->role = dates::Role::life;
  }
  if (own) {
    own->rule = "document";
    own->resolved_from = "document";
  }
  return own;
}

// Of each section, the date of the nearest heading above its text that has one.
std::vector<std::optional<Timex>> contexts_of(const Document& document,
                                              const AnalyzedDocument& analyzed) {
  const std::optional<Timex> own = own_date(document);
  // The headings that a section stands under, from the outermost.
  struct Open {
    int level;
    std::optional<Timex> date;
  };
  std::vector<Open> headings;
  std::vector<std::optional<Timex>> contexts(document.sections.size(), own);
  auto unit = analyzed.units.begin();
  for (std::size_t i = 0; i < document.sections.size(); ++i) {
    const Section& section = document.sections[i];
    while (unit != analyzed.units.end() && unit->section < i) ++unit;
    if (!section.heading.empty() || section.path.empty()) {
      std::erase_if(headings, [&](const Open& open) { return open.level >= section.level; });
    }
    if (unit != analyzed.units.end() && unit->section == i && unit->heading) {
      const auto date = std::ranges::find_if(unit->dates, counts);
      headings.push_back(
          {section.level, date == unit->dates.end() ? std::nullopt : std::optional<Timex>(*date)});
    }
    for (auto open = headings.rbegin(); open != headings.rend(); ++open) {
      if (!open->date) continue;
      contexts[i] = open->date;
      contexts[i]->span = {};
      contexts[i]->resolved_from = "heading";
      break;
    }
  }
  return contexts;
}

}  // namespace

const AnalyzedUnit* AnalyzedDocument::body(std::size_t section) const {
  const auto found = std::ranges::lower_bound(units, section, {}, &AnalyzedUnit::section);
  for (auto unit = found; unit != units.end() && unit->section == section; ++unit) {
    if (!unit->heading) return &*unit;
  }
  return nullptr;
}

Analyzer::Analyzer(const Knowledge& knowledge, std::span<const Correction> corrections,
                   ResolveLink resolve_link)
    : knowledge_(knowledge), corrections_(corrections), resolve_link_(std::move(resolve_link)) {
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    by_document_[corrections[i].document].push_back(i);
  }
}

AnalyzedDocument Analyzer::analyze(const Document& document) const {
  Workbench bench;
  const SectionCuts cuts(document, bench.spellings());
  return analyze(document, split_passages(document, cuts), cuts, bench);
}

AnalyzedDocument Analyzer::analyze(const Document& document, std::vector<Passage> passages,
                                   const SectionCuts& cuts, Workbench& bench) const {
  const DocumentUnits units = units_of(document, cuts);
  dates::ReadOptions options;
  options.document_date = document.date;
  options.events = &knowledge_.event_table();
  options.known_words = &bench.known_words();
  std::vector<std::vector<Timex>> timexes = dates::read_dates(units.texts, options);
  std::vector<std::vector<Mention>> mentions =
      knowledge_.spotter().mentions(units.texts, timexes, fixed_mentions(document, units),
                                    named_above(document), &bench.known_names());

  AnalyzedDocument analyzed;
  analyzed.passages = std::move(passages);
  for (std::size_t i = 0; i < units.texts.size(); ++i) {
    analyzed.units.push_back({units.places[i].section, units.places[i].heading,
                              std::move(timexes[i]), std::move(mentions[i])});
  }
  correct(document, units, analyzed);
  analyzed.contexts = contexts_of(document, analyzed);
  return analyzed;
}

std::vector<std::vector<Mention>> Analyzer::fixed_mentions(const Document& document,
                                                           const DocumentUnits& units) const {
  std::vector<std::vector<Mention>> fixed(units.texts.size());
  for (std::size_t i = 0; i < units.texts.size(); ++i) {
    if (units.places[i].heading) continue;
    for (const EditorMark& mark : document.sections[units.places[i].section].marks) {
      const auto actor = knowledge_.marked(mark, text::slice(units.texts[i].text, mark.span));
      if (!actor) continue;
      fixed[i].push_back({mark.span, *actor, actors::Evidence::name, false, "marked"});
    }
    for (const Link& link : document.sections[units.places[i].section].links) {
      const std::string_view anchor = text::slice(units.texts[i].text, link.span);
      const auto actor = linked(link, anchor);
      const bool marked = std::ranges::any_of(
          fixed[i], [&](const Mention& mention) { return mention.span.overlaps(link.span); });
      if (!actor || marked) continue;
      // Without what is no part of the name: "[Arabella's] letter".
      const std::vector<actors::NameToken> tokens = actors::name_tokens(anchor);
      const auto begin = static_cast<std::uint32_t>(link.span.begin);
      const Span span{begin + tokens.front().begin, begin + tokens.back().end};
      insert_by_span(fixed[i], {span, *actor, actors::Evidence::name, false, "link"});
    }
  }
  const auto rows = by_document_.find(document.id);
  if (rows == by_document_.end()) return fixed;
  for (const std::size_t row : rows->second) {
    const Correction& correction = corrections_[row];
    const auto actor = knowledge_.authority().find(correction.actor);
    if (correction.actor.empty() || !actor) continue;
    for (std::size_t i = 0; i < units.texts.size(); ++i) {
      for (const Span span : occurrences(units.texts[i].text, correction.quoted)) {
        remove_overlapping(fixed[i], span);
        insert_by_span(fixed[i], {span, *actor, actors::Evidence::name, false, kCorrectionRule});
      }
    }
  }
  return fixed;
}

std::vector<std::uint32_t> Analyzer::named_above(const Document& document) const {
  std::vector<std::uint32_t> actors;
  for (const NamedAbove& named : document.named_above) {
    const auto actor = knowledge_.marked({{}, named.type, named.ref}, named.name);
    if (actor) actors.push_back(*actor);
  }
  return actors;
}

// The actor that the document at the other end of a link defines, if the anchor names it.
std::optional<std::uint32_t> Analyzer::linked(const Link& link, std::string_view anchor) const {
  std::optional<std::string> target = link.target;
  if (resolve_link_) target = resolve_link_(link.target);
  if (!target) return std::nullopt;
  const auto subject = knowledge_.subject(*target);
  if (!subject || !may_name(knowledge_.authority()[*subject], anchor)) return std::nullopt;
  return subject;
}

// Actors that a correction names went in as fixed mentions; here go dates, and what is nothing.
void Analyzer::correct(const Document& document, const DocumentUnits& units,
                       AnalyzedDocument& analyzed) const {
  const auto rows = by_document_.find(document.id);
  if (rows == by_document_.end()) return;
  for (const std::size_t row : rows->second) {
    const Correction& correction = corrections_[row];
    bool applied = false;
    for (std::size_t i = 0; i < units.texts.size(); ++i) {
      AnalyzedUnit& unit = analyzed.units[i];
      for (const Span span : occurrences(units.texts[i].text, correction.quoted)) {
        applied = true;
        if (!correction.actor.empty()) continue;
        remove_overlapping(unit.dates, span);
        if (correction.date.empty()) {
          remove_overlapping(unit.mentions, span);
          continue;
        }
        Timex date = dates::timex_of(correction.date).value_or(Timex{});
        date.span = span;
        date.role = unit.heading ? dates::Role::heading : dates::Role::narrative;
        date.rule = kCorrectionRule;
        date.resolved_from = "explicit";
        insert_by_span(unit.dates, std::move(date));
      }
    }
    if (applied) analyzed.corrections.push_back(row);
  }
}

AnalyzedPassage passage_at(const Document& document, const AnalyzedDocument& analyzed,
                           std::size_t number) {
  const Passage& passage = analyzed.passages[number];
  const Section& section = document.sections[passage.section];
  AnalyzedPassage out;
  out.id = passage.id;
  out.headings = section.path;
  out.text = section.text.slice(passage.span);
  if (const AnalyzedUnit* body = analyzed.body(passage.section)) {
    out.dates = inside(body->dates, passage.span);
    out.mentions = inside(body->mentions, passage.span);
  }
  out.links = inside(section.links, passage.span);
  if (std::ranges::none_of(out.dates, counts)) out.context = analyzed.contexts[passage.section];
  return out;
}

}  // namespace fasti::indexer
