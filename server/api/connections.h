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

struct epoll_event;

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

  // In several threads at once. `come`: when the request had come whole. `last`: the connection is
  // closed behind the answer.
  virtual Reply answer(const Frame& frame, const std::string& from, Clock::time_point come,
                       bool last) = 0;
  // Why a request is not answered, as an answer; `frame` is null when it could not be read. In one
  // thread at a time; must not wait for anything.
  virtual std::string refuse(const Refusal& refusal, const Frame* frame, const std::string& from,
                             Clock::time_point come, bool last) = 0;
  // Waits for no other request, but is answered where it comes when nobody is free: its answer is
  // whole, and must not wait for anything.
  virtual bool is_brief(const Frame& frame) const = 0;
};

// All connections of a server, looked after by one thread at a time, without waiting for any of
// them: they cost memory and a descriptor each. Who has this lead, and sees a request that has come
// whole, leaves the lead to another thread and answers it itself, so that no request waits for a
// thread to wake up; unless as many answer already as may: then the request waits for one of those.
// Who answers sends what the connection takes at once; the rest is sent by who leads. A connection
// belongs to who answers it, and at all other times to who leads.
// (Leader/Followers: Schmidt et al., Pattern-Oriented Software Architecture 2, 2000.)
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

  // Answers and leads in turn, as long as the server runs.
  void serve();
  // Leads until there is a request to answer; null when the server has ended.
  Connection* lead();
  void attend();
  void note(const epoll_event& event);

  // False when the system has no room for it.
  bool watch(int descriptor, std::uint32_t events, void* data) const;
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

  // Answers one that was waiting, and gives it back.
  void work_on(Connection& connection);
  void give_back(Connection& connection);
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
  std::atomic<bool> draining_ = false;
  bool ended_ = false;
  Clock::time_point drain_end_{};

  WaitingLine<Connection*> waiting_;
  std::mutex lead_;  // held by who leads; guards all above that is neither constant nor atomic
  std::mutex given_back_;  // guards that a connection goes over to who leads
  std::vector<Connection*> returned_;
};

}  // namespace fasti::api
