#include "core/text/latin.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <memory>
#include <stdexcept>

#include "core/text/utf8.h"

namespace fasti::text {
namespace {

std::unique_ptr<const icu::Transliterator> make_transliterator() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<const icu::Transliterator> out(
      icu::Transliterator::createInstance("Russian-Latin/BGN; Any-Latin", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no rules for scripts; reinstall libicu");
  return out;
}

// USCRIPT_COMMON when there is no letter.
UScriptCode script_of(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  for (std::size_t at = 0; at < text.size();) {
    const auto letter = static_cast<UChar32>(decode(text, at));
    if (u_isalpha(letter) != 0) return uscript_getScript(letter, &status);
  }
  return USCRIPT_COMMON;
}

}  // namespace

std::string to_latin(std::string_view text) {
  static const std::unique_ptr<const icu::Transliterator> transliterator = make_transliterator();
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  transliterator->transliterate(wide);
  std::string out;
  wide.toUTF8String(out);
  return out;
}

bool same_script(std::string_view a, std::string_view b) {
  const UScriptCode script = script_of(a);
  return script != USCRIPT_COMMON && script == script_of(b);
}

}  // namespace fasti::text
