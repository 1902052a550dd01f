#include "core/actors/actor.h"

#include <iterator>

namespace fasti::actors {
namespace {

constexpr std::string_view kTypeNames[] = {"person", "state", "organisation", "treaty", "war",
                                           "event",  "place", "people",       "other",  "unknown"};
constexpr std::string_view kEvidenceNames[] = {"name", "metonym", "adjective"};

template <typename Enum, std::size_t N>
std::optional<Enum> parse(const std::string_view (&names)[N], std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

static_assert(std::size(kTypeNames) == static_cast<std::size_t>(Type::unknown) + 1);
static_assert(std::size(kEvidenceNames) == static_cast<std::size_t>(Evidence::adjective) + 1);

std::string_view name(Type type) { return kTypeNames[static_cast<std::size_t>(type)]; }
std::optional<Type> parse_type(std::string_view text) { return parse<Type>(kTypeNames, text); }

std::string_view name(Evidence evidence) {
  return kEvidenceNames[static_cast<std::size_t>(evidence)];
}
std::optional<Evidence> parse_evidence(std::string_view text) {
  return parse<Evidence>(kEvidenceNames, text);
}

}  // namespace fasti::actors
