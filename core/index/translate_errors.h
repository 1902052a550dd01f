#pragma once
#include <fmt/format.h>

#include <xapian.h>
#include <string>

#include "core/index/error.h"

namespace fasti::index {

// Runs `work`; a Xapian::Error, which is no std::exception, comes out as an IndexError that names
// `path`.
template <typename Work>
decltype(auto) translate_errors(const std::string& path, Work&& work) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    throw IndexError(fmt::format("{}: {}; build the index anew with \"fasti-index build\"", path,
                                 error.get_description()));
  }
}

}  // namespace fasti::index
