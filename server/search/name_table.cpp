#include "server/search/name_table.h"

#include <algorithm>
#include <tuple>

#include "core/text/hash.h"

namespace fasti::search {

void NameTable::add(std::string_view name, std::uint32_t place) {
  entries_.push_back({text::hash64(name), static_cast<std::uint32_t>(letters_.size()),
                      static_cast<std::uint32_t>(name.size()), place});
  letters_ += name;
}

void NameTable::finish() {
  const auto key = [this](const Entry& entry) {
    return std::tuple(entry.hash, name(entry), entry.place);
  };
  std::ranges::sort(entries_, {}, key);
  const auto rest = std::ranges::unique(entries_, {}, key);
  entries_.erase(rest.begin(), rest.end());
  entries_.shrink_to_fit();
  letters_.shrink_to_fit();
}

std::vector<std::uint32_t> NameTable::find(std::string_view wanted) const {
  std::vector<std::uint32_t> out;
  for (const Entry& entry :
       std::ranges::equal_range(entries_, text::hash64(wanted), {}, &Entry::hash))
    if (name(entry) == wanted) out.push_back(entry.place);
  return out;
}

}  // namespace fasti::search
