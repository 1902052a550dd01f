#pragma once
#include <functional>
#include <string>
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
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  // For a body too long to be held: called for part after part until it gives "". May throw; the
  // answer then breaks off. `body` is not sent.
  std::function<std::string()> parts = {};
};

}  // namespace fasti::api
