#include "core/actors/name_runs.h"

#include <algorithm>

#include "core/actors/lexicon.h"

namespace fasti::actors {
namespace {

constexpr std::size_t kLongestRun = 24;  // tokens; what is longer is a headline

bool is_year(std::string_view text) {
  return text.size() == 4 && (text[0] == '1' || text[0] == '2');
}

class RunCutter {
 public:
  explicit RunCutter(const KeyedText& text) : text_(text), tokens_(text.tokens) {}

  std::vector<NameRun> run() {
    std::size_t at = 0;
    while (at < tokens_.size()) {
      if (!may_start(at)) {
        ++at;
        continue;
      }
      const std::size_t last = end_of_run(at);
      cut(at, last);
      at = last;
    }
    return std::move(runs_);
  }

 private:
  const std::string& key(std::size_t i) const { return text_.key(i); }
  bool is(std::size_t i, std::uint32_t classes) const {
    return i < tokens_.size() && tokens_[i].word && text_.word(i).is_a(classes);
  }
  std::string_view symbol(std::size_t i) const {
    return i < tokens_.size() && !tokens_[i].word ? tokens_[i].in(text_.text) : std::string_view();
  }
  bool is_name_noun(std::size_t i) const {
    return tokens_[i].capital && text_.word(i).in_name.has_value();
  }
  bool is_state_adjective(std::size_t i) const { return text_.word(i).state_adjective; }

  // All letters are capitals here and in a neighbour: capitals say nothing.
  bool is_shouted(std::size_t i) const {
    if (!tokens_[i].all_capitals || tokens_[i].initials) return false;
    const auto loud = [this](std::size_t j) {
      return tokens_[j].word && tokens_[j].all_capitals && tokens_[j].end - tokens_[j].begin > 2;
    };
    if (i > 0 && loud(i - 1)) return true;
    return i + 1 < tokens_.size() && loud(i + 1);
  }

  bool may_start(std::size_t i) const {
    if (!text_.is_name(i) || is_shouted(i)) return false;
    // "neo-Platonism", "anti-British"
    if (i >= 2 && key(i - 1) == "-" && !tokens_[i].blank_before && tokens_[i - 2].word &&
        !tokens_[i - 2].capital && !tokens_[i - 1].blank_before) {
      return is(i - 2, kParticle);  // "al-Maghili"
    }
    if (is(i, kCalendar)) return i + 1 < tokens_.size() && extends_calendar(i);
    return true;
  }
  // "October Revolution", "Jan van Leiden"
  bool extends_calendar(std::size_t i) const {
    if (!tokens_[i + 1].blank_before) return false;
    if (is(i, kGivenName) && is(i + 1, kParticle) && !tokens_[i + 1].capital) {
      return text_.is_name(i + 2) && key(i + 1) != "of";
    }
    return text_.is_name(i + 1) && is_name_noun(i + 1);
  }
  // "S-400", "Su-30s": a short word tied to a number; after a longer one the hyphen may be a dash.
  bool is_designation(std::size_t i) const {
    constexpr std::size_t kShort = 6;
    if (i + 2 >= tokens_.size() || !tokens_[i].word || key(i + 1) != "-") return false;
    if (key(i).size() > kShort) return false;
    if (tokens_[i + 1].blank_before || tokens_[i + 2].blank_before) return false;
    const char digit = text_.text[tokens_[i + 2].begin];
    return digit >= '0' && digit <= '9';
  }
  // "People's", "Workers'": those whom a body or a law is for, not one who owns it.
  bool is_of_many(std::size_t i) const {
    static constexpr std::string_view kMany[] = {
        "children", "citizens", "farmers", "ladies",  "men",     "miners",   "nations",
        "peasants", "people",   "peoples", "sailors", "slaves",  "soldiers", "students",
        "teachers", "veterans", "women",   "workers", "workmen", "writers"};
    static_assert(std::ranges::is_sorted(kMany));
    return tokens_[i].capital && std::ranges::binary_search(kMany, key(i));
  }
  bool continues(std::size_t i) const {
    return text_.is_name(i) && !tokens_[i].sentence_start && !is_shouted(i);
  }

  // The end of the run that begins at `first`; what joins two words is decided in one place each.
  std::size_t end_of_run(std::size_t first) {
    std::size_t last = first + 1;
    while (last < tokens_.size() && last - first < kLongestRun) {
      const std::size_t joined = join(first, last);
      if (joined == last) break;
      last = joined;
    }
    return std::min(last, tokens_.size());
  }

  // The new end of a run first..last if it goes on, or `last`.
  std::size_t join(std::size_t first, std::size_t last) const {
    const NameToken& previous = tokens_[last - 1];
    const NameToken& next = tokens_[last];
    if (is_designation(last - 1)) return last + 2;
    if (last - first > 2 && is_designation(last - 3)) return last;
    if (is_state_adjective(last - 1) && is_designation(last)) return last;
    if (is_first_of_name(last)) return last + 1;
    if (continues(last) && next.blank_before) {
      if (previous.possessive) return joins_possessive(first, last) ? last + 1 : last;
      if (is(last, kCalendar)) return joins_calendar(first, last) ? last + 1 : last;
      return last + 1;
    }
    if (previous.possessive) return last;
    const std::string_view mark = symbol(last);
    if (!mark.empty()) return join_symbol(first, last, mark);
    if (next.word && !next.capital && next.blank_before) return join_word(first, last);
    return last;
  }

  // The numeral of "Alexander I", which is no pronoun. After a name that we do not know it is one
  // only where no pronoun could stand.
  bool is_first_of_name(std::size_t last) const {
    const NameToken& previous = tokens_[last - 1];
    if (key(last) != "i" || !tokens_[last].capital || !tokens_[last].blank_before ||
        !previous.capital || previous.possessive || previous.initials) {
      return false;
    }
    if (is(last - 1, kGivenName)) return !is(last + 1, kAuxiliary | kSays | kPersonVerb);
    constexpr std::uint32_t kNoPerson = kOrdinary | kTitle | kCalendar | kStarter | kModifier;
    if (is(last - 1, kNoPerson) || previous.all_capitals || is_name_noun(last - 1)) return false;
    if (last + 1 == tokens_.size()) return true;
    const std::string_view mark = symbol(last + 1);
    const bool ends = mark == "," || mark == "." || mark == ";" || mark == ")" || mark == "(";
    return ends || key(last + 1) == "of" || key(last + 1) == "and";
  }

  // "Shays's Rebellion", "Council of People's Deputies", not "Roosevelt's New Deal".
  bool joins_possessive(std::size_t first, std::size_t last) const {
    const std::size_t owner = tokens_[last - 1].word ? last - 1 : last - 2;
    if (is_of_many(owner)) return true;
    if (text_.word(last - 1).state_name || continues(last + 1)) return false;
    const std::optional<Type> type = text_.word(last).in_name;
    return last - first <= 2 && (type == Type::war || type == Type::event);
  }
  // "Black Tuesday", "Stanisław August Poniatowski"
  bool joins_calendar(std::size_t first, std::size_t last) const {
    if (is(last - 1, kGivenName) && continues(last + 1) && !is(last + 1, kCalendar)) return true;
    return last == first + 1 && !is(first, kTitle | kStarter | kCalendar) &&
           key(last).ends_with("day") && !continues(last + 1);
  }

  std::size_t join_symbol(std::size_t first, std::size_t last, std::string_view mark) const {
    const bool hyphen = key(last) == "-" && mark != "—";
    if (hyphen && !tokens_[last].blank_before && last + 1 < tokens_.size() &&
        !tokens_[last + 1].blank_before && tokens_[last + 1].word) {
      if (tokens_[last + 1].capital) return last + 2;
      // "Châlons-sur-Marne", "Port-au-Prince"
      static constexpr std::string_view kTies[] = {"au", "aux", "de", "du",   "en",  "ez",  "la",
                                                   "le", "les", "no", "sous", "sur", "upon"};
      static_assert(std::ranges::is_sorted(kTies));
      const bool tied = last + 3 < tokens_.size() && key(last + 2) == "-" &&
                        !tokens_[last + 2].blank_before && !tokens_[last + 3].blank_before;
      if (tied && std::ranges::binary_search(kTies, key(last + 1))) return last + 4;
      // "Panmunjom-ri", "Hokkai-do"
      static constexpr std::string_view kTails[] = {"cho", "do", "dong", "gun", "ji",
                                                    "ku",  "ri", "san",  "shi"};
      if (std::ranges::find(kTails, key(last + 1)) != std::end(kTails)) return last + 2;
      return is(first, kFamilyFirst) ? last + 2 : last;  // "Chiang Kai-shek"
    }
    if (hyphen && tokens_[last].blank_before && continues(last + 1)) {
      // "Smoot - Hawley Tariff Act": names parted by a spaced dash before the noun of both.
      std::size_t end = last + 1;
      while (end < last + 5 && continues(end)) ++end;
      const std::optional<Type> type = text_.word(end - 1).in_name;
      const bool pair = end - last > 2 && (type == Type::other || type == Type::treaty);
      return pair ? end : last;
    }
    if ((mark == "&" || mark == "'" || mark == "’") && continues(last + 1) &&
        tokens_[last + 1].blank_before) {
      if (mark == "&") return last + 2;
      return joins_possessive(first, last + 1) ? last + 2 : last;  // "Shays' Rebellion"
    }
    return last;
  }

  std::size_t join_word(std::size_t first, std::size_t last) const {
    const std::string& word = key(last);
    std::size_t next = last + 1;
    if (is_war_of_two(first, last) || is_small_head(first, last)) return last + 1;
    if (word == "v" || word == "vs") {
      if (symbol(next) == ".") ++next;
      return text_.is_name(next) ? next + 1 : last;  // the stop may look like a sentence's end
    }
    if (word == "of") return join_of(first, last);
    if (word == "and") return join_and(first, last);
    if (word == "for" || word == "on" || word == "against") {
      if (next < tokens_.size() && key(next) == "the") ++next;
      const std::optional<Type> type = text_.word(last - 1).in_name;
      const bool takes = type == Type::organisation || type == Type::treaty;
      return takes && continues(next) && !is(next, kCalendar) ? next + 1 : last;
    }
    if (word == "the") {
      // "Peter the Great"
      return continues(next) && is(next, kEpithet) && last == first + 1 ? next + 1 : last;
    }
    if (is_elided(last) && !is_name_noun(last - 1)) return last + 1;
    if (word == "no") {
      // "Minamoto no Yoritomo"
      const bool one = last == first + 1 && !tokens_[first].sentence_start;
      return one && continues(next) && !text_.word(first).state_name ? next + 1 : last;
    }
    if (!is(last, kParticle) || is_name_noun(last - 1)) return last;
    // "Bashar al-Assad", "Leonardo da Vinci", "Otto von Bismarck", "Simón de la Cruz"
    if (key(next < tokens_.size() ? next : last) == "-" && continues(next + 1)) return next + 2;
    if (word == "al") return last;
    if (is(next, kParticle) && !tokens_[next].capital) ++next;
    return continues(next) ? next + 1 : last;
  }

  // "Third Anglo-Maratha war"
  bool is_war_of_two(std::size_t first, std::size_t last) const {
    return last >= first + 3 && (key(last) == "war" || key(last) == "wars") && key(last - 2) == "-";
  }

  // "the Nordheim uprising": a happening is often called so, but not every treaty or revolt of the
  // Turks is.
  bool is_small_head(std::size_t first, std::size_t last) const {
    static constexpr std::string_view kHeads[] = {
        "accord", "accords",   "affair", "conspiracy", "incident", "massacre", "mutiny",  "pact",
        "pogrom", "rebellion", "revolt", "riots",      "scandal",  "treaty",   "uprising"};
    static_assert(std::ranges::is_sorted(kHeads));
    return first > 0 && last > first && key(first - 1) == "the" && !tokens_[last].capital &&
           std::ranges::binary_search(kHeads, key(last)) && !is_state_adjective(last - 1) &&
           !is(first, kOrdinary | kStarter | kModifier | kTransparent) && !is_name_noun(last - 1);
  }

  // "d'Escoto": a particle that has grown together with its name.
  bool is_elided(std::size_t i) const {
    const std::string_view token = tokens_[i].in(text_.text);
    const bool particle = key(i).starts_with("d'") || key(i).starts_with("l'");
    return particle &&
           std::any_of(token.begin(), token.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  std::size_t join_of(std::size_t first, std::size_t last) const {
    const std::size_t head = last - 1;
    std::size_t next = last + 1;
    if (next < tokens_.size() && key(next) == "the") ++next;
    if (next >= tokens_.size()) return last;
    const bool noun = is_name_noun(head);
    if (tokens_[next].number) {
      const bool year = next == last + 1 && is_year(tokens_[next].in(text_.text));
      return noun && year && is_told_by_year(first, head) ? next + 1 : last;
    }
    if (!continues(next) || is(next, kCalendar)) return last;
    if (is(head, kNobility)) return next + 1;
    if (is(head, kOffice)) return last;
    if (noun || key(head) == "peace")
      return is(head, kTransparent) && head == first ? last : next + 1;
    if (has_purpose(first, last)) return next + 1;
    // "Joan of Arc", "Emperor Wu of Han"
    const bool numbered = head > first && is_first_of_name(head);
    const bool person = is(head, kGivenName) || is(head, kSuffix) || numbered ||
                        (head > first && is(head - 1, kTitle) && !is(head, kTitle | kModifier));
    return person && next == last + 1 ? next + 1 : last;
  }

  // Does the year belong to the name: "Compromise of 1867", "Hungarian Revolution of 1848",
  // "Banking Act of 1933", but not "Balkan Wars of 1912"?
  bool is_told_by_year(std::size_t first, std::size_t head) const {
    const std::optional<Type> type = text_.word(head).in_name;
    if (type != Type::war && type != Type::treaty && type != Type::event) return true;
    while (first < head && (is(first, kArticle | kStarter) || is_state_adjective(first))) ++first;
    return first == head;
  }

  // "Treaty on the Non-Proliferation [of Nuclear Weapons]": does a name tell what it is for?
  bool has_purpose(std::size_t first, std::size_t last) const {
    for (std::size_t i = first + 1; i < last; ++i) {
      if (!tokens_[i].capital && (key(i) == "for" || key(i) == "on")) return true;
    }
    return false;
  }

  // "Articles of Confederation and Perpetual Union", "First and Second Continental Congress".
  std::size_t join_and(std::size_t first, std::size_t last) const {
    const std::size_t next = last + 1;
    if (!continues(next) || text_.word(next).state_name) return last;
    static constexpr std::string_view kOrdinals[] = {"first",    "second",  "third", "fourth",
                                                     "northern", "eastern", "upper"};
    const auto is_ordinal = [this](std::size_t i) {
      return std::find(std::begin(kOrdinals), std::end(kOrdinals), key(i)) != std::end(kOrdinals);
    };
    if (last == first + 1 && is_ordinal(first) && is_ordinal(next)) return next + 1;
    const bool person = is(next, kGivenName | kTitle) || is_state_adjective(next);
    if (has_purpose(first, last) && !person) return next + 1;
    std::size_t of = last;
    for (std::size_t i = first; i < last; ++i) {
      if (key(i) == "of" || key(i) == "for") {
        of = i;
        break;
      }
    }
    if (of == last || of == first) return last;
    static constexpr std::string_view kTakers[] = {
        "ministry", "department", "committee", "bureau",  "articles", "board",      "commission",
        "council",  "institute",  "house",     "society", "academy",  "secretariat"};
    return std::find(std::begin(kTakers), std::end(kTakers), key(of - 1)) != std::end(kTakers)
               ? next + 1
               : last;
  }

  // Leaves off what leads up to a name and keeps the rest, if any.
  void cut(std::size_t first, std::size_t last) {
    NameRun run{first, last, tokens_[first].sentence_start, false, std::nullopt};
    strip_front(run);
    strip_back(run);
    if (run.first >= run.last) return;
    run.called = called(run);
    runs_.push_back(run);
  }

  void strip_front(NameRun& run) {
    const auto drop = [&run] {
      ++run.first;
      run.initial = false;
    };
    // "The Hague", but "An Lushan" inside a sentence
    while (run.first < run.last && (tokens_[run.first].sentence_start || key(run.first) == "the") &&
           is(run.first, kStarter | kArticle) && !is(run.first, kTitle) && !leads_name(run) &&
           !(is_of_many(run.first) && tokens_[run.first].possessive)) {
      drop();
    }
    while (run.first < run.last && !tokens_[run.first].capital) drop();
    // "Q. Mr. President", of who speaks
    if (run.last - run.first > 1 && tokens_[run.first].initials && is(run.first + 1, kTitle)) {
      drop();
    }
    strip_titles(run);
    // "[Secretary of] State Cordell Hull"
    if (run.first >= 2 && key(run.first - 1) == "of" && is(run.first - 2, kOffice)) {
      std::size_t name = run.first;
      while (name < run.last && is(name, kOrdinary | kTransparent | kModifier) &&
             !is(name, kGivenName) && tokens_[name].capital) {
        ++name;
      }
      const bool surname = name + 1 == run.last && !is_name_noun(name);
      if (name < run.last && name > run.first && (is(name, kGivenName) || surname)) {
        run.first = name;
        run.titled = true;
      }
    }
    // "[Chairman of the Federal Reserve] Ben Bernanke" is told apart later, by both parts.
  }

  // "Great Depression", "New Deal": a starter that belongs to what follows.
  bool leads_name(const NameRun& run) const {
    if (is(run.first, kArticle) || run.first + 1 >= run.last) return false;
    static constexpr std::string_view kLeading[] = {"great",  "new",    "first",  "second", "third",
                                                    "old",    "high",   "big",    "long",   "short",
                                                    "low",    "common", "large",  "major",  "early",
                                                    "modern", "late",   "social", "general"};
    return std::find(std::begin(kLeading), std::end(kLeading), key(run.first)) !=
           std::end(kLeading);
  }

  // "Turkish Foreign Minister", "Gen.", "King": everything up to the last title, if a name follows.
  void strip_titles(NameRun& run) {
    std::size_t name = run.first;
    std::size_t title = run.last;  // the last title seen
    while (name < run.last) {
      // A sentence's first word may be any profession: "Historian Erwin Panofsky".
      const bool profession = tokens_[name].sentence_start && text_.word(name).noun == Type::person;
      // "Generals Kuroki and Nogi"
      std::string buffer;
      const bool titles = tokens_[name].capital && is_a(singular(key(name), buffer), kSurnameTitle);
      if (profession || titles ||
          (is(name, kTitle) && !(name > run.first && is(name, kGivenName)))) {
        title = name;
      } else if (!is(name, kModifier) && !is_state_adjective(name) && key(name) != "-") {
        break;
      }
      ++name;
    }
    if (title == run.last) return;
    if (name < run.last && !tokens_[name].capital) {
      // "Duke of Wellington", "King of Prussia": joined only where the whole is a name.
      if (key(name) == "of" && is(title, kNobility)) {
        run.first = title;
        run.titled = true;
        return;
      }
      if (key(name) == "of") return;
    }
    name = title + 1;
    static constexpr std::string_view kMonarchs[] = {"king",   "queen", "emperor", "empress",
                                                     "tsar",   "czar",  "sultan",  "pope",
                                                     "prince", "saint", "princess"};
    const bool monarch =
        std::find(std::begin(kMonarchs), std::end(kMonarchs), key(title)) != std::end(kMonarchs);
    if (name >= run.last) {
      // A title alone is no name, unless it is the surname after a given name.
      run.first = run.last;
      return;
    }
    run.initial = false;
    run.titled = true;
    // "Queen Victoria", "Emperor Wu of Han": a given name alone would say too little.
    const bool given_only = name + 1 == run.last || !tokens_[name + 1].capital;
    run.first = monarch && given_only ? title : name;
  }

  void strip_back(NameRun& run) const {
    while (run.first < run.last) {
      const std::size_t i = run.last - 1;
      const bool loose = !tokens_[i].capital && !tokens_[i].number && !is_elided(i) &&
                         !is_war_of_two(run.first, i) && !is_small_head(run.first, i);
      const bool year =
          tokens_[i].number && !(i > run.first && (key(i - 1) == "of" || key(i - 1) == "-"));
      // Chiang Kai-shek ends small.
      const bool bound = loose && i > run.first && key(i - 1) == "-" && tokens_[i].word;
      if ((!loose || bound) && !year) break;
      --run.last;
    }
  }

  // "the eastern capital, Luoyang.", "an accomplice, Kusakabe, was", "Edo (now Tokyo)"
  std::optional<Type> called_before(const NameRun& run) const {
    const std::size_t first = run.first;
    if (first < 2) return std::nullopt;
    const std::string_view closing = symbol(run.last);
    if (key(first - 1) == "now" && closing == ")") return Type::place;
    if (symbol(first - 1) != "," || tokens_[first - 2].capital || !tokens_[first - 2].word) {
      return std::nullopt;
    }
    const bool closed = closing == "," || closing == "." || closing == ";" || closing == "(";
    const auto type = text_.word(first - 2).noun;
    std::string buffer;
    const bool one = singular(key(first - 2), buffer) == key(first - 2);
    const bool says = type == Type::person || type == Type::place;
    return closed && one && says ? type : std::nullopt;
  }

  // What the nouns beside a run say it is.
  std::optional<Type> called(const NameRun& run) const {
    if (const auto type = called_by_noun_before(run)) return type;
    if (const auto type = called_before(run)) return type;
    const std::size_t next = run.last;
    if (next >= tokens_.size() || tokens_[next - 1].possessive) return std::nullopt;
    if (tokens_[next].word && !tokens_[next].capital && tokens_[next].blank_before) {
      return called_by_noun_after(next);
    }
    return called_in_apposition(run);
  }

  // "the historian Erwin Panofsky", "news agency Sputnik", "the poem Beowulf", "the cruiser
  // Aurora", "the city of Caffa"
  std::optional<Type> called_by_noun_before(const NameRun& run) const {
    const std::size_t first = run.first;
    if (first == 0 || !tokens_[first - 1].word || tokens_[first - 1].capital ||
        !tokens_[first].blank_before) {
      return std::nullopt;
    }
    const std::string& noun = key(first - 1);
    const auto type = text_.word(first - 1).noun;
    if (type == Type::person || type == Type::organisation || type == Type::place) return type;
    static constexpr std::string_view kThings[] = {
        "ballad",   "battleship", "brig",       "bull",       "chronicle", "corvette",  "cruiser",
        "decree",   "destroyer",  "edict",      "encyclical", "epic",      "film",      "frigate",
        "gunboat",  "hymn",       "ironclad",   "journal",    "minelayer", "monitor",   "novel",
        "opera",    "pamphlet",   "periodical", "play",       "poem",      "saga",      "satire",
        "schooner", "ship",       "sloop",      "song",       "steamer",   "steamship", "submarine",
        "symphony", "text",       "tract",      "tragedy",    "treatise",  "yacht"};
    static_assert(std::ranges::is_sorted(kThings));
    if (std::ranges::binary_search(kThings, noun)) return Type::other;
    if (noun == "of" && first > 1) return called_by_what_it_has(first - 2);
    return std::nullopt;
  }

  // What the noun at `i` is "of": "the city of Caffa". A place is what a battle, a castle or a
  // bishop is of.
  std::optional<Type> called_by_what_it_has(std::size_t i) const {
    if (!tokens_[i].word || tokens_[i].capital) return std::nullopt;
    static constexpr std::string_view kOf[] = {
        "abbey",  "archbishop", "battle",   "bishop", "capital",  "capture",
        "castle", "cathedral",  "citadel",  "city",   "county",   "district",
        "duchy",  "fortress",   "governor", "hill",   "island",   "isle",
        "lake",   "oasis",      "port",     "prince", "province", "region",
        "river",  "sack",       "seat",     "shrine", "siege",    "state",
        "suburb", "temple",     "town",     "valley", "village",  "walls"};
    static_assert(std::ranges::is_sorted(kOf));
    if (std::ranges::binary_search(kOf, key(i))) return Type::place;
    const bool state = text_.word(i).in_name == Type::state;
    return state ? std::optional(Type::state) : std::nullopt;
  }

  // "Gansu province", "Kama river", "Saadi dynasty", "Chankas tribe"
  std::optional<Type> called_by_noun_after(std::size_t next) const {
    if (is_kin(next)) return Type::people;
    const auto type = text_.word(next).in_name;
    const bool says = type == Type::place || type == Type::people || is_realm(next);
    return says ? type : std::nullopt;
  }

  // "Cai Lun, an official", "Leiria, a city in"
  std::optional<Type> called_in_apposition(const NameRun& run) const {
    const std::size_t first = run.first;
    std::size_t next = run.last;
    if (symbol(next) != "," || next + 2 >= tokens_.size()) return std::nullopt;
    const std::string& article = key(next + 1);
    // "Dingiswayo, chief of"
    if (text_.word(next + 1).noun == Type::person && !tokens_[next + 1].capital &&
        (key(next + 2) == "of" || key(next + 2) == "to")) {
      return Type::person;
    }
    if (article != "a" && article != "an" && article != "the") return std::nullopt;
    // "During the reign of Zara, the administration was reformed" says nothing of Zara.
    const bool may_be_subject = article == "the" && first > 0 && !tokens_[first - 1].capital &&
                                is(first - 1, kStarter | kPlacePreposition | kDirection);
    for (next += 2; next < tokens_.size() && tokens_[next].word; ++next) {
      if (is(next, kParticle | kStarter) && !tokens_[next].capital && key(next) != "great") break;
      if (tokens_[next].capital) continue;
      const auto type = text_.word(next).noun;
      const bool followed = next + 1 < tokens_.size() && tokens_[next + 1].word &&
                            !is(next + 1, kParticle | kStarter | kPlacePreposition | kDirection);
      if (type && !followed) {
        return may_be_subject && type != Type::person ? std::nullopt : type;
      }
    }
    return std::nullopt;
  }

  // "the Saadi dynasty", but not "a Democratic state"
  bool is_realm(std::size_t i) const {
    static constexpr std::string_view kRealms[] = {"caliphate", "dynasty",   "emirate",  "empire",
                                                   "khanate",   "shogunate", "sultanate"};
    return std::ranges::find(kRealms, key(i)) != std::end(kRealms);
  }

  // "the Bardi family"
  bool is_kin(std::size_t i) const {
    static constexpr std::string_view kKin[] = {"clan", "clans", "families", "family"};
    return std::ranges::find(kKin, key(i)) != std::end(kKin);
  }

  const KeyedText& text_;
  const std::vector<NameToken>& tokens_;
  std::vector<NameRun> runs_;
};

}  // namespace

KeyedText::KeyedText(std::string_view content)
    : text(content), tokens(name_tokens(content)), words_(tokens.size()), own_(tokens.size()) {}

KeyedText::KeyedText(std::string_view content, const text::CutText& cut, NameWords& known)
    : text(content), tokens(known.tokens(content, cut)), known_(&known), words_(tokens.size()) {}

const NameWord& KeyedText::look_up(std::size_t i) const {
  if (known_ != nullptr) return (*known_)(text, tokens[i]);
  return own_[i].emplace(tokens[i].in(text));
}

std::vector<NameRun> name_runs(const KeyedText& text) { return RunCutter(text).run(); }

std::string run_key(const KeyedText& text, const NameRun& run) {
  std::string key;
  for (std::size_t i = run.first; i < run.last; ++i) {
    if (!key.empty()) key += ' ';
    key += text.key(i);
  }
  return key;
}

}  // namespace fasti::actors
