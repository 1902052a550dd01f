#include "core/index/schema.h"

#include <gtest/gtest.h>

namespace fasti::index {
namespace {

TEST(Schema, TermsThatFitStayReadable) {
  EXPECT_EQ(make_term(kKindPrefix, "source"), "XKIND:source");
  EXPECT_EQ(make_term(actor_prefix(actors::Evidence::metonym), "kremlin"), "XMETO:kremlin");
  const std::string fits(kLongestTerm - kKindPrefix.size(), 'x');
  EXPECT_EQ(make_term(kKindPrefix, fits), "XKIND:" + fits);
}

TEST(Schema, LongTermsAreHashedAndStayDistinct) {
  const std::string a(kLongestTerm, 'x');
  std::string b = a;
  b.back() = 'y';
  const std::string term = make_term(kLinkPrefix, a);
  EXPECT_EQ(term.size(), kLinkPrefix.size() + 17);
  EXPECT_TRUE(term.starts_with("XLINK:#"));
  EXPECT_NE(term, make_term(kLinkPrefix, b));
}

}  // namespace
}  // namespace fasti::index
