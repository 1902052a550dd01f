#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/api/framing.h"
#include "server/api/limits.h"
#include "server/api/metrics.h"
#include "server/api/waiting_line.h"

namespace fasti::api {

// An answer as it goes over the wire.
struct Reply {
  std::string bytes;
  // For an answer too long to be held: what follows `bytes`, part after part, called when the part
  // before has been sent; "" ends the answer, nullopt breaks it off.
  std::function<std::optional<std::string>()> more = {};
  bool keep = false;  // the connection goes on
};

// What answers the requests of Connections.
class Responder {
 public:
  virtual ~Responder() = default;
  using Clock = std::chrono::steady_clock;

  // On a worker, several at once. `come`: when the request had come whole. `last`: the connection
  // is closed behind the answer.
  virtual Reply answer(const Frame& frame, const std::string& from, Clock::time_point come,
                       bool last) = 0;
  // Why a request is not answered, as an answer; `frame` is null when it could not be read. On the
  // thread of the connections: must not wait for anything.
  virtual std::string refuse(const Refusal& refusal, const Frame* frame, const std::string& from,
                             Clock::time_point come, bool last) = 0;
  // Is answered by a worker of its own, before all others.
  virtual bool is_urgent(const Frame& frame) const = 0;
};

// All connections of a server on one thread, without waiting for any of them: they cost memory and
// a descriptor each. A request that has come whole goes to one of a few workers, which sends what
// the connection takes at once; the rest is sent from here. A connection belongs to its worker
// while it is answered, and to this thread at all other times.
class Connections {
 public:
  // Takes the listening socket over.
  Connections(int listener, const Limits& limits, Responder& responder, Traffic& traffic);
  ~Connections();
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  // Serves until stop() and what was in flight then is answered, at most Limits::drain longer.
  void run();
  // From any thread, and from a signal handler.
  void stop();

 private:
  using Clock = std::chrono::steady_clock;
  struct Connection;
  enum class State { reading, working, sending, lingering, closed };
  enum class Sent { all, blocked, broken };

  void watch(int descriptor, std::uint32_t events, void* data) const;
  void accept_new();
  void greet(int socket, const std::string& from);
  void take_returned();
  void wake() const;
  // On with a connection that belongs to this thread, as far as it goes without waiting.
  void advance(Connection& connection);
  // These give false when there is nothing more to do for now.
  bool read_request(Connection& connection);
  bool receive(Connection& connection);
  bool send_on(Connection& connection);
  bool discard(Connection& connection);
  void hand_on(Connection& connection);
  void refuse(Connection& connection, const Refusal& refusal, const Frame* frame, bool last);
  void await_request(Connection& connection);
  void finish(Connection& connection);
  void close(Connection& connection);

  void sweep();
  // Whether its client has used up its time; one that goes on taking its answer gets more.
  bool is_late(Connection& connection, Clock::time_point now) const;
  void give_up(Connection& connection);
  void begin_drain();
  bool drained() const;

  void work(bool only_urgent);
  void answer(Connection& connection);
  static Sent send_rest(Connection& connection);

  const Limits limits_;
  Responder& responder_;
  Traffic& traffic_;
  int listener_;
  int epoll_ = -1;
  int wake_ = -1;
  bool accepts_ = true;
  std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
  std::vector<std::unique_ptr<Connection>> closed_;  // events at hand may still name them
  std::string buffer_;                               // what is received goes through
  Clock::time_point swept_{};
  Clock::time_point overloaded_{};  // when a request was last turned away
  bool crowded_ = false;            // few places for connections are left
  bool full_ = false;               // of bytes that wait to be read or sent
  std::atomic<bool> stop_ = false;
  std::atomic<bool> abandon_ = false;
  bool draining_ = false;
  Clock::time_point drain_end_{};

  WaitingLine<Connection*> waiting_;
  std::mutex returned_mutex_;
  std::vector<Connection*> returned_;
};

}  // namespace fasti::api
