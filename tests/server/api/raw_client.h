#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace fasti::api {

// A client that sends what bytes it likes, and reads when it likes.
class RawClient {
 public:
  explicit RawClient(int port, int receive_buffer = 0) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer > 0)
      setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const timeval patience{20, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~RawClient() { leave(); }
  RawClient(RawClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)),
        connected_(other.connected_),
        unread_(std::move(other.unread_)) {}
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }

  // Whether all of it went.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t went = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (went <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(went));
    }
    return true;
  }
  void get(const std::string& target, const std::string& fields = "") {
    send("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
  }
  void end_sending() { shutdown(socket_, SHUT_WR); }
  // Leaves so that the server is told at once.
  void reset() {
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    leave();
  }
  void leave() {
    if (socket_ >= 0) close(std::exchange(socket_, -1));
  }

  // The next answer, head and body; what has come of it when the connection ends before. `head`:
  // it has no body.
  std::string answer(bool head = false) {
    std::size_t end;
    while ((end = unread_.find("\r\n\r\n")) == std::string::npos)
      if (!receive()) return std::exchange(unread_, {});
    end += 4;
    const std::string fields = unread_.substr(0, end);
    std::size_t size = end;
    if (!head && fields.find("chunked") != std::string::npos) {
      while ((size = unread_.find("\r\n0\r\n\r\n", end - 2)) == std::string::npos)
        if (!receive()) return std::exchange(unread_, {});
      size += 7;
    } else if (const auto at = fields.find("Content-Length: "); !head && at != std::string::npos) {
      size += std::strtoul(fields.c_str() + at + 16, nullptr, 10);
      while (unread_.size() < size)
        if (!receive()) return std::exchange(unread_, {});
    }
    std::string out = unread_.substr(0, size);
    unread_.erase(0, size);
    return out;
  }
  // All until the server closes, with a rest after each piece of it.
  std::string rest(std::chrono::milliseconds rest_each = {}) {
    while (receive()) std::this_thread::sleep_for(rest_each);
    return std::exchange(unread_, {});
  }
  // Whether the server has closed, waiting for it.
  bool closed() { return rest().empty() && ended_; }

 private:
  bool receive() {
    char buffer[16384];
    const ssize_t got = recv(socket_, buffer, sizeof buffer, 0);
    ended_ = got == 0 || (got < 0 && errno == ECONNRESET);
    if (got <= 0) return false;
    unread_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  bool connected_ = false;
  bool ended_ = false;
  std::string unread_;
};

// The status of an answer, 0 when there is none.
inline int status(std::string_view answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::atoi(std::string(answer.substr(9, 3)).c_str()) : 0;
}

inline std::string body(const std::string& answer) {
  const std::size_t end = answer.find("\r\n\r\n");
  return end == std::string::npos ? "" : answer.substr(end + 4);
}

}  // namespace fasti::api
