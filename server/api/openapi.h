#pragma once
#include <span>

#include "server/api/json.h"
#include "server/api/routes.h"

namespace fasti::api {

// An OpenAPI 3.1 description made of the table of routes and the tables of parameters.
Json openapi_json(std::span<const Route> routes);

}  // namespace fasti::api
