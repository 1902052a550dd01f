// Any request to a small index: method, address and body parted by blanks and the first line end.
// It is answered, never by 500; what says that it is JSON is, and a page has no markup but its own.
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tests/fuzz/expect.h"
#include "tests/server/api/tiny_library.h"

namespace {

using namespace fasti;

// Up to `end`, which goes too.
std::string_view take(std::string_view& rest, char end) {
  const std::string_view part = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  return part;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static api::TinyLibrary library;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view line = rest.substr(0, rest.find('\n'));
  std::string_view words = take(rest, '\n');
  const std::string method(take(words, ' '));
  const std::string target(words);
  FASTI_EXPECT(words.size() <= line.size());
  const api::Response response = library.ask({.method = method,
                                              .target = target,
                                              .body = std::string(rest),
                                              .content_type = "application/json"});
  FASTI_EXPECT(response.status >= 200 && response.status < 500);
  FASTI_EXPECT(response.status != 304);
  for (const auto& [name, value] : response.headers)
    FASTI_EXPECT(value.find_first_of("\r\n") == std::string::npos);
  if (response.parts) {
    while (!response.parts().empty()) continue;
  } else if (response.content_type.find("json") != std::string::npos) {
    FASTI_EXPECT(nlohmann::json::accept(response.body));
  } else if (response.content_type.starts_with("text/html")) {
    // Its own script and no other, with the answer for it at most, and one end of its title.
    std::string body = response.body;
    constexpr std::string_view kAnswer = "<script type=\"application/json\" id=\"answer\">";
    if (const std::size_t begin = body.find(kAnswer); begin != std::string::npos) {
      const std::size_t end = body.find('<', begin + kAnswer.size());
      FASTI_EXPECT(body.substr(end).starts_with("</script>"));
      FASTI_EXPECT(nlohmann::json::accept(
          body.substr(begin + kAnswer.size(), end - begin - kAnswer.size())));
      body.erase(begin, end - begin);
    }
    for (const std::string_view once : {"<script", "</title>", "<main ", "</main>"})
      FASTI_EXPECT(body.find(once) == body.rfind(once));
  }
  return 0;
}
