#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "indexer/sources/byte_stream.h"

namespace fasti::sources {

// Do these first bytes, or else the name, tell of an archive or a compressed file that read_archive
// can open: zip, tar, gzip, bzip2, xz, Zstandard?
bool is_archive(std::string_view name, std::string_view head);

// What becomes of the entries of an archive.
struct ArchiveVisitor {
  // A file in the archive by its path there, or "" for the one content of a compressed file.
  // Called in the archive's order; what it leaves unread is passed over.
  std::function<void(const std::string& entry, ByteStream& bytes)> entry;
  // An entry that cannot be read, or what ended the archive early; `entry` as above.
  std::function<void(const std::string& entry, const std::string& message)> problem;
};

// Opens the archive at `path`, or where that is "" the one in `bytes`, and visits its files. An
// archive that unpacks to far more than its size is given up.
void read_archive(const std::string& path, ByteStream& bytes, const ArchiveVisitor& visitor);

}  // namespace fasti::sources
