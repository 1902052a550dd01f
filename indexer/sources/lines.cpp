#include "indexer/sources/lines.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "core/text/utf8.h"

namespace fasti::sources {
namespace {

bool is_blank(char32_t c) {
  return c == 0xFEFF || u_isUWhiteSpace(static_cast<UChar32>(c)) || c == 0x200B;
}

}  // namespace

std::string_view trim(std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size() && is_blank(text::decode(text, at));) begin = at;
  std::size_t end = text.size();
  while (end > begin) {
    const std::size_t last = text::floor_boundary(text, end - 1);
    std::size_t at = last;
    if (!is_blank(text::decode(text, at))) break;
    end = last;
  }
  return text.substr(begin, end - begin);
}

std::string_view Line::trimmed() const { return trim(text); }

std::optional<Line> Lines::next() {
  if (at_ >= text_.size()) return std::nullopt;
  const std::size_t begin = at_;
  const std::size_t end = std::min(text_.find_first_of("\r\n", begin), text_.size());
  at_ = end;
  if (at_ < text_.size()) at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
  return Line{text_.substr(begin, end - begin), {begin, end}, ++number_};
}

}  // namespace fasti::sources
