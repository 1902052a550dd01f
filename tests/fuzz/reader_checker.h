#pragma once
#include <cstddef>
#include <string_view>
#include <utility>

#include "core/text/utf8.h"
#include "indexer/sources/reader.h"
#include "tests/fuzz/expect.h"

namespace fasti::fuzz {

// Takes what a reader gives, and insists that it holds together: texts are UTF-8, spans lie in
// order within their texts, complaints say something.
class ReaderChecker final : public sources::Sink {
 public:
  // With the bytes of its source: the text has its places in them, in order.
  explicit ReaderChecker(std::string_view source) : source_(source), placed_(true) {}
  ReaderChecker() = default;

  void document(indexer::Document document) override {
    for (const indexer::Section& section : document.sections) {
      check(section.heading);
      check(section.text);
      std::size_t end = 0;
      for (const indexer::EditorMark& mark : section.marks) {
        FASTI_EXPECT(mark.span.begin >= end && mark.span.begin < mark.span.end);
        end = mark.span.end;
      }
      FASTI_EXPECT(end <= section.text.size());
      end = 0;
      for (const dates::StatedDate& date : section.dates) {
        FASTI_EXPECT(date.span.begin >= end && date.span.begin < date.span.end);
        FASTI_EXPECT(dates::timex_of(date.edtf));
        end = date.span.end;
      }
      FASTI_EXPECT(end <= section.text.size());
    }
  }
  void diagnostic(sources::Diagnostic diagnostic) override {
    FASTI_EXPECT(!diagnostic.message.empty());
    FASTI_EXPECT(text::replace_invalid_utf8(diagnostic.message) == diagnostic.message);
  }

 private:
  void check(const text::MappedText& text) const {
    FASTI_EXPECT(text::replace_invalid_utf8(text.str()) == text.str());
    std::size_t last = 0;
    const auto& runs = text.runs();
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const auto& run = runs[i];
      const std::size_t end = i + 1 < runs.size() ? runs[i + 1].text_begin : text.size();
      FASTI_EXPECT(last <= run.source_begin);
      last = run.source_begin;
      if (!placed_) continue;
      FASTI_EXPECT(run.source_begin + run.source_length <= source_.size());
      if (!run.verbatim) continue;
      FASTI_EXPECT(text.str().substr(run.text_begin, end - run.text_begin) ==
                   source_.substr(run.source_begin, run.source_length));
    }
  }

  std::string_view source_;
  bool placed_ = false;
};

}  // namespace fasti::fuzz
