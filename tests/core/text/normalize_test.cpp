#include "core/text/normalize.h"

#include <gtest/gtest.h>

namespace fasti::text {
namespace {

TEST(Clean, LeavesTextAsItIsShown) {
  const struct {
    std::string_view input, expected;
  } cases[] = {
      {"", ""},
      {" \t\n ", ""},
      {"plain words", "plain words"},
      {"  outer  blanks  ", "outer blanks"},
      {"World War\u00A0II", "World War II"},
      {"thin\u2009space", "thin space"},
      {"one\ntwo", "one two"},
      {"one\n\ntwo", "one\n\ntwo"},
      {"one \n \t\n\n two", "one\n\ntwo"},
      {"soft\u00ADhyphen", "softhyphen"},
      {"\uFEFFmark", "mark"},
      {"zero\u200Bwidth", "zerowidth"},
      {"bell\a", "bell"},
      {"a b c\u0327 d", "a b ç d"},
      {"two plain\u00A0 words \u0301", "two plain words \u0301"},
      {"one. \u201Ctwo\u201D", "one. \u201Ctwo\u201D"},
      {"u\u0308ber", "über"},
      {"Ku\u0308c\u0327u\u0308k", "Küçük"},
      {"한글", "한글"},
      {"\u1112\u1161\u11AB", "한"},
      {"مصطفى", "مصطفى"},
  };
  for (const auto& [input, expected] : cases) {
    SCOPED_TRACE(input);
    EXPECT_EQ(clean(input), expected);
    EXPECT_EQ(clean(expected), expected);
  }
}

TEST(Clean, KeepsThePlaceOfEveryCharacter) {
  const std::string raw = "a  bu\u0308c\n\nd\u00ADe";
  const MappedText text = clean(MappedText(raw, 10));
  ASSERT_EQ(text.str(), "a büc\n\nde");
  const auto source_of = [&](std::string_view part) {
    const std::size_t at = text.str().find(part);
    const Span span = text.source({at, at + part.size()});
    return raw.substr(span.begin - 10, span.size());
  };
  EXPECT_EQ(source_of("a"), "a");
  EXPECT_EQ(source_of(" "), "  ");
  EXPECT_EQ(source_of("b"), "b");
  EXPECT_EQ(source_of("ü"), "u\u0308");
  EXPECT_EQ(source_of("c"), "c");
  EXPECT_EQ(source_of("\n\n"), "\n\n");
  EXPECT_EQ(source_of("de"), "d\u00ADe");
}

TEST(Clean, PlainTextIsOneRun) {
  EXPECT_EQ(clean(MappedText("Relations warmed in 1921, and cooled.", 0)).runs().size(), 1U);
}

}  // namespace
}  // namespace fasti::text
