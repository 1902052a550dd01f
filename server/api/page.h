#pragma once
#include <cstdint>
#include <string>

#include "server/api/http.h"
#include "server/api/problem.h"

// The page's shell, server/web/index.html, and what the server puts into it.
namespace fasti::api {

// What of a page depends on the request. HTML, but for what is told to be text.
struct PageParts {
  std::string title = {};  // text; "" for the site's name alone
  std::string head = {};
  std::string citation = {};               // empty elements that only programs read
  std::string plain = {};                  // what a reader without JavaScript sees
  std::string q = {}, from = {}, to = {};  // text of the form's fields
  std::string kept = {};                   // hidden fields of the form, for the same reader
};
// Differs where the shell does.
std::uint64_t shell_hash();

Response page_response(const PageParts& parts, int status = 200);

// A problem as a page, with its status and header fields.
Response problem_page(const Problem& problem);
// The shell alone, for who may not see what is indexed.
Response closed_page(const Problem& why);

}  // namespace fasti::api
