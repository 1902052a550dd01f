#include "server/api/json_writer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace fasti::api {
namespace {

TEST(JsonWriter, WritesWhatAJsonWouldBe) {
  const Json expected{
      {"text", "Küçük \"Kaynarca\" \\ \n \x01 </script>"},
      {"none", nullptr},
      {"true", true},
      {"least", std::numeric_limits<std::int64_t>::min()},
      {"most", std::numeric_limits<std::uint64_t>::max()},
      {"score", 12.345678},
      {"small", 1e-6},
      {"list", {"a", "b"}},
      {"inside", {{"empty", Json::array()}, {"whole", 3.0}}},
  };
  JsonWriter out;
  out.begin_object();
  out.member("text", std::string("Küçük \"Kaynarca\" \\ \n \x01 </script>"));
  out.member("none", std::optional<std::string>());
  out.member("true", std::optional(true));
  out.member("least", std::numeric_limits<std::int64_t>::min());
  out.member("most", std::numeric_limits<std::uint64_t>::max());
  out.member("score", 12.345678);
  out.member("small", 1e-6);
  out.member("list", std::vector<std::string_view>{"a", "b"});
  out.key("inside");
  out.begin_object();
  out.members({{"empty", Json::array()}});
  out.member("whole", Json(3.0));
  out.end_object();
  out.end_object();
  EXPECT_EQ(Json::parse(out.str()), expected) << out.str();
  EXPECT_EQ(Json::parse(out.str()).dump(), expected.dump()) << "members keep their order";
}

TEST(JsonWriter, ReplacesWhatIsNoUtf8) {
  JsonWriter out;
  out.begin_array();
  out.value("a\xC3(");
  out.value(Json("\xFF"));
  out.end_array();
  EXPECT_EQ(out.str(), "[\"a\uFFFD(\",\"\uFFFD\"]");
}

}  // namespace
}  // namespace fasti::api
