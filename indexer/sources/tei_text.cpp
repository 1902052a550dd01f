#include "indexer/sources/tei_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace fasti::sources {
namespace {

using text::MappedText;
using text::Span;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Where the next stretch of blanks that is more than a single space begins.
std::size_t stretch_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const bool single = text[at] == ' ' && at + 1 < text.size() && !is_blank(text[at + 1]);
    if (is_blank(text[at]) && !single) return at;
    ++at;
  }
  return at;
}

std::size_t blanks_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

// The size of the hyphen that `text` ends with, or 0.
std::size_t hyphen_size(std::string_view text) {
  for (const std::string_view hyphen : {"-", "\u2010", "\u00AD", "\u00AC"}) {
    if (text.size() > hyphen.size() && text.ends_with(hyphen)) return hyphen.size();
  }
  return 0;
}

// The first of those within `outer`, which are the last of the list.
template <typename Raw>
auto first_within(std::vector<Raw>& list, Span outer) {
  auto first = list.end();
  while (first != list.begin() && std::prev(first)->source.begin >= outer.begin) --first;
  return first;
}

}  // namespace

void TextRun::add(const MappedText& text) {
  const std::string_view all = text.str();
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t begin = blanks_end(all, at);
    if (begin > at) part(Break::blank);
    at = stretch_end(all, begin);
    if (at > begin) word(text, {begin, at});
  }
}

void TextRun::put(std::string_view text, Span place) {
  MappedText made;
  made.append_replaced(text, place.begin, place.size());
  word(made, {0, made.size()});
}

void TextRun::part(Break with) {
  if (joined_ && with != Break::paragraph) return;
  joined_ = false;
  pending_ = std::max(pending_, with);
}

void TextRun::join() {
  if (pending_ == Break::paragraph) return;
  hyphen_ = {};
  pending_ = Break::none;
  joined_ = true;
}

void TextRun::append(TextRun&& other) {
  if (other.empty()) return part(other.pending_);
  const Break after = other.pending_;
  const MappedText& text = other.text();
  part(other.lead_);
  word(text, {0, text.size()});
  part(after);
  for (RawLink& link : other.links_) links_.push_back(std::move(link));
  for (RawMark& mark : other.marks_) marks_.push_back(std::move(mark));
  for (RawDate& date : other.dates_) dates_.push_back(std::move(date));
}

void TextRun::mark(RawMark mark) {
  const auto inner = first_within(marks_, mark.source);
  const bool inner_says =
      std::any_of(inner, marks_.end(), [](const RawMark& raw) { return !raw.ref.empty(); });
  if (mark.ref.empty() && inner_says) return;
  marks_.erase(inner, marks_.end());
  marks_.push_back(std::move(mark));
}

void TextRun::date(RawDate date) {
  dates_.erase(first_within(dates_, date.source), dates_.end());
  dates_.push_back(std::move(date));
}

const MappedText& TextRun::text() {
  text_.append(std::exchange(hyphen_, {}));
  return text_;
}

void TextRun::word(const MappedText& text, Span part) {
  const std::string_view all = std::string_view(text.str()).substr(0, part.end);
  begin_word(all[part.begin], text.source({part.begin, part.begin + 1}).begin);
  const std::size_t hyphen = hyphen_size(all.substr(part.begin));
  text_.append(text, {part.begin, part.end - hyphen});
  hyphen_ = text.slice({part.end - hyphen, part.end});
}

void TextRun::begin_word(char first, std::size_t place) {
  constexpr std::string_view kClosing = ".,;:!?)]";
  text_.append(std::exchange(hyphen_, {}));
  joined_ = false;
  const Break before = std::exchange(pending_, Break::none);
  if (text_.empty()) {
    lead_ = before;
    return;
  }
  const bool closes = kClosing.find(first) != std::string_view::npos;
  if (before == Break::none || (before == Break::soft && closes)) return;
  text_.append_replaced(before == Break::paragraph ? "\n\n" : " ", place, 0);
}

}  // namespace fasti::sources
