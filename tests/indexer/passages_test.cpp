#include "indexer/passages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <set>
#include <string>

#include "core/text/hash.h"
#include "core/text/sentences.h"
#include "core/text/utf8.h"
#include "core/text/words.h"
#include "tests/indexer/document_of.h"

namespace fasti::indexer {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Le;
using testing::SizeIs;

// A sentence of `words` words; `seed` tells it from others.
std::string sentence(std::size_t words, std::size_t seed = 0) {
  std::string out = "Word" + std::to_string(seed);
  for (std::size_t i = 1; i < words; ++i) out += " word";
  return out + ".";
}

std::string sentences(std::initializer_list<std::size_t> lengths) {
  std::string out;
  for (const std::size_t length : lengths) {
    if (!out.empty()) out += ' ';
    out += sentence(length, out.size());
  }
  return out;
}

std::string_view text_of(const Document& document, const Passage& passage) {
  return slice(document.sections[passage.section].text.str(), passage.span);
}

std::vector<std::size_t> word_counts(const Document& document) {
  std::vector<std::size_t> counts;
  for (const Passage& passage : split_passages(document)) {
    counts.push_back(text::words(text_of(document, passage)).size());
  }
  return counts;
}

TEST(Passages, HoldAboutEightyWords) {
  const struct {
    std::initializer_list<std::size_t> sentences;
    std::vector<std::size_t> passages;
  } cases[] = {
      {{}, {}},
      {{5}, {5}},
      {{40, 40}, {80}},
      {{40, 40, 5}, {85}},  // nothing small is left over
      {{20, 20, 20, 20, 20}, {100}},
      {{80, 80}, {80, 80}},
      {{160}, {160}},
      {{70, 10, 75, 5}, {80, 80}},
      {{50, 50, 50}, {100, 50}},
      {{150, 12, 78}, {150, 90}},
      {{30, 30, 30, 30, 30, 30, 30, 30}, {90, 90, 60}},
  };
  for (const auto& [lengths, expected] : cases) {
    SCOPED_TRACE(testing::PrintToString(std::vector<std::size_t>(lengths)));
    std::vector<std::size_t> found = word_counts(document_of({sentences(lengths)}));
    EXPECT_EQ(found.size(), expected.size());
    // Equally good cuts may stand in any order.
    std::vector<std::size_t> wanted = expected;
    std::sort(found.begin(), found.end());
    std::sort(wanted.begin(), wanted.end());
    EXPECT_EQ(found, wanted);
  }
}

TEST(Passages, AreWholeSentencesInOrder) {
  std::string text;
  for (std::size_t i = 0; i < 400; ++i) {
    text += sentence(1 + (i * 7919) % 61, i) + (i % 9 == 8 ? "\n\n" : " ");
  }
  text.pop_back();
  const Document doc = document_of({text});
  std::set<std::size_t> begins;
  std::set<std::size_t> ends;
  for (const text::Span span : text::split_sentences(text)) {
    begins.insert(span.begin);
    ends.insert(span.end);
  }
  std::size_t at = 0;
  std::set<std::string> ids;
  for (const Passage& passage : split_passages(doc)) {
    EXPECT_TRUE(begins.contains(passage.span.begin));
    EXPECT_TRUE(ends.contains(passage.span.end));
    EXPECT_EQ(text.substr(at, passage.span.begin - at).find_first_not_of(" \n"), std::string::npos);
    EXPECT_TRUE(ids.insert(passage.id).second) << passage.id;
    at = passage.span.end;
  }
  EXPECT_EQ(at, text.size());
  const std::vector<std::size_t> counts = word_counts(doc);
  EXPECT_THAT(counts, Each(Le(kMaxWords)));
  EXPECT_THAT(counts, Each(testing::Ge(40U)));
}

TEST(Passages, PreferToEndWithAParagraph) {
  const Document doc =
      document_of({sentence(30, 1) + " " + sentence(36, 2) + "\n\n" + sentence(30, 3) + " " +
                   sentence(30, 4) + " " + sentence(30, 5)});
  EXPECT_THAT(word_counts(doc), ElementsAre(66, 90));
}

TEST(Passages, DoNotCrossHeadings) {
  const Document doc = document_of({"One.", "", "Two. Three.", "Four."});
  const std::vector<Passage> passages = split_passages(doc);
  ASSERT_THAT(passages, SizeIs(3));
  EXPECT_EQ(passages[0].section, 0U);
  EXPECT_EQ(passages[1].section, 2U);
  EXPECT_EQ(text_of(doc, passages[1]), "Two. Three.");
  EXPECT_EQ(passages[2].section, 3U);
}

TEST(Passages, AreNamedByTheirText) {
  const Document doc = document_of({"One.", "Two.", "One.", "One."});
  const std::string one = "doc:" + text::hash_hex8("One.");
  std::vector<std::string> ids;
  for (const Passage& passage : split_passages(doc)) ids.push_back(passage.id);
  EXPECT_THAT(ids, ElementsAre(one, "doc:" + text::hash_hex8("Two."), one + "-2", one + "-3"));
}

TEST(Passages, LongSentencesAreCutAtBlanks) {
  const Document doc = document_of({sentence(1000)});
  EXPECT_THAT(word_counts(doc), Each(testing::AllOf(testing::Ge(100U), Le(kMaxWords))));
  std::string joined;
  for (const Passage& passage : split_passages(doc)) {
    if (!joined.empty()) joined += ' ';
    joined += text_of(doc, passage);
  }
  EXPECT_EQ(joined, sentence(1000));
}

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(Passages, HostileTextStaysInSmallPieces) {
  const std::string texts[] = {
      repeat("x", 1 << 20),    // one word
      repeat("é", 1 << 19),    // of two bytes a letter
      repeat("!", 1 << 20),    // no word
      repeat("- ", 1 << 19),   // no word, blanks
      repeat("a.", 1 << 19),   // one letter, one stop
      repeat(". ", 1 << 19),   // sentences without words
      repeat("A. ", 1 << 18),  // initials without end
      repeat("中", 1 << 18),   // no blanks
      repeat("a-b", 1 << 18),  // no blanks, many words
  };
  for (const std::string& text : texts) {
    SCOPED_TRACE(text.substr(0, 6));
    const Document doc = document_of({text});
    const std::vector<Passage> passages = split_passages(doc);
    EXPECT_GT(passages.size(), 10U);
    std::size_t bytes = 0;
    for (const Passage& passage : passages) {
      ASSERT_FALSE(passage.span.empty());
      ASSERT_LE(passage.span.size(), 2 * kMaxWords * 32);
      ASSERT_FALSE(text::first_invalid_utf8(text_of(doc, passage)));
      bytes += passage.span.size();
    }
    EXPECT_GE(bytes, text.size() * 4 / 10);  // only blanks are left out
  }
}

TEST(Passages, AnEmptyDocumentHasNone) {
  EXPECT_THAT(split_passages(document_of({})), IsEmpty());
  EXPECT_THAT(split_passages(document_of({"", ""})), IsEmpty());
}

}  // namespace
}  // namespace fasti::indexer
