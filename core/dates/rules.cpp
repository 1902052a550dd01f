#include "core/dates/rules.h"

#include <array>

namespace fasti::dates {
namespace {

constexpr Tags kMonth{Tag::month, Tag::month_abbreviation};
constexpr Tags kWeekday{Tag::weekday, Tag::weekday_abbreviation};
constexpr Tags kDay{Tag::figure, Tag::ordinal, Tag::cardinal};
constexpr Tags kEra{Tag::figure, Tag::era};
// "A.D. 476", "B.C. 44": the first letters by what else they may be.
constexpr Tags kEraLetter{Tag::article, Tag::life};

// The longest match wins, and of equally long ones the first here.
constexpr std::array kRules{
    Rule{"iso-day", "1918-03-03", Tag::figure, iso_day},
    Rule{"numeric-day", "25/12/1918", Tag::figure, numeric_day},
    Rule{"republican", "18 Brumaire Year VIII", kDay | Tag::republican_month, republican},
    Rule{"hijri", "12 Rajab 857 AH", kEra | kEraLetter | Tag::hijri_month, hijri},
    Rule{"rumi", "31 March 1325 (Rumi)", kDay | kMonth, rumi},
    Rule{"day-month", "3 March 1918", kDay | kWeekday, day_month},
    Rule{"month-day", "March 3, 1918", kMonth | kWeekday, month_day},
    Rule{"year-month-day", "1918 March 3", Tag::figure, year_month_day},
    Rule{"feast", "Easter 1916", {Tag::feast, Tag::phrase_start}, feast},
    Rule{"month-year", "March 1921", kMonth, month_year},
    Rule{"season", "summer of 1914", Tag::season, season},
    Rule{"quarter", "Q1 2020", Tag::figure, quarter_code},
    Rule{"century", "19th century", kDay | Tag::roman, century},
    Rule{"millennium", "second millennium BC", kDay, millennium},
    Rule{
        "decade", "1930s", {Tag::figure, Tag::apostrophe, Tag::decade_word, Tag::cardinal}, decade},
    Rule{"part", "early 1920s", {Tag::part, Tag::ordinal, Tag::last, Tag::figure}, part_of},
    Rule{"turn-of-century", "turn of the 20th century", Tag::turn, turn_of_century},
    Rule{"era-year", "44 BC", kEra | kEraLetter, era_year},
    Rule{"year-in-words", "the year nineteen hundred and fourteen", Tag::cardinal, worded_year},
    Rule{"year", "in 1914", Tag::figure, plain_year},
    Rule{"same-unit", "later that year", {Tag::that, Tag::relative, Tag::later}, same_unit},
    Rule{"next-unit", "the following year", {Tag::relative, Tag::last, Tag::this_}, next_unit},
    Rule{"counted-units",
         "two years later",
         {Tag::cardinal, Tag::figure, Tag::article, Tag::unit},
         counted_units},
    Rule{"next-named", "the following spring", {Tag::that, Tag::relative, Tag::last}, next_named},
    Rule{"this-month-day", "the 5th instant", kDay, this_month_day},
    Rule{"month", "in March", kMonth, month_alone},
    Rule{"day", "on the 17th", Tag::figure, day_alone},
};

}  // namespace

std::span<const Rule> rules() { return kRules; }

Tags rule_starts() {
  static const Tags starts = [] {
    Tags all;
    for (const Rule& rule : kRules) all = all | rule.starts;
    return all;
  }();
  return starts;
}

std::optional<RuleMatch> read_moment(const Line& line, std::size_t i, bool linked) {
  std::optional<RuleMatch> best;
  for (const Rule& rule : kRules) {
    if (!line.is(i, rule.starts)) continue;
    const auto found = rule.read(line, i, linked);
    if (found && (!best || found->end > best->end)) best = {found->value, found->end, rule.name};
  }
  return best;
}

}  // namespace fasti::dates
