#include "server/api/framing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace fasti::api {
namespace {

constexpr std::size_t kLongestChunkLine = 1024;
constexpr std::string_view kLineEnd = "\r\n";

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Whether a list such as "keep-alive, TE" names `word`.
bool lists(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (same_word(trimmed(list.substr(0, comma)), word)) return true;
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
  }
  return false;
}

constexpr std::array<std::string_view, 6> kOfTheWay{
    "connection", "content-length", "transfer-encoding", "expect", "range", "if-range"};

std::string_view word_of(std::string_view line, std::size_t number) {
  for (; number > 0; --number) line.remove_prefix(std::min(line.size(), line.find(' ') + 1));
  return line.substr(0, line.find_first_of(" \r"));
}

}  // namespace

std::string_view Frame::method() const { return word_of(head, 0); }
std::string_view Frame::target() const { return word_of(head, 1); }

std::string_view Frame::field(std::string_view name) const {
  std::string_view value, rest = head;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find(kLineEnd));
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && same_word(line.substr(0, colon), name))
      value = trimmed(line.substr(colon + 1));
    rest.remove_prefix(std::min(rest.size(), line.size() + kLineEnd.size()));
  }
  return value;
}

Framer::Progress Framer::advance() {
  if (stage_ == Stage::head) scan_head();
  if (stage_ == Stage::sized_body && buffer_.size() >= *length_) {
    frame_.body = buffer_.substr(0, *length_);
    read_ = *length_;
    drop_read();
    stage_ = Stage::complete;
  }
  if (stage_ != Stage::sized_body) scan_chunks();
  if (stage_ == Stage::complete) return Progress::complete;
  return stage_ == Stage::refused ? Progress::refused : Progress::pending;
}

Frame Framer::take() {
  Frame out = std::move(frame_);
  // Idle connections keep no room.
  std::string rest = std::exchange(buffer_, {});
  *this = Framer();
  if (!rest.empty()) buffer_ = std::move(rest);
  return out;
}

bool Framer::wants_continue() {
  const bool body_missing = stage_ != Stage::head && stage_ < Stage::complete && buffer_.empty();
  return body_missing && std::exchange(expects_, false);
}

void Framer::refuse(int status, std::string detail) {
  refusal_ = {status, std::move(detail)};
  stage_ = Stage::refused;
  buffer_ = {};
  read_ = scanned_ = 0;
}

void Framer::drop_read() {
  buffer_.erase(0, read_);
  scanned_ -= std::min(scanned_, read_);
  read_ = 0;
}

std::optional<std::string_view> Framer::next_line(std::size_t limit, int status,
                                                  std::string_view what) {
  const std::size_t end = buffer_.find('\n', std::max(read_, scanned_));
  const std::size_t after = end == std::string::npos ? buffer_.size() : end + 1;
  scanned_ = after;
  if (after - read_ > limit) {
    refuse(status, fmt::format("{} has at most {} bytes", what, limit));
    return std::nullopt;
  }
  if (end == std::string::npos) return std::nullopt;
  const auto line = std::string_view(buffer_).substr(read_, after - read_);
  if (!line.ends_with(kLineEnd)) {
    refuse(400, "a line does not end in CR LF");
    return std::nullopt;
  }
  read_ = after;
  return line.substr(0, line.size() - kLineEnd.size());
}

void Framer::scan_head() {
  while (stage_ == Stage::head) {
    const bool first = frame_.head.empty();
    const auto line =
        first ? next_line(kLongestRequestLine, 414, "an address, with its method and version,")
              : next_line(kLongestField, 431, "a header field");
    if (!line) break;
    if (first && line->empty()) continue;  // left behind by the request before
    if (line->empty())
      end_head();
    else if (first)
      read_request_line(*line);
    else
      read_field(*line);
  }
  drop_read();
}

void Framer::read_request_line(std::string_view line) {
  const std::size_t one = line.find(' ');
  const std::size_t two = line.rfind(' ');
  const auto wrong = [&] { refuse(400, "the first line is no request: METHOD ADDRESS HTTP/1.1"); };
  if (one == std::string_view::npos || two <= one + 1) return wrong();
  const std::string_view target = line.substr(one + 1, two - one - 1);
  const std::string_view version = line.substr(two + 1);
  if (!is_token(line.substr(0, one)) || target.find_first_of(" \t") != std::string_view::npos ||
      std::ranges::any_of(target, is_control))
    return wrong();
  if (version.size() != 8 || !version.starts_with("HTTP/") || version[6] != '.') return wrong();
  if (version != "HTTP/1.1" && version != "HTTP/1.0")
    return refuse(505, "this server speaks HTTP/1.1 and HTTP/1.0");
  frame_.version_10 = version == "HTTP/1.0";
  frame_.keep = !frame_.version_10;
  frame_.head = std::string(line) + std::string(kLineEnd);
}

void Framer::read_field(std::string_view line) {
  fields_size_ += line.size() + kLineEnd.size();
  if (++fields_ > kMostFields || fields_size_ > kLongestHead)
    return refuse(431, fmt::format("a request has at most {} header fields, of {} bytes together",
                                   kMostFields, kLongestHead));
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return refuse(400, "a header field is not NAME: VALUE");
  if (std::ranges::any_of(line, is_control))
    return refuse(400, "a header field holds a control character");
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  const auto is = [&](std::string_view word) { return same_word(name, word); };
  if (is("host")) ++hosts_;
  if (is("connection") && lists(value, "close")) frame_.keep = false;
  if (is("expect") && same_word(value, "100-continue")) expects_ = !frame_.version_10;
  if (is("content-length")) read_length(value);
  if (is("transfer-encoding")) {
    if (chunked_ || !same_word(value, "chunked"))
      return refuse(501, "the only transfer encoding that is read is chunked");
    chunked_ = true;
  }
  if (std::ranges::none_of(kOfTheWay, is)) {
    frame_.head += line;
    frame_.head += kLineEnd;
  }
}

void Framer::read_length(std::string_view value) {
  std::size_t length = 0;
  const char* const end = value.data() + value.size();
  const auto [last, error] = std::from_chars(value.data(), end, length);
  const bool too_long = error == std::errc::result_out_of_range || length > kLongestBody;
  if (error == std::errc::invalid_argument || last != end || (length_ && *length_ != length))
    return refuse(400, "Content-Length is no number, or not one");
  if (too_long) return refuse(413, fmt::format("a body has at most {} bytes", kLongestBody));
  length_ = length;
}

void Framer::end_head() {
  if (!frame_.version_10 && hosts_ != 1) return refuse(400, "there must be one Host field");
  if (chunked_ && (length_ || frame_.version_10))
    return refuse(400, "the length of the body is told in two ways");
  frame_.head += kLineEnd;
  if (chunked_)
    stage_ = Stage::chunk_size;
  else
    stage_ = length_.value_or(0) > 0 ? Stage::sized_body : Stage::complete;
}

void Framer::scan_chunks() {
  for (bool more = true; more;) {
    const std::size_t before = read_;
    const Stage stage = stage_;
    if (stage == Stage::chunk_size) {
      if (const auto line = next_line(kLongestChunkLine, 400, "the line before a chunk"))
        read_chunk_size(*line);
    } else if (stage == Stage::chunk) {
      const std::size_t come = std::min(chunk_left_, buffer_.size() - read_);
      frame_.body.append(buffer_, read_, come);
      read_ += come;
      chunk_left_ -= come;
      if (chunk_left_ == 0) stage_ = Stage::chunk_end;
    } else if (stage == Stage::chunk_end) {
      const auto line = next_line(kLineEnd.size(), 400, "the line behind a chunk");
      if (line) stage_ = Stage::chunk_size;
    } else if (stage == Stage::trailer) {
      const auto line = next_line(kLongestField, 431, "a header field");
      if (line && line->empty()) stage_ = Stage::complete;
      if (line && ++fields_ > kMostFields) refuse(431, "there are too many fields after the body");
    }
    more = stage_ != Stage::complete && stage_ != Stage::refused &&
           (read_ != before || stage_ != stage);
  }
  if (read_ > 0) drop_read();
}

void Framer::read_chunk_size(std::string_view line) {
  const std::string_view digits = trimmed(line.substr(0, line.find(';')));
  const char* const end = digits.data() + digits.size();
  const auto [last, error] = std::from_chars(digits.data(), end, chunk_left_, 16);
  if (error == std::errc::invalid_argument || last != end)
    return refuse(400, "the size of a chunk is no hexadecimal number");
  if (error != std::errc() || chunk_left_ > kLongestBody - frame_.body.size())
    return refuse(413, fmt::format("a body has at most {} bytes", kLongestBody));
  stage_ = chunk_left_ == 0 ? Stage::trailer : Stage::chunk;
}

}  // namespace fasti::api
