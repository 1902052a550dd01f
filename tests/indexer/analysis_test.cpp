#include "indexer/analysis.h"

#include <gmock/gmock.h>

namespace fasti::indexer {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

Section section(std::vector<std::string> path, const std::string& text, std::size_t place) {
  Section out;
  out.level = static_cast<int>(path.size());
  if (!path.empty()) out.heading = text::MappedText(path.back(), place);
  out.path = std::move(path);
  if (!text.empty()) out.text = text::MappedText(text, place + 100);
  return out;
}

// A document, the knowledge of a corpus that is it alone, and its passages.
struct Corpus {
  explicit Corpus(Document given, std::vector<Correction> rows = {})
      : document(std::move(given)),
        knowledge([&] {
          KnowledgeCollector collector;
          collector.add(document, 0);
          return collector.finish({}, {});
        }()),
        corrections(std::move(rows)),
        analyzed(Analyzer(knowledge, corrections).analyze(document)) {
    for (std::size_t i = 0; i < analyzed.passages.size(); ++i) {
      passages.push_back(passage_at(document, analyzed, i));
    }
  }

  std::vector<std::string> edtf(std::size_t passage) const {
    std::vector<std::string> out;
    for (const dates::Timex& date : passages.at(passage).dates) out.push_back(date.edtf);
    return out;
  }
  std::vector<std::string> actors(std::size_t passage) const {
    std::vector<std::string> out;
    for (const actors::Mention& mention : passages.at(passage).mentions) {
      out.push_back(knowledge.authority()[mention.actor].id);
    }
    return out;
  }
  std::string context(std::size_t passage) const {
    const auto& context = passages.at(passage).context;
    return context ? context->edtf : "";
  }

  Document document;
  Knowledge knowledge;
  std::vector<Correction> corrections;
  AnalyzedDocument analyzed;
  std::vector<AnalyzedPassage> passages;
};

Document sample() {
  Document document;
  document.id = "d";
  document.title = "D";
  document.date = "1930";
  document.sections = {
      section({}, "Nothing is dated here.", 0),
      section({"Events of 1931"}, "It was done and Turkey knew.", 1000),
      section({"Events of 1931", "Details"}, "All undated too.\n\nOn 16 March 1931 they signed.",
              2000),
      section({"Aftermath"}, "In October 1932 it ended.", 3000),
  };
  return document;
}

TEST(Analysis, WhomATitleNamesTheTextMeansByTheSurname) {
  Document document;
  document.id = "d";
  document.sections = {section({}, "It is said that Birk had left.", 0)};
  EXPECT_THAT(Corpus(document).actors(0), IsEmpty());
  document.named_above = {{"Johanna Birk", actors::Type::person, "#b"}};
  EXPECT_THAT(Corpus(document).actors(0), ElementsAre("b"));
}

TEST(Analysis, ALinksAnchorNamesWhatItsTargetDefines) {
  const auto person = [](const std::string& id, const std::string& name) {
    Document document;
    document.id = id;
    document.title = name;
    document.subject.id = id;
    document.subject.name = name;
    document.subject.type = actors::Type::person;
    document.sections = {section({}, "Little is known.", 0)};
    return document;
  };
  Document article;
  article.id = "article";
  article.sections = {
      section({}, "Here Arabella's men won. The queen and the Duke met Arabella.", 0)};
  // "Arabella's", "queen", "Duke"
  article.sections[0].links = {
      {{5, 15}, "arabella-ii"}, {{29, 34}, "arabella-ii"}, {{43, 47}, "arabella-ii"}};
  KnowledgeCollector collector;
  collector.add(person("arabella-ii", "Arabella II of Nordheim"), 0);
  collector.add(person("arabella-i", "Arabella I of Nordheim"), 1);
  collector.add(article, 2);
  const Knowledge knowledge = collector.finish({}, {});
  const AnalyzedDocument analyzed = Analyzer(knowledge).analyze(article);
  const std::vector<actors::Mention>& mentions = analyzed.units.at(0).mentions;
  ASSERT_EQ(mentions.size(), 2U);
  for (const actors::Mention& mention : mentions) {
    EXPECT_EQ(knowledge.authority()[mention.actor].id, "arabella-ii");
  }
  EXPECT_EQ(mentions[0].rule, "link");
  EXPECT_EQ(mentions[0].span, (text::Span{5, 13}));
}

TEST(Analysis, SpansCountFromThePassage) {
  // Long enough for several passages in one section.
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += "This is a sentence of some length that says nothing at all of any weight. ";
  }
  text += "On 16 March 1931 Turkey signed.";
  Document document;
  document.id = "d";
  document.sections = {section({}, text, 0)};
  const Corpus corpus(document);
  ASSERT_GT(corpus.passages.size(), 2U);
  const AnalyzedPassage& last = corpus.passages.back();
  ASSERT_EQ(last.dates.size(), 1U);
  EXPECT_EQ(text::slice(last.text.str(), last.dates[0].span), "16 March 1931");
  EXPECT_EQ(last.dates[0].edtf, "1931-03-16");
  ASSERT_EQ(last.mentions.size(), 1U);
  EXPECT_EQ(text::slice(last.text.str(), last.mentions[0].span), "Turkey");
  // The place in the source: the body begins at byte 100 of it.
  EXPECT_EQ(last.text.source(last.mentions[0].span).begin, 100 + text.find("Turkey"));
  EXPECT_THAT(corpus.edtf(0), IsEmpty());
}

TEST(Analysis, AnUndatedPassageTakesTheNearestHeadingsDateOrTheDocuments) {
  const Corpus corpus(sample());
  ASSERT_EQ(corpus.passages.size(), 4U);
  EXPECT_EQ(corpus.context(0), "1930");
  EXPECT_EQ(corpus.passages[0].context->resolved_from, "document");
  EXPECT_EQ(corpus.context(1), "1931");
  EXPECT_EQ(corpus.passages[1].context->resolved_from, "heading");
  EXPECT_THAT(corpus.edtf(2), ElementsAre("1931-03-16"));
  EXPECT_EQ(corpus.context(2), "") << "it has a date of its own";
  EXPECT_EQ(corpus.context(3), "");
}

TEST(Analysis, AHeadingAboveServesWhereTheNearestHasNoDate) {
  Document document = sample();
  document.sections[2].text = text::MappedText("All undated too.", 2100);
  document.sections[3].text = text::MappedText("Undated as well.", 3100);
  const Corpus corpus(document);
  EXPECT_EQ(corpus.context(2), "1931");
  EXPECT_EQ(corpus.context(3), "1930") << "the heading before it is not above it";
  document.date = "";
  EXPECT_EQ(Corpus(document).context(3), "");
}

TEST(Analysis, TheDocumentsDateCoversWhatItsFormSays) {
  struct Case {
    std::string edtf;
    dates::Kind kind;
    dates::Grain grain;
  };
  for (const Case& c : {Case{"1921-03-16", dates::Kind::point, dates::Grain::day},
                        Case{"1921-03", dates::Kind::point, dates::Grain::month},
                        Case{"1921", dates::Kind::point, dates::Grain::year},
                        Case{"1921~", dates::Kind::vague, dates::Grain::year},
                        Case{"192X", dates::Kind::vague, dates::Grain::decade},
                        Case{"18XX", dates::Kind::vague, dates::Grain::century},
                        Case{"1853/1856", dates::Kind::span, dates::Grain::event}}) {
    SCOPED_TRACE(c.edtf);
    Document document = sample();
    document.date = c.edtf;
    const Corpus corpus(document);
    ASSERT_TRUE(corpus.passages[0].context);
    EXPECT_EQ(corpus.passages[0].context->edtf, c.edtf);
    EXPECT_EQ(corpus.passages[0].context->kind, c.kind);
    EXPECT_EQ(corpus.passages[0].context->grain, c.grain);
  }
}

TEST(Analysis, TheOnlyDateOfTheSubjectServesWhereTheDocumentHasNone) {
  Document document = sample();
  document.subject_date = "1774-07-21";
  EXPECT_EQ(Corpus(document).context(0), "1930") << "its own date goes before";
  document.date = "";
  const Corpus corpus(document);
  EXPECT_EQ(corpus.context(0), "1774-07-21");
  EXPECT_EQ(corpus.passages[0].context->resolved_from, "document");
  EXPECT_EQ(corpus.context(1), "1931") << "a heading is nearer";
  document.subject_date = "1991/..";
  EXPECT_EQ(Corpus(document).context(0), "") << "it goes on";
  document.subject_date = "1870/1924";
  EXPECT_EQ(Corpus(document).passages[0].context->role, dates::Role::narrative);
  document.subject.type = actors::Type::person;
  EXPECT_EQ(Corpus(document).passages[0].context->role, dates::Role::life);
}

TEST(Analysis, LinksAndMarksComeWithTheirPassage) {
  Document document = sample();
  Section& body = document.sections[1];
  const std::size_t turkey = body.text.str().find("Turkey");
  body.links = {{{turkey, turkey + 6}, "turkey"}};
  body.marks = {{{0, 2}, actors::Type::other, "thing"}};
  const Corpus corpus(document);
  ASSERT_EQ(corpus.passages[1].links.size(), 1U);
  EXPECT_EQ(corpus.passages[1].links[0].target, "turkey");
  EXPECT_EQ(corpus.passages[1].links[0].span, (text::Span{turkey, turkey + 6}));
  EXPECT_THAT(corpus.passages[0].links, IsEmpty());
  EXPECT_THAT(corpus.actors(1), ElementsAre("thing", "turkey"));
  EXPECT_EQ(corpus.passages[1].mentions[0].rule, "marked");
}

TEST(Analysis, CorrectionsWin) {
  const auto row = [](const std::string& quoted, const std::string& date,
                      const std::string& actor) {
    Correction out;
    out.document = "d";
    out.quoted = quoted;
    out.date = date;
    out.actor = actor;
    return out;
  };
  Correction elsewhere = row("16 March 1931", "1900", "");
  elsewhere.document = "another";
  const Corpus corpus(sample(),
                      {row("16 March 1931", "1931-03-18", ""), row("Turkey", "", "russia"),
                       row("October 1932", "", ""), row("does not stand here", "", ""), elsewhere});
  EXPECT_THAT(corpus.edtf(2), ElementsAre("1931-03-18"));
  EXPECT_EQ(corpus.passages[2].dates[0].rule, "correction");
  EXPECT_EQ(text::slice(corpus.passages[2].text.str(), corpus.passages[2].dates[0].span),
            "16 March 1931");
  EXPECT_THAT(corpus.actors(1), ElementsAre("russia"));
  EXPECT_THAT(corpus.edtf(3), IsEmpty());
  EXPECT_EQ(corpus.context(3), "1930") << "undated now";
  EXPECT_THAT(corpus.analyzed.corrections, ElementsAre(0U, 1U, 2U));
}

TEST(Analysis, ADocumentWithoutTextHasNoPassages) {
  Document document;
  document.id = "d";
  EXPECT_THAT(Corpus(document).passages, IsEmpty());
  document.sections = {section({"Only a heading of 1931"}, "", 0)};
  const Corpus corpus(document);
  EXPECT_THAT(corpus.passages, IsEmpty());
  EXPECT_EQ(corpus.analyzed.body(0), nullptr);
}

}  // namespace
}  // namespace fasti::indexer
