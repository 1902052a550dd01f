#include "server/api/framing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace fasti::api {
namespace {

using Progress = Framer::Progress;
using testing::HasSubstr;

// A head with the field that each request must have.
std::string get(const std::string& fields = "", const std::string& target = "/") {
  return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}
std::string post(const std::string& fields, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

struct Read {
  std::vector<Frame> frames;
  int refused = 0;  // its status
};

// All requests in `bytes`, which come `step` at a time.
Read read(std::string_view bytes, std::size_t step) {
  Read out;
  Framer framer;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    framer.append(bytes.substr(at, step));
    Progress progress = framer.advance();
    for (; progress == Progress::complete; progress = framer.advance())
      out.frames.push_back(framer.take());
    if (progress == Progress::refused) {
      out.refused = framer.refusal().status;
      EXPECT_FALSE(framer.refusal().detail.empty());
      break;
    }
  }
  return out;
}

int status_of(const std::string& bytes) {
  const int whole = read(bytes, bytes.size()).refused;
  EXPECT_EQ(read(bytes, 1).refused, whole) << bytes.substr(0, 200);
  return whole;
}

TEST(Framing, RequestsAreTheSameHoweverTheyCome) {
  const std::string bytes = get() + post("Content-Length: 5\r\n", "hello") + "\r\n" +
                            post("Transfer-Encoding: chunked\r\n",
                                 "3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\nX: y\r\n\r\n") +
                            "HEAD /a HTTP/1.0\r\n\r\n" +
                            get("Connection: keep-alive, Close\r\n", "/b?q=%2F") +
                            post("Content-Length: 0\r\n", "");
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    SCOPED_TRACE(step);
    const Read all = read(bytes, step);
    ASSERT_EQ(all.refused, 0);
    ASSERT_EQ(all.frames.size(), 6U);
    EXPECT_EQ(all.frames[0].method(), "GET");
    EXPECT_EQ(all.frames[0].target(), "/");
    EXPECT_EQ(all.frames[1].body, "hello");
    EXPECT_EQ(all.frames[2].body, "abc0123456789");
    EXPECT_EQ(all.frames[3].method(), "HEAD");
    EXPECT_TRUE(all.frames[3].version_10);
    EXPECT_FALSE(all.frames[3].keep);
    EXPECT_EQ(all.frames[4].target(), "/b?q=%2F");
    EXPECT_FALSE(all.frames[4].keep);
    EXPECT_EQ(all.frames[5].body, "");
    EXPECT_TRUE(all.frames[5].keep);
  }
}

TEST(Framing, WhatConcernsTheWayAloneIsLeftOut) {
  const Read all = read(post("Expect: 100-continue\r\nACCEPT: a\r\nRange: bytes=0-1\r\n"
                             "content-length: 1\r\nConnection: keep-alive\r\nIf-Range: x\r\n",
                             "z"),
                        1000);
  ASSERT_EQ(all.frames.size(), 1U);
  EXPECT_EQ(all.frames[0].head, "POST / HTTP/1.1\r\nHost: x\r\nACCEPT: a\r\n\r\n");
}

TEST(Framing, WhatIsNoRequestIsRefused) {
  const std::string long_line(9000, 'a');
  const std::string length = std::to_string(kLongestBody + 1);
  std::string many, heavy;
  for (int i = 0; i < 101; ++i) many += "A: b\r\n";
  for (int i = 0; i < 6; ++i) heavy += "A: " + std::string(7000, 'b') + "\r\n";
  for (const auto& [bytes, status] : std::vector<std::pair<std::string, int>>{
           {"nonsense\r\n", 400},
           {"GET\r\n", 400},
           {"GET  HTTP/1.1\r\n", 400},
           {"GET / HTTP/1.1\n", 400},
           {"GET / a HTTP/1.1\r\n", 400},
           {"G(T / HTTP/1.1\r\n", 400},
           {std::string("GET /\0 HTTP/1.1\r\n", 17), 400},
           {"GET /\r HTTP/1.1\r\n", 400},
           {"GET / http/1.1\r\n", 400},
           {"GET / HTTP/9.9\r\n", 505},
           {"PRI * HTTP/2.0\r\n", 505},
           {"GET / HTTP/1.1\r\n\r\n", 400},
           {get("Host: y\r\n"), 400},
           {get("No colon\r\n"), 400},
           {get("Space : a\r\n"), 400},
           {get("A: b\r\n folded\r\n"), 400},
           {get(std::string("A: \0\r\n", 6)), 400},
           {get("A: b\rC: d\r\n"), 400},
           {get("", "/" + long_line), 414},
           {"GET /" + long_line, 414},
           {get("A: " + long_line + "\r\n"), 431},
           {get("A: " + long_line).substr(0, 8900), 431},
           {get(many), 431},
           {get(heavy), 431},
           {post("Content-Length: -5\r\n", ""), 400},
           {post("Content-Length: +5\r\n", ""), 400},
           {post("Content-Length: 5, 5\r\n", ""), 400},
           {post("Content-Length: 0x5\r\n", ""), 400},
           {post("Content-Length:\r\n", ""), 400},
           {post("Content-Length: 5\r\nContent-Length: 6\r\n", ""), 400},
           {post("Content-Length: " + length + "\r\n", ""), 413},
           {post("Content-Length: 99999999999999999999\r\n", ""), 413},
           {post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", ""), 400},
           {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
           {post("Transfer-Encoding: gzip, chunked\r\n", ""), 501},
           {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""), 501},
           {post("Transfer-Encoding: chunked\r\n", "zz\r\n"), 400},
           {post("Transfer-Encoding: chunked\r\n", "\r\n"), 400},
           {post("Transfer-Encoding: chunked\r\n", "-1\r\n"), 400},
           {post("Transfer-Encoding: chunked\r\n", "2\r\nabc\r\n"), 400},
           {post("Transfer-Encoding: chunked\r\n", "2\r\nab\n"), 400},
           {post("Transfer-Encoding: chunked\r\n", "1;" + long_line), 400},
           {post("Transfer-Encoding: chunked\r\n", "100001\r\n"), 413},
           {post("Transfer-Encoding: chunked\r\n", "ffffffffffffffffff\r\n"), 413},
           {post("Transfer-Encoding: chunked\r\n", "0\r\n" + many), 431},
       }) {
    SCOPED_TRACE(bytes.substr(0, 80));
    EXPECT_EQ(status_of(bytes), status);
  }
}

TEST(Framing, ABodyInManyChunksIsBoundedToo) {
  std::string bytes = post("Transfer-Encoding: chunked\r\n", "");
  for (int i = 0; i < 5; ++i) bytes += "40000\r\n" + std::string(0x40000, 'a') + "\r\n";
  EXPECT_EQ(read(bytes, 10'000).refused, 413);
}

TEST(Framing, WhatIsLawfulIsRead) {
  for (const std::string& bytes : {
           post("Content-Length: 2\r\nContent-Length: 2\r\n", "ab"),
           post("Transfer-Encoding: Chunked\r\n", "002\r\nab\r\n000\r\n\r\n"),
           get("A:\r\nB:  c \t\r\n"),
           get("", "/" + std::string(8000, 'a')),
           get("A: " + std::string(8000, 'a') + "\r\n"),
           get("", "/\xC3\xBC"),
           get("", "http://x/"),
           "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n" + std::string(),
       }) {
    SCOPED_TRACE(bytes.substr(0, 80));
    EXPECT_EQ(read(bytes, 7).frames.size(), 1U);
  }
}

TEST(Framing, TellsWhenTheClientWaitsToSendTheBody) {
  Framer framer;
  framer.append(post("Expect: 100-Continue\r\nContent-Length: 3\r\n", ""));
  EXPECT_FALSE(framer.wants_continue()) << "the head has not been read";
  EXPECT_EQ(framer.advance(), Progress::pending);
  EXPECT_TRUE(framer.wants_continue());
  EXPECT_FALSE(framer.wants_continue()) << "once is enough";
  framer.append("abc");
  EXPECT_EQ(framer.advance(), Progress::complete);
  EXPECT_EQ(framer.take().body, "abc");

  framer.append(post("Expect: 100-continue\r\nContent-Length: 3\r\n", "a"));
  framer.advance();
  EXPECT_FALSE(framer.wants_continue()) << "it has begun already";
}

TEST(Framing, KnowsWhetherARequestHasBegun) {
  Framer framer;
  EXPECT_FALSE(framer.begun());
  framer.append("\r\n");
  framer.advance();
  EXPECT_FALSE(framer.begun()) << "an empty line is none";
  framer.append("G");
  framer.advance();
  EXPECT_TRUE(framer.begun());
  framer.append("ET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(framer.advance(), Progress::complete);
  framer.take();
  EXPECT_FALSE(framer.begun());
  EXPECT_EQ(framer.size(), 0U);
}

}  // namespace
}  // namespace fasti::api
