#include "indexer/sources/reader.h"

#include <fmt/format.h>

#include "indexer/sources/json_lines.h"
#include "indexer/sources/markdown.h"
#include "indexer/sources/plain_text.h"
#include "indexer/sources/scrape.h"
#include "indexer/sources/tei.h"

namespace fasti::sources {
namespace {

constexpr std::string_view kJsonLinesEndings[] = {".jsonl", ".ndjson"};
constexpr std::string_view kMarkdownEndings[] = {".md", ".markdown"};
constexpr std::string_view kTeiEndings[] = {".xml", ".tei"};
constexpr std::string_view kTextEndings[] = {".txt", ".text"};

// Asked in this order; plain text takes whatever is left.
constexpr Reader kReaders[] = {
    {"tei", kTeiEndings, is_tei, read_tei, stream_tei},
    {"jsonl", kJsonLinesEndings, is_json_lines, read_json_lines, stream_json_lines},
    {"markdown", kMarkdownEndings, is_markdown, read_markdown},
    {"scrape", kTextEndings, is_scrape, read_scrape},
    {"text", kTextEndings, is_plain_text, read_plain_text},
};

}  // namespace

std::span<const Reader> readers() { return kReaders; }

std::string Diagnostic::str() const {
  return line == 0 ? fmt::format("{}: {}", file, message)
                   : fmt::format("{}:{}: {}", file, line, message);
}

}  // namespace fasti::sources
