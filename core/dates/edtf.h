#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/dates/day.h"

namespace fasti::dates {

// "?", "~" or "%" as written before or after a part of a date.
enum class Qualifier : std::uint8_t { none, uncertain, approximate, both };

// Year, month or day of a date as written. An X stands for a digit that is not told.
struct EdtfPart {
  std::string digits;
  Qualifier before = Qualifier::none;  // of this part alone
  Qualifier after = Qualifier::none;   // of this part and those to its left
  friend bool operator==(const EdtfPart&, const EdtfPart&) = default;
};

// "1984", "-0043-03-15", "156X-12-25", "2004-06~-11", "2001-21", "1950S2", "Y-17E7".
struct EdtfDate {
  bool negative = false;
  bool long_year = false;  // written with Y
  EdtfPart year;
  std::string exponent;           // digits after E, or ""
  std::string significant;        // digits after S, or ""
  std::optional<EdtfPart> month;  // 01..12, or 21..41: seasons, quarters, halves of a year
  std::optional<EdtfPart> day;
  std::string time;  // "T23:20:30Z" and the like, or ""
  friend bool operator==(const EdtfDate&, const EdtfDate&) = default;
};

// One side of an interval.
struct EdtfSide {
  enum class Kind : std::uint8_t { date, open, unknown };  // unknown: nothing written
  Kind kind = Kind::date;
  EdtfDate date;  // when kind is date
  friend bool operator==(const EdtfSide&, const EdtfSide&) = default;
};

// "1914/1918", "../1921", "1985-04-12/".
struct EdtfInterval {
  EdtfSide from;
  EdtfSide to;
  friend bool operator==(const EdtfInterval&, const EdtfInterval&) = default;
};

// "[1667,1668,1670..1672]" (one of these) or "{1960,1961-12}" (all of these).
struct EdtfSet {
  struct Member {
    bool range = false;            // written with ".."
    std::optional<EdtfDate> from;  // absent for "..1984"
    std::optional<EdtfDate> to;    // absent for "1984.." and for a single date
    friend bool operator==(const Member&, const Member&) = default;
  };
  bool all = false;
  std::vector<Member> members;
  friend bool operator==(const EdtfSet&, const EdtfSet&) = default;
};

// A valid date in the Extended Date/Time Format (ISO 8601-2:2019, levels 0 to 2) as written:
// str() gives back the bytes that were parsed.
//
// Where the standard is silent we read as the common validators do: a qualified season is level 2
// alone and level 1 in an interval; years written with Y, and times, do not stand in intervals.
class Edtf {
 public:
  using Form = std::variant<EdtfDate, EdtfInterval, EdtfSet>;

  // nullopt when `text` is not valid. No blanks are passed over. Linear time.
  static std::optional<Edtf> parse(std::string_view text);

  std::string str() const;
  int level() const { return level_; }
  const Form& form() const { return form_; }

  // The strict bounds, without padding for "~". Open and unknown sides are absent. Years beyond
  // kMinYear..kMaxYear are clamped. Winter runs from December into the next year.
  Interval bounds() const;

  // Whether any part bears "~" or "%"; "?" or "%".
  bool approximate() const;
  bool uncertain() const;

  friend bool operator==(const Edtf&, const Edtf&) = default;

 private:
  Edtf(Form form, int level) : form_(std::move(form)), level_(level) {}

  Form form_;
  int level_;
};

// The strict bounds of an EDTF string (see Edtf::bounds); nullopt when it is not valid EDTF.
std::optional<Interval> edtf_bounds(std::string_view edtf);

// EDTF level 0, 1 or 2 of a string, or nullopt when it is not valid.
std::optional<int> edtf_level(std::string_view edtf);

}  // namespace fasti::dates
