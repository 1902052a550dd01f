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
  } cases[] = {{"\x80", 0},       {"a\xC3", 1},        {"\xC0\x80", 0},
               {"ab\xE2\x82", 2}, {"\xED\xA0\x80", 0}, {"\xF4\x90\x80\x80", 0},
               {"ok\xFF", 2},     {"\xE0\x80\x80", 0}};
  for (const auto& [input, at] : cases) {
    SCOPED_TRACE(input);
    EXPECT_EQ(first_invalid_utf8(input), at);
    EXPECT_FALSE(first_invalid_utf8(replace_invalid_utf8(input)));
  }
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points("Küçük"), 5U);
  CodePointCounter counter("Küçük");
  EXPECT_EQ(counter.at_byte(3), 2U);
  EXPECT_EQ(counter.at_byte(8), 5U);
  EXPECT_EQ(counter.at_byte(1), 1U) << "going back starts again";
  EXPECT_EQ(counter.at_byte(99), 5U);
  EXPECT_EQ(floor_boundary("Kü", 2), 1U);
  EXPECT_EQ(floor_boundary("Kü", 3), 3U);
}

}  // namespace
}  // namespace fasti::text
