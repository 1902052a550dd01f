#include "indexer/sources/encoding.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/text/utf8.h"

namespace fasti::sources {
namespace {

using text::MappedText;

struct Signature {
  std::string_view bytes;
  std::size_t at;
  std::string_view kind;
};

using namespace std::string_view_literals;

constexpr Signature kSignatures[] = {
    {"\x89PNG\r\n"sv, 0, "a PNG image"},
    {"\xFF\xD8\xFF"sv, 0, "a JPEG image"},
    {"GIF8"sv, 0, "a GIF image"},
    {"II*\0"sv, 0, "a TIFF image"},
    {"MM\0*"sv, 0, "a TIFF image"},
    {"%PDF-"sv, 0, "a PDF document"},
    {"%!PS"sv, 0, "a PostScript document"},
    {"{\\rtf"sv, 0, "an RTF document"},
    {"\xD0\xCF\x11\xE0"sv, 0, "an Office document of the old format"},
    {"AT&TFORM"sv, 0, "a DjVu document"},
    {"\x7F"
     "ELF"sv,
     0, "a program (ELF)"},
    {"MZ\x90\0"sv, 0, "a program (PE)"},
    {"\xCA\xFE\xBA\xBE"sv, 0, "a program (Java or Mach-O)"},
    {"SQLite format 3\0"sv, 0, "an SQLite database"},
    {"OggS"sv, 0, "a sound or film (Ogg)"},
    {"PK\x03\x04"sv, 0, "a ZIP archive or an Office document"},
    {"PK\x05\x06"sv, 0, "an empty ZIP archive"},
    {"\x1F\x8B"sv, 0, "a gzip file"},
    {"1AY&SY"sv, 4, "a bzip2 file"},
    {"\xFD"
     "7zXZ"sv,
     0, "an xz file"},
    {"\x28\xB5\x2F\xFD"sv, 0, "a Zstandard file"},
    {"7z\xBC\xAF\x27\x1C"sv, 0, "a 7-Zip archive"},
    {"Rar!\x1A\x07"sv, 0, "a RAR archive"},
    {"ustar"sv, 257, "a tar archive"},
};

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// Windows-1252 from 0x80 to 0x9F; 0 where it has no character.
constexpr char16_t kWindowsHigh[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

unsigned char byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

char32_t windows_1252(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? kWindowsHigh[byte - 0x80] : byte;
}

// Control characters that texts do not have.
bool is_binary_control(unsigned char c) {
  return c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B && c != 0x1A;
}

// --- UTF-16
// ---------------------------------------------------------------------------------------

char32_t utf16_unit(std::string_view bytes, std::size_t at, bool big) {
  const unsigned char first = byte_at(bytes, at);
  const unsigned char second = byte_at(bytes, at + 1);
  return big ? static_cast<char32_t>(first << 8 | second)
             : static_cast<char32_t>(second << 8 | first);
}

bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c < 0xDC00; }
bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c < 0xE000; }

// The code point at `at`, which moves past it; kReplacement for half a surrogate pair or half a
// code unit at the end.
char32_t decode_utf16(std::string_view bytes, std::size_t& at, bool big) {
  if (at + 1 >= bytes.size()) {
    at = bytes.size();
    return text::kReplacement;
  }
  const char32_t unit = utf16_unit(bytes, at, big);
  at += 2;
  if (is_low_surrogate(unit)) return text::kReplacement;
  if (!is_high_surrogate(unit)) return unit;
  if (at + 1 >= bytes.size()) return text::kReplacement;
  const char32_t low = utf16_unit(bytes, at, big);
  if (!is_low_surrogate(low)) return text::kReplacement;
  at += 2;
  return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

bool is_text_character(char32_t c) {
  if (c < 0x20) return c >= '\t' && c <= '\r';
  const int type = u_charType(static_cast<UChar32>(c));
  return type != U_UNASSIGNED && type != U_PRIVATE_USE_CHAR && type != U_CONTROL_CHAR &&
         type != U_SURROGATE && c != 0xFFFE;
}

// The byte order of UTF-16 without a mark. Text in any script has blanks or line feeds, whose other
// byte is NUL, and nearly all of its characters are assigned; bytes that are no text are not so.
std::optional<bool> guess_big_endian(std::string_view bytes) {
  constexpr std::size_t kSample = 4096;
  const std::string_view sample = bytes.substr(0, std::min(bytes.size(), kSample) / 2 * 2);
  if (sample.size() < 4 || sample.find('\0') == std::string_view::npos) return std::nullopt;
  for (const bool big : {false, true}) {
    std::size_t characters = 0;
    std::size_t of_text = 0;
    std::size_t blanks = 0;
    std::size_t ascii = 0;
    for (std::size_t at = 0; at < sample.size();) {
      // A pair may be torn by the end of the sample.
      if (at + 2 == sample.size() && is_high_surrogate(utf16_unit(sample, at, big))) break;
      const char32_t c = decode_utf16(sample, at, big);
      ++characters;
      of_text += c != text::kReplacement && is_text_character(c);
      blanks += c == ' ' || c == '\n' || c == '\r' || c == U'　' || c == U'。';
      ascii += c > 0 && c < 0x80;
    }
    const bool has_blanks = blanks * 200 >= characters || ascii * 10 >= characters * 9;
    if (of_text * 100 >= characters * 97 && has_blanks) return big;
  }
  return std::nullopt;
}

// Beyond this many bytes a run for every character would take too much memory.
constexpr std::size_t kExactUtf16 = 4 << 20;

Decoded from_utf16(std::string_view bytes, bool big, std::size_t begin, std::size_t place) {
  Decoded out;
  out.encoding = big ? Encoding::utf16_be : Encoding::utf16_le;
  const bool by_words = bytes.size() > kExactUtf16;
  std::string piece;
  std::size_t piece_begin = begin;
  for (std::size_t at = begin; at < bytes.size();) {
    const std::size_t unit = at;
    const char32_t c = decode_utf16(bytes, at, big);
    if (c == text::kReplacement && !out.damage) out.damage = place + unit;
    text::append_utf8(piece, c);
    if (by_words && c > ' ' && at < bytes.size()) continue;
    out.text.append_replaced(piece, place + piece_begin, at - piece_begin);
    piece.clear();
    piece_begin = at;
  }
  if (out.text.str().find('\0') != std::string::npos) out.refusal = "is not text (it has NUL)";
  return out;
}

// --- Eight bits
// -----------------------------------------------------------------------------------

// Is this rather UTF-8 with a few broken bytes than another encoding?
bool is_damaged_utf8(std::string_view bytes) {
  std::size_t sound = 0;
  std::size_t broken = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (byte_at(bytes, at) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = text::decode(bytes, at);
    ++(c == text::kReplacement && at == begin + 1 ? broken : sound);
  }
  return sound > broken;
}

// In the languages that Windows-1252 serves most letters and figures are plain, and the others are
// mostly letters with marks, quotation marks and dashes.
bool is_windows_1252(std::string_view bytes) {
  std::size_t plain = 0;
  std::size_t marked = 0;
  std::size_t rare = 0;
  for (const char signed_byte : bytes) {
    const auto byte = static_cast<unsigned char>(signed_byte);
    if (byte < 0x80) {
      plain += ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || (byte >= '0' && byte <= '9');
      continue;
    }
    const char32_t c = windows_1252(byte);
    if (c == 0) return false;
    const bool usual = c >= 0xC0 || (c >= 0x2013 && c <= 0x2026) || c == 0xA0 || c == 0xA3 ||
                       c == 0xA7 || c == 0xAB || c == 0xB0 || c == 0xB7 || c == 0xBB || c == 0xBF;
    ++(usual ? marked : rare);
  }
  return rare <= marked && (marked + rare) * 10 <= plain * 4;
}

Decoded from_windows_1252(std::string_view bytes, std::size_t place) {
  Decoded out;
  out.encoding = Encoding::windows_1252;
  std::string character;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = at;
    while (end < bytes.size() && byte_at(bytes, end) < 0x80) ++end;
    out.text.append_verbatim(bytes.substr(at, end - at), place + at);
    if (end < bytes.size()) {
      character.clear();
      text::append_utf8(character, windows_1252(byte_at(bytes, end)));
      out.text.append_replaced(character, place + end, 1);
      ++end;
    }
    at = end;
  }
  return out;
}

Decoded from_damaged_utf8(std::string_view bytes, std::size_t first, std::size_t place) {
  Decoded out;
  out.damage = place + first;
  std::string character;
  text::append_utf8(character, text::kReplacement);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t bad = text::first_invalid_utf8(bytes.substr(at)).value_or(bytes.size() - at);
    out.text.append_verbatim(bytes.substr(at, bad), place + at);
    at += bad;
    if (at < bytes.size()) out.text.append_replaced(character, place + at++, 1);
  }
  return out;
}

Decoded refused(std::string reason) {
  Decoded out;
  out.refusal = std::move(reason);
  return out;
}

}  // namespace

std::string_view binary_kind(std::string_view head) {
  for (const Signature& signature : kSignatures) {
    if (head.size() > signature.at && head.substr(signature.at).starts_with(signature.bytes)) {
      return signature.kind;
    }
  }
  return "";
}

bool looks_like_utf16(std::string_view head) {
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") ||
         guess_big_endian(head).has_value();
}

Decoded decode(std::string bytes, std::size_t place) {
  if (const std::string_view kind = binary_kind(bytes); !kind.empty()) {
    return refused(fmt::format("is {}, not a text", kind));
  }
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) {
    return refused("is UTF-32; convert it to UTF-8");
  }
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, false, 2, place);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, true, 2, place);
  if (const auto big = guess_big_endian(bytes)) return from_utf16(bytes, *big, 0, place);
  if (const std::size_t nul = bytes.find('\0'); nul != std::string::npos) {
    return refused(fmt::format("is not a text: byte {} is NUL", place + nul));
  }
  const auto controls =
      static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) {
        return is_binary_control(static_cast<unsigned char>(c));
      }));
  if (controls * 50 > bytes.size()) return refused("is not a text: it is full of control codes");

  const std::size_t mark = bytes.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
  const std::optional<std::size_t> invalid = text::first_invalid_utf8(bytes);
  if (!invalid) {
    Decoded out;
    if (mark != 0) bytes.erase(0, mark);
    out.text = MappedText(std::move(bytes), place + mark);
    return out;
  }
  if (mark != 0 || is_damaged_utf8(bytes)) {
    Decoded out = from_damaged_utf8(bytes, *invalid, place);
    if (mark != 0) out.text = out.text.slice({mark, out.text.size()});
    return out;
  }
  if (is_windows_1252(bytes)) return from_windows_1252(bytes, place);
  return refused(
      fmt::format("is neither UTF-8 nor UTF-16 nor Windows-1252: byte {} (0x{:02X}) fits none",
                  place + *invalid, byte_at(bytes, *invalid)));
}

}  // namespace fasti::sources
