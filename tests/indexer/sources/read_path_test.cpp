#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <locale.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <utility>

#include "collect.h"
#include "indexer/sources/section_writer.h"

namespace fasti::sources {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// A directory of its own for every test.
class ReadPath : public testing::Test {
 protected:
  void SetUp() override {
    const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) / ("fasti_"s + test->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string path(const std::string& name = "") const {
    return name.empty() ? root_.string() : (root_ / name).string();
  }
  std::string write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
    return path(name);
  }

  using Entries = std::vector<std::pair<std::string, std::string>>;
  using Setup = int (*)(archive*);
  // An archive of these files.
  std::string pack(const std::string& name, Setup format, Setup filter,
                   const Entries& entries) const {
    // In the locale "C" libarchive cannot write names beyond ASCII.
    const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    const locale_t before = uselocale(utf8);
    archive* out = archive_write_new();
    format(out);
    if (filter != nullptr) filter(out);
    EXPECT_EQ(archive_write_open_filename(out, path(name).c_str()), ARCHIVE_OK);
    archive_entry* entry = archive_entry_new();
    for (const auto& [entry_name, bytes] : entries) {
      archive_entry_clear(entry);
      archive_entry_set_pathname_utf8(entry, entry_name.c_str());
      archive_entry_set_filetype(entry, entry_name.ends_with('/') ? AE_IFDIR : AE_IFREG);
      archive_entry_set_perm(entry, 0644);
      archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
      EXPECT_EQ(archive_write_header(out, entry), ARCHIVE_OK);
      archive_write_data(out, bytes.data(), bytes.size());
    }
    archive_entry_free(entry);
    archive_write_close(out);
    archive_write_free(out);
    uselocale(before);
    freelocale(utf8);
    return path(name);
  }

  fs::path root_;
};

TEST_F(ReadPath, ReadsADirectoryInNameOrder) {
  write("b.txt", "B");
  write("a/2.md", "+++\nid = \"second\"\n+++\nTwo");
  write("a/10.txt", "Ten");
  write("README.md", "# No text");
  write("a/README.md", "# No text");
  write("authority.tsv", "id\tname\ttype\n");
  write("more-actors.tsv", "# Comment\n\nid\tname\ttype\tnote\n");
  write("eras.json", "{}");
  write("corrections.tsv", "x");
  write("fasti.toml", "x");
  write(".hidden.txt", "x");
  write(".git/a.txt", "x");
  write("c", "No ending");
  write("d.jsonl", "{\"text\":\"J\"}");
  const Collected read = read_all(path());
  EXPECT_THAT(read.messages(), IsEmpty());
  EXPECT_THAT(read.ids(), ElementsAre("10", "second", "b", "c", "d-1"));
  EXPECT_EQ(read.documents[0].file, path("a/10.txt"));
  EXPECT_EQ(read.documents[0].title, "10");
  const Extent extent = measure_path(path());
  EXPECT_EQ(extent.files, 5U);
}

TEST_F(ReadPath, AFileNamedByTheUserIsReadWhateverItsName) {
  EXPECT_THAT(read_all(write("README.md", "# Read *me*")).documents.at(0).title, "Read me");
  EXPECT_THAT(read_all(write("a.log", "A text")).ids(), ElementsAre("a"));
}

TEST_F(ReadPath, SaysWhatItLeavesOut) {
  write("a.csv", "a,b\n");
  write("b.txt",
        "\x7F"
        "ELF\x02\x01");
  write("c.txt", " \n\n");
  write("d.txt", "");
  write("e.pdf", "%PDF-1.4 ...");
  write("f.txt", "Sound and \xFF broken – é");
  write("g.xml", "<?xml version=\"1.0\"?><TEI/>");
  write("h.txt", "<!DOCTYPE html><html></html>");
  write("i.docx", "PK\x03\x04 and so on");
  write("z.txt", "Read");
  fs::create_symlink("nowhere", path("k.txt"));
  ASSERT_EQ(mkfifo(path("l.txt").c_str(), 0600), 0);
  const Collected read = read_all(path());
  EXPECT_THAT(read.ids(), ElementsAre("f", "z"));
  EXPECT_THAT(
      read.messages(),
      ElementsAre(HasSubstr("a.csv: has no known format (.csv)"),
                  HasSubstr("b.txt: is a program (ELF)"), HasSubstr("c.txt: is empty"),
                  HasSubstr("d.txt: is empty"), HasSubstr("e.pdf: is a PDF document"),
                  HasSubstr("f.txt: byte 10 "), HasSubstr("g.xml: is XML, which is not read"),
                  HasSubstr("h.txt: is HTML"), HasSubstr("i.docx: is a ZIP archive or"),
                  HasSubstr("k.txt: No such file"), HasSubstr("l.txt: is no file")));
  for (const Diagnostic& diagnostic : read.diagnostics) {
    EXPECT_EQ(diagnostic.empty, diagnostic.message == "is empty");
    EXPECT_EQ(diagnostic.skipped, !diagnostic.empty && diagnostic.message.find("byte 10") != 0);
  }
  EXPECT_THAT(read_all(path("none")).messages(), ElementsAre(HasSubstr("none: No such file")));
}

TEST_F(ReadPath, AChosenFormatIsUsedForAll) {
  write("a.csv", "1,2");
  write("b.html", "<html>x");
  write("c.md", "# *A*");
  const Collected read = read_all(path(), "text");
  EXPECT_THAT(read.messages(), IsEmpty());
  ASSERT_EQ(read.documents.size(), 3U);
  EXPECT_EQ(read.documents[2].sections.at(0).text.str(), "# *A*");
  EXPECT_THAT(read_all(path(), "word").messages(), ElementsAre(HasSubstr("no format \"word\"")));
}

TEST_F(ReadPath, SymbolicLinksAreFollowedOnce) {
  write("a/x.txt", "X");
  fs::create_directory_symlink("..", path("a/up"));
  fs::create_directory_symlink("a", path("b"));
  fs::create_symlink("a/x.txt", path("y.txt"));
  const Collected read = read_all(path());
  EXPECT_THAT(read.messages(), IsEmpty());
  EXPECT_THAT(read.ids(), ElementsAre("x", "y"));
  EXPECT_EQ(measure_path(path()).files, 2U);
}

TEST_F(ReadPath, FilesOfOneNameGetDifferentIds) {
  write("1861/address.txt", "One");
  write("1862/address.txt", "Two");
  write("1863/address.md", "Three");
  const std::vector<std::string> ids = read_all(path()).ids();
  ASSERT_EQ(ids.size(), 3U);
  EXPECT_EQ(ids[0], "address");
  EXPECT_THAT(ids[1], HasSubstr("1862-address"));
  EXPECT_THAT(ids[2], HasSubstr("1863-address"));
}

TEST_F(ReadPath, OpensArchivesAndCompressedFiles) {
  const Entries entries = {{"dir/", ""},
                           {"dir/Küçük.txt", "One"},
                           {"dir/b.md", "# Two"},
                           {"README.md", "No"},
                           {"dir/.hidden.txt", "No"},
                           {"__MACOSX/x.txt", "No"},
                           {"dir/c.jsonl", "{\"text\":\"3\"}\n{\"text\":\"4\"}"},
                           {"dir/d.csv", "a,b"},
                           {"dir/inner.zip", "PK\x03\x04"s}};
  const struct {
    std::string name;
    Setup format, filter;
  } archives[] = {
      {"a.zip", archive_write_set_format_zip, nullptr},
      {"a.tar", archive_write_set_format_pax_restricted, nullptr},
      {"a.tar.gz", archive_write_set_format_ustar, archive_write_add_filter_gzip},
      {"a.tgz", archive_write_set_format_gnutar, archive_write_add_filter_gzip},
      {"a.tar.bz2", archive_write_set_format_pax, archive_write_add_filter_bzip2},
      {"a.tar.xz", archive_write_set_format_pax, archive_write_add_filter_xz},
      {"a.tar.zst", archive_write_set_format_pax, archive_write_add_filter_zstd},
  };
  for (const auto& [name, format, filter] : archives) {
    SCOPED_TRACE(name);
    const std::string file = pack(name, format, filter, entries);
    const Collected read = read_all(file);
    EXPECT_THAT(read.ids(), ElementsAre("kucuk", "b", "c-1", "c-2"));
    EXPECT_EQ(read.documents.at(0).file, file + "/dir/Küçük.txt");
    EXPECT_EQ(read.documents.at(0).sections.at(0).text.str(), "One");
    EXPECT_THAT(read.messages(),
                ElementsAre(HasSubstr("dir/d.csv: has no known format"),
                            HasSubstr("dir/inner.zip: is an archive in an archive")));
    EXPECT_EQ(measure_path(file).files, 1U);
  }
  const std::pair<std::string, Setup> compressed[] = {
      {"one.txt.gz", archive_write_add_filter_gzip},
      {"one.txt.bz2", archive_write_add_filter_bzip2},
      {"one.txt.xz", archive_write_add_filter_xz},
      {"one.txt.zst", archive_write_add_filter_zstd}};
  for (const auto& [name, filter] : compressed) {
    SCOPED_TRACE(name);
    const std::string file = pack(name, archive_write_set_format_raw, filter, {{"x", "The text"}});
    const Collected read = read_all(file);
    EXPECT_THAT(read.messages(), IsEmpty());
    EXPECT_THAT(read.ids(), ElementsAre("one"));
    EXPECT_EQ(read.documents.at(0).file, file);
  }
  EXPECT_EQ(read_all(path()).documents.size(), 7U * 4 + 4);
}

TEST_F(ReadPath, DamagedArchivesGiveWhatIsWhole) {
  std::mt19937 random(5);
  std::string noise(300000, '\0');
  for (char& c : noise) c = static_cast<char>('a' + random() % 26);
  const Entries entries = {{"a.txt", "First"}, {"b.txt", noise}, {"c.txt", "Last"}};
  for (const Setup filter : {archive_write_add_filter_gzip, archive_write_add_filter_xz,
                             archive_write_add_filter_zstd, archive_write_add_filter_bzip2}) {
    const std::string file = pack("a.tar", archive_write_set_format_ustar, filter, entries);
    const std::string bytes = file_bytes(file);
    for (const std::size_t size : {bytes.size() / 2, bytes.size() - 20, std::size_t{30}}) {
      const std::string torn = write("torn.tar", bytes.substr(0, size));
      const Collected read = read_all(torn);
      EXPECT_THAT(read.messages(), ElementsAre(HasSubstr("torn.tar")));
      EXPECT_LE(read.documents.size(), 2U);
    }
  }
  for (int i = 0; i < 300; ++i) {
    std::string bytes = file_bytes(pack("a.zip", archive_write_set_format_zip, nullptr, entries));
    for (int n = 0; n < 20; ++n) bytes[random() % bytes.size()] = static_cast<char>(random());
    read_all(write("bad.zip", bytes));
  }
}

TEST_F(ReadPath, AnArchiveThatUnpacksWithoutEndIsGivenUp) {
  // Two files of 2.5 GB of one letter each would be too slow to pack: a stream of many zstd frames
  // of one block gives the same.
  const std::string file = pack("one.txt.zst", archive_write_set_format_raw,
                                archive_write_add_filter_zstd, {{"x", std::string(64 << 20, 'a')}});
  const std::string frame = file_bytes(file);
  std::string bytes;
  for (int i = 0; i < 5; ++i) bytes += frame;
  const Collected read = read_all(write("bomb.txt.zst", bytes));
  EXPECT_THAT(read.documents, IsEmpty());
  EXPECT_THAT(read.messages(), ElementsAre(HasSubstr("is larger than 256 MB")));
}

TEST_F(ReadPath, OneLongLineIsRead) {
  std::string line;
  while (line.size() < (12 << 20)) line += "A sentence of six words here. ";
  const std::string file = write("long.txt", line);
  const Collected read = read_all(file);
  EXPECT_THAT(read.messages(), IsEmpty());
  ASSERT_EQ(read.documents.size(), 1U);
  std::size_t bytes = 0;
  for (const indexer::Section& section : read.documents[0].sections) {
    EXPECT_LE(section.text.size(), kSectionBytes);
    bytes += section.text.size() + 1;
  }
  EXPECT_EQ(bytes, line.size());
  expect_places(read.documents[0], line);
}

TEST_F(ReadPath, RandomFilesNeverHurt) {
  std::mt19937 random(11);
  const std::string_view names[] = {"a.txt", "a.md", "a.jsonl", "a.zip", "a.tar", "a.gz", "a"};
  const std::string_view starts[] = {"",
                                     "+++\n",
                                     "{\"text\":",
                                     "PK\x03\x04",
                                     "\x1F\x8B\x08",
                                     "\xFF\xFE",
                                     "T\n\nOR:\n\nT is\nA A is "};
  for (int i = 0; i < 3000; ++i) {
    std::string bytes(starts[random() % std::size(starts)]);
    const bool text = random() % 2 == 0;
    for (auto n = random() % 400; n > 0; --n) {
      bytes += text ? " \n.aA+>[](*#\"{}"[random() % 15] : static_cast<char>(random());
    }
    const std::string file = write(std::string(names[random() % std::size(names)]), bytes);
    const Collected read = read_all(file);
    EXPECT_GE(read.documents.size() + read.diagnostics.size(), bytes.empty() ? 1U : 0U);
    fs::remove(file);
  }
}

TEST_F(ReadPath, FindsSideFiles) {
  EXPECT_EQ(side_files(path()).authority, "");
  write("a/authority.tsv", "x");
  write("a/eras.json", "x");
  write("b/text.txt", "x");
  EXPECT_EQ(side_files(path()).authority, path("a/authority.tsv"));
  EXPECT_EQ(side_files(path("a")).eras, path("a/eras.json"));
  EXPECT_EQ(side_files(path("a")).corrections, "");
  EXPECT_EQ(side_files(path("a/eras.json")).eras, "");
  // Two subdirectories with side files: neither is the corpus's.
  write("b/fasti.toml", "x");
  EXPECT_EQ(side_files(path()).authority, "");
  EXPECT_EQ(side_files(path("none")).config, "");
}

TEST_F(ReadPath, ADefinitionMakesASubject) {
  write(
      "a.txt",
      "Treaty of Lund\n\nThe Treaty of Lund was a peace treaty between Denmark and Sweden, signed "
      "on 16 September 1679.");
  write("b.txt", "A letter\n\nI was a man of peace, and am so still.");
  const Collected read = read_all(path());
  ASSERT_EQ(read.documents.size(), 2U);
  const actors::Actor& subject = read.documents[0].subject;
  EXPECT_EQ(subject.name, "Treaty of Lund");
  EXPECT_EQ(subject.type, actors::Type::treaty);
  EXPECT_EQ(subject.id, "a");
  EXPECT_EQ(subject.document, "a");
  EXPECT_EQ(read.documents[1].subject.name, "");
}

}  // namespace
}  // namespace fasti::sources
