#include "server/api/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/text/utf8.h"
#include "server/search/nearest.h"
#include "server/search/request.h"

namespace fasti::api {
namespace {

using search::BadRequest;

// As much of a value as a message shows.
std::string shown(std::string_view value) {
  constexpr std::size_t kMost = 60;
  if (value.size() <= kMost) return std::string(value);
  return std::string(value.substr(0, text::floor_boundary(value, kMost))) + "…";
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Blank means something only here: no words, no facets.
bool may_be_blank(std::string_view name) { return name == "q" || name == "facets"; }

std::string text_of(std::string_view name, const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
  if (value.is_number_integer()) return value.dump();
  throw BadRequest(std::string(name),
                   "the value must be a text, a whole number, true, false or a list of texts",
                   "\"1930s\"");
}

std::size_t read_number(std::string_view parameter, const std::string& value, std::size_t low,
                        std::size_t high) {
  std::size_t number = 0;
  const char* const end = value.data() + value.size();
  const auto [last, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || last != end || number < low || number > high)
    throw BadRequest(
        std::string(parameter),
        fmt::format("\"{}\" is not a whole number from {} to {}", shown(value), low, high),
        std::to_string(std::clamp<std::size_t>(20, low, high)));
  return number;
}

bool read_switch(std::string_view parameter, const std::string& value) {
  if (value == "1" || value == "true") return true;
  if (value == "0" || value == "false") return false;
  throw BadRequest(std::string(parameter), fmt::format("\"{}\" is neither 1 nor 0", shown(value)),
                   "1");
}

std::size_t read_choice(std::string_view parameter, const std::string& value,
                        std::span<const std::string_view> names) {
  const auto found = std::ranges::find(names, value);
  if (found == names.end())
    throw BadRequest(std::string(parameter),
                     fmt::format("\"{}\" is none of {}", shown(value), fmt::join(names, ", ")),
                     std::string(names.front()));
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

Arguments Arguments::of_query(std::string_view query) {
  Arguments out;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string name = percent_decoded(pair.substr(0, equals), true, "");
    std::string value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true, name);
    out.arguments_.push_back({std::move(name), std::move(value)});
  }
  return out;
}

Arguments Arguments::of_json(std::string_view body) {
  const nlohmann::json object = nlohmann::json::parse(body, nullptr, false);
  if (!object.is_object())
    throw BadRequest("", "the body must be a JSON object of parameters",
                     R"({"q": "straits convention", "decade": ["1930s"]})");
  Arguments out;
  for (const auto& [name, value] : object.items()) {
    if (value.is_null()) continue;
    if (!value.is_array()) {
      out.arguments_.push_back({name, text_of(name, value)});
      continue;
    }
    std::vector<std::string> texts;
    for (const auto& one : value) texts.push_back(text_of(name, one));
    // The one list that a URL writes with commas.
    if (name == "facets") texts = {fmt::format("{}", fmt::join(texts, ","))};
    for (std::string& one : texts) out.arguments_.push_back({name, std::move(one)});
  }
  return out;
}

std::vector<const std::string*> Arguments::values_of(std::string_view name, bool repeatable,
                                                     std::string_view example) {
  std::vector<const std::string*> out;
  std::size_t given = 0;
  for (Argument& argument : arguments_) {
    if (argument.name != name) continue;
    argument.read = true;
    if (++given > kMostValues)
      throw BadRequest(std::string(name),
                       fmt::format("{} is given more than {} times", name, kMostValues),
                       std::string(example));
    if (argument.value.empty() && !may_be_blank(name)) continue;
    if (!out.empty() && !repeatable)
      throw BadRequest(std::string(name), fmt::format("{} is given more than once", name),
                       std::string(example));
    out.push_back(&argument.value);
  }
  return out;
}

void Arguments::require_all_read() const {
  for (const Argument& argument : arguments_) {
    if (argument.read) continue;
    const auto near = search::nearest(argument.name, known_);
    throw BadRequest(shown(argument.name),
                     fmt::format("there is no parameter \"{}\" here; {}", shown(argument.name),
                                 near ? fmt::format("did you mean {}?", known_[*near])
                                      : fmt::format("there are {}", fmt::join(known_, ", "))),
                     near ? std::string(known_[*near]) : std::string());
  }
}

std::vector<std::pair<std::string, std::string>> Arguments::given() const {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Argument& argument : arguments_)
    if (!argument.value.empty()) out.emplace_back(argument.name, argument.value);
  return out;
}

std::string Arguments::canonical(std::span<const std::string_view> except) const {
  std::vector<std::pair<std::string_view, std::string_view>> kept;
  for (const Argument& argument : arguments_)
    if (!argument.value.empty() && std::ranges::find(except, argument.name) == except.end())
      kept.emplace_back(argument.name, argument.value);
  std::ranges::sort(kept);
  std::string out;
  for (const auto& [name, value] : kept)
    out += fmt::format("{}={}&", percent_encoded(name), percent_encoded(value));
  return out;
}

std::string percent_decoded(std::string_view text, bool plus_is_blank, std::string_view parameter) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
      if (low < 0)
        throw BadRequest(std::string(parameter), "% must be followed by two hexadecimal digits",
                         "100%25");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '+' && plus_is_blank ? ' ' : text[i];
    }
  }
  if (text::first_invalid_utf8(out))
    throw BadRequest(std::string(parameter), "the value is not UTF-8", "K%C3%BC%C3%A7%C3%BCk");
  return out;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

Value read_value(std::string_view parameter, const std::string& value, const Form& form,
                 std::string_view example) {
  Value out{.text = value};
  switch (form.kind) {
    case Form::Kind::text:
      if (form.high > 0 && value.size() > form.high)
        throw BadRequest(std::string(parameter), fmt::format("has at most {} bytes", form.high),
                         std::string(example));
      break;
    case Form::Kind::number:
      out.number = read_number(parameter, value, form.low, form.high);
      break;
    case Form::Kind::flag:
      out.number = read_switch(parameter, value) ? 1 : 0;
      break;
    case Form::Kind::choice:
      out.number = read_choice(parameter, value, form.names());
      break;
    case Form::Kind::choices:
      for (std::string_view rest = value; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        out.numbers.push_back(read_choice(parameter, std::string(one), form.names()));
      }
  }
  return out;
}

}  // namespace fasti::api
