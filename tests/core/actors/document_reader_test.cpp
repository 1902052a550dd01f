#include "core/actors/document_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/actors/known_names.h"
#include "tests/core/actors/actors_in.h"

namespace fasti::actors {
namespace {

using testing::ElementsAreArray;
using testing::IsEmpty;

struct Case {
  std::string_view text;
  std::vector<std::string> expected;
};

void expect_actors(const std::vector<Case>& cases) {
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    EXPECT_THAT(actors_in(text), ElementsAreArray(expected));
  }
}

TEST(Spotting, LeftmostLongest) {
  expect_actors({
      {"Twenty years lay between World War I and World War II.",
       {"World War I = world-war-i", "World War II = world-war-ii"}},
      {"The Treaty of Moscow was signed.", {"Treaty of Moscow = treaty-of-moscow"}},
      {"He died in Moscow.", {"Moscow = moscow"}},
      {"The Turkish Straits were closed.", {"Turkish Straits = turkish-straits"}},
      {"They fled to Batum.", {"Batum = batumi"}},
      {"They fled to Batumi.", {"Batumi = batumi"}},
      {"Persia and Iran are one country.", {"Persia = iran", "Iran = iran"}},
      {"The Kipchak Khanate was the Golden Horde.",
       {"Kipchak Khanate = golden-horde", "Golden Horde = golden-horde"}},
      {"Leningrad is St. Petersburg; İstanbul was Constantinople.",
       {"Leningrad = saint-petersburg", "St. Petersburg = saint-petersburg",
        "İstanbul = constantinople", "Constantinople = constantinople"}},
      {"A portrait of Mustafa Kemal hung there.", {"Mustafa Kemal = mustafa-kemal-ataturk"}},
  });
}

TEST(Spotting, APlaceAndTheStateItLiesIn) {
  Actor town;
  town.id = "nordheim";
  town.name = "Nordheim";
  town.type = Type::place;
  town.aliases = {"Nordheim, Belgium"};
  EXPECT_THAT(actors_in("They lived in Nordheim, Belgium.", {town}),
              ElementsAreArray({"Nordheim = nordheim", "Belgium = belgium"}));
}

TEST(Spotting, PartsOfOtherNames) {
  // An airport, a bridge, a namesake.
  expect_actors({
      {"We landed at Atatürk Airport near noon.", {"Atatürk Airport = ataturk-airport"}},
      {"He crossed the Lincoln Bridge.", {"Lincoln Bridge = lincoln-bridge"}},
      {"She read the tales of Jack London.", {"Jack London = jack-london"}},
  });
}

TEST(Spotting, CapitalsAreHeeded) {
  expect_actors({
      {"The US sent us a note.", {"US = united-states"}},
      {"The U.S. sent a note.", {"U.S. = united-states"}},
      {"Give us bread. They ate turkey in china bowls.", {}},
      {"LET US PRAY FOR BREAD", {}},
      {"It was a UN mission and an unwise idea.", {"UN = united-nations"}},
  });
}

TEST(Spotting, PossessivesAndCompounds) {
  expect_actors({
      {"They doubted Turkey's word.", {"Turkey = turkey"}},
      {"It was Syria’s war.", {"Syria = syria"}},
      {"A Turkish-Syrian accord was near.",
       {"Turkish = turkey (adjective)", "Syrian = syria (adjective)"}},
      {"It crossed the Ukraine-Poland border.", {"Ukraine = ukraine", "Poland = poland"}},
      {"Georgia-Wexcombe sold paper.", {}},
  });
}

TEST(Resolution, SurnamesInTwoPasses) {
  expect_actors({
      {"Lavrov left early. Later Sergei Lavrov spoke.",
       {"Lavrov = sergei-lavrov", "Sergei Lavrov = sergei-lavrov"}},
      {"Walter Harrowby came in May. Harrowby stayed, and President Harrowby spoke.",
       {"Walter Harrowby = walter-harrowby", "Harrowby = walter-harrowby",
        "Harrowby = walter-harrowby"}},
      {"Yesterday Volkov's aide came to Boris Volkov.",
       {"Volkov = boris-volkov", "Boris Volkov = boris-volkov"}},
  });
}

TEST(Resolution, TwoOfOneSurnameAreFlagged) {
  const std::vector<std::string> found = actors_in(
      "Walter Harrowby met Edmund Harrowby in June. After lunch Harrowby left for the coast.");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[2], "Harrowby = edmund-harrowby ?");
}

TEST(Resolution, ASurnameThatAPlaceBearsToo) {
  expect_actors({
      {"In May Lord Salisbury went to Salisbury.",
       {"Salisbury = salisbury-person", "Salisbury = salisbury"}},
      {"They met General Lyon at Lyon.", {"Lyon = lyon-person", "Lyon = lyon"}},
      {"Walter London came, and Mr. London spoke of London.",
       {"Walter London = walter-london", "London = walter-london", "London = london"}},
  });
}

TEST(Resolution, TitlesWithAndWithoutAbbreviationAreOfOnePerson) {
  expect_actors({
      {"Gen. Harrowby rode out, and General Harrowby came back with General Walter Harrowby's men.",
       {"Harrowby = walter-harrowby", "Harrowby = walter-harrowby",
        "Walter Harrowby = walter-harrowby"}},
      {"Walter Harrowby sold what W. Harrowby had built; Edmund Harrowby left, as E. Harrowby had.",
       {"Walter Harrowby = walter-harrowby", "W. Harrowby = walter-harrowby",
        "Edmund Harrowby = edmund-harrowby", "E. Harrowby = edmund-harrowby"}},
  });
}

TEST(Resolution, TheStateOfTheTime) {
  expect_actors({
      {"In 1877 Turkey lost Kars.", {"Turkey = ottoman-empire", "Kars = kars"}},
      {"In 1955 Turkey joined the pact.", {"Turkey = turkey"}},
      {"In 1853 the Turks crossed the river.", {"Turks = ottoman-empire (adjective)"}},
      {"Turkey is a country.", {"Turkey = turkey"}},
      {"In 1812 Russia burned the bridges.", {"Russia = russian-empire"}},
      {"In 1998 Russia defaulted.", {"Russia = russia"}},
      {"In July 1914 Austria mobilised.", {"Austria = austria-hungary"}},
      {"In 1970 Austria voted.", {"Austria = austria"}},
      {"In 1805 Austria lost.", {"Austria = austrian-empire"}},
      {"From 1914 to 1917 Russia fought.", {"Russia = russian-empire"}},
      {"In May 1921 Turkey made peace.", {"Turkey = turkey"}},
      {"In 1900 Italy had a king.", {"Italy = italy"}},
      // What had been rather than what was still to come.
      {"In 1921 the Republic of Armenia was gone.",
       {"Republic of Armenia = first-republic-of-armenia"}},
      {"In 1500 Italy had many princes.", {"Italy = italian-peninsula"}},
      {"In 1882 the harvests of Ireland failed.", {"Ireland = island-of-ireland"}},
      {"In 1917 the Allies gained ground.", {"Allies = allies-of-world-war-i"}},
      {"In 1921 the Allies held the city.", {"Allies = allies-of-world-war-i"}},
      {"In 1944 the Allies gained ground.", {"Allies = allies-of-world-war-ii"}},
      {"In 1944 Allied ships came.", {"Allied = allies-of-world-war-ii (adjective)"}},
      {"In 1453 they held what is now Turkey.", {"Turkey = turkey"}},
      {"In 1453 the coast of modern Turkey was theirs.", {"Turkey = turkey"}},
      // Nor is a state's name for the larger one that it was part of.
      {"In 1820 Venezuela and Belgium were free.", {"Venezuela = venezuela", "Belgium = belgium"}},
      {"In 1829 the Danubian Principalities paid.",
       {"Danubian Principalities = danubian-principalities"}},
      // A time that all dates agree on is that of what has none.
      {"It began in 1806, grew in 1810 and ended in 1812.\n\nThen Russia was glad.",
       {"Russia = russian-empire"}},
      {"It began in 1806, grew in 1810 and was told in 2012.\n\nThen Russia was glad.",
       {"Russia = russia"}},
      // A name of its own is not taken for a predecessor's.
      {"The Soviet Union claimed what it had lost in 1878.", {"Soviet Union = soviet-union"}},
  });
}

TEST(Resolution, TwoStatesOrOneNamedAfterThem) {
  expect_actors({
      {"In 2004 Serbia and Montenegro voted.", {"Serbia and Montenegro = serbia-and-montenegro"}},
      {"In 1878 they held Bosnia and Herzegovina.",
       {"Bosnia and Herzegovina = bosnia-and-herzegovina"}},
      {"In 1878 Serbia and Montenegro grew.", {"Serbia = serbia", "Montenegro = montenegro"}},
  });
}

TEST(Resolution, AStateOrAPartOfAnother) {
  expect_actors({
      {"In 1920 Georgia and Armenia quarrelled.",
       {"Georgia = democratic-republic-of-georgia", "Armenia = first-republic-of-armenia"}},
      {"In 1920 Georgia and Alabama quarrelled.",
       {"Georgia = georgia-u-s-state", "Alabama = alabama"}},
      {"In 2005 Georgia voted.", {"Georgia = georgia"}},
      {"In 2005 Georgia and Ohio voted.", {"Georgia = georgia-u-s-state", "Ohio = ohio"}},
      {"In 1840 Georgia grew cotton.", {"Georgia = georgia-u-s-state"}},
      {"In 1970 Georgia elected a governor, as others in the United States did.",
       {"Georgia = georgia-u-s-state", "United States = united-states"}},
  });
}

TEST(Resolution, CapitalsThatStandForTheirStates) {
  expect_actors({
      {"Ankara rejected the offer in 1995.", {"Ankara = turkey (metonym)"}},
      {"They met in Ankara in 1995.", {"Ankara = ankara"}},
      {"In 1995 relations with Moscow improved.", {"Moscow = russia (metonym)"}},
      {"In 1950 Moscow's demand was refused.", {"Moscow = soviet-union (metonym)"}},
      {"In 1840 the Sublime Porte paid.", {"Sublime Porte = ottoman-empire (metonym)"}},
      {"In 1995 talks between Ankara and Moscow began.",
       {"Ankara = turkey (metonym)", "Moscow = russia (metonym)"}},
      {"In 1995 talks at Ankara and Moscow failed.", {"Ankara = ankara", "Moscow = moscow"}},
      {"In 1995 the agreement near Ankara and Moscow failed.",
       {"Ankara = ankara", "Moscow = moscow"}},
      {"In 1979 Moscow invaded.", {"Moscow = soviet-union (metonym)"}},
      {"In 430 BC Athens refused an Athenian.",
       {"Athens = classical-athens (metonym)", "Athenian = classical-athens (adjective)"}},
      {"In 212 BC Rome fought on.", {"Rome = roman-republic (metonym)"}},
      {"In 1700 Bucharest refused.", {"Bucharest = wallachia (metonym)"}},
  });
}

TEST(Resolution, HeadsOfNamesInTheDocument) {
  expect_actors({
      {"The Montreux Convention was signed. Ever since the Convention has been kept.",
       {"Montreux Convention = montreux-convention", "Convention = montreux-convention"}},
      {"The Montreux Convention and the Hague Conventions differ. A Convention is a text.",
       {"Montreux Convention = montreux-convention", "Hague Conventions = hague-conventions"}},
  });
}

TEST(Resolution, AmbiguousAliasesNeedTheName) {
  Actor fleet;
  fleet.id = "white-fleet";
  fleet.name = "Great White Fleet";
  fleet.type = Type::organisation;
  fleet.ambiguous_aliases = {"Fleet"};
  EXPECT_THAT(actors_in("Then the Fleet sailed.", {fleet}), IsEmpty());
  EXPECT_THAT(actors_in("The Great White Fleet came. Then the Fleet sailed.", {fleet}),
              ElementsAreArray({"Great White Fleet = white-fleet", "Fleet = white-fleet"}));
  // What the text alone would make of the short name yields to it.
  Actor queen;
  queen.id = "arabella-ii";
  queen.name = "Arabella II of Nordheim";
  queen.type = Type::person;
  queen.ambiguous_aliases = {"Arabella"};
  EXPECT_THAT(actors_in("Arabella II of Nordheim reigned. In May Arabella wrote, and they thanked "
                        "Arabella.",
                        {queen}),
              ElementsAreArray({"Arabella II of Nordheim = arabella-ii", "Arabella = arabella-ii",
                                "Arabella = arabella-ii"}));
}

TEST(Resolution, AnEditorsMarksWin) {
  const Authority authority = known_actors();
  const Spotter spotter(authority);
  const dates::TextUnit unit{"He sailed to Moscow, a village in Ohio."};
  const std::uint32_t ohio = *authority.find("ohio");
  const std::vector<std::vector<Mention>> fixed = {
      {{{13, 19}, ohio, Evidence::name, false, "marked"}}};
  const auto mentions = spotter.mentions({&unit, 1}, {}, fixed);
  ASSERT_EQ(mentions[0].size(), 2U);
  EXPECT_EQ(mentions[0][0].actor, ohio);
  EXPECT_EQ(mentions[0][0].rule, "marked");
}

// Whoever has cut the texts and keeps what is known of their words finds the same mentions.
TEST(Resolution, IsTheSameOfATextThatIsCut) {
  Actor envoy;
  envoy.id = "ivan-petrov";
  envoy.name = "Ivan Petrov";
  envoy.type = Type::person;
  const Authority authority = known_actors({envoy});
  const Spotter spotter(authority);
  text::Spellings spellings;
  KnownNames known;
  for (int time = 0; time < 3; ++time) {
    for (const std::string_view text :
         {"Ivan Petrov's ship left Turkey for the U.S.A. in 1995. Petrov wrote to Moscow.",
          "The Turkish army and Serbia and Montenegro, so Petrov says, met the Soviet Union's.",
          "Then Ivan Petrov came, from the German Empire of 1900, and Germany paid Petrov."}) {
      SCOPED_TRACE(text);
      const dates::TextUnit alone{text};
      const auto dates = dates::read_dates({&alone, 1});
      const auto expected = spotter.mentions({&alone, 1}, dates).front();
      const text::CutText cut = text::cut_text(text);
      const std::vector<std::uint32_t> numbers = spellings.numbers(text, cut.tokens);
      dates::TextUnit unit{text};
      unit.cut = &cut;
      unit.spellings = numbers;
      const auto found = spotter.mentions({&unit, 1}, dates, {}, {}, &known).front();
      ASSERT_EQ(found.size(), expected.size());
      EXPECT_GE(found.size(), 2U);
      for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].span, expected[i].span);
        EXPECT_EQ(found[i].actor, expected[i].actor);
        EXPECT_EQ(found[i].evidence, expected[i].evidence);
        EXPECT_EQ(found[i].rule, expected[i].rule);
      }
    }
    if (time == 1) {
      spellings.forget();
      known.forget();
    }
  }
}

// Twice the text may take about twice the time, not four times.
// bench/ has the figures; here a text that costs more than a linear scan runs into the time limit
// of every test.
TEST(Spotting, HostileTextsEnd) {
  const auto repeated = [](std::string_view piece, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += piece;
    return out;
  };
  for (const std::string_view piece :
       {"x", "X", "A ", "Turkey-", "TURKEY ", "of ", "World War ", "Ivan ", "Ivan of the ", "'",
        "U.S.", "(", "\"", "1914 ", "Ü", "Ivan Petrov and "}) {
    SCOPED_TRACE(piece);
    const std::string text = repeated(piece, 500'000);
    EXPECT_LE(actors_in(text).size(), text.size() / piece.size() + 1);
  }
}

TEST(Spotting, ANameOfTenThousandLetters) {
  Actor endless;
  endless.id = "endless";
  endless.name = std::string(10'000, 'A');
  endless.aliases = {std::string(5'000, 'b') + " " + std::string(5'000, 'c')};
  EXPECT_THAT(actors_in("They saw " + endless.name + " there.", {endless}),
              ElementsAreArray({endless.name + " = endless"}));
}

// Bonn spoke for West Germany, and for no state before or after it.
TEST(States, ACapitalSpeaksInItsTime) {
  expect_actors({
      {"In 1972 Bonn announced a treaty.", {"Bonn = west-germany (metonym)"}},
      {"In 1820 Bonn announced a fair.", {"Bonn = bonn"}},
      {"In 2010 Bonn announced a fair.", {"Bonn = bonn"}},
      {"Bonn announced a fair.", {"Bonn = bonn"}},
      {"West Germany was divided. Bonn announced a treaty.",
       {"West Germany = west-germany", "Bonn = west-germany (metonym)"}},
  });
}

// A place is not the first name of somebody in the same text.
TEST(Resolution, PlacesAreNoFirstNames) {
  Actor place;
  place.id = "wexam";
  place.name = "Wexam";
  place.type = Type::place;
  place.collected = true;
  Actor person;
  person.id = "wexam-taylor";
  person.name = "Wexam Taylor";
  person.type = Type::person;
  person.collected = true;
  EXPECT_THAT(actors_in("There Wexam Taylor spoke of Wexam often.", {place, person}),
              ElementsAreArray({"Wexam Taylor = wexam-taylor", "Wexam = wexam"}));
  EXPECT_THAT(actors_in("There Wexam Taylor spoke; so Wexam was heard.", {person}),
              ElementsAreArray({"Wexam Taylor = wexam-taylor", "Wexam = wexam-taylor"}));
}

}  // namespace
}  // namespace fasti::actors
