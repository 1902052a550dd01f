#include "core/index/schema.h"

#include <fmt/format.h>

#include "core/text/hash.h"

namespace fasti::index {

std::string_view actor_prefix(actors::Evidence evidence) {
  switch (evidence) {
    case actors::Evidence::name:
      return "XNAME:";
    case actors::Evidence::metonym:
      return "XMETO:";
    case actors::Evidence::adjective:
      return "XADJ:";
  }
  return {};
}

std::string make_term(std::string_view prefix, std::string_view value) {
  if (prefix.size() + value.size() <= kLongestTerm) return std::string(prefix).append(value);
  return fmt::format("{}#{:016x}", prefix, text::hash64(value));
}

}  // namespace fasti::index
