#include "core/dates/timex.h"

#include <array>

#include "core/dates/edtf.h"

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

std::optional<Timex> timex_of(const std::string& edtf) {
  const auto parsed = Edtf::parse(edtf);
  if (!parsed) return std::nullopt;
  Timex timex;
  timex.edtf = edtf;
  timex.interval = parsed->bounds();
  timex.approximate = parsed->approximate();
  timex.uncertain = parsed->uncertain();
  if (std::holds_alternative<EdtfInterval>(parsed->form())) {
    timex.kind = Kind::span;
    timex.grain = Grain::event;
    return timex;
  }
  const auto* date = std::get_if<EdtfDate>(&parsed->form());
  const bool vague =
      date == nullptr || timex.approximate || date->year.digits.find('X') != std::string::npos;
  timex.kind = vague ? Kind::vague : Kind::point;
  timex.grain = Grain::year;
  if (date != nullptr && date->day) {
    timex.grain = Grain::day;
  } else if (date != nullptr && date->month) {
    timex.grain = Grain::month;
  } else if (date != nullptr && date->year.digits.ends_with("XX")) {
    timex.grain = Grain::century;
  } else if (date != nullptr && date->year.digits.ends_with('X')) {
    timex.grain = Grain::decade;
  }
  return timex;
}

}  // namespace fasti::dates
