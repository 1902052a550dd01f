#include "indexer/sources/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "collect.h"
#include "core/text/utf8.h"

namespace fasti::sources {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using text::Span;

std::string utf16(std::u16string_view text, bool big) {
  std::string out;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    out += big ? high : low;
    out += big ? low : high;
  }
  return out;
}

TEST(Encoding, IsRecognisedAndConverted) {
  const std::u16string wide = u"Küçük Kaynarca, 21 July 1774 — мир 𐍈.\n";
  const std::string plain = "Küçük Kaynarca, 21 July 1774 — мир 𐍈.\n";
  const struct {
    std::string bytes;
    std::string text;
    Encoding encoding;
  } cases[] = {
      {"", "", Encoding::utf8},
      {"ASCII only", "ASCII only", Encoding::utf8},
      {plain, plain, Encoding::utf8},
      {"\xEF\xBB\xBF" + plain, plain, Encoding::utf8},
      {"\xFF\xFE" + utf16(wide, false), plain, Encoding::utf16_le},
      {"\xFE\xFF" + utf16(wide, true), plain, Encoding::utf16_be},
      {utf16(wide, false), plain, Encoding::utf16_le},
      {utf16(wide, true), plain, Encoding::utf16_be},
      {utf16(u"Мир заключён в Кючук-Кайнарджи.", false), "Мир заключён в Кючук-Кайнарджи.",
       Encoding::utf16_le},
      {utf16(u"和平条约。\n签订于今日。\n", true), "和平条约。\n签订于今日。\n",
       Encoding::utf16_be},
      {"Fran\xE7ois said \x93no\x94 \x97 for \x80 5", "François said “no” — for € 5",
       Encoding::windows_1252},
      {"K\xFC\xE7\xFCk Kaynarca", "Küçük Kaynarca", Encoding::windows_1252},
  };
  for (const auto& [bytes, text, encoding] : cases) {
    SCOPED_TRACE(text);
    const Decoded decoded = decode(bytes);
    EXPECT_EQ(decoded.refusal, "");
    EXPECT_EQ(decoded.text.str(), text);
    EXPECT_EQ(decoded.encoding, encoding);
    EXPECT_EQ(decoded.damage, std::nullopt);
    expect_places(decoded.text, bytes);
  }
}

TEST(Encoding, EveryCharacterHasItsPlace) {
  const Decoded windows = decode("caf\xE9s \x96 1848", 100);
  ASSERT_EQ(windows.text.str(), "cafés – 1848");
  EXPECT_EQ(windows.text.source({3, 5}), (Span{103, 104}));    // é
  EXPECT_EQ(windows.text.source({7, 10}), (Span{106, 107}));   // –
  EXPECT_EQ(windows.text.source({11, 15}), (Span{108, 112}));  // 1848

  const Decoded wide = decode("\xFF\xFE" + utf16(u"a é𐍈b", false));
  ASSERT_EQ(wide.text.str(), "a é𐍈b");
  EXPECT_EQ(wide.text.source({2, 4}), (Span{6, 8}));    // é
  EXPECT_EQ(wide.text.source({4, 8}), (Span{8, 12}));   // 𐍈
  EXPECT_EQ(wide.text.source({8, 9}), (Span{12, 14}));  // b

  EXPECT_EQ(decode("\xEF\xBB\xBFxyz").text.source({0, 1}), (Span{3, 4}));
}

TEST(Encoding, LargeUtf16KeepsThePlacesOfWords) {
  std::u16string text;
  while (text.size() < (3 << 20)) text += u"word ";
  const Decoded decoded = decode("\xFF\xFE" + utf16(text, false));
  const std::size_t at = 5 * 100000;
  ASSERT_EQ(decoded.text.str().substr(at, 4), "word");
  EXPECT_EQ(decoded.text.source({at, at + 4}).begin, 2 + 2 * at);
  EXPECT_LT(decoded.text.runs().size(), text.size() / 4);
}

TEST(Encoding, DamageIsNamedAndReplaced) {
  const struct {
    std::string bytes;
    std::string text;
    std::size_t damage;
  } cases[] = {
      {"Küçük \xFF Kaynarca – é", "Küçük � Kaynarca – é", 9},
      {"\xEF\xBB\xBFso \xC3", "so �", 6},
      {"\xFF\xFE" + utf16(u"no", false) + "x", "no�", 6},
      {"\xFF\xFE" + "\x00\xDC"s + utf16(u" half", false), "� half", 2},
  };
  for (const auto& [bytes, text, damage] : cases) {
    SCOPED_TRACE(text);
    const Decoded decoded = decode(bytes);
    EXPECT_EQ(decoded.refusal, "");
    EXPECT_EQ(decoded.text.str(), text);
    EXPECT_EQ(decoded.damage, damage);
    expect_places(decoded.text, bytes);
  }
}

TEST(Encoding, WhatIsNoTextIsRefused) {
  std::string tar(512, '\0');
  tar.replace(257, 5, "ustar");
  const struct {
    std::string bytes;
    std::string reason;
  } cases[] = {
      {"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"s, "a PNG image"},
      {"%PDF-1.7\n1 0 obj", "a PDF document"},
      {"\x7F"
       "ELF\x02\x01\x01\0"s,
       "a program"},
      {"PK\x03\x04\x14\0"s, "ZIP"},
      {tar, "tar archive"},
      {"text with\0 a NUL"s, "byte 9 is NUL"},
      {"\xFF\xFE\0\0a\0\0\0"s, "UTF-32"},
      {"\x01\x02\x03\x04\x05 abc", "control codes"},
      // KOI8-R: letters only, none of them plain
      {"\xED\xC9\xD2 \xDA\xC1\xCB\xCC\xC0\xDE\xA3\xCE", "byte 0 (0xED)"},
      // A byte that Windows-1252 has not
      {"plain text and \x81 more", "byte 15 (0x81)"},
  };
  for (const auto& [bytes, reason] : cases) {
    SCOPED_TRACE(reason);
    const Decoded decoded = decode(bytes);
    EXPECT_THAT(decoded.refusal, HasSubstr(reason));
    EXPECT_TRUE(decoded.text.empty());
  }
}

TEST(Encoding, RandomBytesGiveTextOrARefusal) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 300, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const Decoded decoded = decode(bytes);
    EXPECT_TRUE(decoded.text.empty() || decoded.refusal.empty());
    EXPECT_FALSE(text::first_invalid_utf8(decoded.text.str()));
    expect_places(decoded.text, bytes);
  }
}

}  // namespace
}  // namespace fasti::sources
