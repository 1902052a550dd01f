#include "indexer/sources/xml.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <exception>
#include <unordered_set>
#include <utility>

#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"
#include "indexer/sources/byte_stream.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/reader.h"

namespace fasti::sources {
namespace {

using text::MappedText;
using text::Span;

constexpr std::size_t kPiece = std::size_t{64} << 10;
// The declaration stands at the very beginning.
constexpr std::size_t kDeclaration = 256;
// Entities stand for characters, or for a name at most.
constexpr std::size_t kLongestEntity = 256;
constexpr std::string_view kBlanks = " \t\r\n";

std::string_view view(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

// ---- Constructs of XML in bytes that are known to be well formed, or may be cut off

// Past `ending`, which is looked for from `at` on, or the end of the text.
std::size_t past(std::string_view text, std::size_t at, std::string_view ending) {
  const std::size_t found = text.find(ending, at);
  return found == std::string_view::npos ? text.size() : found + ending.size();
}

// Past the tag that begins at `at`: a ">" may stand within quotation marks.
std::size_t past_tag(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    at = text.find_first_of("\"'>", at);
    if (at == std::string_view::npos) return text.size();
    const char c = text[at++];
    if (c == '>') return at;
    at = past(text, at, {&c, 1});
  }
  return at;
}

bool is_at(std::string_view text, std::size_t at, std::string_view what) {
  return text.substr(at, what.size()) == what;
}

// Past the comment or processing instruction at `at`, or `at` itself.
std::size_t past_remark(std::string_view text, std::size_t at) {
  if (is_at(text, at, "<!--")) return past(text, at + 4, "-->");
  if (is_at(text, at, "<?")) return past(text, at + 2, "?>");
  return at;
}

// Past a document type, which may hold declarations between "[" and "]".
std::size_t past_doctype(std::string_view text, std::size_t at) {
  bool inside = false;
  while (at < text.size()) {
    const std::size_t remark = past_remark(text, at);
    if (remark > at) {
      at = remark;
      continue;
    }
    const char c = text[at++];
    if (c == '"' || c == '\'') at = past(text, at, {&c, 1});
    if (c == '[') inside = true;
    if (c == ']') inside = false;
    if (c == '>' && !inside) return at;
    // A declaration's own ">" and quotation marks.
    if (c == '<') at = past_tag(text, at);
  }
  return at;
}

// The encoding that the declaration at the beginning names, or "".
std::string declared_encoding(std::string_view head) {
  if (!head.starts_with("<?xml")) return "";
  head = head.substr(0, past(head, 0, "?>"));
  std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) return "";
  at = head.find_first_of("\"'", at);
  if (at == std::string_view::npos) return "";
  const std::size_t end = head.find(head[at], at + 1);
  return end == std::string_view::npos ? "" : std::string(head.substr(at + 1, end - at - 1));
}

// UTF-16 that is declared in bytes that are none: the declaration was left when they were
// converted.
bool is_utf8_name(std::string_view encoding) {
  const std::string name = text::fold(encoding);
  return name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii" ||
         name == "ascii" || name.starts_with("utf-16");
}

// The bytes of a character that are there at the end of `text` and not all.
std::size_t torn_character(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

// Goes through the same bytes as the parser and tells where its tags and texts stand.
class Locator {
 public:
  using Entity = std::function<std::optional<std::string>(std::string_view name)>;
  explicit Locator(Entity entity) : entity_(std::move(entity)) {}

  void add(const MappedText& piece) {
    if (at_ > 0) {
      window_ = window_.slice({at_, window_.size()});
      at_ = 0;
    }
    window_.append(piece);
  }
  std::size_t size() const { return window_.size() - at_; }

  struct Tag {
    bool start = false;
    Span place;  // in the source
  };
  // Appends to `out` what stands before the next tag and passes the tag.
  Tag next(MappedText& out) {
    const std::string_view all = window_.str();
    if (empty_) return {false, *std::exchange(empty_, std::nullopt)};
    while (at_ < all.size()) {
      if (all[at_] != '<') {
        const std::size_t end = std::min(all.find('<', at_), all.size());
        characters({at_, end}, out);
        at_ = end;
      } else if (is_at(all, at_, "<![CDATA[")) {
        const std::size_t end = past(all, at_, "]]>");
        lines({at_ + 9, end - 3}, out);
        at_ = end;
      } else if (const std::size_t remark = past_remark(all, at_); remark > at_) {
        at_ = remark;
      } else if (is_at(all, at_, "<!DOCTYPE")) {
        at_ = past_doctype(all, at_ + 1);
        out = {};
      } else {
        const std::size_t begin = at_;
        at_ = past_tag(all, at_);
        const bool start = !is_at(all, begin, "</");
        const Span place = window_.source({begin, at_});
        if (start && is_at(all, at_ - 2, "/>")) empty_ = Span{place.end, place.end};
        return {start, place};
      }
    }
    return {};
  }

 private:
  // Text with references in it.
  void characters(Span part, MappedText& out) {
    const std::string_view all = window_.str();
    while (part.begin < part.end) {
      const std::size_t mark = std::min(all.find('&', part.begin), part.end);
      lines({part.begin, mark}, out);
      if (mark == part.end) return;
      const std::size_t end = std::min(past(all, mark, ";"), part.end);
      const Span place = window_.source({mark, end});
      const std::string_view name = all.substr(mark + 1, end - mark - 2);
      if (auto text = name.starts_with('#') ? character(name.substr(1)) : entity_(name)) {
        out.append_replaced(*text, place.begin, place.size());
      } else {
        out.append(window_, {mark, end});
      }
      part.begin = end;
    }
  }

  // Text as it stands, with line feeds for the ends of its lines.
  void lines(Span part, MappedText& out) {
    const std::string_view all = window_.str();
    while (part.begin < part.end) {
      const std::size_t end = std::min(all.find('\r', part.begin), part.end);
      out.append(window_, {part.begin, end});
      if (end == part.end) return;
      const std::size_t next = end + (is_at(all, end, "\r\n") ? 2 : 1);
      const Span place = window_.source({end, next});
      out.append_replaced("\n", place.begin, place.size());
      part.begin = next;
    }
  }

  // "8212" or "x2014"
  static std::optional<std::string> character(std::string_view number) {
    const bool hex = number.starts_with('x');
    if (hex) number.remove_prefix(1);
    std::uint32_t value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value, hex ? 16 : 10);
    std::string out;
    text::append_utf8(out, value);
    return out;
  }

  const Entity entity_;
  MappedText window_;          // what was read, from a place that was passed on
  std::size_t at_ = 0;         // how far it has been passed
  std::optional<Span> empty_;  // the end of an element that a tag "<lb/>" has begun
};

// libxml2's parser with the locator beside it.
class Parser {
 public:
  Parser(const XmlInput& input, XmlHandler& handler)
      : input_(input),
        handler_(handler),
        locator_([this](std::string_view n) { return entity(n); }) {
    std::memset(&sax_, 0, sizeof sax_);
    xmlSAXVersion(&sax_, 2);
    sax_.startElementNs = [](void* self, const xmlChar* name, const xmlChar*, const xmlChar* space,
                             int, const xmlChar**, int count, int, const xmlChar** attributes) {
      of(self).guarded([&](Parser& p) { p.start(name, space, count, attributes); });
    };
    sax_.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
      of(self).guarded([](Parser& p) { p.end(); });
    };
    sax_.getEntity = [](void* self, const xmlChar* name) { return of(self).declared(name); };
    sax_.resolveEntity = [](void*, const xmlChar*, const xmlChar*) -> xmlParserInputPtr {
      return nullptr;
    };
    sax_.serror = [](void* self, xmlErrorPtr error) { of(self).note(*error); };
    // Texts are found by the locator.
    sax_.characters = sax_.ignorableWhitespace = sax_.cdataBlock = nullptr;
    sax_.comment = nullptr;
    sax_.processingInstruction = nullptr;
    sax_.reference = nullptr;
    sax_.warning = nullptr;
    sax_.error = sax_.fatalError = nullptr;
  }

  std::optional<XmlFault> run() {
    context_ =
        xmlCreateIOParserCtxt(&sax_, nullptr, &Parser::read, nullptr, this, XML_CHAR_ENCODING_UTF8);
    if (context_ == nullptr) throw std::bad_alloc();
    // The declaration is of the bytes that were converted already.
    xmlCtxtUseOptions(context_, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    context_->sax->serror = sax_.serror;
    context_->_private = this;
    xmlParseDocument(context_);
    if (context_->myDoc != nullptr) xmlFreeDoc(context_->myDoc);
    xmlFreeParserCtxt(context_);
    if (thrown_) std::rethrow_exception(thrown_);
    return std::move(fault_);
  }

 private:
  static Parser& of(void* context) {
    return *static_cast<Parser*>(static_cast<xmlParserCtxtPtr>(context)->_private);
  }

  // Nothing may be thrown through libxml2.
  template <typename Action>
  void guarded(Action action) {
    if (thrown_ || fault_) return;
    try {
      action(*this);
    } catch (...) {
      thrown_ = std::current_exception();
      xmlStopParser(context_);
    }
  }

  static int read(void* self, char* buffer, int size) {
    auto& parser = *static_cast<Parser*>(self);
    try {
      return static_cast<int>(parser.copy(buffer, static_cast<std::size_t>(size)));
    } catch (...) {
      parser.thrown_ = std::current_exception();
      return -1;
    }
  }

  std::size_t copy(char* buffer, std::size_t size) {
    if (copied_ == piece_.size()) {
      piece_ = input_();
      copied_ = 0;
      locator_.add(piece_);
      if (locator_.size() > kLargestSource) throw ReadError("has no tag in a very long text");
    }
    const std::size_t part = std::min(size, piece_.size() - copied_);
    std::memcpy(buffer, piece_.str().data() + copied_, part);
    copied_ += part;
    return part;
  }

  std::size_t line() const {
    return context_->input == nullptr ? 0 : static_cast<std::size_t>(context_->input->line);
  }

  void stop(std::string message) {
    if (!fault_) fault_ = XmlFault{line(), std::move(message)};
    xmlStopParser(context_);
  }

  void note(const xmlError& error) {
    if (fault_ || error.level != XML_ERR_FATAL) return;
    std::string message(trim(error.message == nullptr ? "cannot be read" : error.message));
    // What libxml2 advises is not to be had here.
    message = message.substr(0, message.find(" use XML_PARSE_HUGE"));
    // It quotes the text, and cuts what it quotes anywhere.
    fault_ = XmlFault{static_cast<std::size_t>(std::max(error.line, 0)),
                      text::clean(text::replace_invalid_utf8(message))};
  }

  // libxml2 asks for every entity that the text names; one that is refused ends the reading. It
  // asks for those whose declaration it has just read, too.
  xmlEntityPtr declared(const xmlChar* name) {
    xmlEntityPtr entity = xmlSAX2GetEntity(context_, name);
    if (entity == nullptr || context_->inSubset != 0) return entity;
    if (entity->etype == XML_INTERNAL_PREDEFINED_ENTITY) return entity;
    const std::string_view content = view(entity->content);
    const bool internal = entity->etype == XML_INTERNAL_GENERAL_ENTITY;
    if (internal && content.size() <= kLongestEntity &&
        content.find_first_of("<&") == std::string_view::npos) {
      return entity;
    }
    stop(
        fmt::format("names the entity \"{}\", {}", view(name),
                    internal ? "which is more than a few characters" : "which is in another file"));
    return nullptr;
  }

  std::optional<std::string> entity(std::string_view name) {
    const std::string key(name);
    const auto* wanted = reinterpret_cast<const xmlChar*>(key.c_str());
    if (const xmlEntityPtr known = xmlSAX2GetEntity(context_, wanted)) {
      return std::string(view(known->content));
    }
    const htmlEntityDesc* html = htmlEntityLookup(wanted);
    if (html == nullptr) return std::nullopt;
    std::string out;
    text::append_utf8(out, html->value);
    return out;
  }

  Locator::Tag locate(bool start) {
    MappedText before;
    const Locator::Tag tag = locator_.next(before);
    if (tag.start != start) throw ReadError("has tags that cannot be followed");
    if (depth_ > 0 && !before.empty()) handler_.text(before);
    return tag;
  }

  void start(const xmlChar* name, const xmlChar* space, int count, const xmlChar** attributes) {
    const Locator::Tag tag = locate(true);
    ++depth_;
    XmlElement element{std::string(view(name)), std::string(view(space)), {}, tag.place, line()};
    for (int i = 0; i < count; ++i) {
      const xmlChar** five = attributes + std::ptrdiff_t{5} * i;
      std::string full(view(five[1]));
      if (!full.empty()) full += ':';
      full += view(five[0]);
      element.attributes.push_back(
          {std::move(full), value({reinterpret_cast<const char*>(five[3]),
                                   static_cast<std::size_t>(five[4] - five[3])})});
    }
    handler_.start(element);
  }

  void end() {
    const Locator::Tag tag = locate(false);
    --depth_;
    handler_.end(tag.place);
  }

  // libxml2 leaves references in values, ampersands as "&#38;".
  static std::string value(std::string_view written) {
    constexpr std::string_view kAmpersand = "&#38;";
    std::string out;
    for (std::size_t at = 0; at < written.size();) {
      const std::size_t end = std::min(written.find(kAmpersand, at), written.size());
      out += written.substr(at, end - at);
      if (end < written.size()) out += '&';
      at = end + (end < written.size() ? kAmpersand.size() : 0);
    }
    return out;
  }

  const XmlInput& input_;
  XmlHandler& handler_;
  Locator locator_;
  xmlSAXHandler sax_{};
  xmlParserCtxtPtr context_ = nullptr;
  MappedText piece_;        // of the input, that libxml2 takes bit by bit
  std::size_t copied_ = 0;  // of it
  std::size_t depth_ = 0;
  std::optional<XmlFault> fault_;
  std::exception_ptr thrown_;
};

}  // namespace

std::string_view XmlElement::operator[](std::string_view attribute) const {
  for (const Attribute& known : attributes) {
    if (known.name == attribute) return known.value;
  }
  return "";
}

struct XmlBytes::Converter {
  explicit Converter(const std::string& name) { converter = ucnv_open(name.c_str(), &error); }
  ~Converter() { ucnv_close(converter); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  MappedText convert(std::string_view bytes, std::size_t place, bool last) {
    std::vector<UChar> units(2 * bytes.size() + 16);
    std::vector<std::int32_t> offsets(units.size());
    UChar* target = units.data();
    const char* source = bytes.data();
    ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, source + bytes.size(),
                   offsets.data(), last, &error);
    const auto count = static_cast<std::size_t>(target - units.data());
    const auto byte = [&](std::size_t i) {
      return i < count ? static_cast<std::size_t>(std::max(offsets[i], 0)) : bytes.size();
    };
    MappedText out;
    for (std::size_t i = 0; i < count;) {
      const std::size_t first = i;
      char32_t c = units[i++];
      if (c >= 0xD800 && c < 0xDC00 && i < count) {
        c = 0x10000 + ((c - 0xD800) << 10) + (units[i++] - 0xDC00U);
      }
      std::string utf8;
      text::append_utf8(utf8, c);
      const std::size_t begin = byte(first);
      const std::size_t length = std::max(byte(i), begin) - begin;
      if (length == 1 && utf8.size() == 1 && utf8[0] == bytes[begin]) {
        out.append_verbatim(utf8, place + begin);
      } else {
        out.append_replaced(utf8, place + begin, length);
      }
    }
    return out;
  }

  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = nullptr;
};

XmlBytes::XmlBytes(ByteStream& bytes) : bytes_(bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.peek(kMark.size()) == kMark) {
    char mark[kMark.size()];
    bytes.read(mark, sizeof mark);
    return;
  }
  const std::string encoding = declared_encoding(bytes.peek(kDeclaration));
  if (is_utf8_name(encoding)) return;
  converter_ = std::make_unique<Converter>(encoding);
  if (converter_->converter == nullptr) {
    unknown_ = text::clean(text::replace_invalid_utf8(encoding));
  }
}

XmlBytes::~XmlBytes() = default;

MappedText XmlBytes::next() {
  while (true) {
    const std::size_t place = bytes_.position() - rest_.size();
    std::string piece = std::exchange(rest_, {});
    const std::size_t kept = piece.size();
    piece.resize(kept + kPiece);
    const std::size_t more = bytes_.read(piece.data() + kept, kPiece);
    piece.resize(kept + more);
    const bool last = more == 0;
    if (piece.empty()) return {};
    MappedText out =
        converter_ ? converter_->convert(piece, place, last) : utf8(std::move(piece), place, last);
    // A piece may be no more than the beginning of a character.
    if (last || !out.empty()) return out;
  }
}

MappedText XmlBytes::utf8(std::string bytes, std::size_t place, bool last) {
  if (!last) {
    const std::size_t torn = torn_character(bytes);
    rest_ = bytes.substr(bytes.size() - torn);
    bytes.resize(bytes.size() - torn);
  }
  if (!text::first_invalid_utf8(bytes)) return {std::move(bytes), place};
  MappedText out;
  const std::string_view all = bytes;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t bad = text::first_invalid_utf8(all.substr(at)).value_or(all.size() - at);
    out.append_verbatim(all.substr(at, bad), place + at);
    at += bad;
    if (at == all.size()) break;
    if (!damage_) damage_ = place + at;
    out.append_replaced("\xEF\xBF\xBD", place + at, 1);
    ++at;
  }
  return out;
}

std::optional<XmlFault> read_xml(const XmlInput& input, XmlHandler& handler) {
  return Parser(input, handler).run();
}

std::string_view xml_root_tag(std::string_view head) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  std::size_t at = 0;
  while (true) {
    at = std::min(head.find_first_not_of(kBlanks, at), head.size());
    if (!is_at(head, at, "<")) return "";
    if (const std::size_t remark = past_remark(head, at); remark > at) {
      at = remark;
    } else if (is_at(head, at, "<!DOCTYPE")) {
      at = past_doctype(head, at + 1);
    } else {
      return head.substr(at, past_tag(head, at) - at);
    }
  }
}

}  // namespace fasti::sources
