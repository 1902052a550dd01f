#pragma once
#include <cstddef>

#include "server/api/json.h"
#include "server/api/routes.h"

// The handlers of the routes, by subject. Each throws Problem or BadRequest for what the client got
// wrong.
namespace fasti::api {

// searches.cpp
Response search(Call& call);
Response multi(Call& call);
Response facet_values(Call& call);
Response timeline(Call& call);
Response export_all(Call& call);

// documents.cpp
Response passage(Call& call);
Response similar(Call& call);
Response export_passage(Call& call);
Response documents(Call& call);
Response document(Call& call);
Response eras(Call& call);

// actors.cpp
Response actors(Call& call);
Response actor(Call& call);
Response suggest(Call& call);

Response json_response(const Json& json);
Response json_response(const JsonWriter& written);

// Which part of a list a page shows, and where the next one begins.
struct Page {
  Page(std::size_t offset, std::size_t limit, std::size_t list);
  Json next() const;  // null after the last

  std::size_t begin, end, size;
};

}  // namespace fasti::api
