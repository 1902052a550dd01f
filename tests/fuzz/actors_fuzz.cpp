// Actors in any bytes. Lines that begin with "# " are headings, with "* " references, with "= "
// definitions ("= X was a Y"); the authority is our own table and what the text itself gives.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actors/authority.h"
#include "core/actors/definition.h"
#include "core/actors/names.h"
#include "core/dates/read_dates.h"
#include "core/dates/rows.h"
#include "core/text/utf8.h"
#include "tests/fuzz/expect.h"

namespace {

using namespace fasti;

struct Document {
  std::vector<dates::TextUnit> units;
  std::vector<std::string_view> definitions;
};

Document document_of(std::string_view text) {
  Document document;
  for (const std::string_view line : dates::split(text, "\n")) {
    const std::string_view content = line.substr(std::min<std::size_t>(line.size(), 2));
    if (line.starts_with("= ")) {
      document.definitions.push_back(content);
    } else if (line.starts_with("# ")) {
      document.units.push_back({.text = content, .heading = true, .level = 1});
    } else if (line.starts_with("* ")) {
      document.units.push_back({.text = content, .reference = true});
    } else {
      document.units.push_back({.text = line});
    }
  }
  return document;
}

// A few of our own records: a Spotter of all of them for every input would be slow.
actors::Authority some_known() {
  constexpr std::size_t kEvery = 101;
  actors::Authority authority;
  const std::vector<actors::Actor>& all = actors::built_in_states();
  for (std::size_t i = 0; i < all.size(); i += kEvery) authority.add(all[i]);
  return authority;
}

actors::Authority authority_of(const Document& document) {
  static const actors::Authority known = some_known();
  actors::Authority authority = known;
  for (const std::string_view line : document.definitions) {
    auto definition = actors::read_definition(line, "");
    if (!definition || definition->wrong_sense) continue;
    FASTI_EXPECT(!definition->actor.name.empty());
    definition->actor.id = actors::slug(definition->actor.name);
    authority.add(std::move(definition->actor));
  }
  actors::NameCollector names;
  names.add_document(document.units);
  names.finish(authority);
  return authority;
}

// A border of code points.
bool is_border(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

void check(const std::vector<actors::Mention>& mentions, std::string_view text,
           const actors::Authority& authority) {
  std::size_t end = 0;
  for (const actors::Mention& mention : mentions) {
    FASTI_EXPECT(mention.span.begin >= end && mention.span.begin < mention.span.end);
    end = mention.span.end;
    FASTI_EXPECT(end <= text.size());
    FASTI_EXPECT(is_border(text, mention.span.begin) && is_border(text, end));
    FASTI_EXPECT(mention.actor < authority.size());
    FASTI_EXPECT(!authority[mention.actor].id.empty() && !authority[mention.actor].name.empty());
  }
}

void check(const Document& document, const actors::Authority& authority,
           const actors::Spotter& spotter) {
  const auto mentions = spotter.mentions(document.units, dates::read_dates(document.units));
  FASTI_EXPECT(mentions.size() == document.units.size());
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    check(mentions[i], document.units[i].text, authority);
  }
}

struct AllKnown {
  actors::Authority authority;
  actors::Spotter spotter{fill(authority)};

  static const actors::Authority& fill(actors::Authority& authority) {
    for (const actors::Actor& actor : actors::built_in_states()) authority.add(actor);
    return authority;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const AllKnown known;
  // Readers give valid UTF-8.
  const std::string text =
      text::replace_invalid_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  const Document document = document_of(text);
  check(document, known.authority, known.spotter);
  const actors::Authority authority = authority_of(document);
  check(document, authority, actors::Spotter(authority));
  return 0;
}
