#include "indexer/sources/subject.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/actors/definition.h"
#include "core/text/fold.h"
#include "core/text/sentences.h"
#include "core/text/utf8.h"

namespace fasti::sources {
namespace {

using indexer::Document;

// A definition is in the first sentence; the rest of so many bytes can tell type and dates.
constexpr std::size_t kDefinitionBytes = 600;

std::string without_article(std::string_view name) {
  std::string folded = text::fold(name);
  if (folded.starts_with("the ")) folded.erase(0, 4);
  return folded;
}

bool names(const actors::Actor& actor, std::string_view title) {
  const std::string wanted = without_article(title);
  return without_article(actor.name) == wanted ||
         std::any_of(actor.aliases.begin(), actor.aliases.end(),
                     [&](const std::string& alias) { return without_article(alias) == wanted; });
}

// The text's beginning, whole sentences.
std::string_view beginning(std::string_view text) {
  const std::string_view begin = text.substr(0, text::floor_boundary(text, kDefinitionBytes));
  std::size_t end = 0;
  for (const text::Span sentence : text::split_sentences(begin)) {
    if (sentence.end == begin.size() && end > 0 && begin.size() < text.size()) break;
    end = sentence.end;
  }
  return begin.substr(0, end);
}

}  // namespace

void set_life(actors::Actor& actor, std::string_view edtf) {
  const auto side = [](std::string_view date) { return std::string(date == ".." ? "" : date); };
  const std::size_t slash = edtf.find('/');
  actor.from = side(edtf.substr(0, slash));
  actor.to = side(slash == std::string_view::npos ? edtf : edtf.substr(slash + 1));
}

void complete_subject(Document& document) {
  actors::Actor& subject = document.subject;
  if (subject.name.empty() && !document.sections.empty() &&
      document.sections.front().path.empty()) {
    const std::string_view text = beginning(document.sections.front().text.str());
    auto definition = actors::read_definition(text, document.title);
    if (definition && !definition->wrong_sense && definition->actor.type != actors::Type::unknown &&
        names(definition->actor, document.title)) {
      subject = std::move(definition->actor);
      if (subject.from.empty() && subject.to.empty()) set_life(subject, definition->dates);
    }
  }
  if (subject.name.empty()) return;
  subject.id = document.id;
  subject.document = document.id;
}

}  // namespace fasti::sources
