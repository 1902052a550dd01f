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

// What an editor has marked in a text, by the bytes of the source.
struct RawMark {
  text::Span source;
  actors::Type type = actors::Type::unknown;
  std::string ref;
};
struct RawDate {
  text::Span source;
  std::string edtf;
};

// What a stretch of text carries besides its words, each list in text order.
struct Carried {
  std::span<const RawLink> links = {};
  std::span<const RawMark> marks = {};
  std::span<const RawDate> dates = {};
  bool quotation = false;
  bool reference = false;  // so is all under a heading of that kind
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

  // The same for the heading of a larger work that the document is a part of: it stands above the
  // document's sections and is none of them.
  void within(const std::string& heading, int rank);

  // Adds a stretch of text; paragraphs in it are parted by blank lines. Every stretch is a section
  // of its own.
  void add(const text::MappedText& text, text::Span part, const Carried& carried = {});

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
  void enter(std::string heading, int rank);
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
