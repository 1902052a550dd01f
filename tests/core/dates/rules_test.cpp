#include "core/dates/rules.h"

#include <gtest/gtest.h>

#include <set>

#include "core/dates/expressions.h"
#include "core/text/tokens.h"
#include "tests/core/dates/reading.h"

namespace fasti::dates {
namespace {

// The rules that read dates in a text, even those that lean on another date.
std::set<std::string_view> rules_used(std::string_view text) {
  const std::vector<Item> items = tag(text, text::tokenize(text));
  const Line line(text, items);
  const EventTable events{{}};
  std::set<std::string_view> used;
  for (std::size_t i = 0; i < line.size();) {
    const auto expression =
        may_begin(line, i) ? read_expression(line, i, events) : std::optional<Expression>();
    if (expression) used.insert(expression->rule);
    i = expression ? expression->end : i + 1;
  }
  return used;
}

TEST(Rules, EachReadsItsExample) {
  for (const Rule& rule : rules()) {
    SCOPED_TRACE(rule.name);
    EXPECT_EQ(rules_used(rule.example), std::set{rule.name}) << rule.example;
  }
}

TEST(Rules, EachShapeReadsItsExample) {
  for (const ShapeRule& rule : shape_rules()) {
    SCOPED_TRACE(rule.name);
    EXPECT_EQ(rules_used(rule.example), std::set{rule.name}) << rule.example;
  }
}

TEST(Rules, NamesAreDistinct) {
  std::set<std::string_view> names;
  for (const Rule& rule : rules()) EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
  for (const ShapeRule& rule : shape_rules()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
  }
}

}  // namespace
}  // namespace fasti::dates
