#pragma once
#include <functional>
#include <memory>
#include <string>

#include "server/api/http.h"
#include "server/api/limits.h"
#include "server/api/metrics.h"

namespace fasti::api {

// The HTTP server: turns requests of the wire into Request and back. The only code that knows
// cpp-httplib.
class Server {
 public:
  // `answer` is called from several threads at once, Limits::workers for all but brief requests.
  // What becomes of requests is counted in `metrics`, which must outlive the server. `proxy`: the
  // address of a proxy whose X-Forwarded-For is believed, or "".
  Server(std::function<Response(const Request&)> answer, const Limits& limits, Metrics& metrics,
         std::string proxy = "");
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds "127.0.0.1:8080", "[::1]:0"; port 0 takes a free one. Returns the port. Throws
  // std::runtime_error when the address cannot be had, std::invalid_argument when it is none.
  int bind(const std::string& address);
  // Serves until stop(); what was asked before is answered before it returns, in Limits::drain.
  // REQUIRES: bound; called once.
  void run();
  // From any thread.
  void stop();

  // The host part of an address as bind() takes it.
  static std::string host_of(const std::string& address);

 private:
  class Wire;
  std::unique_ptr<Wire> wire_;
};

// How many connections at most the process can have, of those wished for: each takes a descriptor.
// Raises the process's own limit as far as the system lets it.
std::size_t possible_connections(std::size_t wished);

}  // namespace fasti::api
