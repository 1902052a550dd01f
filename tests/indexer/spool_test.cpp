#include "indexer/spool.h"

#include <gtest/gtest.h>

#include "core/index/error.h"
#include "tests/core/index/temp_directory.h"

namespace fasti::indexer {
namespace {

Document spooled_document() {
  Document document;
  document.id = "kars";
  document.title = "Treaty of Kars";
  document.kind = "article";
  document.date = "1921";
  document.subject_date = "1922";
  document.url = "https://example.org/kars";
  document.lang = "de";
  document.file = "dir/kars.md";
  Section lead;
  lead.text = text::MappedText("Signed at Kars.", 12);
  Section section;
  section.path = {"History", "Later"};
  section.level = 2;
  section.heading = text::MappedText("Later", 100);
  section.text.append_verbatim("Words", 110);
  section.text.append_replaced(" ", 115, 3);
  section.text.append_verbatim("more", 118);
  section.links = {{{0, 5}, "moscow"}};
  section.marks = {{{6, 10}, actors::Type::place, "#more"}};
  section.dates = {{{0, 5}, "1921-10-13"}};
  section.quotation = true;
  section.reference = true;
  document.sections = {lead, section};
  document.subject.id = "kars";
  document.subject.name = "Treaty of Kars";
  document.subject.type = actors::Type::treaty;
  document.actors = {"Turkey"};
  document.named_above = {{"Birk", actors::Type::person, "#birk"}};
  document.related = {"moscow"};
  document.metadata = {{"author", "N. N."}};
  return document;
}

TEST(Spool, DocumentsComeBackAsTheyWere) {
  const std::vector<Passage> passages = {{"kars:01234567", 0, {0, 15}},
                                         {"kars:89abcdef", 1, {0, 10}}};
  const std::string bytes = encode_spooled(spooled_document(), passages);
  const SpooledDocument read = decode_spooled(bytes);
  EXPECT_EQ(encode_spooled(read.document, read.passages), bytes);
  EXPECT_EQ(read.document.file, "dir/kars.md");
  ASSERT_EQ(read.document.sections.size(), 2U);
  const Section& section = read.document.sections[1];
  EXPECT_EQ(section.path, spooled_document().sections[1].path);
  EXPECT_EQ(section.heading, spooled_document().sections[1].heading);
  EXPECT_EQ(section.text, spooled_document().sections[1].text);
  EXPECT_EQ(section.links.at(0).target, "moscow");
  EXPECT_EQ(section.marks.at(0).ref, "#more");
  EXPECT_EQ(read.document.named_above.at(0).name, "Birk");
  EXPECT_EQ(read.document.named_above.at(0).ref, "#birk");
  EXPECT_EQ(section.marks.at(0).type, actors::Type::place);
  EXPECT_EQ(section.dates.at(0).span, (text::Span{0, 5}));
  EXPECT_EQ(section.dates.at(0).edtf, "1921-10-13");
  EXPECT_TRUE(section.quotation && section.reference);
  EXPECT_EQ(read.document.subject.type, actors::Type::treaty);
  EXPECT_EQ(read.document.metadata, spooled_document().metadata);
  EXPECT_EQ(read.passages.at(1).span, (text::Span{0, 10}));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THROW(decode_spooled(bytes.substr(0, size)), index::IndexError) << size;
  }
}

TEST(Spool, FramesComeBackInOrder) {
  const TempDirectory directory;
  Spool spool(directory / "spool");
  std::vector<std::string> frames = {"first", "", std::string(3 << 20, 'x'), "last"};
  for (const std::string& frame : frames) spool.write(frame);
  spool.rewind();
  for (const std::string& frame : frames) EXPECT_EQ(spool.read(), frame);
  EXPECT_EQ(spool.read(), std::nullopt);
}

TEST(Spool, AnEmptySpoolHasNothing) {
  const TempDirectory directory;
  Spool spool(directory / "spool");
  spool.rewind();
  EXPECT_EQ(spool.read(), std::nullopt);
}

TEST(Spool, APlaceThatCannotBeWrittenIsNamed) {
  const TempDirectory directory;
  try {
    Spool spool(directory / "missing/spool");
    FAIL() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("missing/spool"), std::string::npos);
  }
}

}  // namespace
}  // namespace fasti::indexer
