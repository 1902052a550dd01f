#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/dates/events.h"
#include "core/dates/line.h"
#include "core/dates/moment.h"
#include "core/text/mapped_text.h"

namespace fasti::dates {

// How the moments of an expression make its time.
enum class Shape : std::uint8_t {
  single,  // `from` alone
  range,   // from `from` to `to`
  before,  // up to the end of `from`
  after,   // from the beginning of `from`
  one_of,  // `from` or `to`
  all_of,  // `from` and `to`
  event,   // a named event
};

// A date expression in a line, before anything was taken from its surroundings.
struct Expression {
  std::size_t begin = 0;  // items, half-open
  std::size_t end = 0;
  Shape shape = Shape::single;
  Moment from;
  Moment to;
  std::string_view rule;  // static storage
  bool lasting = false;   // an open range that goes on: "since 1999", "1990 to the present"
  bool life = false;      // marked as a birth, a death or a reign
  int iso_month = 0;      // "1918-03" read as a range of years may also be this month
  EventTime event;        // for Shape::event; of a range, its beginning where no moment tells it
  EventTime to_event;     // of a range, its end where no moment tells it
};

// A way in which moments are put together, for the list of rules.
struct ShapeRule {
  std::string_view name;
  std::string_view example;
};
std::span<const ShapeRule> shape_rules();

// Whether an expression may begin at item i: a quick test that most items fail.
bool may_begin(const Line& line, std::size_t i);

// The date expression that begins at item i, or nullopt. It looks at a bounded number of items.
std::optional<Expression> read_expression(const Line& line, std::size_t i,
                                          const EventTable& events);

}  // namespace fasti::dates
