// Every answer of the searcher against a plain scan of the same passages.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <span>

#include "core/dates/membership.h"
#include "core/dates/read_dates.h"
#include "core/index/schema.h"
#include "core/index/terms.h"
#include "core/text/function_words.h"
#include "core/text/latin.h"
#include "core/text/stem.h"
#include "core/text/utf8.h"
#include "core/text/words.h"
#include "server/search/actor_profile.h"
#include "server/search/actors_by_name.h"
#include "server/search/buckets.h"
#include "server/search/nearest.h"
#include "server/search/searcher.h"
#include "server/search/suggest.h"
#include "tests/core/index/tiny_index.h"

namespace fasti::search {
namespace {

using index::DocId;
using index::StoredPassage;

// How many seeds a test goes through: FASTI_ORACLE_TIMES multiplies them for a long run.
unsigned seeds(unsigned count) {
  const char* const times = std::getenv("FASTI_ORACLE_TIMES");
  return count * (times ? static_cast<unsigned>(std::max(1, std::atoi(times))) : 1);
}

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  // 0 .. below - 1
  std::size_t roll(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(engine_);
  }
  bool one_in(std::size_t n) { return roll(n) == 0; }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[roll(from.size())];
  }

 private:
  std::mt19937 engine_;
};

const std::vector<std::string> kVocabulary{
    "treaty", "treaties", "straits",  "Strait",  "war",   "wars",    "the",  "of",
    "and",    "Kars",     "Moscow",   "Küçük",   "kucuk", "signing", "sign", "signs",
    "Turkey", "Turkey's", "turk",     "1921",    "peace", "Black",   "Sea",  "not",
    "in",     "police",   "policies", "l'hôtel", "Hotel"};
// Of queries only: names, and a function word, that no text has.
const std::vector<std::string> kForeign{"Карс", "Чёрное", "море", "Ленин", "и"};
const std::vector<std::string> kDates{
    "1921",        "1921-10",    "1921-10-13",      "1914-07-28/1918-11-11",
    "192X",        "18XX",       "1850~",           "1853/1856",
    "1999/..",     "../1921",    "-0043",           "0000",
    "-0499/-0490", "1918-11-11", "1299/1922",       "1920-12-31/1921-01-01",
    "1895/1904",   "1900/1999",  "1930-06/1931-06", "2024"};
const std::vector<std::string> kActors{"kars", "turkey", "russia", "lenin", "war", "sea"};

// Each document in one of the languages.
index::TinyCorpus random_corpus(Dice& dice, const std::vector<std::string>& languages) {
  index::TinyCorpus corpus;
  // "Signs" is a name of two, so that it widens no query.
  corpus.actors = {index::tiny_actor("kars", "Kars", actors::Type::place, {"Black Kars", "Карс"}),
                   index::tiny_actor("turkey", "Turkey", actors::Type::state, {"turk peace"}),
                   index::tiny_actor("russia", "Russia", actors::Type::state, {"Moscow", "Signs"}),
                   index::tiny_actor("lenin", "Lenin", actors::Type::person, {"signs"}),
                   index::tiny_actor("war", "Crimean War", actors::Type::war),
                   index::tiny_actor("sea", "Black Sea", actors::Type::place, {"Чёрное море"})};
  corpus.eras = {index::tiny_era("interwar", "Interwar", "1918-11-12", "1939-08-31"),
                 index::tiny_era("great-war", "Great War", "1914-07-28", "1918-11-11"),
                 index::tiny_era("antiquity", "Antiquity", "-0800", "0500"),
                 index::tiny_era("modern", "Modern", "1789", ".."),
                 index::tiny_era("ottoman", "Ottoman", "1299", "1922")};
  const std::size_t documents = 1 + dice.roll(12);
  for (std::size_t d = 0; d < documents; ++d) {
    index::TinyDocument document;
    document.id = "doc-" + std::to_string(d);
    document.kind = dice.pick<std::string>({"article", "source", "treaty"});
    document.lang = dice.pick(languages);
    for (std::size_t w = 1 + dice.roll(3); w > 0; --w)
      document.title += (document.title.empty() ? "" : " ") + dice.pick(kVocabulary);
    const std::size_t passages = dice.roll(7);
    for (std::size_t p = 0; p < passages; ++p) {
      index::TinyPassage passage;
      for (std::size_t w = 1 + dice.roll(14); w > 0; --w)
        passage.text += (passage.text.empty() ? "" : " ") + dice.pick(kVocabulary);
      for (std::size_t n = dice.roll(4); n > 0; --n)
        passage.dates.push_back(
            {passage.text, dice.pick(kDates), static_cast<dates::Kind>(dice.roll(3)),
             dice.one_in(4) ? dice.pick<dates::Role>({dates::Role::citation, dates::Role::life,
                                                      dates::Role::quotation})
                            : dates::Role::narrative});
      if (passage.dates.empty() && dice.one_in(2)) {
        passage.context = dice.pick(kDates);
        passage.context_kind = static_cast<dates::Kind>(dice.roll(3));
      }
      for (std::size_t n = dice.roll(4); n > 0; --n)
        passage.mentions.push_back(
            {passage.text, dice.pick(kActors), static_cast<actors::Evidence>(dice.roll(3))});
      if (dice.one_in(3)) passage.headings.push_back(dice.pick(kVocabulary));
      if (dice.one_in(4))
        passage.links.push_back({passage.text, "doc-" + std::to_string(dice.roll(documents))});
      document.passages.push_back(passage);
    }
    corpus.documents.push_back(document);
  }
  return corpus;
}

// A passage as the scan sees it.
struct Scanned {
  DocId docid;
  StoredPassage passage;
  const index::StoredDocument* document;
  std::vector<std::string> words, title_words;
  std::set<std::string> stems;  // of text, title and headings; function words have none
  // As written: of the text in order, and of the title; of text, title and headings.
  std::vector<std::string> written_text, written_title;
  std::set<std::string> written;

  bool has_function_word(const std::string& word) const {
    return std::ranges::count(words, word) + std::ranges::count(title_words, word) > 0;
  }
};

using Condition = std::function<bool(const Scanned&, const SearchRequest&)>;

std::vector<std::string> folded(const std::string& text) {
  std::vector<std::string> out;
  for (auto& word : text::words(text)) out.push_back(word.folded);
  return out;
}

std::vector<std::string> written(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& word : text::words(text)) out.emplace_back(text::written(text, word));
  return out;
}

// Of a word of the vocabulary what is asked for: of "l'hôtel" the second.
std::string asked_word(const std::string& word) { return folded(word).back(); }

std::string stem(const std::string& word, const std::string& language = "en") {
  static std::map<std::string, text::Stemmer> stemmers;
  return stemmers.try_emplace(language, language).first->second(word);
}

struct Date {
  dates::Interval interval;
  dates::Kind kind;
};

// The dates of a passage that a rule looks at.
std::vector<Date> dates_of(const StoredPassage& passage, const DateRule& rule) {
  std::vector<Date> out;
  const auto add = [&](const index::StoredDate& date) {
    const bool aside = date.role == dates::Role::citation || date.role == dates::Role::life;
    if (!date.edtf.empty() && (rule.all_roles || !aside)) out.push_back({date.interval, date.kind});
  };
  for (const auto& date : passage.dates) add(date);
  if (rule.context) add(passage.context);
  return out;
}

bool has_date_in(const StoredPassage& passage, const DateRule& rule, const dates::Interval& range) {
  const auto dates = dates_of(passage, rule);
  return std::any_of(dates.begin(), dates.end(), [&](const Date& date) {
    return dates::belongs(date.interval, date.kind, range, rule.membership);
  });
}

bool names(const StoredPassage& passage, std::uint32_t actor, actors::Evidence evidence) {
  return std::any_of(passage.mentions.begin(), passage.mentions.end(), [&](const auto& mention) {
    return mention.actor == actor && mention.evidence <= evidence;
  });
}

// The corpus as a list to be scanned.
class Scan {
 public:
  explicit Scan(std::shared_ptr<const index::Generation> generation)
      : generation_(std::move(generation)) {
    for (std::uint32_t i = 0; i < generation_->documents().size(); ++i)
      documents_.push_back(generation_->document(i));
    for (std::uint32_t i = 0; i < generation_->actors().size(); ++i)
      actors_.push_back(generation_->actor(i).record);
    for (DocId docid = 1; docid <= generation_->columns().passages(); ++docid) {
      Scanned one{docid, *generation_->passage(docid), nullptr, {}, {}, {}, {}, {}, {}};
      one.document = &documents_[one.passage.document];
      one.words = folded(one.passage.text);
      one.title_words = folded(one.document->title);
      const auto add_stems = [&one](const std::vector<std::string>& words) {
        for (const std::string& word : words)
          if (!text::is_function_word(word)) one.stems.insert(stem(word, one.document->lang));
      };
      add_stems(one.words);
      add_stems(one.title_words);
      for (const auto& heading : one.passage.headings) add_stems(folded(heading));
      one.written_text = written(one.passage.text);
      one.written_title = written(one.document->title);
      one.written.insert(one.written_text.begin(), one.written_text.end());
      one.written.insert(one.written_title.begin(), one.written_title.end());
      for (const auto& heading : one.passage.headings)
        for (const auto& word : written(heading)) one.written.insert(word);
      passages_.push_back(std::move(one));
    }
  }

  const index::Generation& generation() const { return *generation_; }
  const std::vector<Scanned>& passages() const { return passages_; }

  // The one actor with a name of these words.
  std::optional<std::uint32_t> sole_actor(const std::vector<std::string>& words) const {
    std::set<std::uint32_t> found;
    for (std::uint32_t i = 0; i < actors_.size(); ++i) {
      const auto& actor = actors_[i];
      if (folded(actor.name) == words) found.insert(i);
      for (const auto& alias : actor.aliases)
        if (folded(alias) == words) found.insert(i);
    }
    if (found.empty()) found = called_in_latin(words);
    return found.size() == 1 ? std::optional(*found.begin()) : std::nullopt;
  }

  // The actors that names or texts call what words of another script are in Latin letters.
  std::set<std::uint32_t> called_in_latin(const std::vector<std::string>& words) const {
    std::string text;
    for (const std::string& word : words) text += word + " ";
    const auto wanted = folded(text::to_latin(text));
    std::set<std::uint32_t> found;
    if (wanted == words) return found;
    for (const Scanned& one : passages_)
      for (const auto& mention : one.passage.mentions)
        if (mention.evidence == actors::Evidence::name &&
            folded(std::string(text::slice(one.passage.text, mention.span))) == wanted)
          found.insert(mention.actor);
    for (std::uint32_t i = 0; i < actors_.size(); ++i)
      if (folded(actors_[i].name) == wanted) found.insert(i);
    return found;
  }

  bool filter(Facet facet, const std::vector<std::string>& any, const Scanned& one,
              const SearchRequest& request) const {
    return any.empty() || std::any_of(any.begin(), any.end(), [&](const std::string& value) {
             return values(facet, one, request).contains(value);
           });
  }

  // The ids of a facet's values that a passage has. Kept, for the scan of the years is long.
  const std::set<std::string>& values(Facet facet, const Scanned& one,
                                      const SearchRequest& request) const {
    const DateRule& rule = request.dates;
    const Key key{facet,        one.docid,      rule.membership.overlap, rule.membership.open,
                  rule.context, rule.all_roles, request.evidence};
    const auto known = values_.find(key);
    if (known != values_.end()) return known->second;
    return values_[key] = scanned_values(facet, one, request);
  }

 private:
  using Key = std::tuple<Facet, DocId, dates::Overlap, bool, bool, bool, actors::Evidence>;

  std::set<std::string> scanned_values(Facet facet, const Scanned& one,
                                       const SearchRequest& request) const {
    std::set<std::string> out;
    const auto buckets = [&](std::int64_t low, std::int64_t high, auto days, auto id) {
      for (std::int64_t bucket = low; bucket <= high; ++bucket)
        if (has_date_in(one.passage, request.dates, days(bucket))) out.insert(id(bucket));
    };
    switch (facet) {
      case Facet::actor:
      case Facet::type:
        for (std::uint32_t actor = 0; actor < actors_.size(); ++actor) {
          if (!names(one.passage, actor, request.evidence)) continue;
          const auto& record = actors_[actor];
          out.insert(facet == Facet::actor ? record.id : std::string(actors::name(record.type)));
        }
        break;
      case Facet::era:
        for (const auto& era : generation_->eras())
          if (has_date_in(one.passage, request.dates, era.interval)) out.insert(era.id);
        if (dates_of(one.passage, request.dates).empty()) out.insert("undated");
        break;
      case Facet::century:
        buckets(-10, 30, dates::century_days, century_id);
        break;
      case Facet::decade:
        buckets(-60, 210, dates::decade_days, decade_id);
        break;
      case Facet::year:
        buckets(-550, 2030, dates::year_days, year_id);
        break;
      case Facet::kind:
        out.insert(one.document->kind);
        break;
      case Facet::document:
        out.insert(one.document->id);
        break;
    }
    return out;
  }

 public:
  // Through every filter, but for the any-of values of `except`.
  bool passes(const Scanned& one, const SearchRequest& request,
              std::optional<Facet> except = std::nullopt) const {
    const Filters& filters = request.filters;
    const std::vector<std::pair<Facet, const std::vector<std::string>*>> any{
        {Facet::era, &filters.era},       {Facet::century, &filters.century},
        {Facet::decade, &filters.decade}, {Facet::year, &filters.year},
        {Facet::actor, &filters.actor},   {Facet::type, &filters.type},
        {Facet::kind, &filters.kind},     {Facet::document, &filters.document}};
    for (const auto& [facet, wanted] : any)
      if (facet != except && !filter(facet, *wanted, one, request)) return false;
    if (!filters.lang.empty() && std::ranges::count(filters.lang, one.document->lang) == 0)
      return false;
    const auto named = values(Facet::actor, one, request);
    for (const auto& actor : filters.actor_all)
      if (!named.contains(actor)) return false;
    for (const auto& actor : filters.actor_not)
      if (named.contains(actor)) return false;
    if (!filters.linked.empty() && !linked(one, filters.linked)) return false;
    if (filters.from || filters.to)
      return has_date_in(one.passage, request.dates, {filters.from, filters.to});
    return true;
  }

 private:
  bool linked(const Scanned& one, const std::vector<std::string>& documents) const {
    const auto links = [](const StoredPassage& passage, const std::string& document) {
      return std::any_of(passage.links.begin(), passage.links.end(),
                         [&](const auto& link) { return link.document == document; });
    };
    return std::any_of(documents.begin(), documents.end(), [&](const std::string& id) {
      return links(one.passage, id) ||
             std::any_of(passages_.begin(), passages_.end(), [&](const Scanned& other) {
               return other.document->id == id && links(other.passage, one.document->id);
             });
    });
  }

  std::shared_ptr<const index::Generation> generation_;
  std::vector<index::StoredDocument> documents_;
  std::vector<actors::Actor> actors_;
  std::vector<Scanned> passages_;
  mutable std::map<Key, std::set<std::string>> values_;
};

// A random query: its text, what it means, and the words that score.
struct Asked {
  std::string text;
  // What must hold under match=all and match=any.
  Condition all, any;
  std::vector<std::string> words;  // of positive clauses, as written
  bool has_prefix = false;
  // What it is to the row it stands in; brackets around a single one change nothing.
  bool is_field = false, is_function_word = false;
  bool widened = false;           // by the name of an actor
  bool has_foreign_name = false;  // among other words
  std::string word = {};          // of a single word, folded
};

// Adds the passages that name the one actor with a name of these words.
void widen(Asked& asked, const std::vector<std::string>& words, const Scan& scan) {
  const auto actor = scan.sole_actor(words);
  if (!actor) return;
  asked.widened = true;
  for (Condition* condition : {&asked.all, &asked.any})
    *condition = [narrow = *condition, actor = *actor](const Scanned& one,
                                                       const SearchRequest& request) {
      return narrow(one, request) ||
             (request.fold && names(one.passage, actor, actors::Evidence::name));
    };
}

// The words of a query that is nothing but plain words, perhaps in brackets.
std::vector<std::string> plain_words(std::string text) {
  while (text.starts_with('(') && text.ends_with(')')) text = text.substr(1, text.size() - 2);
  const bool plain = text.find_first_of("\"*:()+-/") == std::string::npos &&
                     text.find("NOT ") == std::string::npos &&
                     text.find(" AND ") == std::string::npos &&
                     text.find(" OR ") == std::string::npos;
  return plain ? folded(text) : std::vector<std::string>();
}

Asked word_query(Dice& dice) {
  const std::string word = dice.pick(dice.one_in(6) ? kForeign : kVocabulary);
  const bool function_word = text::is_function_word(asked_word(word));
  const Condition has = [function_word, in_any_form = asked_word(word),
                         as_written = written(word).back()](const Scanned& one,
                                                            const SearchRequest& request) {
    if (function_word)
      return request.fold ? one.has_function_word(in_any_form)
                          : std::ranges::count(one.written_text, as_written) +
                                    std::ranges::count(one.written_title, as_written) >
                                0;
    return request.fold ? one.stems.contains(stem(in_any_form, one.document->lang))
                        : one.written.contains(as_written);
  };
  Asked out{word, has, has, {word}, false, false, function_word};
  out.word = asked_word(word);
  return out;
}

Asked phrase_query(Dice& dice, const Scan& scan, bool widening) {
  Asked out;
  std::vector<std::string> phrase, as_written;
  for (std::size_t n = 1 + dice.roll(3); n > 0; --n) {
    const std::string& picked = dice.pick(kVocabulary);
    for (const std::string& word : written(picked)) {
      out.words.push_back(word);
      phrase.push_back(folded(word)[0]);
      as_written.push_back(word);
    }
    out.text += (out.text.empty() ? "\"" : " ") + picked;
  }
  out.text += '"';
  out.all = out.any = [phrase, as_written](const Scanned& one, const SearchRequest& request) {
    const auto& words = request.fold ? one.words : one.written_text;
    const auto& wanted = request.fold ? phrase : as_written;
    return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
  };
  if (widening) widen(out, phrase, scan);
  return out;
}

// Are there places, one for each of `wanted` from `next` on, within a stretch of text? `taken` are
// those of the words before.
bool stand_near(const std::vector<std::string>& words, const std::vector<std::string>& wanted,
                std::size_t stretch, std::vector<std::size_t>& taken) {
  if (taken.size() == wanted.size()) return true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto is_far = [&](std::size_t other) {
      return i == other || (i > other ? i - other : other - i) > stretch;
    };
    if (words[i] != wanted[taken.size()] || std::ranges::any_of(taken, is_far)) continue;
    taken.push_back(i);
    if (stand_near(words, wanted, stretch, taken)) return true;
    taken.pop_back();
  }
  return false;
}

Asked near_query(Dice& dice) {
  const auto distance = 1 + dice.roll(4);
  Asked out;
  std::vector<std::string> in_any_case, as_written;
  for (std::size_t n = 2 + dice.roll(2); n > 0; --n) {
    const std::string& word = dice.pick(kVocabulary);
    if (!out.text.empty()) out.text += " NEAR/" + std::to_string(distance) + " ";
    out.text += word;
    out.words.push_back(word);
    in_any_case.push_back(asked_word(word));
    as_written.push_back(written(word).back());
  }
  out.all = out.any = [=](const Scanned& one, const SearchRequest& request) {
    std::vector<std::size_t> taken;
    return stand_near(request.fold ? one.words : one.written_text,
                      request.fold ? in_any_case : as_written, distance * (in_any_case.size() - 1),
                      taken);
  };
  return out;
}

Asked prefix_query(Dice& dice) {
  const std::string whole = written(dice.pick(kVocabulary)).back();
  const std::string letters =
      whole.substr(0, text::floor_boundary(whole, std::min(whole.size(), 1 + dice.roll(3))));
  if (letters.empty()) return prefix_query(dice);
  Asked out{letters + "*", {}, {}, {}, true};
  out.all = out.any = [letters, in_any_case = asked_word(letters)](const Scanned& one,
                                                                   const SearchRequest& request) {
    const auto& words = request.fold ? one.words : one.written_text;
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return word.starts_with(request.fold ? in_any_case : letters);
    });
  };
  return out;
}

Asked field_query(Dice& dice, const Scan& scan) {
  Asked out;
  out.is_field = true;
  const auto fact = [&](Facet facet, const std::string& name, const std::string& value) {
    out.text = name + ":" + value;
    out.all = out.any = [&scan, facet, value](const Scanned& one, const SearchRequest& request) {
      return scan.values(facet, one, request).contains(value);
    };
  };
  switch (dice.roll(7)) {
    case 6: {
      const std::string letters = asked_word(dice.pick(kVocabulary)).substr(0, 1 + dice.roll(3));
      out.text = "title:" + letters + "*";
      out.all = out.any = [letters](const Scanned& one, const SearchRequest&) {
        return std::ranges::any_of(
            one.title_words, [&](const std::string& word) { return word.starts_with(letters); });
      };
      break;
    }
    case 5: {
      const std::string a = dice.pick(kVocabulary), b = dice.pick(kVocabulary);
      out.text = "title:\"" + a + " " + b + "\"";
      const std::vector<std::string> wanted = folded(a + " " + b);
      out.all = out.any = [wanted](const Scanned& one, const SearchRequest&) {
        return !std::ranges::search(one.title_words, wanted).empty();
      };
      break;
    }
    case 4: {
      const std::string date = dice.pick<std::string>(
          {"1914..1918", "1921", "1921-10", "192X", "1900..", "..1900", "19th century"});
      const dates::Interval days = dates::parse_date(date)->interval;
      out.text = "date:" + (date.find(' ') == std::string::npos ? date : '"' + date + '"');
      out.all = out.any = [days](const Scanned& one, const SearchRequest& request) {
        return has_date_in(one.passage, request.dates, days);
      };
      break;
    }
    case 0:
      fact(Facet::actor, "actor", dice.pick(kActors));
      break;
    case 1:
      fact(Facet::era, "era",
           dice.pick<std::string>({"interwar", "antiquity", "modern", "ottoman", "undated"}));
      break;
    case 2:
      fact(Facet::kind, "kind", dice.pick<std::string>({"article", "source", "treaty"}));
      break;
    default: {
      const std::string word = asked_word(dice.pick(kVocabulary));
      out.text = "title:" + word;
      out.all = out.any = [word](const Scanned& one, const SearchRequest&) {
        return std::find(one.title_words.begin(), one.title_words.end(), word) !=
               one.title_words.end();
      };
    }
  }
  return out;
}

Asked random_query(Dice& dice, const Scan& scan, int depth, bool widening = true);

// All, or some, of several conditions.
Condition every(std::vector<Condition> conditions) {
  return [conditions = std::move(conditions)](const Scanned& one, const SearchRequest& request) {
    return std::ranges::all_of(conditions,
                               [&](const Condition& holds) { return holds(one, request); });
  };
}

Condition some(std::vector<Condition> conditions) {
  return [conditions = std::move(conditions)](const Scanned& one, const SearchRequest& request) {
    return std::ranges::any_of(conditions,
                               [&](const Condition& holds) { return holds(one, request); });
  };
}

// A part of a row, with its sign.
struct Part {
  Asked asked;
  char sign;
};

// Plain words that are together the name of one actor and stand together in no passage, as the one
// part that they make; nullopt for any others.
std::optional<Part> foreign_name(std::span<const Part> parts, const Scan& scan) {
  Part out{{}, ' '};
  std::vector<std::string> words;
  std::vector<Condition> telling;
  for (const Part& part : parts) {
    if (part.sign != ' ' || part.asked.word.empty()) return std::nullopt;
    words.push_back(part.asked.word);
    out.asked.text += (out.asked.text.empty() ? "" : " ") + part.asked.text;
    out.asked.words.push_back(part.asked.words.front());
    if (!part.asked.is_function_word) telling.push_back(part.asked.all);
  }
  out.asked.all = every(telling);
  out.asked.any = some(telling);
  const bool stands = std::ranges::any_of(
      scan.passages(), [&](const Scanned& one) { return out.asked.all(one, SearchRequest{}); });
  if (stands || !scan.sole_actor(words)) return std::nullopt;
  widen(out.asked, words, scan);
  out.asked.has_foreign_name = true;
  return out;
}

// The longest name that begins at a place, whether it stands in a passage or not.
std::size_t longest_name(const std::vector<Part>& parts, std::size_t begin, const Scan& scan) {
  std::vector<std::string> words;
  std::size_t longest = 0;
  for (std::size_t at = begin; at < parts.size(); ++at) {
    if (parts[at].sign != ' ' || parts[at].asked.word.empty()) break;
    words.push_back(parts[at].asked.word);
    if (scan.sole_actor(words)) longest = words.size();
  }
  return longest;
}

std::vector<Part> with_names(std::vector<Part> parts, const Scan& scan) {
  std::vector<Part> out;
  for (std::size_t at = 0; at < parts.size();) {
    const std::size_t length = std::max<std::size_t>(1, longest_name(parts, at, scan));
    const std::span<const Part> name(parts.data() + at, length);
    if (const auto part = foreign_name(name, scan))
      out.push_back(*part);
    else
      out.insert(out.end(), name.begin(), name.end());
    at += length;
  }
  return out;
}

// Words, phrases and fields side by side, some with signs.
Asked row_query(Dice& dice, const Scan& scan, int depth, bool widening) {
  std::vector<Part> parts;
  for (std::size_t n = 1 + dice.roll(3); n > 0; --n) {
    Part part{{}, ' '};
    const std::size_t kind = dice.roll(depth > 0 ? 9 : 8);
    // A near has no brackets that a sign could stand before.
    if (kind != 5 && dice.one_in(5)) part.sign = dice.one_in(2) ? '+' : '-';
    const bool widened = widening && part.sign != '-';
    if (kind < 4) {
      part.asked = word_query(dice);
    } else if (kind == 4) {
      part.asked = phrase_query(dice, scan, widened);
    } else if (kind == 5) {
      part.asked = near_query(dice);
    } else if (kind == 6) {
      part.asked = prefix_query(dice);
    } else if (kind == 7) {
      part.asked = field_query(dice, scan);
    } else {
      part.asked = random_query(dice, scan, depth - 1, widened);
      part.asked.text = "(" + part.asked.text + ")";
    }
    parts.push_back(std::move(part));
  }
  Asked out;
  if (parts.size() == 1 && parts[0].sign == ' ') return parts[0].asked;
  if (widening) parts = with_names(std::move(parts), scan);
  std::vector<Condition> needed_all, needed_any, wanted_all, wanted_any, optional, excluded_all,
      excluded_any;
  bool signed_word = false;
  for (const Part& part : parts) {
    out.text += (out.text.empty() ? "" : " ");
    if (part.sign == '-' && dice.one_in(2))
      out.text += "NOT ";
    else if (part.sign != ' ')
      out.text += part.sign;
    out.text += part.asked.text;
    if (part.sign == '-') {
      excluded_all.push_back(part.asked.all);
      excluded_any.push_back(part.asked.any);
      continue;
    }
    out.words.insert(out.words.end(), part.asked.words.begin(), part.asked.words.end());
    out.has_prefix |= part.asked.has_prefix;
    out.widened |= part.asked.widened;
    out.has_foreign_name |= part.asked.has_foreign_name;
    if (part.sign == '+' || part.asked.is_field) {
      needed_all.push_back(part.asked.all);
      needed_any.push_back(part.asked.any);
      signed_word |= !part.asked.is_field;
    } else if (part.asked.is_function_word) {
      optional.push_back(part.asked.all);
    } else {
      wanted_all.push_back(part.asked.all);
      wanted_any.push_back(part.asked.any);
    }
  }
  if (wanted_all.empty() && !signed_word) wanted_all = wanted_any = optional;
  out.all = [needed = every(needed_all), wanted = every(wanted_all), without = some(excluded_all)](
                const Scanned& one, const SearchRequest& request) {
    return needed(one, request) && wanted(one, request) && !without(one, request);
  };
  const bool ask_for_some = !signed_word && !wanted_any.empty();
  out.any = [needed = every(needed_any), wanted = some(wanted_any), without = some(excluded_any),
             ask_for_some](const Scanned& one, const SearchRequest& request) {
    return needed(one, request) && (!ask_for_some || wanted(one, request)) &&
           !without(one, request);
  };
  return out;
}

Asked random_query(Dice& dice, const Scan& scan, int depth, bool widening) {
  if (depth == 0 || dice.one_in(2)) return row_query(dice, scan, depth, widening);
  Asked a = row_query(dice, scan, depth - 1, widening);
  Asked b = row_query(dice, scan, depth - 1, widening);
  const bool both = dice.one_in(2);
  Asked out{
      a.text + (both ? " AND " : " OR ") + b.text, {}, {}, a.words, a.has_prefix || b.has_prefix};
  out.words.insert(out.words.end(), b.words.begin(), b.words.end());
  out.widened = a.widened || b.widened;
  out.has_foreign_name = a.has_foreign_name || b.has_foreign_name;
  const auto combined = [both](const Condition& x, const Condition& y) {
    return [=](const Scanned& one, const SearchRequest& request) {
      return both ? x(one, request) && y(one, request) : x(one, request) || y(one, request);
    };
  };
  out.all = combined(a.all, b.all);
  out.any = combined(a.any, b.any);
  return out;
}

SearchRequest random_request(Dice& dice, std::size_t documents) {
  SearchRequest request;
  request.match = static_cast<Match>(dice.roll(3));
  const auto some = [&](std::vector<std::string>& into, const std::vector<std::string>& from) {
    if (!dice.one_in(9)) return;
    for (std::size_t n = 1 + dice.roll(2); n > 0; --n) into.push_back(dice.pick(from));
  };
  Filters& filters = request.filters;
  some(filters.era, {"interwar", "great-war", "antiquity", "modern", "ottoman", "undated"});
  some(filters.century, {"19", "18", "-1", "-5", "12"});
  some(filters.decade, {"1920s", "1850s", "-0050s", "1910s", "1900s"});
  some(filters.year, {"1921", "-0043", "0000", "1855", "1918"});
  some(filters.actor, kActors);
  some(filters.actor_all, kActors);
  some(filters.actor_not, kActors);
  some(filters.type, {"place", "state", "person", "war", "treaty"});
  some(filters.kind, {"article", "source", "treaty"});
  some(filters.document, {"doc-0", "doc-1", "doc-" + std::to_string(documents - 1)});
  some(filters.linked, {"doc-0", "doc-" + std::to_string(documents - 1)});
  some(filters.lang, {"en", "fr", "tr"});
  if (dice.one_in(5)) filters.from = dates::day_from_civil({1800 + int(dice.roll(220)), 5, 5});
  if (dice.one_in(6))
    filters.to =
        filters.from.value_or(dates::day_from_civil({1900, 1, 1})) + int(dice.roll(20'000));
  if (dice.one_in(3)) request.dates.membership.overlap = static_cast<dates::Overlap>(dice.roll(3));
  request.dates.membership.open = dice.one_in(6);
  request.dates.context = !dice.one_in(5);
  request.dates.all_roles = dice.one_in(6);
  request.evidence = static_cast<actors::Evidence>(dice.roll(3));
  request.fold = !dice.one_in(6);
  request.sort = static_cast<Sort>(dice.roll(3));
  for (const FacetName& facet : facet_names()) request.facets.push_back(facet.facet);
  request.facet_limit = kMostFacetValues;
  request.limit = kMostHits;
  return request;
}

using Counts = std::map<std::string, std::pair<std::uint32_t, std::uint32_t>>;

Counts counts_of(const FacetResult& facet) {
  Counts out;
  for (const FacetValue& value : facet.values) out[value.id] = {value.passages, value.documents};
  return out;
}

// The scan's first day of the earliest date that satisfies the filters.
std::optional<dates::Day> earliest(const Scan& scan, const Scanned& one,
                                   const SearchRequest& request) {
  std::vector<std::vector<dates::Interval>> groups;
  const auto group = [&](const std::vector<std::string>& values, auto range) {
    if (values.empty()) return;
    groups.emplace_back();
    for (const auto& value : values)
      if (value != "undated") groups.back().push_back(range(value));
  };
  const Filters& filters = request.filters;
  group(filters.era, [&](const std::string& id) {
    return scan.generation().eras()[*scan.generation().find_era(id)].interval;
  });
  group(filters.century, [](const auto& id) { return dates::century_days(*parse_century(id)); });
  group(filters.decade, [](const auto& id) { return dates::decade_days(*parse_decade(id)); });
  group(filters.year, [](const auto& id) { return dates::year_days(*parse_year(id)); });
  if (filters.from || filters.to) groups.push_back({{filters.from, filters.to}});

  std::optional<dates::Day> best_all, best_any;
  for (const Date& date : dates_of(one.passage, request.dates)) {
    if (!date.interval.earliest && !date.interval.latest) continue;
    const dates::Day day = date.interval.earliest.value_or(date.interval.latest.value_or(0));
    std::size_t in = 0;
    for (const auto& ranges : groups)
      in += std::any_of(ranges.begin(), ranges.end(), [&](const dates::Interval& range) {
        return dates::belongs(date.interval, date.kind, range, request.dates.membership);
      });
    if (in == groups.size() && (!best_all || day < *best_all)) best_all = day;
    if (in > 0 && (!best_any || day < *best_any)) best_any = day;
  }
  return best_all ? best_all : best_any;
}

class Oracle : public testing::Test {
 protected:
  void start(unsigned seed, const std::vector<std::string>& languages = {"en"}) {
    dice_.emplace(seed);
    tiny_ = std::make_unique<index::TinyIndex>(random_corpus(*dice_, languages));
    const auto generation = tiny_->open();
    scan_.emplace(generation);
    searcher_.emplace(std::make_shared<Snapshot>(generation));
  }

  std::optional<Dice> dice_;
  std::unique_ptr<index::TinyIndex> tiny_;
  std::optional<Scan> scan_;
  std::optional<Searcher> searcher_;
};

TEST_F(Oracle, AgreesOnMatchesFiltersFacetsAndOrder) {
  std::size_t queries = 0, found = 0, relaxed = 0, widened = 0, in_part = 0, unfolded = 0;
  for (unsigned seed = 1; seed <= seeds(50); ++seed) {
    start(seed, seed % 2 == 0 ? std::vector<std::string>{"en", "fr", "tr"}
                              : std::vector<std::string>{"en"});
    for (int round = 0; round < 60; ++round, ++queries) {
      SearchRequest request = random_request(*dice_, scan_->generation().documents().size());
      Asked asked;
      if (!dice_->one_in(5)) asked = random_query(*dice_, *scan_, 2);
      widen(asked, plain_words(asked.text), *scan_);
      request.q = asked.text;
      widened += asked.widened && request.fold ? 1 : 0;
      in_part += asked.has_foreign_name && request.fold ? 1 : 0;
      unfolded += request.fold ? 0 : 1;
      SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round) + ": " +
                   request.q);

      // The same field of a query may exclude what match=any would allow: the fallback is decided
      // on the query alone.
      const auto any_passage = [&](const Condition& condition) {
        return std::any_of(scan_->passages().begin(), scan_->passages().end(),
                           [&](const Scanned& one) { return condition(one, request); });
      };
      Condition condition = [](const Scanned&, const SearchRequest&) { return true; };
      bool expect_relaxed = false;
      if (!asked.text.empty()) {
        condition = request.match == Match::any ? asked.any : asked.all;
        if (request.match == Match::automatic && !any_passage(asked.all)) {
          condition = asked.any;
          expect_relaxed = any_passage(asked.any);
        }
      }
      const auto matching = [&](std::optional<Facet> except = std::nullopt) {
        std::vector<const Scanned*> out;
        for (const Scanned& one : scan_->passages())
          if (condition(one, request) && scan_->passes(one, request, except)) out.push_back(&one);
        return out;
      };

      const SearchResult result = searcher_->search(request);
      const auto expected = matching();
      std::set<DocId> expected_ids, got_ids;
      std::set<std::string> documents;
      for (const Scanned* one : expected) {
        expected_ids.insert(one->docid);
        documents.insert(one->document->id);
      }
      for (const Hit& hit : result.hits) got_ids.insert(hit.docid);
      ASSERT_EQ(got_ids, expected_ids);
      ASSERT_EQ(result.hits.size(), expected.size()) << "no hit twice";
      ASSERT_EQ(result.passages, expected.size());
      const std::vector<DocId> all = members(searcher_->all(request));
      ASSERT_EQ(all, std::vector<DocId>(expected_ids.begin(), expected_ids.end()));
      ASSERT_EQ(result.documents, documents.size());
      ASSERT_EQ(result.relaxed, expect_relaxed);
      found += expected.empty() ? 0 : 1;
      relaxed += expect_relaxed ? 1 : 0;

      for (const FacetResult& facet : result.facets) {
        Counts counts;
        std::map<std::string, std::set<std::string>> documents_of;
        for (const Scanned* one : matching(facet.facet))
          for (const std::string& value : scan_->values(facet.facet, *one, request)) {
            ++counts[value].first;
            documents_of[value].insert(one->document->id);
          }
        for (auto& [value, count] : counts)
          count.second = static_cast<std::uint32_t>(documents_of[value].size());
        Counts got = counts_of(facet);
        const bool bucket = facet.facet == Facet::century || facet.facet == Facet::decade ||
                            facet.facet == Facet::year;
        if (bucket && request.dates.membership.open) {
          // Open dates reach beyond the years that the scan looks at, and fill the answer.
          std::erase_if(got, [&](const auto& value) { return !counts.contains(value.first); });
          std::erase_if(counts, [&](const auto& value) { return !got.contains(value.first); });
        } else {
          ASSERT_EQ(facet.total, got.size());
        }
        ASSERT_EQ(got, counts) << name(facet.facet);
        for (std::size_t i = 1; i < facet.values.size(); ++i) {
          const FacetValue &a = facet.values[i - 1], &b = facet.values[i];
          ASSERT_TRUE(
              a.passages > b.passages ||
              (a.passages == b.passages && std::tie(a.label, a.id) < std::tie(b.label, b.id)))
              << name(facet.facet) << " " << a.id << " " << b.id;
        }
      }

      if (request.sort != Sort::relevance && asked.text.find(':') == std::string::npos) {
        using Key = std::tuple<bool, dates::Day, DocId>;
        std::vector<Key> order;
        for (const Hit& hit : result.hits) {
          const auto day = earliest(*scan_, scan_->passages()[hit.docid - 1], request);
          const dates::Day place = day.value_or(0);
          order.emplace_back(!day, request.sort == Sort::date ? place : -place, hit.docid);
        }
        ASSERT_TRUE(std::is_sorted(order.begin(), order.end()));
      }
    }
  }
  // The random queries must not all be empty ones.
  EXPECT_GT(found, queries / 4);
  EXPECT_GT(relaxed, 10U);
  EXPECT_GT(widened, 30U);
  EXPECT_GT(in_part, 20U);
  EXPECT_GT(unfolded, 100U);
  RecordProperty("queries", std::to_string(queries));
}

// One filter on dates and nothing else, so that no setting hides behind another. Each setting must
// change the answer often enough to be seen.
TEST_F(Oracle, AgreesOnEverySettingOfDates) {
  const std::pair<std::string, DateRule> rules[] = {
      {"default", {}},
      {"overlap=any", {.membership = {.overlap = dates::Overlap::any}}},
      {"overlap=all", {.membership = {.overlap = dates::Overlap::all}}},
      {"open=1", {.membership = {.open = true}}},
      {"overlap=any open=1", {.membership = {.overlap = dates::Overlap::any, .open = true}}},
      {"overlap=all open=1", {.membership = {.overlap = dates::Overlap::all, .open = true}}},
      {"context=0", {.context = false}},
      {"roles=all", {.all_roles = true}},
  };
  std::map<std::string, int> changed;
  std::map<std::string, int> found;
  for (unsigned seed = 500; seed < 500 + seeds(20); ++seed) {
    start(seed);
    for (int round = 0; round < 40; ++round) {
      Filters filters;
      std::string filter;
      const auto one_of = [&](const std::string& field, std::vector<std::string>& into,
                              const std::vector<std::string>& from) {
        into.push_back(dice_->pick(from));
        filter = field + "=" + into.back();
      };
      const dates::Day day =
          dates::day_from_civil({1840 + static_cast<int>(dice_->roll(180)), 7, 1});
      switch (dice_->roll(7)) {
        case 0:
          one_of("era", filters.era, {"interwar", "great-war", "antiquity", "modern", "ottoman"});
          break;
        case 1:
          one_of("era", filters.era, {"undated"});
          break;
        case 2:
          one_of("century", filters.century, {"19", "18", "-1"});
          break;
        case 3:
          one_of("decade", filters.decade, {"1920s", "1850s", "1910s", "1930s"});
          break;
        case 4:
          one_of("year", filters.year, {"1921", "1918", "1999", "1855"});
          break;
        case 5:
          filters.from = day;
          filter = "from " + dates::format_day(day);
          break;
        default:
          filters.to = day;
          if (dice_->one_in(2)) filters.from = day - static_cast<int>(dice_->roll(20'000));
          filter = "to " + dates::format_day(day);
      }
      std::set<DocId> by_default;
      for (const auto& [setting, rule] : rules) {
        SCOPED_TRACE("seed " + std::to_string(seed) + ": " + filter + " " + setting);
        SearchRequest request{
            .filters = filters, .dates = rule, .sort = Sort::date, .limit = kMostHits};
        std::set<DocId> expected, got;
        for (const Scanned& one : scan_->passages())
          if (scan_->passes(one, request)) expected.insert(one.docid);
        std::vector<std::tuple<bool, dates::Day, DocId>> order;
        for (const Hit& hit : searcher_->search(request).hits) {
          got.insert(hit.docid);
          const auto place = earliest(*scan_, scan_->passages()[hit.docid - 1], request);
          order.emplace_back(!place, place.value_or(0), hit.docid);
        }
        ASSERT_EQ(got, expected);
        ASSERT_TRUE(std::is_sorted(order.begin(), order.end()));
        if (setting == "default") by_default = got;
        changed[setting] += got != by_default ? 1 : 0;
        found[filter.substr(0, filter.find_first_of("= "))] += got.empty() ? 0 : 1;
        if (filter == "era=undated") found[filter] += got.empty() ? 0 : 1;
      }
    }
  }
  for (const auto& [setting, rule] : rules) {
    if (setting != "default") {
      EXPECT_GT(changed[setting], 20) << setting;
    }
  }
  for (const auto& [filter, times] : found) EXPECT_GT(times, 50) << filter;
  EXPECT_EQ(found.size(), 7U);
}

// What the second stage adds to a passage, its document aside: from the definition, by looking at
// every pair of positions. `weight` gives the most that a word may score, 0 for one unknown.
double looked_closer(const Scanned& one, const std::vector<std::string>& words,
                     const std::function<double(const std::string&)>& weight) {
  double out = 0;
  for (const std::string& word : std::set<std::string>(words.begin(), words.end()))
    if (std::ranges::count(one.words, word) + std::ranges::count(one.title_words, word) > 0)
      out += 0.06 * weight(word);
  std::set<std::pair<std::string, std::string>> pairs;
  for (std::size_t i = 1; i < words.size(); ++i)
    if (words[i - 1] != words[i]) pairs.emplace(words[i - 1], words[i]);
  for (const auto& [first, second] : pairs) {
    double times = 0;
    for (std::size_t a = 0; a < one.words.size(); ++a) {
      if (one.words[a] != first) continue;
      std::size_t nearest = 9;
      for (std::size_t b = 0; b < one.words.size(); ++b)
        if (one.words[b] == second) nearest = std::min(nearest, b > a ? b - a : a - b + 1);
      if (nearest <= 8) times += 1.0 / static_cast<double>(nearest);
    }
    out += 0.25 * std::min(weight(first), weight(second)) * times / (times + 1.2);
  }
  return out;
}

// Without the function words, unless there is nothing else.
std::vector<std::string> scoring_words(const std::vector<std::string>& asked) {
  std::vector<std::string> all, out;
  for (const std::string& word : asked) all.push_back(asked_word(word));
  std::ranges::copy_if(all, std::back_inserter(out),
                       [](const std::string& word) { return !text::is_function_word(word); });
  return out.empty() ? all : out;
}

// What scores for a word: its stem, or a function word itself.
std::string scoring_term(const std::string& word) {
  return text::is_function_word(word) ? "=" + word : stem(word);
}

// BM25 over wdf as the indexer prepares it, and what the second stage adds, from the definition.
TEST_F(Oracle, AgreesOnScores) {
  std::size_t compared = 0;
  for (unsigned seed = 100; seed < 100 + seeds(20); ++seed) {
    start(seed);
    const auto& averages = scan_->generation().manifest().averages;
    const double all = static_cast<double>(scan_->passages().size());
    std::vector<std::map<std::string, double>> wdfs;
    std::map<std::string, double> frequencies;
    text::Lexicon lexicon("en");
    for (const Scanned& one : scan_->passages()) {
      index::TermMaker make(one.document->title, averages, lexicon);
      wdfs.emplace_back();
      for (const auto& term : make(one.passage).stems) wdfs.back()[term.stem] = term.wdf;
      for (const auto* words : {&one.words, &one.title_words})
        for (const std::string& word : *words)
          if (text::is_function_word(word)) wdfs.back()[scoring_term(word)] = index::kWdfScale;
      for (const auto& [term, wdf] : wdfs.back()) ++frequencies[term];
    }
    for (int round = 0; round < 30; ++round) {
      const Asked asked = random_query(*dice_, *scan_, 1);
      if (asked.has_prefix || asked.widened || scan_->sole_actor(plain_words(asked.text))) continue;
      const double k1 = index::kWdfScale * 1.5;
      const auto most = [&](const std::string& term) {
        const double n = frequencies.contains(term) ? frequencies.at(term) : 0;
        double odds = (all - n + 0.5) / (n + 0.5);
        if (odds < 2) odds = odds / 2 + 1;
        return n > 0 ? std::log(odds) * (k1 + 1) : 0;
      };
      std::vector<std::string> words = scoring_words(asked.words);
      std::map<std::string, double> times;
      for (const std::string& word : words) ++times[scoring_term(word)];
      std::erase_if(words, [&](const std::string& word) {
        return !frequencies.contains(scoring_term(word));
      });

      SearchRequest request{.q = asked.text, .match = Match::any, .limit = kMostHits};
      request.explain = true;
      const SearchResult result = searcher_->search(request);
      ASSERT_EQ(result.hits.size(), result.passages);
      std::map<DocId, double> scores;
      for (const Hit& hit : result.hits) {
        double& score = scores[hit.docid];
        for (const auto& [term, count] : times) {
          const auto& wdf = wdfs[hit.docid - 1];
          if (wdf.contains(term))
            score += most(term) * 2 * count / (1 + count) * wdf.at(term) / (wdf.at(term) + k1);
        }
        score += looked_closer(scan_->passages()[hit.docid - 1], words,
                               [&](const std::string& word) { return most(scoring_term(word)); });
      }
      for (std::size_t i = 0; i < result.hits.size(); ++i) {
        const Hit& hit = result.hits[i];
        double next_best = 0;
        for (const auto& [docid, score] : scores)
          if (docid != hit.docid &&
              scan_->passages()[docid - 1].document == scan_->passages()[hit.docid - 1].document)
            next_best = std::max(next_best, score);
        const double expected = scores.at(hit.docid) + 0.12 * next_best;
        ASSERT_NEAR(hit.score, expected, 1e-9) << asked.text;
        double explained = 0;
        for (const ScorePart& part : hit.explanation) explained += part.weight;
        ASSERT_NEAR(hit.score, explained, 1e-9) << asked.text;
        if (i > 0) {
          const Hit& before = result.hits[i - 1];
          ASSERT_TRUE(before.score > hit.score - 1e-9) << asked.text;
          if (before.score == hit.score) {
            ASSERT_LT(before.docid, hit.docid) << asked.text;
          }
        }
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 1000U);
}

TEST_F(Oracle, AddingAFilterNeverRaisesACount) {
  std::size_t compared = 0;
  for (unsigned seed = 200; seed < 200 + seeds(15); ++seed) {
    start(seed);
    for (int round = 0; round < 40; ++round) {
      SearchRequest wide = random_request(*dice_, scan_->generation().documents().size());
      // Open dates reach more years than a facet returns.
      wide.dates.membership.open = false;
      wide.q = random_query(*dice_, *scan_, 1).text;
      SearchRequest narrow = wide;
      Filters& filters = narrow.filters;
      // Filters that narrow: a selection where there was none, or one more condition.
      switch (dice_->roll(5)) {
        case 0:
          if (!filters.kind.empty()) continue;
          filters.kind = {"source"};
          break;
        case 1:
          filters.actor_all.push_back(dice_->pick(kActors));
          break;
        case 2:
          filters.actor_not.push_back(dice_->pick(kActors));
          break;
        case 3:
          if (!filters.era.empty()) continue;
          filters.era = {"interwar"};
          break;
        default:
          if (filters.from || filters.to) continue;
          filters.from = dates::day_from_civil({1900, 1, 1});
      }
      const SearchResult before = searcher_->search(wide), after = searcher_->search(narrow);
      ASSERT_LE(after.passages, before.passages);
      ASSERT_LE(after.documents, before.documents);
      for (std::size_t f = 0; f < before.facets.size(); ++f) {
        const Counts old = counts_of(before.facets[f]);
        for (const auto& [value, count] : counts_of(after.facets[f])) {
          ASSERT_TRUE(old.contains(value)) << wide.q << " " << value;
          ASSERT_LE(count.first, old.at(value).first) << wide.q << " " << value;
          ASSERT_LE(count.second, old.at(value).second) << wide.q << " " << value;
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 1000U);
}

TEST_F(Oracle, PagingAndSortingNeverChangeACount) {
  for (unsigned seed = 300; seed < 300 + seeds(12); ++seed) {
    start(seed);
    for (int round = 0; round < 30; ++round) {
      SearchRequest request = random_request(*dice_, scan_->generation().documents().size());
      request.q = random_query(*dice_, *scan_, 1).text;
      const SearchResult whole = searcher_->search(request);
      std::vector<DocId> leafed;
      request.limit = 1 + dice_->roll(4);
      do {
        const SearchResult page = searcher_->search(request);
        ASSERT_EQ(page.passages, whole.passages);
        ASSERT_EQ(page.documents, whole.documents);
        for (std::size_t f = 0; f < whole.facets.size(); ++f)
          ASSERT_EQ(counts_of(page.facets[f]), counts_of(whole.facets[f]));
        for (const Hit& hit : page.hits) leafed.push_back(hit.docid);
        request.offset += request.limit;
      } while (request.offset < whole.passages);
      std::vector<DocId> at_once;
      for (const Hit& hit : whole.hits) at_once.push_back(hit.docid);
      ASSERT_EQ(leafed, at_once) << request.q;

      request.sort = Sort::date;
      const SearchResult sorted = searcher_->search(request);
      for (std::size_t f = 0; f < whole.facets.size(); ++f)
        ASSERT_EQ(counts_of(sorted.facets[f]), counts_of(whole.facets[f]));
    }
  }
}

// A bar counts what its days find as a filter, and nobody is lost between the bars.
TEST_F(Oracle, BarsOfTheTimelineCountWhatTheirFiltersFind) {
  std::size_t compared = 0;
  for (unsigned seed = 500; seed < 500 + seeds(30); ++seed) {
    start(seed);
    for (int round = 0; round < 25; ++round) {
      SearchRequest request = random_request(*dice_, scan_->generation().documents().size());
      request.facets.clear();
      if (dice_->one_in(2)) request.q = dice_->pick(kVocabulary);
      std::optional<Step> step;
      if (dice_->one_in(2)) step = static_cast<Step>(2 + dice_->roll(3));
      const auto [found, timeline] = searcher_->timeline(request, step);
      const SearchResult whole = searcher_->search(request);
      ASSERT_EQ(found.passages, whole.passages);

      const auto scanned = [&](const dates::Interval& days) {
        std::set<DocId> out;
        for (const Hit& hit : whole.hits)
          if (has_date_in(hit.passage, request.dates, days)) out.insert(hit.docid);
        return out;
      };
      std::set<DocId> placed;
      for (const Bar& bar : timeline.bars) {
        const std::set<DocId> expected = scanned({bar.first, bar.last});
        ASSERT_EQ(bar.passages, expected.size()) << request.q << " " << bar.label;
        placed.insert(expected.begin(), expected.end());
        ++compared;
        if (!dice_->one_in(10)) continue;
        SearchRequest narrow = request;
        narrow.filters.from = bar.first;
        narrow.filters.to = bar.last;
        const SearchResult through_filter = searcher_->search(narrow);
        ASSERT_EQ(through_filter.passages, bar.passages) << request.q << " " << bar.label;
        ASSERT_EQ(through_filter.documents, bar.documents) << request.q << " " << bar.label;
      }
      for (std::size_t i = 1; i < timeline.bars.size(); ++i)
        ASSERT_EQ(timeline.bars[i].first, timeline.bars[i - 1].last + 1);
      if (!timeline.bars.empty()) {
        const auto add = [&](std::uint32_t count, const dates::Interval& days) {
          const bool none = days.earliest && days.latest && *days.earliest > *days.latest;
          const std::set<DocId> outside = none ? std::set<DocId>() : scanned(days);
          ASSERT_EQ(count, outside.size()) << request.q;
          placed.insert(outside.begin(), outside.end());
        };
        add(timeline.before, {request.filters.from, timeline.bars.front().first - 1});
        add(timeline.after, {timeline.bars.back().last + 1, request.filters.to});
      }
      const auto undated = std::count_if(whole.hits.begin(), whole.hits.end(), [&](const Hit& hit) {
        return dates_of(hit.passage, request.dates).empty();
      });
      ASSERT_EQ(timeline.undated, undated);
      ASSERT_EQ(placed.size() + timeline.undated + timeline.unplaced, whole.passages);
    }
  }
  EXPECT_GT(compared, 10'000U);
  RecordProperty("bars", std::to_string(compared));
}

// The best passage of each document leads, and the others are counted.
TEST_F(Oracle, GroupsAreTheFirstOfEachDocument) {
  std::size_t compared = 0;
  for (unsigned seed = 600; seed < 600 + seeds(25); ++seed) {
    start(seed);
    for (int round = 0; round < 30; ++round) {
      SearchRequest request = random_request(*dice_, scan_->generation().documents().size());
      request.facets.clear();
      if (!dice_->one_in(5)) request.q = random_query(*dice_, *scan_, 1).text;
      const SearchResult whole = searcher_->search(request);
      std::vector<DocId> leading;
      std::map<std::uint32_t, std::uint32_t> in_document;
      for (const Hit& hit : whole.hits)
        if (in_document[hit.passage.document]++ == 0) leading.push_back(hit.docid);
      request.group = Group::document;
      request.limit = 1 + dice_->roll(3);
      std::vector<DocId> leafed;
      do {
        const SearchResult page = searcher_->search(request);
        ASSERT_EQ(page.passages, whole.passages);
        ASSERT_EQ(page.documents, leading.size());
        for (const Hit& hit : page.hits) {
          leafed.push_back(hit.docid);
          ASSERT_EQ(hit.in_document, in_document[hit.passage.document]);
          ++compared;
        }
        request.offset += request.limit;
      } while (request.offset < whole.documents);
      ASSERT_EQ(leafed, leading) << request.q;
    }
  }
  EXPECT_GT(compared, 500U);
}

// A fuzzy word finds what any of the words near to it finds.
TEST_F(Oracle, FuzzyWordsFindWhatTheirNeighboursFind) {
  const auto near = [](const std::string& a, const std::string& b) {
    const std::size_t limit = a.size() < 4 ? 0 : a.size() < 7 ? 1 : 2;
    const std::size_t edits = edit_distance(a, b, 3);
    const bool digits = (a + b).find_first_of("0123456789") != std::string::npos;
    return edits == 0 || (edits <= limit && !digits && (edits < 2 || a[0] == b[0]));
  };
  std::size_t more = 0;
  for (unsigned seed = 700; seed < 700 + seeds(40); ++seed) {
    start(seed);
    std::set<std::string> vocabulary;
    for (const Scanned& one : scan_->passages())
      vocabulary.insert(one.words.begin(), one.words.end());
    for (const std::string& written_word : kVocabulary) {
      const std::string word = asked_word(written_word);
      if (text::is_function_word(word) || scan_->sole_actor({word})) continue;
      std::set<std::string> stems{stem(word)}, function_words;
      for (const std::string& other : vocabulary) {
        if (!near(word, other)) continue;
        if (text::is_function_word(other))
          function_words.insert(other);
        else
          stems.insert(stem(other));
      }
      std::set<DocId> expected, got;
      for (const Scanned& one : scan_->passages())
        if (std::ranges::any_of(stems,
                                [&](const std::string& s) { return one.stems.contains(s); }) ||
            std::ranges::any_of(function_words,
                                [&](const std::string& w) { return one.has_function_word(w); }))
          expected.insert(one.docid);
      const SearchResult result = searcher_->search({.q = word, .fuzzy = true, .limit = kMostHits});
      for (const Hit& hit : result.hits) got.insert(hit.docid);
      ASSERT_EQ(got, expected) << word << ": " << result.understood;
      more += expected.size() > searcher_->search({.q = word}).passages ? 1 : 0;
    }
  }
  EXPECT_GT(more, 20U);
}

TEST_F(Oracle, SuggestionsCountWhatIsThere) {
  std::size_t compared = 0;
  for (unsigned seed = 800; seed < 800 + seeds(20); ++seed) {
    start(seed);
    const Snapshot& snapshot = searcher_->snapshot();
    std::map<std::string, std::uint32_t> words;
    for (const Scanned& one : scan_->passages())
      for (const std::string& word : std::set(one.words.begin(), one.words.end())) ++words[word];
    const index::WordList& list = snapshot.generation().words();
    ASSERT_EQ(list.size(), words.size());
    for (const auto& [word, passages] : words) {
      ASSERT_EQ(list.passages_of(word), passages) << word;
      const auto found = suggest(snapshot, word, 1000).words;
      ASSERT_TRUE(std::any_of(found.begin(), found.end(), [&](const Suggestions::Word& one) {
        return folded(one.word)[0] == word && one.passages == passages;
      })) << word;
      ++compared;
    }
    for (const NamedActor& actor :
         actors_by_name(snapshot, {.evidence = actors::Evidence::adjective})) {
      std::set<std::uint32_t> documents;
      std::uint32_t passages = 0;
      for (const Scanned& one : scan_->passages()) {
        if (!names(one.passage, actor.actor, actors::Evidence::adjective)) continue;
        ++passages;
        documents.insert(one.passage.document);
      }
      ASSERT_EQ(actor.passages, passages);
      ASSERT_EQ(actor.documents, documents.size());
      ++compared;
    }
  }
  EXPECT_GT(compared, 300U);
}

// Companions, dates and forms of every actor by every evidence, counted passage by passage.
TEST_F(Oracle, ProfilesOfActorsAgreeWithTheScan) {
  std::size_t companions = 0, dated = 0;
  for (unsigned seed = 900; seed < 940; ++seed) {
    start(seed);
    const Snapshot& snapshot = searcher_->snapshot();
    const auto& actors = scan_->generation().actors();
    for (std::uint32_t actor = 0; actor < actors.size(); ++actor) {
      const SearchRequest request{.filters = {.actor_all = {std::string(actors[actor].id)}},
                                  .evidence = static_cast<actors::Evidence>(dice_->roll(3))};
      SCOPED_TRACE("seed " + std::to_string(seed) + ": " + std::string(actors[actor].id));
      const ActorProfile profile =
          make_profile(actor, members(searcher_->all(request)), snapshot, request, 100);

      std::map<std::pair<std::string, actors::Evidence>, std::uint32_t> forms;
      std::optional<dates::Day> first, last;
      std::vector<const Scanned*> with;
      for (const Scanned& one : scan_->passages()) {
        for (const auto& mention : one.passage.mentions)
          if (mention.actor == actor && mention.evidence <= request.evidence)
            ++forms[{std::string(text::slice(one.passage.text, mention.span)), mention.evidence}];
        if (!names(one.passage, actor, request.evidence)) continue;
        with.push_back(&one);
        for (const Date& date : dates_of(one.passage, {.context = false})) {
          const auto& [earliest, latest] = date.interval;
          const auto begin = earliest ? earliest : latest, end = latest ? latest : earliest;
          if (begin && (!first || *begin < *first)) first = begin;
          if (end && (!last || *end > *last)) last = end;
        }
      }
      ASSERT_EQ(profile.passages, with.size());
      ASSERT_EQ(profile.forms.size(), forms.size());
      for (const index::NameForm& form : profile.forms)
        ASSERT_EQ(form.mentions, (forms.at({form.text, form.evidence})));
      ASSERT_EQ(profile.first.has_value(), first.has_value());
      if (first) {
        const auto& begins = profile.first->date.interval;
        const auto& ends = profile.last->date.interval;
        ASSERT_EQ(begins.earliest ? begins.earliest : begins.latest, first);
        ASSERT_EQ(ends.latest ? ends.latest : ends.earliest, last);
        ++dated;
      }

      // The ratio from the table of observed and expected numbers.
      std::map<std::uint32_t, double> scores;
      const double all = static_cast<double>(scan_->passages().size());
      for (std::uint32_t other = 0; other < actors.size(); ++other) {
        double table[2][2] = {{0, 0}, {0, 0}};
        for (const Scanned& one : scan_->passages())
          ++table[names(one.passage, actor, request.evidence) ? 1 : 0]
                 [names(one.passage, other, request.evidence) ? 1 : 0];
        double ratio = 0;
        for (int i = 0; i < 2; ++i)
          for (int j = 0; j < 2; ++j) {
            const double expected = (table[i][0] + table[i][1]) * (table[0][j] + table[1][j]) / all;
            if (table[i][j] > 0) ratio += 2 * table[i][j] * std::log(table[i][j] / expected);
          }
        const double expected = (table[1][0] + table[1][1]) * (table[0][1] + table[1][1]) / all;
        if (other != actor && table[1][1] > expected + 1e-9) scores[other] = ratio;
      }
      ASSERT_EQ(profile.companions.total, scores.size());
      ASSERT_EQ(profile.companions.first.size(), scores.size());
      for (std::size_t i = 0; i < profile.companions.first.size(); ++i) {
        const Companion& one = profile.companions.first[i];
        ASSERT_NEAR(one.score, scores.at(one.actor), 1e-9);
        std::set<std::string> documents;
        std::uint32_t shared = 0;
        for (const Scanned* passage : with)
          if (names(passage->passage, one.actor, request.evidence)) {
            ++shared;
            documents.insert(passage->document->id);
          }
        ASSERT_EQ(one.passages, shared);
        ASSERT_EQ(one.documents, documents.size());
        if (i > 0) {
          ASSERT_LE(one.score, profile.companions.first[i - 1].score);
        }
        ++companions;
      }
    }
  }
  EXPECT_GT(companions, 200U);
  EXPECT_GT(dated, 100U);
}

TEST_F(Oracle, TheFirstValuesOfAFacetAreTheFirstOfAll) {
  for (unsigned seed = 400; seed < 400 + seeds(10); ++seed) {
    start(seed);
    for (const FacetName& facet : facet_names()) {
      SearchRequest request{.facets = {facet.facet}, .facet_limit = kMostFacetValues};
      const FacetResult whole = searcher_->search(request).facets[0];
      for (const std::size_t limit : {0U, 1U, 2U, 5U}) {
        request.facet_limit = limit;
        const FacetResult first = searcher_->search(request).facets[0];
        ASSERT_EQ(first.total, whole.total);
        ASSERT_EQ(first.values.size(), std::min(limit, whole.values.size()));
        for (std::size_t i = 0; i < first.values.size(); ++i)
          ASSERT_EQ(first.values[i].id, whole.values[i].id) << facet.name;
      }
    }
  }
}

}  // namespace
}  // namespace fasti::search
