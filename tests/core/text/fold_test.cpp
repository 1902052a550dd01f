#include "core/text/fold.h"

#include <gtest/gtest.h>

#include "core/text/hash.h"
#include "core/text/stem.h"

namespace fasti::text {
namespace {

TEST(Lower, ChangesNothingButCase) {
  EXPECT_EQ(lower("Küçük KAYNARCA’s Ἀθῆναι"), "küçük kaynarca’s ἀθῆναι");
  EXPECT_EQ(lower("I ı Ø"), "i ı ø");
  EXPECT_EQ(lower(""), "");
}

TEST(Fold, MapsWordsToTheFormReadersType) {
  const struct {
    std::string_view input, expected;
  } cases[] = {
      {"", ""},
      {"Kars", "kars"},
      {"Küçük Kaynarca", "kucuk kaynarca"},
      {"Recep Tayyip Erdoğan", "recep tayyip erdogan"},
      {"İstanbul", "istanbul"},
      {"Işçi", "isci"},
      {"Straße", "strasse"},
      {"Łódź", "lodz"},
      {"Эрдоган", "эрдоган"},
      {"Царьград", "царьград"},
      {"Йошкар", "иошкар"},
      {"Turkey’s", "turkey's"},
      {"1914–18", "1914-18"},
      {"ﬁrst", "first"},
      {"Ἐκκλησίας", "εκκλησιασ"},
  };
  for (const auto& [input, expected] : cases) {
    SCOPED_TRACE(input);
    EXPECT_EQ(fold(input), expected);
    EXPECT_EQ(fold(fold(input)), expected);
  }
}

TEST(Fold, DecomposedAndComposedFormsAgree) {
  EXPECT_EQ(fold("Ku\u0308c\u0327u\u0308k"), fold("Küçük"));
}

TEST(Stemmer, StemsByLanguage) {
  Stemmer english;
  EXPECT_EQ(english("treaties"), english("treaty"));
  EXPECT_EQ(english("straits"), "strait");
  EXPECT_EQ(english("straits"), "strait") << "a second look-up comes from the cache";
  Stemmer unknown("tlh");
  EXPECT_EQ(unknown("straits"), "straits");
}

TEST(Hash, IsFixedForever) {
  // XXH3 of the empty input, from its specification.
  EXPECT_EQ(hash64(""), 0x2D06800538D394C2U);
  EXPECT_EQ(hash_hex8(""), "38d394c2");
  EXPECT_NE(hash_hex8("a"), hash_hex8("b"));
}

}  // namespace
}  // namespace fasti::text
