#include "server/api/server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <httplib.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include "server/api/connections.h"
#include "server/api/log.h"
#include "server/api/problem.h"
#include "server/api/request_id.h"
#include "server/api/routes.h"

namespace fasti::api {
namespace {

static_assert(kLongestRequestLine <= CPPHTTPLIB_REQUEST_URI_MAX_LENGTH);
static_assert(kLongestField <= CPPHTTPLIB_HEADER_MAX_LENGTH);

constexpr int kBacklog = 4096;
// Descriptors for all but connections: the index, the log, those who are turned away.
constexpr std::size_t kOtherDescriptors = 256;

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

using Clock = Responder::Clock;

double milliseconds(Clock::duration time) {
  const double all = std::chrono::duration<double, std::milli>(time).count();
  return std::round(all * 100) / 100;
}

// What is told of a request, once its answer is sent or breaks off.
struct Told {
  std::string id, from, method, target;
  std::string key = {};  // that of the client, by name
  std::string_view route = "none";
  int status = 0;
  std::size_t bytes = 0;     // of the body, as sent
  Clock::time_point come{};  // the request, whole
  Clock::duration waited{};  // for a worker
};

void tell(const Told& told, Metrics& metrics) {
  const auto taken = Clock::now() - told.come;
  metrics.count(told.route, told.method, told.status, taken, told.bytes);
  JsonWriter line;
  line.begin_object();
  line.member("id", told.id);
  line.member("from", told.from);
  line.member("method", told.method);
  line.member("target", told.target);
  line.member("status", told.status);
  line.member("bytes", told.bytes);
  line.member("ms", milliseconds(taken));
  line.member("waited", milliseconds(told.waited));
  if (!told.key.empty()) line.member("key", told.key);
  line.end_object();
  log_object(spdlog::level::info, line.str());
}

// A request that is there already, and room for its answer.
class HeldStream : public httplib::Stream {
 public:
  HeldStream(std::string_view request, const std::string& from) : unread_(request), from_(from) {}

  bool is_readable() const override { return !unread_.empty(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override {
    const std::size_t got = unread_.copy(to, size);
    unread_.remove_prefix(got);
    return static_cast<ssize_t>(got);
  }
  ssize_t write(const char* from, std::size_t size) override {
    written_.append(from, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = from_;
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  // The library selects on none; it only refuses numbers that select could not take.
  socket_t socket() const override { return 0; }

  std::string& written() { return written_; }

 private:
  std::string_view unread_;
  const std::string& from_;
  std::string written_;
};

// A body in parts, as it goes over the wire. Its line of the log is written when it ends, however
// it does.
class Streamed {
 public:
  Streamed(std::function<std::string()> parts, bool chunked, Told told, Metrics& metrics)
      : parts_(std::move(parts)), chunked_(chunked), told_(std::move(told)), metrics_(metrics) {}
  ~Streamed() { tell(told_, metrics_); }
  Streamed(const Streamed&) = delete;
  Streamed& operator=(const Streamed&) = delete;

  // Asked for when all before has been sent; nullopt breaks the answer off.
  std::optional<std::string> next() {
    told_.bytes += std::exchange(unsent_, 0);
    if (ended_) return "";
    std::string part;
    try {
      part = parts_();
    } catch (const std::exception& error) {
      log(spdlog::level::err, {{"id", told_.id}, {"message", std::string(error.what())}});
      return std::nullopt;
    }
    unsent_ = part.size();
    ended_ = part.empty();
    return chunked_ ? fmt::format("{:x}\r\n{}\r\n", part.size(), part) : part;
  }

 private:
  std::function<std::string()> parts_;
  const bool chunked_;
  Told told_;
  Metrics& metrics_;
  std::size_t unsent_ = 0;
  bool ended_ = false;
};

void set_head(const Response& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers) to.set_header(name, value);
}

// The library writes the head; the parts follow one by one when the client takes them.
void announce_parts(const Response& from, httplib::Response& to, bool chunked) {
  set_head(from, to);
  const auto not_yet = [](std::size_t, httplib::DataSink&) { return false; };
  if (chunked)
    to.set_chunked_content_provider(from.content_type, not_yet);
  else
    to.set_content_provider(from.content_type, not_yet);
}

// What probes and people ask in an overload, too.
bool is_of_operation(std::string_view target) {
  return target == "/healthz" || target == "/readyz" || target == "/metrics";
}

}  // namespace

class Server::Wire : public httplib::Server, public Responder {
 public:
  Wire(std::function<Response(const Request&)> answer, const Limits& limits, Metrics& metrics,
       std::string proxy)
      : answer_(std::move(answer)), limits_(limits), metrics_(metrics), proxy_(std::move(proxy)) {
    set_keep_alive_timeout(std::chrono::ceil<std::chrono::seconds>(limits.idle).count());
    set_keep_alive_max_count(kRequestsEach);
    // The library's own routing matches decoded paths with std::regex: nothing gets so far.
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      respond(request, response);
      return HandlerResponse::Handled;
    });
    // What the library refuses by itself.
    set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (!response.body.empty() || response.status == 304) return;
      const Response problem = response_of({response.status, "the request could not be read"});
      set_head(problem, response);
      response.set_content(problem.body, problem.content_type);
    });
  }

  int bind(const std::string& address);
  void run() { connections_->run(); }
  void stop() { connections_->stop(); }

  Reply answer(const Frame& frame, const std::string& from, Clock::time_point come,
               bool last) override;
  std::string refuse(const Refusal& refusal, const Frame* frame, const std::string& from,
                     Clock::time_point come, bool last) override;
  bool is_brief(const Frame& frame) const override { return is_of_operation(frame.target()); }

 private:
  // What a worker has at hand while the library reads its request.
  struct Exchange {
    const Frame& frame;
    Clock::time_point come;
    httplib::Request* request = nullptr;
    std::unique_ptr<Streamed> streamed = {};
    std::string_view fields = common_fields({});  // that every answer has
  };

  // The head lacks the lines that differ from request to request, and its end.
  struct Refused {
    std::string head, body;
  };

  void respond(const httplib::Request& request, httplib::Response& response);
  // The address of who asks, from the one that the connection comes from.
  std::string client_of(const Frame* frame, const std::string& from) const;
  const Refused& refused_as(const Refusal& refusal);

  static thread_local Exchange* exchange_;
  const std::function<Response(const Request&)> answer_;
  const Limits limits_;
  Metrics& metrics_;
  const std::string proxy_;
  std::optional<Connections> connections_;
  std::map<std::pair<int, std::string>, Refused> refused_;  // of the thread of the connections
};
thread_local Server::Wire::Exchange* Server::Wire::exchange_ = nullptr;

int Server::Wire::bind(const std::string& address) {
  const Address wanted = parse_address(address);
  // Unlike the library's own choice this lets no second server take the same port.
  set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  const int port = wanted.port == 0                         ? bind_to_any_port(wanted.host)
                   : bind_to_port(wanted.host, wanted.port) ? wanted.port
                                                            : -1;
  if (port < 0)
    throw std::runtime_error(
        fmt::format("cannot listen at {}: the address is taken or not this machine's; choose "
                    "another with --listen",
                    address));
  const int listener = svr_sock_.exchange(INVALID_SOCKET);
  fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK);
  ::listen(listener, kBacklog);
  connections_.emplace(listener, limits_, *this, metrics_.traffic);
  return port;
}

// The last address of X-Forwarded-For is the one that the proxy itself has seen; those before it
// anybody may have written.
std::string Server::Wire::client_of(const Frame* frame, const std::string& from) const {
  if (frame == nullptr || proxy_.empty() || from != proxy_) return from;
  const std::string_view named = frame->field("x-forwarded-for");
  const std::size_t last = named.find_last_of(", ");
  std::string client(last == std::string_view::npos ? named : named.substr(last + 1));
  in6_addr parsed{};
  const bool is_address = inet_pton(AF_INET, client.c_str(), &parsed) == 1 ||
                          inet_pton(AF_INET6, client.c_str(), &parsed) == 1;
  return is_address ? client : from;
}

Reply Server::Wire::answer(const Frame& frame, const std::string& from, Clock::time_point come,
                           bool last) {
  // The library refuses methods that it does not know; which it is the frame tells.
  const bool known = std::ranges::find(kMethods, frame.method()) != kMethods.end();
  const std::string other = known ? "" : "DELETE" + frame.head.substr(frame.method().size());
  HeldStream stream(known ? frame.head : other, from);
  Exchange exchange{.frame = frame, .come = come};
  exchange_ = &exchange;
  bool closed = false;
  process_request(stream, last, closed,
                  [&](httplib::Request& request) { exchange.request = &request; });
  exchange_ = nullptr;
  Reply reply{std::move(stream.written())};
  // Behind the status line: the library takes its time for every field.
  if (!reply.bytes.empty()) reply.bytes.insert(reply.bytes.find('\n') + 1, exchange.fields);
  reply.keep = !last && !closed && !reply.bytes.empty();
  if (exchange.streamed)
    reply.more = [streamed = std::shared_ptr<Streamed>(std::move(exchange.streamed))] {
      return streamed->next();
    };
  return reply;
}

void Server::Wire::respond(const httplib::Request& request, httplib::Response& response) {
  Exchange& exchange = *exchange_;
  const std::string method(exchange.frame.method());
  Told told{request_id(exchange.frame.field("x-request-id")),
            client_of(&exchange.frame, request.remote_addr), method, request.target};
  told.come = exchange.come;
  told.waited = Clock::now() - exchange.come;
  Response answered = answer_({.method = method,
                               .target = request.target,
                               .body = exchange.frame.body,
                               .content_type = request.get_header_value("Content-Type"),
                               .if_none_match = request.get_header_value("If-None-Match"),
                               .id = told.id,
                               .from = told.from,
                               .authorization = request.get_header_value("Authorization"),
                               .api_key = request.get_header_value("X-API-Key")});
  exchange.fields = common_fields(answered);
  told.status = answered.status;
  told.route = answered.route;
  told.key = answered.key;
  response.set_header("X-Request-Id", told.id);
  const bool head = method == "HEAD";
  if (answered.parts) {
    const bool chunked = !exchange.frame.version_10;
    // The library would announce compressed parts.
    exchange.request->headers.erase("Accept-Encoding");
    announce_parts(answered, response, chunked);
    if (head) return tell(told, metrics_);
    exchange.streamed =
        std::make_unique<Streamed>(answered.parts, chunked, std::move(told), metrics_);
    return;
  }
  if (!head) told.bytes = answered.body.size();
  set_head(answered, response);
  if (!answered.content_type.empty()) {
    response.body = std::move(answered.body);
    response.set_header("Content-Type", answered.content_type);
  }
  tell(told, metrics_);
}

std::string Server::Wire::refuse(const Refusal& refusal, const Frame* frame,
                                 const std::string& from, Clock::time_point come, bool last) {
  Told told{request_id(frame != nullptr ? frame->field("x-request-id") : ""),
            client_of(frame, from), "", ""};
  if (frame != nullptr) {
    told.method = frame->method();
    told.target = frame->target();
  }
  told.come = come;
  const Refused& refused = refused_as(refusal);
  std::string out = fmt::format("{}X-Request-Id: {}\r\nConnection: {}\r\n\r\n", refused.head,
                                told.id, last ? "close" : "keep-alive");
  told.status = refusal.status;
  if (told.method != "HEAD") {
    out += refused.body;
    told.bytes = refused.body.size();
  }
  tell(told, metrics_);
  return out;
}

// There are few refusals, and in an overload many of one of them.
const Server::Wire::Refused& Server::Wire::refused_as(const Refusal& refusal) {
  const auto [found, is_new] = refused_.try_emplace({refusal.status, refusal.detail});
  if (!is_new) return found->second;
  Response problem = response_of({refusal.status, refusal.detail});
  if (refusal.status == 503) problem.headers.emplace_back("Retry-After", "1");
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n{}Content-Type: {}\r\nContent-Length: {}\r\n",
                                 problem.status, reason_phrase(problem.status),
                                 common_fields(problem), problem.content_type, problem.body.size());
  for (const auto& [name, value] : problem.headers) head += fmt::format("{}: {}\r\n", name, value);
  found->second = {std::move(head), std::move(problem.body)};
  return found->second;
}

Server::Server(std::function<Response(const Request&)> answer, const Limits& limits,
               Metrics& metrics, std::string proxy)
    : wire_(std::make_unique<Wire>(std::move(answer), limits, metrics, std::move(proxy))) {}

Server::~Server() = default;

int Server::bind(const std::string& address) { return wire_->bind(address); }
void Server::run() { wire_->run(); }
void Server::stop() { wire_->stop(); }

std::string Server::host_of(const std::string& address) { return parse_address(address).host; }

std::size_t possible_connections(std::size_t wished) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wished;
  const rlim_t needed = wished + kOtherDescriptors;
  if (limit.rlim_cur < needed) {
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  return std::min<std::size_t>(
      wished, limit.rlim_cur - std::min<rlim_t>(limit.rlim_cur - 1, kOtherDescriptors));
}

}  // namespace fasti::api
