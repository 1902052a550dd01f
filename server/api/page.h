#pragma once
#include <optional>
#include <string_view>

#include "server/api/http.h"

namespace fasti::api {

struct Call;

// The search page.
Response page(Call& call);
// A file that the page needs, by its path.
std::optional<Response> page_asset(std::string_view path);

}  // namespace fasti::api
