#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api/calls.h"
#include "server/api/json.h"
#include "server/api/routes.h"
#include "server/search/actor_profile.h"

// The handlers of the routes, by subject, and what the pages share with them. Each throws Problem
// or BadRequest for what the client got wrong.
namespace fasti::api {

// searches.cpp
Response search(Call& call);
Response multi(Call& call);
Response facet_values(Call& call);
Response timeline(Call& call);
Response export_all(Call& call);

// A search that was made, to be told.
struct Found {
  SearchCall asked;
  search::SearchResult result;
};
Found find_hits(SearchCall asked, Call& call);
// As /v1/search answers it.
void write_found(JsonWriter& out, const Found& found, const Call& call);
// The place after the hits that were found, while there are more.
std::optional<Cursor> next_hits(const Found& found, const Call& call);

// documents.cpp
Response passage(Call& call);
Response similar(Call& call);
Response export_passage(Call& call);
Response documents(Call& call);
Response document(Call& call);
Response eras(Call& call);
// What the call's id names, by its docid or its place among the generation's.
index::DocId passage_of(const Call& call);
std::uint32_t document_of(const Call& call);
// A document that another names as related, or that links to it.
struct RelatedDocument {
  std::string id;
  std::optional<std::string_view> title;  // nullopt where it is not indexed
  std::uint32_t passages = 0;             // that link
};
std::vector<RelatedDocument> related_to(const index::StoredDocument& document,
                                        const index::Generation& generation);
// In the order of the index; takes the call's searcher.
std::vector<RelatedDocument> linking_to(const index::DocumentHead& document, Call& call);

// actors.cpp
Response actors(Call& call);
Response actor(Call& call);
Response suggest(Call& call);
// The place of the one that the call's id names.
std::uint32_t actor_of(const Call& call);
// Of an actor by its place; takes the call's searcher.
search::ActorProfile profile_of(std::uint32_t actor, const ActorCall& asked, Call& call);

// search_page.cpp, record_pages.cpp, page.cpp: for readers, in HTML.
Response search_page(Call& call);
Response passage_page(Call& call);
Response document_page(Call& call);
Response actor_page(Call& call);
Response about_page(Call& call);
Response page_file(Call& call);

Response json_response(const Json& json);
Response json_response(const JsonWriter& written);

// Which part of a list a page shows, and where the next one begins.
struct Page {
  Page(std::size_t offset, std::size_t limit, std::size_t list);
  Json next() const;  // null after the last

  std::size_t begin, end, size;
};

}  // namespace fasti::api
