#pragma once
#include <string>

#include "core/index/generation.h"

namespace fasti::index {

inline constexpr const char* kManifestName = "manifest.json";

// Writes manifest.json into a generation's directory, with a checksum over its own fields.
void write_manifest(const std::string& directory, const Manifest& manifest);

// Reads it; throws IndexError when it is missing or damaged. A manifest of another format version
// is read no further than that version.
Manifest read_manifest(const std::string& directory);

}  // namespace fasti::index
