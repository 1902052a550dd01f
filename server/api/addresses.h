#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/dates/day.h"

// Addresses of pages for readers, relative to the site. Not escaped for HTML.
namespace fasti::api {

std::string passage_address(std::string_view id);
std::string document_address(std::string_view id);
std::string actor_address(std::string_view id);

// That of a search: "/?q=kars&era=interwar". Each change gives an address that begins at the first
// hit again.
class SearchAddress {
 public:
  SearchAddress() = default;
  explicit SearchAddress(std::vector<std::pair<std::string, std::string>> parameters)
      : parameters_(std::move(parameters)) {}

  std::string value(std::string_view name) const;  // the first, "" for none
  const std::vector<std::pair<std::string, std::string>>& parameters() const { return parameters_; }

  // With one value more.
  SearchAddress with(std::string_view name, std::string_view value) const;
  // With this value alone, "" for none.
  SearchAddress with_only(std::string_view name, std::string_view value) const;
  SearchAddress without(std::string_view name, std::string_view value) const;
  // With from and to, open sides left out.
  SearchAddress within(const dates::Interval& days) const;

  std::string query() const;  // "q=kars&era=interwar"
  std::string str() const;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace fasti::api
