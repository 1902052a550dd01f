// Any bytes as TEI, from a stream: what is read has its places in them, in order, and spans within
// its texts.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "indexer/sources/byte_stream.h"
#include "indexer/sources/tei.h"
#include "tests/fuzz/reader_checker.h"

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  Bytes bytes(source);
  fuzz::ReaderChecker checker(source);
  try {
    sources::stream_tei("fuzz.xml", bytes, checker);
  } catch (const sources::ReadError&) {
    // Bytes that cannot be had; none of ours can.
    FASTI_EXPECT(false);
  }
  return 0;
}
