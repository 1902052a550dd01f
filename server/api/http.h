#pragma once
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
  std::string body;
  std::string content_type;
  std::string if_none_match;
  std::string id = {};  // as the log calls it
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
};

}  // namespace fasti::api
