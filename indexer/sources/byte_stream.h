#pragma once
#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fasti::sources {

// Why bytes could not be had.
class ReadError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A source's bytes from front to back. Every member throws ReadError when they cannot be had.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // The next bytes without moving past them: `size` of them, or all that are left.
  std::string_view peek(std::size_t size);

  // Moves up to `size` bytes into `buffer`; 0 at the end, and only there.
  std::size_t read(char* buffer, std::size_t size);

  // Everything that is left, or nullopt when it is more than `limit` bytes.
  std::optional<std::string> read_all(std::size_t limit);

  enum class Line { none, whole, too_long };
  // The next line without its line feed, and how far the stream has come. Of a line that is longer
  // than `limit` bytes the rest is passed over.
  Line read_line(std::string& line, std::size_t limit);

  // Bytes passed so far.
  std::size_t position() const { return position_; }

 protected:
  // Up to `size` bytes (> 0) into `buffer`; 0 at the end, and only there.
  virtual std::size_t fetch(char* buffer, std::size_t size) = 0;

 private:
  bool fill();
  void skip(std::size_t size);

  std::string buffer_;
  std::size_t begin_ = 0;  // of what was not passed yet
  std::size_t position_ = 0;
  bool ended_ = false;
};

// A file, or standard input as "-".
class FileStream final : public ByteStream {
 public:
  explicit FileStream(const std::string& path);

 protected:
  std::size_t fetch(char* buffer, std::size_t size) override;

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace fasti::sources
