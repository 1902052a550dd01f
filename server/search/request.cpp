#include "server/search/request.h"

#include <array>

namespace fasti::search {
namespace {

constexpr std::array<FacetName, 8> kFacets{{
    {Facet::actor, "actor"},
    {Facet::type, "type"},
    {Facet::era, "era"},
    {Facet::century, "century"},
    {Facet::decade, "decade"},
    {Facet::year, "year"},
    {Facet::kind, "kind"},
    {Facet::document, "document"},
}};

}  // namespace

std::span<const FacetName> facet_names() { return kFacets; }

std::string_view name(Facet facet) {
  for (const FacetName& entry : kFacets)
    if (entry.facet == facet) return entry.name;
  return {};
}

std::optional<Facet> parse_facet(std::string_view text) {
  for (const FacetName& entry : kFacets)
    if (entry.name == text) return entry.facet;
  return std::nullopt;
}

}  // namespace fasti::search
