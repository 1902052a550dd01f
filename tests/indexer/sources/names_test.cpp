#include "indexer/sources/names.h"

#include <gtest/gtest.h>

namespace fasti::sources {
namespace {

TEST(Names, OfFiles) {
  const struct {
    std::string_view name, ending, stem;
  } cases[] = {
      {"notes.txt", ".txt", "notes"},
      {"/a/b.c/Notes.TXT", ".txt", "Notes"},
      {"a/notes.md.gz", ".md", "notes"},
      {"notes.xz", "", "notes"},
      {"a.zip/dir/notes.markdown", ".markdown", "notes"},
      {"letter to Mr. Smith", "", "letter to Mr. Smith"},
      {"report.1921", "", "report.1921"},
      {".hidden", "", ".hidden"},
      {"dir/", "", "dir"},
      {"-", "", "-"},
  };
  for (const auto& [name, end, base] : cases) {
    SCOPED_TRACE(name);
    EXPECT_EQ(ending(name), end);
    EXPECT_EQ(stem(name), base);
  }
}

TEST(Names, GiveTitlesAndDays) {
  EXPECT_EQ(title_from("treaty_of-moscow"), "treaty of moscow");
  EXPECT_EQ(title_from("1921-03-16_treaty-of-moscow"), "1921-03-16 treaty of moscow");
  EXPECT_EQ(title_from("broken\xFFname"), "broken\xEF\xBF\xBDname");
  EXPECT_EQ(day_in("1921-03-16-treaty"), "1921-03-16");
  EXPECT_EQ(day_in("1921-03-16"), "1921-03-16");
  for (const std::string_view none : {"1921-02-30-treaty", "1921-03-161", "x1921-03-16", "1921"}) {
    EXPECT_EQ(day_in(none), std::nullopt) << none;
  }
}

TEST(Names, FieldsHoldDates) {
  const struct {
    std::string_view field;
    std::optional<std::string> edtf;
  } cases[] = {
      {"1921-03-16", "1921-03-16"},
      {"1921", "1921"},
      {"1914/1918", "1914/1918"},
      {" 1921-03 ", "1921-03"},
      {"1921-03-16T12:30:00Z", "1921-03-16"},
      {"1921-03-16 12:30", "1921-03-16"},
      {"", std::nullopt},
      {"yesterday", std::nullopt},
      {"1921-13-45", std::nullopt},
  };
  for (const auto& [field, edtf] : cases) EXPECT_EQ(read_date_field(field), edtf) << field;
}

TEST(Names, LinksLeadToDocumentsBesideThem) {
  const struct {
    std::string_view target;
    std::optional<std::string> id;
  } cases[] = {
      {"russia.md", "russia"},
      {"sources/treaty-of-kars.md#text", "treaty-of-kars"},
      {"../Treaty%20of%20K%C3%BC%C3%A7%C3%BCk%20Kaynarca.txt", "treaty-of-kucuk-kaynarca"},
      {"a/b:c/d.md", "d"},
      {"https://example.org/russia.md", std::nullopt},
      {"//example.org/russia.md", std::nullopt},
      {"mailto:someone", std::nullopt},
      {"#section", std::nullopt},
      {"map.png", std::nullopt},
      {"", std::nullopt},
      {"%", std::nullopt},
  };
  for (const auto& [target, id] : cases) EXPECT_EQ(linked_id(target), id) << target;
}

TEST(Names, IdsAreNeverEmpty) {
  EXPECT_EQ(make_id("Treaty of Küçük Kaynarca"), "treaty-of-kucuk-kaynarca");
  EXPECT_FALSE(make_id("").empty());
  EXPECT_FALSE(make_id("???").empty());
  EXPECT_NE(make_id("???"), make_id("!!!"));
}

}  // namespace
}  // namespace fasti::sources
