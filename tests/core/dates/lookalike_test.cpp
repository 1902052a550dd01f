#include "core/dates/lookalike.h"

#include <gtest/gtest.h>

#include "core/text/tokens.h"
#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Lookalike, NumbersThatAreNoDates) {
  for (const std::string_view text : {
           // What is numbered
           "See Article 1921 of the code.",
           "Under Art. 1914 it is void.",
           "Article II was struck out.",
           "Section 1850 applies.",
           "They cited UN Resolution 1973 at length.",
           "As chapter 5 has it.",
           "See pp. 281–319 there.",
           "See p. 1914 there.",
           "Vol. 1848 is lost.",
           "Room 1900 was locked.",
           "Flight 1549 landed safely.",
           "Route 1066 was closed.",
           "The 1815th Regiment fell back.",
           "No. 1812 was drawn.",
           "The book has 276p.",
           // Names of things
           "They bought the S-400 system.",
           "An F-16 and a Su-35S took off.",
           "The boat U-1206 sank.",
           "A Boeing 1900 landed.",
           "Order MG-1914 came by post.",
           "A fighter of the 5th Generation flew.",
           // Quantities
           "They sold 240,715 barrels.",
           "They sold 1,500 barrels.",
           "It weighed 12.2 in all.",
           "About 1,910 men fell.",
           "Some 1900 soldiers marched.",
           "They lost 1914 men and 1500 horses.",
           "In 1500 cases it failed.",
           "He paid $1914 for it.",
           "He paid £1850 for it.",
           "Heated to 1500° at least.",
           "It rose by 1950% or so.",
           "Support was 51% / 43% by then.",
           "It covers 1,335 ha of moor.",
           "It lies 1800 km off.",
           "It lies 1800 metres up.",
           "Around 100 came.",
           "A 1200-page report came.",
           // Times of day, versions, addresses
           "They met at 1945 hours.",
           "They met at 1800 GMT.",
           "They met at 20:45 and left at 9:15.",
           "Built with version 1.19.45 of it.",
           "The host 2001:db8:: is down.",
           "See http://example.org/news/1914/05 for more.",
           "Ring 020 1914 1918 1066.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(Lookalike, DatesAmongThem) {
  const ReadCase cases[] = {
      {"See 12.2 (2011): 281–319 there.", "2011 = 2011"},
      {"See Vol. 55 (1947), col. 381 there.", "1947 = 1947"},
      {"The Stamp Act of 1765 was resented.", "1765 = 1765"},
      {"On 3 March 1918 4 prisoners fled.", "3 March 1918 = 1918-03-03"},
      {"The 1936 Convention has 29 articles.", "1936 = 1936"},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

TEST(Lookalike, WhatIsReadOutsideALine) {
  const std::string_view text = "1914";
  const std::vector<Item> items = tag(text, text::tokenize(text));
  const Line line(text, items);
  EXPECT_TRUE(is_year_figure(line[0]));
  EXPECT_FALSE(is_year_figure(line[1]));
  EXPECT_FALSE(is_numbered(line, 0));
  EXPECT_FALSE(has_unit(line, 1));
  EXPECT_FALSE(is_plural_noun(line, 7));
  EXPECT_FALSE(is_noun(line, 7));
}

}  // namespace
}  // namespace fasti::dates
