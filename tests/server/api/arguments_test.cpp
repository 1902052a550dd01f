#include "server/api/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/search/request.h"

namespace fasti::api {
namespace {

using search::BadRequest;
using testing::ElementsAre;
using testing::HasSubstr;

struct Probe {
  std::string q, one;
  std::vector<std::string> many;
};

constexpr Parameter<Probe> kProbe[] = {
    {"q", false, kText, [](Probe& p, const Value& v) { p.q = v.text; }, "", ""},
    {"one", false, kText, [](Probe& p, const Value& v) { p.one = v.text; }, "", ""},
    {"many", true, kText, [](Probe& p, const Value& v) { p.many.push_back(v.text); }, "", ""},
};

Probe read_probe(Arguments arguments) {
  Probe probe;
  arguments.read(std::span<const Parameter<Probe>>(kProbe), probe);
  arguments.require_all_read();
  return probe;
}

// The parameter that a query string is refused for; "-" when it is not.
template <typename Work>
std::string refused(const Work& work) {
  try {
    work();
  } catch (const BadRequest& bad) {
    EXPECT_STRNE(bad.what(), "");
    return bad.parameter();
  }
  return "-";
}

TEST(Arguments, OfAQuery) {
  const Probe probe =
      read_probe(Arguments::of_query("q=black+sea%2B&&many=a%2Cb&one=&many=&many=c&one=x%3Dy"));
  EXPECT_EQ(probe.q, "black sea+");
  EXPECT_EQ(probe.one, "x=y");
  EXPECT_THAT(probe.many, ElementsAre("a,b", "c")) << "blank values are as if absent";
  EXPECT_EQ(read_probe(Arguments::of_query("")).q, "");
  EXPECT_EQ(read_probe(Arguments::of_query("q")).q, "");
  EXPECT_EQ(read_probe(Arguments::of_query("q=K%c3%BCç")).q, "Küç");
}

TEST(Arguments, OfJson) {
  const Probe probe = read_probe(
      Arguments::of_json(R"({"q": "black sea", "one": 5, "many": ["a", true], "one2": null})"));
  EXPECT_EQ(probe.q, "black sea");
  EXPECT_EQ(probe.one, "5");
  EXPECT_THAT(probe.many, ElementsAre("a", "1"));
}

TEST(Arguments, Refused) {
  for (const auto& [query, parameter] : std::vector<std::pair<std::string, std::string>>{
           {"q=%", "q"},
           {"q=%4", "q"},
           {"q=%zz", "q"},
           {"many=%ff", "many"},
           {"one=1&one=2", "one"},
           {"oen=1", "oen"},
           {"=1", ""},
           {"q=1&x%20y=1", "x y"},
       })
    EXPECT_EQ(refused([&] { read_probe(Arguments::of_query(query)); }), parameter) << query;

  std::string many;
  for (int i = 0; i < 101; ++i) many += "&many=x";
  EXPECT_EQ(refused([&] { read_probe(Arguments::of_query(many)); }), "many");

  for (const auto& [body, parameter] : std::vector<std::pair<std::string, std::string>>{
           {"", ""},
           {"[]", ""},
           {"{\"q\": 1", ""},
           {"\xFF", ""},
           {R"({"q": 1.5})", "q"},
           {R"({"q": {"a": 1}})", "q"},
           {R"({"many": [["a"]]})", "many"},
           {R"({"one": ["a", "b"]})", "one"},
           {R"({"nonsense": "a"})", "nonsense"},
       })
    EXPECT_EQ(refused([&] { read_probe(Arguments::of_json(body)); }), parameter) << body;
}

TEST(Arguments, ProposeTheNearestName) {
  try {
    read_probe(Arguments::of_query("mnay=1"));
    FAIL();
  } catch (const BadRequest& bad) {
    EXPECT_THAT(bad.what(), HasSubstr("did you mean many?"));
  }
}

TEST(Arguments, Canonical) {
  const std::vector<std::string_view> except{"one"};
  EXPECT_EQ(Arguments::of_query("q=a&many=c&many=b&one=1").canonical(except),
            Arguments::of_query("many=b&one=2&q=a&many=c&q=").canonical(except));
  EXPECT_NE(Arguments::of_query("q=a&many=b").canonical(except),
            Arguments::of_query("q=a%26many%3Db").canonical(except));
}

TEST(Arguments, PercentEncoding) {
  EXPECT_EQ(percent_encoded("a/b c:ü%"), "a%2Fb%20c%3A%C3%BC%25");
  EXPECT_EQ(percent_decoded(percent_encoded("a/b c:ü%+"), false, ""), "a/b c:ü%+");
  EXPECT_EQ(percent_decoded("a+b", false, ""), "a+b");
}

TEST(Arguments, FormsOfValues) {
  const auto value = [](const char* text, const Form& form) {
    return read_value("p", text, form, "x");
  };
  const auto is_refused = [&](const char* text, const Form& form) {
    return refused([&] { value(text, form); }) == "p";
  };
  EXPECT_EQ(value("20", number_from(0, 100)).number, 20U);
  for (const char* wrong : {"", "-1", "101", "1.5", "many", " 1", "1 ", "99999999999999999999999"})
    EXPECT_TRUE(is_refused(wrong, number_from(0, 100))) << wrong;
  EXPECT_TRUE(value("1", kSwitch).is_on());
  EXPECT_FALSE(value("false", kSwitch).is_on());
  EXPECT_TRUE(is_refused("yes", kSwitch));
  const auto names = [] { return std::vector<std::string_view>{"half", "any"}; };
  const Form one{.kind = Form::Kind::choice, .names = names};
  EXPECT_EQ(value("any", one).number, 1U);
  EXPECT_TRUE(is_refused("most", one));
  EXPECT_TRUE(is_refused("half,any", one));
  const Form some{.kind = Form::Kind::choices, .names = names};
  EXPECT_THAT(value("any,half,any", some).numbers, ElementsAre(1, 0, 1));
  EXPECT_THAT(value("", some).numbers, ElementsAre());
  EXPECT_TRUE(is_refused("half,most", some));
  EXPECT_EQ(value("four", text_up_to(4)).text, "four");
  EXPECT_TRUE(is_refused("fives", text_up_to(4)));
}

}  // namespace
}  // namespace fasti::api
