#include "indexer/sources/front_matter.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "core/text/normalize.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/names.h"
#include "indexer/sources/subject.h"

namespace fasti::sources {
namespace {

constexpr std::string_view kFence = "+++";

// Turns the keys into a document's fields.
class FrontMatter {
 public:
  // The TOML begins on line `first_line` of the source.
  FrontMatter(const Source& source, std::size_t first_line, Document& document, Sink& sink)
      : source_(source), first_line_(first_line), document_(document), sink_(sink) {}

  void read(std::string_view text) {
    // Laid in when it parses whole, so that a broken table leaves nothing half read.
    toml::table table;
    try {
      table = toml::parse(text);
    } catch (const toml::parse_error& error) {
      report(error.source(), fmt::format("front matter: {}", error.description()));
      return;
    }
    for (const auto& [key, value] : table) read_key(key.str(), value);
    actors::Actor& subject = document_.subject;
    if (!states_subject_) return;
    subject.name = document_.title;
  }

 private:
  struct StringKey {
    std::string_view key;
    std::string Document::*field;
  };
  struct SubjectKey {
    std::string_view key;
    std::string actors::Actor::*field;
  };
  struct SubjectListKey {
    std::string_view key;
    std::vector<std::string> actors::Actor::*field;
  };
  struct ListKey {
    std::string_view key;
    std::vector<std::string> Document::*field;
  };
  static constexpr StringKey kStrings[] = {
      {"id", &Document::id},   {"title", &Document::title}, {"kind", &Document::kind},
      {"url", &Document::url}, {"lang", &Document::lang},
  };
  static constexpr ListKey kLists[] = {
      {"actors", &Document::actors},
      {"related", &Document::related},
  };
  static constexpr SubjectKey kSubjectStrings[] = {
      {"parent", &actors::Actor::parent}, {"wikidata", &actors::Actor::wikidata},
      {"viaf", &actors::Actor::viaf},     {"cerl", &actors::Actor::cerl},
      {"note", &actors::Actor::note},
  };
  static constexpr SubjectListKey kSubjectLists[] = {
      {"aliases", &actors::Actor::aliases},
      {"ambiguous_aliases", &actors::Actor::ambiguous_aliases},
      {"adjective", &actors::Actor::adjectives},
      {"metonyms", &actors::Actor::metonyms},
      {"successor_of", &actors::Actor::successor_of},
  };

  void read_key(std::string_view key, const toml::node& value) {
    if (key == "type") return read_type(value);
    if (key == "date") return read_date(value);
    if (key == "dates") return read_dates(value);
    for (const StringKey& known : kStrings) {
      if (key == known.key) return set(document_.*known.field, key, value);
    }
    for (const ListKey& known : kLists) {
      if (key == known.key) return set(document_.*known.field, key, value);
    }
    for (const SubjectKey& known : kSubjectStrings) {
      if (key == known.key) return set(document_.subject.*known.field, key, value, true);
    }
    for (const SubjectListKey& known : kSubjectLists) {
      if (key == known.key) return set(document_.subject.*known.field, key, value, true);
    }
    document_.metadata.emplace_back(key, text_of(value));
  }

  void set(std::string& field, std::string_view key, const toml::node& value,
           bool of_subject = false) {
    if (auto text = scalar(value)) {
      field = std::move(*text);
      states_subject_ = states_subject_ || of_subject;
    } else {
      report(value.source(), fmt::format("\"{}\" must be a text, as in {} = \"…\"", key, key));
    }
  }

  void set(std::vector<std::string>& field, std::string_view key, const toml::node& value,
           bool of_subject = false) {
    if (auto texts = list(value)) {
      field = std::move(*texts);
      states_subject_ = states_subject_ || of_subject;
    } else {
      report(value.source(),
             fmt::format("\"{}\" must be a list of texts, as in {} = [\"…\", \"…\"]", key, key));
    }
  }

  void read_type(const toml::node& value) {
    const std::optional<std::string> name = scalar(value);
    const auto type = name ? actors::parse_type(*name) : std::nullopt;
    if (!type) {
      report(value.source(), fmt::format("\"type\": {} is no type of actor", text_of(value)));
      return;
    }
    document_.subject.type = *type;
    states_subject_ = true;
  }

  std::optional<std::string> date(const toml::node& value, std::string_view key) {
    const std::optional<std::string> field = scalar(value);
    std::optional<std::string> edtf = field ? read_date_field(*field) : std::nullopt;
    if (!edtf) report(value.source(), fmt::format("\"{}\": {} is no date", key, text_of(value)));
    return edtf;
  }

  void read_date(const toml::node& value) {
    if (auto edtf = date(value, "date")) document_.date = std::move(*edtf);
  }

  // The first of the dates is the subject's own.
  void read_dates(const toml::node& value) {
    const toml::array* array = value.as_array();
    if (array == nullptr) {
      report(value.source(), "\"dates\" must be a list, as in dates = [\"1921-10-13\"]");
      return;
    }
    for (const toml::node& element : *array) {
      const std::optional<std::string> edtf = date(element, "dates");
      if (!edtf) continue;
      if (array->size() == 1) document_.subject_date = *edtf;
      if (&element == array->get(0)) {
        set_life(document_.subject, *edtf);
      } else {
        document_.metadata.emplace_back("dates", *edtf);
      }
    }
  }

  // A text, number or date as text; nullopt for a list or table.
  static std::optional<std::string> scalar(const toml::node& value) {
    if (const auto text = value.value<std::string>()) return text::clean(*text);
    if (value.is_array() || value.is_table()) return std::nullopt;
    return text_of(value);
  }

  // A single text stands for a list of one.
  static std::optional<std::vector<std::string>> list(const toml::node& value) {
    std::vector<std::string> out;
    const toml::array* array = value.as_array();
    if (array == nullptr) {
      auto one = scalar(value);
      if (!one) return std::nullopt;
      out.push_back(std::move(*one));
      return out;
    }
    for (const toml::node& element : *array) {
      auto text = scalar(element);
      if (!text) return std::nullopt;
      if (!text->empty()) out.push_back(std::move(*text));
    }
    return out;
  }

  static std::string text_of(const toml::node& value) {
    if (const auto text = value.value<std::string>()) return *text;
    std::ostringstream out;
    value.visit([&](const auto& known) { out << known; });
    return out.str();
  }

  void report(const toml::source_region& place, std::string message) {
    sink_.diagnostic(
        {source_.name, first_line_ + place.begin.line - 1, std::move(message), false, false});
  }

  const Source& source_;
  const std::size_t first_line_;
  Document& document_;
  Sink& sink_;
  bool states_subject_ = false;
};

bool is_fence(const Line& line) {
  return line.text.starts_with(kFence) && line.trimmed() == kFence;
}

}  // namespace

bool has_front_matter(std::string_view content) {
  const std::optional<Line> first = Lines(content).next();
  return first && is_fence(*first);
}

std::size_t read_front_matter(const Source& source, Document& document, Sink& sink) {
  const std::string_view content = source.content.str();
  if (!has_front_matter(content)) return 0;
  Lines lines(content);
  const Line open = *lines.next();
  std::optional<Line> line = lines.next();
  const std::size_t begin = line ? line->span.begin : content.size();
  while (line && !is_fence(*line)) line = lines.next();
  if (!line) {
    sink.diagnostic({source.name, open.number,
                     "the front matter has no end, a second line \"+++\"; read as text", false,
                     false});
    return begin;
  }
  FrontMatter(source, open.number + 1, document, sink)
      .read(content.substr(begin, line->span.begin - begin));
  return line->span.end;
}

}  // namespace fasti::sources
