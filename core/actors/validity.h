#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "core/actors/authority.h"
#include "core/dates/day.h"

namespace fasti::actors {

// When the actors of an authority existed, and who came before whom.
class Validity {
 public:
  explicit Validity(const Authority& authority);

  // Did the actor exist at some day of `date`? True where nothing says it did not.
  bool exists(std::uint32_t actor, const dates::Interval& date) const;
  // Does `date` lie wholly before the actor began?
  bool is_before(const dates::Interval& date, std::uint32_t actor) const;
  // Has the actor no end?
  bool lasts(std::uint32_t actor) const { return !ends_[actor]; }

  // The actor, or if `date` lies before its time the predecessor that lived through most of `date`,
  // of equals the nearest, or the actor again when there is none.
  std::uint32_t at(std::uint32_t actor, const dates::Interval& date) const;
  // Does one of the two follow the other, directly or through others?
  bool related(std::uint32_t a, std::uint32_t b) const;
  // Is there one that both follow or are?
  bool have_common_root(std::uint32_t a, std::uint32_t b) const;

 private:
  // How many days of `date` the actor existed.
  dates::Day days_in(std::uint32_t actor, const dates::Interval& date) const;
  bool descends(std::uint32_t late, std::uint32_t early) const;
  // The actor and those before it, nearest first, as far as they are looked for.
  std::vector<std::uint32_t> line_of(std::uint32_t actor) const;

  std::vector<std::optional<dates::Day>> begins_, ends_;
  std::vector<std::vector<std::uint32_t>> predecessors_;
};

}  // namespace fasti::actors
