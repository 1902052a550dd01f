#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/index/files.h"
#include "core/index/records.h"

// A file with some bytes for each passage: a magic word of eight bytes; those of each passage, one
// after the other; then per passage: u64, where its bytes begin; footer: u64 where this table
// begins, u32 passages, u32 format version, the magic word. Little endian.
namespace fasti::index {

class SequenceFileWriter {
 public:
  // Throws IndexError, as the others do.
  SequenceFileWriter(const std::string& path, std::string_view magic);

  // The bytes of the next passage.
  void add(std::string_view sequence);
  void close();

 private:
  FileWriter out_;
  std::string magic_, table_;
  DocId passages_ = 0;
};

// Immutable; safe in all threads.
class SequenceFile {
 public:
  // Throws IndexError.
  SequenceFile(const std::string& path, std::string_view magic);

  DocId passages() const { return passages_; }
  // The bytes of a passage; nothing beyond the last.
  std::string_view operator[](DocId docid) const;
  // See MappedFile.
  void read_ahead() const { file_.read_ahead(); }

 private:
  MappedFile file_;
  DocId passages_ = 0;
  std::uint64_t table_ = 0;  // where it begins
};

}  // namespace fasti::index
