#include "indexer/knowledge.h"

#include <gmock/gmock.h>

#include "core/dates/edtf.h"

namespace fasti::indexer {
namespace {

using actors::Actor;
using actors::Type;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Document document(const std::string& id, const std::string& title, const std::string& text) {
  Document out;
  out.id = id;
  out.title = title;
  out.file = id + ".txt";
  Section section;
  section.text = text::MappedText(text, 0);
  out.sections = {section};
  return out;
}

Actor record(const std::string& id, const std::string& name, Type type,
             std::vector<std::string> aliases = {}) {
  Actor out;
  out.id = id;
  out.name = name;
  out.type = type;
  out.aliases = std::move(aliases);
  return out;
}

Document about(const std::string& id, const Actor& subject) {
  Document out = document(id, subject.name, "Nothing is said here.");
  out.subject = subject;
  return out;
}

const Actor& actor(const Knowledge& knowledge, std::string_view id) {
  return knowledge.authority()[knowledge.authority().find(id).value()];
}

TEST(Units, AreHeadingsAndBodiesInOrder) {
  Document doc = document("d", "D", "Lead.");
  Section empty;
  empty.path = {"One"};
  empty.level = 1;
  empty.heading = text::MappedText("One", 10);
  Section body;
  body.path = {"One", "Two"};
  body.level = 2;
  body.heading = text::MappedText("Two", 20);
  body.text = text::MappedText("Body.", 30);
  body.reference = true;
  doc.sections.push_back(empty);
  doc.sections.push_back(body);
  const DocumentUnits units = units_of(doc, {});
  std::vector<std::string> texts;
  for (const dates::TextUnit& unit : units.texts) texts.emplace_back(unit.text);
  EXPECT_THAT(texts, ElementsAre("Lead.", "One", "Two", "Body."));
  EXPECT_TRUE(units.texts[2].heading);
  EXPECT_EQ(units.texts[2].level, 2);
  EXPECT_FALSE(units.texts[3].heading);
  EXPECT_TRUE(units.texts[3].reference);
  EXPECT_EQ(units.places[3].section, 2U);
}

TEST(Knowledge, LaterLayersLieOverEarlierOnes) {
  KnowledgeCollector collector;
  Actor stated = record("turkey", "Turkey", Type::state, {"Land of the Document"});
  stated.note = "from the document";
  collector.add(about("turkey", stated), 0);
  Actor user = record("turkey", "Turkey", Type::state, {"Land of the User"});
  user.note = "from the user";
  const Knowledge knowledge = collector.finish(std::vector{user}, {});
  const Actor& turkey = actor(knowledge, "turkey");
  EXPECT_EQ(turkey.note, "from the user");
  EXPECT_THAT(turkey.aliases, Contains("Land of the Document"));
  EXPECT_THAT(turkey.aliases, Contains("Land of the User"));
  EXPECT_THAT(turkey.adjectives, Contains("Turkish")) << "from the table of states";
  EXPECT_EQ(turkey.document, "turkey");
  EXPECT_EQ(knowledge.subject("turkey"), knowledge.authority().find("turkey"));
  EXPECT_EQ(knowledge.subject("russia"), std::nullopt);
}

// Documents are named by their sources; what they define is one actor all the same.
TEST(Knowledge, DocumentsOfOneNameDefineOneActor) {
  KnowledgeCollector collector;
  collector.add(about("page-17", record("page-17", "Treaty of Somewhere", Type::treaty)), 0);
  collector.add(
      about("treaty-of-somewhere", record("", "Treaty of Somewhere", Type::treaty, {"The Pact"})),
      1);
  collector.add(about("page-18", record("", "Treaty of Somewhere", Type::place)), 2);
  const Knowledge knowledge = collector.finish({}, {});
  EXPECT_EQ(knowledge.subject("page-17"), knowledge.authority().find("treaty-of-somewhere"));
  EXPECT_EQ(knowledge.subject("treaty-of-somewhere"), knowledge.subject("page-17"));
  EXPECT_EQ(knowledge.authority().find("page-17"), std::nullopt);
  EXPECT_EQ(actor(knowledge, "treaty-of-somewhere").document, "page-17") << "the first one";
  EXPECT_NE(knowledge.subject("page-18"), knowledge.subject("page-17")) << "of another type";
}

TEST(Knowledge, TheUsersNamesTellWhatADocumentDefines) {
  KnowledgeCollector collector;
  collector.add(about("gazette", record("", "The Old Gazette", Type::organisation)), 0);
  const Knowledge knowledge = collector.finish(
      std::vector{record("og", "Old Gazette", Type::organisation, {"The Old Gazette"})}, {});
  EXPECT_EQ(knowledge.subject("gazette"), knowledge.authority().find("og"));
  EXPECT_EQ(knowledge.authority().find("gazette"), std::nullopt);
}

// "turkey" is the id of our own table; the user's wins, and nothing refers to the old one.
TEST(Knowledge, TheUsersIdsReplaceThoseOfOurTable) {
  KnowledgeCollector collector;
  const Knowledge knowledge =
      collector.finish(std::vector{record("tr", "Turkey", Type::state)}, {});
  EXPECT_EQ(knowledge.authority().find("turkey"), std::nullopt);
  EXPECT_THAT(actor(knowledge, "tr").adjectives, Contains("Turkish"));
  for (const Actor& other : knowledge.authority().actors()) {
    EXPECT_NE(other.parent, "turkey") << other.id;
    EXPECT_THAT(other.successor_of, testing::Not(Contains("turkey"))) << other.id;
  }
  KnowledgeCollector aliased;
  const Knowledge by_alias =
      aliased.finish(std::vector{record("asia-minor", "Asia Minor", Type::state, {"Turkey"})}, {});
  EXPECT_TRUE(by_alias.authority().find("turkey")) << "it has names that the user's has not";
  // Our table has both cities; the user knows them as one.
  KnowledgeCollector renamed;
  const Knowledge by_name =
      renamed.finish(std::vector{record("ankara", "Ankara", Type::place, {"Angora"})}, {});
  EXPECT_EQ(by_name.authority().find("angora"), std::nullopt);
  EXPECT_TRUE(by_name.authority().find("ankara"));
  KnowledgeCollector again;
  const Knowledge by_type = again.finish(std::vector{record("bird", "Turkey", Type::other)}, {});
  EXPECT_TRUE(by_type.authority().find("turkey")) << "a thing of another type is another thing";
}

TEST(Knowledge, WarsEventsTreatiesAndErasAreEvents) {
  KnowledgeCollector collector;
  Actor war = record("long-war", "Long War", Type::war, {"War of the Tests"});
  war.from = "1701";
  war.to = "1714";
  Actor treaty = record("peace", "Peace of Tests", Type::treaty);
  treaty.from = treaty.to = "1714-03-07";
  Actor person = record("somebody", "Somebody", Type::person);
  person.from = "1670";
  dates::Era era;
  era.id = "age";
  era.label = "Age of Tests";
  era.from = "1700";
  era.to = "1799";
  const Knowledge knowledge = collector.finish(std::vector{war, treaty, person}, std::vector{era});
  std::vector<std::string> events;
  for (const dates::NamedEvent& event : knowledge.events()) {
    events.push_back(event.name + " " + event.edtf + " " + event.source);
    EXPECT_TRUE(dates::edtf_bounds(event.edtf)) << event.name << " " << event.edtf;
  }
  EXPECT_THAT(events, Contains("Long War 1701/1714 long-war"));
  EXPECT_THAT(events, Contains("War of the Tests 1701/1714 long-war"));
  EXPECT_THAT(events, Contains("Peace of Tests 1714-03-07 peace"));
  EXPECT_THAT(events, Contains("Age of Tests 1700/1799 eras.json"));
  EXPECT_THAT(events, testing::Not(Contains(testing::HasSubstr("Somebody"))));
}

TEST(Knowledge, AFirstSentenceDefinesASourceDocument) {
  KnowledgeCollector collector;
  collector.add(document("treaty-of-quarrel", "Treaty of Quarrel",
                         "The Treaty of Quarrel was a peace treaty between two towns. It failed."),
                0);
  Document article = document("treaty-of-strife", "Treaty of Strife",
                              "The Treaty of Strife was a peace treaty between two towns.");
  article.kind = "article";
  collector.add(article, 1);
  const Knowledge knowledge = collector.finish({}, {});
  ASSERT_TRUE(knowledge.subject("treaty-of-quarrel"));
  const Actor& treaty = knowledge.authority()[*knowledge.subject("treaty-of-quarrel")];
  EXPECT_EQ(treaty.type, Type::treaty);
  EXPECT_EQ(treaty.document, "treaty-of-quarrel");
  EXPECT_EQ(knowledge.subject("treaty-of-strife"), std::nullopt) << "an article is no definition";
}

TEST(Knowledge, EditorsMarksNameActors) {
  Document doc = document("letter", "Letter", "J. Doe and Mr Doe met Mary Major in Turkey.");
  const auto mark = [&](const std::string& text, Type type, const std::string& ref) {
    const std::size_t begin = doc.sections[0].text.str().find(text);
    doc.sections[0].marks.push_back({{begin, begin + text.size()}, type, ref});
    return doc.sections[0].marks.back();
  };
  const EditorMark first = mark("J. Doe", Type::person, "#doe1");
  const EditorMark second = mark("Mr Doe", Type::person, "#doe1");
  const EditorMark third = mark("Mary Major", Type::person, "");
  const EditorMark fourth = mark("Turkey", Type::state, "");
  KnowledgeCollector collector;
  collector.add(doc, 0);
  const Knowledge knowledge = collector.finish({}, {});
  EXPECT_EQ(knowledge.marked(first, "J. Doe"), knowledge.authority().find("doe1"));
  EXPECT_EQ(knowledge.marked(second, "Mr Doe"), knowledge.marked(first, "J. Doe"));
  EXPECT_EQ(knowledge.marked(third, "Mary Major"), knowledge.authority().find("mary-major"));
  EXPECT_EQ(actor(knowledge, "mary-major").type, Type::person);
  EXPECT_EQ(knowledge.marked(fourth, "Turkey"), knowledge.authority().find("turkey"));
  EXPECT_EQ(knowledge.marked({{0, 1}, Type::person, ""}, "Nobody"), std::nullopt);
}

Document listing(const std::string& id, std::vector<Actor> records) {
  Document out = document(id, id, "");
  out.sections.clear();
  out.records = std::move(records);
  return out;
}

TEST(Knowledge, RecordsOfListsAreTheActorsThatMarksName) {
  Actor ada = record("one#a", "Ada Mary Quill", Type::person);
  ada.from = "1640";
  Actor namesake = record("three#x", "Ada Mary Quill", Type::person);
  namesake.from = "1702";
  KnowledgeCollector collector;
  collector.add(listing("one", {ada, record("one#b", "Ada Mary Quill", Type::person),
                                record("one#t", "Turkey", Type::place)}),
                0);
  collector.add(listing("two", {record("two#q", "Ada Mary Quill", Type::person),
                                record("two#b", "Birk", Type::person)}),
                1);
  collector.add(listing("three", {namesake}), 2);
  const Actor known = record("ada-quill", "Ada Quill", Type::person);
  const Knowledge knowledge = collector.finish(std::span(&known, 1), {});
  const auto id = [&](std::string_view ref) {
    const auto found = knowledge.marked({{}, Type::person, std::string(ref)}, "she");
    return found ? knowledge.authority()[*found].id : "";
  };
  EXPECT_EQ(id("one#a"), "ada-quill");           // known by its first and last word
  EXPECT_EQ(id("one#b"), "ada-mary-quill");      // another one of the same list
  EXPECT_EQ(id("two#q"), "ada-quill");           // of two of that name, the one known
  EXPECT_EQ(id("three#x"), "ada-mary-quill-x");  // another life
  EXPECT_EQ(id("one#t"), "turkey");              // a state is a place
  EXPECT_EQ(actor(knowledge, "turkey").type, Type::state);
  EXPECT_EQ(id("one#nobody"), "");
}

TEST(Knowledge, MarksFindTheirActors) {
  Document doc = document("d", "D", "Birk met the old man, Paris and Elm.");
  const auto mark = [&](const std::string& text, Type type, const std::string& ref) {
    const std::size_t begin = doc.sections[0].text.str().find(text);
    doc.sections[0].marks.push_back({{begin, begin + text.size()}, type, ref});
    return doc.sections[0].marks.back();
  };
  // As "d#b" the mark points into its own file, which does not have it; one other has.
  const EditorMark birk = mark("Birk", Type::person, "d#b");
  const EditorMark man = mark("the old man", Type::person, "https://viaf.org/viaf/77/");
  const EditorMark elm = mark("Elm", Type::place, "https://example.org/places/elm");
  const EditorMark city = mark("Paris", Type::place, "");
  KnowledgeCollector collector;
  collector.add(doc, 0);
  collector.add(listing("list", {record("list#b", "Johanna Birk", Type::person)}), 1);
  Actor user = record("quill", "Ada Quill", Type::person);
  user.viaf = "77";
  const Knowledge knowledge = collector.finish(std::span(&user, 1), {});
  const auto id = [&](const EditorMark& marked, std::string_view text) {
    return knowledge.authority()[knowledge.marked(marked, text).value()].id;
  };
  EXPECT_EQ(id(birk, "Birk"), "johanna-birk");
  EXPECT_EQ(id(man, "the old man"), "quill");
  EXPECT_EQ(id(elm, "Elm"), "elm");
  EXPECT_EQ(id(city, "Paris"), "paris");
  EXPECT_EQ(actor(knowledge, "paris").type, Type::place);
}

TEST(Knowledge, ASpeakersNameEndsBeforeItsStop) {
  Document doc = document("d", "D", "Ada Quill. John Birk: John Elm, Jr.");
  doc.sections[0].marks = {{{0, 10}, Type::person, "#a"},
                           {{11, 21}, Type::person, "#b"},
                           {{22, 35}, Type::person, "#c"}};
  KnowledgeCollector collector;
  collector.add(doc, 0);
  const Knowledge knowledge = collector.finish({}, {});
  const std::string_view names[] = {"Ada Quill", "John Birk", "John Elm, Jr."};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto found = knowledge.marked(doc.sections[0].marks[i], "");
    ASSERT_TRUE(found) << names[i];
    EXPECT_EQ(knowledge.authority()[*found].name, names[i]);
  }
}

// Who is named above the text is who the text means by his surname.
TEST(Knowledge, KnowsWhomTitlesName) {
  Document doc = document("d", "D", "Then Birk left.");
  doc.named_above = {{"Johanna Birk", Type::person, "#b"}};
  KnowledgeCollector collector;
  collector.add(doc, 0);
  const Knowledge knowledge = collector.finish({}, {});
  const auto found = knowledge.marked({{}, Type::person, "#b"}, "Johanna Birk");
  ASSERT_TRUE(found);
  EXPECT_EQ(knowledge.authority()[*found].name, "Johanna Birk");
}

// They are no one, rather than all one.
TEST(Knowledge, MarksWithoutANameFindNobody) {
  Document doc = document("d", "D", "the old man met Tull.");
  doc.sections[0].marks = {{{0, 11}, Type::person, ""}, {{16, 20}, Type::person, ""}};
  KnowledgeCollector collector;
  collector.add(doc, 0);
  const Knowledge knowledge = collector.finish({}, {});
  EXPECT_FALSE(knowledge.marked(doc.sections[0].marks[0], "the old man"));
  EXPECT_FALSE(knowledge.marked(doc.sections[0].marks[1], "Tull"));
}

TEST(Knowledge, OnlyNamesBecomeNames) {
  const struct {
    std::vector<std::string> marked;  // by the key "x", or without one
    Type type;
    std::string keyed, bare;  // the names of the actors that come of it; "" where none does
  } cases[] = {
      {{"Mary Major"}, Type::person, "Mary Major", "Mary Major"},
      {{"Zarniwoop"}, Type::person, "Zarniwoop", ""},
      {{"Mr. Zarniwoop"}, Type::person, "Mr. Zarniwoop", ""},
      {{"March"}, Type::person, "x", ""},
      {{"she", "she", "Mary Major"}, Type::person, "Mary Major", "Mary Major"},
      {{"the old man"}, Type::person, "x", ""},
      {{"Zarniwoop"}, Type::place, "Zarniwoop", "Zarniwoop"},
      {{"the village"}, Type::place, "x", ""},
  };
  for (const auto& [marked, type, keyed, bare] : cases) {
    std::string text;
    for (const std::string& name : marked) text += name + ". ";
    for (const bool with_key : {true, false}) {
      SCOPED_TRACE(text + (with_key ? "x" : ""));
      Document doc = document("d", "D", text);
      std::size_t at = 0;
      for (const std::string& name : marked) {
        doc.sections[0].marks.push_back({{at, at + name.size()}, type, with_key ? "x" : ""});
        at += name.size() + 2;
      }
      KnowledgeCollector collector;
      collector.add(doc, 0);
      const Knowledge knowledge = collector.finish({}, {});
      const auto actor = knowledge.marked(doc.sections[0].marks.back(), marked.back());
      EXPECT_EQ(actor ? knowledge.authority()[*actor].name : "", with_key ? keyed : bare);
    }
  }
}

TEST(Knowledge, DoesNotDependOnWhoReadWhat) {
  const std::vector<Document> documents = {
      about("a", record("", "Treaty of One", Type::treaty)),
      about("b", record("", "Treaty of One", Type::treaty, {"First"})),
      document("c", "C", "We met Ferdinand Quux, and Ferdinand Quux met us."),
      document("d", "D", "Later Ferdinand Quux was in London with Ferdinand Quux."),
  };
  const auto ids = [](const Knowledge& knowledge) {
    std::vector<std::string> out;
    for (const Actor& actor : knowledge.authority().actors()) out.push_back(actor.id);
    return out;
  };
  KnowledgeCollector one;
  for (std::size_t i = 0; i < documents.size(); ++i) one.add(documents[i], i);
  KnowledgeCollector left;
  KnowledgeCollector right;
  left.add(documents[3], 3);
  left.add(documents[1], 1);
  right.add(documents[2], 2);
  right.add(documents[0], 0);
  left.merge(std::move(right));
  const Knowledge together = one.finish({}, {});
  const Knowledge apart = left.finish({}, {});
  EXPECT_EQ(ids(together), ids(apart));
  EXPECT_EQ(together.subject("b"), apart.subject("b"));
}

}  // namespace
}  // namespace fasti::indexer
