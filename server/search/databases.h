#pragma once
#include <xapian.h>

#include "core/index/generation.h"

namespace fasti::search {

// The Xapian databases of a generation, opened; core/index/schema.h tells their terms. Of one
// thread.
struct Databases {
  // Throws Xapian::Error.
  explicit Databases(const index::Generation& generation)
      : passages(generation.database_path()), documents(generation.document_database_path()) {}

  Xapian::Database passages, documents;
};

}  // namespace fasti::search
