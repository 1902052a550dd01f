#include "indexer/sources/preview.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace fasti::sources {
namespace {

std::string filler(std::size_t size) {
  std::string out;
  while (out.size() < size) out += " and then some more of it";
  return out;
}

// `rule` is "" where the line alone does not show the border.
TEST(Preview, IsCutWhereTheExtractBegins) {
  const struct {
    std::string_view anchor, extract, rule;
  } cases[] = {
      {"Denmark", "Denmark (; da, Danmark), officially the Kingdom of Denmark, is", "repeat"},
      {"Seven Years' War", "The Seven Years' War was a conflict", "repeat"},
      {"Lesser Northern War (1741)", "The Lesser Northern War was fought", "repeat"},
      {"Norwegian", "Norwegian(s) may mean", "repeat"},
      {"Union of Lund", "Union of Lund, later the Union of the North, was", "repeat"},
      {"the Sound", "The Øresund is a strait", "starter"},
      {"loss of Finland", "On 17 September 1809 the peace", "starter"},
      {"Lund, Sweden", "The city of Lund is", "starter"},
      {"Axel Oxenstierna", "Axel Gustafsson Oxenstierna (1583–1654) was", "full name"},
      {"Oxenstierna", "Axel Gustafsson Oxenstierna (1583–1654) was", "full name"},
      {"Brahe", "Tycho Brahe (born 1546) was", "full name"},
      {"Karl Gustav", "Karl (se, Kalle) is a given name", "first word again"},
      {"Charles XII of Sweden", "Charles XII (1682–1718) was", "first words again"},
      {"John Smith", "Sir John Smith was", "first words again"},
      {"Battle of Lund", ", date = 4 December 1676, place =", "debris"},
      {"Christiania", "da, Kristiania, also Oslo, was", "debris"},
      {"Swedes", "sv:svenskar Swedes are", "debris"},
      {"royalist", "Royalism is the doctrine", "stem"},
      {"Pan-Germanist", "Pan-Germanism, a movement", "stem"},
      {"Peter the Great", "Peter I (–) was", "first word again"},
      {"Malmö, Sweden", "Malmö (, ) is", "first word again"},
      {"Swedes in Finland", "290,000 Swedes live", "first word again"},
      {"Danish Iceland", "Iceland (is, Ísland) was", "last word again"},
      {"St Olaf", "Saint Olaf was", "last word again"},
      {"EEC", "European Economic Community was", "initials"},
      {"WWII", "World War II or the Second World War", "initials"},
      // Left to what other lines or likelihood say
      {"bilateral talks", "Diplomacy is the art", ""},
      {"Swedish Civil War", "Demographics of Sweden is", ""},
      {"Metternich", "Klemens Wenzel Lothar, Prince of Metternich, was", ""},
      {"Peking", "Beijing is the capital", ""},
  };
  for (const auto& [anchor, extract, rule] : cases) {
    const std::string line =
        std::string(anchor) + " " + std::string(extract) + filler(200) + " tor ...";
    SCOPED_TRACE(line.substr(0, 70));
    ASSERT_TRUE(ends_like_preview(line));
    const auto strong = cut_preview(line);
    EXPECT_EQ(strong.has_value(), !rule.empty()) << (strong ? strong->rule : "");
    const PreviewCut cut = strong ? *strong : guess_preview(line);
    EXPECT_EQ(text::slice(line, cut.anchor), anchor);
    if (strong) {
      EXPECT_EQ(cut.rule, rule);
    }
    // Marks of something lost are no part of the extract, nor is its torn last word.
    const std::string_view found = text::slice(line, cut.extract);
    EXPECT_TRUE(extract.ends_with(found.substr(0, extract.size())) || found.starts_with(extract) ||
                extract.starts_with(", "))
        << found;
    EXPECT_TRUE(found.ends_with(" of it")) << found;
  }
}

TEST(Preview, KeepsALastWordThatIsWhole) {
  const std::string line = "Lund Lund is a city" + filler(100) + ". ...";
  const auto cut = cut_preview(line);
  ASSERT_TRUE(cut);
  EXPECT_TRUE(text::slice(line, cut->extract).ends_with("it."));
}

TEST(Preview, ProseIsNoPreview) {
  for (const std::string& line : {std::string("Short and torn ..."), filler(200),
                                  filler(200) + "...", filler(5000) + " tor ..."}) {
    EXPECT_FALSE(ends_like_preview(line)) << line.substr(0, 40);
  }
  for (const std::string_view line :
       {"He said that that was it, and had had enough of it by the end of the year.", "", "One",
        "...", " ", ". . .", "The treaty was signed at Lund and ratified there a month later."}) {
    const auto cut = cut_preview(line);
    EXPECT_FALSE(cut && cut->rule == kRepeatRule) << line;
    guess_preview(line);
  }
}

TEST(Preview, TheSameExtractShowsTheBorder) {
  const std::string extract = "Beijing, formerly romanised as Peking, is the capital of a country";
  KnownExtracts known;
  known.add(extract);
  known.add("too short");
  const auto cut = known.cut("Old Peking " + extract + " and mo ...");
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->anchor, (text::Span{0, 10}));
  EXPECT_FALSE(known.cut("Peking Beijing is another thing"));
  EXPECT_FALSE(known.cut(extract));
  EXPECT_FALSE(known.cut("That is too short"));
  EXPECT_FALSE(known.cut(""));
}

TEST(Preview, SharedDevelopmentDataIsCutRight) {
  const std::string shared = FASTI_SHARED_DIR;
  std::ifstream gold(shared + "/gold/seed_anchors.tsv");
  std::ifstream seed(shared + "/seed/000_7af8288c3965f2df.txt");
  if (!gold || !seed) GTEST_SKIP() << "the shared development data is not here";
  std::vector<std::string> lines(1);
  for (std::string line; std::getline(seed, line);) lines.push_back(line);
  std::string row;
  std::getline(gold, row);
  int right = 0;
  int all = 0;
  while (std::getline(gold, row)) {
    const std::size_t tab = row.find('\t');
    const std::string& line = lines.at(std::stoul(row));
    const std::string anchor = row.substr(tab + 1, row.find('\t', tab + 1) - tab - 1);
    const PreviewCut cut = cut_preview(line).value_or(guess_preview(line));
    right += text::slice(line, cut.anchor) == anchor;
    ++all;
  }
  EXPECT_EQ(all, 149);
  EXPECT_GE(right, 141);
}

}  // namespace
}  // namespace fasti::sources
