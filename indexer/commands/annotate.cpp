#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/dates/read_dates.h"
#include "core/text/utf8.h"
#include "indexer/analysis.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/json.h"
#include "indexer/side_data.h"
#include "indexer/sources/plain_text.h"

namespace fasti::commands {
namespace {

struct AnnotateOptions {
  bool json_lines = false;
  std::string reference_date;
  indexer::SidePaths side;
};

// Keeps the one document that a text makes.
class OneDocument : public sources::Sink {
 public:
  void document(indexer::Document document) override { kept = std::move(document); }
  void diagnostic(sources::Diagnostic) override {}
  indexer::Document kept;
};

indexer::Document document_of(const std::string& text, const std::string& date) {
  OneDocument sink;
  sources::read_plain_text({"text", text::MappedText(text, 0)}, sink);
  sink.kept.id = "text";
  sink.kept.date = date;
  return std::move(sink.kept);
}

Json date_json(const dates::Timex& timex, text::Span place, std::string_view raw) {
  Json json{{"start", place.begin}, {"end", place.end}, {"text", text::slice(raw, place)}};
  json.update(reading_json(timex));
  return json;
}

Json actor_json(const actors::Mention& mention, const actors::Actor& actor, text::Span place,
                std::string_view raw) {
  return {{"start", place.begin},
          {"end", place.end},
          {"text", text::slice(raw, place)},
          {"id", actor.id},
          {"name", actor.name},
          {"type", name(actor.type)},
          {"evidence", name(mention.evidence)}};
}

// The dates and actors of one text, which is a corpus of its own.
Json annotate(const std::string& raw, const std::string& date, const indexer::SideData& side) {
  const indexer::Document document = document_of(raw, date);
  indexer::KnowledgeCollector collector;
  collector.add(document, 0);
  const indexer::Knowledge knowledge = collector.finish(side.authority, side.eras);
  const auto analyzed = indexer::Analyzer(knowledge).analyze(document);
  Json dates = Json::array();
  Json actors = Json::array();
  for (const indexer::AnalyzedUnit& unit : analyzed.units) {
    const indexer::Section& section = document.sections[unit.section];
    const text::MappedText& text = unit.heading ? section.heading : section.text;
    for (const dates::Timex& timex : unit.dates) {
      dates.push_back(date_json(timex, text.source(timex.span), raw));
    }
    for (const actors::Mention& mention : unit.mentions) {
      actors.push_back(actor_json(mention, knowledge.authority()[mention.actor],
                                  text.source(mention.span), raw));
    }
  }
  return {{"dates", std::move(dates)}, {"actors", std::move(actors)}};
}

std::string edtf_of(const std::string& date) {
  if (date.empty()) return "";
  const auto parsed = dates::parse_date(date);
  if (!parsed) throw CLI::ValidationError("--reference-date", "'" + date + "' is not a date");
  return parsed->edtf;
}

int annotate_text(const AnnotateOptions& options, const indexer::SideData& side) {
  const std::string raw(std::istreambuf_iterator<char>(std::cin), {});
  if (const auto bad = text::first_invalid_utf8(raw)) {
    std::cerr << fmt::format(
        "fasti-index: standard input: byte {} is not UTF-8; convert the text, for instance with: "
        "iconv -f WINDOWS-1252 -t UTF-8\n",
        *bad);
    return kFailed;
  }
  std::cout << json_line(annotate(raw, edtf_of(options.reference_date), side));
  return kDone;
}

// What is wrong with a line, or "" when it was annotated.
std::string annotate_line(const std::string& line, const std::string& reference_date,
                          const indexer::SideData& side) {
  const Json object = Json::parse(line, nullptr, false);
  if (object.is_discarded()) return "not JSON";
  if (!object.is_object() || !object.contains("text") || !object["text"].is_string()) {
    return "no \"text\" of type string";
  }
  std::string date = reference_date;
  if (object.contains("date") && !object["date"].is_null()) {
    if (!object["date"].is_string()) return "\"date\" is no string";
    const auto parsed = dates::parse_date(object["date"].get<std::string>());
    if (!parsed) return fmt::format("\"date\" is not a date: {}", object["date"].dump());
    date = parsed->edtf;
  }
  Json answer = Json::object();
  if (object.contains("id")) answer["id"] = object["id"];
  answer.update(annotate(object["text"].get<std::string>(), date, side));
  std::cout << json_line(answer);
  return "";
}

int annotate_lines(const AnnotateOptions& options, const indexer::SideData& side) {
  const std::string reference_date = edtf_of(options.reference_date);
  bool all = true;
  std::size_t number = 0;
  for (std::string line; std::getline(std::cin, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const std::string problem = annotate_line(line, reference_date, side);
    if (problem.empty()) continue;
    std::cerr << fmt::format("standard input:{}: {}; the line is left out\n", number, problem);
    all = false;
  }
  return all ? kDone : kFailed;
}

int run(const AnnotateOptions& options) {
  const indexer::SideData side = indexer::load_side_data(options.side, {});
  for (const auto& problem : side.problems) std::cerr << problem.str() << '\n';
  return options.json_lines ? annotate_lines(options, side) : annotate_text(options, side);
}

}  // namespace

void add_annotate(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("annotate", "Print the dates and actors of a text as JSON");
  const auto options = std::make_shared<AnnotateOptions>();
  command->add_flag("--jsonl", options->json_lines,
                    "Read objects {\"id\", \"text\", \"date\"}, one a line");
  command->add_option("--reference-date", options->reference_date,
                      "Date of the text itself, for dates that lack a year");
  command->add_option("--authority", options->side.authority, "Actors, TSV or JSON Lines");
  command->footer(
      "Reads UTF-8 text from standard input. Offsets are bytes of that text, ends excluded; an "
      "open\n"
      "side of a date is null. Each text is a corpus of its own.\n\n"
      "Examples:\n"
      "  fasti-index annotate < treaty.txt\n"
      "  echo 'He left Kars in June.' | fasti-index annotate --reference-date 1855\n"
      "  fasti-index annotate --jsonl < texts.jsonl > annotated.jsonl\n");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace fasti::commands
