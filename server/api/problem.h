#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/http.h"
#include "server/search/request.h"

namespace fasti::api {

// What went wrong with a request, as an answer: application/problem+json (RFC 9457). Thrown by
// handlers; carries nothing of the server's insides.
struct Problem {
  int status = 500;
  std::string detail;
  std::string parameter = {};  // at fault, "" for none
  std::string example = {};    // a value that works, ""  for none
  // Further members ("document") and header fields ("Allow").
  std::vector<std::pair<std::string, std::string>> members = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
};

Problem problem_of(const search::BadRequest& bad);
// Its members as in RFC 9457.
nlohmann::ordered_json problem_json(const Problem& problem);
Response response_of(const Problem& problem);

// "Not Found"
std::string_view reason_phrase(int status);

}  // namespace fasti::api
