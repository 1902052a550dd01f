#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Where a request ends in the bytes of a connection (RFC 9112): what must be known before it can be
// answered, found without waiting and within bounds of memory. Strict where leniency would let two
// programs see different requests in the same bytes.
namespace fasti::api {

inline constexpr std::size_t kLongestRequestLine = 8192;  // bytes, with its line end
inline constexpr std::size_t kLongestField = 8192;
inline constexpr std::size_t kLongestHead = 32U << 10U;  // all fields together
inline constexpr std::size_t kMostFields = 100;
inline constexpr std::size_t kLongestBody = 1U << 20U;

// A request that has come whole.
struct Frame {
  // The request line and the fields, without those that concern only how it was carried:
  // Connection, Content-Length, Transfer-Encoding, Expect; nor those that ask for parts of an
  // answer, which no answer here has.
  std::string head;
  std::string body;         // decoded
  bool keep = true;         // the client wants the connection to go on
  bool version_10 = false;  // HTTP/1.0: it knows no chunks

  std::string_view method() const;
  std::string_view target() const;
  // The value of a field by its name in small letters, the last one's where there are several; ""
  // when there is none.
  std::string_view field(std::string_view name) const;
};

// Why no request can be read; the connection cannot go on.
struct Refusal {
  int status = 400;
  std::string detail;
};

// Cuts the bytes of one connection into requests. Not safe for several threads.
class Framer {
 public:
  enum class Progress { pending, complete, refused };

  void append(std::string_view received) { buffer_ += received; }
  // How far the present request has come. Takes time in proportion to what was appended since.
  Progress advance();

  // After complete: the request; what follows it is kept for the next.
  Frame take();
  // After refused.
  const Refusal& refusal() const { return refusal_; }

  // Some of a request has come.
  bool begun() const { return !buffer_.empty() || stage_ != Stage::head; }
  // The client waits to be told to send the body; true once for a request, while it is pending.
  bool wants_continue();
  // Bytes held.
  std::size_t size() const { return buffer_.size() + frame_.head.size() + frame_.body.size(); }

 private:
  enum class Stage { head, sized_body, chunk_size, chunk, chunk_end, trailer, complete, refused };

  void scan_head();
  void read_request_line(std::string_view line);
  void read_field(std::string_view line);
  void read_length(std::string_view value);
  void end_head();
  void scan_chunks();
  void read_chunk_size(std::string_view line);
  // The next line of the buffer, its end cut off; nullopt when it has not come whole. Refuses with
  // `status` one that is longer than `limit`, or ends otherwise than in CR LF.
  std::optional<std::string_view> next_line(std::size_t limit, int status, std::string_view what);
  void drop_read();
  void refuse(int status, std::string detail);

  std::string buffer_;
  std::size_t read_ = 0;     // of the buffer: what has been understood
  std::size_t scanned_ = 0;  // in which no further line end is
  Stage stage_ = Stage::head;
  Frame frame_;
  Refusal refusal_;
  // Of the present head.
  std::size_t fields_ = 0;
  std::size_t fields_size_ = 0;
  std::size_t hosts_ = 0;
  bool chunked_ = false;
  bool expects_ = false;
  std::optional<std::size_t> length_;
  std::size_t chunk_left_ = 0;
};

}  // namespace fasti::api
