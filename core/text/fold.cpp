#include "core/text/fold.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <stdexcept>

#include "core/text/normalizers.h"
#include "core/text/utf8.h"

namespace fasti::text {
namespace {

// Letters that Unicode does not decompose, as the plain letters readers type for them.
std::string_view plain_letters(char32_t c) {
  switch (c) {
    case U'ı':
      return "i";
    case U'ø':
      return "o";
    case U'ł':
      return "l";
    case U'đ':
      return "d";
    case U'ð':
      return "d";
    case U'þ':
      return "th";
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    case U'ħ':
      return "h";
    case U'ŧ':
      return "t";
    case U'ə':
      return "a";
    case U'‘':
    case U'’':
    case U'ʼ':
    case U'ʹ':
    case U'′':
    case U'`':
    case U'ʻ':
      return "'";
    case U'“':
    case U'”':
    case U'″':
    case U'«':
    case U'»':
    case U'„':
      return "\"";
    case U'‐':
    case U'‑':
    case U'‒':
    case U'–':
    case U'—':
    case U'−':
      return "-";
    default:
      return {};
  }
}

// A mark that readers leave out: an accent, a point of Hebrew or Arabic, the bar that lengthens an
// Arabic word. The vowel signs of Thai and the Indic scripts, the voicing marks of kana and the
// breve of й make other letters.
bool may_be_left_out(UChar32 c, UChar32 letter) {
  constexpr UChar32 kTatweel = 0x640, kBreve = 0x306, kVoiced = 0x3099, kHalfVoiced = 0x309A;
  if (c == kTatweel) return true;
  if (u_charType(c) != U_NON_SPACING_MARK || c == kVoiced || c == kHalfVoiced) return false;
  if (c == kBreve && letter == U'и') return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_INHERITED:
    case USCRIPT_ARABIC:
    case USCRIPT_CYRILLIC:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
      return true;
    default:
      return false;
  }
}

icu::UnicodeString wide_text(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::string lower(std::string_view text) {
  if (is_ascii(text)) return lower_ascii(text);
  std::string out;
  wide_text(text).toLower(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

std::string fold(std::string_view text) {
  std::string out;
  if (is_ascii(text)) {
    out = lower_ascii(text);
    std::ranges::replace(out, '`', '\'');
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  // Case folding can make marks (İ folds to i and a dot), so it goes between two decompositions.
  icu::UnicodeString folded = nfkd().normalize(wide_text(text), status).foldCase();
  folded = nfkd().normalize(folded, status);
  icu::UnicodeString kept;
  UChar32 letter = 0;
  for (int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 c = folded.char32At(at);
    if (may_be_left_out(c, letter)) continue;
    letter = c;
    const std::string_view plain = plain_letters(static_cast<char32_t>(c));
    if (plain.empty())
      kept.append(c);
    else
      kept.append(wide_text(plain));
  }
  nfc().normalize(kept, status).toUTF8String(out);
  if (U_FAILURE(status)) throw std::runtime_error("ICU could not fold a text");
  return out;
}

}  // namespace fasti::text
