#pragma once
#include <functional>
#include <memory>
#include <string>

#include "server/api/http.h"

namespace fasti::api {

// The HTTP server: turns requests of the wire into Request and back. The only code that knows
// cpp-httplib.
class Server {
 public:
  // `answer` is called from several threads at once.
  explicit Server(std::function<Response(const Request&)> answer);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds "127.0.0.1:8080", "[::1]:0"; port 0 takes a free one. Returns the port. Throws
  // std::runtime_error when the address cannot be had, std::invalid_argument when it is none.
  int bind(const std::string& address);
  // Serves until stop(); requests that run are answered before it returns.
  void run();
  // From any thread.
  void stop();

  // The host part of an address as bind() takes it.
  static std::string host_of(const std::string& address);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fasti::api
