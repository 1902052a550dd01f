// What many, slow and rude clients do to a server; with answers of a test's own making.
#include "server/api/connections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <functional>
#include <list>
#include <optional>
#include <thread>

#include "server/api/server.h"
#include "tests/server/api/raw_client.h"

namespace fasti::api {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

std::size_t descriptors() {
  std::size_t out = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    ++out;
  return out;
}

std::size_t threads() {
  std::size_t out = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/task"))
    ++out;
  return out;
}

bool eventually(const std::function<bool()>& condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

// Holds back who comes until it is opened.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++come_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void await(int come) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return come_ >= come; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int come_ = 0;
  bool open_ = false;
};

// A server whose routes are: /gate waits for the gate; /big answers so many bytes; /parts streams
// so many parts of 50,000 bytes, /endless never ends, /broken breaks off; all else is answered at
// once by method, address and body.
class ConnectionsTest : public testing::Test {
 protected:
  void serve(Limits limits = {}) {
    server_.emplace([this](const Request& request) { return answer(request); }, limits, metrics_);
    port_ = server_->bind("127.0.0.1:0");
    running_ = std::jthread([this] { server_->run(); });
  }
  void TearDown() override {
    gate_.open();
    if (!server_) return;
    server_->stop();
    running_.join();
  }

  Response answer(const Request& request) {
    ++asked_;
    if (request.target == "/gate") gate_.pass();
    const auto number = [&](std::string_view path) {
      return std::stoul(request.target.substr(path.size()));
    };
    if (request.target.starts_with("/big/"))
      return {200, "text/plain", std::string(number("/big/"), 'b')};
    if (request.target.starts_with("/parts/")) return parts(number("/parts/"));
    if (request.target == "/endless") return parts(static_cast<std::size_t>(-1));
    if (request.target == "/broken") {
      Response response = parts(3);
      response.parts = [held = response.parts, n = 0]() mutable {
        if (++n == 3) throw std::runtime_error("the index is damaged");
        return held();
      };
      return response;
    }
    return {200, "text/plain", request.method + " " + request.target + " " + request.body};
  }
  Response parts(std::size_t count) {
    ++streams_;
    const std::shared_ptr<std::size_t> held(new std::size_t(count), [this](std::size_t* left) {
      --streams_;
      delete left;
    });
    return {200, "text/plain", "", {}, [held] {
              return *held > 0 ? (--*held, std::string(50'000, 'p')) : std::string();
            }};
  }
  std::string ask(const std::string& target) {
    RawClient client(port_);
    client.get(target, "Connection: close\r\n");
    return client.rest();
  }

  std::atomic<int> asked_ = 0;
  Gate gate_;
  std::atomic<int> streams_ = 0;  // that have not ended
  Metrics metrics_;
  std::optional<Server> server_;
  int port_ = 0;
  std::jthread running_;
};

TEST_F(ConnectionsTest, IdleConnectionsCostNoThread) {
  serve();
  EXPECT_EQ(status(ask("/a")), 200);
  const std::size_t before = threads();
  std::list<RawClient> idle;
  for (int i = 0; i < 500; ++i) {
    idle.emplace_back(port_);
    ASSERT_TRUE(idle.back().connected()) << i;
    if (i % 2 == 0) continue;
    idle.back().get("/a");
    ASSERT_EQ(status(idle.back().answer()), 200) << i;
  }
  EXPECT_EQ(threads(), before);
  EXPECT_EQ(status(ask("/a")), 200);
  for (RawClient& client : idle) {
    client.get("/again");
    EXPECT_EQ(status(client.answer()), 200) << "all still go on";
  }
}

TEST_F(ConnectionsTest, SlowSendersHoldUpNobodyAndAreCutOff) {
  serve({.workers = 1, .arrival = 1500ms});
  std::list<RawClient> slow;
  for (int i = 0; i < 100; ++i) {
    slow.emplace_back(port_);
    slow.back().send("GET /a HTTP/1.1\r\nHo");
  }
  for (int i = 0; i < 20; ++i) EXPECT_EQ(status(ask("/a")), 200);
  // A byte now and then is no reason to wait longer.
  const auto begin = std::chrono::steady_clock::now();
  RawClient dripping(port_);
  int sent = 0;
  while (dripping.send("a") && sent < 100) {
    ++sent;
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_LT(sent, 100);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 9s);
  for (RawClient& client : slow) {
    const std::string answer = client.rest();
    EXPECT_EQ(status(answer), 408);
    EXPECT_THAT(answer, HasSubstr("application/problem+json"));
    EXPECT_THAT(answer, HasSubstr("Connection: close"));
  }
  EXPECT_EQ(asked_, 20);
}

TEST_F(ConnectionsTest, AHeadInPiecesIsReadAndHalfABodyIsNot) {
  serve({.arrival = 800ms});
  RawClient pieces(port_);
  for (const char c : std::string("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")) {
    pieces.send({&c, 1});
    std::this_thread::sleep_for(2ms);
  }
  EXPECT_THAT(pieces.answer(), HasSubstr("POST /p abc"));
  pieces.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nab");
  EXPECT_EQ(status(pieces.rest()), 408);
}

TEST_F(ConnectionsTest, IdleConnectionsAreClosedInTime) {
  serve({.idle = 200ms});
  RawClient silent(port_), used(port_);
  used.get("/a");
  EXPECT_EQ(status(used.answer()), 200);
  EXPECT_TRUE(silent.closed());
  EXPECT_TRUE(used.closed());
}

TEST_F(ConnectionsTest, WhatIsTooLongIsRefusedWithAProblemThatCanBeRead) {
  serve();
  std::string fields;
  for (int i = 0; i < 200; ++i) fields += "X-Field: " + std::to_string(i) + "\r\n";
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
  for (const auto& [bytes, expected] : std::vector<std::pair<std::string, int>>{
           {"GET /" + std::string(1'000'000, 'a') + " HTTP/1.1\r\n\r\n", 414},
           {head + "X: " + std::string(1'000'000, 'a') + "\r\n\r\n", 431},
           {head + fields + "\r\n", 431},
           {head + "Content-Length: 3000000\r\n\r\n" + std::string(3'000'000, 'a'), 413},
           {head + "Content-Length: 3000000\r\nExpect: 100-continue\r\n\r\n", 413},
           {head + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
           {"nonsense\r\n\r\n", 400}}) {
    SCOPED_TRACE(bytes.substr(0, 60));
    RawClient client(port_);
    client.send(bytes);
    client.end_sending();
    const std::string answer = client.rest();
    EXPECT_EQ(status(answer), expected);
    EXPECT_THAT(body(answer), HasSubstr("\"status\":" + std::to_string(expected)));
  }
  EXPECT_EQ(asked_, 0);
}

TEST_F(ConnectionsTest, PipelinedRequestsAreAnsweredInTheirOrder) {
  serve();
  RawClient client(port_);
  std::string all;
  for (int i = 0; i < 300; ++i)
    all += i % 3 == 0   ? "HEAD /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n"
           : i % 3 == 1 ? "POST /" + std::to_string(i) +
                              " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
                        : "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(all);
  for (int i = 0; i < 300; ++i) {
    const std::string answer = client.answer(i % 3 == 0);
    ASSERT_EQ(status(answer), 200) << i;
    const std::string path = "/" + std::to_string(i);
    EXPECT_EQ(body(answer), i % 3 == 0   ? ""
                            : i % 3 == 1 ? "POST " + path + " hi"
                                         : "GET " + path + " ");
  }
}

TEST_F(ConnectionsTest, ClosesWhenAskedTo) {
  serve();
  RawClient close(port_), old(port_), half(port_);
  close.get("/a", "Connection: CLOSE\r\n");
  EXPECT_THAT(close.rest(), HasSubstr("Connection: close"));
  old.send("GET /a HTTP/1.0\r\n\r\n");
  EXPECT_THAT(old.rest(), HasSubstr("GET /a"));
  half.get("/parts/20");
  half.end_sending();
  EXPECT_EQ(status(half.answer()), 200) << "it may still read";
  EXPECT_TRUE(half.closed());
}

TEST_F(ConnectionsTest, KeepsAConnectionForSoManyRequests) {
  serve();
  RawClient client(port_);
  for (std::size_t i = 1; i < kRequestsEach; ++i) {
    client.get("/a");
    ASSERT_THAT(client.answer(), Not(HasSubstr("Connection: close"))) << i;
  }
  client.get("/a");
  EXPECT_THAT(client.rest(), HasSubstr("Connection: close"));
}

TEST_F(ConnectionsTest, TellsAClientThatWaitsToSendItsBody) {
  serve();
  RawClient client(port_);
  client.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  const std::string answer = client.answer();
  EXPECT_EQ(status(answer), 200);
  EXPECT_EQ(body(answer), "POST /a abc");
}

TEST_F(ConnectionsTest, BeyondTheQueueThereIs503AtOnce) {
  serve({.workers = 1, .queue = 2});
  std::list<RawClient> served;
  for (int i = 0; i < 3; ++i) {
    served.emplace_back(port_).get("/gate");
    if (i == 0) gate_.await(1);
  }
  EXPECT_EQ(status(ask("/healthz")), 200);  // the waiting ones have been read
  RawClient more(port_);
  more.get("/gate");
  std::string answer = more.answer();
  EXPECT_EQ(status(answer), 503);
  EXPECT_THAT(answer, HasSubstr("Retry-After: 1\r\n"));
  EXPECT_THAT(answer, HasSubstr("application/problem+json"));
  more.send("HEAD /gate HTTP/1.1\r\nHost: x\r\n\r\n");
  answer = more.answer(true);
  EXPECT_EQ(status(answer), 503);
  EXPECT_EQ(status(ask("/healthz")), 200) << "probes are answered in an overload";

  // What waits in an overload does not wait for long.
  RawClient first = std::move(served.front());
  served.pop_front();
  for (RawClient& client : served) EXPECT_EQ(status(client.answer()), 503);
  gate_.open();
  EXPECT_EQ(status(first.answer()), 200);
  more.get("/gate");
  EXPECT_EQ(status(more.answer()), 200) << "the connection goes on";
}

TEST_F(ConnectionsTest, NobodyWaitsForAWorkerWithoutEnd) {
  serve({.workers = 1, .waiting = 200ms});
  RawClient first(port_), second(port_);
  first.get("/gate");
  gate_.await(1);
  second.get("/gate");
  const std::string answer = second.answer();
  EXPECT_EQ(status(answer), 503);
  EXPECT_THAT(answer, HasSubstr("Retry-After"));
  gate_.open();
  EXPECT_EQ(status(first.answer()), 200);
  EXPECT_EQ(asked_, 1);
}

TEST_F(ConnectionsTest, BeyondTheConnectionsThereIs503) {
  serve({.connections = 3});
  std::list<RawClient> all;
  for (int i = 0; i < 3; ++i) {
    all.emplace_back(port_).get("/a");
    EXPECT_EQ(status(all.back().answer()), 200);
  }
  RawClient more(port_);
  EXPECT_EQ(status(more.rest()), 503);
  // Who waits in a crowd for nothing makes room.
  EXPECT_TRUE(all.front().closed());
  EXPECT_TRUE(eventually([&] { return status(ask("/a")) == 200; }));
}

TEST_F(ConnectionsTest, SlowReadersHoldNoWorkerAndAreCutOff) {
  serve({.workers = 1, .taking = 1500ms});
  std::list<RawClient> slow;
  for (const char* target : {"/big/30000000", "/endless", "/big/30000000", "/endless"})
    slow.emplace_back(port_, 4096).get(target);
  EXPECT_TRUE(eventually([&] { return asked_ == 4; }));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(status(ask("/a")), 200);
  EXPECT_TRUE(eventually([&] { return streams_ == 0; }));
  for (RawClient& client : slow) EXPECT_LT(client.rest().size(), 30'000'000U);
}

TEST_F(ConnectionsTest, WhoReadsSteadilyGetsAllOfIt) {
  serve({.workers = 1, .taking = 400ms});
  RawClient steady(port_, 4096);
  steady.get("/big/12000000", "Connection: close\r\n");
  EXPECT_EQ(body(steady.rest(10ms)).size(), 12'000'000U);
}

TEST_F(ConnectionsTest, StreamsInChunksToThoseWhoKnowThem) {
  serve();
  RawClient client(port_);
  client.get("/parts/2", "Accept-Encoding: gzip, br\r\n");
  const std::string answer = client.answer();
  EXPECT_THAT(answer, HasSubstr("Transfer-Encoding: chunked\r\n"));
  const std::string chunk = "c350\r\n" + std::string(50'000, 'p') + "\r\n";
  EXPECT_EQ(body(answer), chunk + chunk + "0\r\n\r\n");
  client.send("HEAD /parts/2 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(body(client.answer(true)), "");
  client.get("/a");
  EXPECT_EQ(status(client.answer()), 200) << "the connection goes on";

  RawClient old(port_);
  old.send("GET /parts/2 HTTP/1.0\r\n\r\n");
  const std::string plain = old.rest();
  EXPECT_THAT(plain, Not(HasSubstr("chunked")));
  EXPECT_EQ(body(plain), std::string(100'000, 'p'));
}

TEST_F(ConnectionsTest, ABrokenStreamHasNoEnd) {
  serve();
  RawClient client(port_);
  client.get("/broken");
  const std::string answer = client.rest();
  EXPECT_EQ(std::ranges::count(body(answer), 'p'), 100'000);
  EXPECT_THAT(answer, Not(testing::EndsWith("0\r\n\r\n")));
  EXPECT_EQ(status(ask("/a")), 200);
}

TEST_F(ConnectionsTest, ClientsThatVanishLeaveNothingBehind) {
  serve({.workers = 2});
  EXPECT_EQ(status(ask("/a")), 200);
  const std::size_t before = descriptors();
  for (int round = 0; round < 30; ++round)
    for (const char* target : {"/a", "/big/3000000", "/endless", "/parts/9", "/"}) {
      RawClient client(port_);
      if (round % 3 == 0)
        client.send("GET / HT");
      else
        client.get(target);
      if (round % 3 == 2) client.send("GET ");
    }
  EXPECT_TRUE(eventually([&] { return descriptors() == before; })) << descriptors();
  EXPECT_EQ(streams_, 0);
  EXPECT_EQ(status(ask("/a")), 200);
}

TEST_F(ConnectionsTest, WhoHasLeftIsNotAnswered) {
  serve({.workers = 1});
  RawClient first(port_);
  first.get("/gate");
  gate_.await(1);
  RawClient impatient(port_);
  impatient.get("/big/1000000");
  EXPECT_EQ(status(ask("/healthz")), 200);  // the other has been read
  impatient.reset();
  std::this_thread::sleep_for(20ms);  // the system may tell of a later connection first
  EXPECT_EQ(status(ask("/healthz")), 200);
  gate_.open();
  EXPECT_EQ(status(first.answer()), 200);
  EXPECT_EQ(status(ask("/a")), 200);
  EXPECT_EQ(asked_, 4) << "the gate, two probes, the last";
}

TEST_F(ConnectionsTest, WhatIsInFlightIsAnsweredBeforeTheEnd) {
  serve({.workers = 1});
  RawClient running(port_), waiting(port_), idle(port_), half(port_);
  running.get("/gate");
  gate_.await(1);
  waiting.get("/parts/40");
  half.send("GET /a HT");
  idle.get("/healthz");
  EXPECT_EQ(status(idle.answer()), 200);

  server_->stop();
  EXPECT_TRUE(idle.closed());
  EXPECT_FALSE(RawClient(port_).connected()) << "nobody new";
  half.send("TP/1.1\r\nHost: x\r\n\r\n");
  gate_.open();
  EXPECT_EQ(status(running.rest()), 200);
  EXPECT_EQ(std::ranges::count(body(waiting.rest()), 'p'), 40 * 50'000);
  EXPECT_THAT(half.rest(), HasSubstr("Connection: close"));
  running_.join();
  running_ = std::jthread([] {});
}

TEST_F(ConnectionsTest, TheEndComesInTimeWhateverClientsDo) {
  serve({.workers = 1, .drain = 300ms});
  RawClient endless(port_, 4096), half(port_);
  endless.get("/endless");
  half.send("GET /a HT");
  EXPECT_TRUE(eventually([&] { return asked_ == 1; }));
  const auto begin = std::chrono::steady_clock::now();
  server_->stop();
  running_.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
  running_ = std::jthread([] {});
  server_.reset();
  EXPECT_EQ(streams_, 0);
}

}  // namespace
}  // namespace fasti::api
