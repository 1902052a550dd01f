#include "server/api/html.h"

#include <fmt/format.h>

namespace fasti::api {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t plain = 0;  // where what is still to be copied begins
  const auto replace = [&](std::size_t at, std::string_view with) {
    out.append(text, plain, at - plain).append(with);
    plain = at + 1;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '&':
        replace(at, "&amp;");
        break;
      case '<':
        replace(at, "&lt;");
        break;
      case '>':
        replace(at, "&gt;");
        break;
      case '"':
        replace(at, "&quot;");
        break;
      default:
        break;
    }
  }
  return out.append(text, plain);
}

std::string marked(std::string_view text, const std::vector<text::Span>& highlights) {
  std::string out;
  std::size_t at = 0;
  for (const text::Span span : highlights) {
    out += escaped(text.substr(at, span.begin - at));
    out += "<mark>" + escaped(text::slice(text, span)) + "</mark>";
    at = span.end;
  }
  return out + escaped(text.substr(at));
}

std::string link(std::string_view address, std::string_view text) {
  return fmt::format("<a href=\"{}\" dir=\"auto\">{}</a>", escaped(address), escaped(text));
}

std::string linked_address(std::string_view text) {
  const bool is_address = (text.starts_with("http://") || text.starts_with("https://")) &&
                          text.find_first_of(" \t\n") == std::string_view::npos;
  return is_address ? link(text, text) : escaped(text);
}

std::string in_language(std::string_view language) {
  if (language.empty()) return " dir=\"auto\"";
  return fmt::format(" lang=\"{}\" dir=\"auto\"", escaped(language));
}

}  // namespace fasti::api
