#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace fasti::text {

// XXH3, 64 bits: the same for the same bytes on every machine and in every release.
std::uint64_t hash64(std::string_view bytes);

// The last 32 bits of hash64 as eight hex digits: the part of a passage id made from its text.
std::string hash_hex8(std::string_view bytes);

}  // namespace fasti::text
