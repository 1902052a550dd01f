#include "core/dates/roles.h"

#include <gtest/gtest.h>

#include "core/text/tokens.h"
#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Roles, OfTheFirstDate) {
  const struct {
    std::string_view text;
    Role role;
  } cases[] = {
      {"In 1914 they met.", Role::narrative},
      {"They met on 3 March 1918.", Role::narrative},
      {"The 1936 Montreux Convention lapsed.", Role::premodifier},
      {"The 2016 elections were close.", Role::premodifier},
      {"A nineteenth-century novelist wrote it.", Role::premodifier},
      {"See Past & Present 12.2 (2011): 281–319.", Role::citation},
      {"See Hansard, Vol. 55 (1947), col. 381.", Role::citation},
      {"A. Holt, The Straits, Oxford University Press, 1998.", Role::citation},
      {"Retrieved 3 May 2017.", Role::citation},
      {"A. Holt, London, 1968, p. 69.", Role::citation},
      {"Holt, A. & Brown, K. (1998). The Straits. London.", Role::citation},
      {"“In 1905 we slept,” he said.", Role::quotation},
      {"\"In 1905 we slept,\" he said.", Role::quotation},
      {"«In 1905 we slept», he said.", Role::quotation},
      {"Vera Holt (1870–1924) taught.", Role::life},
      {"Vera Holt (born 14 February 1953) taught.", Role::life},
      {"Vera Holt came home (1898). The house was cold.", Role::narrative},
      // Not of persons.
      {"The Crimean War (1853–1856) was long.", Role::narrative},
      {"The Ottoman Empire (1299–1322) grew.", Role::narrative},
      {"They slept (1853–1856) and woke.", Role::narrative},
  };
  for (const auto& [text, role] : cases) {
    SCOPED_TRACE(text);
    const auto dates = dates_in(text);
    ASSERT_FALSE(dates.empty());
    EXPECT_EQ(name(dates[0].role), name(role));
  }
}

TEST(Roles, OfUnits) {
  const struct {
    TextUnit unit;
    Role role;
  } cases[] = {
      {{.text = "War and peace, 1914–1918", .heading = true, .level = 2}, Role::heading},
      {{.text = "1990–present", .heading = true, .level = 2}, Role::heading},
      {{.text = "In 1905 we slept.", .quotation = true}, Role::quotation},
      {{.text = "In 1905 he wrote it.", .reference = true}, Role::citation},
      {{.text = "Vera Holt (1870–1924) taught.", .quotation = true}, Role::life},
  };
  for (const auto& [unit, role] : cases) {
    SCOPED_TRACE(unit.text);
    const auto dates = read_dates(std::span(&unit, 1)).front();
    ASSERT_EQ(dates.size(), 1U);
    EXPECT_EQ(name(dates[0].role), name(role));
  }
}

TEST(Roles, QuotedItems) {
  const auto quoted = [](std::string_view text) {
    const std::vector<Item> items = tag(text, text::tokenize(text));
    std::string out;
    for (const bool item : quoted_items(Line(text, items))) out += item ? 'q' : '.';
    return out;
  };
  EXPECT_EQ(quoted("a \"b c\" d"), ".qqq..");
  EXPECT_EQ(quoted("a “b” c “d"), ".qq..qq");
  EXPECT_EQ(quoted("a ” b"), "...");
  EXPECT_EQ(quoted(""), "");
}

}  // namespace
}  // namespace fasti::dates
