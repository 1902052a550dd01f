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

// Throws IndexError unless the file at `path` has the bytes that `entry` tells of.
void verify_file(const std::string& path, const FileEntry& entry);

}  // namespace fasti::index
