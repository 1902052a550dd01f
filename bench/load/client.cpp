// Asks a server on the loopback interface over many connections from one thread, and prints what it
// was answered as a line of JSON.
//
// usage: load_client PORT TARGETS CONNECTIONS SECONDS [RATE]
//   TARGETS      a file of addresses, one a line, asked in turn
//   CONNECTIONS  kept alive; each asks again as soon as it is answered
//   RATE         requests a second instead, sent in time whatever becomes of those before: by the
//                connection that has been free for longest. Those that find none are "unsent"
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
  int socket = -1;
  bool busy = false;
  Clock::time_point asked;
  std::string received;
};

// What came of the requests: by status the milliseconds that each took.
struct Tally {
  std::map<int, std::vector<double>> taken;
  std::size_t errors = 0;
  std::size_t unsent = 0;
};

class Load {
 public:
  Load(int port, std::vector<std::string> targets, std::size_t connections)
      : port_(port), targets_(std::move(targets)), epoll_(epoll_create1(0)) {
    for (std::size_t i = 0; i < connections; ++i) {
      all_.push_back(std::make_unique<Connection>());
      open(*all_.back());
      free_.push_back(all_.back().get());
    }
  }

  Tally run(double seconds, double rate) {
    const auto begin = Clock::now();
    const auto end =
        begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    std::size_t due = 0;
    for (auto now = begin; now < end; now = Clock::now()) {
      if (rate > 0) {
        const auto wanted =
            static_cast<std::size_t>(std::chrono::duration<double>(now - begin).count() * rate);
        for (; due < wanted; ++due) ask_if_free(now);
      } else {
        while (!free_.empty()) ask_if_free(now);
      }
      take_answers(rate > 0 ? 1 : 100);
    }
    return std::move(tally_);
  }

 private:
  void open(Connection& connection) {
    if (connection.socket >= 0) close(connection.socket);
    connection = Connection();
    connection.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port_));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(connection.socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
      throw std::runtime_error("the server does not let a client connect");
    const int yes = 1;
    setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &connection;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket, &event);
  }

  void ask_if_free(Clock::time_point now) {
    if (free_.empty()) {
      ++tally_.unsent;
      return;
    }
    Connection& connection = *free_.front();
    free_.pop_front();
    const std::string request = fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                                            targets_[next_++ % targets_.size()]);
    connection.busy = true;
    connection.asked = now;
    // A request fits into the socket's buffer.
    if (send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size()))
      failed(connection);
  }

  void take_answers(int milliseconds) {
    std::array<epoll_event, 512> events;
    const int count =
        epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds);
    for (int i = 0; i < count; ++i)
      receive(*static_cast<Connection*>(events[static_cast<std::size_t>(i)].data.ptr));
  }

  void receive(Connection& connection) {
    std::array<char, 65536> buffer;
    const ssize_t got = recv(connection.socket, buffer.data(), buffer.size(), 0);
    if (got <= 0) return failed(connection);
    connection.received.append(buffer.data(), static_cast<std::size_t>(got));
    const std::string_view all = connection.received;
    const std::size_t end = all.find("\r\n\r\n");
    if (end == std::string_view::npos) return;
    const std::string_view head = all.substr(0, end);
    const std::size_t length = head.find("Content-Length: ");
    if (length == std::string_view::npos) return failed(connection);
    const std::size_t size = std::strtoul(head.data() + length + 16, nullptr, 10);
    if (all.size() < end + 4 + size) return;
    tally_.taken[std::atoi(head.data() + 9)].push_back(
        std::chrono::duration<double, std::milli>(Clock::now() - connection.asked).count());
    const bool last = head.find("Connection: close") != std::string_view::npos;
    connection.received.clear();
    connection.busy = false;
    if (last) open(connection);
    free_.push_back(&connection);
  }

  void failed(Connection& connection) {
    // Closed while nothing was asked is no error.
    const bool idle = !connection.busy;
    if (!idle) ++tally_.errors;
    open(connection);
    if (!idle) free_.push_back(&connection);
  }

  const int port_;
  const std::vector<std::string> targets_;
  const int epoll_;
  std::vector<std::unique_ptr<Connection>> all_;
  std::deque<Connection*> free_;
  std::size_t next_ = 0;
  Tally tally_;
};

double part_of(std::vector<double>& sorted, double part) {
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

void print(Tally tally, double seconds) {
  std::string answers;
  for (auto& [status, taken] : tally.taken) {
    std::ranges::sort(taken);
    answers += fmt::format(
        R"({}"{}":{{"count":{},"rate":{:.1f},"median_ms":{:.3f},"p99_ms":{:.3f},"longest_ms":{:.3f}}})",
        answers.empty() ? "" : ",", status, taken.size(),
        static_cast<double>(taken.size()) / seconds, part_of(taken, 0.5), part_of(taken, 0.99),
        taken.back());
  }
  fmt::print("{{\"answers\":{{{}}},\"errors\":{},\"unsent\":{}}}\n", answers, tally.errors,
             tally.unsent);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    fmt::print(stderr, "usage: load_client PORT TARGETS CONNECTIONS SECONDS [RATE]\n");
    return 2;
  }
  std::vector<std::string> targets;
  std::ifstream file(argv[2]);
  for (std::string line; std::getline(file, line);) targets.push_back(line);
  const double seconds = std::atof(argv[4]);
  try {
    if (targets.empty()) throw std::runtime_error("there are no targets");
    Load load(std::atoi(argv[1]), std::move(targets), std::strtoul(argv[3], nullptr, 10));
    print(load.run(seconds, argc > 5 ? std::atof(argv[5]) : 0), seconds);
  } catch (const std::exception& error) {
    fmt::print(stderr, "load_client: {}\n", error.what());
    return 1;
  }
}
