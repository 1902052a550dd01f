#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/text/mapped_text.h"

// How texts become HTML. Nothing enters a page but through these.
namespace fasti::api {

// As text, or within an attribute's double quotes.
std::string escaped(std::string_view text);
// The text with <mark> around the highlights. REQUIRES: they rise, apart, within the text.
std::string marked(std::string_view text, const std::vector<text::Span>& highlights);

// A link with a text of its own direction.
std::string link(std::string_view address, std::string_view text);
// A text that is a web address as a link to it, any other as text.
std::string linked_address(std::string_view text);
// ` lang="tr" dir="auto"`, for an element that shows a text of this language, "" for an unknown
// one.
std::string in_language(std::string_view language);

}  // namespace fasti::api
