#include "indexer/build.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "core/dates/membership.h"
#include "core/index/error.h"
#include "core/index/generation.h"
#include "core/index/schema.h"
#include "core/text/words.h"
#include "indexer/analysis.h"
#include "tests/core/index/temp_directory.h"

namespace fasti::indexer {
namespace {

namespace fs = std::filesystem;

using index::DocId;
using index::Generation;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

// A corpus of a few small texts with front matter, links, headings and a letter without any.
void write_texts(const TempDirectory& directory) {
  directory.write(
      "texts/straits.md",
      "+++\n"
      "id = \"straits\"\n"
      "title = \"The question of the straits\"\n"
      "kind = \"article\"\n"
      "+++\n\n"
      "The [Ankara pact](ankara-pact.md) settled little, and see [nothing](gone.md).\n\n"
      "## Talks of 1936\n\n"
      "The delegates met for weeks and wrote much.\n\n"
      "On 20 July 1936 they signed. Turkey was content, and the Soviet Union less so.\n");
  directory.write("texts/ankara-pact.md",
                  "+++\n"
                  "id = \"pact\"\n"
                  "title = \"Ankara pact\"\n"
                  "kind = \"source\"\n"
                  "type = \"treaty\"\n"
                  "related = [\"straits\", \"nowhere\"]\n"
                  "+++\n\n"
                  "The Ankara pact was a treaty signed by Turkey and Persia on 22 April 1926.\n");
  directory.write("texts/letter.txt",
                  "I write to you from the quiet of the country, where no newspaper comes and "
                  "nobody speaks of politics.\n");
}

BuildOptions options(const TempDirectory& directory) {
  BuildOptions out;
  out.index = directory / "index";
  out.sources = {directory / "texts"};
  out.jobs = 1;
  return out;
}

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(directory)) {
    out.push_back(entry.path().filename().string());
  }
  return out;
}

std::vector<std::string> messages(const BuildReport& report) {
  std::vector<std::string> out;
  for (const sources::Diagnostic& diagnostic : report.diagnostics) out.push_back(diagnostic.str());
  return out;
}

class Documents : public sources::Sink {
 public:
  void document(Document document) override { all.push_back(std::move(document)); }
  void diagnostic(sources::Diagnostic) override {}
  std::vector<Document> all;
};

TEST(Build, TheIndexHoldsWhatTheAnalysisFinds) {
  const TempDirectory directory;
  write_texts(directory);
  const BuildReport report = build(options(directory));
  EXPECT_THAT(messages(report), IsEmpty());
  EXPECT_THAT(index::check(directory / "index"), IsEmpty());
  const auto generation = Generation::open(directory / "index");

  // The same again by hand, document by document.
  Documents documents;
  sources::read_path(directory / "texts", "", documents);
  ASSERT_EQ(documents.all.size(), 3U);
  KnowledgeCollector collector;
  for (std::size_t i = 0; i < documents.all.size(); ++i) collector.add(documents.all[i], i);
  const Knowledge knowledge = collector.finish({}, generation->eras());
  const Analyzer analyzer(knowledge);

  DocId docid = 0;
  std::uint64_t dates = 0;
  std::uint64_t mentions = 0;
  std::uint64_t words = 0;
  std::set<std::string> actors;
  ASSERT_EQ(generation->documents().size(), documents.all.size());
  for (std::size_t d = 0; d < documents.all.size(); ++d) {
    const Document& document = documents.all[d];
    const index::DocumentHead& stored = generation->documents()[d];
    SCOPED_TRACE(document.id);
    EXPECT_EQ(stored.id, document.id);
    EXPECT_EQ(stored.title, document.title);
    EXPECT_EQ(stored.kind, document.kind);
    EXPECT_EQ(stored.file, fs::path(document.file).filename());
    EXPECT_EQ(stored.first, docid + 1);
    if (const auto subject = knowledge.subject(document.id)) {
      ASSERT_LT(stored.subject, generation->actors().size());
      EXPECT_EQ(generation->actors()[stored.subject].id, knowledge.authority()[*subject].id);
      actors.insert(knowledge.authority()[*subject].id);
    }
    const AnalyzedDocument analyzed = analyzer.analyze(document);
    ASSERT_EQ(stored.passages, analyzed.passages.size());
    for (std::size_t i = 0; i < analyzed.passages.size(); ++i) {
      const AnalyzedPassage expected = passage_at(document, analyzed, i);
      const auto passage = generation->passage(++docid);
      ASSERT_TRUE(passage);
      EXPECT_EQ(passage->id, expected.id);
      EXPECT_EQ(passage->ordinal, i);
      EXPECT_EQ(passage->document, d);
      EXPECT_EQ(passage->text, expected.text.str());
      EXPECT_EQ(passage->headings, expected.headings);
      EXPECT_EQ(passage->context.edtf, expected.context ? expected.context->edtf : "");
      EXPECT_EQ(generation->find_passage(passage->id), docid);
      // What the runs say stands there in the file.
      const std::string file = read_whole(document.file);
      const text::MappedText mapped(passage->text, passage->runs);
      const text::Span last_word = text::words(passage->text).back().span;
      EXPECT_EQ(text::slice(file, mapped.source(last_word)), text::slice(passage->text, last_word));

      std::vector<std::string> edtf;
      std::set<std::int32_t> decades;
      for (const dates::Timex& date : expected.dates) {
        if (date.resolved()) edtf.push_back(date.edtf);
      }
      std::vector<std::string> stored_edtf;
      for (const index::StoredDate& date : passage->dates) {
        stored_edtf.push_back(date.edtf);
        const auto range = dates::decades_of(date.interval, date.kind);
        for (auto decade = range.first; decade <= range.last; ++decade) {
          decades.insert(static_cast<std::int32_t>(decade));
        }
      }
      if (!passage->context.edtf.empty()) {
        const auto range = dates::decades_of(passage->context.interval, passage->context.kind);
        for (auto decade = range.first; decade <= range.last; ++decade) {
          decades.insert(static_cast<std::int32_t>(decade));
        }
      }
      EXPECT_EQ(stored_edtf, edtf);
      const auto columns = generation->columns().decades(docid);
      EXPECT_EQ(std::set<std::int32_t>(columns.begin(), columns.end()), decades);

      std::vector<std::string> named;
      for (const actors::Mention& mention : expected.mentions) {
        named.push_back(knowledge.authority()[mention.actor].id);
        actors.insert(named.back());
      }
      std::vector<std::string> stored_named;
      for (const index::StoredMention& mention : passage->mentions) {
        stored_named.emplace_back(generation->actors()[mention.actor].id);
      }
      EXPECT_EQ(stored_named, named);
      dates += edtf.size();
      mentions += named.size();
      words += text::words(passage->text).size();
    }
  }
  EXPECT_EQ(docid, generation->manifest().passages);

  // And the report counts just that.
  EXPECT_EQ(report.generation, 1U);
  EXPECT_EQ(report.documents, 3U);
  EXPECT_EQ(report.passages, docid);
  EXPECT_EQ(report.dates, dates);
  EXPECT_EQ(report.mentions, mentions);
  EXPECT_EQ(report.words, words);
  EXPECT_EQ(report.actors, actors.size());
  EXPECT_EQ(generation->actors().size(), actors.size());
  EXPECT_EQ(report.skipped + report.empty + report.duplicates, 0U);
  EXPECT_GT(report.sentences, 4U);
  EXPECT_GT(report.index_bytes, 1000U);
  EXPECT_EQ(report.index_bytes, [&] {
    std::uint64_t bytes = 0;
    for (const auto& [name, size] : index::sizes(directory / "index")) bytes += size;
    return bytes;
  }());
}

TEST(Build, WhatWasReadIsFound) {
  const TempDirectory directory;
  write_texts(directory);
  build(options(directory));
  const auto generation = Generation::open(directory / "index");
  Xapian::Database database(generation->database_path());
  const auto documents_with = [&](const std::string& term) {
    std::set<std::string> out;
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
         ++posting) {
      out.emplace(generation->documents()[generation->columns().document(*posting)].id);
    }
    return out;
  };
  EXPECT_THAT(documents_with("XNAME:turkey"), ElementsAre("pact", "straits"));
  EXPECT_THAT(documents_with("XNAME:soviet-union"), ElementsAre("straits"));
  EXPECT_THAT(documents_with("XYEAR:1936"), ElementsAre("straits"));
  EXPECT_THAT(documents_with("XDEC:192"), ElementsAre("pact"));
  EXPECT_THAT(documents_with("XUNDATED"), Contains("letter"));
  const Xapian::Database documents(generation->document_database_path());
  EXPECT_EQ(documents.get_termfreq("XKIND:article"), 1U);
  EXPECT_THAT(documents_with("XLINK:pact"), ElementsAre("straits")) << "linked by its file's name";
  EXPECT_FALSE(database.term_exists("XLINK:gone"));
  EXPECT_FALSE(database.term_exists("XLINK:nowhere"));
  EXPECT_THAT(documents_with("Zdeleg"), ElementsAre("straits"));
  // The passage below the heading takes its year.
  EXPECT_EQ(
      generation->document(generation->find_document("straits").value()).outline.at(0).heading,
      "Talks of 1936");
  EXPECT_THAT(generation->document(generation->find_document("pact").value()).related,
              ElementsAre("straits"));
  const auto pact = generation->find_actor("pact");
  ASSERT_TRUE(pact);
  EXPECT_EQ(generation->actors()[*pact].type, actors::Type::treaty);
  EXPECT_EQ(generation->actor(*pact).record.document, "pact");
}

TEST(Build, ThreadsAndRepetitionChangeNothing) {
  const TempDirectory directory;
  write_texts(directory);
  for (int i = 0; i < 60; ++i) {
    directory.write("texts/more/" + std::to_string(i) + ".txt",
                    "Letter " + std::to_string(i) + "\n\nIn " + std::to_string(1700 + i * 3) +
                        " Frederick Nobody of Turkey wrote letter number " + std::to_string(i) +
                        " to his friend, and then another to Russia.\n");
  }
  std::map<std::string, std::string> first;
  for (const int jobs : {1, 1, 4, 3}) {
    SCOPED_TRACE(jobs);
    BuildOptions opts = options(directory);
    opts.jobs = jobs;
    build(opts);
    const std::string generation = opts.index + "/" + index::current_generation(opts.index) + "/";
    std::map<std::string, std::string> files;
    for (const auto& [name, bytes] : index::sizes(opts.index)) {
      // Xapian gives every database a random id here; the manifest holds the file's hash.
      if (name.ends_with("/iamglass") || name == "manifest.json") continue;
      files[name] = read_whole(generation + name);
    }
    if (first.empty()) first = files;
    ASSERT_GE(files.size(), 8U);
    for (const auto& [name, bytes] : files) EXPECT_EQ(bytes, first.at(name)) << name;
  }
}

TEST(Build, EachBuildIsANewGeneration) {
  const TempDirectory directory;
  write_texts(directory);
  EXPECT_EQ(build(options(directory)).generation, 1U);
  directory.write("texts/new.txt", "Something new was written about Greece in 1830.\n");
  BuildOptions opts = options(directory);
  opts.keep = 2;
  const BuildReport second = build(opts);
  EXPECT_EQ(second.generation, 2U);
  EXPECT_EQ(second.documents, 4U);
  EXPECT_EQ(Generation::open(directory / "index")->manifest().documents, 4U);
  EXPECT_THAT(names_in(directory / "index"),
              UnorderedElementsAre("CURRENT", "lock", "g000001", "g000002"));
}

TEST(Build, ADryRunReportsTheSameAndWritesNothing) {
  const TempDirectory directory;
  write_texts(directory);
  BuildOptions opts = options(directory);
  opts.dry_run = true;
  const BuildReport dry = build(opts);
  EXPECT_FALSE(fs::exists(opts.index));
  EXPECT_EQ(dry.generation, 0U);
  EXPECT_EQ(dry.index_bytes, 0U);
  opts.dry_run = false;
  const BuildReport wet = build(opts);
  EXPECT_EQ(dry.passages, wet.passages);
  EXPECT_EQ(dry.dates, wet.dates);
  EXPECT_EQ(dry.mentions, wet.mentions);
  EXPECT_EQ(dry.actors, wet.actors);
}

TEST(Build, AnEmptyDirectoryGivesAnEmptyIndex) {
  const TempDirectory directory;
  fs::create_directories(directory / "texts");
  const BuildReport report = build(options(directory));
  EXPECT_EQ(report.documents, 0U);
  EXPECT_EQ(Generation::open(directory / "index")->manifest().passages, 0U);
}

TEST(Build, EmptySourcesAreCountedTheRestIsIndexed) {
  const TempDirectory directory;
  write_texts(directory);
  directory.write("texts/empty.txt", "");
  directory.write("texts/blank.txt", "  \n\n \n");
  const BuildReport report = build(options(directory));
  EXPECT_EQ(report.empty, 2U);
  EXPECT_EQ(report.documents, 3U);
  EXPECT_EQ(report.skipped, 0U);
}

TEST(Build, AMissingSourceIsNamedTheRestIsIndexed) {
  const TempDirectory directory;
  write_texts(directory);
  BuildOptions opts = options(directory);
  opts.sources.insert(opts.sources.begin(), directory / "missing.txt");
  const BuildReport report = build(opts);
  EXPECT_EQ(report.documents, 3U);
  EXPECT_EQ(report.skipped, 1U);
  EXPECT_THAT(messages(report), ElementsAre(HasSubstr("missing.txt")));
}

// Not an empty index in place of a good one because a path was mistyped.
TEST(Build, NothingReadLeavesTheOldIndex) {
  const TempDirectory directory;
  write_texts(directory);
  build(options(directory));
  BuildOptions opts = options(directory);
  opts.sources = {directory / "missing"};
  try {
    build(opts);
    FAIL() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("missing"), HasSubstr("stays as it was")));
  }
  EXPECT_EQ(Generation::open(directory / "index")->manifest().documents, 3U);
  EXPECT_THAT(names_in(directory / "index"), UnorderedElementsAre("CURRENT", "lock", "g000001"));
}

TEST(Build, TwoDocumentsWithOneId) {
  const TempDirectory directory;
  const auto text = [](const std::string& body) {
    return "+++\nid = \"same\"\ntitle = \"T\"\n+++\n\n" + body + "\n";
  };
  directory.write("texts/a.md", text("The first text."));
  directory.write("texts/b.md", text("Another text."));
  directory.write("texts/c.md", text("The first text."));
  directory.write("texts/d.md", text("A third text."));
  const BuildReport report = build(options(directory));
  EXPECT_EQ(report.documents, 3U);
  EXPECT_EQ(report.duplicates, 1U);
  EXPECT_EQ(report.skipped, 0U);
  EXPECT_THAT(messages(report),
              ElementsAre(AllOf(HasSubstr("b.md"), HasSubstr("a.md"), HasSubstr("\"same-2\"")),
                          AllOf(HasSubstr("c.md"), HasSubstr("a.md"), HasSubstr("left out")),
                          AllOf(HasSubstr("d.md"), HasSubstr("a.md"), HasSubstr("\"same-3\""))));
  const auto generation = Generation::open(directory / "index");
  EXPECT_EQ(generation->passage(1)->text, "The first text.");
  EXPECT_EQ(generation->passage(2)->text, "Another text.");
  EXPECT_TRUE(generation->find_document("same-3"));
  EXPECT_TRUE(generation->passage(2)->id.starts_with("same-2:"));
}

TEST(Build, SideFilesAreUsed) {
  const TempDirectory directory;
  write_texts(directory);
  directory.write("texts/authority.tsv",
                  "id\tname\ttype\tnote\n"
                  "the-country\tthe Quiet Country\tplace\tfrom the file\n"
                  "pact\tAnkara pact\ttreaty\tthe user's note\n");
  directory.write("texts/eras.json",
                  R"({"eras": [{"id": "talks", "label": "Talks", "from": "1930", "to": "1939"}]})");
  directory.write("texts/corrections.tsv",
                  "document\ttext\tis\n"
                  "straits\t20 July 1936\t1936-07-21\n"
                  "straits\tno such words\tnone\n"
                  "nobody\tTurkey\tnone\n"
                  "letter\tpolitics\tnobody-at-all\n");
  const BuildReport report = build(options(directory));
  EXPECT_EQ(report.eras, 1U);
  EXPECT_THAT(messages(report),
              AllOf(Contains(AllOf(HasSubstr("corrections.tsv:3"), HasSubstr("no such words"))),
                    Contains(AllOf(HasSubstr("corrections.tsv:4"), HasSubstr("nobody"))),
                    Contains(AllOf(HasSubstr("corrections.tsv:5"), HasSubstr("nobody-at-all"))),
                    Not(Contains(HasSubstr("corrections.tsv:2")))));
  const auto generation = Generation::open(directory / "index");
  EXPECT_EQ(generation->documents().size(), 3U) << "side files are no texts";
  EXPECT_EQ(generation->actor(generation->find_actor("pact").value()).record.note,
            "the user's note");
  ASSERT_EQ(generation->eras().size(), 1U);
  Xapian::Database database(generation->database_path());
  EXPECT_TRUE(database.term_exists("XERA:talks"));
  bool corrected = false;
  for (DocId docid = 1; docid <= generation->manifest().passages; ++docid) {
    const auto passage = generation->passage(docid);
    for (const index::StoredDate& date : passage->dates) {
      EXPECT_NE(date.edtf, "1936-07-20");
      corrected |= date.edtf == "1936-07-21";
    }
  }
  EXPECT_TRUE(corrected);
}

TEST(Build, ASideFileThatIsNamedMustBeThere) {
  const TempDirectory directory;
  write_texts(directory);
  BuildOptions opts = options(directory);
  opts.side.authority = directory / "no-authority.tsv";
  try {
    build(opts);
    FAIL() << "no error";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("no-authority.tsv"));
  }
  EXPECT_FALSE(fs::exists(opts.index));
}

TEST(Build, FaultsOfSideFilesAreToldWithTheirLines) {
  const TempDirectory directory;
  write_texts(directory);
  directory.write("a.tsv", "id\tname\ttype\nx\tX\tno-such-type\ny\tY\tperson\n");
  directory.write("e.json", "{\"eras\": [");
  BuildOptions opts = options(directory);
  opts.side.authority = directory / "a.tsv";
  opts.side.eras = directory / "e.json";
  const BuildReport report = build(opts);
  EXPECT_THAT(messages(report), Contains(HasSubstr("a.tsv:2: ")));
  EXPECT_THAT(messages(report), Contains(HasSubstr("e.json")));
  EXPECT_EQ(report.documents, 3U);
}

TEST(Build, ProgressReachesTheEnd) {
  const TempDirectory directory;
  write_texts(directory);
  BuildOptions opts = options(directory);
  std::vector<Progress> seen;
  opts.progress = [&](const Progress& progress) { seen.push_back(progress); };
  const BuildReport report = build(opts);
  std::set<Progress::Stage> stages;
  for (const Progress& progress : seen) stages.insert(progress.stage);
  EXPECT_EQ(stages.size(), 4U);
  const auto last_write = std::find_if(seen.rbegin(), seen.rend(), [](const Progress& p) {
    return p.stage == Progress::Stage::write;
  });
  ASSERT_NE(last_write, seen.rend());
  EXPECT_EQ(last_write->documents, report.documents);
  EXPECT_EQ(last_write->passages, report.passages);
  EXPECT_EQ(last_write->bytes, last_write->total_bytes);
  EXPECT_EQ(last_write->total_documents, report.documents);
}

TEST(Build, ADocumentOfManyPassagesIsWrittenLikeAnyOther) {
  const TempDirectory directory;
  std::string text = "A chronicle\n\n";
  for (int i = 0; i < 30000; ++i) {
    text += "Entry number " + std::to_string(i) + " of the endless chronicle says very little. ";
  }
  directory.write("texts/chronicle.txt", text);
  const BuildReport report = build(options(directory));
  EXPECT_GT(report.passages, 2000U);
  EXPECT_EQ(report.documents, 1U);
  EXPECT_THAT(index::check(directory / "index"), IsEmpty());
}

// Passages that begin or end inside a run of letters have the words that they have alone.
TEST(Build, ATextWithoutBlanksIsIndexedByItsPassages) {
  const TempDirectory directory;
  std::string text = "History\n\n";
  for (int i = 0; i < 900; ++i) text += i % 7 == 0 ? "東京都民の歴史" : "日本人は";
  text += "\n\nThe Porte’s end. 対NATO O’Brien";
  for (int i = 0; i < 2000; ++i) text += "x’y" + std::to_string(i);
  directory.write("texts/history.txt", text + " ended.\n");
  const BuildReport report = build(options(directory));
  EXPECT_GT(report.passages, 5U);
  EXPECT_THAT(index::check(directory / "index"), IsEmpty());
}

// Kills builds at random moments: whatever the moment, the index is whole, old or new.
TEST(Build, AKilledBuildHarmsNothing) {
  const TempDirectory directory;
  write_texts(directory);
  for (int i = 0; i < 40; ++i) {
    directory.write("texts/more/" + std::to_string(i) + ".txt",
                    "In 1853 the fleet lay before Sinop, and letter " + std::to_string(i) +
                        " tells of it. Russia and Turkey were at war.\n");
  }
  const BuildOptions opts = options(directory);
  const BuildReport first = build(opts);
  const auto whole = std::chrono::duration<double>(first.seconds);

  std::mt19937 random(11);
  std::uniform_real_distribution<double> moment(0, 1.2);
  std::uint64_t last = first.generation;
  int killed = 0;
  for (int round = 0; round < 12; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      try {
        build(opts);
      } catch (...) {
        ::_exit(1);
      }
      ::_exit(0);
    }
    std::this_thread::sleep_for(whole * moment(random));
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    killed += WIFSIGNALED(status) ? 1 : 0;
    ASSERT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) != 0);

    ASSERT_THAT(index::check(opts.index), IsEmpty());
    const auto generation = Generation::open(opts.index);
    EXPECT_EQ(generation->manifest().documents, first.documents);
    EXPECT_GE(generation->manifest().generation, last);
    last = generation->manifest().generation;
  }
  EXPECT_GT(killed, 0);
  const BuildReport after = build(opts);
  EXPECT_GT(after.generation, last);
  EXPECT_THAT(names_in(opts.index),
              UnorderedElementsAre("CURRENT", "lock", index::current_generation(opts.index)));
}

}  // namespace
}  // namespace fasti::indexer
