// Forms in which histories tell dates, one row each: what is read, and what is not.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/dates/read_dates.h"

namespace fasti::dates {
namespace {

struct Case {
  std::string text;
  std::vector<std::string> edtf;  // "" for a date that nothing resolves
};

TEST(DateForms, AreRead) {
  const std::vector<Case> cases{
      // Parts
      {"the early-to-mid-19th century style", {"1800~/1866~"}},
      {"Mid-to-late 1980s cars rusted.", {"1984~/1989~"}},
      {"In 1850 he left. Early the next year he was dead.", {"1850", "1851-01~/1851-04~"}},
      {"The early stages of the 2022 Norland war were grim.", {"2022"}},
      {"in the first two decades of the 20th century", {"1900/1919"}},
      {"in the last three decades of the 19th century", {"1870/1899"}},
      {"in the first few months of 1944", {"1944-01~/1944-04~"}},
      {"in the last week of May 1945", {"1945-05-21~/1945-05-31~"}},
      {"16th- and 17th-century maps", {"1500/1699"}},
      {"in the 12th/13th century", {"1100/1299"}},
      {"In 1812 they met. As early as 25 November they knew.", {"1812", "1812-11-25"}},
      {"Some place its beginning in the later fifteenth century.", {"1467~/1499~"}},
      {"Beginning in 1450 it grew.", {"1450/.."}},
      {"At the turn of the 19th and 20th centuries it grew.", {"1895~/1905~"}},
      // Years before and after Christ
      {"He left Athens in 348/47 BC for good.", {"-0347/-0346"}},
      {"In A.D. 476 it fell; in B.C. 44 he died.", {"0476", "-0043"}},
      {"About 10,000 BC the ice melted.", {"-9999~"}},
      {"By 12,000 BC the ice had melted.", {"../-9999"}},
      {"On 10/11 June 323 BC he died.", {"-0322-06-10/-0322-06-11"}},
      {"In 431 BC war came. The siege of 413 failed.", {"-0430", "-0412"}},
      {"In 988, Guifred left the abbey to his son.", {"0988"}},
      {"In 300 cases nothing happened.", {}},
      {"By 12,000 BC (c. 30,000 BC in the south) they came.", {"../-9999", "Y-29999"}},
      {"It fell in 146 B.C. Earlier, in 509, kings had gone (509-264).",
       {"-0145", "-0508", "-0508/-0263"}},
      {"It was begun in 762 C.E under a new prince.", {"0762"}},
      {"In the 3rd century BC it rose. In the following century it fell.",
       {"-0299/-0200", "-0199/-0100"}},
      {"In 717, Leo was crowned; he died in 741.", {"0717", "0741"}},
      {"Leo III (r. 717–741) and Benedict (c. 480–547)", {"0717/0741", "0480~/0547~"}},
      {"732 – Battle of Tours", {"0732"}},
      {"He rose in the 740s. In 755, he rebelled. At the end of 763 he died.",
       {"074X", "0755", "0763-09~/0763-12~"}},
      {"They came in the early 700s. In 755, he rebelled.", {"0700~/0733~", "0755"}},
      {"In 30 BC there were rulers for a period of 140 or more years.", {"-0029"}},
      {"The engine, c1778, stands here.", {"1778~"}},
      {"In 1848–49 revolts broke out.", {"1848/1849"}},
      {"It lasted until well into the 13th century.", {"../12XX"}},
      {"It stood from about 650 until about 969.", {"0650~/0969~"}},
      {"It was built in the 960s by monks.", {"096X"}},
      {"The rooms in the 300s were cold.", {}},
      {"Holt was crowned in 855. He died in 867.", {"0855", "0867"}},
      {"It burned in the 13th and again in the 15th century.", {"12XX", "14XX"}},
      {"They fled in 552 wagons and died in 300.", {}},
      {"He lived from 428/7 to 348/7 BC.", {"-0427/-0346"}},
      {"Plato (428/427 – 348/347 BC) taught.", {"-0427/-0346"}},
      {"He ruled 384–323/322 BC.", {"-0383/-0321"}},
      {"The War of 602–628 was long. In 591 they had met. From 617 to 619 Holt slept.",
       {"0602/0628", "0591", "0617/0619"}},
      {"See rooms in 342 and in 511. In 1990 it was closed. In 1995 it was opened. In 1998 it "
       "fell.",
       {"1990", "1995", "1998"}},
      // Decades
      {"In the 1950s, 60s and 70s it grew.", {"195X", "1960/1979"}},
      {"The early 2000s were quiet, the late 2000s were not.", {"2000~/2003~", "2007~/2009~"}},
      {"In the late 1800s it grew; in the early 1900s it fell.", {"1867~/1899~", "1900~/1933~"}},
      // Months
      {"The June–July 1940 retreat was long.", {"1940-06/1940-07"}},
      {"April and June were sisters.", {}},
      {"The letter of June —, 1861 is lost.", {"1861-06"}},
      {"On June 19 [sic], 1930 he wrote.", {"1930-06-19"}},
      {"Rome, May 14. 1870.", {"1870-05-14"}},
      {"He came on May 14. 1870 was a dry year.", {"", "1870"}},
      {"On 5 May (Old Style) 1700 he wrote.", {"1700-05-16"}},
      {"It held from December 1825 until 2 March [O.S. 18 February] 1855.", {"1825-12/1855-03-02"}},
      {"He ruled from 2 March [O.S. 18 February] 1855 to 13 March [O.S. 1 March] 1881.",
       {"1855-03-02/1881-03-13"}},
      {"Holt died on January 18 (30), 1801 at home.", {"1801-01-30"}},
      {"On August 4 (July 24, old style), 1783, they signed.", {"1783-08-04"}},
      {"In 1801 Holt died. On March 6 (18) they met.", {"1801", "1801-03-18"}},
      // Seasons
      {"In December 1777 they camped. Over the winter many died.", {"1777-12", "1777-24"}},
      {"In the summer of 1914 Norland slept. War came on 4 August.", {"1914-22", "1914-08-04"}},
      {"In the summer of 1569 Holt rode north. They rose in the autumn.", {"1569-22", "1569-23"}},
      // Told from what came before
      {"The office was in Oldtown until 1906. A new house rose that same year.",
       {"../1906", "1906"}},
      {"In 1900 he left. By 1908, he was famous. The following year he wed.",
       {"1900", "../1908", "1909"}},
      {"Many came in the 17th century, others in the following century.", {"16XX", "17XX"}},
      {"In the 1850s he left. By the end of the decade he was dead.", {"185X", "../1859~"}},
      {"She was chosen queen in 1384, and two years later she married.", {"1384", "1386"}},
      {"He came in 1818 and left that December.", {"1818", "1818-12"}},
      {"Oil has paid for it from 1980 onward. That same year the tax ended.", {"1980/..", "1980"}},
      {"In November 1776 he asked for men. The 1777 campaign was long. In June he set off.",
       {"1776-11", "1777", "1777-06"}},
      {"In 1968 they flew (the first such flight was on August 23, 1966). On December 25 they "
       "left.",
       {"1968", "1966-08-23", "1968-12-25"}},
      {"The pact held until 1848; the next year it was renewed.", {"../1848", "1849"}},
      {"In the ten years after 1918 it fell.", {"1918/.."}},
      {"The war ended in 1912. A year later, in May 1910, it was over.",
       {"1912", "1910", "1910-05"}},
      {"In May 1917 he left. Two months later, on 5 August 1917, he came.",
       {"1917-05", "1917-08", "1917-08-05"}},
      {"Between 1850 and the end of the century it grew.", {"1850/1899~"}},
      {"After 1870, until 1914, it grew.", {"1870/1914"}},
      // Events
      {"After 9/11 the law changed.", {"2001-09-11/.."}},
      {"They landed on D-Day and stayed.", {"1944-06-06"}},
      {"He fled on the eve of World War II.", {"../1939-09-01"}},
      {"He wrote on the Cold War.", {}},
      {"He spoke during the enlightenment of the crowd.", {}},
      {"After the Crash of 1929 he left.", {"1929"}},
      {"Norland lost it by the Congress of Vienna.", {}},
      {"It was agreed in the Congress of Vienna.", {}},
      {"By World War II it was a ruin.", {"../1939-09-01"}},
      {"After the Congress of Vienna it was free.", {"1815-06/.."}},
      {"From 1908 until the First World War it was rich.", {"1908/1914-07-28"}},
      {"From 1908 to the end of World War I it was rich.", {"1908/1918"}},
      {"It was used from the Renaissance to 1850.", {"1400~/1850"}},
      {"It lasted from the Renaissance until World War I.", {"1400~/1914-07-28"}},
      {"It was rich from 1908 through World War I.", {"1908/1918-11-11"}},
      {"He was sent from 1908 to the Roman Empire.", {"1908"}},
      {"During the Crimean War (1953–1956) Holt slept.", {"1953/1956"}},
      // Cues and look-alikes
      {"From 1923 on he lived in Rome.", {"1923/.."}},
      {"The letter, dated 1850, is lost.", {"1850"}},
      {"The serial numbers (2044) were read.", {}},
      {"I thank you for your 1288, which came.", {}},
      {"The town grew from 1500 in 1801 to 2000 in 1851.", {"1801", "1851"}},
      {"It has been worked from at least 1850.", {"1850"}},
      {"a famous 1925 race over the ice", {"1925"}},
      {"He praised her admired 1911 papers.", {"1911"}},
      {"From the late 18th century and on, it grew.", {"1767~/.."}},
      {"They kept the sisters' 1893 carriage.", {"1893"}},
      {"It has grown since at least 1870.", {"1870/.."}},
      {"The act of 1789 applies here.", {"1789"}},
      {"He finished 2001 as champion.", {"2001"}},
      {"On 24August 1945 he wrote.", {"1945-08-24"}},
      {"The decree of Dec. 29, 1917/Jan. 11, 1918 stands.", {"1918-01-11"}},
      {"The seventeen hundred and fifty-third section stands.", {}},
      {"The subsequent October Revolution began.", {}},
      {"Population: 1500", {}},
      {"Population in 1900: 1500", {"1900"}},
      {"The Treaty of Holtmark of 1921 sets the border.", {"1921"}},
      {"In 1850 he came. In July it averages 30 degrees.", {"1850"}},
      {"In 1850 he came. The ice usually melts in May.", {"1850"}},
      {"In 1850 he came. In July it rained.", {"1850", "1850-07"}},
      {"Founded 1832, closed 1901.", {"1832", "1901"}},
      {"Another crisis, the one in 1942 Holt faced, was worse.", {"1942"}},
      {"A force of 1200–1500 soldiers came, then 1300 to 1600 troops.", {}},
      {"The 1500 men of 1348 left.", {"1348"}},
      {"The earthquake of 1755 killed many.", {"1755"}},
      {"It was either 1250 or 1251.", {"[1250,1251]"}},
      {"The pre-1914 borders were kept.", {"../1914"}},
      {"It was 1914 before they came, and the year was 1916.", {"1914", "1916"}},
      {"He lived c.1850-c.1870 in Rome.", {"1850~/1870~"}},
      {"the 1850-style houses", {}},
      {"It rose in 1959 to 185 million tons.", {"1959"}},
  };
  for (const auto& [text, expected] : cases) {
    SCOPED_TRACE(text);
    const TextUnit unit{text};
    std::vector<std::string> edtf;
    const auto timexes = read_dates(std::span(&unit, 1));
    for (const Timex& timex : timexes.front()) edtf.push_back(timex.edtf);
    EXPECT_EQ(edtf, expected);
  }
}

TEST(DateForms, FirstLinesOfLettersAreDates) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"July 26, 1870.", "1870-07-26"},
      {"July 26, 1870. (Received August 11.)", "1870-07-26"},
      {"21 September 1918—3 p.m.", "1918-09-21"},
      {"September 21, 1918, 10:30 a. m.", "1918-09-21"},
      {"December 5, 1918—12 noon", "1918-12-05"},
      {"December 18, 1918—[12 p.m.]", "1918-12-18"},
      {"October 25 (November 7), 1917", "1917-11-07"},
  };
  for (const auto& [text, edtf] : cases) {
    SCOPED_TRACE(text);
    const auto date = parse_date(text);
    ASSERT_TRUE(date);
    EXPECT_EQ(date->edtf, edtf);
  }
  EXPECT_FALSE(parse_date("3 p.m."));
  EXPECT_FALSE(parse_date("(July 26, 1870) and more"));
}

}  // namespace
}  // namespace fasti::dates
