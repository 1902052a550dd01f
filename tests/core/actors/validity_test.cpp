#include "core/actors/validity.h"

#include <gtest/gtest.h>

#include "core/dates/edtf.h"

namespace fasti::actors {
namespace {

Actor state(std::string id, std::string from, std::string to,
            std::vector<std::string> successor_of = {}) {
  Actor made;
  made.id = made.name = std::move(id);
  made.type = Type::state;
  made.from = std::move(from);
  made.to = std::move(to);
  made.successor_of = std::move(successor_of);
  return made;
}

class ValidityTest : public testing::Test {
 protected:
  ValidityTest() {
    authority_.add(state("duchy", "1500", "1700-12-31"));
    authority_.add(state("kingdom", "1701", "1899", {"duchy"}));
    authority_.add(state("republic", "1900", "", {"kingdom"}));
    authority_.add(state("island", "", ""));
  }
  std::string at(std::string_view id, std::string_view edtf) const {
    const Validity validity(authority_);
    return authority_[validity.at(*authority_.find(id), *dates::edtf_bounds(edtf))].id;
  }
  Authority authority_;
};

TEST_F(ValidityTest, TheStateOfTheTime) {
  const struct {
    std::string_view state, date, expected;
  } cases[] = {
      {"republic", "1950", "republic"},     {"republic", "1900", "republic"},
      {"republic", "1850", "kingdom"},      {"republic", "1701", "kingdom"},
      {"republic", "1600", "duchy"},        {"republic", "1200", "republic"},  // none of them
      {"republic", "1650/1890", "kingdom"},                                    // most of its days
      {"republic", "../1890", "kingdom"},   {"kingdom", "1950", "kingdom"},
      {"island", "1000", "island"},
  };
  for (const auto& [id, date, expected] : cases) {
    SCOPED_TRACE(date);
    EXPECT_EQ(at(id, date), expected);
  }
}

TEST_F(ValidityTest, ExistenceAndDescent) {
  const Validity validity(authority_);
  EXPECT_TRUE(validity.exists(1, *dates::edtf_bounds("1850")));
  EXPECT_FALSE(validity.exists(1, *dates::edtf_bounds("1950")));
  EXPECT_FALSE(validity.exists(1, *dates::edtf_bounds("1650")));
  EXPECT_TRUE(validity.exists(3, *dates::edtf_bounds("-0500")));
  EXPECT_TRUE(validity.lasts(2));
  EXPECT_FALSE(validity.lasts(0));
  EXPECT_TRUE(validity.related(0, 2));
  EXPECT_TRUE(validity.related(2, 0));
  EXPECT_FALSE(validity.related(2, 3));
  EXPECT_TRUE(validity.have_common_root(2, 1));
  EXPECT_FALSE(validity.have_common_root(2, 3));
}

TEST_F(ValidityTest, ACircleEnds) {
  Authority circle;
  circle.add(state("a", "1900", "", {"b"}));
  circle.add(state("b", "1900", "", {"a"}));
  const Validity validity(circle);
  EXPECT_EQ(validity.at(0, *dates::edtf_bounds("1800")), 0U);
  EXPECT_TRUE(validity.related(0, 1));
}

}  // namespace
}  // namespace fasti::actors
