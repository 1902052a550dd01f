#include "server/search/filters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/index/schema.h"
#include "server/search/actors_by_name.h"
#include "server/search/buckets.h"
#include "server/search/nearest.h"
#include "server/search/warnings.h"

namespace fasti::search {
namespace {

// Reads the values of the filters and says what was understood.
class Reader {
 public:
  Reader(const SearchRequest& request, const Snapshot& snapshot, const Matcher& matcher,
         std::vector<std::string>& warnings, std::vector<AppliedFilter>& applied)
      : request_(request),
        snapshot_(snapshot),
        generation_(snapshot.generation()),
        matcher_(matcher),
        warnings_(warnings),
        applied_(applied) {}

  // The actors that a value means; told apart when several bear the name.
  std::vector<std::uint32_t> actors(std::string_view parameter, const std::string& value) {
    const std::vector<std::uint32_t> found = snapshot_.find_actors(value);
    if (found.empty()) unknown(parameter, value, [&] { return nearest_actor(snapshot_, value); });
    std::vector<std::string> ids;
    for (const std::uint32_t actor : found) {
      const index::ActorHead& head = generation_.actors()[actor];
      ids.emplace_back(head.id);
      applied_.push_back({std::string(parameter), ids.back(), std::string(head.name)});
    }
    if (ids.size() > 1)
      warnings_.push_back(fmt::format("{}: {} actors bear the name \"{}\": {}", parameter,
                                      ids.size(), value, fmt::join(ids, ", ")));
    return found;
  }

  DateSelection eras() {
    DateSelection out;
    for (const std::string& value : request_.filters.era) {
      auto selection = era_selection(snapshot_, value);
      if (!selection) {
        unknown("era", value, [&] { return snapshot_.nearest_era(value); });
        continue;
      }
      if (value == kUndated) {
        applied_.push_back({"era", value, value});
      } else {
        const dates::Era& era = generation_.eras()[*snapshot_.find_era(value)];
        applied_.push_back({"era", era.id, era.label});
      }
      join(out, std::move(*selection));
    }
    return out;
  }

  template <typename Parse, typename Id, typename Label, typename Select>
  DateSelection buckets(std::string_view parameter, const std::vector<std::string>& values,
                        const Parse& parse, const Id& id, const Label& label, const Select& select,
                        std::string_view example) {
    DateSelection out;
    for (const std::string& value : values) {
      const auto bucket = parse(value);
      if (!bucket)
        throw BadRequest(std::string(parameter), fmt::format("\"{}\" is no {}", value, parameter),
                         std::string(example));
      applied_.push_back({std::string(parameter), id(*bucket), label(*bucket)});
      join(out, select(*bucket));
    }
    return out;
  }

  Bitmap types(const Bitmap& among) {
    std::vector<bool> wanted(static_cast<std::size_t>(actors::Type::unknown) + 1);
    for (const std::string& value : request_.filters.type) {
      if (const auto type = actors::parse_type(value)) {
        wanted[static_cast<std::size_t>(*type)] = true;
        applied_.push_back({"type", value, value});
      } else {
        unknown("type", value, [&] { return nearest_type(value); });
      }
    }
    std::vector<index::DocId> found;
    for (const index::DocId docid : members(among)) {
      const auto entries = snapshot_.columns().actors(docid);
      if (std::ranges::any_of(entries, [&](const index::ActorEntry entry) {
            return entry.evidence() <= request_.evidence &&
                   wanted[static_cast<std::size_t>(generation_.actors()[entry.actor()].type)];
          }))
        found.push_back(docid);
    }
    return {found.size(), found.data()};
  }

  Bitmap valued(std::string_view parameter, const std::vector<std::string>& values,
                const Snapshot::Values& known, std::string_view prefix) {
    Bitmap out;
    for (const std::string& value : values) {
      if (known.find(value)) {
        applied_.push_back({std::string(parameter), value, value});
        out |= *matcher_.document_term(index::make_term(prefix, value));
      } else {
        unknown(parameter, value, [&] {
          const std::vector<std::string_view> candidates(known.names.begin(), known.names.end());
          const auto near = nearest(value, candidates);
          return near ? known.names[*near] : std::string();
        });
      }
    }
    return out;
  }

  Bitmap documents() {
    Bitmap out;
    for (const std::string& value : request_.filters.document) {
      if (const auto* document = known_document("document", value)) add_passages(*document, out);
    }
    return out;
  }

  // The passages that link to one of the documents, or that one of them links to.
  Bitmap linked() {
    Bitmap out;
    for (const std::string& value : request_.filters.linked) {
      const auto* document = known_document("linked", value);
      if (document == nullptr) continue;
      out |= *matcher_.term(index::make_term(index::kLinkPrefix, document->id));
      for (index::DocId docid = document->first; docid < document->first + document->passages;
           ++docid) {
        const auto passage = generation_.passage(docid);
        for (const index::StoredLink& link : passage->links) {
          const auto target = generation_.find_document(link.document);
          if (!target) continue;
          add_passages(generation_.documents()[*target], out);
        }
      }
    }
    return out;
  }

 private:
  const index::DocumentHead* known_document(std::string_view parameter, const std::string& value) {
    const auto found = generation_.find_document(value);
    if (!found) {
      unknown(parameter, value, [&] { return snapshot_.nearest_document(value); });
      return nullptr;
    }
    const index::DocumentHead& document = generation_.documents()[*found];
    applied_.push_back(
        {std::string(parameter), std::string(document.id), std::string(document.title)});
    return &document;
  }

  static std::string nearest_type(std::string_view value) {
    std::vector<std::string_view> names;
    for (int type = 0; type <= static_cast<int>(actors::Type::unknown); ++type)
      names.push_back(actors::name(static_cast<actors::Type>(type)));
    const auto near = nearest(value, names);
    return near ? std::string(names[*near]) : std::string();
  }

  template <typename Nearest>
  void unknown(std::string_view parameter, std::string_view value, const Nearest& nearest) {
    warn_of_unknown(fmt::format("{}: \"{}\"", parameter, value), nearest, request_.deadline,
                    warnings_);
  }

  const SearchRequest& request_;
  const Snapshot& snapshot_;
  const index::Generation& generation_;
  const Matcher& matcher_;
  std::vector<std::string>& warnings_;
  std::vector<AppliedFilter>& applied_;
};

}  // namespace

Filtered::Filtered(SharedBitmap matches, const SearchRequest& request, const Snapshot& snapshot,
                   const Matcher& matcher, std::vector<std::string>& warnings,
                   std::vector<AppliedFilter>& applied)
    : base_(std::move(matches)) {
  const Filters& filters = request.filters;
  Reader read(request, snapshot, matcher, warnings, applied);

  for (const std::string& value : filters.actor_all)
    base_ = shared(*base_ & matcher.actors(read.actors("actor.all", value)));
  for (const std::string& value : filters.actor_not)
    base_ = shared(*base_ - matcher.actors(read.actors("actor.not", value)));
  if (!filters.lang.empty())
    base_ = shared(*base_ &
                   read.valued("lang", filters.lang, snapshot.languages(), index::kLangPrefix));
  if (!filters.linked.empty()) base_ = shared(*base_ & read.linked());
  if (filters.from || filters.to) {
    date_selections_.push_back(range_selection({filters.from, filters.to}));
    base_ = shared(matcher.dated(date_selections_.back(), *base_));
  }

  const auto group = [&](Facet facet, Bitmap passages) {
    groups_.push_back({facet, std::move(passages)});
  };
  const auto dated = [&](Facet facet, DateSelection selection) {
    group(facet, matcher.dated(selection, *base_));
    date_selections_.push_back(std::move(selection));
  };
  if (!filters.actor.empty()) {
    Bitmap any;
    for (const std::string& value : filters.actor)
      any |= matcher.actors(read.actors("actor", value));
    group(Facet::actor, std::move(any));
  }
  if (!filters.type.empty()) group(Facet::type, read.types(*base_));
  if (!filters.era.empty()) dated(Facet::era, read.eras());
  if (!filters.century.empty())
    dated(Facet::century, read.buckets("century", filters.century, parse_century, century_id,
                                       century_label, century_selection, "19"));
  if (!filters.decade.empty())
    dated(Facet::decade, read.buckets("decade", filters.decade, parse_decade, decade_id,
                                      decade_label, decade_selection, "1930s"));
  if (!filters.year.empty())
    dated(Facet::year, read.buckets("year", filters.year, parse_year, year_id, year_label,
                                    year_selection, "1936"));
  if (!filters.kind.empty())
    group(Facet::kind, read.valued("kind", filters.kind, snapshot.kinds(), index::kKindPrefix));
  if (!filters.document.empty()) group(Facet::document, read.documents());

  all_ = base_;
  for (const Group& one : groups_) all_ = shared(*all_ & one.passages);
}

Bitmap Filtered::without(Facet facet) const {
  Bitmap out = *base_;
  for (const Group& group : groups_)
    if (group.facet != facet) out &= group.passages;
  return out;
}

bool Filtered::has_selection(Facet facet) const {
  return std::ranges::any_of(groups_, [&](const Group& group) { return group.facet == facet; });
}

}  // namespace fasti::search
