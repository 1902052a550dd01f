#include "core/index/records.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "core/index/binary.h"
#include "core/index/error.h"

namespace fasti::index {
namespace {

StoredPassage sample_passage() {
  StoredPassage passage;
  passage.id = "treaty-of-kars:0123abcd-2";
  passage.document = 300;
  passage.ordinal = 7;
  passage.headings = {"History", "", "Küçük"};
  passage.text = "Signed on 13 October 1921 in Kars; see Moscow.";
  passage.runs = {{0, 1000, 7, true}, {7, 1009, 0, false}, {10, 990, 36, true}};
  StoredDate date;
  date.span = {10, 25};
  date.edtf = "1921-10-13";
  date.interval = {-17612, -17612};
  date.grain = dates::Grain::month;
  date.kind = dates::Kind::vague;
  date.role = dates::Role::caption;
  date.calendar = dates::Calendar::republican;
  date.approximate = true;
  date.rule = "full-date";
  date.resolved_from = "explicit";
  passage.dates = {date, date};
  passage.dates[1].span = {0, 6};
  passage.dates[1].interval = {std::nullopt, 5};
  passage.context = date;
  passage.context.interval = {-5000000, std::nullopt};
  passage.mentions = {{{29, 33}, 4000000000U, actors::Evidence::adjective, "alias"},
                      {{39, 45}, 0, actors::Evidence::name, ""}};
  passage.links = {{{39, 45}, "moscow"}};
  return passage;
}

StoredDocument sample_document() {
  StoredDocument document;
  document.id = "a/b c";
  document.title = "Title – with dash";
  document.kind = "article";
  document.date = "1921";
  document.url = "https://example.org/";
  document.lang = "en";
  document.file = "a.md";
  document.subject = 12;
  document.first = 5;
  document.passages = 70000;
  document.outline = {{1, "First", 5}, {3, "", 0}};
  document.related = {"x", "y"};
  document.metadata = {{"k", "v"}, {"", ""}};
  return document;
}

actors::Actor sample_actor() {
  actors::Actor actor;
  actor.id = "ottoman-empire";
  actor.name = "Ottoman Empire";
  actor.type = actors::Type::state;
  actor.aliases = {"Turkish Empire", "Osmanlı"};
  actor.ambiguous_aliases = {"the Empire"};
  actor.adjectives = {"Ottoman"};
  actor.metonyms = {"Sublime Porte"};
  actor.capitals = {"Constantinople"};
  actor.collected = true;
  actor.parent = "p";
  actor.successor_of = {"rum"};
  actor.from = "1299";
  actor.to = "1922";
  actor.wikidata = "Q12560";
  actor.viaf = "v";
  actor.cerl = "c";
  actor.note = "n";
  actor.document = "d";
  return actor;
}

// Decoding and encoding again shows every field without comparing each by hand.
TEST(Records, ComeBackAsTheyWere) {
  const std::string passage = encode(sample_passage());
  const StoredPassage read = decode_passage(passage);
  EXPECT_EQ(encode(read), passage);
  EXPECT_EQ(read.id, "treaty-of-kars:0123abcd-2");
  EXPECT_EQ(read.document, 300U);
  EXPECT_EQ(read.headings, sample_passage().headings);
  EXPECT_EQ(read.runs, sample_passage().runs);
  ASSERT_EQ(read.dates.size(), 2U);
  EXPECT_EQ(read.dates[0].span, (text::Span{10, 25}));
  EXPECT_EQ(read.dates[0].calendar, dates::Calendar::republican);
  EXPECT_EQ(read.dates[1].interval, (dates::Interval{std::nullopt, 5}));
  EXPECT_EQ(read.context.interval, (dates::Interval{-5000000, std::nullopt}));
  ASSERT_EQ(read.mentions.size(), 2U);
  EXPECT_EQ(read.mentions[0].actor, 4000000000U);
  EXPECT_EQ(read.mentions[1].span, (text::Span{39, 45}));
  EXPECT_EQ(read.links.at(0).document, "moscow");

  const std::string document = encode(sample_document());
  const StoredDocument read_back = decode_document(document);
  EXPECT_EQ(encode(read_back), document);
  EXPECT_EQ(read_back.file, "a.md");
  EXPECT_EQ(read_back.passages, 70000U);
  EXPECT_EQ(read_back.outline.at(1).level, 3);
  EXPECT_EQ(read_back.metadata, sample_document().metadata);

  const std::string actor = encode(sample_actor());
  EXPECT_EQ(encode(decode_actor(actor)), actor);
  EXPECT_EQ(decode_actor(actor).cerl, "c");
  EXPECT_EQ(decode_actor(actor).capitals, sample_actor().capitals);
  EXPECT_TRUE(decode_actor(actor).collected);

  const std::string stored = encode(
      StoredActor{sample_actor(), {{"Osmanlı", actors::Evidence::name, 70000, 3}, {"", {}, 0, 0}}});
  const StoredActor read_actor = decode_stored_actor(stored);
  EXPECT_EQ(encode(read_actor), stored);
  EXPECT_EQ(read_actor.record.cerl, "c");
  EXPECT_EQ(read_actor.forms.at(0), (NameForm{"Osmanlı", actors::Evidence::name, 70000, 3}));

  dates::Era era{"e", "Era", "1299", "..", "p", "d", {10, std::nullopt}};
  EXPECT_EQ(encode(decode_era(encode(era))), encode(era));
  EXPECT_EQ(decode_era(encode(era)).interval, era.interval);
}

TEST(Records, EmptyRecordsComeBack) {
  EXPECT_EQ(encode(decode_passage(encode(StoredPassage{}))), encode(StoredPassage{}));
  EXPECT_EQ(encode(decode_document(encode(StoredDocument{}))), encode(StoredDocument{}));
  EXPECT_EQ(decode_document(encode(StoredDocument{})).subject, StoredDocument::kNoActor);
}

TEST(Records, NumbersOfAllSizesComeBack) {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{-64}, std::int64_t{64},
        std::int64_t{1} << 40, INT64_MAX, INT64_MIN}) {
    SCOPED_TRACE(number);
    Encoder out;
    out.signed_number(number);
    out.number(static_cast<std::uint64_t>(number));
    const std::string bytes = out.take();
    Decoder in(bytes);
    EXPECT_EQ(in.signed_number(), number);
    EXPECT_EQ(in.number(), static_cast<std::uint64_t>(number));
    EXPECT_TRUE(in.at_end());
  }
}

TEST(Records, EveryTruncationIsRefused) {
  const std::string passage = encode(sample_passage());
  for (std::size_t size = 0; size < passage.size(); ++size) {
    SCOPED_TRACE(size);
    EXPECT_THROW(decode_passage(passage.substr(0, size)), IndexError);
  }
  const std::string document = encode(sample_document());
  for (std::size_t size = 0; size < document.size(); ++size) {
    SCOPED_TRACE(size);
    EXPECT_THROW(decode_document(document.substr(0, size)), IndexError);
  }
  const std::string actor = encode(StoredActor{sample_actor(), {{"a", {}, 1, 1}}});
  for (std::size_t size = 0; size < actor.size(); ++size) {
    SCOPED_TRACE(size);
    EXPECT_THROW(decode_stored_actor(actor.substr(0, size)), IndexError);
  }
  EXPECT_THROW(decode_passage(passage + '\0'), IndexError);
  EXPECT_THROW(decode_document(document + "x"), IndexError);
}

// Whatever the bytes are: an IndexError or a record whose spans and runs lie inside its text.
TEST(Records, HostileBytesNeverEscape) {
  std::mt19937 random(7);
  const std::string good = encode(sample_passage());
  int accepted = 0;
  for (int round = 0; round < 200000; ++round) {
    std::string bytes = good;
    for (auto flips = 1 + random() % 3; flips > 0; --flips) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    try {
      const StoredPassage passage = decode_passage(bytes);
      ++accepted;
      for (const auto& date : passage.dates) {
        ASSERT_LE(date.span.begin, date.span.end);
        ASSERT_LE(date.span.end, passage.text.size());
      }
      for (const auto& mention : passage.mentions) {
        ASSERT_LE(mention.span.end, passage.text.size());
      }
      // MappedText's own invariants must hold for what the API makes of the runs.
      if (!passage.runs.empty()) {
        const text::MappedText mapped(passage.text, passage.runs);
        mapped.source({0, passage.text.size()});
        ASSERT_EQ(mapped.slice({0, passage.text.size()}).str(), passage.text);
      }
    } catch (const IndexError&) {
    }
  }
  EXPECT_GT(accepted, 0);
}

TEST(Records, AListCannotClaimMoreThanThereIs) {
  Encoder out;
  out.bytes("id");
  out.number(0);
  out.number(0);
  out.number(std::uint64_t{1} << 60);  // headings
  EXPECT_THROW(decode_passage(out.take()), IndexError);
}

}  // namespace
}  // namespace fasti::index
