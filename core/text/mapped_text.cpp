#include "core/text/mapped_text.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace fasti::text {

MappedText::MappedText(std::string text, std::size_t source_begin) : text_(std::move(text)) {
  if (!text_.empty()) runs_.push_back({0, source_begin, text_.size(), true});
}

MappedText::MappedText(std::string text, std::vector<Run> runs)
    : text_(std::move(text)), runs_(std::move(runs)) {
  assert(text_.empty() == runs_.empty());
}

void MappedText::append_verbatim(std::string_view text, std::size_t source_begin) {
  if (text.empty()) return;
  if (!runs_.empty()) {
    Run& last = runs_.back();
    if (last.verbatim && last.source_begin + last.source_length == source_begin) {
      last.source_length += text.size();
      text_ += text;
      return;
    }
  }
  runs_.push_back({text_.size(), source_begin, text.size(), true});
  text_ += text;
}

void MappedText::append_replaced(std::string_view text, std::size_t source_begin,
                                 std::size_t source_length) {
  if (text.empty()) return;
  runs_.push_back({text_.size(), source_begin, source_length, false});
  text_ += text;
}

void MappedText::append(const MappedText& other, Span part) {
  if (part.empty()) return;
  const std::string_view text = other.text_;
  for (std::size_t run = other.run_at(part.begin); run < other.runs_.size(); ++run) {
    const Run& from = other.runs_[run];
    if (from.text_begin >= part.end) break;
    const std::size_t begin = std::max(part.begin, from.text_begin);
    const std::size_t end = std::min(part.end, other.run_end(run));
    const std::string_view piece = text.substr(begin, end - begin);
    if (from.verbatim) {
      append_verbatim(piece, from.source_begin + (begin - from.text_begin));
    } else {
      append_replaced(piece, from.source_begin, from.source_length);
    }
  }
}

MappedText MappedText::slice(Span part) const {
  MappedText out;
  out.append(*this, part);
  return out;
}

Span MappedText::source(Span part) const {
  if (runs_.empty()) return {};
  const std::size_t first = run_at(std::min(part.begin, text_.size() - 1));
  const Run& front = runs_[first];
  const std::size_t begin =
      front.verbatim ? front.source_begin + (part.begin - front.text_begin) : front.source_begin;
  if (part.empty()) return {begin, begin};
  const Run& back = runs_[run_at(part.end - 1)];
  const std::size_t end = back.verbatim ? back.source_begin + (part.end - back.text_begin)
                                        : back.source_begin + back.source_length;
  return {begin, std::max(begin, end)};
}

MappedText MappedText::over(const MappedText& inner) const {
  MappedText out;
  const std::string_view text = text_;
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    const Run& outer = runs_[run];
    const std::string_view piece = text.substr(outer.text_begin, run_end(run) - outer.text_begin);
    if (outer.verbatim) {
      out.append(inner, {outer.source_begin, outer.source_begin + outer.source_length});
    } else {
      const Span place =
          inner.source({outer.source_begin, outer.source_begin + outer.source_length});
      out.append_replaced(piece, place.begin, place.size());
    }
  }
  return out;
}

std::size_t MappedText::run_at(std::size_t text_offset) const {
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), text_offset,
                       [](std::size_t offset, const Run& run) { return offset < run.text_begin; });
  assert(after != runs_.begin());
  return static_cast<std::size_t>(after - runs_.begin()) - 1;
}

std::size_t MappedText::run_end(std::size_t run) const {
  return run + 1 < runs_.size() ? runs_[run + 1].text_begin : text_.size();
}

}  // namespace fasti::text
