#include "server/api/json_writer.h"

#include "core/text/utf8.h"

namespace fasti::api {

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void JsonWriter::value(const Json& json) {
  const std::string bytes = dump(json);
  writer_.RawValue(bytes.data(), bytes.size(), rapidjson::kObjectType);
}

void JsonWriter::members(const Json& object) {
  for (const auto& [name, one] : object.items()) member(name, one);
}

void JsonWriter::string(std::string_view text) {
  if (text::first_invalid_utf8(text)) return string(text::replace_invalid_utf8(text));
  writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

}  // namespace fasti::api
