#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "server/search/deadline.h"

namespace fasti::search {

// Warns that the index does not know what was asked for, and tells the nearest that it knows
// (`nearest()`, "" for none). That is looked for only while there is time and there are few
// warnings: it may be slow, and nobody reads more.
template <typename Nearest>
void warn_of_unknown(std::string_view asked, const Nearest& nearest, const Deadline& deadline,
                     std::vector<std::string>& warnings) {
  constexpr std::size_t kFew = 8;
  const std::string near = warnings.size() < kFew && !deadline.passed() ? nearest() : std::string();
  warnings.push_back(near.empty() ? fmt::format("{} is not known", asked)
                                  : fmt::format("{} is not known; the nearest is {}", asked, near));
}

}  // namespace fasti::search
