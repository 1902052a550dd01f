#include "core/actors/validity.h"

#include <algorithm>

#include "core/dates/edtf.h"

namespace fasti::actors {
namespace {

// Predecessors farther back than this are not looked for; also what stops a circle in the data.
constexpr std::size_t kLongestChain = 32;

}  // namespace

Validity::Validity(const Authority& authority)
    : begins_(authority.size()), ends_(authority.size()), predecessors_(authority.size()) {
  for (std::uint32_t index = 0; index < authority.size(); ++index) {
    const Actor& actor = authority[index];
    if (!actor.from.empty()) {
      if (const auto bounds = dates::edtf_bounds(actor.from)) begins_[index] = bounds->earliest;
    }
    if (!actor.to.empty()) {
      if (const auto bounds = dates::edtf_bounds(actor.to)) ends_[index] = bounds->latest;
    }
    for (const std::string& id : actor.successor_of) {
      if (const auto found = authority.find(id)) predecessors_[index].push_back(*found);
    }
  }
}

bool Validity::exists(std::uint32_t actor, const dates::Interval& date) const {
  const bool over = ends_[actor] && date.earliest && *date.earliest > *ends_[actor];
  return !over && !is_before(date, actor);
}

bool Validity::is_before(const dates::Interval& date, std::uint32_t actor) const {
  return begins_[actor] && date.latest && *date.latest < *begins_[actor];
}

std::uint32_t Validity::at(std::uint32_t actor, const dates::Interval& date) const {
  if (!is_before(date, actor)) return actor;
  std::uint32_t best = actor;
  dates::Day longest = 0;
  std::vector<std::uint32_t> queue = predecessors_[actor];
  for (std::size_t i = 0; i < queue.size() && i < kLongestChain; ++i) {
    const dates::Day days = days_in(queue[i], date);
    if (days > longest) {
      best = queue[i];
      longest = days;
    }
    const std::vector<std::uint32_t>& more = predecessors_[queue[i]];
    queue.insert(queue.end(), more.begin(), more.end());
  }
  return best;
}

dates::Day Validity::days_in(std::uint32_t actor, const dates::Interval& date) const {
  if (!exists(actor, date)) return 0;
  // An open side of a date reaches no further than the other one ("by the 19th century").
  dates::Interval closed = date;
  if (!closed.earliest) closed.earliest = closed.latest;
  if (!closed.latest) closed.latest = closed.earliest;
  if (!closed.earliest || !exists(actor, closed)) return 1;
  const dates::Day first = std::max(*closed.earliest, begins_[actor].value_or(*closed.earliest));
  const dates::Day last = std::min(*closed.latest, ends_[actor].value_or(*closed.latest));
  return last - first + 1;
}

bool Validity::descends(std::uint32_t late, std::uint32_t early) const {
  std::vector<std::uint32_t> queue = predecessors_[late];
  for (std::size_t i = 0; i < queue.size() && i < kLongestChain; ++i) {
    if (queue[i] == early) return true;
    const std::vector<std::uint32_t>& more = predecessors_[queue[i]];
    queue.insert(queue.end(), more.begin(), more.end());
  }
  return false;
}

std::vector<std::uint32_t> Validity::line_of(std::uint32_t actor) const {
  std::vector<std::uint32_t> line = {actor};
  for (std::size_t i = 0; i < line.size() && i < kLongestChain; ++i) {
    const std::vector<std::uint32_t>& more = predecessors_[line[i]];
    line.insert(line.end(), more.begin(), more.end());
  }
  return line;
}

bool Validity::have_common_root(std::uint32_t a, std::uint32_t b) const {
  const std::vector<std::uint32_t> others = line_of(b);
  return std::ranges::any_of(line_of(a), [&](std::uint32_t one) {
    return std::ranges::find(others, one) != others.end();
  });
}

bool Validity::related(std::uint32_t a, std::uint32_t b) const {
  return a == b || descends(a, b) || descends(b, a);
}

}  // namespace fasti::actors
