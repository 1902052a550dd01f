#include "indexer/sources/markdown.h"

#include <fmt/format.h>
#include <md4c.h>

#include <charconv>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "core/text/utf8.h"
#include "indexer/sources/front_matter.h"
#include "indexer/sources/names.h"
#include "indexer/sources/section_writer.h"

namespace fasti::sources {
namespace {

using text::MappedText;

struct Entity {
  std::string_view name;
  char32_t character;
};
// Those that writers of Markdown use; others stay as they stand.
constexpr Entity kEntities[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},      {"apos", '\''},
    {"nbsp", 0xA0},    {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"lsquo", 0x2018},
    {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"laquo", 0xAB},    {"raquo", 0xBB},
    {"sect", 0xA7},    {"deg", 0xB0},     {"times", 0xD7},   {"copy", 0xA9},     {"shy", 0xAD},
    {"pound", 0xA3},   {"euro", 0x20AC},  {"frac12", 0xBD},  {"para", 0xB6},
};

// "&amp;", "&#8211;" or "&#x2013;" as a character, 0 when it is none of these.
char32_t entity(std::string_view text) {
  const std::string_view name = text.substr(1, text.size() - 2);
  for (const Entity& known : kEntities) {
    if (name == known.name) return known.character;
  }
  if (!name.starts_with('#')) return 0;
  const bool hex = name.size() > 1 && (name[1] | 0x20) == 'x';
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, value, hex ? 16 : 10);
  return parsed.ec == std::errc() && parsed.ptr == end ? value : 0;
}

// Follows md4c through a document. Texts that md4c gives are views of what it reads, which is how
// places are known.
class MarkdownReader {
 public:
  MarkdownReader(const Source& source, Document& document, std::size_t body)
      : source_(source),
        all_(source.content.str()),
        document_(document),
        writer_(document),
        place_(body) {}

  // Returns false when md4c gave up.
  bool run() {
    const std::string_view body = all_.substr(place_);
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      static_cast<MarkdownReader*>(self)->enter_block(type, detail);
      return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      static_cast<MarkdownReader*>(self)->leave_block(type);
      return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      static_cast<MarkdownReader*>(self)->enter_span(type, detail);
      return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      static_cast<MarkdownReader*>(self)->leave_span(type);
      return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      static_cast<MarkdownReader*>(self)->text(type, {text, size});
      return 0;
    };
    const int failed = md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, this);
    flush();
    writer_.finish();
    return failed == 0;
  }

 private:
  void enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_H:
        flush();
        rank_ = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_QUOTE:
        flush();
        ++quotes_;
        break;
      case MD_BLOCK_TD:
      case MD_BLOCK_TH:
        made(" ");
        break;
      default:
        made("\n\n");
    }
  }

  void leave_block(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_H) {
      end_heading();
    } else if (type == MD_BLOCK_QUOTE) {
      flush();
      --quotes_;
    } else if (type != MD_BLOCK_TD && type != MD_BLOCK_TH) {
      made("\n\n");
      // A long text need not gather whole.
      if (quotes_ == 0 && raw_.size() > kSectionBytes) flush();
    }
    tag_end_ = {};
  }

  void enter_span(MD_SPANTYPE type, void* detail) {
    if (type != MD_SPAN_A) return;
    const MD_ATTRIBUTE& address = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
    target_ = linked_id({address.text, address.size}).value_or("");
    anchor_ = raw_.size();
  }

  void leave_span(MD_SPANTYPE type) {
    if (type != MD_SPAN_A || target_.empty() || anchor_ == raw_.size()) return;
    links_.push_back({raw_.source({anchor_, raw_.size()}), std::exchange(target_, {})});
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    const bool ours = !std::less<>()(text.data(), all_.data()) &&
                      !std::less<>()(all_.data() + all_.size(), text.data() + text.size());
    const std::size_t begin = ours ? static_cast<std::size_t>(text.data() - all_.data()) : place_;
    if (ours) place_ = begin + text.size();
    switch (type) {
      case MD_TEXT_HTML:
        html(text, begin);
        break;
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR:
        made("\n");
        break;
      case MD_TEXT_ENTITY:
        if (const char32_t character = entity(text)) {
          std::string utf8;
          text::append_utf8(utf8, character);
          raw_.append_replaced(utf8, begin, text.size());
          break;
        }
        [[fallthrough]];
      default:
        if (ours) {
          raw_.append_verbatim(text, begin);
        } else {
          made(text);
        }
    }
  }

  // What stands between tags and comments, without them.
  void html(std::string_view text, std::size_t begin) {
    std::size_t at = 0;
    while (at < text.size()) {
      if (!tag_end_.empty()) {
        const std::size_t end = text.find(tag_end_, at);
        if (end == std::string_view::npos) return;
        at = end + tag_end_.size();
        tag_end_ = {};
      } else {
        const std::size_t tag = std::min(text.find('<', at), text.size());
        raw_.append_verbatim(text.substr(at, tag - at), begin + at);
        if (tag < text.size()) tag_end_ = text.substr(tag).starts_with("<!--") ? "-->" : ">";
        at = tag;
      }
    }
  }

  // Blanks that the source does not have, or has in another form.
  void made(std::string_view blanks) {
    if (!raw_.empty()) raw_.append_replaced(blanks, place_, 0);
  }

  void end_heading() {
    const MappedText heading = std::exchange(raw_, {}).over(source_.content);
    links_.clear();
    const std::string words = text::clean(heading).str();
    // The first heading, when nothing stands before it, is the document's title.
    const bool first = writer_.empty() && rank_ == 1;
    if (first && document_.title.empty()) document_.title = words;
    if (first && text::fold(words) == text::fold(document_.title)) return;
    writer_.begin(heading, rank_);
  }

  void flush() {
    if (raw_.empty()) return;
    for (RawLink& link : links_) link.source = source_.content.source(link.source);
    const MappedText text = std::exchange(raw_, {}).over(source_.content);
    writer_.add(text, {0, text.size()}, {.links = links_, .quotation = quotes_ > 0});
    links_.clear();
  }

  const Source& source_;
  const std::string_view all_;
  Document& document_;
  SectionWriter writer_;
  MappedText raw_;              // places in the source's content
  std::vector<RawLink> links_;  // of raw_, with places as there
  std::size_t place_;           // how far md4c has come
  std::size_t anchor_ = 0;
  std::string target_;
  int rank_ = 0;
  int quotes_ = 0;
  std::string_view tag_end_;  // what ends the HTML tag or comment that has begun
};

}  // namespace

bool is_markdown(std::string_view name, std::string_view content) {
  const std::string end = ending(name);
  return end == ".md" || end == ".markdown" || has_front_matter(content);
}

void read_markdown(const Source& source, Sink& sink) {
  Document document;
  document.date = day_in(stem(source.name)).value_or("");
  const std::size_t body = read_front_matter(source, document, sink);
  if (!MarkdownReader(source, document, body).run()) {
    sink.diagnostic({source.name, 0, "cannot be read as Markdown", true, false});
    return;
  }
  sink.document(std::move(document));
}

}  // namespace fasti::sources
