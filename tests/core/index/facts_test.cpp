#include "core/index/facts.h"

#include <gmock/gmock.h>

#include "core/dates/edtf.h"
#include "tests/core/index/tiny_index.h"

namespace fasti::index {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

StoredDate date(const std::string& edtf, dates::Kind kind,
                dates::Role role = dates::Role::narrative) {
  StoredDate out = tiny::stored(edtf, kind, {});
  out.role = role;
  return out;
}

TEST(Facts, ADayIsInItsYearDecadeCenturyAndEra) {
  StoredPassage passage;
  passage.dates = {date("1921-03-16", dates::Kind::point)};
  const std::vector<dates::Era> eras = {tiny_era("a", "A", "1900", "1910"),
                                        tiny_era("b", "B", "1918", "..")};
  const PassageFacts facts = facts_of(passage, eras);
  EXPECT_THAT(facts.years, ElementsAre(1921));
  EXPECT_THAT(facts.decades, ElementsAre(192));
  EXPECT_THAT(facts.centuries, ElementsAre(19));
  EXPECT_THAT(facts.eras, ElementsAre(1U));
  EXPECT_FALSE(facts.undated);
}

TEST(Facts, ASpanIsInAllItTouchesAVagueDateIsNot) {
  StoredPassage span;
  span.dates = {date("1899/1901", dates::Kind::span)};
  EXPECT_THAT(facts_of(span, {}).years, ElementsAre(1899, 1900, 1901));
  EXPECT_THAT(facts_of(span, {}).centuries, ElementsAre(18, 19));

  StoredPassage vague;
  vague.dates = {date("18XX", dates::Kind::vague)};
  EXPECT_THAT(facts_of(vague, {}).years, IsEmpty());
  EXPECT_THAT(facts_of(vague, {}).centuries, ElementsAre(18));
  EXPECT_FALSE(facts_of(vague, {}).undated);
}

TEST(Facts, CitationsAndLivesAreKeptButNotCounted) {
  StoredPassage passage;
  passage.dates = {date("1990", dates::Kind::point, dates::Role::citation),
                   date("1870/1924", dates::Kind::span, dates::Role::life)};
  const PassageFacts facts = facts_of(passage, {});
  EXPECT_EQ(facts.dates.size(), 2U);
  EXPECT_THAT(facts.years, IsEmpty());
  EXPECT_TRUE(facts.undated);
}

TEST(Facts, TheContextDateCountsAndIsMarked) {
  StoredPassage passage;
  passage.context = date("-0043", dates::Kind::point);
  const PassageFacts facts = facts_of(passage, {});
  ASSERT_EQ(facts.dates.size(), 1U);
  EXPECT_TRUE(facts.dates[0].is_context());
  EXPECT_THAT(facts.years, ElementsAre(-43));
  EXPECT_THAT(facts.decades, ElementsAre(-5));
  EXPECT_THAT(facts.centuries, ElementsAre(-1));
}

TEST(Facts, UnresolvedDatesAreNoDates) {
  StoredPassage passage;
  passage.dates.emplace_back();
  EXPECT_THAT(facts_of(passage, {}).dates, IsEmpty());
  EXPECT_TRUE(facts_of(passage, {}).undated);
}

TEST(Facts, OneEntryForEachActorAndEvidence) {
  StoredPassage passage;
  passage.mentions = {{{}, 5, actors::Evidence::adjective, ""},
                      {{}, 2, actors::Evidence::name, ""},
                      {{}, 5, actors::Evidence::name, ""},
                      {{}, 5, actors::Evidence::adjective, ""}};
  std::vector<std::pair<std::uint32_t, actors::Evidence>> found;
  for (const ActorEntry entry : facts_of(passage, {}).actors) {
    found.emplace_back(entry.actor(), entry.evidence());
  }
  EXPECT_THAT(found, ElementsAre(std::pair(2U, actors::Evidence::name),
                                 std::pair(5U, actors::Evidence::name),
                                 std::pair(5U, actors::Evidence::adjective)));
}

TEST(Facts, FilterTermsNameAllOfIt) {
  StoredPassage passage;
  passage.id = "kars:00000000";
  passage.dates = {date("1921-10-13", dates::Kind::point)};
  passage.mentions = {{{}, 0, actors::Evidence::metonym, ""}};
  passage.links = {{{}, "moscow"}};
  const auto actor_id = [](std::uint32_t actor) { return actor == 0 ? "russia" : "?"; };
  const std::vector<dates::Era> eras = {tiny_era("war", "War", "1919", "1923")};
  const PassageFacts facts = facts_of(passage, eras);
  EXPECT_THAT(filter_terms(passage, facts, actor_id, eras),
              ElementsAre("XCENT:19", "XDEC:192", "XERA:war", "XLINK:moscow", "XMETO:russia",
                          "XYEAR:1921"));
  const auto undated = filter_terms(passage, facts_of(StoredPassage{}, eras), actor_id, eras);
  EXPECT_THAT(undated, Contains("XUNDATED"));
  EXPECT_THAT(undated, Not(Contains("XYEAR:1921")));
}

TEST(Facts, DocumentTermsNameTheDocument) {
  StoredDocument document;
  document.id = "kars";
  document.title = "Treaty of Kars: a Treaty";
  document.kind = "source";
  document.lang = "en";
  EXPECT_THAT(document_terms(head_of(document)),
              ElementsAre("Qkars", "Sa", "Skars", "Sof", "Streaty", "XKIND:source", "XLANG:en"));
}

}  // namespace
}  // namespace fasti::index
