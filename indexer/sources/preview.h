#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "core/text/mapped_text.h"

namespace fasti::sources {

// A scraped page shows, in place of each link, the link's anchor and then a preview of the linked
// page, its first 240 characters or so:
//
//   Treaty of Kars The Treaty of Kars (tr, Kars Antlaşması) was a treaty that est ...
//
// The anchor is the article's; it ends where the linked page's text, the extract, begins.
struct PreviewCut {
  text::Span anchor;
  text::Span extract;     // without the " ..." and the word before it, which may be torn
  std::string_view rule;  // why it was cut there; static storage
};

// Does the line end like a preview and have its length?
bool ends_like_preview(std::string_view line);

// Cuts where the line itself shows the border: the anchor's words come again at once, or the
// extract begins with an article, and so on. nullopt when nothing shows it.
std::optional<PreviewCut> cut_preview(std::string_view line);

// Cuts at the most likely place of a line that is known to be a preview.
PreviewCut guess_preview(std::string_view line);

// Extracts as they were cut from other lines.
class KnownExtracts {
 public:
  void add(std::string_view extract);
  // Cuts where one of them begins; nullopt when none is in the line.
  std::optional<PreviewCut> cut(std::string_view line) const;

 private:
  std::unordered_set<std::string> beginnings_;
};

// The rule by which the anchor's words come again at once, which happens in no prose.
inline constexpr std::string_view kRepeatRule = "repeat";

}  // namespace fasti::sources
