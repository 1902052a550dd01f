#include "core/text/utf8.h"

#include <gtest/gtest.h>

namespace fasti::text {
namespace {

TEST(Utf8, RoundTripsCodePoints) {
  for (const char32_t c : {U'\0', U'a', U'\x7F', U'\x80', U'ü', U'\u07FF', U'\u0800', U'한',
                           U'\uFFFD', U'\U00010000', U'\U0010FFFF'}) {
    std::string text;
    append_utf8(text, c);
    std::size_t at = 0;
    EXPECT_EQ(decode(text, at), c);
    EXPECT_EQ(at, text.size());
    EXPECT_EQ(decode_before(text, text.size()), c);
    EXPECT_FALSE(first_invalid_utf8(text));
  }
}

TEST(Utf8, FindsInvalidBytes) {
  const struct {
    std::string_view input;
    std::size_t at;
  } cases[] = {{"eight bytes, then \xC3", 18},
               {"\x80", 0},
               {"a\xC3", 1},
               {"\xC0\x80", 0},
               {"ab\xE2\x82", 2},
               {"\xED\xA0\x80", 0},
               {"\xF4\x90\x80\x80", 0},
               {"ok\xFF", 2},
               {"\xE0\x80\x80", 0}};
  for (const auto& [input, at] : cases) {
    SCOPED_TRACE(input);
    EXPECT_EQ(first_invalid_utf8(input), at);
    EXPECT_FALSE(first_invalid_utf8(replace_invalid_utf8(input)));
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points("Küçük"), 5U);
  const std::string text = "Küçük, eight bytes and Karsı";
  const CodePoints code_points(text);
  for (std::size_t at = 0; at <= text.size(); ++at)
    EXPECT_EQ(code_points.at_byte(at), count_code_points(text.substr(0, at))) << at;
  EXPECT_EQ(code_points.at_byte(99), text.size() - 4);
  EXPECT_EQ(floor_boundary("Kü", 2), 1U);
  EXPECT_EQ(floor_boundary("Kü", 3), 3U);
}

}  // namespace
}  // namespace fasti::text
