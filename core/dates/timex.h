#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/dates/day.h"
#include "core/text/mapped_text.h"

namespace fasti::dates {

// How a date covers its interval (see membership.h).
enum class Kind : std::uint8_t {
  point,  // a day, or a month, season or year named as such
  vague,  // somewhere within: "the 1930s", "the 19th century", "c. 1910"
  span,   // from the first day to the last: "1853-56", a war by its name
};
enum class Grain : std::uint8_t { day, month, season, quarter, year, decade, century, event };
enum class Calendar : std::uint8_t { gregorian, julian, hijri, rumi, republican };
enum class Role : std::uint8_t {
  narrative,
  premodifier,
  citation,
  quotation,
  life,
  heading,
  caption,
};

// The names used in output: "point", "day", "gregorian", "narrative", ...
std::string_view name(Kind);
std::string_view name(Grain);
std::string_view name(Calendar);
std::string_view name(Role);

// A date expression found in a text, resolved.
struct Timex {
  text::Span span;    // bytes of the text it was found in
  std::string edtf;   // "" when it could not be resolved
  Interval interval;  // strict bounds; meaningless when edtf is ""
  Kind kind = Kind::point;
  Grain grain = Grain::day;
  bool approximate = false;
  bool uncertain = false;
  Calendar calendar = Calendar::gregorian;
  Role role = Role::narrative;
  std::string_view rule;  // name of the rule that read it; static storage
  // "explicit", "context", "heading", "document", "editor", "table:<event>"
  std::string resolved_from;
  std::string note;         // "invalid-day" and the like; empty mostly
  float confidence = 1.0F;  // 0..1

  bool resolved() const { return !edtf.empty(); }
};

// An EDTF date as a timex, without span, rule or role. How it covers its interval is read off its
// form. nullopt when it is none.
std::optional<Timex> timex_of(const std::string& edtf);

// A date that an editor has marked in a text and said which it is.
struct StatedDate {
  text::Span span;
  std::string edtf;
};

}  // namespace fasti::dates
