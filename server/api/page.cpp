#include "server/api/page.h"

#include <fmt/format.h>

#include "core/text/hash.h"
#include "embedded/web.h"

namespace fasti::api {
namespace {

// Nothing but the server's own files, and no script or style within the page.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' "
    "data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

Response file(std::string_view type, std::string_view content) {
  return {200,
          std::string(type),
          std::string(content),
          {{"ETag", fmt::format("\"{:016x}\"", text::hash64(content))},
           {"Content-Security-Policy", std::string(kPolicy)}}};
}

}  // namespace

// Its parameters are the page's own affair.
Response page(Call&) { return file("text/html; charset=utf-8", web::index_html); }

std::optional<Response> page_asset(std::string_view path) {
  if (path == "/app.js") return file("text/javascript; charset=utf-8", web::app_js);
  if (path == "/style.css") return file("text/css; charset=utf-8", web::style_css);
  return std::nullopt;
}

}  // namespace fasti::api
