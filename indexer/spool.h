#pragma once
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/document.h"
#include "indexer/passages.h"

namespace fasti::indexer {

// A document that has been read, as it waits on disk until the whole corpus has been.
struct SpooledDocument {
  Document document;
  std::vector<Passage> passages;
};

// The binary form of a spooled document (core/index/binary.h). decode_spooled throws
// index::IndexError when the bytes are not a whole one.
std::string encode_spooled(const Document& document, const std::vector<Passage>& passages);
SpooledDocument decode_spooled(std::string_view bytes);

// A document as its source gave it, with the records that it has of others. decode_document throws
// index::IndexError when the bytes are not a whole one.
std::string encode_document(const Document& document);
Document decode_document(std::string_view bytes);

// Frames on disk in the order in which they were written, read back once from the first on.
class Spool {
 public:
  // Creates the file. Throws std::runtime_error when the disk refuses.
  explicit Spool(std::string path);

  void write(std::string_view frame);
  // Ends writing. REQUIRES: before the first read.
  void rewind();
  std::optional<std::string> read();

 private:
  [[noreturn]] void fail() const;

  std::string path_;
  std::fstream file_;
};

}  // namespace fasti::indexer
