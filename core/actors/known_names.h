#pragma once
#include <vector>

#include "core/actors/local_names.h"
#include "core/actors/name_tokens.h"
#include "core/text/spellings.h"

namespace fasti::actors {

// What one thread knows of the names of one authority, from document to document.
struct KnownNames {
  KnownNameTokens tokens;
  text::ByNumber<std::vector<ShortName>> short_names;  // by actor

  void forget() {
    tokens.forget();
    short_names.forget();
  }
};

}  // namespace fasti::actors
