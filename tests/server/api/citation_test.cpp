#include "server/api/citation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fasti::api {
namespace {

using testing::HasSubstr;
using testing::Not;

index::StoredDocument letter() {
  index::StoredDocument out;
  out.id = "letter/1";
  out.title = "To \"Seward\" & others";
  out.date = "1870-07-26";
  out.lang = "en";
  out.metadata = {{"publisher", "State"}, {"author", "Wm. <Hunter>"}};
  return out;
}

TEST(Citation, FieldsThatAreKnownStandInTheHead) {
  const std::string head = citation_head(citation_of(letter()));
  EXPECT_THAT(head, HasSubstr("<link rel=\"canonical\" href=\"/document/letter%2F1\">"));
  EXPECT_THAT(head, HasSubstr("\"DC.title\" content=\"To &quot;Seward&quot; &amp; others\">"));
  EXPECT_THAT(head, HasSubstr("\"DC.creator\" content=\"Wm. &lt;Hunter&gt;\">"));
  EXPECT_THAT(head, HasSubstr("\"citation_author\" content=\"Wm. &lt;Hunter&gt;\">"));
  EXPECT_THAT(head, HasSubstr("\"DC.date\" content=\"1870-07-26\">"));
  EXPECT_THAT(head, HasSubstr("\"citation_date\" content=\"1870/07/26\">"));
  EXPECT_THAT(head, Not(HasSubstr("DC.source"))) << "there is none";
}

TEST(Citation, DatesThatAreNoDaysAreGivenAsTheyAre) {
  index::StoredDocument document = letter();
  for (const auto& [date, day] : std::initializer_list<std::pair<std::string, std::string>>{
           {"1870", "1870"}, {"1870-07", "1870/07"}, {"-0043", ""}, {"1870~", ""}, {"187X", ""}}) {
    document.date = date;
    const std::string head = citation_head(citation_of(document));
    EXPECT_THAT(head, HasSubstr("\"DC.date\" content=\"" + date + "\""));
    if (day.empty()) {
      EXPECT_THAT(head, Not(HasSubstr("citation_date"))) << date;
    } else {
      EXPECT_THAT(head, HasSubstr("\"citation_date\" content=\"" + day + "\">"));
    }
  }
}

TEST(Citation, APassageIsOfItsDocument) {
  index::StoredPassage passage;
  passage.id = "letter/1:3fa9c01b";
  passage.headings = {"I", "Kars & Ardahan"};
  index::StoredDocument document = letter();
  const std::string span = citation_span(citation_of(passage, document));
  EXPECT_THAT(span,
              HasSubstr("rft.title=To%20%22Seward%22%20%26%20others%20%E2%80%BA%20I%20%E2%80"
                        "%BA%20Kars%20%26%20Ardahan&amp;rft.creator=Wm.%20%3CHunter%3E&amp;"));
  EXPECT_THAT(span, HasSubstr("&amp;rft.identifier=letter%2F1%3A3fa9c01b&amp;rft.source=To%20"));
  document.url = "https://example.org/?a=1&b=2";
  EXPECT_THAT(citation_span(citation_of(passage, document)),
              HasSubstr("&amp;rft.source=https%3A%2F%2Fexample.org%2F%3Fa%3D1%26b%3D2&amp;"));
}

TEST(Citation, ALicenceIsWhatTheMetadataCallOne) {
  struct Case {
    std::vector<std::pair<std::string, std::string>> metadata;
    std::string licence;
  };
  for (const auto& [metadata, licence] : std::initializer_list<Case>{
           {{{"licence", "CC0"}}, "CC0"},
           {{{"License", "MIT"}}, "MIT"},
           {{{"RIGHTS", "all"}}, "all"},
           {{{"availability", "free"}, {"rights", "mine"}, {"license", "ours"}}, "ours"},
           {{{"licence", ""}, {"rights", "mine"}}, "mine"},
           {{{"licensed", "no"}, {"licenc", "no"}, {"r\tghts", "no"}}, ""},
           {{}, ""}}) {
    index::StoredDocument document = letter();
    document.metadata = metadata;
    EXPECT_EQ(licence_of(document), licence);
    EXPECT_THAT(context_object(citation_of(document)),
                licence.empty()
                    ? Not(HasSubstr("rft.rights"))
                    : testing::Matcher<std::string>(HasSubstr("rft.rights=" + licence)));
  }
}

}  // namespace
}  // namespace fasti::api
