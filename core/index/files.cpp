#include "core/index/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "core/index/binary.h"
#include "core/index/error.h"
#include "core/index/schema.h"

namespace fasti::index {
namespace {

constexpr std::size_t kMagicBytes = 8;
constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

[[noreturn]] void fail_system(const std::string& path, std::string_view what) {
  const int error = errno;
  throw IndexError(fmt::format("{}: cannot {}: {}", path, what, std::strerror(error)));
}

void sync_path(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail_system(path, "open");
  const int result = ::fsync(descriptor);
  ::close(descriptor);
  if (result != 0) fail_system(path, "sync");
}

}  // namespace

MappedFile::MappedFile(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail_system(path, "open");
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    throw IndexError(fmt::format("{}: is not a file", path));
  }
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ > 0) {
    void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor, 0);
    if (mapped == MAP_FAILED) {
      ::close(descriptor);
      fail_system(path, "map");
    }
    data_ = static_cast<const char*>(mapped);
  }
  ::close(descriptor);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

void MappedFile::read_ahead(std::size_t begin, std::size_t size) const {
  static const auto kPage = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t before = begin % kPage;
  // Where it is refused nothing but time is lost.
  if (size > 0) ::madvise(const_cast<char*>(data_) + begin - before, size + before, MADV_WILLNEED);
}

FileWriter::FileWriter(std::string path) : path_(std::move(path)) {
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor_ < 0) fail_system(path_, "write");
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void FileWriter::write(std::string_view bytes) {
  buffer_ += bytes;
  size_ += bytes.size();
  if (buffer_.size() >= kBufferBytes) flush();
}

void FileWriter::flush() {
  for (std::string_view left = buffer_; !left.empty();) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      fail_system(path_, "write");
    }
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void FileWriter::close() {
  flush();
  if (::fsync(descriptor_) != 0) fail_system(path_, "sync");
  const int result = ::close(descriptor_);
  descriptor_ = -1;
  if (result != 0) fail_system(path_, "write");
}

void write_file(const std::string& path, std::string_view bytes) {
  FileWriter file(path);
  file.write(bytes);
  file.close();
}

void sync_directory(const std::string& path) { sync_path(path); }

void sync_tree(const std::string& path) {
  sync_path(path);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() || entry.is_directory()) sync_path(entry.path().string());
  }
}

void write_records(const std::string& path, std::string_view magic,
                   const std::vector<std::string>& records) {
  assert(magic.size() == kMagicBytes);
  FileWriter file(path);
  file.write(magic);
  Encoder head;
  head.number(kFormatVersion);
  head.number(records.size());
  file.write(head.take());
  for (const std::string& record : records) {
    Encoder framed;
    framed.bytes(record);
    file.write(framed.take());
  }
  file.close();
}

void read_records(const std::string& path, std::string_view magic,
                  const std::function<void(std::string_view)>& record) {
  read_records(MappedFile(path), path, magic, record);
}

void read_records(const MappedFile& file, const std::string& path, std::string_view magic,
                  const std::function<void(std::string_view)>& record) {
  if (!file.bytes().starts_with(magic)) fail_damaged(path, "does not begin as it should");
  try {
    Decoder in(file.bytes().substr(kMagicBytes));
    if (in.number() != kFormatVersion) Decoder::fail();
    in.list([&] { record(in.view()); });
    in.require_end();
  } catch (const IndexError& error) {
    fail_damaged(path, error.what());
  }
}

std::string path_in(const std::string& directory, std::string_view name) {
  return fmt::format("{}/{}", directory, name);
}

void fail_with_remedy(const std::string& index, std::string_view what) {
  throw IndexError(fmt::format("{}: {}; run \"fasti-index build --index {} SOURCE...\" to build it",
                               index, what, index));
}

void fail_damaged(const std::string& path, std::string_view what) {
  throw IndexError(
      fmt::format("{}: damaged: {}; build the index anew with \"fasti-index build\"", path, what));
}

}  // namespace fasti::index
