#include "core/text/normalize.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <stdexcept>

#include "core/text/normalizers.h"
#include "core/text/utf8.h"

namespace fasti::text {
namespace {

bool is_blank(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || u_isUWhiteSpace(static_cast<UChar32>(c));
}

// Characters that show nothing and would split or hide words.
bool is_invisible(char32_t c) {
  if (c < 0x80) return c < 0x20 || c == 0x7F;
  const bool zero_width = c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xAD;
  return zero_width || u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR;
}

// Below U+0300 nothing combines, so each character stands for itself in NFC.
constexpr char32_t kFirstCombining = 0x300;

class Cleaner {
 public:
  explicit Cleaner(const MappedText& raw) : raw_(raw), text_(raw.str()) {}

  MappedText run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t begin = at;
      if (const std::size_t end = end_of_plain(at); end > at) {
        flush_blank();
        add_plain({at, end});
        at = end;
        continue;
      }
      const char32_t c = decode(text_, at);
      if (is_blank(c)) {
        if (blank_.empty()) blank_ = {begin, begin};
        blank_.end = at;
        line_feeds_ += c == '\n';
      } else if (is_invisible(c)) {
        flush_plain();
      } else {
        flush_blank();
        if (c < kFirstCombining && !combines(at)) {
          add_plain({begin, at});
        } else {
          at = append_normalized(begin, at);
        }
      }
    }
    flush_plain();
    return std::move(out_);
  }

 private:
  static bool is_graphic_ascii(char c) { return c > ' ' && c < 0x7F; }

  // The end of the ASCII characters from `at` on that stay as they are, whatever follows.
  std::size_t end_of_plain(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size()) {
      const bool single_blank = text_[end] == ' ' && end > at && end + 1 < text_.size() &&
                                is_graphic_ascii(text_[end + 1]);
      if (!single_blank && !is_graphic_ascii(text_[end])) break;
      ++end;
    }
    // A mark may follow the last one.
    const bool before_other = end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x80;
    return before_other && end > at ? end - 1 : end;
  }

  bool combines(std::size_t at) const {
    if (at >= text_.size() || static_cast<unsigned char>(text_[at]) < 0x80) return false;
    return decode(text_, at) >= kFirstCombining;
  }

  // Characters that stay as they are gather, and are copied at once with their places.
  void add_plain(Span span) {
    if (plain_.end != span.begin) flush_plain();
    if (plain_.empty()) plain_.begin = span.begin;
    plain_.end = span.end;
  }

  void flush_plain() {
    out_.append(raw_, plain_);
    plain_ = {};
  }

  // A letter with the marks that follow it: normalised together. Returns the byte after them.
  std::size_t append_normalized(std::size_t begin, std::size_t at) {
    const icu::Normalizer2& normalizer = nfc();
    while (at < text_.size()) {
      std::size_t next = at;
      const char32_t c = decode(text_, next);
      if (is_blank(c) || is_invisible(c) || normalizer.hasBoundaryBefore(static_cast<UChar32>(c))) {
        break;
      }
      at = next;
    }
    const Span span{begin, at};
    const std::string normal = nfc(text::slice(text_, span));
    if (normal == text::slice(text_, span)) {
      add_plain(span);
    } else {
      flush_plain();
      append_made(normal, span);
    }
    return at;
  }

  void append_made(std::string_view made, Span span) {
    const Span place = raw_.source(span);
    out_.append_replaced(made, place.begin, place.size());
  }

  // Blanks count only before what follows them, so none are left at the end.
  void flush_blank() {
    if (blank_.empty()) return;
    const bool first = out_.empty() && plain_.empty();
    if (!first && text::slice(text_, blank_) == " ") {
      add_plain(blank_);
    } else {
      flush_plain();
      if (!first) append_made(line_feeds_ < 2 ? " " : "\n\n", blank_);
    }
    blank_ = {};
    line_feeds_ = 0;
  }

  const MappedText& raw_;
  const std::string_view text_;
  MappedText out_;
  Span plain_;
  Span blank_;
  int line_feeds_ = 0;
};

}  // namespace

MappedText clean(const MappedText& raw) { return Cleaner(raw).run(); }

std::string clean(std::string_view raw) { return clean(MappedText(std::string(raw), 0)).str(); }

std::string nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::string out;
  nfc().normalize(wide, status).toUTF8String(out);
  if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalise a text");
  return out;
}

}  // namespace fasti::text
