// Any bytes as a connection's: the same requests come out however the bytes arrive, and none beyond
// its bounds. The first byte tells how large the pieces are.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/framing.h"
#include "tests/fuzz/expect.h"

namespace {

using namespace fasti::api;

struct Seen {
  std::vector<Frame> frames;
  int refused = 0;  // status
};

Seen cut(std::string_view bytes, std::size_t piece) {
  Seen seen;
  Framer framer;
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, piece);
    bytes.remove_prefix(part.size());
    framer.append(part);
    for (;;) {
      const Framer::Progress progress = framer.advance();
      FASTI_EXPECT(framer.size() <= kLongestRequestLine + kLongestHead + kLongestBody + piece);
      if (progress == Framer::Progress::refused) {
        FASTI_EXPECT(framer.refusal().status >= 400 && !framer.refusal().detail.empty());
        seen.refused = framer.refusal().status;
        return seen;
      }
      if (progress == Framer::Progress::pending) break;
      seen.frames.push_back(framer.take());
    }
  }
  return seen;
}

void check(const Frame& frame) {
  FASTI_EXPECT(frame.body.size() <= kLongestBody);
  FASTI_EXPECT(frame.head.size() <= kLongestRequestLine + kLongestHead);
  FASTI_EXPECT(frame.head.ends_with("\r\n\r\n"));
  FASTI_EXPECT(!frame.method().empty() && !frame.target().empty());
  FASTI_EXPECT(frame.target().find_first_of(" \r\n") == std::string_view::npos);
  // No line end of another kind could be one for whoever reads the head next.
  for (std::size_t i = 0; i < frame.head.size(); ++i) {
    FASTI_EXPECT(frame.head[i] != '\0');
    if (frame.head[i] == '\n') FASTI_EXPECT(i > 0 && frame.head[i - 1] == '\r');
    if (frame.head[i] == '\r') FASTI_EXPECT(frame.head[i + 1] == '\n');
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Seen whole = cut(bytes, std::max<std::size_t>(bytes.size(), 1));
  const Seen pieces = cut(bytes, 1U + data[0] % 7U);
  FASTI_EXPECT(whole.refused == pieces.refused);
  FASTI_EXPECT(whole.frames.size() == pieces.frames.size());
  for (std::size_t i = 0; i < whole.frames.size(); ++i) {
    check(whole.frames[i]);
    FASTI_EXPECT(whole.frames[i].head == pieces.frames[i].head);
    FASTI_EXPECT(whole.frames[i].body == pieces.frames[i].body);
    FASTI_EXPECT(whole.frames[i].keep == pieces.frames[i].keep);
  }
  return 0;
}
