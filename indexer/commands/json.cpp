#include "indexer/commands/json.h"

namespace fasti::commands {

Json day_json(const std::optional<dates::Day>& day) {
  return day ? Json(dates::format_day(*day)) : Json(nullptr);
}

Json reading_json(const dates::Timex& timex) {
  const bool resolved = timex.resolved();
  return {{"edtf", resolved ? Json(timex.edtf) : Json(nullptr)},
          {"earliest", resolved ? day_json(timex.interval.earliest) : Json(nullptr)},
          {"latest", resolved ? day_json(timex.interval.latest) : Json(nullptr)},
          {"kind", name(timex.kind)},
          {"grain", name(timex.grain)},
          {"calendar", name(timex.calendar)},
          {"role", name(timex.role)},
          {"resolved_from", timex.resolved_from}};
}

std::string json_line(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fasti::commands
