#include "core/text/latin.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/text/fold.h"

namespace fasti::text {
namespace {

TEST(Latin, WritesOtherScripts) {
  for (const auto& [text, latin] : std::vector<std::pair<const char*, const char*>>{
           {"Эрдоган", "erdogan"},
           {"Путин в Сочи", "putin v sochi"},
           {"Ἀθῆναι", "athenai"},
           {"ქართული", "kartuli"},
           {"İsmet İnönü", "ismet inonu"},
           {"", ""},
           {"1921 ☃", "1921 ☃"},
       })
    EXPECT_EQ(fold(to_latin(text)), latin) << text;
}

TEST(Latin, TellsScriptsApart) {
  EXPECT_TRUE(same_script("1921 Москва", "Анкара"));
  EXPECT_TRUE(same_script("Küçük", "kars"));
  EXPECT_FALSE(same_script("Kars", "Карс"));
  EXPECT_FALSE(same_script("1921", "1922"));
  EXPECT_FALSE(same_script("", "Kars"));
}

}  // namespace
}  // namespace fasti::text
