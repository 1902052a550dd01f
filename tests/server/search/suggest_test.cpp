#include "server/search/suggest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "server/search/near_words.h"
#include "server/search/nearest.h"
#include "tests/core/index/tiny_index.h"

namespace fasti::search {
namespace {

using actors::Evidence;
using actors::Type;
using testing::ElementsAre;
using testing::IsEmpty;

class Suggest : public testing::Test {
 protected:
  static index::TinyCorpus corpus() {
    return {
        .documents = {{.id = "kars",
                       .title = "Treaty of Kars",
                       .passages = {{.text = "Turkey and Russia met.",
                                     .mentions = {{"Turkey", "turkey"}, {"Russia", "russia"}}},
                                    {.text = "Russia, turks and Türkmen.",
                                     .mentions = {{"Russia", "russia"}}}}},
                      {.id = "relations",
                       .title = "Relations and treaties",
                       .passages = {{.text = "The Turkish side spoke of turkeys.",
                                     .mentions = {{"Turkish", "turkey", Evidence::adjective}}}}}},
        .actors = {index::tiny_actor("turkey", "Turkey", Type::state, {"Türkiye", "Турция"}),
                   index::tiny_actor("russia", "Russia", Type::state, {"Soviet Russia"}),
                   index::tiny_actor("war", "Crimean War", Type::war)}};
  }

  std::vector<std::string> actors(const std::string& text) const {
    std::vector<std::string> out;
    for (const NamedActor& one : actors_by_name(snapshot_, {.q = text}))
      out.push_back(one.name + " " + std::to_string(one.passages) + "/" +
                    std::to_string(one.documents));
    return out;
  }
  std::vector<std::string> words(const std::string& text) const {
    std::vector<std::string> out;
    for (const auto& [word, passages] : suggest(snapshot_, text, 5).words)
      out.push_back(word + " " + std::to_string(passages));
    return out;
  }
  std::vector<std::string> titles(const std::string& text) const {
    std::vector<std::string> out;
    for (const std::uint32_t place : suggest(snapshot_, text, 5).titles)
      out.emplace_back(snapshot_.generation().documents()[place].id);
    return out;
  }

  index::TinyIndex tiny_{corpus()};
  Snapshot snapshot_{tiny_.open()};
};

TEST_F(Suggest, ActorsByAnyName) {
  EXPECT_THAT(actors("turk"), ElementsAre("Turkey 1/1"));
  EXPECT_THAT(actors("TÜRKI"), ElementsAre("Türkiye 1/1"));
  EXPECT_THAT(actors("тур"), ElementsAre("Турция 1/1"));
  EXPECT_THAT(actors("war"), ElementsAre("Crimean War 0/0"));
  EXPECT_THAT(actors("ar"), IsEmpty()) << "words are not begun in the middle";
  EXPECT_THAT(actors(""), ElementsAre("Russia 2/1", "Turkey 1/1", "Crimean War 0/0"));
}

TEST_F(Suggest, WordsOfTheTexts) {
  EXPECT_THAT(words("Tur"),
              ElementsAre("Turkey 1", "turkeys 1", "Turkish 1", "Türkmen 1", "turks 1"));
  EXPECT_THAT(words("treaty rus"), ElementsAre("Russia 2")) << "the last word is completed";
  EXPECT_THAT(words("russia "), IsEmpty()) << "it is finished";
  EXPECT_THAT(words("*"), IsEmpty());
}

TEST_F(Suggest, Titles) {
  EXPECT_THAT(titles("treat"), ElementsAre("kars", "relations"));
  EXPECT_THAT(titles("treaty of k"), ElementsAre("kars"));
  EXPECT_THAT(titles(" "), IsEmpty());
}

TEST_F(Suggest, NoMoreThanAskedFor) {
  const Suggestions few = suggest(snapshot_, "t", 1);
  EXPECT_EQ(few.actors.size(), 1U);
  EXPECT_EQ(few.titles.size(), 1U);
  EXPECT_EQ(few.words.size(), 1U);
}

TEST(NearWords, OneOrTwoEditsAway) {
  index::WordList words;
  for (const auto& [word, passages] :
       std::vector<std::pair<std::string, std::uint32_t>>{{"1921", 9},
                                                          {"convention", 5},
                                                          {"conventions", 7},
                                                          {"invention", 3},
                                                          {"sea", 4},
                                                          {"wars", 2},
                                                          {"договор", 6}})
    words.add({.folded = word, .form = word, .passages = passages});
  const auto near = [&](const std::string& word) {
    std::vector<std::string> out;
    for (const NearWord& one : near_words(words, word, 5)) out.emplace_back(one.word);
    return out;
  };
  EXPECT_THAT(near("convntion"), ElementsAre("convention", "conventions"));
  EXPECT_THAT(near("convention"), ElementsAre("conventions"));
  EXPECT_THAT(near("договр"), ElementsAre("договор")) << "letters count, not bytes";
  EXPECT_THAT(near("wras"), ElementsAre("wars"));
  EXPECT_THAT(near("se"), IsEmpty()) << "too short";
  EXPECT_THAT(near("1922"), IsEmpty());
  EXPECT_THAT(near("onvention"), ElementsAre("convention", "invention"));
}

// What is passed over in the list holds no word near enough.
TEST(NearWords, AreAllThatAreSlips) {
  std::mt19937 random(11);
  const std::vector<std::string> letters{"a", "b", "я", "ж", "1"};
  const auto word = [&] {
    std::string out;
    const std::size_t kinds = random() % 8 == 0 ? 5 : 4;
    for (std::size_t left = 1 + random() % 9; left > 0; --left) out += letters[random() % kinds];
    return out;
  };
  std::size_t found = 0;
  for (int round = 0; round < 60; ++round) {
    std::set<std::string> all;
    for (int i = 0; i < 400; ++i) all.insert(word());
    index::WordList words;
    for (const std::string& one : all) words.add({.folded = one, .form = one, .passages = 1});
    for (int i = 0; i < 20; ++i) {
      const std::string wanted = word();
      std::map<std::string, std::size_t> expected, got;
      for (const std::string& one : all)
        if (const auto edits = slip(wanted, one); edits.value_or(0) > 0) expected[one] = *edits;
      for (const NearWord& one : near_words(words, wanted, 1000))
        got[std::string(one.word)] = one.edits;
      ASSERT_EQ(got, expected) << wanted;
      found += got.size();
    }
  }
  EXPECT_GT(found, 1000U);
}

}  // namespace
}  // namespace fasti::search
