#include "core/dates/edtf.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace fasti::dates {
namespace {

std::string side(const std::optional<Day>& day) { return day ? format_day(*day) : ".."; }

std::string bounds(std::string_view edtf) {
  const auto found = edtf_bounds(edtf);
  return found ? side(found->earliest) + " " + side(found->latest) : "invalid";
}

TEST(Edtf, LevelsAndBounds) {
  const struct {
    std::string_view edtf;
    int level;
    std::string_view bounds;
  } cases[] = {
      // Level 0
      {"1921-03-16", 0, "1921-03-16 1921-03-16"},
      {"1921-02", 0, "1921-02-01 1921-02-28"},
      {"0000", 0, "0000-01-01 0000-12-31"},
      {"1914-07-28/1918-11-11", 0, "1914-07-28 1918-11-11"},
      {"1914/1918-11", 0, "1914-01-01 1918-11-30"},
      {"1945-05-08T23:01:00+02", 0, "1945-05-08 1945-05-08"},
      // Level 1
      {"-0043", 1, "-0043-01-01 -0043-12-31"},
      {"-0043-03-15", 1, "-0043-03-15 -0043-03-15"},
      {"1910~", 1, "1910-01-01 1910-12-31"},
      {"1910-04?", 1, "1910-04-01 1910-04-30"},
      {"1910-04-03%", 1, "1910-04-03 1910-04-03"},
      {"193X", 1, "1930-01-01 1939-12-31"},
      {"18XX", 1, "1800-01-01 1899-12-31"},
      {"-04XX", 1, "-0499-01-01 -0400-12-31"},
      {"1921-XX", 1, "1921-01-01 1921-12-31"},
      {"1921-02-XX", 1, "1921-02-01 1921-02-28"},
      {"1921-XX-XX", 1, "1921-01-01 1921-12-31"},
      {"1914-21", 1, "1914-03-01 1914-05-31"},
      {"1914-22", 1, "1914-06-01 1914-08-31"},
      {"1941-24", 1, "1941-12-01 1942-02-28"},
      {"../1921", 1, ".. 1921-12-31"},
      {"1999/..", 1, "1999-01-01 .."},
      {"/1921", 1, ".. 1921-12-31"},
      {"1999-04/", 1, "1999-04-01 .."},
      {"../..", 1, ".. .."},
      {"1567~/1933~", 1, "1567-01-01 1933-12-31"},
      {"-0489/-0478", 1, "-0489-01-01 -0478-12-31"},
      {"Y170000", 1, "9999-01-01 9999-12-31"},
      {"Y-170000", 1, "-9999-01-01 -9999-12-31"},
      // Level 2
      {"2020-33", 2, "2020-01-01 2020-03-31"},
      {"1943-40", 2, "1943-01-01 1943-06-30"},
      {"1943-38", 2, "1943-05-01 1943-08-31"},
      {"1943-30", 2, "1943-12-01 1944-02-29"},
      {"[1918-03-04,1918-04-03]", 2, "1918-03-04 1918-04-03"},
      {"{1815-06-18,1815-06-19}", 2, "1815-06-18 1815-06-19"},
      {"[1667,1670..1672]", 2, "1667-01-01 1672-12-31"},
      {"[..1760-12-03]", 2, ".. 1760-12-03"},
      {"{1760-12..}", 2, "1760-12-01 .."},
      {"1950S2", 2, "1900-01-01 1999-12-31"},
      {"-1950S3", 2, "-1959-01-01 -1950-12-31"},
      {"Y17E8", 2, "9999-01-01 9999-12-31"},
      {"Y17E99999999999999999999", 2, "9999-01-01 9999-12-31"},
      {"156X-12-25", 2, "1560-12-25 1569-12-25"},
      {"-156X-12-25", 2, "-1569-12-25 -1560-12-25"},
      {"1984-1X", 2, "1984-10-01 1984-12-31"},
      {"19XX-02-29", 2, "1904-02-29 1996-02-29"},
      {"../18XX", 2, ".. 1899-12-31"},
      {"2004-06~-11", 2, "2004-06-11 2004-06-11"},
      {"1911-22~", 2, "1911-06-01 1911-08-31"},
      {"XXXX-02-28", 2, "0000-02-28 9999-02-28"},
  };
  for (const auto& [edtf, level, expected] : cases) {
    SCOPED_TRACE(edtf);
    EXPECT_EQ(bounds(edtf), expected);
    EXPECT_EQ(edtf_level(edtf).value_or(-1), level);
    const auto parsed = Edtf::parse(edtf);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->str(), edtf);
    EXPECT_EQ(Edtf::parse(parsed->str()), parsed);
  }
}

TEST(Edtf, RejectsWhatIsNotValid) {
  for (const std::string_view edtf : {"",
                                      " ",
                                      "19",
                                      "192",
                                      "19211",
                                      "1921-3",
                                      "1921-13",
                                      "1921-00",
                                      "1921-02-30",
                                      "1921-02-29",
                                      "1900-02-29",
                                      "1921-04-31",
                                      "1921-03-16-01",

                                      "1921//1922",
                                      "/",
                                      "1922/1921",
                                      "-0000",
                                      "+1921",
                                      "1921 ",
                                      "1921-21-03",
                                      "1921-20",
                                      "1921-42",
                                      "1921??",
                                      "?19?21",
                                      "X",
                                      "Y1921",
                                      "Y0170000",
                                      "Y17E0",
                                      "Y170000-01",
                                      "1921S0",
                                      "1921S",
                                      "[1921",
                                      "[]",
                                      "[1921}",
                                      "[1921,]",
                                      "[..]",
                                      "[1921..,1922]",
                                      "[1921,..1922]",
                                      "[1922..1921]",
                                      "1921-1X-32",
                                      "XXXX-02-30",
                                      "1921-XX-32",
                                      "1921T10:10:10",
                                      "1921-03-16T25:00:00",
                                      "1921-03-16T10:10",
                                      "1921-03-16T10:10:10Z/1922",
                                      "open/1921",
                                      "1921-03-16~T10:10:10",
                                      "1921-2X",
                                      "\xff",
                                      "١٩٢١",
                                      "1921/..1922",
                                      "Y170000/Y180000"}) {
    EXPECT_EQ(edtf_level(edtf), std::nullopt) << edtf;
    EXPECT_EQ(edtf_bounds(edtf), std::nullopt) << edtf;
  }
}

TEST(Edtf, TellsQualifiers) {
  const struct {
    std::string_view edtf;
    bool approximate, uncertain;
  } cases[] = {{"1910", false, false},        {"1910~", true, false},
               {"1910?", false, true},        {"1910%/1911", true, true},
               {"[1910,1911~]", true, false}, {"1910-?04-03", false, true},
               {"../1910~", true, false}};
  for (const auto& [edtf, approximate, uncertain] : cases) {
    const auto parsed = Edtf::parse(edtf);
    ASSERT_TRUE(parsed) << edtf;
    EXPECT_EQ(parsed->approximate(), approximate) << edtf;
    EXPECT_EQ(parsed->uncertain(), uncertain) << edtf;
  }
}

// Strings that are EDTF more often than not: by its grammar, then now and then with a fault.
class RandomEdtf {
 public:
  explicit RandomEdtf(unsigned seed) : engine_(seed) {}

  std::string next() {
    std::string text = form();
    if (one_in(4)) {
      const std::size_t at = roll(text.size());
      constexpr std::string_view kSigns = "0123456789X-/.,[]{}?~%YESTZ: ";
      text[at] = kSigns[roll(kSigns.size())];
    }
    return text;
  }

 private:
  std::size_t roll(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(engine_);
  }
  bool one_in(std::size_t n) { return roll(n) == 0; }
  std::string pick(std::initializer_list<std::string_view> from) {
    return std::string(from.begin()[roll(from.size())]);
  }
  std::string digit() {
    return one_in(8) ? "X" : std::string(1, static_cast<char>('0' + roll(10)));
  }
  std::string qualifier() { return one_in(4) ? pick({"?", "~", "%"}) : ""; }
  std::string two(std::size_t least, std::size_t most) {
    const std::size_t number = least + roll(most - least + 1);
    if (one_in(8)) return "XX";
    return std::string(1, static_cast<char>('0' + number / 10)) +
           static_cast<char>('0' + number % 10);
  }

  std::string date() {
    if (one_in(12))
      return "Y" + pick({"", "-"}) + "1" + std::string(4 + roll(9), '7') +
             pick({"", "E3", "S2", "E3S2"});
    std::string out = one_in(6) ? "-" : qualifier();
    for (int i = 0; i < 4; ++i) out += digit();
    if (one_in(10)) return out + "S" + std::to_string(1 + roll(4));
    out += qualifier();
    if (one_in(3)) return out;
    if (one_in(6)) return out + "-" + two(21, 41) + qualifier();
    out += "-" + qualifier() + two(1, 12) + qualifier();
    if (one_in(3)) return out;
    out += "-" + qualifier() + two(1, 31) + qualifier();
    return one_in(10) ? out + "T10:20:30" + pick({"", "Z", "+02", "-03:30"}) : out;
  }

  std::string form() {
    switch (roll(6)) {
      case 0:
        return pick({date(), "..", ""}) + "/" + pick({date(), "..", ""});
      case 1: {
        std::string members = pick({"", ".."}) + date();
        for (std::size_t n = roll(4); n > 0; --n) members += pick({",", "..", ",.."}) + date();
        members += pick({"", ".."});
        return one_in(2) ? "[" + members + "]" : "{" + members + "}";
      }
      default:
        return date();
    }
  }

  std::mt19937 engine_;
};

TEST(Edtf, ParsingPrintingAndParsingAgainChangesNothing) {
  RandomEdtf random(1914);
  int valid = 0;
  for (int n = 0; n < 50'000; ++n) {
    const std::string text = random.next();
    const auto parsed = Edtf::parse(text);
    if (!parsed) continue;
    ++valid;
    ASSERT_EQ(parsed->str(), text);
    ASSERT_EQ(Edtf::parse(parsed->str()), parsed) << text;
    ASSERT_EQ(edtf_level(text), parsed->level()) << text;
    const Interval bounds = parsed->bounds();
    ASSERT_EQ(edtf_bounds(text), bounds) << text;
    if (bounds.earliest && bounds.latest) {
      ASSERT_LE(*bounds.earliest, *bounds.latest) << text;
    }
  }
  EXPECT_GT(valid, 10'000);
}

TEST(Edtf, HugeInputsAreRefusedInLinearTime) {
  const std::string digits(1'000'000, '1');
  std::string members = "[";
  for (int i = 0; i < 100'000; ++i) members += "1921,";
  EXPECT_EQ(edtf_level(digits), std::nullopt);
  EXPECT_EQ(edtf_level("Y" + digits), 1);
  EXPECT_EQ(edtf_level(members + "]"), std::nullopt);
  EXPECT_EQ(edtf_level(members + "1922]"), 2);
}

// The list of strings gathered from a public validator: edtf, "valid" or "invalid", level.
TEST(Edtf, JudgesTheSharedList) {
  const std::filesystem::path path = std::filesystem::path(FASTI_SHARED_DIR) / "gold/edtf.tsv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no shared development data";
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);  // the header
  int judged = 0;
  while (std::getline(file, line)) {
    const std::size_t first_tab = line.find('\t');
    ASSERT_NE(first_tab, std::string::npos) << line;
    const std::string edtf = line.substr(0, first_tab);
    const bool valid = line.compare(first_tab + 1, 5, "valid") == 0;
    const auto parsed = Edtf::parse(edtf);
    EXPECT_EQ(parsed.has_value(), valid) << edtf;
    if (parsed) {
      EXPECT_EQ(std::to_string(parsed->level()), line.substr(line.rfind('\t') + 1)) << edtf;
      EXPECT_EQ(parsed->str(), edtf);
    }
    ++judged;
  }
  EXPECT_GT(judged, 200);
}

}  // namespace
}  // namespace fasti::dates
