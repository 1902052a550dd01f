#include "indexer/sources/json_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "core/text/normalize.h"
#include "core/text/utf8.h"
#include "indexer/sources/encoding.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/names.h"
#include "indexer/sources/section_writer.h"

namespace fasti::sources {
namespace {

using nlohmann::ordered_json;
using text::MappedText;
using text::Span;

// A longer line is no document but a mistake.
constexpr std::size_t kLongestLine = kLargestSource;

// Deeper nesting is a mistake or an attack: what writes a value as text is recursive.
constexpr int kDeepest = 100;

bool is_too_deep(std::string_view json) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '"') in_string = !in_string;
    if (in_string) {
      at += c == '\\';
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepest) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

// The place of the closing quotation mark of the string whose first byte is at `at`, or npos.
std::size_t string_end(std::string_view json, std::size_t at) {
  while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  return at < json.size() ? at : std::string_view::npos;
}

// The bytes between the quotation marks of a value of the key "text" at the top level of what may
// be JSON or not.
std::optional<Span> find_text(std::string_view json) {
  std::string_view key;
  bool is_value = false;
  int depth = 0;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth == 1 && (c == ':' || c == ',')) is_value = c == ':';
    if (c != '"') continue;
    const Span string{at + 1, string_end(json, at + 1)};
    if (string.end == std::string_view::npos) return std::nullopt;
    if (depth == 1 && is_value && key == "text") return string;
    if (depth == 1 && !is_value) key = text::slice(json, string);
    at = string.end;
  }
  return std::nullopt;
}

// Is it what may stand between the quotation marks of a JSON string, told at a glance?
bool is_plain_string(std::string_view bytes) {
  if (std::ranges::any_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
    return false;
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  for (std::size_t at = bytes.find('\\'); at != std::string_view::npos;
       at = bytes.find('\\', at + 2)) {
    if (at + 1 == bytes.size() || kEscapes.find(bytes[at + 1]) == std::string_view::npos)
      return false;
  }
  return true;
}

// The value of a line, without the text if that can be told: it is most of the line, and read by
// ObjectScanner. Throws ordered_json::parse_error.
ordered_json parse_fields(std::string_view json) {
  const std::optional<Span> text = find_text(json);
  if (!text || !is_plain_string(text::slice(json, *text))) return ordered_json::parse(json);
  std::string rest(json.substr(0, text->begin));
  rest += json.substr(text->end);
  ordered_json fields = ordered_json::parse(rest, nullptr, /*allow_exceptions=*/false);
  return fields.is_discarded() ? ordered_json::parse(json) : fields;
}

// Walks through a JSON object that is known to be valid, to find where a value stands: the parser
// does not say.
class ObjectScanner {
 public:
  explicit ObjectScanner(std::string_view json) : json_(json) {}

  // The bytes between the quotation marks of the last string value of a key at the top level. As
  // for the parser, the last of several counts.
  std::optional<Span> string_value(std::string_view wanted) {
    std::optional<Span> found;
    at_ = json_.find('{') + 1;
    while (true) {
      skip_to('"');
      if (at_ >= json_.size()) return found;
      const Span key = string();
      skip_to(':');
      ++at_;
      at_ = json_.find_first_not_of(" \t\r\n", at_);
      const bool is_wanted = unescaped(key) == wanted;
      if (is_wanted) found.reset();
      if (json_[at_] == '"') {
        const Span value = string();
        if (is_wanted) found = value;
      } else {
        skip_value();
      }
    }
  }

  // A string's text with places in the JSON.
  MappedText unescape(Span span) const {
    MappedText out;
    std::string character;
    for (std::size_t at = span.begin; at < span.end;) {
      const std::size_t plain = std::min(json_.find('\\', at), span.end);
      out.append_verbatim(json_.substr(at, plain - at), at);
      at = plain;
      if (at >= span.end) break;
      character.clear();
      text::append_utf8(character, escape(at));
      out.append_replaced(character, plain, at - plain);
    }
    return out;
  }

 private:
  std::string unescaped(Span span) const { return unescape(span).str(); }

  void skip_to(char c) { at_ = std::min(json_.find(c, at_), json_.size()); }

  // Past the string that begins at at_.
  Span string() {
    const std::size_t begin = ++at_;
    while (json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
    return {begin, at_++};
  }

  // Past a number, literal, list or object: to the comma or bracket that ends it.
  void skip_value() {
    std::size_t depth = 0;
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (c == '"') {
        string();
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}')) return;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
    }
  }

  char32_t hex(std::size_t at) const {
    unsigned value = 0;
    const std::string_view digits = json_.substr(at, 4);
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return value;
  }

  // The character of the escape at `at`, which moves past it.
  char32_t escape(std::size_t& at) const {
    const char kind = json_[at + 1];
    if (kind != 'u') {
      at += 2;
      constexpr std::string_view kLetters = "bfnrt";
      constexpr std::string_view kControls = "\b\f\n\r\t";
      const std::size_t control = kLetters.find(kind);
      return static_cast<unsigned char>(control == std::string_view::npos ? kind
                                                                          : kControls[control]);
    }
    const char32_t unit = hex(at + 2);
    at += 6;
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    if (!high || json_.substr(at, 2) != "\\u") return unit;
    const char32_t low = hex(at + 2);
    at += 6;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }

  const std::string_view json_;
  std::size_t at_ = 0;
};

// A value as text: strings as they are, lists of strings with commas, anything else as JSON.
std::string text_of(const ordered_json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// A list's strings, an object in it by its "id" or "name"; a single value is a list of one.
std::vector<std::string> texts_of(const ordered_json& value) {
  std::vector<std::string> out;
  const auto add = [&](const ordered_json& element) {
    if (element.is_object()) {
      const auto id = element.contains("id") ? element.find("id") : element.find("name");
      if (id != element.end()) out.push_back(text::clean(text_of(*id)));
    } else if (!element.is_null()) {
      out.push_back(text::clean(text_of(element)));
    }
  };
  if (!value.is_array()) {
    add(value);
  } else {
    for (const ordered_json& element : value) add(element);
  }
  return out;
}

// Reads the lines of one source.
class JsonLines {
 public:
  JsonLines(const std::string& name, Sink& sink) : name_(name), sink_(sink) {}

  // `line` has places in the source.
  void read(const MappedText& line, std::size_t number) {
    number_ = number;
    const std::string_view json = line.str();
    if (trim(json).empty()) return;
    if (is_too_deep(json)) return report("is nested too deep; left out");
    ordered_json object;
    try {
      object = parse_fields(json);
    } catch (const ordered_json::parse_error& error) {
      return report(fmt::format("is no JSON at byte {} of the line; left out", error.byte));
    }
    if (!object.is_object()) return report("is no JSON object; left out");
    ObjectScanner scanner(json);
    const std::optional<Span> text = scanner.string_value("text");
    if (!text) return report("has no field \"text\" with a string; left out");

    Document document;
    SectionWriter writer(document);
    MappedText body = scanner.unescape(*text).over(line);
    // A card of a catalogue: the title is all the text there is.
    if (trim(body.str()).empty()) {
      if (const std::optional<Span> title = scanner.string_value("title"))
        body = scanner.unescape(*title).over(line);
    }
    writer.add(body, {0, body.size()});
    for (const auto& [key, value] : object.items()) read_field(key, value, document);
    if (document.id.empty()) {
      const std::string title = document.title.empty() ? std::to_string(number) : document.title;
      document.id = make_id(std::string(stem(name_)) + " " + title);
    }
    sink_.document(std::move(document));
  }

  void report(std::string message) {
    sink_.diagnostic({name_, number_, std::move(message), false, false});
  }
  void report(std::size_t number, std::string message) {
    number_ = number;
    report(std::move(message));
  }

 private:
  struct StringField {
    std::string_view key;
    std::string Document::*field;
  };
  struct ListField {
    std::string_view key;
    std::vector<std::string> Document::*field;
  };
  static constexpr StringField kStrings[] = {
      {"title", &Document::title},
      {"kind", &Document::kind},
      {"url", &Document::url},
      {"lang", &Document::lang},
  };
  static constexpr ListField kLists[] = {
      {"actors", &Document::actors},
      {"related", &Document::related},
  };

  void read_field(std::string_view key, const ordered_json& value, Document& document) {
    if (key == "text" || value.is_null()) return;
    if (key == "id") {
      // The source's own id stays as it is.
      document.id = text_of(value);
      return;
    }
    if (key == "date") {
      auto date = read_date_field(text_of(value));
      if (date) {
        document.date = std::move(*date);
      } else {
        report(fmt::format("\"date\": {} is no date; left out", text_of(value)));
      }
      return;
    }
    for (const StringField& known : kStrings) {
      if (key != known.key) continue;
      const std::string text = text::clean(text_of(value));
      if (!text.empty()) document.*known.field = text;
      return;
    }
    for (const ListField& known : kLists) {
      if (key != known.key) continue;
      document.*known.field = texts_of(value);
      return;
    }
    document.metadata.emplace_back(key, text_of(value));
  }

  const std::string& name_;
  Sink& sink_;
  std::size_t number_ = 0;
};

}  // namespace

bool is_json_lines(std::string_view name, std::string_view content) {
  const std::string end = ending(name);
  if (end == ".jsonl" || end == ".ndjson") return true;
  Lines lines(content);
  const std::optional<Line> first = lines.next();
  // The first line may be longer than what is seen here; its end then is missing.
  if (!first || !first->trimmed().starts_with('{')) return false;
  const bool whole = first->span.end < content.size();
  return whole ? ordered_json::accept(first->text) &&
                     first->text.find("\"text\"") != std::string_view::npos
               : first->text.find("\"text\"") != std::string_view::npos;
}

void read_json_lines(const Source& source, Sink& sink) {
  JsonLines reader(source.name, sink);
  Lines lines(source.content.str());
  while (const std::optional<Line> line = lines.next()) {
    reader.read(source.content.slice(line->span), line->number);
  }
}

void stream_json_lines(const std::string& name, ByteStream& bytes, Sink& sink) {
  JsonLines reader(name, sink);
  std::string line;
  for (std::size_t number = 1;; ++number) {
    const std::size_t begin = bytes.position();
    const ByteStream::Line kind = bytes.read_line(line, kLongestLine);
    if (kind == ByteStream::Line::none) return;
    if (kind == ByteStream::Line::too_long) {
      reader.report(number, fmt::format("is longer than {} MB; left out", kLongestLine >> 20));
      continue;
    }
    Decoded decoded = decode(std::exchange(line, {}), begin);
    if (!decoded.refusal.empty()) {
      reader.report(number, decoded.refusal + "; left out");
      continue;
    }
    if (decoded.damage) {
      reader.report(number, fmt::format("byte {} is no UTF-8", *decoded.damage));
    }
    reader.read(decoded.text, number);
  }
}

}  // namespace fasti::sources
