#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fasti::api {

// A request and an answer, apart from the library that carries them.
struct Request {
  std::string method;
  std::string target;  // as sent, percent-encoded: "/v1/search?q=kars"
  std::string body = {};
  std::string content_type = {};
  std::string if_none_match = {};
  std::string id = {};             // as the log calls it
  std::string from = {};           // the address that it comes from
  std::string authorization = {};  // these two as their header fields have them
  std::string api_key = {};
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  // For a body too long to be held: called for part after part until it gives "". May throw; the
  // answer then breaks off. `body` is not sent.
  std::function<std::string()> parts = {};
  // Of the table of routes, or "none".
  std::string_view route = "none";
  std::string key = {};  // the name of the key that it was given for

  // What keeping it takes.
  std::size_t bytes() const;
};

inline std::size_t Response::bytes() const {
  std::size_t out = sizeof(Response) + content_type.size() + body.size();
  for (const auto& [name, value] : headers) out += sizeof(headers[0]) + name.size() + value.size();
  return out;
}

}  // namespace fasti::api
