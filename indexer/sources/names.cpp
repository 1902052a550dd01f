#include "indexer/sources/names.h"

#include <algorithm>
#include <array>

#include "core/actors/authority.h"
#include "core/dates/edtf.h"
#include "core/dates/read_dates.h"
#include "core/text/fold.h"
#include "core/text/hash.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"

namespace fasti::sources {
namespace {

constexpr std::string_view kCompression[] = {".gz", ".bz2", ".xz", ".zst"};
// Endings of texts, as far as links between them go.
constexpr std::string_view kLinked[] = {".md", ".markdown", ".txt", ".html", ".htm"};
// "letter.smith" has no ending; no format's ending is longer than this.
constexpr std::size_t kLongestEnding = 9;

// The base name without an ending of compression.
std::string_view uncompressed(std::string_view name) {
  name = base_name(name);
  const std::string small = text::lower_ascii(name);
  for (const std::string_view compression : kCompression) {
    if (small.size() > compression.size() && small.ends_with(compression)) {
      return name.substr(0, name.size() - compression.size());
    }
  }
  return name;
}

// Where the ending begins, or the size of `name`.
std::size_t ending_begin(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > kLongestEnding) {
    return name.size();
  }
  const std::string_view letters = name.substr(dot + 1);
  const bool word = !letters.empty() && std::all_of(letters.begin(), letters.end(), [](char c) {
    return text::is_ascii_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  });
  const bool number = std::all_of(letters.begin(), letters.end(), text::is_ascii_digit);
  return word && !number ? dot : name.size();
}

std::string percent_decode(std::string_view text) {
  const auto value = [](char c) {
    if (text::is_ascii_digit(c)) return c - '0';
    const int letter = (c | 0x20) - 'a';
    return letter >= 0 && letter < 6 ? letter + 10 : -1;
  };
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && value(text[at + 1]) >= 0 &&
        value(text[at + 2]) >= 0) {
      out += static_cast<char>(value(text[at + 1]) * 16 + value(text[at + 2]));
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

}  // namespace

std::string_view base_name(std::string_view name) {
  while (name.size() > 1 && name.ends_with('/')) name.remove_suffix(1);
  return name.substr(name.rfind('/') + 1);
}

std::string ending(std::string_view name) {
  const std::string_view base = uncompressed(name);
  return text::lower_ascii(base.substr(ending_begin(base)));
}

std::string_view stem(std::string_view name) {
  const std::string_view base = uncompressed(name);
  return base.substr(0, ending_begin(base));
}

std::string title_from(std::string_view stem) {
  const std::size_t kept = day_in(stem) ? 10 : 0;
  std::string title(stem.substr(0, kept));
  for (const char c : stem.substr(kept)) title += c == '_' || c == '-' ? ' ' : c;
  return text::clean(text::replace_invalid_utf8(title));
}

std::optional<std::string> day_in(std::string_view stem) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (stem.size() < kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    if (kForm[i] == 'd' ? !text::is_ascii_digit(stem[i]) : stem[i] != '-') return std::nullopt;
  }
  if (stem.size() > kForm.size() && text::is_ascii_digit(stem[kForm.size()])) return std::nullopt;
  std::string day(stem.substr(0, kForm.size()));
  if (!dates::edtf_bounds(day)) return std::nullopt;
  return day;
}

std::optional<std::string> read_date_field(std::string_view field) {
  const std::string text = text::clean(field);
  if (text.empty()) return std::nullopt;
  // "2024-05-31T12:00:00Z": the time of day places nothing on a line of days.
  if (text.size() > 10 && (text[10] == 'T' || text[10] == ' ')) {
    if (auto day = day_in(text)) return day;
  }
  if (dates::edtf_bounds(text)) return text;
  if (auto date = dates::parse_date(text)) return std::move(date->edtf);
  return std::nullopt;
}

std::string make_id(std::string_view words) {
  std::string id = actors::slug(words);
  return id.empty() ? text::hash_hex8(words) : id;
}

std::optional<std::string> linked_id(std::string_view target) {
  target = target.substr(0, target.find_first_of("#?"));
  // An address with a scheme ("https:", "mailto:") has a colon before any slash.
  const std::size_t colon = target.find(':');
  if (colon != std::string_view::npos && colon < target.find('/')) return std::nullopt;
  if (target.empty() || target.starts_with("//")) return std::nullopt;
  const std::string path = percent_decode(target);
  const std::string end = ending(path);
  if (std::find(std::begin(kLinked), std::end(kLinked), end) == std::end(kLinked)) {
    return std::nullopt;
  }
  return make_id(stem(path));
}

}  // namespace fasti::sources
