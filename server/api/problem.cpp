#include "server/api/problem.h"

#include "server/api/json_writer.h"

namespace fasti::api {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return status < 500 ? "Bad Request" : "Internal Server Error";
  }
}

Problem problem_of(const search::BadRequest& bad) {
  return {400, bad.what(), bad.parameter(), bad.example()};
}

nlohmann::ordered_json problem_json(const Problem& problem) {
  // No page describes our problems one by one: RFC 9457 then says "about:blank", and the title is
  // the status's own.
  nlohmann::ordered_json json{{"type", "about:blank"},
                              {"title", reason_phrase(problem.status)},
                              {"status", problem.status},
                              {"detail", problem.detail}};
  if (!problem.parameter.empty()) json["parameter"] = problem.parameter;
  if (!problem.example.empty()) json["example"] = problem.example;
  for (const auto& [name, value] : problem.members) json[name] = value;
  return json;
}

Response response_of(const Problem& problem) {
  return {problem.status, "application/problem+json", dump(problem_json(problem)) + "\n",
          problem.headers};
}

}  // namespace fasti::api
