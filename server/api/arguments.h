#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fasti::api {

// More values of one parameter than a reader gives bound what a request can cost.
inline constexpr std::size_t kMostValues = 100;

// What values a parameter takes; checked before they are read, and told in /openapi.json.
struct Form {
  enum class Kind : std::uint8_t {
    text,
    number,   // whole
    flag,     // 1, true, 0, false
    choice,   // one of the names
    choices,  // some of the names, with commas between
  };
  Kind kind = Kind::text;
  // Of a number both bounds; of a text `high` is its most bytes, 0 for any.
  std::size_t low = 0, high = 0;
  std::vector<std::string_view> (*names)() = nullptr;
};
inline constexpr Form kText{};
inline constexpr Form kSwitch{.kind = Form::Kind::flag, .low = 0, .high = 1};
constexpr Form text_up_to(std::size_t bytes) { return {.kind = Form::Kind::text, .high = bytes}; }
constexpr Form number_from(std::size_t low, std::size_t high) {
  return {.kind = Form::Kind::number, .low = low, .high = high};
}

// A value that its form allows.
struct Value {
  std::string text;
  std::size_t number = 0;  // of a choice its place among the names
  std::vector<std::size_t> numbers = {};

  bool is_on() const { return number == 1; }
  // For names in the order of an enumeration.
  template <typename Enum>
  Enum as() const {
    return static_cast<Enum>(number);
  }
};
// Throws BadRequest naming the parameter when the form does not allow it.
Value read_value(std::string_view parameter, const std::string& value, const Form& form,
                 std::string_view example);

// One parameter of a route, and how its value enters the call that it is an argument of.
template <typename Call>
struct Parameter {
  std::string_view name;
  bool repeatable;  // any of several values; else given once
  Form form;
  void (*read)(Call&, const Value& value);  // throws BadRequest for what the form cannot tell
  std::string_view example;
  std::string_view help;
};

// The arguments of one request in their order. Each must be read by one table of parameters.
class Arguments {
 public:
  // Of a URL: "q=straits+convention&decade=1930s", the part after the question mark. Throws
  // BadRequest when it is not percent-encoded UTF-8.
  static Arguments of_query(std::string_view query);
  // Of a JSON object with the same names; a repeatable one may be a list. Throws BadRequest.
  static Arguments of_json(std::string_view body);

  // Reads what the table knows into `call`. A blank value counts as absent where the parameter
  // has no meaning for it (all but q and facets). Throws BadRequest.
  template <typename Call>
  void read(std::span<const Parameter<Call>> table, Call& call) {
    for (const Parameter<Call>& parameter : table) {
      known_.push_back(parameter.name);
      for (const std::string* value :
           values_of(parameter.name, parameter.repeatable, parameter.example))
        parameter.read(call, read_value(parameter.name, *value, parameter.form, parameter.example));
    }
  }

  // Throws BadRequest when an argument was not read, naming the parameter that comes nearest.
  void require_all_read() const;

  // Names and values as they were given, blank ones left out.
  std::vector<std::pair<std::string, std::string>> given() const;

  // All that says what is asked for, in a fixed order, without the names in `except`.
  std::string canonical(std::span<const std::string_view> except) const;

 private:
  struct Argument {
    std::string name, value;
    bool read = false;
  };
  std::vector<const std::string*> values_of(std::string_view name, bool repeatable,
                                            std::string_view example);

  std::vector<Argument> arguments_;
  std::vector<std::string_view> known_;
};

// "%2F" and, where `plus_is_blank`, "+" resolved; throws BadRequest naming `parameter` when the
// result is no UTF-8 or an escape is cut short.
std::string percent_decoded(std::string_view text, bool plus_is_blank, std::string_view parameter);
// For a path segment: all but letters, digits and "-._~" escaped.
std::string percent_encoded(std::string_view text);

}  // namespace fasti::api
