#include "core/dates/events.h"

#include <gtest/gtest.h>

#include "core/dates/edtf.h"
#include "core/dates/rows.h"
#include "embedded/dates.h"
#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

TEST(Events, EveryRowOfTheTableIsReadByItsNames) {
  int names = 0;
  for_each_row(embedded::events_tsv, [&](const Row& row) {
    const std::string edtf(row.at(0));
    SCOPED_TRACE(edtf);
    const auto bounds = edtf_bounds(edtf);
    ASSERT_TRUE(bounds);
    for (const std::string_view name : split(row.at(1), "|")) {
      SCOPED_TRACE(name);
      const bool framed = name.starts_with("between ");
      const bool the = name.starts_with("the ");
      const std::string text = std::string("Trade fell ") + (framed ? "" : "during ") +
                               (framed || the ? "" : "the ") + std::string(name) + " and rose.";
      const auto dates = dates_in(text);
      ASSERT_EQ(dates.size(), 1U);
      EXPECT_EQ(dates[0].edtf, edtf);
      EXPECT_EQ(dates[0].grain, Grain::event);
      EXPECT_EQ(dates[0].kind, Kind::span);
      EXPECT_TRUE(dates[0].resolved_from.starts_with("table:")) << dates[0].resolved_from;
      ++names;
    }
  });
  EXPECT_GT(names, 150);
}

TEST(Events, SidesOfAnEvent) {
  const ReadCase cases[] = {
      {"During World War I trade fell.", "World War I = 1914-07-28/1918-11-11"},
      {"Throughout the Cold War trade fell.", "Cold War = 1947~/1991~"},
      {"Before the Crimean War trade fell.", "Before the Crimean War = ../1853-10-16"},
      {"After the Crimean War trade fell.", "After the Crimean War = 1856-03-30/.."},
      {"Since the Korean War trade fell.", "Since the Korean War = 1953-07-27/.."},
      {"At the end of World War II trade fell.", "At the end of World War II = 1945"},
      {"At the outbreak of World War II trade fell.", "At the outbreak of World War II = 1939"},
      {"Trade fell between the wars.", "between the wars = 1918-11-11/1939-09-01"},
      {"In the Middle Ages trade fell.", "Middle Ages = 0500~/1500~"},
      {"During the Thirty Years' War trade fell.", "Thirty Years' War = 1618/1648"},
      {"During the Six Day War trade fell.", "Six Day War = 1967-06-05/1967-06-10"},
      {"After 9/11 trade fell.", "After 9/11 = 2001-09-11/.."},
  };
  for (const auto& [text, dates] : cases) {
    SCOPED_TRACE(text);
    EXPECT_EQ(read(text), dates);
  }
}

// A name alone dates nothing.
TEST(Events, NamesOutsideATemporalFrame) {
  for (const std::string_view text : {
           "The Crimean War is the subject of his book.",
           "Books on World War I fill the shelf.",
           "The October Revolution was praised.",
           "She read about the Cold War.",
           "The pre-war ministers returned.",
       }) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(Events, GivenEventsWinOverTheTable) {
  const NamedEvent events[] = {{"Crimean War", "1854/1855", "authority"},
                               {"the Great Sulk", "1831-05/1832", "doc-9"},
                               {"Nameless", "no date", "doc-9"},
                               {"", "1900", "doc-9"}};
  const EventTable table(events);
  const ReadOptions options{.document_date = "", .events = &table};
  EXPECT_EQ(read("During the Crimean War trade fell.", options), "Crimean War = 1854/1855");
  EXPECT_EQ(read("During the Great Sulk trade fell.", options), "Great Sulk = 1831-05/1832");
  EXPECT_EQ(read("During Nameless trade fell.", options), "");
  const auto dates = dates_in("After the Great Sulk trade fell.", options);
  ASSERT_EQ(dates.size(), 1U);
  EXPECT_EQ(dates[0].resolved_from, "doc-9:the Great Sulk");
}

}  // namespace
}  // namespace fasti::dates
