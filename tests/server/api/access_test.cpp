#include "server/api/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "server/api/problem.h"
#include "server/api/settings.h"
#include "tests/server/api/tiny_library.h"

namespace fasti::api {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// sha256 of "abc" (FIPS 180-2, appendix B.1) and of the empty text.
constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

class AccessTest : public testing::Test {
 protected:
  AccessTest() : file_(testing::TempDir() + "keys-" + std::to_string(getpid()) + ".toml") {}
  ~AccessTest() override { std::filesystem::remove(file_); }

  const std::string& write(const std::string& text) {
    std::ofstream(file_) << text;
    return file_;
  }

  static Request with_key(const std::string& key, const std::string& from = "192.0.2.1") {
    return {.method = "GET", .target = "/", .from = from, .api_key = key};
  }

  static int status(Access& access, Scope scope, const Request& request,
                    Access::Clock::time_point now = {}) {
    try {
      access.admit(scope, request, now);
      return 200;
    } catch (const Problem& problem) {
      return problem.status;
    }
  }

  std::string wrong(const std::string& text) {
    try {
      Access access(write(text));
    } catch (const WrongUse& error) {
      return error.what();
    }
    return "";
  }

  std::string file_;
};

std::string key_lines(const std::string& name, const std::string& digest, const std::string& rest) {
  return "[[key]]\nname = \"" + name + "\"\nsha256 = \"" + digest + "\"\n" + rest + "\n";
}

TEST_F(AccessTest, WithoutAFileEverybodyMayDoEverything) {
  Access access;
  for (const Scope scope : {Scope::open, Scope::search, Scope::exports, Scope::metrics})
    EXPECT_EQ(status(access, scope, with_key("whatever")), 200);
}

TEST_F(AccessTest, AKeyMayDoWhatItsScopesSay) {
  Access access(write(key_lines("one", kAbc, "scopes = [\"search\", \"metrics\"]")));
  EXPECT_EQ(access.admit(Scope::search, with_key("abc")), "one");
  EXPECT_EQ(status(access, Scope::metrics, with_key("abc")), 200);
  EXPECT_EQ(status(access, Scope::exports, with_key("abc")), 403);
  EXPECT_EQ(status(access, Scope::search, with_key("abd")), 401);
  EXPECT_EQ(status(access, Scope::search, with_key("")), 401) << "without a key nothing is allowed";
  EXPECT_EQ(status(access, Scope::open, with_key("")), 200);
}

TEST_F(AccessTest, TheKeyComesInEitherField) {
  Access access(write(key_lines("one", kAbc, "scopes = [\"search\"]")));
  Request request{.method = "GET", .target = "/"};
  for (const char* given : {"Bearer abc", "bearer abc", "BEARER abc"}) {
    request.authorization = given;
    EXPECT_EQ(status(access, Scope::search, request), 200) << given;
  }
  for (const char* given : {"Basic abc", "abc", "Bearer", "Bearer ", "Bearer  abc"}) {
    request.authorization = given;
    EXPECT_EQ(status(access, Scope::search, request), 401) << given;
  }
}

TEST_F(AccessTest, NoKeyIsNotTheEmptyKey) {
  Access access(write(key_lines("empty", kEmpty, "scopes = [\"search\"]")));
  EXPECT_EQ(status(access, Scope::search, with_key("")), 401);
}

TEST_F(AccessTest, AnUnknownKeyIsNoAnonymousClient) {
  Access access(write("[anonymous]\nscopes = [\"search\"]\n"));
  EXPECT_EQ(status(access, Scope::search, with_key("")), 200);
  EXPECT_EQ(status(access, Scope::search, with_key("abc")), 401);
  EXPECT_EQ(status(access, Scope::exports, with_key("")), 401);
}

TEST_F(AccessTest, ARateIsKeptOnTheAverage) {
  Access access(write(key_lines("one", kAbc, "scopes = [\"search\"]\nrate = 10\nburst = 5")));
  const Access::Clock::time_point begin{1000s};
  const Request request = with_key("abc");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(status(access, Scope::search, request, begin), 200) << i;
  EXPECT_EQ(status(access, Scope::search, request, begin), 429);
  EXPECT_EQ(status(access, Scope::search, request, begin + 99ms), 429);
  EXPECT_EQ(status(access, Scope::search, request, begin + 101ms), 200);
  EXPECT_EQ(status(access, Scope::search, request, begin + 102ms), 429);
  int passed = 0;
  for (auto at = begin + 1s; at < begin + 11s; at += 10ms)
    passed += status(access, Scope::search, request, at) == 200 ? 1 : 0;
  EXPECT_GE(passed, 100);
  EXPECT_LE(passed, 105);
}

TEST_F(AccessTest, ARefusalTellsWhenToComeAgain) {
  Access access(write(key_lines("one", kAbc, "scopes = [\"search\"]\nrate = 0.25\nburst = 1")));
  const Access::Clock::time_point now{1000s};
  access.admit(Scope::search, with_key("abc"), now);
  try {
    access.admit(Scope::search, with_key("abc"), now);
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_THAT(problem.headers, testing::Contains(testing::Pair("Retry-After", "4")));
  }
}

TEST_F(AccessTest, EachAddressHasItsOwnRate) {
  Access access(write("[anonymous]\nscopes = [\"search\"]\nrate = 1\nburst = 1\n"));
  const Access::Clock::time_point now{1000s};
  const auto from = [&](const char* address) {
    return status(access, Scope::search, with_key("", address), now);
  };
  EXPECT_EQ(from("192.0.2.1"), 200);
  EXPECT_EQ(from("192.0.2.1"), 429);
  EXPECT_EQ(from("192.0.2.2"), 200);
  EXPECT_EQ(from("2001:db8:0:1::1"), 200);
  EXPECT_EQ(from("2001:db8:0:1:ffff::2"), 429) << "one network is one client";
  EXPECT_EQ(from("2001:db8:0:2::1"), 200);
}

TEST_F(AccessTest, OneRequestMayCountAsSeveral) {
  Access access(write("[anonymous]\nscopes = [\"search\"]\nrate = 1\nburst = 5\n" +
                      key_lines("one", kAbc, "scopes = [\"search\"]")));
  Access::Clock::time_point now{1000s};
  EXPECT_EQ(status(access, Scope::search, with_key("", "192.0.2.1"), now), 200);
  access.charge(9, with_key("", "192.0.2.1"), now);
  EXPECT_EQ(status(access, Scope::search, with_key("", "192.0.2.1"), now += 5s), 429);
  EXPECT_EQ(status(access, Scope::search, with_key("", "192.0.2.2"), now), 200);
  EXPECT_EQ(status(access, Scope::search, with_key("", "192.0.2.1"), now += 1s), 200);
  access.charge(1000, with_key("abc"), now);
  EXPECT_EQ(status(access, Scope::search, with_key("abc"), now), 200) << "it has no rate";
  Access().charge(9, with_key("", "192.0.2.1"), now);
}

TEST_F(AccessTest, ManyAddressesAreForgottenInTime) {
  Access access(write("[anonymous]\nscopes = [\"search\"]\nrate = 1\nburst = 1\n"));
  Access::Clock::time_point now{1000s};
  for (int i = 0; i < 200'000; ++i)
    EXPECT_EQ(status(access, Scope::search, with_key("", "a" + std::to_string(i)), now += 20us),
              200);
}

TEST_F(AccessTest, AFaultyFileIsRefusedWithItsLine) {
  EXPECT_THAT(wrong("[anonymous]\nscopes = [\"serach\"]\n"),
              HasSubstr(":2: there is no such scope"));
  EXPECT_THAT(wrong("[anonymous]\nscopes = \"search\"\n"), HasSubstr(":2: scopes wants a list"));
  EXPECT_THAT(wrong("[anonymous]\nlimit = 3\n"), HasSubstr("\"limit\" means nothing"));
  EXPECT_THAT(wrong("[anonymous]\nrate = -3\n"), HasSubstr(":2: rate wants a number"));
  EXPECT_THAT(wrong("[anonymous]\nrate = \"3\"\n"), HasSubstr(":2: rate wants a number"));
  EXPECT_THAT(wrong("[keys]\n"), HasSubstr("\"keys\" means nothing"));
  EXPECT_THAT(wrong("key = 3\n"), HasSubstr("write [[key]]"));
  EXPECT_THAT(wrong("anonymous = 3\n"), HasSubstr("write [anonymous]"));
  EXPECT_THAT(wrong(key_lines("one", "abc", "")), HasSubstr(":3: sha256 wants 64"));
  EXPECT_THAT(wrong(key_lines("one", std::string(64, 'g'), "")), HasSubstr(":3: sha256 wants 64"));
  EXPECT_THAT(wrong(key_lines("", kAbc, "")), HasSubstr("wants a text as name"));
  EXPECT_THAT(wrong("[[key]]\nname = \"a\"\n"), HasSubstr("wants a text as sha256"));
  EXPECT_THAT(wrong(key_lines("one", kAbc, "") + key_lines("one", kEmpty, "")),
              HasSubstr("two keys named \"one\""));
  EXPECT_THAT(wrong("[[key]\n"), HasSubstr(":1: "));
  EXPECT_THROW(Access("/nonexistent/keys.toml"), WrongUse);
}

TEST_F(AccessTest, IsReadAgainAndKeepsWhatItHadWhenThatFails) {
  Access access(write(key_lines("one", kAbc, "scopes = [\"search\"]")));
  write("[[key]\n");
  EXPECT_THROW(access.reload(), WrongUse);
  EXPECT_EQ(status(access, Scope::search, with_key("abc")), 200);
  write("");
  access.reload();
  EXPECT_EQ(status(access, Scope::search, with_key("abc")), 401);
}

TEST_F(AccessTest, ManyThreadsGetNoMoreThanTheRate) {
  Access access(write(key_lines("one", kAbc, "scopes = [\"search\"]\nrate = 1\nburst = 100")));
  std::atomic<int> passed = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        for (int n = 0; n < 100; ++n)
          passed += status(access, Scope::search, with_key("abc"),
                           Access::Clock::time_point{1000s}) == 200
                        ? 1
                        : 0;
      });
  }
  EXPECT_EQ(passed, 100);
}

TEST_F(AccessTest, ANewKeyIsKnownByItsLines) {
  const std::string text = new_key("news-room.1");
  const std::string key = text.substr(text.find("fasti_"), 70);
  Access access(write(text.substr(text.find("[[key]]"))));
  EXPECT_EQ(access.admit(Scope::search, with_key(key)), "news-room.1");
  EXPECT_NE(new_key("a"), new_key("a"));
  EXPECT_THROW(new_key("a\"b"), WrongUse);
  EXPECT_THROW(new_key(""), WrongUse);
}

// Every route but these wants a key where keys are used, and says how to bring one.
TEST_F(AccessTest, EveryRouteIsGuarded) {
  TinyLibrary tiny;
  Access access(write(key_lines("one", kAbc, "scopes = [\"search\"]")));
  const Service service{tiny.served(), tiny.metrics(), access};
  int open = 0;
  for (const Route& route : routes()) {
    std::string path(route.path);
    if (const auto at = path.find('{'); at != std::string::npos)
      path.replace(at, path.find('}') - at + 1, "treaty-of-kars");
    Request request{.method = std::string(route.method), .target = path};
    const Response refused = answer(request, service);
    if (refused.status == 200) {
      ++open;
      EXPECT_FALSE(route.path.starts_with("/v1/")) << route.path;
      continue;
    }
    EXPECT_EQ(refused.status, 401) << route.path;
    EXPECT_EQ(header(refused, "WWW-Authenticate"), "Bearer realm=\"fasti\"");
    EXPECT_THAT(refused.body, HasSubstr("X-API-Key"));
    EXPECT_THAT(refused.body, HasSubstr("\"title\":\"Unauthorized\""));
    request.api_key = "abc";
    const Response answered = answer(request, service);
    const bool beyond = route.scope != Scope::search;
    EXPECT_EQ(answered.status == 403, beyond) << route.path;
    EXPECT_NE(answered.status, 401) << route.path;
    EXPECT_EQ(answered.key, beyond ? "" : "one") << route.path;
  }
  EXPECT_EQ(open, 3) << "/healthz, /readyz, /openapi.json";
}

// The pages are open as far as they show nothing of what is indexed.
TEST_F(AccessTest, PagesShowTheIndexToKeysOnly) {
  TinyLibrary tiny;
  Access access(write(key_lines("one", kAbc, "scopes = [\"search\"]\nrate = 1000") +
                      key_lines("meter", kEmpty, "scopes = [\"metrics\"]")));
  const Service service{tiny.served(), tiny.metrics(), access};
  const std::string passage = tiny.json("/v1/search?q=signed")["hits"][0]["id"];
  for (const std::string& target :
       {std::string("/"), std::string("/?q=kars"), std::string("/?q=kars&limit=x"),
        std::string("/document/treaty-of-kars"), std::string("/actor/turkey"),
        std::string("/actor/nobody"), "/passage/" + percent_encoded(passage)}) {
    SCOPED_TRACE(target);
    const Response with = answer({.method = "GET", .target = target, .api_key = "abc"}, service);
    EXPECT_EQ(with.key, "one");
    EXPECT_THAT(with.body, testing::Not(HasSubstr("X-API-Key")));
    // What was made for a key is not given to who has none.
    for (const std::string key : {"", "abd"}) {
      const Response closed = answer({.method = "GET", .target = target, .api_key = key}, service);
      EXPECT_EQ(closed.status, 200);
      EXPECT_THAT(closed.body, HasSubstr(key.empty() ? "X-API-Key" : "not known"));
      EXPECT_THAT(closed.body, HasSubstr("<form"));
      for (const char* shown : {"kars", "Kars", "Turkey", "Moscow", "1920s", "passages in"})
        EXPECT_THAT(closed.body, testing::Not(HasSubstr(shown)));
      const std::string tag = header(with, "ETag");
      if (tag.empty()) continue;
      EXPECT_NE(header(closed, "ETag"), tag);
      EXPECT_EQ(
          answer({.method = "GET", .target = target, .if_none_match = tag, .api_key = key}, service)
              .status,
          200);
    }
  }
  EXPECT_THAT(answer({.method = "GET", .target = "/about"}, service).body, HasSubstr("<dl>"));
  EXPECT_EQ(answer({.method = "GET", .target = "/web/app.js"}, service).status, 200);
}

TEST_F(AccessTest, PagesKeepTheRate) {
  TinyLibrary tiny;
  Access access(write("[anonymous]\nscopes = [\"search\"]\nrate = 0.001\nburst = 1\n"));
  const Service service{tiny.served(), tiny.metrics(), access};
  const Request request{.method = "GET", .target = "/?q=kars", .from = "192.0.2.1"};
  EXPECT_EQ(answer(request, service).status, 200);
  const Response refused = answer(request, service);
  EXPECT_EQ(refused.status, 429);
  EXPECT_NE(header(refused, "Retry-After"), "");
  EXPECT_THAT(refused.body, HasSubstr("<h1>Too Many Requests</h1>"));
}

}  // namespace
}  // namespace fasti::api
