#include "server/api/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "server/api/request_id.h"

namespace fasti::api {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

TEST(Metrics, CountsByRouteMethodAndStatus) {
  Metrics metrics;
  metrics.count("/v1/search", "GET", 200, 3ms, 100);
  metrics.count("/v1/search", "GET", 200, 5ms, 20);
  metrics.count("/v1/search", "GET", 400, 1us, 3);
  metrics.count("none", "BREW", 404, 11s, 0);
  const std::string text = metrics.text({});
  for (const char* line :
       {"fasti_requests_total{route=\"/v1/search\",method=\"GET\",status=\"200\"} 2\n",
        "fasti_requests_total{route=\"/v1/search\",method=\"GET\",status=\"400\"} 1\n",
        "fasti_requests_total{route=\"none\",method=\"other\",status=\"404\"} 1\n",
        "fasti_request_duration_seconds_bucket{route=\"/v1/search\",le=\"0.001\"} 1\n",
        "fasti_request_duration_seconds_bucket{route=\"/v1/search\",le=\"0.0025\"} 1\n",
        "fasti_request_duration_seconds_bucket{route=\"/v1/search\",le=\"0.005\"} 3\n",
        "fasti_request_duration_seconds_bucket{route=\"/v1/search\",le=\"+Inf\"} 3\n",
        "fasti_request_duration_seconds_count{route=\"/v1/search\"} 3\n",
        "fasti_request_duration_seconds_bucket{route=\"none\",le=\"10\"} 0\n",
        "fasti_request_duration_seconds_bucket{route=\"none\",le=\"+Inf\"} 1\n",
        "fasti_response_bytes_total 123\n"})
    EXPECT_THAT(text, HasSubstr(line));
}

TEST(Metrics, TellsOfTrafficAndTheIndex) {
  Metrics metrics;
  metrics.traffic.open = 12;
  metrics.traffic.in_flight = 5;
  metrics.traffic.running = 2;
  const std::string text =
      metrics.text({.generation = 7, .documents = 3, .passages = 20, .bytes = 1000});
  for (const char* line :
       {"fasti_connections 12\n", "fasti_requests_running 2\n", "fasti_requests_waiting 3\n",
        "fasti_index_generation 7\n", "fasti_index_documents 3\n", "fasti_index_passages 20\n",
        "fasti_index_bytes 1000\n", "# TYPE process_resident_memory_bytes gauge\n"})
    EXPECT_THAT(text, HasSubstr(line));
  EXPECT_THAT(text, Not(HasSubstr("process_resident_memory_bytes 0\n")));
}

TEST(Metrics, CountsInAllThreads) {
  Metrics metrics;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int n = 0; n < 1000; ++n) {
          metrics.count("/", "GET", 200, 1ms, 1);
          if (n % 100 == 0) metrics.text({});
        }
      });
  }
  EXPECT_THAT(metrics.text({}), HasSubstr("status=\"200\"} 4000\n"));
}

TEST(RequestId, SaneOnesAreTaken) {
  for (const char* id :
       {"a", "7f3c-01_x.Y", "0123456789012345678901234567890123456789012345678901234567890123"})
    EXPECT_EQ(request_id(id), id);
}

TEST(RequestId, OthersAreReplaced) {
  for (const std::string& id :
       {std::string(), std::string("a b"), std::string("a\"b"), std::string("\xC3\xBC"),
        std::string(65, 'a'), std::string("a\n")}) {
    const std::string made = request_id(id);
    EXPECT_NE(made, id);
    EXPECT_EQ(request_id(made), made) << "is sane itself";
    EXPECT_NE(request_id(id), made) << "is no other's";
  }
}

}  // namespace
}  // namespace fasti::api
