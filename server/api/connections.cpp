#include "server/api/connections.h"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace fasti::api {
namespace {

using namespace std::chrono_literals;

constexpr auto kSweepConnectionsEvery = 100ms;
constexpr std::size_t kReceived = 64U << 10U;  // at a time
// Further connections that are told that there is no place.
constexpr std::size_t kTurnedAway = 64;
constexpr auto kIdleInACrowd = 1s;
// So long after a request was turned away others wait for a worker no longer than this: what has
// piled up must not outlast the overload.
constexpr auto kOverload = 5s;
constexpr auto kWaitInOverload = 500ms;
// Of unread requests and unsent answers, for all connections together.
constexpr std::size_t kMostHeld = 256U << 20U;
// How long and how much is read from a client that has its last answer, lest what it goes on
// sending make the system throw that answer away.
constexpr auto kLinger = 2s;
constexpr std::size_t kMostDiscarded = 4U << 20U;
// So much of one answer is sent before others have their turn.
constexpr std::size_t kTurn = 1U << 20U;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string address_of(const sockaddr_storage& from) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* const address =
      from.ss_family == AF_INET6
          ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6&>(from).sin6_addr)
          : static_cast<const void*>(&reinterpret_cast<const sockaddr_in&>(from).sin_addr);
  if (inet_ntop(from.ss_family, address, text.data(), text.size()) == nullptr) return "";
  return text.data();
}

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

struct Connections::Connection {
  int socket = -1;
  std::string from;
  std::atomic<State> state = State::reading;
  Clock::time_point since;  // it is in this state
  Framer framer;
  bool arriving = false;  // some of a request has come

  Frame frame;             // being answered
  Clock::time_point come;  // when it had come whole
  bool answered = false;
  std::string out;
  std::size_t sent = 0;   // of out
  std::size_t given = 0;  // to the system, of this answer
  std::size_t taken = 0;  // by the client, when it was last looked at
  std::function<std::optional<std::string>()> more;
  bool keep = true;
  bool broken = false;
  std::size_t requests = 0;

  // Told by epoll, whoever has the connection.
  bool readable = true;
  bool half_closed = false;  // by the client, which may still read
  std::atomic<bool> gone = false;
  std::size_t discarded = 0;

  // Where this gives the connection away, it must not be touched any more.
  void enter(State next) {
    since = Clock::now();
    state = next;
  }
  void put(std::string bytes) {
    out = std::move(bytes);
    sent = 0;
  }
  std::size_t held() const { return framer.size() + out.size(); }
  // Bytes that the client's side has acknowledged.
  std::size_t taken_by_now() const {
    int unsent = 0;
    if (ioctl(socket, SIOCOUTQ, &unsent) != 0) return given;
    return given - std::min(given, static_cast<std::size_t>(unsent));
  }
};

Connections::Connections(int listener, const Limits& limits, Responder& responder, Traffic& traffic)
    : limits_(limits),
      responder_(responder),
      traffic_(traffic),
      listener_(listener),
      buffer_(kReceived, '\0'),
      waiting_(limits.queue, limits.workers) {
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (epoll_ < 0 || wake_ < 0) fail("epoll");
  if (!watch(wake_, EPOLLIN, &wake_) || !watch(listener_, EPOLLIN, &listener_)) fail("epoll_ctl");
  traffic_.most_open = limits_.connections;
  traffic_.most_waiting = limits_.queue;
}

Connections::~Connections() {
  for (const auto& [connection, owner] : connections_) ::close(connection->socket);
  if (listener_ >= 0) ::close(listener_);
  ::close(wake_);
  ::close(epoll_);
}

bool Connections::watch(int descriptor, std::uint32_t events, void* data) const {
  epoll_event event{};
  event.events = events;
  event.data.ptr = data;
  return epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Connections::stop() {
  stop_ = true;
  wake();
}

void Connections::wake() const {
  const std::uint64_t one = 1;
  // It can only fail when it is awake already.
  [[maybe_unused]] const auto written = write(wake_, &one, sizeof one);
}

void Connections::run() {
  std::vector<std::jthread> others;
  for (std::size_t i = 0; i < limits_.workers; ++i) others.emplace_back([this] { serve(); });
  serve();
}

void Connections::serve() {
  while (Connection* const first = lead()) {
    work_on(*first);
    while (const auto next = waiting_.next()) work_on(**next);
  }
}

Connections::Connection* Connections::lead() {
  const std::lock_guard lock(lead_);
  while (true) {
    if (const auto waiting = waiting_.begin()) return *waiting;
    if (ended_) return nullptr;
    attend();
  }
}

void Connections::attend() {
  std::array<epoll_event, 256> events{};
  const bool idle = connections_.empty() && accepts_ && !draining_;
  const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                               idle ? -1 : static_cast<int>(kSweepConnectionsEvery.count()));
  const auto told = std::span(events).first(static_cast<std::size_t>(std::max(count, 0)));
  // All of it is noted before anything is answered: who has left is to be answered no longer.
  for (const epoll_event& event : told) note(event);
  for (const epoll_event& event : told) {
    if (event.data.ptr == &listener_) {
      accept_new();
    } else if (event.data.ptr == &wake_) {
      std::uint64_t times = 0;
      [[maybe_unused]] const auto got = read(wake_, &times, sizeof times);
    } else if (auto& connection = *static_cast<Connection*>(event.data.ptr);
               connection.state != State::working) {
      advance(connection);
    }
  }
  take_returned();
  if (stop_ && !draining_) begin_drain();
  sweep();
  closed_.clear();
  ended_ = drained();
  if (ended_) abandon_ = true;
}

void Connections::note(const epoll_event& event) {
  if (event.data.ptr == &listener_ || event.data.ptr == &wake_) return;
  auto& connection = *static_cast<Connection*>(event.data.ptr);
  const std::lock_guard lock(given_back_);
  if ((event.events & (EPOLLIN | EPOLLRDHUP)) != 0) connection.readable = true;
  if ((event.events & EPOLLRDHUP) != 0) connection.half_closed = true;
  if ((event.events & (EPOLLHUP | EPOLLERR)) != 0) connection.gone = true;
}

/* The beginning and the end */

void Connections::accept_new() {
  for (int i = 0; i < 64; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const int socket =
        accept4(listener_, reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket >= 0) {
      greet(socket, address_of(from));
      continue;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      // Those who wait go on waiting until the next sweep.
      epoll_ctl(epoll_, EPOLL_CTL_DEL, listener_, nullptr);
      accepts_ = false;
    }
    if (errno != ECONNABORTED && errno != EINTR) return;
  }
}

void Connections::greet(int socket, const std::string& from) {
  ++traffic_.accepted;
  if (connections_.size() >= limits_.connections) ++traffic_.turned_away;
  if (connections_.size() >= limits_.connections + kTurnedAway) {
    ::close(socket);
    return;
  }
  const int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  auto owner = std::make_unique<Connection>();
  Connection& connection = *owner;
  connection.socket = socket;
  connection.from = from;
  connection.since = Clock::now();
  connections_.emplace(&connection, std::move(owner));
  traffic_.open = connections_.size();
  if (!watch(socket, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, &connection))
    return close(connection);
  if (connections_.size() > limits_.connections)
    refuse(connection, {503, "too many connections are open; try again in a moment"}, nullptr,
           true);
  advance(connection);
}

void Connections::close(Connection& connection) {
  if (connection.state == State::closed) return;
  connection.state = State::closed;
  connection.more = nullptr;
  ::close(connection.socket);
  const auto found = connections_.find(&connection);
  closed_.push_back(std::move(found->second));
  connections_.erase(found);
  traffic_.open = connections_.size();
}

// Closes when the client has what it was sent.
void Connections::finish(Connection& connection) {
  if (!connection.readable && !connection.framer.begun()) return close(connection);
  shutdown(connection.socket, SHUT_WR);
  connection.framer = Framer();
  connection.enter(State::lingering);
}

void Connections::begin_drain() {
  draining_ = true;
  drain_end_ = Clock::now() + limits_.drain;
  ::close(std::exchange(listener_, -1));
  std::vector<Connection*> idle;
  for (const auto& [connection, owner] : connections_)
    if (connection->state == State::reading) idle.push_back(connection);
  for (Connection* connection : idle) {
    advance(*connection);
    if (connection->state == State::reading && !connection->arriving) close(*connection);
  }
}

bool Connections::drained() const {
  return draining_ && (connections_.empty() || Clock::now() >= drain_end_);
}

/* One connection */

void Connections::advance(Connection& connection) {
  bool more = true;
  while (more) {
    if (connection.state != State::working && (connection.gone || connection.broken))
      return close(connection);
    switch (connection.state) {
      case State::reading:
        more = read_request(connection);
        break;
      case State::sending:
        more = send_on(connection);
        break;
      case State::lingering:
        more = discard(connection);
        break;
      case State::working:
      case State::closed:
        more = false;
    }
  }
}

bool Connections::read_request(Connection& connection) {
  const Framer::Progress progress = connection.framer.advance();
  if (!connection.arriving && connection.framer.begun()) {
    connection.arriving = true;
    connection.since = Clock::now();
  }
  if (progress == Framer::Progress::complete) {
    connection.frame = connection.framer.take();
    hand_on(connection);
    return true;
  }
  if (progress == Framer::Progress::refused) {
    refuse(connection, connection.framer.refusal(), nullptr, true);
    return true;
  }
  if (connection.framer.wants_continue()) {
    connection.put(std::string(kContinue));
    if (send_rest(connection) != Sent::all) {
      close(connection);
      return false;
    }
  }
  return receive(connection);
}

bool Connections::receive(Connection& connection) {
  if (!connection.readable) return false;
  const ssize_t got = recv(connection.socket, buffer_.data(), buffer_.size(), 0);
  if (got < 0 && errno == EINTR) return true;
  if (got < 0 && errno == EAGAIN) {
    connection.readable = false;
    return false;
  }
  if (got <= 0) {
    close(connection);
    return false;
  }
  const auto size = static_cast<std::size_t>(got);
  connection.framer.append({buffer_.data(), size});
  // Less than there was room for: it was all, and what comes next is told anew.
  connection.readable = size == buffer_.size() || connection.half_closed;
  return true;
}

void Connections::hand_on(Connection& connection) {
  connection.arriving = false;
  ++connection.requests;
  connection.keep = connection.frame.keep && connection.requests < kRequestsEach && !draining_;
  connection.answered = false;
  connection.enter(State::working);
  connection.come = connection.since;
  ++traffic_.in_flight;
  if (responder_.is_brief(connection.frame)) {
    if (waiting_.offer_brief(&connection)) return;
    answer(connection);
    --traffic_.in_flight;
    connection.enter(State::sending);
    return;
  }
  if (!full_ && waiting_.offer(&connection)) return;
  overloaded_ = Clock::now();
  refuse(connection, {503, "too many requests wait; try again in a moment"}, &connection.frame,
         !connection.keep);
}

void Connections::refuse(Connection& connection, const Refusal& refusal, const Frame* frame,
                         bool last) {
  if (connection.state == State::working) --traffic_.in_flight;
  connection.keep = !last;
  connection.given = connection.taken = 0;
  connection.put(responder_.refuse(refusal, frame, connection.from, connection.since, last));
  connection.enter(State::sending);
}

bool Connections::send_on(Connection& connection) {
  switch (send_rest(connection)) {
    case Sent::blocked:
      return false;
    case Sent::broken:
      connection.broken = true;
      return true;
    case Sent::all:
      break;
  }
  if (connection.more) {
    connection.enter(State::working);
    ++traffic_.in_flight;
    waiting_.put_back(&connection);
    return false;
  }
  if (connection.keep && !draining_)
    await_request(connection);
  else
    finish(connection);
  return true;
}

void Connections::await_request(Connection& connection) {
  connection.frame = {};
  connection.enter(State::reading);
}

bool Connections::discard(Connection& connection) {
  if (!connection.readable) return false;
  const ssize_t got = recv(connection.socket, buffer_.data(), buffer_.size(), 0);
  if (got < 0 && errno == EAGAIN) {
    connection.readable = false;
    return false;
  }
  connection.discarded += got > 0 ? static_cast<std::size_t>(got) : 0;
  if (got <= 0 || connection.discarded > kMostDiscarded) {
    close(connection);
    return false;
  }
  return true;
}

Connections::Sent Connections::send_rest(Connection& connection) {
  while (connection.sent < connection.out.size()) {
    const ssize_t went = send(connection.socket, connection.out.data() + connection.sent,
                              connection.out.size() - connection.sent, MSG_NOSIGNAL);
    if (went < 0 && errno == EINTR) continue;
    if (went < 0 && errno == EAGAIN) return Sent::blocked;
    if (went < 0) return Sent::broken;
    connection.sent += static_cast<std::size_t>(went);
    connection.given += static_cast<std::size_t>(went);
  }
  connection.put({});
  return Sent::all;
}

/* What does not come in time */

void Connections::sweep() {
  const auto now = Clock::now();
  if (now - swept_ < kSweepConnectionsEvery) return;
  swept_ = now;
  if (!accepts_ && !draining_) {
    accepts_ = watch(listener_, EPOLLIN, &listener_);
  }
  const bool overload = now - overloaded_ < kOverload;
  const auto longest =
      overload ? std::min<Clock::duration>(kWaitInOverload, limits_.waiting) : limits_.waiting;
  for (Connection* late : waiting_.overdue(now - longest)) {
    refuse(*late, {503, "no turn came in time; try again in a moment"}, &late->frame, !late->keep);
    advance(*late);
  }
  crowded_ = connections_.size() > limits_.connections * 7 / 8;
  std::size_t held = 0;
  std::vector<Connection*> late;
  for (const auto& [connection, owner] : connections_) {
    if (connection->state == State::working) continue;
    held += connection->held();
    if (is_late(*connection, now)) late.push_back(connection);
  }
  full_ = held > kMostHeld;
  for (Connection* connection : late) give_up(*connection);
}

bool Connections::is_late(Connection& connection, Clock::time_point now) const {
  const auto waited = now - connection.since;
  switch (connection.state) {
    case State::reading:
      if (draining_ && !connection.arriving) return true;
      if (connection.arriving)
        return waited > limits_.arrival || (full_ && connection.framer.size() > kLongestHead);
      return waited > limits_.idle || (crowded_ && waited > kIdleInACrowd);
    case State::sending: {
      if (waited <= limits_.taking) return false;
      const std::size_t taken = connection.taken_by_now();
      if (taken < connection.taken + kLeastTaken) return true;
      connection.taken = taken;
      connection.since = now;
      return false;
    }
    case State::lingering:
      return waited > kLinger;
    case State::working:
    case State::closed:
      break;
  }
  return false;
}

void Connections::give_up(Connection& connection) {
  if (connection.state != State::reading || !connection.arriving) return close(connection);
  if (full_)
    refuse(connection, {503, "too many requests wait; try again in a moment"}, nullptr, true);
  else
    refuse(connection, {408, "the request did not come whole in time"}, nullptr, true);
  advance(connection);
}

/* Answers */

void Connections::work_on(Connection& connection) {
  if (abandon_ || connection.gone)
    connection.broken = true;
  else
    answer(connection);
  give_back(connection);
}

void Connections::give_back(Connection& connection) {
  const bool over = connection.sent == connection.out.size() && !connection.more &&
                    connection.keep && !connection.broken && !connection.framer.begun();
  if (over && !draining_) {
    connection.frame = {};
    const std::lock_guard lock(given_back_);
    // Else who leads has something to do with it now.
    if (!connection.readable && !connection.gone) {
      --traffic_.in_flight;
      connection.enter(State::reading);
      return;
    }
  }
  bool first = false;
  {
    const std::lock_guard lock(given_back_);
    first = returned_.empty();
    returned_.push_back(&connection);
  }
  if (first) wake();
}

void Connections::answer(Connection& connection) {
  ++traffic_.running;
  if (!connection.answered) {
    Reply reply =
        responder_.answer(connection.frame, connection.from, connection.come, !connection.keep);
    connection.answered = true;
    connection.keep = reply.keep;
    connection.more = std::move(reply.more);
    connection.given = connection.taken = 0;
    connection.put(std::move(reply.bytes));
  }
  const std::size_t before = connection.given;
  Sent sent = send_rest(connection);
  while (sent == Sent::all && connection.more && connection.given - before < kTurn) {
    std::optional<std::string> part = connection.more();
    if (!part) sent = Sent::broken;
    if (!part || part->empty()) {
      connection.more = nullptr;
      break;
    }
    connection.put(std::move(*part));
    sent = send_rest(connection);
  }
  connection.broken = sent == Sent::broken;
  --traffic_.running;
}

void Connections::take_returned() {
  std::vector<Connection*> returned;
  {
    const std::lock_guard lock(given_back_);
    returned.swap(returned_);
  }
  for (Connection* connection : returned) {
    --traffic_.in_flight;
    connection->enter(State::sending);
    advance(*connection);
  }
}

}  // namespace fasti::api
