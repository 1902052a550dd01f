// Any bytes as TEI, from a stream: what is read has its places in them, in order, and spans within
// its texts.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/sources/byte_stream.h"
#include "indexer/sources/tei.h"
#include "tests/fuzz/expect.h"

namespace {

using namespace fasti;

class Bytes final : public sources::ByteStream {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

 protected:
  std::size_t fetch(char* buffer, std::size_t size) override {
    const std::size_t part = std::min(size, bytes_.size());
    std::copy_n(bytes_.data(), part, buffer);
    bytes_.remove_prefix(part);
    return part;
  }

 private:
  std::string_view bytes_;
};

void check(const text::MappedText& text, std::string_view source) {
  std::size_t last = 0;
  const auto& runs = text.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto& run = runs[i];
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].text_begin : text.size();
    FASTI_EXPECT(last <= run.source_begin);
    FASTI_EXPECT(run.source_begin + run.source_length <= source.size());
    last = run.source_begin;
    if (!run.verbatim) continue;
    FASTI_EXPECT(text.str().substr(run.text_begin, end - run.text_begin) ==
                 source.substr(run.source_begin, run.source_length));
  }
}

class Checker final : public sources::Sink {
 public:
  explicit Checker(std::string_view source) : source_(source) {}

  void document(indexer::Document document) override {
    for (const indexer::Section& section : document.sections) {
      check(section.heading, source_);
      check(section.text, source_);
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
  }

 private:
  std::string_view source_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  Bytes bytes(source);
  Checker checker(source);
  try {
    sources::stream_tei("fuzz.xml", bytes, checker);
  } catch (const sources::ReadError&) {
    // Bytes that cannot be had; none of ours can.
    FASTI_EXPECT(false);
  }
  return 0;
}
