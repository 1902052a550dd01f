#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "core/dates/edtf.h"
#include "core/dates/read_dates.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/json.h"

namespace fasti::commands {
namespace {

struct DateOptions {
  bool edtf_only = false;
  std::vector<std::string> texts;
};

std::optional<dates::QueryDate> read(const std::string& text, bool edtf_only) {
  if (!edtf_only) return dates::parse_date(text);
  const auto interval = dates::edtf_bounds(text);
  if (!interval) return std::nullopt;
  return dates::QueryDate{text, *interval};
}

// Prints how `text` is read; false when it is no date.
bool print(const std::string& text, bool edtf_only) {
  Json line{{"text", text}};
  const auto date = read(text, edtf_only);
  if (date) {
    line["edtf"] = date->edtf;
    line["earliest"] = day_json(date->interval.earliest);
    line["latest"] = day_json(date->interval.latest);
  } else {
    line["error"] = edtf_only ? "not valid EDTF; forms are 1914-07-28, 1914-07, 1914/1918, 191X"
                              : "not a date; forms are 1914-07, 1914..1918, 44 BCE, early 1920s";
  }
  std::cout << json_line(line);
  return date.has_value();
}

int run(const DateOptions& options) {
  bool all = true;
  for (const std::string& text : options.texts) all &= print(text, options.edtf_only);
  if (options.texts.empty()) {
    for (std::string line; std::getline(std::cin, line);) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      all &= print(line, options.edtf_only);
    }
  }
  return all ? kDone : kFailed;
}

}  // namespace

void add_date(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("date", "Show how a date is read");
  const auto options = std::make_shared<DateOptions>();
  command->add_option("TEXT", options->texts,
                      "Dates, one an argument; without any, one a line from standard input");
  command->add_flag("--edtf", options->edtf_only, "Take EDTF (ISO 8601-2) only");
  command->footer(
      "One JSON object a line: {\"text\", \"edtf\", \"earliest\", \"latest\"}, with null for an\n"
      "open side, or {\"text\", \"error\"}. Exits with 1 when any is no date.\n\n"
      "Examples:\n"
      "  fasti-index date 'early 1920s' '44 BCE' '1914..1918'\n"
      "  fasti-index date --edtf '1853-10/1856-03-30'\n"
      "  fasti-index date < dates.txt\n");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace fasti::commands
