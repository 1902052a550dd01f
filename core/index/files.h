#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// The files of a generation: read by mapping, written whole and synced. All throw IndexError with
// the path and the system's reason.
namespace fasti::index {

// A file mapped into memory for reading.
class MappedFile {
 public:
  explicit MappedFile(const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return {data_, size_}; }
  // Asks the system to read the file, or `size` bytes of it from `begin` on, from the disk
  // meanwhile, so that who wants them soon does not wait for one page after the other. Does not
  // wait for them itself, and never fails. REQUIRES: they are within the file. Safe in all threads.
  void read_ahead() const { read_ahead(0, size_); }
  void read_ahead(std::size_t begin, std::size_t size) const;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// A new file, written in order.
class FileWriter {
 public:
  // Replaces a file that is there.
  explicit FileWriter(std::string path);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void write(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  // Flushes, syncs and closes; a file without it may not be whole.
  void close();

 private:
  void flush();

  std::string path_, buffer_;
  std::uint64_t size_ = 0;
  int descriptor_ = -1;
};

void write_file(const std::string& path, std::string_view bytes);
// DIRECTORY/NAME
std::string path_in(const std::string& directory, std::string_view name);
void sync_directory(const std::string& path);
// Syncs every regular file below `path` and the directories that hold them.
void sync_tree(const std::string& path);

// A file of length-prefixed records under a magic word, the format version and their number.
// `magic` has eight bytes.
void write_records(const std::string& path, std::string_view magic,
                   const std::vector<std::string>& records);
void read_records(const std::string& path, std::string_view magic,
                  const std::function<void(std::string_view)>& record);
// The same of a file that stays mapped, so that the records do. REQUIRES: `file` maps `path`.
void read_records(const MappedFile& file, const std::string& path, std::string_view magic,
                  const std::function<void(std::string_view)>& record);

// "PATH: WHAT; run "fasti-index build --index INDEX SOURCE..." to build it anew"
[[noreturn]] void fail_with_remedy(const std::string& index, std::string_view what);
[[noreturn]] void fail_damaged(const std::string& path, std::string_view what);

}  // namespace fasti::index
