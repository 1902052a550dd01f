#include "indexer/sources/scrape.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/actors/definition.h"
#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/names.h"
#include "indexer/sources/plain_text.h"
#include "indexer/sources/preview.h"
#include "indexer/sources/section_writer.h"
#include "indexer/sources/subject.h"

namespace fasti::sources {
namespace {

using text::MappedText;
using text::Span;

// --- Lines
// ----------------------------------------------------------------------------------------

enum class LineKind { blank, prose, preview, heading };

struct ScrapeLine {
  Span span;  // without blanks around it
  LineKind kind = LineKind::prose;
  PreviewCut cut;          // of a preview; offsets in the content
  std::size_t source = 0;  // of a preview: index of its extract
};

bool begins_lower_or_mark(std::string_view line) {
  std::size_t at = 0;
  const auto first = static_cast<UChar32>(text::decode(line, at));
  return u_islower(first) || std::string_view(",.;:)'").find(line[0]) != std::string_view::npos;
}

bool ends_sentence(std::string_view line) {
  return std::string_view(".!?:\"'*)").find(line.back()) != std::string_view::npos;
}

PreviewCut shifted(PreviewCut cut, std::size_t by) {
  for (Span* span : {&cut.anchor, &cut.extract}) {
    span->begin += by;
    span->end += by;
  }
  return cut;
}

// Without dots at its end only the repeated anchor in a broken sentence tells a preview.
constexpr std::size_t kShortestUndotted = 60;

// Sorts the lines of a page into their kinds.
class LineSorter {
 public:
  explicit LineSorter(std::string_view content) : content_(content) {
    Lines lines(content);
    while (const std::optional<Line> line = lines.next()) {
      const std::string_view words = line->trimmed();
      const auto begin = words.empty() ? line->span.begin
                                       : static_cast<std::size_t>(words.data() - content.data());
      ScrapeLine& added = lines_.emplace_back();
      added.span = {begin, begin + words.size()};
      if (words.empty()) added.kind = LineKind::blank;
    }
  }

  std::vector<ScrapeLine> run() {
    find_previews();
    find_headings();
    return std::move(lines_);
  }

 private:
  std::string_view text(const ScrapeLine& line) const { return text::slice(content_, line.span); }

  // Does the sentence run on around this line?
  bool is_broken_sentence(std::size_t at) const {
    if (at + 1 < lines_.size() && lines_[at + 1].kind != LineKind::blank) {
      return begins_lower_or_mark(text(lines_[at + 1]));
    }
    return at > 0 && lines_[at - 1].kind != LineKind::blank && !ends_sentence(text(lines_[at - 1]));
  }

  void find_previews() {
    KnownExtracts known;
    std::vector<std::size_t> uncut;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      ScrapeLine& line = lines_[at];
      if (line.kind == LineKind::blank) continue;
      const std::string_view words = text(line);
      const bool dotted = ends_like_preview(words);
      if (!dotted && (words.size() < kShortestUndotted || words.size() > kLongestLine)) continue;
      const auto cut = cut_preview(words);
      if (!dotted && !(cut && cut->rule == kRepeatRule && is_broken_sentence(at))) continue;
      line.kind = LineKind::preview;
      if (cut) {
        line.cut = shifted(*cut, line.span.begin);
        known.add(text::slice(content_, line.cut.extract));
      } else {
        uncut.push_back(at);
      }
    }
    // Where the line itself does not show the border, the same extract under another anchor may.
    for (const std::size_t at : uncut) {
      ScrapeLine& line = lines_[at];
      const std::string_view words = text(line);
      line.cut = shifted(known.cut(words).value_or(guess_preview(words)), line.span.begin);
    }
  }

  void find_headings() {
    std::size_t blanks = 0;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      ScrapeLine& line = lines_[at];
      if (line.kind == LineKind::blank) {
        ++blanks;
        continue;
      }
      const bool blank_after = at + 1 == lines_.size() || lines_[at + 1].kind == LineKind::blank;
      if (line.kind == LineKind::prose && blanks >= 2 && blank_after &&
          ends_like_heading(text(line)) && !text(line).starts_with('*')) {
        line.kind = LineKind::heading;
      }
      blanks = 0;
    }
  }

  static constexpr std::size_t kLongestLine = 2000;

  const std::string_view content_;
  std::vector<ScrapeLine> lines_;
};

// --- Joining
// --------------------------------------------------------------------------------------

// Words of one or two letters; others of that length after an anchor are its ending.
constexpr std::string_view kShortWords[] = {"a",  "am", "an", "as", "at", "be", "by", "do", "go",
                                            "he", "i",  "if", "in", "is", "it", "me", "my", "no",
                                            "of", "on", "or", "ox", "so", "to", "up", "us", "we"};
// Longer endings that are no words.
constexpr std::string_view kEndings[] = {"ally", "ans",  "ern", "ers",  "ese",  "ian",
                                         "ians", "ies",  "ing", "ings", "ism",  "isms",
                                         "ist",  "ists", "ity", "ized", "ment", "ness"};
static_assert(std::ranges::is_sorted(kShortWords) && std::ranges::is_sorted(kEndings));

std::string_view first_letters(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!u_isalpha(static_cast<UChar32>(text::decode(text, at)))) break;
    end = at;
  }
  return text.substr(0, end);
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return text.ends_with(mark); });
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return text.starts_with(mark); });
}

bool letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && u_isalnum(static_cast<UChar32>(text::decode(text, at)));
}

// Does a line that follows an anchor continue its last word or stand close to it?
bool joins_anchor(std::string_view anchor, std::string_view next) {
  if (starts_with_any(next, {",", ".", ";", ":", ")", "]", "!", "?", "%", "/", "”", "»"})) {
    return true;
  }
  // "'s", but not a quotation that opens
  for (const std::string_view apostrophe : {"'", "’", "′"}) {
    if (!next.starts_with(apostrophe)) continue;
    const std::string_view after = next.substr(apostrophe.size());
    return !letter_at(after, 0) || first_letters(after) == "s";
  }
  for (const std::string_view mark : {"\"", "″", "-", "–", "—"}) {
    if (!next.starts_with(mark)) continue;
    const bool word_follows = letter_at(next, mark.size());
    const bool quote = mark == "\"" || mark == "″";
    return quote ? !word_follows : word_follows;
  }
  const std::string_view letters = first_letters(next);
  if (letters.empty() || letter_at(next, letters.size())) return false;
  std::size_t at = 0;
  const auto first = static_cast<UChar32>(text::decode(letters, at));
  // "Su-35" and "S"
  if (u_isupper(first)) {
    return at == letters.size() && letters != "A" && letters != "I" && !anchor.empty() &&
           anchor.back() >= '0' && anchor.back() <= '9';
  }
  const auto known = [&](const auto& words) {
    return std::binary_search(std::begin(words), std::end(words), letters);
  };
  return known(kEndings) || (text::count_code_points(letters) <= 2 && !known(kShortWords));
}

// Does what follows this text stand close to it? `quotes`: straight quotation marks so far.
bool joins_next(std::string_view before, std::size_t quotes) {
  if (ends_with_any(before, {"(", "[", "/", "“", "‘", "«", "„"})) return true;
  if (before.ends_with('"')) return quotes % 2 == 1;
  for (const std::string_view dash : {"-", "–"}) {
    if (before.ends_with(dash) && before.size() > dash.size() &&
        before[before.size() - dash.size() - 1] != ' ') {
      return true;
    }
  }
  return false;
}

// The text of one section as it was before it was broken into lines.
class Prose {
 public:
  explicit Prose(const MappedText& content) : content_(content), all_(content.str()) {}

  bool empty() const { return raw_.empty(); }

  void add_prose(Span span, bool list) {
    const std::string_view line = text::slice(all_, span);
    if (!list && !line.starts_with("* ") && line != "*") {
      join(span, false);
      return;
    }
    // Items that were run together on a line.
    std::size_t begin = 0;
    while (begin <= line.size()) {
      std::size_t star = line.find('*', begin);
      while (star != std::string_view::npos && !is_item_mark(line, star)) {
        star = line.find('*', star + 1);
      }
      const std::string_view item = trim(line.substr(begin, star - begin));
      if (!item.empty()) {
        const auto at = static_cast<std::size_t>(item.data() - all_.data());
        join({at, at + item.size()}, false);
      }
      if (star == std::string_view::npos) return;
      paragraph();
      begin = star + 1;
    }
  }

  void add_anchor(Span span, std::optional<std::string> target) {
    join(span, true);
    if (target) links_.push_back({content_.source(span), std::move(*target)});
  }

  void paragraph() {
    if (raw_.empty()) return;
    raw_.append_replaced("\n\n", end_, 0);
    after_anchor_ = false;
    fresh_ = true;
  }

  // Hands the text over and begins anew.
  void write(SectionWriter& writer) {
    const MappedText text = std::exchange(raw_, {}).over(content_);
    writer.add(text, {0, text.size()}, {.links = links_});
    links_.clear();
    after_anchor_ = false;
    fresh_ = true;
    quotes_ = 0;
  }

 private:
  static bool is_item_mark(std::string_view line, std::size_t star) {
    const bool before = star == 0 || line[star - 1] == ' ';
    const bool after = star + 1 == line.size() || line[star + 1] == ' ';
    return before && after;
  }

  void join(Span span, bool anchor) {
    const std::string_view next = text::slice(all_, span);
    if (!fresh_) {
      const bool close = (after_anchor_ && !anchor && joins_anchor(raw_.str(), next)) ||
                         joins_next(raw_.str(), quotes_);
      if (!close) raw_.append_replaced(" ", end_, std::min<std::size_t>(1, span.begin - end_));
    }
    raw_.append_verbatim(next, span.begin);
    quotes_ += static_cast<std::size_t>(std::count(next.begin(), next.end(), '"'));
    end_ = span.end;
    after_anchor_ = anchor;
    fresh_ = false;
  }

  const MappedText& content_;
  const std::string_view all_;
  MappedText raw_;  // places in the content
  std::vector<RawLink> links_;
  std::size_t end_ = 0;  // of what was added last
  std::size_t quotes_ = 0;
  bool after_anchor_ = false;
  bool fresh_ = true;  // at the beginning of a paragraph
};

// --- Sources
// --------------------------------------------------------------------------------------

// A previewed page, seen once or more.
struct Extract {
  Span span;  // of its longest copy
  struct Anchor {
    std::string name;
    bool repeated = false;     // the extract begins with it
    bool wrong_sense = false;  // it does not mean this page
  };
  std::vector<Anchor> anchors;  // distinct, in page order
  std::optional<actors::Definition> definition;
  std::string id;  // "" when no anchor means this page
};

// The previewed pages of one article.
class Extracts {
 public:
  explicit Extracts(std::string_view content) : content_(content) {}

  // Returns the index of the extract that this preview shows.
  std::size_t add(const PreviewCut& cut) {
    const std::size_t index = find_or_add(cut.extract);
    Extract& extract = extracts_[index];
    if (cut.extract.size() > extract.span.size()) extract.span = cut.extract;
    std::string name = text::clean(text::slice(content_, cut.anchor));
    const bool known = std::any_of(extract.anchors.begin(), extract.anchors.end(),
                                   [&](const Extract::Anchor& a) { return a.name == name; });
    if (!known) {
      extract.anchors.push_back({std::move(name), cut.rule == kRepeatRule, false});
    }
    return index;
  }

  // Reads what the extracts define and gives ids to those that an anchor means. `taken` is the
  // article's id.
  void define(const std::string& taken) {
    std::unordered_set<std::string> ids{taken};
    for (Extract& extract : extracts_) {
      const std::string words = text::clean(text::slice(content_, extract.span));
      for (Extract::Anchor& anchor : extract.anchors) {
        auto definition = actors::read_definition(words, anchor.name);
        anchor.wrong_sense = definition && definition->other_subject;
        const bool defines = definition && !definition->wrong_sense;
        if (defines && !extract.definition) extract.definition = std::move(definition);
      }
      const auto meant =
          std::find_if(extract.anchors.begin(), extract.anchors.end(),
                       [](const Extract::Anchor& anchor) { return !anchor.wrong_sense; });
      if (meant == extract.anchors.end() || words.empty()) continue;
      // Two pages may be defined by one name: then the anchor tells them apart.
      const std::string title = title_of(extract);
      extract.id = make_id(title);
      if (!ids.insert(extract.id).second) {
        const std::string by_anchor = make_id(meant->name);
        extract.id = by_anchor;
        for (int i = 2; !ids.insert(extract.id).second; ++i) {
          extract.id = by_anchor + "-" + std::to_string(i);
        }
      }
    }
  }

  // The id of the page that an anchor means, if it means this one.
  std::optional<std::string> target(std::size_t index, const PreviewCut& cut) const {
    const Extract& extract = extracts_[index];
    const std::string name = text::clean(text::slice(content_, cut.anchor));
    for (const Extract::Anchor& anchor : extract.anchors) {
      if (anchor.name == name && !anchor.wrong_sense && !extract.id.empty()) return extract.id;
    }
    return std::nullopt;
  }

  const std::vector<Extract>& all() const { return extracts_; }

  static std::string title_of(const Extract& extract);

 private:
  std::size_t find_or_add(Span span) {
    // Copies of one page differ only in how far they go.
    const std::string_view words = text::slice(content_, span);
    auto& same = by_beginning_[std::string(words.substr(0, kKnown))];
    for (const std::size_t index : same) {
      const std::string_view other = text::slice(content_, extracts_[index].span);
      const std::size_t common = std::min(words.size(), other.size());
      if (words.substr(0, common) == other.substr(0, common)) return index;
    }
    same.push_back(extracts_.size());
    extracts_.emplace_back().span = span;
    return extracts_.size() - 1;
  }

  static constexpr std::size_t kKnown = 60;

  const std::string_view content_;
  std::vector<Extract> extracts_;
  std::map<std::string, std::vector<std::size_t>> by_beginning_;
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::string folded = text::fold(text);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string capitalized(std::string_view name) {
  if (name.empty()) return "";
  std::size_t at = 0;
  const auto first = static_cast<UChar32>(text::decode(name, at));
  std::string out;
  text::append_utf8(out, static_cast<char32_t>(u_totitle(first)));
  out += name.substr(at);
  return out;
}

// The name as the page's own title would have it: an anchor that its text begins with; a shorter
// form of the name that the text defines ("Joseph Stalin" of "Joseph Vissarionovich Stalin"); that
// name; the anchor.
std::string Extracts::title_of(const Extract& extract) {
  std::vector<const Extract::Anchor*> anchors;
  for (const Extract::Anchor& anchor : extract.anchors) {
    if (anchor.wrong_sense) continue;
    if (anchor.repeated) return capitalized(anchor.name);
    anchors.push_back(&anchor);
  }
  if (!extract.definition || extract.definition->actor.name.empty()) {
    return capitalized(anchors.front()->name);
  }
  const std::string& defined = extract.definition->actor.name;
  const std::vector<std::string> full = words_of(defined);
  std::string best;
  for (const Extract::Anchor* anchor : anchors) {
    const std::vector<std::string> part = words_of(anchor->name);
    // First and last word the same, all others in order between them.
    if (part.size() < 2 || part.front() != full.front() || part.back() != full.back()) continue;
    std::size_t found = 0;
    for (const std::string& word : full) found += found < part.size() && word == part[found];
    if (found == part.size() && anchor->name.size() > best.size()) best = anchor->name;
  }
  return capitalized(best.empty() ? defined : best);
}

// --- The page
// -------------------------------------------------------------------------------------

// Words of the page's frame that may stand between title and text.
constexpr std::string_view kFurniture[] = {"home", "or:", "the info list", "theinfolist"};

bool is_furniture(std::string_view line) {
  const std::string folded = text::fold(line);
  return std::binary_search(std::begin(kFurniture), std::end(kFurniture), folded);
}

// What is left of markup at a page's end.
bool is_leftover(std::string_view line) {
  return starts_with_any(line, {"{{", "[[Category:", "Category:", "__"});
}

class PageReader {
 public:
  PageReader(const Source& source, Sink& sink)
      : source_(source),
        content_(source.content.str()),
        sink_(sink),
        lines_(LineSorter(content_).run()),
        extracts_(content_),
        writer_(article_),
        prose_(source.content) {}

  void run() {
    const std::size_t body = begin_article();
    for (ScrapeLine& line : lines_) {
      if (line.kind == LineKind::preview) line.source = extracts_.add(line.cut);
    }
    extracts_.define(article_.id);
    write_article(body);
    const std::string id = article_.id;
    sink_.document(std::move(article_));
    for (const Extract& extract : extracts_.all()) {
      if (!extract.id.empty()) write_source(extract, id);
    }
  }

 private:
  std::string_view text(const ScrapeLine& line) const { return text::slice(content_, line.span); }

  // Reads the title; returns the line that the article's text begins with.
  std::size_t begin_article() {
    std::size_t at = 0;
    while (at < lines_.size() && lines_[at].kind == LineKind::blank) ++at;
    article_.kind = "article";
    if (at == lines_.size()) return at;
    if (lines_[at].kind == LineKind::preview || lines_[at].span.size() > kLongestTitle) {
      article_.title = title_from(stem(source_.name));
      article_.id = make_id(stem(source_.name));
      return at;
    }
    article_.title = text::clean(text(lines_[at]));
    article_.id = make_id(article_.title);
    return after_furniture(at + 1);
  }

  // The first line that begins with the title again, else the first that is no known furniture.
  std::size_t after_furniture(std::size_t begin) const {
    constexpr std::size_t kFurnitureLines = 20;
    std::string title = text::fold(article_.title);
    // "Mercury (planet)"
    if (const std::size_t bracket = title.find(" ("); bracket != std::string::npos) {
      title.resize(bracket);
    }
    const std::size_t end = std::min(lines_.size(), begin + kFurnitureLines);
    for (std::size_t at = begin; at < end; ++at) {
      if (lines_[at].kind == LineKind::heading || lines_[at].kind == LineKind::preview) break;
      std::string line = text::fold(text(lines_[at]).substr(0, 2 * kLongestTitle));
      if (line.starts_with("the ")) line.erase(0, 4);
      if (line.starts_with(title)) return at;
    }
    std::size_t at = begin;
    while (at < lines_.size() &&
           (lines_[at].kind == LineKind::blank || is_furniture(text(lines_[at])))) {
      ++at;
    }
    return at;
  }

  void write_article(std::size_t begin) {
    bool reference = false;
    std::size_t blanks = 0;
    for (std::size_t at = begin; at < lines_.size(); ++at) {
      const ScrapeLine& line = lines_[at];
      if (line.kind == LineKind::blank) {
        ++blanks;
        continue;
      }
      if (line.kind == LineKind::heading) {
        // A heading right after another is below it; how the others nest is lost.
        const bool below = under_heading_ && prose_.empty() && !reference;
        prose_.write(writer_);
        const std::string words = text::clean(text(line));
        reference = is_reference_heading(words);
        writer_.begin(source_.content.slice(line.span), below && !reference ? 2 : 1);
        under_heading_ = true;
      } else if (line.kind == LineKind::prose && is_leftover(text(line))) {
        // Categories follow, up to the end.
        break;
      } else {
        if (blanks > 0) prose_.paragraph();
        if (line.kind == LineKind::preview) {
          prose_.add_anchor(line.cut.anchor, extracts_.target(line.source, line.cut));
        } else {
          prose_.add_prose(line.span, reference);
        }
      }
      blanks = 0;
    }
    prose_.write(writer_);
    writer_.finish();
  }

  void write_source(const Extract& extract, const std::string& article) {
    Document document;
    document.id = extract.id;
    document.title = Extracts::title_of(extract);
    document.related.push_back(article);
    if (extract.definition && extract.definition->actor.type != actors::Type::unknown) {
      actors::Actor& subject = document.subject;
      subject = extract.definition->actor;
      subject.name = document.title;
      if (subject.from.empty() && subject.to.empty()) {
        set_life(subject, extract.definition->dates);
      }
      add_alias(subject, extract.definition->actor.name);
      for (const Extract::Anchor& anchor : extract.anchors) {
        if (!anchor.wrong_sense) add_alias(subject, anchor.name);
      }
    }
    SectionWriter writer(document);
    writer.add(source_.content, extract.span);
    sink_.document(std::move(document));
  }

  // Anchors in lower case are words of the sentence, not names.
  static void add_alias(actors::Actor& actor, const std::string& name) {
    if (name.empty()) return;
    std::size_t at = 0;
    const bool lower = u_islower(static_cast<UChar32>(text::decode(name, at)));
    if (lower || name == actor.name ||
        std::find(actor.aliases.begin(), actor.aliases.end(), name) != actor.aliases.end()) {
      return;
    }
    actor.aliases.push_back(name);
  }

  static constexpr std::size_t kLongestTitle = 200;  // bytes

  const Source& source_;
  const std::string_view content_;
  Sink& sink_;
  std::vector<ScrapeLine> lines_;
  Extracts extracts_;
  Document article_;
  SectionWriter writer_;
  Prose prose_;
  bool under_heading_ = false;
};

// Does a page with a frame begin here?
bool has_frame(std::string_view content) {
  Lines lines(content);
  for (int i = 0; i < 10; ++i) {
    const std::optional<Line> line = lines.next();
    if (!line) return false;
    if (text::fold(line->trimmed()) == "theinfolist") return true;
  }
  return false;
}

}  // namespace

bool is_scrape(std::string_view, std::string_view content) {
  std::size_t previews = 0;
  std::size_t repeated = 0;
  std::size_t others = 0;  // lines that end in dots and are no previews
  Lines lines(content);
  while (const std::optional<Line> line = lines.next()) {
    const std::string_view words = line->trimmed();
    if (!words.ends_with("...") && !words.ends_with("…")) continue;
    const auto cut = ends_like_preview(words) ? cut_preview(words) : std::nullopt;
    ++(cut ? previews : others);
    repeated += cut && cut->rule == kRepeatRule;
  }
  if (previews == 0) return false;
  return has_frame(content) || (repeated > 0 && previews >= others);
}

void read_scrape(const Source& source, Sink& sink) { PageReader(source, sink).run(); }

}  // namespace fasti::sources
