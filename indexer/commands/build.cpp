#include "indexer/build.h"

#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "core/text/counted.h"
#include "indexer/commands/commands.h"

namespace fasti::commands {
namespace {

using text::counted;

struct BuildCommandOptions {
  indexer::BuildOptions build;
  bool strict = false;
  bool quiet = false;
  std::uint64_t reader_memory = indexer::ReadingLimits().memory >> 20U;  // MB
  std::int64_t reader_time = indexer::ReadingLimits().processor.count();
};

std::string summary(const indexer::BuildReport& report, const BuildCommandOptions& options) {
  const double seconds = report.seconds > 0 ? report.seconds : 1e-9;
  const double megabytes = static_cast<double>(report.text_bytes) / 1e6;
  std::string out = fmt::format(
      "{} {}, {}, {}, {} ({:.1f} MB of text) in {:.1f} s: {:.0f} passages/s, {:.1f} MB/s\n",
      options.build.dry_run ? "analysed" : "indexed", counted(report.documents, "document"),
      counted(report.passages, "passage"), counted(report.sentences, "sentence"),
      counted(report.words, "word"), megabytes, report.seconds,
      static_cast<double>(report.passages) / seconds, megabytes / seconds);
  out += fmt::format("found {}, {} of {}; {}\n", counted(report.dates, "date"),
                     counted(report.mentions, "mention"), counted(report.actors, "actor"),
                     counted(report.eras, "era"));
  if (report.skipped + report.empty + report.duplicates > 0) {
    out += fmt::format("{} skipped, {} empty, {} there already\n",
                       counted(report.skipped, "source"), report.empty, report.duplicates);
  }
  if (!options.build.dry_run) {
    out += fmt::format("index: {}, generation {}, {:.1f} MB\n", options.build.index,
                       report.generation, static_cast<double>(report.index_bytes) / 1e6);
  }
  return out;
}

int run(BuildCommandOptions options) {
  if (options.build.index.empty() && !options.build.dry_run) {
    throw CLI::RequiredError("--index (or --dry-run)");
  }
  std::optional<indexer::ProgressPrinter> printer;
  if (!options.quiet) {
    printer.emplace(stderr);
    options.build.progress = [&](const indexer::Progress& progress) { (*printer)(progress); };
  }
  indexer::BuildOptions build = options.build;
  build.reader = kThisProgram;
  build.reading.memory = options.reader_memory << 20U;
  build.reading.processor = std::chrono::seconds(options.reader_time);
  const indexer::BuildReport report = indexer::build(build);
  printer.reset();
  for (const auto& diagnostic : report.diagnostics) std::cerr << diagnostic.str() << '\n';
  std::cout << summary(report, options);
  return options.strict && report.skipped > 0 ? kSourcesSkipped : kDone;
}

}  // namespace

std::vector<std::string> reader_names() {
  std::vector<std::string> names;
  for (const sources::Reader& reader : sources::readers()) names.emplace_back(reader.name);
  return names;
}

void add_build(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("build", "Index texts");
  const auto options = std::make_shared<BuildCommandOptions>();
  indexer::BuildOptions& build = options->build;
  command
      ->add_option(
          "SOURCE", build.sources,
          "Files, folders, archives (.zip .tar .gz .bz2 .xz .zst), or - for standard input")
      ->required();
  command->add_option("--index", build.index, "Index directory; made when missing");
  command->add_option("--authority", build.side.authority,
                      "Actors, TSV or JSON Lines; authority.tsv beside the texts by default");
  command->add_option("--eras", build.side.eras,
                      "Named periods, JSON; eras.json beside the texts by default");
  command->add_option("--corrections", build.side.corrections,
                      "Corrections; corrections.tsv beside the texts by default");
  command
      ->add_option("--format", build.format,
                   "Take every source as this format instead of knowing it by its content")
      ->check(CLI::IsMember(reader_names()));
  command->add_option("--keep", build.keep, "Generations to keep, the new one included")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--jobs", build.jobs, "Threads that analyse; 0 for one a core")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      ->add_option("--reader-memory", options->reader_memory,
                   "MB that the process which reads the sources may use")
      ->check(CLI::Range(16U, 1U << 20U))
      ->capture_default_str();
  command
      ->add_option("--reader-time", options->reader_time,
                   "Seconds of processor time that it may use for one file or archive")
      ->check(CLI::Range(1U, 1U << 20U))
      ->capture_default_str();
  command->add_flag("--dry-run", build.dry_run, "Analyse and report only");
  command->add_flag("--strict", options->strict, "Exit with 3 when a source was skipped");
  command->add_flag("--quiet", options->quiet, "No progress");
  command->set_config("--config", "", "Options as lines of TOML: keep = 2");
  command->footer(
      "Writes a new generation beside the old one, checks it, then makes it the current one; a "
      "build\n"
      "that fails or is killed leaves the old one serving. Sources that cannot be read are named "
      "on\n"
      "standard error and left out.\n\n"
      "Examples:\n"
      "  fasti-index build --index ./index corpus/\n"
      "  fasti-index build --index ./index --authority people.tsv letters.zip diary.txt\n"
      "  zcat records.jsonl.gz | fasti-index build --index ./index --format jsonl -\n"
      "  fasti-index build --dry-run corpus/\n");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace fasti::commands
