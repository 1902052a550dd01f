#include "core/index/generation.h"

#include <gmock/gmock.h>
#include <xapian.h>

#include <filesystem>
#include <functional>
#include <thread>

#include "core/index/generation_writer.h"
#include "core/index/manifest.h"
#include "core/index/schema.h"
#include "core/text/hash.h"
#include "tests/core/index/damage.h"
#include "tests/core/index/tiny_index.h"

namespace fasti::index {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TinyCorpus corpus() {
  TinyCorpus out;
  out.actors = {tiny_actor("soviet-union", "Soviet Union", actors::Type::state),
                tiny_actor("turkey", "Turkey", actors::Type::state, {"Türkiye"})};
  out.eras = {tiny_era("interwar", "Interwar years", "1918-11-11", "1939-08-31"),
              tiny_era("cold-war", "Cold War", "1947", "1991")};
  TinyDocument pact;
  pact.id = "pact";
  pact.title = "Pact of friendship";
  pact.kind = "source";
  pact.subject = "turkey";
  pact.passages = {
      {.text = "Turkey and the Soviet Union signed it on 17 December 1925.",
       .dates = {{"17 December 1925", "1925-12-17"}},
       .mentions = {{"Turkey", "turkey"}, {"Soviet Union", "soviet-union"}},
       .links = {{"signed", "article"}}},
      {.text = "Nothing is said of when this was.", .headings = {"Later"}, .context = "1945"}};
  TinyDocument article;
  article.id = "article";
  article.title = "Relations";
  article.kind = "article";
  article.passages = {{.text = "Ankara asked for aid.",
                       .mentions = {{"Ankara", "turkey", actors::Evidence::metonym}}}};
  TinyDocument empty;
  empty.id = "empty";
  out.documents = {pact, article, empty};
  return out;
}

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const IndexError& error) {
    return error.what();
  }
  return "no IndexError was thrown";
}

std::string open_message(const std::string& index) {
  return message_of([&] { Generation::open(index); });
}

std::string generation_file(const TinyIndex& index, std::string_view name) {
  return index.path() + "/" + current_generation(index.path()) + "/" + std::string(name);
}

TEST(Generation, HoldsWhatWasWritten) {
  const TinyIndex index(corpus());
  const auto generation = index.open();
  const Manifest& manifest = generation->manifest();
  EXPECT_EQ(manifest.format_version, kFormatVersion);
  EXPECT_EQ(manifest.generation, 1U);
  EXPECT_EQ(manifest.documents, 3U);
  EXPECT_EQ(manifest.passages, 3U);
  EXPECT_EQ(manifest.timexes, 1U);
  EXPECT_THAT(manifest.languages, ElementsAre("en"));

  ASSERT_EQ(generation->documents().size(), 3U);
  EXPECT_EQ(generation->documents()[0].title, "Pact of friendship");
  EXPECT_EQ(generation->documents()[0].subject, 1U);
  EXPECT_EQ(generation->documents()[1].first, 3U);
  EXPECT_EQ(generation->document(0).outline.at(0).first, 2U);
  EXPECT_EQ(generation->actor(1).record.aliases.at(0), "Türkiye");
  EXPECT_EQ(generation->find_document("article"), 1U);
  EXPECT_EQ(generation->find_actor("turkey"), 1U);
  EXPECT_EQ(generation->find_era("cold-war"), 1U);
  EXPECT_EQ(generation->find_actor("prussia"), std::nullopt);

  generation->read_ahead(std::vector<DocId>{1, 3});
  const auto first = generation->passage(1);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->text, "Turkey and the Soviet Union signed it on 17 December 1925.");
  EXPECT_EQ(first->dates.at(0).edtf, "1925-12-17");
  EXPECT_EQ(generation->passage(2)->context.edtf, "1945");
  EXPECT_EQ(generation->passage(0), std::nullopt);
  EXPECT_EQ(generation->passage(4), std::nullopt);
  EXPECT_EQ(generation->find_passage(first->id), 1U);
  EXPECT_EQ(generation->find_passage("pact:ffffffff"), std::nullopt);
  EXPECT_EQ(generation->find_passage("pact"), std::nullopt);
  EXPECT_EQ(generation->find_passage("nobody:" + first->id.substr(5)), std::nullopt);

  EXPECT_THAT(generation->columns().decades(1), ElementsAre(192));
  EXPECT_THAT(generation->columns().eras(1), ElementsAre(0U));
  EXPECT_EQ(generation->columns().document(3), 1U);
  EXPECT_THAT(check(index.path()), IsEmpty());
}

TEST(Generation, TermsAreInTheDatabase) {
  const TinyIndex index(corpus());
  const auto generation = index.open();
  Xapian::Database database(generation->database_path());
  Xapian::Database documents(generation->document_database_path());
  const auto docids_in = [](const Xapian::Database& searched, const Xapian::Query& query) {
    Xapian::Enquire enquire(searched);
    enquire.set_query(query);
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    std::vector<DocId> out;
    const Xapian::MSet hits = enquire.get_mset(0, 10);
    for (auto hit = hits.begin(); hit != hits.end(); ++hit) out.push_back(*hit);
    return out;
  };
  const auto docids = [&](const Xapian::Query& query) { return docids_in(database, query); };
  EXPECT_THAT(docids(Xapian::Query("XDEC:192")), ElementsAre(1U));
  EXPECT_THAT(docids(Xapian::Query("XMETO:turkey")), ElementsAre(3U));
  EXPECT_THAT(docids(Xapian::Query("Zfriendship")), ElementsAre(1U, 2U));
  EXPECT_THAT(docids(Xapian::Query("XUNDATED")), ElementsAre(3U));
  EXPECT_THAT(docids_in(documents, Xapian::Query("Spact")), ElementsAre(1U));
  EXPECT_THAT(docids_in(documents, Xapian::Query("XKIND:article")), ElementsAre(2U));
  EXPECT_FALSE(database.term_exists("soviet")) << "exact words stand in the word index";
}

TEST(Generation, AnEmptyCorpusIsAnIndexToo) {
  const TinyIndex index(TinyCorpus{});
  const auto generation = index.open();
  EXPECT_EQ(generation->manifest().passages, 0U);
  EXPECT_TRUE(generation->documents().empty());
  EXPECT_THAT(check(index.path()), IsEmpty());
}

TEST(Generation, ManyPassagesOverManyBlocksAreAllFound) {
  TinyCorpus many;
  many.documents.resize(1);
  many.documents[0].id = "long";
  for (int i = 0; i < 3000; ++i) {
    std::string text = "Passage number " + std::to_string(i);
    for (int word = 0; word < i % 50; ++word) text += " word" + std::to_string(i * 7 + word);
    many.documents[0].passages.push_back({.text = text});
  }
  const TinyIndex index(many);
  const auto generation = index.open();
  const auto verify = [&](DocId from, DocId step) {
    for (DocId docid = from; docid <= 3000; docid += step) {
      const auto passage = generation->passage(docid);
      ASSERT_TRUE(passage);
      ASSERT_EQ(passage->text, many.documents[0].passages[docid - 1].text);
      ASSERT_EQ(generation->find_passage(passage->id), docid);
    }
  };
  // Readers share the blocks that they have decompressed.
  std::thread other([&] { verify(1, 7); });
  verify(2, 5);
  other.join();
}

TEST(Generation, WhatIsNoIndexIsRefusedWithARemedy) {
  const TempDirectory directory;
  const auto remedy = HasSubstr("fasti-index build --index ");
  EXPECT_THAT(open_message(directory / "none"), AllOf(HasSubstr("no such index"), remedy));
  directory.write("file", "text");
  EXPECT_THAT(open_message(directory / "file"), AllOf(HasSubstr("no directory"), remedy));
  directory.write("texts/a.txt", "text");
  EXPECT_THAT(open_message(directory / "texts"), AllOf(HasSubstr("no Fasti index"), remedy));
  directory.write("stopped/lock", "");
  EXPECT_THAT(open_message(directory / "stopped"), AllOf(HasSubstr("was stopped"), remedy));
  directory.write("garbled/CURRENT", "../../etc\n");
  EXPECT_THAT(open_message(directory / "garbled"), AllOf(HasSubstr("CURRENT"), remedy));
  directory.write("gone/CURRENT", "g000003\n");
  EXPECT_THAT(open_message(directory / "gone"), AllOf(HasSubstr("g000003 is gone"), remedy));
}

// Indexes of formats that came before, the last one whole as its program wrote it: all that is read
// of them is their version.
TEST(Generation, AnotherFormatVersionIsRefused) {
  for (const auto& [format, next] : {std::pair("0", 5U), std::pair("2", 2U)}) {
    SCOPED_TRACE(format);
    const TempDirectory directory;
    const std::string index = directory / "index";
    fs::create_directories(index);
    fs::copy(std::string(FASTI_TEST_DATA) + "/index-format-" + format, index,
             fs::copy_options::recursive);
    for (const std::string& message :
         {open_message(index), message_of([&] { current_generation(index); })}) {
      EXPECT_THAT(message, AllOf(HasSubstr(index), HasSubstr(std::string("format ") + format),
                                 HasSubstr("fasti-index build --index ")));
    }
    EXPECT_THAT(check(index), ElementsAre(HasSubstr(std::string("format ") + format)));
    // And can be built anew in its place.
    EXPECT_EQ(build_tiny_index(index, corpus()), next);
    EXPECT_EQ(Generation::open(index)->manifest().passages, 3U);
  }
}

TEST(Generation, ListsTheWordsOfItsTexts) {
  const TinyIndex index(corpus());
  const auto generation = index.open();
  const WordList& words = generation->words();
  EXPECT_EQ(words.passages_of("turkey"), 1U);
  EXPECT_EQ(words.passages_of("for"), 1U);
  EXPECT_EQ(words.passages_of("of"), 1U) << "titles do not count";
  EXPECT_EQ(words.passages_of("turke"), 0U);
  const WordList::Places with_s = words.beginning_with("s");
  std::vector<std::string> found;
  for (std::size_t place = with_s.first; place < with_s.last; ++place)
    found.emplace_back(words.word(place));
  EXPECT_THAT(found, ElementsAre("said", "signed", "soviet"));
  EXPECT_EQ(words.beginning_with("").last, words.size());
  EXPECT_EQ(words.form(with_s.first), "said");
  EXPECT_EQ(words.form(words.beginning_with("turkey").first), "Turkey");
}

TEST(Generation, AMissingOrShortFileIsRefusedByName) {
  for (const std::string name :
       {"columns", "texts", "documents", "authority", "eras", "words", "postings", "forward",
        "forms", "written", "passages/postlist.glass", "manifest.json"}) {
    SCOPED_TRACE(name);
    {
      const TinyIndex index(corpus());
      fs::remove(generation_file(index, name));
      EXPECT_THAT(open_message(index.path()), HasSubstr(name));
      EXPECT_THAT(check(index.path()), Contains(HasSubstr(name)));
    }
    {
      const TinyIndex index(corpus());
      const std::string path = generation_file(index, name);
      fs::resize_file(path, fs::file_size(path) / 2);
      EXPECT_THAT(open_message(index.path()), HasSubstr(name));
      EXPECT_THAT(check(index.path()), Contains(HasSubstr(name)));
    }
  }
}

TEST(Generation, CheckNamesEveryFileWithAFlippedBit) {
  const TinyIndex index(corpus());
  const std::string directory = index.path() + "/" + current_generation(index.path());
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  ASSERT_GE(files.size(), 9U);
  for (const std::string& path : files) {
    SCOPED_TRACE(path);
    const std::string good = read_whole(path);
    for (const std::size_t at : {good.size() / 3, good.size() / 2, good.size() - 3}) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 1);
      std::ofstream(path, std::ios::binary) << bad;
      EXPECT_THAT(check(index.path()), Contains(HasSubstr(path)));
    }
    std::ofstream(path, std::ios::binary) << good;
    EXPECT_THAT(check(index.path()), IsEmpty());
  }
  std::ofstream(directory + "/stray") << "x";
  EXPECT_THAT(check(index.path()), ElementsAre(HasSubstr("stray")));
}

// A damaged file may be opened, for its bytes are not read again; reading it never crashes.
TEST(Generation, FlippedBitsInTextsThrowOrReadOn) {
  const TinyIndex index(corpus());
  const auto read_all = [&] {
    const auto generation = Generation::open(index.path());
    for (DocId docid = 1; docid <= 3; ++docid) generation->passage(docid);
  };
  EXPECT_GT(times_thrown_on_flipped_bits(generation_file(index, "texts"), read_all), 60);
}

TEST(Generation, FlippedBitsInRecordsThrowOrReadOn) {
  const TinyIndex index(corpus());
  const auto read_all = [&] {
    const auto generation = Generation::open(index.path());
    for (std::uint32_t i = 0; i < generation->documents().size(); ++i) generation->document(i);
    for (std::uint32_t i = 0; i < generation->actors().size(); ++i) generation->actor(i);
  };
  for (const char* name : {"documents", "authority"})
    EXPECT_GT(times_thrown_on_flipped_bits(generation_file(index, name), read_all), 60) << name;
}

TEST(Generation, SizesListEveryFileLargestFirst) {
  const TinyIndex index(corpus());
  const auto all = sizes(index.path());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < all.size(); ++i) {
    names.push_back(all[i].first);
    if (i > 0) {
      EXPECT_GE(all[i - 1].second, all[i].second);
    }
    EXPECT_EQ(fs::file_size(generation_file(index, all[i].first)), all[i].second);
  }
  EXPECT_THAT(names, Contains("columns"));
  EXPECT_THAT(names, Contains("passages/postlist.glass"));
}

TEST(GenerationWriter, OldGenerationsGoTheLastAreKept) {
  const TempDirectory directory;
  const std::string index = directory / "index";
  EXPECT_EQ(build_tiny_index(index, corpus()), 1U);
  const auto before = Generation::open(index);
  EXPECT_EQ(build_tiny_index(index, corpus(), 2), 2U);
  EXPECT_TRUE(fs::exists(index + "/g000001"));
  EXPECT_EQ(build_tiny_index(index, corpus(), 2), 3U);
  EXPECT_FALSE(fs::exists(index + "/g000001"));
  EXPECT_TRUE(fs::exists(index + "/g000002"));
  EXPECT_EQ(Generation::open_directory(index + "/g000002")->manifest().generation, 2U);
  EXPECT_EQ(build_tiny_index(index, corpus()), 4U);
  EXPECT_FALSE(fs::exists(index + "/g000003"));
  EXPECT_EQ(current_generation(index), "g000004");
  // A generation that is open stays readable when its files are gone.
  EXPECT_EQ(before->passage(3)->text, "Ankara asked for aid.");
}

// Files that are whole by their hashes, but were not made from the passages.
TEST(Generation, CheckComparesTermsAndWordsWithThePassages) {
  struct Case {
    NumberedTerms terms;
    const char* fault;
  };
  const NumberedTerms right{.news = {.entries = {{"ships", "Ships"}}, .stems = {"ship"}},
                            .stems = {{0, 16}},
                            .words = {0},
                            .filters = {"XUNDATED"}};
  std::vector<Case> cases = {{right, nullptr}};
  cases.push_back({right, "terms differ"});
  cases.back().terms.stems.front().wdf = 17;
  cases.push_back({right, "terms differ"});
  cases.back().terms.filters.pop_back();
  cases.push_back({right, "words differ"});
  cases.back().terms.news.entries = {{"ship", "Ships"}};
  cases.push_back({right, "words differ"});
  cases.back().terms.news.entries.push_back({"ships", "ships"});
  cases.back().terms.words = {0, 1};
  cases.push_back({right, "written otherwise"});
  cases.back().terms.news.entries = {{"ships", "SHIPS"}};
  cases.push_back({right, "written otherwise"});
  cases.back().terms.headings = {0};
  for (const auto& [terms, fault] : cases) {
    const TempDirectory directory;
    const std::string index = directory / "index";
    GenerationWriter writer(index);
    StoredPassage passage;
    passage.id = "d:1";
    passage.text = "Ships";
    passage.runs = text::MappedText(passage.text, 0).runs();
    writer.add_passage(passage, terms, {}, {}, {}, {}, {});
    StoredDocument document;
    document.id = "d";
    document.kind = "source";
    document.lang = "en";
    document.first = 1;
    document.passages = 1;
    writer.finish({}, std::vector{document}, {}, {});
    if (fault == nullptr)
      EXPECT_THAT(check(index), IsEmpty());
    else
      EXPECT_THAT(check(index), ElementsAre(HasSubstr(fault)));
  }
}

TEST(Generation, CheckComparesTheTermsOfDocumentsWithThem) {
  TinyCorpus other = corpus();
  other.documents[0].title = "Another title";
  const TinyIndex index(corpus());
  const TinyIndex others(other);
  // Files that are whole by their hashes, but tell of other documents.
  fs::remove_all(generation_file(index, "document-terms"));
  fs::copy(generation_file(others, "document-terms"), generation_file(index, "document-terms"));
  const std::string directory = generation_file(index, "");
  Manifest manifest = read_manifest(directory);
  for (FileEntry& file : manifest.files) {
    const std::string bytes = read_whole(generation_file(index, file.name));
    file.bytes = bytes.size();
    file.hash = text::hash64(bytes);
  }
  write_manifest(directory, manifest);
  EXPECT_THAT(check(index.path()),
              ElementsAre("document pact: its terms differ from what it says"));
}

TEST(GenerationWriter, OneThatIsDroppedLeavesTheOldIndex) {
  const TinyIndex index(corpus());
  {
    GenerationWriter writer(index.path());
    StoredPassage passage;
    passage.id = "x:00000000";
    const NumberedTerms terms{.news = {.entries = {{"word", "word"}}, .stems = {"word"}},
                              .stems = {{0, 1}},
                              .words = {0},
                              .filters = {"XUNDATED"}};
    writer.add_passage(passage, terms, {}, {}, {}, {}, {});
    EXPECT_EQ(writer.passages(), 1U);
    EXPECT_TRUE(fs::is_directory(writer.scratch_path()));
    EXPECT_EQ(index.open()->manifest().generation, 1U);
  }
  EXPECT_EQ(index.open()->manifest().passages, 3U);
  EXPECT_THAT(check(index.path()), IsEmpty());
  std::vector<std::string> left;
  for (const auto& entry : fs::directory_iterator(index.path())) {
    left.push_back(entry.path().filename().string());
  }
  EXPECT_THAT(left, testing::UnorderedElementsAre("CURRENT", "lock", "g000001"));
}

TEST(GenerationWriter, LeftoversOfKilledBuildsAreSwept) {
  const TinyIndex index(corpus());
  index.directory().write("index/g000002.new/columns", "half");
  index.directory().write("index/g000002/columns", "finished but never current");
  index.directory().write("index/CURRENT.new", "g0000");
  EXPECT_EQ(build_tiny_index(index.path(), corpus()), 3U) << "no number comes twice";
  EXPECT_FALSE(fs::exists(index.path() + "/g000002.new"));
  EXPECT_FALSE(fs::exists(index.path() + "/g000002"));
  EXPECT_FALSE(fs::exists(index.path() + "/CURRENT.new"));
  EXPECT_THAT(check(index.path()), IsEmpty());
}

TEST(GenerationWriter, OnlyOneAtATime) {
  const TempDirectory directory;
  const std::string index = directory / "index";
  {
    const GenerationWriter writer(index);
    EXPECT_THAT(message_of([&] { GenerationWriter second(index); }),
                AllOf(HasSubstr(index), HasSubstr("another fasti-index"), HasSubstr("wait")));
  }
  EXPECT_EQ(build_tiny_index(index, corpus()), 1U);
}

TEST(GenerationWriter, ADirectoryThatIsNoIndexIsLeftAlone) {
  const TempDirectory directory;
  directory.write("texts/g000001/a.txt", "mine");
  EXPECT_THAT(message_of([&] { GenerationWriter writer(directory / "texts"); }),
              HasSubstr("neither empty nor a Fasti index"));
  EXPECT_EQ(read_whole(directory / "texts/g000001/a.txt"), "mine");
  directory.write("file", "x");
  EXPECT_THAT(message_of([&] { GenerationWriter writer(directory / "file"); }), HasSubstr("file"));
}

// Documents that do not fit the passages are found before CURRENT moves.
TEST(GenerationWriter, AnInconsistentGenerationIsNeverPublished) {
  const TinyIndex index(corpus());
  GenerationWriter writer(index.path());
  StoredPassage passage;
  passage.id = "x:00000000";
  writer.add_passage(passage, {}, {}, {}, {}, {}, {});
  EXPECT_THROW(writer.finish({}, {}, {}, {}), IndexError);
  EXPECT_EQ(index.open()->manifest().generation, 1U);
}

TEST(GenerationWriter, TheSameInputGivesTheSameFiles) {
  const TinyIndex a(corpus());
  const TinyIndex b(corpus());
  for (const auto& [name, bytes] : sizes(a.path())) {
    // Xapian gives every database a random id, in this file; the manifest holds the file's hash.
    if (name.ends_with("/iamglass") || name == "manifest.json") continue;
    SCOPED_TRACE(name);
    EXPECT_EQ(read_whole(generation_file(a, name)), read_whole(generation_file(b, name)));
  }
}

}  // namespace
}  // namespace fasti::index
