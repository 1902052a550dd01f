#include "core/text/hash.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace fasti::text {

std::uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string hash_hex8(std::string_view bytes) {
  return fmt::format("{:08x}", hash64(bytes) & 0xFFFFFFFFU);
}

}  // namespace fasti::text
