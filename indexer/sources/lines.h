#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/text/mapped_text.h"

namespace fasti::sources {

// A line of a text without its end; blank lines between texts have no size.
struct Line {
  std::string_view text;
  text::Span span;         // bytes of the text it is a line of
  std::size_t number = 0;  // from 1

  // Without the blanks (no-break ones too) around it.
  std::string_view trimmed() const;
  bool blank() const { return trimmed().empty(); }
};

// The lines of a text, ended by LF, CR LF or CR.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  std::optional<Line> next();

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t number_ = 0;
};

std::string_view trim(std::string_view text);

}  // namespace fasti::sources
