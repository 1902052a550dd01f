#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"
#include "indexer/document.h"

namespace fasti::sources {

// A link of a text, by the bytes of the source that its anchor came from.
struct RawLink {
  text::Span source;
  std::string target;
};

// Sections hold no more than about this much text, so that a document of any size is worked on in
// pieces.
inline constexpr std::size_t kSectionBytes = 1 << 20;

// Fills a document's sections in reading order: cleans their text, nests their headings, finds
// their links again, and cuts what is longer than kSectionBytes at a paragraph, else a sentence,
// else a blank.
class SectionWriter {
 public:
  explicit SectionWriter(indexer::Document& document) : document_(document) {}

  // What is added from now on stands under `heading`, which is of the given rank (1 or more; a
  // heading of the same or a lower number closes it). `heading` and the texts below are as they
  // stand in the source, with places in it.
  void begin(const text::MappedText& heading, int rank);

  // Adds a stretch of text; paragraphs in it are parted by blank lines. Every stretch is a section
  // of its own. `links` are in text order.
  void add(const text::MappedText& text, text::Span part, std::span<const RawLink> links = {},
           bool quotation = false);

  // A heading that nothing follows becomes a section without text. Call it last.
  void finish();

  // Nothing was added yet, neither heading nor text.
  bool empty() const { return document_.sections.empty() && path_.empty(); }

 private:
  struct Heading {
    std::string text;
    int rank;
    bool reference;
  };
  indexer::Section make_section();

  indexer::Document& document_;
  std::vector<Heading> path_;
  text::MappedText pending_;  // the heading that no section has yet
};

// Is a section under this heading about sources ("References", "See also"), not the subject?
bool is_reference_heading(std::string_view heading);

// The part of `text` that was made from the bytes `source`. REQUIRES: the text was made from the
// source in its order.
text::Span find_source(const text::MappedText& text, text::Span source);

}  // namespace fasti::sources
