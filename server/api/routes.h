#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "server/api/access.h"
#include "server/api/arguments.h"
#include "server/api/http.h"
#include "server/api/library.h"
#include "server/api/metrics.h"

namespace fasti::api {

// What answers requests.
struct Service {
  Library& index;
  const Metrics& metrics;
  Access& access;
};

// What a handler is given.
struct Call {
  const Request& request;
  Arguments arguments;
  // What stood in the place of {id} in the path, decoded.
  std::string id;
  const search::Snapshot& snapshot;
  // That of the snapshot, for answers that outlive the call.
  std::shared_ptr<const Edition> edition;
  search::Searcher* searcher;  // null unless the route searches
  search::Deadline deadline;
  const Service& service;
};

struct Route {
  std::string_view method;  // GET also answers HEAD
  std::string_view path;    // one segment may be a name in braces
  Scope scope;
  bool searches;  // takes a searcher, and waits for a free one
  Response (*handler)(Call&);
  std::string_view summary;
};
// The interface for programs, and the pages for readers.
std::span<const Route> routes();
std::span<const Route> pages();

// Answers a request: routing, keys, parameters, the handler, ETag, CORS, problems. Never throws.
// Safe in all threads.
Response answer(const Request& request, const Service& service);

// The lines of the head that every answer has, also those that answer() does not give; they are no
// headers of the Response.
std::string_view common_fields(const Response& response);

}  // namespace fasti::api
