#include "core/index/name_forms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/index/tiny_index.h"

namespace fasti::index {
namespace {

using actors::Evidence;
using testing::ElementsAre;
using testing::IsEmpty;

StoredPassage passage(const std::string& text,
                      const std::vector<std::pair<std::string, Evidence>>& names) {
  StoredPassage out;
  out.text = text;
  for (const auto& [name, evidence] : names)
    out.mentions.push_back({tiny::place(text, name), 2, evidence, "test"});
  return out;
}

TEST(NameForms, AreCountedAsTheyAreWritten) {
  NameForms forms;
  StoredPassage twice = passage("Turkey, again Turkey and the Turkish side.",
                                {{"Turkey", Evidence::name}, {"Turkish", Evidence::adjective}});
  twice.mentions.push_back({{14, 20}, 2, Evidence::name, "test"});
  forms.add(twice);
  forms.add(passage(
      "Türkiye or Turkey; Ankara.",
      {{"Türkiye", Evidence::name}, {"Turkey", Evidence::name}, {"Ankara", Evidence::metonym}}));
  forms.add(passage("TURKEY", {{"TURKEY", Evidence::name}}));
  EXPECT_THAT(forms.of(2), ElementsAre(NameForm{"Turkey", Evidence::name, 3, 2},
                                       NameForm{"Ankara", Evidence::metonym, 1, 1},
                                       NameForm{"TURKEY", Evidence::name, 1, 1},
                                       NameForm{"Turkish", Evidence::adjective, 1, 1},
                                       NameForm{"Türkiye", Evidence::name, 1, 1}));
  EXPECT_THAT(forms.of(1), IsEmpty());
  EXPECT_THAT(forms.of(7), IsEmpty());
}

}  // namespace
}  // namespace fasti::index
