#include "indexer/sources/plain_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/names.h"
#include "indexer/sources/section_writer.h"

namespace fasti::sources {
namespace {

constexpr std::size_t kLongestHeading = 100;  // bytes
constexpr std::size_t kLongestTitle = 150;    // bytes

// Folded and sorted. A line of one of these and a number is a heading.
constexpr std::string_view kNumbered[] = {"act",   "appendix", "article", "book",
                                          "canto", "chapter",  "letter",  "part",
                                          "scene", "section",  "volume"};

bool is_roman(std::string_view word) {
  return !word.empty() && word.find_first_not_of("ivxlc") == std::string_view::npos;
}

// "Chapter IV", "ARTICLE 5.", "Book One: The March"
bool is_numbered_heading(std::string_view line) {
  if (line.size() > kLongestHeading) return false;
  const std::string folded = text::fold(line);
  const std::size_t blank = folded.find(' ');
  if (blank == std::string::npos) return false;
  const std::string_view word = std::string_view(folded).substr(0, blank);
  if (!std::binary_search(std::begin(kNumbered), std::end(kNumbered), word)) return false;
  const std::size_t end = folded.find_first_of(" .:,", blank + 1);
  const std::string_view number =
      std::string_view(folded).substr(blank + 1, end == std::string::npos ? end : end - blank - 1);
  const bool digits =
      !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
  // "Article I. Spain gives up …" is the article's text.
  const std::string_view rest =
      end == std::string::npos ? "" : trim(std::string_view(folded).substr(end + 1));
  const bool ends = rest.empty() || ends_like_heading(line);
  return ends && (digits || is_roman(number));
}

// "Author: N. N.", "From: London": a field, not a title.
bool is_field(std::string_view line) {
  const std::size_t colon = line.find(": ");
  return colon != std::string_view::npos &&
         line.substr(0, colon).find(' ') == std::string_view::npos;
}

// ... and does it begin like a heading too?
bool looks_like_heading(std::string_view line) {
  if (!ends_like_heading(line)) return false;
  std::size_t at = 0;
  const auto first = static_cast<UChar32>(text::decode(line, at));
  return u_isalnum(first) && !u_islower(first);
}

bool looks_like_title(std::string_view line) {
  if (line.size() > kLongestTitle || is_field(line)) return false;
  return looks_like_heading(line) || line.ends_with('?') || line.ends_with('!');
}

}  // namespace

bool ends_like_heading(std::string_view line) {
  if (line.empty() || line.size() > kLongestTitle) return false;
  constexpr std::string_view kEndMarks[] = {".", ",", ";", ":", "!", "?", "…", "-", "–", "—"};
  return std::none_of(std::begin(kEndMarks), std::end(kEndMarks),
                      [&](std::string_view mark) { return line.ends_with(mark); });
}

bool is_plain_text(std::string_view, std::string_view) { return true; }

void read_plain_text(const Source& source, Sink& sink) {
  const std::string_view content = source.content.str();
  Document document;
  document.date = day_in(stem(source.name)).value_or("");
  SectionWriter writer(document);
  std::size_t section = 0;  // where its text begins
  std::size_t blank_lines = 0;
  bool first = true;
  Lines lines(content);
  for (std::optional<Line> line = lines.next(); line;) {
    const std::optional<Line> next = lines.next();
    if (line->blank()) {
      ++blank_lines;
      line = next;
      continue;
    }
    const std::string_view words = line->trimmed();
    const bool alone = (first || blank_lines > 0) && (!next || next->blank());
    if (first && alone && next && looks_like_title(words)) {
      document.title = text::clean(words);
    } else if (alone && next &&
               ((blank_lines >= 2 && words.size() <= kLongestHeading &&
                 looks_like_heading(words)) ||
                is_numbered_heading(words))) {
      writer.add(source.content, {section, line->span.begin});
      writer.begin(source.content.slice(line->span), 1);
      section = line->span.end;
    }
    first = false;
    blank_lines = 0;
    line = next;
  }
  writer.add(source.content, {section, content.size()});
  writer.finish();
  sink.document(std::move(document));
}

}  // namespace fasti::sources
