#pragma once
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <concepts>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>

namespace fasti::api {

using Json = nlohmann::ordered_json;

// As bytes; never fails, whatever the texts hold.
std::string dump(const Json& json);

// Writes JSON as it goes, without the tree that a Json is: ten hits with their texts, dates and
// actors are several hundred nodes. What is called must make up one value: keys before the values
// of an object, every begin with its end. Bytes that are no UTF-8 become U+FFFD.
class JsonWriter {
 public:
  void begin_object() { writer_.StartObject(); }
  void end_object() { writer_.EndObject(); }
  void begin_array() { writer_.StartArray(); }
  void end_array() { writer_.EndArray(); }

  void key(std::string_view name) { string(name); }

  void null() { writer_.Null(); }
  void value(const Json& json);
  void value(bool truth) { writer_.Bool(truth); }
  void value(std::unsigned_integral auto number) { writer_.Uint64(number); }
  void value(std::signed_integral auto number) { writer_.Int64(number); }
  void value(double number) { writer_.Double(number); }
  void value(std::string_view text) { string(text); }
  void value(const std::string& text) { string(text); }
  void value(const char* text) { string(text); }
  template <typename T>
  void value(const std::optional<T>& one) {
    one ? value(*one) : null();
  }
  template <std::ranges::input_range Range>
  void value(const Range& list) {
    begin_array();
    for (const auto& one : list) value(one);
    end_array();
  }

  template <typename T>
  void member(std::string_view name, const T& one) {
    key(name);
    value(one);
  }
  // Those of a Json object, into the object that is being written.
  void members(const Json& object);

  // What was written.
  std::string str() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  void string(std::string_view text);

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace fasti::api
