#pragma once
#include <string>
#include <string_view>

namespace fasti::api {

// 1 to 64 letters, digits, "-", "_" or ".": safe wherever it is written.
bool is_plain_name(std::string_view text);

// What a request is called in the log and in its answer: as its client calls it, when that is a
// plain name; else a name that no other request has. Safe in all threads.
std::string request_id(std::string_view given);

}  // namespace fasti::api
