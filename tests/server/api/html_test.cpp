#include "server/api/html.h"

#include <gtest/gtest.h>

namespace fasti::api {
namespace {

TEST(Html, TextsHoldNoMarkup) {
  EXPECT_EQ(escaped("a < b & \"c\" > d"), "a &lt; b &amp; &quot;c&quot; &gt; d");
  EXPECT_EQ(escaped("&lt;"), "&amp;lt;");
  EXPECT_EQ(link("/?a=1&b=\"", "<i>"), "<a href=\"/?a=1&amp;b=&quot;\" dir=\"auto\">&lt;i&gt;</a>");
  EXPECT_EQ(in_language("tr"), " lang=\"tr\" dir=\"auto\"");
  EXPECT_EQ(in_language("\"><script>"), " lang=\"&quot;&gt;&lt;script&gt;\" dir=\"auto\"");
  EXPECT_EQ(in_language(""), " dir=\"auto\"");
}

TEST(Html, MarksStandAroundWords) {
  EXPECT_EQ(marked("<b> & c", {}), "&lt;b&gt; &amp; c");
  EXPECT_EQ(marked("<b> & c", {{0, 3}, {6, 7}}), "<mark>&lt;b&gt;</mark> &amp; <mark>c</mark>");
}

TEST(Html, OnlyAWebAddressBecomesALink) {
  EXPECT_EQ(
      linked_address("https://example.org/?a&b"),
      "<a href=\"https://example.org/?a&amp;b\" dir=\"auto\">https://example.org/?a&amp;b</a>");
  for (const char* text : {"CC BY 4.0", "javascript:alert(1)", "see https://example.org",
                           "https://example.org and more", ""})
    EXPECT_EQ(linked_address(text), escaped(text)) << text;
}

}  // namespace
}  // namespace fasti::api
