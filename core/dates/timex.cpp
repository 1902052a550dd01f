#include "core/dates/timex.h"

#include <array>

namespace fasti::dates {
namespace {

// Names in the order of the enumerators.
constexpr std::array<std::string_view, 3> kKinds{"point", "vague", "span"};
constexpr std::array<std::string_view, 8> kGrains{"day",  "month",  "season",  "quarter",
                                                  "year", "decade", "century", "event"};
constexpr std::array<std::string_view, 5> kCalendars{"gregorian", "julian", "hijri", "rumi",
                                                     "republican"};
constexpr std::array<std::string_view, 7> kRoles{
    "narrative", "premodifier", "citation", "quotation", "life", "heading", "caption"};

}  // namespace

std::string_view name(Kind kind) { return kKinds.at(static_cast<std::size_t>(kind)); }
std::string_view name(Grain grain) { return kGrains.at(static_cast<std::size_t>(grain)); }
std::string_view name(Calendar calendar) {
  return kCalendars.at(static_cast<std::size_t>(calendar));
}
std::string_view name(Role role) { return kRoles.at(static_cast<std::size_t>(role)); }

}  // namespace fasti::dates
