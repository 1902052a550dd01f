#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fasti::api {

// One parameter of a route, and how its value enters the call that it is an argument of.
template <typename Call>
struct Parameter {
  std::string_view name;
  bool repeatable;                                // any of several values; else given once
  void (*read)(Call&, const std::string& value);  // throws BadRequest
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
        parameter.read(call, *value);
    }
  }

  // Throws BadRequest when an argument was not read, naming the parameter that comes nearest.
  void require_all_read() const;

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

// A whole number from `low` to `high`; throws BadRequest naming the parameter.
std::size_t read_number(std::string_view parameter, const std::string& value, std::size_t low,
                        std::size_t high);
// "1", "true", "0", "false".
bool read_switch(std::string_view parameter, const std::string& value);

// The place of `value` among `names`; throws BadRequest listing them.
std::size_t read_choice(std::string_view parameter, const std::string& value,
                        std::span<const std::string_view> names);

}  // namespace fasti::api
