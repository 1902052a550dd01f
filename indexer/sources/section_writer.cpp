#include "indexer/sources/section_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"

namespace fasti::sources {
namespace {

using indexer::Section;
using text::MappedText;
using text::Span;

// Folded and sorted for binary search.
constexpr std::string_view kReferenceHeadings[] = {
    "bibliography",
    "citations",
    "diplomatic missions",
    "endnotes",
    "external links",
    "footnotes",
    "further reading",
    "gallery",
    "notes",
    "notes and references",
    "primary sources",
    "references",
    "related pages",
    "see also",
    "sources",
    "works cited",
};

// Looked through backwards for a good end of a piece.
constexpr std::size_t kLookBack = std::size_t{64} << 10;

// The end of a piece that begins at `begin`: kSectionBytes on, or where the text before that has a
// paragraph's, a sentence's or a word's end.
std::size_t piece_end(std::string_view text, std::size_t begin, std::size_t end) {
  if (end - begin <= kSectionBytes) return end;
  const std::size_t limit = text::floor_boundary(text, begin + kSectionBytes);
  const std::size_t back = limit - kLookBack;
  const std::string_view window = text.substr(back, kLookBack);
  for (const std::string_view border : {"\n\n", "\n", ". ", " "}) {
    const std::size_t at = window.rfind(border);
    if (at != std::string_view::npos) return back + at + border.size();
  }
  return limit;
}

}  // namespace

bool is_reference_heading(std::string_view heading) {
  const std::string folded = text::fold(heading);
  return std::binary_search(std::begin(kReferenceHeadings), std::end(kReferenceHeadings), folded);
}

Span find_source(const MappedText& text, Span source) {
  const std::vector<MappedText::Run>& runs = text.runs();
  // The first byte of the text that ends, in the source, after `place`.
  const auto after = [&](std::size_t place) {
    const auto run = std::partition_point(runs.begin(), runs.end(), [&](const MappedText::Run& r) {
      return r.source_begin + r.source_length <= place;
    });
    if (run == runs.end()) return text.size();
    const bool inside = run->verbatim && run->source_begin < place;
    return run->text_begin + (inside ? place - run->source_begin : 0);
  };
  Span found{after(source.begin), after(source.end)};
  const std::string_view all = text.str();
  while (found.begin < found.end && (all[found.begin] == ' ' || all[found.begin] == '\n')) {
    ++found.begin;
  }
  while (found.end > found.begin && (all[found.end - 1] == ' ' || all[found.end - 1] == '\n')) {
    --found.end;
  }
  return found;
}

void SectionWriter::begin(const MappedText& heading, int rank) {
  finish();
  pending_ = text::clean(heading);
  if (!pending_.empty()) enter(pending_.str(), rank);
}

void SectionWriter::within(const std::string& heading, int rank) {
  finish();
  enter(heading, rank);
}

void SectionWriter::enter(std::string heading, int rank) {
  while (!path_.empty() && path_.back().rank >= rank) path_.pop_back();
  const bool inherited = !path_.empty() && path_.back().reference;
  const bool reference = inherited || is_reference_heading(heading);
  path_.push_back({std::move(heading), rank, reference});
}

void SectionWriter::add(const MappedText& text, Span part, const Carried& carried) {
  while (!part.empty()) {
    const std::size_t end = piece_end(text.str(), part.begin, part.end);
    MappedText clean = text::clean(text.slice({part.begin, end}));
    part.begin = end;
    if (clean.empty()) continue;
    Section section = make_section();
    section.text = std::move(clean);
    section.quotation = carried.quotation;
    section.reference = section.reference || carried.reference;
    for (const RawLink& link : carried.links) {
      const Span anchor = find_source(section.text, link.source);
      if (!anchor.empty()) section.links.push_back({anchor, link.target});
    }
    for (const RawMark& mark : carried.marks) {
      const Span name = find_source(section.text, mark.source);
      if (!name.empty()) section.marks.push_back({name, mark.type, mark.ref});
    }
    for (const RawDate& date : carried.dates) {
      const Span words = find_source(section.text, date.source);
      if (!words.empty()) section.dates.push_back({words, date.edtf});
    }
    document_.sections.push_back(std::move(section));
  }
}

void SectionWriter::finish() {
  if (pending_.empty()) return;
  Section section = make_section();
  document_.sections.push_back(std::move(section));
}

Section SectionWriter::make_section() {
  Section section;
  for (const Heading& heading : path_) section.path.push_back(heading.text);
  section.level = static_cast<int>(path_.size());
  section.heading = std::exchange(pending_, {});
  section.reference = !path_.empty() && path_.back().reference;
  return section;
}

}  // namespace fasti::sources
