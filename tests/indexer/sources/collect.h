#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/sources/encoding.h"
#include "indexer/sources/reader.h"

namespace fasti::sources {

// Keeps what a reader gives.
struct Collected final : Sink {
  std::vector<Document> documents;
  std::vector<Diagnostic> diagnostics;

  void document(Document document) override { documents.push_back(std::move(document)); }
  void diagnostic(Diagnostic diagnostic) override { diagnostics.push_back(std::move(diagnostic)); }

  std::vector<std::string> messages() const {
    std::vector<std::string> out;
    for (const Diagnostic& diagnostic : diagnostics) out.push_back(diagnostic.str());
    return out;
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> out;
    for (const Document& document : documents) out.push_back(document.id);
    return out;
  }
};

// What the reader of that name makes of `bytes`.
inline Collected read_as(std::string_view reader_name, std::string bytes,
                         const std::string& name = "test.txt") {
  Collected collected;
  Decoded decoded = decode(std::move(bytes));
  EXPECT_EQ(decoded.refusal, "");
  for (const Reader& reader : readers()) {
    if (reader.name == reader_name) reader.read({name, std::move(decoded.text)}, collected);
  }
  return collected;
}

inline Collected read_all(const std::string& path, std::string_view format = "") {
  Collected collected;
  read_path(path, format, collected);
  return collected;
}

inline std::string file_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

// Every place leads into the source, in its order, and verbatim text stands there.
inline void expect_places(const text::MappedText& text, std::string_view source) {
  std::size_t last = 0;
  const auto& runs = text.runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto& run = runs[i];
    const std::size_t end = i + 1 < runs.size() ? runs[i + 1].text_begin : text.size();
    ASSERT_LE(last, run.source_begin) << text.str().substr(run.text_begin, 40);
    ASSERT_LE(run.source_begin + run.source_length, source.size());
    if (run.verbatim) {
      ASSERT_EQ(text.str().substr(run.text_begin, end - run.text_begin),
                source.substr(run.source_begin, run.source_length));
    }
    last = run.source_begin;
  }
}

inline void expect_places(const Document& document, std::string_view source) {
  SCOPED_TRACE(document.id);
  for (const indexer::Section& section : document.sections) {
    expect_places(section.heading, source);
    expect_places(section.text, source);
  }
}

}  // namespace fasti::sources
