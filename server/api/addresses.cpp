#include "server/api/addresses.h"

#include <algorithm>

#include "server/api/arguments.h"

namespace fasti::api {
namespace {

// What says which hit is the first.
bool is_place(std::string_view name) { return name == "offset" || name == "cursor"; }

}  // namespace

std::string passage_address(std::string_view id) { return "/passage/" + percent_encoded(id); }
std::string document_address(std::string_view id) { return "/document/" + percent_encoded(id); }
std::string actor_address(std::string_view id) { return "/actor/" + percent_encoded(id); }

std::string SearchAddress::value(std::string_view name) const {
  for (const auto& [given, value] : parameters_)
    if (given == name) return value;
  return "";
}

SearchAddress SearchAddress::with(std::string_view name, std::string_view value) const {
  SearchAddress out = without(name, value);
  out.parameters_.emplace_back(name, value);
  return out;
}

SearchAddress SearchAddress::with_only(std::string_view name, std::string_view value) const {
  SearchAddress out = *this;
  std::erase_if(out.parameters_,
                [&](const auto& one) { return one.first == name || is_place(one.first); });
  if (!value.empty()) out.parameters_.emplace_back(name, value);
  return out;
}

SearchAddress SearchAddress::without(std::string_view name, std::string_view value) const {
  SearchAddress out = *this;
  std::erase_if(out.parameters_, [&](const auto& one) {
    return (one.first == name && one.second == value) || is_place(one.first);
  });
  return out;
}

SearchAddress SearchAddress::within(const dates::Interval& days) const {
  const auto day = [](const std::optional<dates::Day>& one) {
    return one ? dates::format_day(*one) : std::string();
  };
  return with_only("from", day(days.earliest)).with_only("to", day(days.latest));
}

std::string SearchAddress::query() const {
  std::string out;
  for (const auto& [name, value] : parameters_) {
    if (!out.empty()) out += '&';
    out += percent_encoded(name) + '=' + percent_encoded(value);
  }
  return out;
}

std::string SearchAddress::str() const { return parameters_.empty() ? "/" : "/?" + query(); }

}  // namespace fasti::api
