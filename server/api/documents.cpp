#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "server/api/calls.h"
#include "server/api/citation.h"
#include "server/api/handlers.h"
#include "server/api/problem.h"

namespace fasti::api {
namespace {

using index::DocId;
using index::DocumentHead;
using index::StoredDocument;

std::string address(std::string_view path, std::string_view id) {
  return fmt::format("{}{}", path, percent_encoded(id));
}

Json source_json(const index::StoredPassage& passage, const StoredDocument& document) {
  const text::MappedText mapped(passage.text, passage.runs);
  const text::Span bytes = mapped.source({0, passage.text.size()});
  return {{"file", text_or_null(document.file)},
          {"begin", bytes.begin},
          {"end", bytes.end},
          {"licence", text_or_null(licence_of(document))}};
}

Json outline_json(const StoredDocument& document, const index::Generation& generation) {
  Json out = Json::array();
  for (const index::OutlineEntry& entry : document.outline) {
    const auto first = generation.passage(entry.first);
    out.push_back({{"level", entry.level},
                   {"heading", entry.heading},
                   {"passage", first ? Json(first->id) : Json(nullptr)}});
  }
  return out;
}

Json related_json(const StoredDocument& document, const index::Generation& generation) {
  Json out = Json::array();
  for (const RelatedDocument& one : related_to(document, generation))
    out.push_back({{"id", one.id}, {"title", one.title ? Json(*one.title) : Json(nullptr)}});
  return out;
}

Json links_here_json(const DocumentHead& document, Call& call) {
  Json out = Json::array();
  for (const RelatedDocument& one : linking_to(document, call))
    out.push_back({{"id", one.id}, {"title", *one.title}, {"passages", one.passages}});
  return out;
}

// A field that is given more than once becomes a list.
Json metadata_json(const StoredDocument& document) {
  Json out = Json::object();
  for (const auto& [name, value] : document.metadata) {
    if (!out.contains(name)) {
      out[name] = value;
    } else {
      if (!out[name].is_array()) out[name] = Json::array({out[name]});
      out[name].push_back(value);
    }
  }
  return out;
}

}  // namespace

std::vector<RelatedDocument> related_to(const StoredDocument& document,
                                        const index::Generation& generation) {
  std::vector<RelatedDocument> out;
  for (const std::string& id : document.related) {
    const auto place = generation.find_document(id);
    out.push_back({id, {}, 0});
    if (place) out.back().title = generation.documents()[*place].title;
  }
  return out;
}

std::vector<RelatedDocument> linking_to(const DocumentHead& document, Call& call) {
  const index::Generation& generation = call.snapshot.generation();
  std::map<std::uint32_t, std::uint32_t> counts;
  for (const DocId docid : call.searcher->links_to(document.id))
    ++counts[generation.columns().document(docid)];
  std::vector<RelatedDocument> out;
  for (const auto& [place, passages] : counts) {
    const DocumentHead& from = generation.documents()[place];
    out.push_back({std::string(from.id), from.title, passages});
  }
  return out;
}

DocId passage_of(const Call& call) {
  const index::Generation& generation = call.snapshot.generation();
  if (const auto docid = generation.find_passage(call.id)) return *docid;
  const std::size_t colon = call.id.rfind(':');
  if (colon != std::string::npos)
    if (const auto document = generation.find_document(call.id.substr(0, colon)))
      throw Problem{.status = 410,
                    .detail = "the document no longer has a passage with this text",
                    .members = {{"document",
                                 address("/v1/documents/", generation.documents()[*document].id)}}};
  throw Problem{404, "there is no passage with this id"};
}

std::uint32_t document_of(const Call& call) {
  const auto place = call.snapshot.generation().find_document(call.id);
  if (!place) throw Problem{404, "there is no document with this id"};
  return *place;
}

Response passage(Call& call) {
  const PassageCall asked = read_passage(std::move(call.arguments));
  const index::Generation& generation = call.snapshot.generation();
  const DocId docid = passage_of(call);
  const auto found = generation.passage(docid);
  const StoredDocument document = generation.document(found->document);

  JsonWriter out;
  const auto write_neighbours = [&](std::string_view name, DocId begin, DocId end) {
    out.key(name);
    out.begin_array();
    for (DocId at = begin; at < end; ++at) {
      const auto neighbour = generation.passage(at);
      out.begin_object();
      out.member("id", neighbour->id);
      out.member("ordinal", neighbour->ordinal);
      out.member("heading", neighbour->headings);
      out.member("text", neighbour->text);
      out.end_object();
    }
    out.end_array();
  };
  const auto context = static_cast<DocId>(asked.context);
  const DocId end = document.first + document.passages;
  out.begin_object();
  write_passage_members(out, *found, {}, call.snapshot);
  out.member("source", source_json(*found, document));
  out.member("coins", context_object(citation_of(*found, document)));
  write_neighbours("before", docid - std::min(context, docid - document.first), docid);
  write_neighbours("after", docid + 1, std::min(end, docid + 1 + context));
  out.end_object();
  return json_response(out);
}

Response similar(Call& call) {
  const SimilarCall asked = read_similar(std::move(call.arguments));
  const DocId docid = passage_of(call);
  JsonWriter out;
  out.begin_object();
  out.member("passage", call.id);
  out.key("similar");
  out.begin_array();
  for (const auto& one : call.searcher->similar(docid, asked.same_document, asked.limit))
    write_similar(out, one, call.snapshot);
  out.end_array();
  out.end_object();
  return json_response(out);
}

Response export_passage(Call& call) {
  ExportCall asked = read_export_passage(std::move(call.arguments));
  search::Bitmap passages;
  passages.add(passage_of(call));
  return export_response(*asked.format, call.edition->snapshot, std::move(passages),
                         std::move(asked.request));
}

Response eras(Call& call) {
  read_nothing(call.arguments);
  std::vector<const dates::Era*> ordered;
  for (const dates::Era& era : call.snapshot.generation().eras()) ordered.push_back(&era);
  std::ranges::stable_sort(ordered, {},
                           [](const dates::Era* era) { return era->interval.earliest; });
  Json list = Json::array();
  for (const dates::Era* era : ordered)
    list.push_back({{"id", era->id},
                    {"name", era->label},
                    {"from", era->from},
                    {"to", era->to},
                    {"earliest", day_json(era->interval.earliest)},
                    {"latest", day_json(era->interval.latest)},
                    {"parent", text_or_null(era->parent)},
                    {"document", text_or_null(era->source)}});
  return json_response({{"eras", std::move(list)}});
}

Response documents(Call& call) {
  const ListCall asked = read_documents(std::move(call.arguments));
  const auto& all = call.snapshot.generation().documents();
  const Page page(asked.offset, asked.limit, all.size());
  Json list = Json::array();
  for (std::size_t i = page.begin; i < page.end; ++i) {
    Json one = document_json(all[i]);
    one["lang"] = all[i].lang;
    one["passages"] = all[i].passages;
    list.push_back(std::move(one));
  }
  return json_response(
      {{"documents", std::move(list)}, {"total", all.size()}, {"next", page.next()}});
}

Response document(Call& call) {
  read_nothing(call.arguments);
  const index::Generation& generation = call.snapshot.generation();
  const std::uint32_t place = document_of(call);
  const DocumentHead& found = generation.documents()[place];
  const StoredDocument whole = generation.document(place);
  Json out = document_json(found);
  out["lang"] = found.lang;
  out["file"] = text_or_null(found.file);
  out["licence"] = text_or_null(licence_of(whole));
  out["passages"] = found.passages;
  const auto first = generation.passage(found.first);
  out["first"] = first && found.passages > 0 ? Json(first->id) : Json(nullptr);
  out["actor"] = found.subject == StoredDocument::kNoActor
                     ? Json(nullptr)
                     : actor_reference(generation.actors()[found.subject]);
  out["outline"] = outline_json(whole, generation);
  out["related"] = related_json(whole, generation);
  out["links_here"] = links_here_json(found, call);
  out["metadata"] = metadata_json(whole);
  return json_response(out);
}

}  // namespace fasti::api
