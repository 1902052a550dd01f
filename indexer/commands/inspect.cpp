#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/text/sentences.h"
#include "indexer/analysis.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/json.h"
#include "indexer/corpus_reader.h"
#include "indexer/reading_apart.h"
#include "indexer/side_data.h"
#include "indexer/sources/reader.h"

namespace fasti::commands {
namespace {

struct InspectOptions {
  std::vector<std::string> sources;
  std::string format;
  indexer::SidePaths side;
  bool json = false;
  bool text = false;
};

class Gatherer : public sources::Sink {
 public:
  void document(indexer::Document document) override { documents.push_back(std::move(document)); }
  void diagnostic(sources::Diagnostic diagnostic) override {
    std::cerr << diagnostic.str() << '\n';
  }
  std::vector<indexer::Document> documents;
};

// A text with what was found in it: a heading or a passage.
struct Piece {
  const text::MappedText& text;
  const std::vector<dates::Timex>& dates;
  const std::vector<actors::Mention>& mentions;
};

std::size_t count_sentences(const indexer::Document& document) {
  std::size_t sentences = 0;
  for (const indexer::Section& section : document.sections) {
    if (!section.reference) sentences += text::split_sentences(section.text.str()).size();
  }
  return sentences;
}

Json bytes_json(text::Span span) { return {span.begin, span.end}; }

Json dates_json(const Piece& piece) {
  Json out = Json::array();
  for (const dates::Timex& timex : piece.dates) {
    Json json{{"text", text::slice(piece.text.str(), timex.span)}};
    json.update(reading_json(timex));
    json["approximate"] = timex.approximate;
    json["uncertain"] = timex.uncertain;
    json["rule"] = timex.rule;
    json["confidence"] = timex.confidence;
    if (!timex.note.empty()) json["note"] = timex.note;
    json["bytes"] = bytes_json(timex.span);
    json["source_bytes"] = bytes_json(piece.text.source(timex.span));
    out.push_back(std::move(json));
  }
  return out;
}

Json actors_json(const Piece& piece, const actors::Authority& authority) {
  Json out = Json::array();
  for (const actors::Mention& mention : piece.mentions) {
    const actors::Actor& actor = authority[mention.actor];
    out.push_back({{"text", text::slice(piece.text.str(), mention.span)},
                   {"id", actor.id},
                   {"name", actor.name},
                   {"type", name(actor.type)},
                   {"evidence", name(mention.evidence)},
                   {"rule", mention.rule},
                   {"ambiguous", mention.ambiguous},
                   {"bytes", bytes_json(mention.span)},
                   {"source_bytes", bytes_json(piece.text.source(mention.span))}});
  }
  return out;
}

// Shows documents on standard output. Two forms: JSON lines for programs, text for people.
class Printer {
 public:
  virtual ~Printer() = default;
  virtual void document(const indexer::Document& document, std::size_t passages) = 0;
  virtual void heading(const indexer::Section& section, const Piece& piece) = 0;
  virtual void passage(const indexer::AnalyzedPassage& passage, const Piece& piece) = 0;
};

class JsonPrinter : public Printer {
 public:
  explicit JsonPrinter(const actors::Authority& authority) : authority_(authority) {}

  void document(const indexer::Document& document, std::size_t passages) override {
    std::cout << json_line({{"record", "document"},
                            {"id", document.id},
                            {"title", document.title},
                            {"kind", document.kind},
                            {"date", document.date},
                            {"lang", document.lang},
                            {"file", document.file},
                            {"sentences", count_sentences(document)},
                            {"passages", passages}});
  }

  void heading(const indexer::Section& section, const Piece& piece) override {
    std::cout << json_line({{"record", "heading"},
                            {"level", section.level},
                            {"text", piece.text.str()},
                            {"source_bytes", bytes_json(whole(piece.text))},
                            {"dates", dates_json(piece)},
                            {"actors", actors_json(piece, authority_)}});
  }

  void passage(const indexer::AnalyzedPassage& passage, const Piece& piece) override {
    Json context(nullptr);
    if (passage.context) context = reading_json(*passage.context);
    Json links = Json::array();
    for (const indexer::Link& link : passage.links) {
      links.push_back({{"text", text::slice(piece.text.str(), link.span)},
                       {"document", link.target},
                       {"bytes", bytes_json(link.span)}});
    }
    std::cout << json_line({{"record", "passage"},
                            {"id", passage.id},
                            {"heading", passage.headings},
                            {"text", piece.text.str()},
                            {"source_bytes", bytes_json(whole(piece.text))},
                            {"dates", dates_json(piece)},
                            {"context", std::move(context)},
                            {"actors", actors_json(piece, authority_)},
                            {"links", std::move(links)}});
  }

 private:
  static text::Span whole(const text::MappedText& text) { return text.source({0, text.size()}); }

  const actors::Authority& authority_;
};

class TextPrinter : public Printer {
 public:
  TextPrinter(const actors::Authority& authority, bool colours)
      : authority_(authority), colours_(colours) {}

  void document(const indexer::Document& document, std::size_t passages) override {
    std::cout << fmt::format("{}  [{}, {}, {} sentences, {} passages]\n",
                             painted(kBold, document.title), document.id, document.kind,
                             count_sentences(document), passages);
  }

  void heading(const indexer::Section& section, const Piece& piece) override {
    std::cout << '\n'
              << std::string(static_cast<std::size_t>(section.level), '#') << ' '
              << painted(kBold, piece.text.str()) << '\n';
    found(piece);
  }

  void passage(const indexer::AnalyzedPassage& passage, const Piece& piece) override {
    const text::Span place = piece.text.source({0, piece.text.size()});
    std::cout << fmt::format("\n  {}  bytes {}-{}\n", painted(kFaint, passage.id), place.begin,
                             place.end);
    std::cout << "  " << marked(piece) << '\n';
    found(piece);
    if (passage.context) {
      std::cout << fmt::format("    undated, taken as {} ({})\n", passage.context->edtf,
                               passage.context->resolved_from);
    }
  }

 private:
  static constexpr std::string_view kBold = "1", kFaint = "2", kDate = "32", kActor = "36";

  std::string painted(std::string_view colour, std::string_view text) const {
    return colours_ ? fmt::format("\033[{}m{}\033[0m", colour, text) : std::string(text);
  }

  // The text with dates and actors in their colours.
  std::string marked(const Piece& piece) const {
    struct Mark {
      text::Span span;
      std::string_view colour;
    };
    std::vector<Mark> marks;
    for (const auto& timex : piece.dates) marks.push_back({timex.span, kDate});
    for (const auto& mention : piece.mentions) marks.push_back({mention.span, kActor});
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Mark& a, const Mark& b) { return a.span.begin < b.span.begin; });
    const std::string_view text = piece.text.str();
    std::string out;
    std::size_t at = 0;
    for (const Mark& mark : marks) {
      if (mark.span.begin < at) continue;
      out += text.substr(at, mark.span.begin - at);
      out += painted(mark.colour, text::slice(text, mark.span));
      at = mark.span.end;
    }
    out += text.substr(at);
    return out;
  }

  void found(const Piece& piece) const {
    const std::string_view text = piece.text.str();
    for (const dates::Timex& timex : piece.dates) {
      const text::Span place = piece.text.source(timex.span);
      std::cout << fmt::format(
          "    {} = {}  {}, {}, {}, bytes {}-{}{}\n", painted(kDate, text::slice(text, timex.span)),
          timex.resolved() ? timex.edtf : "unresolved", timex.rule, timex.resolved_from,
          name(timex.role), place.begin, place.end, timex.note.empty() ? "" : "; " + timex.note);
    }
    for (const actors::Mention& mention : piece.mentions) {
      const actors::Actor& actor = authority_[mention.actor];
      std::cout << fmt::format("    {} = {}  {}, by {} ({}){}\n",
                               painted(kActor, text::slice(text, mention.span)), actor.id,
                               name(actor.type), name(mention.evidence), mention.rule,
                               mention.ambiguous ? ", ambiguous" : "");
    }
  }

  const actors::Authority& authority_;
  const bool colours_;
};

void show(const indexer::Document& document, const indexer::AnalyzedDocument& analyzed,
          Printer& printer) {
  printer.document(document, analyzed.passages.size());
  std::size_t next = 0;
  for (std::size_t section = 0; section < document.sections.size(); ++section) {
    for (const indexer::AnalyzedUnit& unit : analyzed.units) {
      if (unit.section != section || !unit.heading) continue;
      const indexer::Section& under = document.sections[section];
      printer.heading(under, {under.heading, unit.dates, unit.mentions});
    }
    for (; next < analyzed.passages.size() && analyzed.passages[next].section == section; ++next) {
      const auto passage = indexer::passage_at(document, analyzed, next);
      printer.passage(passage, {passage.text, passage.dates, passage.mentions});
    }
  }
}

int run(const InspectOptions& options) {
  Gatherer gatherer;
  for (const std::string& source : options.sources) {
    indexer::read_path_apart(kThisProgram, {}, source, options.format, gatherer);
  }
  const auto side = indexer::load_side_data(options.side, options.sources);
  for (const auto& problem : side.problems) std::cerr << problem.str() << '\n';
  if (gatherer.documents.empty()) {
    std::cerr << "fasti-index: nothing to inspect: no source has text\n";
    return kFailed;
  }
  indexer::KnowledgeCollector collector;
  indexer::DocumentIds ids;
  for (std::size_t i = 0; i < gatherer.documents.size(); ++i) {
    collector.add(gatherer.documents[i], i);
    ids.add(gatherer.documents[i].id, gatherer.documents[i].file, 0);
  }
  const indexer::Knowledge knowledge = collector.finish(side.authority, side.eras);
  const indexer::Analyzer analyzer(knowledge, side.corrections, [&ids](const std::string& target) {
    return ids.resolve(target);
  });
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  std::unique_ptr<Printer> printer;
  if (options.json || (!options.text && !terminal)) {
    printer = std::make_unique<JsonPrinter>(knowledge.authority());
  } else {
    printer = std::make_unique<TextPrinter>(knowledge.authority(), terminal);
  }
  for (const indexer::Document& document : gatherer.documents) {
    show(document, analyzer.analyze(document), *printer);
  }
  return kDone;
}

}  // namespace

void add_inspect(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("inspect", "Show what the indexer makes of a source, and why");
  const auto options = std::make_shared<InspectOptions>();
  command->add_option("SOURCE", options->sources, "Files, folders, archives, or -")->required();
  command->add_option("--format", options->format, "Take every source as this format")
      ->check(CLI::IsMember(reader_names()));
  command->add_option("--authority", options->side.authority, "Actors, TSV or JSON Lines");
  command->add_option("--eras", options->side.eras, "Named periods, JSON");
  command->add_option("--corrections", options->side.corrections, "Corrections");
  auto* json = command->add_flag("--json", options->json, "JSON lines, also on a terminal");
  command->add_flag("--text", options->text, "Text for people, also into a file")->excludes(json);
  command->footer(
      "Prints documents, headings and passages with their dates (the rule that read each, how it "
      "was\n"
      "resolved) and actors (by what evidence), and where each stands in the source file, in "
      "bytes.\n"
      "On a terminal as coloured text, else as one JSON object a line. Holds all documents in "
      "memory.\n\n"
      "Examples:\n"
      "  fasti-index inspect article.md\n"
      "  fasti-index inspect --json corpus/ | jq 'select(.record == \"passage\") | .dates'\n"
      "  fasti-index inspect --authority people.tsv letters.zip\n");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace fasti::commands
