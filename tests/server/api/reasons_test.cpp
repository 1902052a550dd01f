#include "server/api/reasons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/dates/expressions.h"
#include "core/dates/rules.h"

namespace fasti::api {
namespace {

using testing::HasSubstr;
using testing::Not;

index::StoredDate date(const std::string& rule, const std::string& from,
                       dates::Grain grain = dates::Grain::day) {
  index::StoredDate out;
  out.edtf = "1925-06-29";
  out.grain = grain;
  out.rule = rule;
  out.resolved_from = from;
  return out;
}

TEST(Reasons, OfDates) {
  struct Case {
    index::StoredDate date;
    std::string reason;
  };
  std::vector<Case> cases{
      {date("day-month", "explicit"), "a day, as written"},
      {date("day-month", "context"), "a day, worked out from a date before it"},
      {date("month", "heading", dates::Grain::month),
       "a month, worked out from the heading above it"},
      {date("next-unit", "document", dates::Grain::year),
       "a year, worked out from the date of its document"},
      {date("marked", "editor"), "a day, as its editor says"},
      {date("range", "explicit"), "a stretch of time, as written"},
      {date("event", "table:Crimean War", dates::Grain::event),
       "an event, with the time of “Crimean War”"},
      {date("event", "a:b:Crimean War", dates::Grain::event),
       "an event, with the time of “Crimean War”"},
      // Of a later program, or an earlier one.
      {date("new-rule", "a fresh look"), "by the rule “new-rule”, from “a fresh look”"},
      {date("year", "", dates::Grain::year), "a year"},
  };
  cases.push_back({date("day-month", "explicit"), "a day, Julian calendar, as written"});
  cases.back().date.calendar = dates::Calendar::julian;
  cases.push_back({date("decade", "explicit", dates::Grain::decade),
                   "a decade, at some time in it, as written, in a quotation"});
  cases.back().date.kind = dates::Kind::vague;
  cases.back().date.role = dates::Role::quotation;
  for (const auto& [one, reason] : cases) EXPECT_EQ(date_reason(one), reason);

  EXPECT_EQ(date_reason(date("year", "heading"), false), "the date of the heading above it");
  EXPECT_EQ(date_reason(date("document", "document"), false), "the date of its document");
  EXPECT_EQ(date_reason(date("x", "elsewhere"), false), "from “elsewhere”");
}

TEST(Reasons, KnowEveryRuleThatReadsDates) {
  const auto is_known = [](std::string_view rule) {
    EXPECT_THAT(date_reason(date(std::string(rule), "explicit")), Not(HasSubstr("by the rule")));
  };
  for (const dates::Rule& rule : dates::rules()) is_known(rule.name);
  for (const dates::ShapeRule& rule : dates::shape_rules()) is_known(rule.name);
}

TEST(Reasons, OfTitles) {
  index::StoredDate about = date("year", "explicit", dates::Grain::year);
  about.edtf = "1910~";
  about.approximate = true;
  EXPECT_EQ(date_title(about), "about 1910~: a year, as written");
  index::StoredDate unknown = date("day-month", "none");
  unknown.edtf.clear();
  EXPECT_EQ(date_title(unknown), "no date: a day, of a year that is not told");

  index::ActorHead turkey;
  turkey.name = "Turkey";
  turkey.type = actors::Type::state;
  for (const auto& [evidence, rule, title] :
       std::initializer_list<std::tuple<actors::Evidence, std::string, std::string>>{
           {actors::Evidence::name, "name", "Turkey (state), by name"},
           {actors::Evidence::metonym, "capital",
            "Turkey (state), by a metonym, a capital that stands for its state"},
           {actors::Evidence::adjective, "state of the time",
            "Turkey (state), by an adjective, the state of that time"},
           {actors::Evidence::name, "marked", "Turkey (state), by name, as its editor says"},
           {actors::Evidence::name, "new", "Turkey (state), by name, by the rule “new”"}})
    EXPECT_EQ(mention_title({{}, 0, evidence, rule}, turkey), title);
}

TEST(Reasons, TellWhatIsByHand) {
  EXPECT_TRUE(is_by_hand("marked"));
  EXPECT_TRUE(is_by_hand("correction"));
  EXPECT_FALSE(is_by_hand("name"));
  EXPECT_FALSE(is_by_hand(""));
}

}  // namespace
}  // namespace fasti::api
