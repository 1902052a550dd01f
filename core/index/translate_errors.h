#pragma once
#include <fmt/format.h>

#include <xapian.h>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "core/index/error.h"

namespace fasti::index {

// Runs `work`; a Xapian::Error, which is no std::exception, comes out as an IndexError that names
// `path`.
template <typename Work>
decltype(auto) translate_errors(const std::string& path, Work&& work) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    const char* system = error.get_error_string();
    const bool full = system != nullptr && std::string_view(system) == std::strerror(ENOSPC);
    throw IndexError(fmt::format("{}: {}; {}", path, error.get_description(),
                                 full ? "free space on the disk, then build again"
                                      : "build the index anew with \"fasti-index build\""));
  }
}

}  // namespace fasti::index
