#include "indexer/sources/byte_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace fasti::sources {
namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10;

[[noreturn]] void fail(int error) { throw ReadError(std::strerror(error)); }

}  // namespace

bool ByteStream::fill() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t had = buffer_.size();
  buffer_.resize(had + kBlock);
  const std::size_t got = fetch(buffer_.data() + had, kBlock);
  buffer_.resize(had + got);
  ended_ = got == 0;
  return !ended_;
}

void ByteStream::skip(std::size_t size) {
  begin_ += size;
  position_ += size;
}

std::string_view ByteStream::peek(std::size_t size) {
  while (buffer_.size() - begin_ < size && fill()) {
  }
  return std::string_view(buffer_).substr(begin_, size);
}

std::size_t ByteStream::read(char* buffer, std::size_t size) {
  if (begin_ == buffer_.size() && !fill()) return 0;
  const std::size_t got = std::min(size, buffer_.size() - begin_);
  std::copy_n(buffer_.data() + begin_, got, buffer);
  skip(got);
  return got;
}

std::optional<std::string> ByteStream::read_all(std::size_t limit) {
  while (buffer_.size() - begin_ <= limit && fill()) {
  }
  if (buffer_.size() - begin_ > limit) return std::nullopt;
  std::string all = std::move(buffer_);
  all.erase(0, begin_);
  position_ += all.size();
  buffer_.clear();
  begin_ = 0;
  return all;
}

ByteStream::Line ByteStream::read_line(std::string& line, std::size_t limit) {
  line.clear();
  bool some = false;
  bool too_long = false;
  while (begin_ < buffer_.size() || fill()) {
    some = true;
    const std::string_view ahead = std::string_view(buffer_).substr(begin_);
    const std::size_t feed = ahead.find('\n');
    const std::string_view piece = ahead.substr(0, feed);
    too_long = too_long || piece.size() > limit - line.size();
    if (!too_long) line += piece;
    skip(std::min(ahead.size(), piece.size() + 1));
    if (feed != std::string_view::npos) break;
  }
  if (!some) return Line::none;
  return too_long ? Line::too_long : Line::whole;
}

FileStream::FileStream(const std::string& path)
    : file_(path == "-" ? stdin : std::fopen(path.c_str(), "rb")) {
  if (!file_) fail(errno);
  // Blocks are large already.
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
}

void FileStream::Close::operator()(std::FILE* file) const {
  if (file != stdin) std::fclose(file);
}

std::size_t FileStream::fetch(char* buffer, std::size_t size) {
  const std::size_t got = std::fread(buffer, 1, size, file_.get());
  if (got == 0 && std::ferror(file_.get()) != 0) fail(errno);
  return got;
}

}  // namespace fasti::sources
