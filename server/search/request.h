#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/actors/actor.h"
#include "core/dates/membership.h"
#include "server/search/deadline.h"
#include "server/search/query.h"

namespace fasti::search {

// The client asked for what cannot be: `parameter` names what is at fault, `example` is a value
// that works ("" when none would teach).
class BadRequest : public std::runtime_error {
 public:
  BadRequest(std::string parameter, const std::string& detail, std::string example = {})
      : std::runtime_error(detail),
        parameter_(std::move(parameter)),
        example_(std::move(example)) {}
  const std::string& parameter() const { return parameter_; }
  const std::string& example() const { return example_; }

 private:
  std::string parameter_, example_;
};

enum class Sort : std::uint8_t {
  relevance,  // without a query: in document order
  date,       // by the earliest date that satisfies the filters; undated last
  date_descending,
};

enum class Group : std::uint8_t {
  none,
  document,  // the best passage of each document stands for it
};

enum class Facet : std::uint8_t { actor, type, era, century, decade, year, kind, document };
struct FacetName {
  Facet facet;
  std::string_view name;
};
std::span<const FacetName> facet_names();
std::string_view name(Facet);
std::optional<Facet> parse_facet(std::string_view);

// How the values of a facet are shown. The first by count are shown in any case.
enum class FacetOrder : std::uint8_t { count, name, time };

// The value of `era` that means passages without a date.
inline constexpr std::string_view kUndated = "undated";

// Which dates of a passage count, and when they belong to a range.
struct DateRule {
  dates::MembershipRule membership = {};
  bool context = true;     // dates that an undated passage takes from its heading or document
  bool all_roles = false;  // dates in citations and life spans too

  bool is_default() const {
    return membership.overlap == dates::Overlap::half && !membership.open && context && !all_roles;
  }
};

// Each list: any of its values, except actor_all and actor_not. Ids; actors also by exact name,
// decades as "1930s", centuries by their hundreds ("19" is 1900..1999), years as in EDTF.
struct Filters {
  using Values = std::vector<std::string>;
  Values era = {}, century = {}, decade = {}, year = {};
  Values actor = {}, actor_all = {}, actor_not = {}, type = {};
  Values kind = {}, document = {}, lang = {}, linked = {};
  // A date must belong to these days; either alone leaves the other side unbounded.
  std::optional<dates::Day> from = {}, to = {};
};

inline constexpr std::size_t kMostHits = 100;
inline constexpr std::size_t kMostFacetValues = 1000;

struct SearchRequest {
  std::string q = {};
  Deadline deadline = {};
  Match match = Match::automatic;
  // Words in any form, case and accents; else only as written. Names of actors then widen nothing.
  bool fold = true;
  bool fuzzy = false;  // words a letter or two away too
  Filters filters = {};
  DateRule dates = {};
  // What counts as naming an actor, for filters and counts: this evidence and any stronger.
  actors::Evidence evidence = actors::Evidence::metonym;
  Sort sort = Sort::relevance;
  // Rank by the words that the first hits share, too.
  bool expand = false;
  Group group = Group::none;
  std::size_t limit = 10;  // passages, or documents when grouped
  std::size_t offset = 0;
  std::vector<Facet> facets = {};
  std::size_t facet_limit = 20;
  FacetOrder facet_order = FacetOrder::count;
  bool explain = false;
  bool texts = true;  // else hits are not read: only docid, score, in_document and explanation
};

}  // namespace fasti::search
