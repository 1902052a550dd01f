#pragma once
#include <cstdint>
#include <string>

#include "server/api/addresses.h"
#include "server/api/http.h"
#include "server/api/problem.h"

// The page's shell, server/web/index.html, and what the server puts into it.
namespace fasti::api {

// What of a page depends on the request. HTML, but for what is told to be text.
struct PageParts {
  std::string title = {};  // text; "" for the site's name alone
  std::string head = {};
  std::string citation = {};  // empty elements that only programs read
  std::string plain = {};     // what a reader without JavaScript sees
  std::string answer = {};    // JSON: what the script would ask for first, "" to have it ask
  SearchAddress form = {};    // what the form's fields hold, and hidden ones keep
};
Response page_response(const PageParts& parts, int status = 200);
// Of the shell as it stands.
std::uint64_t shell_hash();

// A problem with this request as a page, with its status and header fields.
Response problem_page(const Problem& problem, const Request& request);
// The shell alone, for who may not see what is indexed.
Response closed_page(const Problem& why);

}  // namespace fasti::api
