#pragma once
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"
#include "indexer/sources/section_writer.h"

namespace fasti::sources {

// What parts two words of a text.
enum class Break {
  none,
  soft,       // the end of a line or cell: a blank, save before a comma or full stop
  blank,      // a blank of the source
  paragraph,  // the end of a block
};

// A run of text as it is gathered from between the tags of a mark-up: blanks and line ends of the
// source are one blank, breaks that tags make are put in where words follow, and nowhere twice.
class TextRun {
 public:
  // `text` with places in the source, as it stands there.
  void add(const text::MappedText& text);
  // Text that stands for a tag or what is in it.
  void put(std::string_view text, text::Span place);
  void part(Break with);
  // What stood before goes on in one word: a hyphen at the end of its line falls away.
  void join();
  // Adds another run with what it carries.
  void append(TextRun&& other);

  // Adds what an editor has marked. Of marks within each other the outer one stands, unless only
  // the inner one says who it is.
  void mark(RawMark mark);
  void date(RawDate date);
  void link(RawLink link) { links_.push_back(std::move(link)); }

  // All of it. Afterwards nothing may be added.
  const text::MappedText& text();
  Carried carried() const { return {.links = links_, .marks = marks_, .dates = dates_}; }
  bool empty() const { return text_.empty() && hyphen_.empty(); }
  std::size_t size() const { return text_.size(); }

 private:
  void word(const text::MappedText& text, text::Span part);
  void begin_word(char first, std::size_t place);

  text::MappedText text_;
  text::MappedText hyphen_;      // at the end of it
  Break lead_ = Break::none;     // before the first word
  Break pending_ = Break::none;  // before the next one
  bool joined_ = false;          // the next word is the rest of the last one
  std::vector<RawLink> links_;
  std::vector<RawMark> marks_;
  std::vector<RawDate> dates_;
};

}  // namespace fasti::sources
