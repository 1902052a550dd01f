#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/actors/actor.h"
#include "core/dates/edtf.h"
#include "core/dates/eras.h"
#include "core/index/facts.h"
#include "core/index/generation.h"
#include "core/index/generation_writer.h"
#include "core/index/terms.h"
#include "core/text/hash.h"
#include "core/text/sentences.h"
#include "core/text/words.h"
#include "tests/core/index/temp_directory.h"

// A small real index from literals, made by the code that a build uses from the stored passage on.
namespace fasti::index {

// A date at the first place where `text` stands in the passage.
struct TinyDate {
  std::string text = {};
  std::string edtf = {};
  dates::Kind kind = dates::Kind::point;
  dates::Role role = dates::Role::narrative;
  std::string rule = "test";
  std::string resolved_from = "explicit";
};

// A mention of the actor with this id at the first place where `text` stands.
struct TinyMention {
  std::string text = {};
  std::string actor = {};
  actors::Evidence evidence = actors::Evidence::name;
  std::string rule = "test";
};

struct TinyLink {
  std::string text = {};
  std::string document = {};
};

struct TinyPassage {
  std::string text = {};
  std::vector<TinyDate> dates = {};
  std::vector<TinyMention> mentions = {};
  std::vector<std::string> headings = {};
  std::string context = {};  // EDTF of the context date, "" for none
  dates::Kind context_kind = dates::Kind::point;
  std::vector<TinyLink> links = {};
};

struct TinyDocument {
  std::string id = {};
  std::string title = {};
  std::string kind = "source";
  std::vector<TinyPassage> passages = {};
  std::string date = {};
  std::string lang = "en";
  std::string url = {};
  std::string subject = {};  // id of the actor it defines
  std::vector<std::string> related = {};
  std::vector<std::pair<std::string, std::string>> metadata = {};
};

inline actors::Actor tiny_actor(std::string id, std::string name, actors::Type type,
                                std::vector<std::string> aliases = {}) {
  actors::Actor actor;
  actor.id = std::move(id);
  actor.name = std::move(name);
  actor.type = type;
  actor.aliases = std::move(aliases);
  return actor;
}

inline dates::Era tiny_era(std::string id, std::string label, std::string from, std::string to) {
  dates::Era era;
  era.id = std::move(id);
  era.label = std::move(label);
  era.interval.earliest = dates::edtf_bounds(from).value().earliest;
  if (to != "..") era.interval.latest = dates::edtf_bounds(to).value().latest;
  era.from = std::move(from);
  era.to = std::move(to);
  return era;
}

struct TinyCorpus {
  std::vector<TinyDocument> documents = {};
  std::vector<actors::Actor> actors = {};
  std::vector<dates::Era> eras = {};
};

namespace tiny {

inline text::Span place(const std::string& passage, const std::string& text) {
  const std::size_t begin = passage.find(text);
  if (begin == std::string::npos) {
    throw std::invalid_argument("\"" + text + "\" is not in \"" + passage + "\"");
  }
  return {begin, begin + text.size()};
}

inline StoredDate stored(const std::string& edtf, dates::Kind kind, text::Span span) {
  const auto bounds = dates::edtf_bounds(edtf);
  if (!bounds) throw std::invalid_argument("no EDTF: " + edtf);
  StoredDate date;
  date.span = span;
  date.edtf = edtf;
  date.interval = *bounds;
  date.kind = kind;
  date.rule = "test";
  date.resolved_from = "explicit";
  return date;
}

}  // namespace tiny

// Builds `corpus` as a new generation of `index`; returns its number.
inline std::uint64_t build_tiny_index(const std::string& index, const TinyCorpus& corpus,
                                      int keep = 1) {
  std::unordered_map<std::string, std::uint32_t> actor_places;
  for (std::uint32_t i = 0; i < corpus.actors.size(); ++i) actor_places[corpus.actors[i].id] = i;

  std::vector<StoredDocument> documents;
  std::vector<std::vector<StoredPassage>> passages;
  FieldTotals totals;
  Manifest manifest;
  manifest.program_version = "test";
  DocId next = 1;
  for (std::uint32_t d = 0; d < corpus.documents.size(); ++d) {
    const TinyDocument& from = corpus.documents[d];
    StoredDocument document;
    document.id = from.id;
    document.title = from.title;
    document.kind = from.kind;
    document.date = from.date;
    document.url = from.url;
    document.lang = from.lang;
    document.file = from.id + ".txt";
    document.related = from.related;
    document.metadata = from.metadata;
    if (!from.subject.empty()) document.subject = actor_places.at(from.subject);
    document.first = next;
    document.passages = static_cast<std::uint32_t>(from.passages.size());
    std::unordered_map<std::string, int> repeats;
    auto& stored = passages.emplace_back();
    for (const TinyPassage& source : from.passages) {
      StoredPassage passage;
      passage.id = from.id + ":" + text::hash_hex8(source.text);
      if (const int repeat = ++repeats[passage.id]; repeat > 1) {
        passage.id += "-" + std::to_string(repeat);
      }
      passage.document = d;
      passage.ordinal = static_cast<std::uint32_t>(stored.size());
      passage.headings = source.headings;
      passage.text = source.text;
      passage.runs = text::MappedText(source.text, 0).runs();
      for (const TinyDate& date : source.dates) {
        passage.dates.push_back(
            tiny::stored(date.edtf, date.kind, tiny::place(source.text, date.text)));
        passage.dates.back().role = date.role;
        passage.dates.back().rule = date.rule;
        passage.dates.back().resolved_from = date.resolved_from;
      }
      if (!source.context.empty()) {
        passage.context = tiny::stored(source.context, source.context_kind, {});
      }
      for (const TinyMention& mention : source.mentions) {
        passage.mentions.push_back({tiny::place(source.text, mention.text),
                                    actor_places.at(mention.actor), mention.evidence,
                                    mention.rule});
      }
      for (const TinyLink& link : source.links) {
        passage.links.push_back({tiny::place(source.text, link.text), link.document});
      }
      if (!source.headings.empty() &&
          (stored.empty() || stored.back().headings != source.headings)) {
        document.outline.push_back(
            {static_cast<int>(source.headings.size()), source.headings.back(), next});
      }
      ++totals.passages;
      totals.text += text::words(source.text).size();
      totals.title += text::words(from.title).size();
      totals.heading += text::words(heading_field(passage.headings)).size();
      manifest.sentences += text::split_sentences(source.text).size();
      manifest.timexes += passage.dates.size();
      manifest.mentions += passage.mentions.size();
      stored.push_back(std::move(passage));
      ++next;
    }
    documents.push_back(std::move(document));
  }
  manifest.words = totals.text;
  manifest.averages = totals.averages();
  manifest.languages = {"en"};

  GenerationWriter writer(index);
  std::unordered_map<std::string, text::Lexicon> lexicons;
  for (std::size_t d = 0; d < documents.size(); ++d) {
    const std::string& lang = documents[d].lang;
    text::Lexicon& lexicon = lexicons.try_emplace(lang, lang).first->second;
    TermMaker make_terms(documents[d].title, manifest.averages, lexicon);
    for (const StoredPassage& passage : passages[d]) {
      const PassageFacts facts = facts_of(passage, corpus.eras);
      NumberedTerms terms = make_terms.numbered(passage);
      terms.filters = filter_terms(
          passage, facts,
          [&](std::uint32_t actor) -> std::string_view { return corpus.actors[actor].id; },
          corpus.eras);
      writer.add_passage(passage, std::move(terms), facts.dates, facts.actors, facts.eras,
                         facts.decades, facts.centuries);
    }
  }
  return writer.finish(manifest, documents, corpus.actors, corpus.eras, keep);
}

// An index in a temporary directory, gone with the object.
class TinyIndex {
 public:
  explicit TinyIndex(const TinyCorpus& corpus) { build_tiny_index(path(), corpus); }

  std::string path() const { return directory_ / "index"; }
  std::shared_ptr<const Generation> open() const { return Generation::open(path()); }
  const TempDirectory& directory() const { return directory_; }

 private:
  TempDirectory directory_;
};

}  // namespace fasti::index
