#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/dates/day.h"
#include "core/dates/timex.h"

namespace fasti::dates {

// The length of time that an expression names, from short to long. lexicon.tsv counts on the order.
enum class Unit : std::uint8_t {
  day,
  week,
  month,
  season,  // or a quarter of a year, by its EDTF code
  half,    // of a year
  year,
  decade,
  century,
  millennium,
};

// A part of a month, year, decade, century or millennium.
struct Part {
  enum class Kind : std::uint8_t {
    whole,
    early,   // first third; of a month to its 10th, of a year to April
    middle,  // to the 20th, to August
    late,
    half,  // the index-th half, third, quarter or tenth, from 1
    third,
    quarter,
    tenth,
    turn,  // five years on either side of the beginning
  };
  Kind kind = Kind::whole;
  int index = 0;

  bool vague() const {
    return kind == Kind::early || kind == Kind::middle || kind == Kind::late || kind == Kind::turn;
  }
  friend bool operator==(const Part&, const Part&) = default;
};

enum class EraMark : std::uint8_t { none, before_christ, after_christ };

// How the missing parts of a moment are to be found in what was read before it.
enum class Reference : std::uint8_t {
  none,      // nothing is missing, or it is simply left out ("On 29 June")
  offset,    // so many units from the date before it: "the following year", "two years later"
  next,      // the next one of its name: "the following spring", "next May"
  previous,  // "the previous December"
  last,      // "last June", "the 3d of March last": before the document's own date
  coming,    // "the 4th of March next": after it
  deictic,   // so many units from the document's own date: "last year", "the 5th instant"
  period,    // the stretch that was named last: "the same period"
};

// A point or stretch of time as far as its words tell it.
struct Moment {
  Unit unit = Unit::day;
  std::optional<std::int64_t> year;  // as written; of a decade its first year; of a century or
                                     // millennium its number
  int month = 0;                     // 1..12, or 0
  int day = 0;                       // 1..31, or 0
  int season = 0;                    // an EDTF code, or 0
  int weekday = 0;                   // 1 is Monday, or 0
  Part part;
  Part part_to;  // "early to mid-1930s": the part at the end
  EraMark era = EraMark::none;
  bool approximate = false;
  bool uncertain = false;
  bool swappable = false;     // "03/04/1918": day and month may be meant the other way round
  bool month_first = false;   // "12/25/1918"
  bool century_open = false;  // "the '30s": of the century that the text is about
  bool low = false;           // three figures that are a year only in a text about such years
  bool opens_clause = false;  // of such: "In 988, ...", so that the text is about such years
  // For dates of other calendars: the days, first and last, instead of all the above.
  std::optional<std::pair<Day, Day>> days;
  bool enumerates = false;  // a number and a full stop at the beginning of a line
  std::string_view note;    // "invalid-day" and the like; static storage
  Calendar calendar = Calendar::gregorian;
  bool old_style = false;  // a Julian date that is still to be told in the Gregorian calendar
  Reference reference = Reference::none;
  int offset = 0;  // in units, for Reference::offset

  bool has_year() const { return year.has_value() || days.has_value(); }
};

// The astronomical year of a year as written, and back.
std::int64_t astronomical(std::int64_t year, EraMark era);
void set_astronomical(Moment& moment, std::int64_t year);
// The first astronomical year of any moment. REQUIRES: moment.has_year().
std::int64_t first_year(const Moment& moment);

// A complete moment in EDTF: as a whole, and as the two ends of an interval. Conventions: a year is
// cut January-April, May-August, September-December; a month after its 10th and 20th; a decade
// after its years 3 and 6, a century after 33 and 66. "19th century" is 1800-1899.
struct MomentEdtf {
  std::string whole;  // an interval itself where EDTF has no other way
  std::string first;
  std::string last;
};

// REQUIRES: moment.has_year(); for units of month and day their month, and day, too.
MomentEdtf to_edtf(const Moment& moment);

Grain grain_of(const Moment& moment);

// The moment so many units away, as far as its own grain tells: two years after 3 March 1918 is
// 1920, ten days after it 13 March 1918. nullopt when the grain is too coarse.
// REQUIRES: anchor.has_year().
std::optional<Moment> shifted(const Moment& anchor, Unit unit, int count);

// Whether a moment names its days outright ("June 1921") or something within ("the 1930s").
bool is_vague(const Moment& moment);

}  // namespace fasti::dates
