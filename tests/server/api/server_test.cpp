// Over a real connection: few tests, of what only the wire shows.
#include "server/api/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "tests/server/api/tiny_library.h"

namespace fasti::api {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class Wire : public testing::Test {
 protected:
  void SetUp() override {
    port_ = server_.bind("127.0.0.1:0");
    running_ = std::jthread([this] { server_.run(); });
    client_.emplace("127.0.0.1", port_);
    client_->set_keep_alive(true);
    client_->set_tcp_nodelay(true);
    // The server answers as soon as it runs; it may not yet.
    for (int i = 0; i < 500 && !client_->Get("/healthz"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  void TearDown() override { server_.stop(); }

  TinyLibrary tiny_;
  Server server_{
      [this](const Request& request) { return tiny_.ask(request); }, {}, tiny_.metrics()};
  int port_ = 0;
  std::jthread running_;
  std::optional<httplib::Client> client_;
};

TEST_F(Wire, EveryAnswerHasTheFieldsOfSecurityOnce) {
  for (const char* path :
       {"/", "/web/app.js", "/?limit=x", "/document/treaty-of-kars", "/document/nothing",
        "/v1/search?q=kars", "/v1/nothing", "/v1/search?era=x", "/v1/export?q=kars"}) {
    SCOPED_TRACE(path);
    const auto response = client_->Get(path);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->get_header_value("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response->get_header_value_count("X-Frame-Options"), 1);
    EXPECT_EQ(response->get_header_value_count("Content-Security-Policy"), 1);
    const std::string policy = response->get_header_value("Content-Security-Policy");
    EXPECT_EQ(policy.find("script-src 'self'") != std::string::npos, path[1] != 'v');
  }
}

TEST(Proxy, NamesItsClientAndNobodyElseDoes) {
  Metrics metrics;
  const std::string client = "192.0.2.7";
  for (const auto& [proxy, fields, from] :
       std::vector<std::tuple<std::string, std::vector<std::string>, std::string>>{
           {"127.0.0.1", {client}, client},
           {"127.0.0.1", {"198.51.100.1, " + client}, client},
           {"127.0.0.1", {"198.51.100.1", client}, client},
           {"127.0.0.1", {"2001:db8::1"}, "2001:db8::1"},
           {"127.0.0.1", {"<script>"}, "127.0.0.1"},
           {"127.0.0.1", {}, "127.0.0.1"},
           {"192.0.2.1", {client}, "127.0.0.1"},
           {"", {client}, "127.0.0.1"}}) {
    Server server(
        [](const Request& request) {
          return Response{200, "text/plain", request.from};
        },
        {}, metrics, proxy);
    const int port = server.bind("127.0.0.1:0");
    const std::jthread running([&] { server.run(); });
    httplib::Headers headers;
    for (const std::string& field : fields) headers.emplace("X-Forwarded-For", field);
    const auto response = httplib::Client("127.0.0.1", port).Get("/", headers);
    server.stop();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, from);
  }
}

TEST_F(Wire, GetAndHead) {
  const auto response = client_->Get("/v1/search?q=Treaty%20of%20kars&decade=1920s");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->get_header_value("Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(response->get_header_value("Access-Control-Allow-Origin"), "*");
  EXPECT_THAT(response->get_header_value("Server-Timing"), HasSubstr("total;dur="));
  EXPECT_EQ(json::parse(response->body)["total"]["passages"], 2);

  const auto head = client_->Head("/v1/search?q=kars");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->status, 200);
  EXPECT_TRUE(head->body.empty());

  const auto known = client_->Get("/v1/search?q=Treaty%20of%20kars&decade=1920s",
                                  {{"If-None-Match", response->get_header_value("ETag")}});
  ASSERT_TRUE(known);
  EXPECT_EQ(known->status, 304);
  EXPECT_TRUE(known->body.empty());
}

TEST_F(Wire, IdsWithSlashesAndCommas) {
  const auto response = client_->Get("/v1/documents/notes%2Fa%20b%2Cc%25");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(json::parse(response->body)["id"], "notes/a b,c%");
}

TEST_F(Wire, Post) {
  const auto response = client_->Post("/v1/search", R"({"q": "kars"})", "application/json");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(json::parse(response->body)["total"]["passages"], 3);
  const auto other = client_->Post("/v1/documents", "{}", "application/json");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->status, 405);
}

TEST_F(Wire, LongAnswersAreStreamed) {
  const auto response = client_->Get("/v1/export?q=treaty&format=jsonl");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->get_header_value("Transfer-Encoding"), "chunked");
  EXPECT_EQ(std::count(response->body.begin(), response->body.end(), '\n'), 4);
  const auto head = client_->Head("/v1/export?q=treaty");
  ASSERT_TRUE(head);
  EXPECT_TRUE(head->body.empty());
  EXPECT_EQ(client_->Get("/healthz")->status, 200) << "the connection goes on";
}

TEST_F(Wire, SeveralSearches) {
  const auto response =
      client_->Post("/v1/multi", R"([{"q": "kars"}, {"q": "treaty"}])", "application/json");
  ASSERT_TRUE(response);
  EXPECT_EQ(json::parse(response->body)["answers"].size(), 2U);
}

TEST_F(Wire, WhatIsTooLongIsRefused) {
  const auto address = client_->Get("/v1/search?q=" + std::string(20'000, 'a'));
  ASSERT_TRUE(address);
  EXPECT_EQ(address->status, 414);
  EXPECT_EQ(address->get_header_value("Content-Type"), "application/problem+json");
  EXPECT_EQ(json::parse(address->body)["status"], 414);

  const auto body = client_->Post("/v1/search", std::string(2'000'000, ' '), "application/json");
  ASSERT_TRUE(body);
  EXPECT_EQ(body->status, 413);
  EXPECT_EQ(httplib::Client("127.0.0.1", port_).Get("/healthz")->status, 200) << "still there";
}

// Bytes that are no HTTP, or end early, or never come.
TEST_F(Wire, SurvivesNoise) {
  for (const std::string& noise : std::vector<std::string>{
           "", "\r\n\r\n", "nonsense\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
           "GET /v1/search?q=\xFF HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost",
           std::string("GET /\0 HTTP/1.1\r\n\r\n", 20),
           "POST /v1/search HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
           "POST /v1/search HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n{",
           "POST /v1/search HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    const int s = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(port_));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(connect(s, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    ASSERT_EQ(send(s, noise.data(), noise.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(noise.size()));
    close(s);
  }
  const auto response = client_->Get("/v1/search?q=kars");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
}

TEST_F(Wire, AnswersManyAtOnce) {
  std::atomic<int> answered = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 12; ++i)
      threads.emplace_back([&, i] {
        httplib::Client client("127.0.0.1", port_);
        client.set_keep_alive(true);
        for (int round = 0; round < 15; ++round) {
          const auto response =
              client.Get((i % 2 == 0 ? "/v1/search?q=treaty" : "/v1/actors?q=t") + std::string());
          answered += response && response->status == 200 ? 1 : 0;
        }
      });
  }
  EXPECT_EQ(answered, 180);
}

TEST_F(Wire, StopsWhenAskedTo) {
  server_.stop();
  running_.join();
  EXPECT_FALSE(client_->Get("/healthz"));
}

TEST(Server, Addresses) {
  const auto nothing = [](const Request&) { return Response{}; };
  Metrics metrics;
  for (const char* wrong : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                            "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80 "}) {
    Server server(nothing, {}, metrics);
    EXPECT_THROW(server.bind(wrong), std::invalid_argument) << wrong;
  }
  EXPECT_EQ(Server::host_of("[::1]:80"), "::1");
  EXPECT_EQ(Server::host_of("localhost:80"), "localhost");

  Server first(nothing, {}, metrics);
  const int port = first.bind("127.0.0.1:0");
  EXPECT_GT(port, 0);
  Server second(nothing, {}, metrics);
  EXPECT_THROW(second.bind("127.0.0.1:" + std::to_string(port)), std::runtime_error);
}

}  // namespace
}  // namespace fasti::api
