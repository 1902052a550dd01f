#include "server/api/server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <thread>

#include "server/api/log.h"
#include "server/api/problem.h"

namespace fasti::api {
namespace {

// A thread is held by each connection that sends or waits for an answer.
constexpr std::size_t kConnections = 64;
constexpr std::size_t kLongestBody = 1U << 20U;
constexpr auto kIdle = std::chrono::seconds(2);
constexpr std::size_t kRequestsEach = 1000;  // on one connection
// The paths that take a body.
constexpr std::array<const char*, 2> kPosted{"/v1/search", "/v1/multi"};

struct Address {
  std::string host;
  int port;
};

Address parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const auto wrong = [&] {
    return std::invalid_argument(
        fmt::format("\"{}\" is no address; write HOST:PORT, for instance 127.0.0.1:8080", text));
  };
  if (colon == std::string::npos || colon == 0) throw wrong();
  Address out{text.substr(0, colon), 0};
  if (out.host.starts_with('[') && out.host.ends_with(']'))
    out.host = out.host.substr(1, out.host.size() - 2);
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data() + colon + 1, end, out.port);
  if (error != std::errc() || last != end || out.port < 0 || out.port > 65535) throw wrong();
  return out;
}

Request request_of(const httplib::Request& from) {
  return {from.method, from.target, from.body, from.get_header_value("Content-Type"),
          from.get_header_value("If-None-Match")};
}

// What the log tells of a request, once its answer is sent.
struct LogLine {
  std::string from, method, target;
  int status = 0;
  std::size_t bytes = 0;  // of the body, as sent
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
};

void write(const LogLine& line) {
  const std::chrono::duration<double, std::milli> taken =
      std::chrono::steady_clock::now() - line.begin;
  log(spdlog::level::info, {{"from", line.from},
                            {"method", line.method},
                            {"target", line.target},
                            {"status", line.status},
                            {"bytes", line.bytes},
                            {"ms", std::round(taken.count() * 100) / 100}});
}

// Sends the next part of a long body; false breaks the answer off.
bool send_part(const std::function<std::string()>& parts, httplib::DataSink& to,
               std::size_t& bytes) {
  try {
    const std::string part = parts();
    if (part.empty()) {
      to.done();
      return true;
    }
    if (!to.write(part.data(), part.size())) return false;
    bytes += part.size();
    return true;
  } catch (const std::exception& error) {
    log(spdlog::level::err, {{"message", std::string(error.what())}});
    return false;
  }
}

void set_head(const Response& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
}

void send(const Response& from, httplib::Response& to) {
  set_head(from, to);
  if (!from.content_type.empty()) to.set_content(from.body, from.content_type);
}

// A body in parts goes out after the handler; its line is written when the last part is sent or the
// answer breaks off.
void send_parts(const Response& from, httplib::Response& to, LogLine line) {
  set_head(from, to);
  const auto told = std::make_shared<LogLine>(std::move(line));
  to.set_chunked_content_provider(
      from.content_type,
      [parts = from.parts, told](std::size_t, httplib::DataSink& sink) {
        return send_part(parts, sink, told->bytes);
      },
      [told](bool) { write(*told); });
}

void answer_and_log(const std::function<Response(const Request&)>& answer,
                    const httplib::Request& request, httplib::Response& response) {
  LogLine line{request.remote_addr, request.method, request.target};
  const Response answered = answer(request_of(request));
  line.status = answered.status;
  if (answered.parts) return send_parts(answered, response, std::move(line));
  if (request.method != "HEAD") line.bytes = answered.body.size();
  send(answered, response);
  write(line);
}

}  // namespace

struct Server::Impl {
  std::function<Response(const Request&)> answer;
  httplib::Server server;
};

Server::Server(std::function<Response(const Request&)> answer) : impl_(std::make_unique<Impl>()) {
  impl_->answer = std::move(answer);
  httplib::Server& server = impl_->server;
  server.new_task_queue = [] { return new httplib::ThreadPool(kConnections); };
  server.set_tcp_nodelay(true);
  server.set_payload_max_length(kLongestBody);
  server.set_keep_alive_max_count(kRequestsEach);
  server.set_keep_alive_timeout(kIdle.count());
  server.set_read_timeout(std::chrono::seconds(10));
  server.set_write_timeout(std::chrono::seconds(30));

  const auto handle = [this](const httplib::Request& request, httplib::Response& response) {
    answer_and_log(impl_->answer, request, response);
  };
  // The library's own routing matches decoded paths with std::regex. Only a request with a body
  // goes through it, to have the body read.
  server.set_pre_routing_handler(
      [handle](const httplib::Request& request, httplib::Response& response) {
        if (request.method == "POST" && std::ranges::find(kPosted, request.path) != kPosted.end())
          return httplib::Server::HandlerResponse::Unhandled;
        handle(request, response);
        return httplib::Server::HandlerResponse::Handled;
      });
  for (const char* path : kPosted) server.Post(path, handle);

  // What the library refuses by itself: a request it cannot read, too long an address or body.
  server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (!response.body.empty() || response.status == 304) return;
    std::string detail = "the request could not be read";
    if (response.status == 413)
      detail = fmt::format("a body has at most {} bytes", kLongestBody);
    else if (response.status == 414)
      detail = fmt::format("an address has at most {} bytes; POST longer searches",
                           CPPHTTPLIB_REQUEST_URI_MAX_LENGTH);
    send(response_of({response.status, detail}), response);
  });
  server.set_exception_handler([](const httplib::Request& request, httplib::Response& response,
                                  const std::exception_ptr&) {
    log(spdlog::level::err,
        {{"message", "unexpected error"}, {"method", request.method}, {"target", request.target}});
    send(response_of({500, "the server could not answer; its log says why"}), response);
  });
}

Server::~Server() = default;

int Server::bind(const std::string& address) {
  const Address wanted = parse_address(address);
  httplib::Server& server = impl_->server;
  // Unlike the library's own choice this lets no second server take the same port.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  const int port = wanted.port == 0 ? server.bind_to_any_port(wanted.host)
                   : server.bind_to_port(wanted.host, wanted.port) ? wanted.port
                                                                   : -1;
  if (port < 0)
    throw std::runtime_error(
        fmt::format("cannot listen at {}: the address is taken or not this machine's; choose "
                    "another with --listen",
                    address));
  return port;
}

void Server::run() { impl_->server.listen_after_bind(); }

void Server::stop() { impl_->server.stop(); }

std::string Server::host_of(const std::string& address) { return parse_address(address).host; }

}  // namespace fasti::api
