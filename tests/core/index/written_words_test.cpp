#include "core/index/written_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/index/layout.h"
#include "tests/core/index/damage.h"
#include "tests/core/index/temp_directory.h"

namespace fasti::index {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

struct Written {
  std::vector<std::string> headings;
  std::vector<std::pair<std::uint64_t, std::string>> text;
};

Written read(const WrittenWords& index, DocId docid) {
  std::vector<std::string> forms(index.forms().size(), "?");
  for (std::size_t place = 0; place < forms.size(); ++place)
    if (index.forms().rank(place) < forms.size())
      forms[index.forms().rank(place)] = index.forms().word(place);
  const auto form = [&](std::uint32_t number) {
    return number < forms.size() ? forms[number] : std::string("?");
  };
  Written out;
  index.read(
      docid, [&](std::uint32_t number) { out.headings.push_back(form(number)); },
      [&](std::uint64_t position, std::uint32_t number) {
        out.text.emplace_back(position, form(number));
      });
  return out;
}

void write(const std::string& directory) {
  WrittenWordsWriter writer(directory);
  constexpr std::uint32_t kAsFolded = WrittenWordsWriter::kAsFolded;
  const std::uint32_t kars = writer.number("Kars");
  const std::uint32_t war = writer.number("war");
  const std::uint32_t the = writer.number("The");
  const std::uint32_t loud = writer.number("THE");
  EXPECT_EQ(writer.number("Kars"), kars);
  writer.add(std::vector{the, kAsFolded, kAsFolded, kars}, std::vector{kars, war});
  writer.add({}, {});
  writer.add(std::vector{kAsFolded, loud, kars}, std::vector{kars, kars});
  writer.add(std::vector{kAsFolded}, {});
  writer.finish();
}

TEST(WrittenWords, AreThoseNotWrittenAsFolded) {
  const TempDirectory directory;
  write(directory.path());
  const WrittenWords index(directory.path());
  ASSERT_EQ(index.passages(), 4U);
  EXPECT_THAT(read(index, 1).headings, ElementsAre("Kars", "war"));
  EXPECT_THAT(read(index, 1).text, ElementsAre(Pair(0, "The"), Pair(3, "Kars")));
  EXPECT_THAT(read(index, 3).headings, ElementsAre("Kars", "Kars"));
  EXPECT_THAT(read(index, 3).text, ElementsAre(Pair(1, "THE"), Pair(2, "Kars")));
  for (const DocId docid : {DocId{2}, DocId{4}, DocId{5}}) {
    EXPECT_THAT(read(index, docid).headings, IsEmpty());
    EXPECT_THAT(read(index, docid).text, IsEmpty());
  }
  const auto passages_with_heading = [&](const char* form) {
    const auto place = index.forms().find(form);
    return place ? static_cast<int>(index.forms().passages(*place)) : -1;
  };
  EXPECT_EQ(passages_with_heading("Kars"), 2);
  EXPECT_EQ(passages_with_heading("war"), 1);
  EXPECT_EQ(passages_with_heading("The"), 0);
  EXPECT_EQ(passages_with_heading("treaty"), -1);
}

TEST(WrittenWords, FlippedBitsThrowOrReadOn) {
  for (const std::string_view name : {kFormsName, kWrittenName}) {
    SCOPED_TRACE(name);
    const TempDirectory directory;
    write(directory.path());
    const auto read_all = [&] {
      const WrittenWords index(directory.path());
      for (DocId docid = 1; docid <= index.passages(); ++docid) read(index, docid);
    };
    EXPECT_GT(times_thrown_on_flipped_bits(directory / name, read_all), 8);
  }
}

}  // namespace
}  // namespace fasti::index
