#include "core/index/generations.h"

#include <fmt/format.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "core/index/layout.h"
#include "core/index/schema.h"
#include "indexer/commands/commands.h"

namespace fasti::commands {
namespace {

int list(const std::string& index) {
  int exit_code = kDone;
  for (const index::KeptGeneration& kept : index::kept_generations(index)) {
    const index::Manifest& manifest = kept.manifest;
    std::string what;
    if (!kept.damage.empty()) {
      what = kept.damage;
      exit_code = kFailed;
    } else if (manifest.format_version != index::kFormatVersion) {
      what = fmt::format("of format {}, which this program does not read", manifest.format_version);
    } else {
      std::uint64_t bytes = 0;
      for (const index::FileEntry& file : manifest.files) bytes += file.bytes;
      what = fmt::format("{} passages of {} documents, {:.1f} MB", manifest.passages,
                         manifest.documents, static_cast<double>(bytes) / 1e6);
    }
    std::cout << fmt::format("{} {}  {}\n", kept.current ? '*' : ' ',
                             index::generation_name(kept.number), what);
  }
  return exit_code;
}

}  // namespace

void add_generations(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("generations", "List the generations of an index");
  const auto index = std::make_shared<std::string>();
  command->add_option("INDEX", *index, "Index directory")->required();
  command->footer(
      "One a line, the oldest first; the one in use has a star. Builds keep more than one with\n"
      "--keep N; \"fasti-index rollback\" goes back to one.\n\n"
      "Example:\n"
      "  fasti-index generations ./index\n");
  command->callback([index, &exit_code] { exit_code = list(*index); });
}

void add_rollback(CLI::App& app, int& exit_code) {
  struct Options {
    std::string index;
    std::optional<std::uint64_t> to;
  };
  auto* command = app.add_subcommand("rollback", "Go back to an older generation of an index");
  const auto options = std::make_shared<Options>();
  command->add_option("INDEX", options->index, "Index directory")->required();
  command->add_option("--to", options->to, "The generation's number [the last before]")
      ->type_name("N");
  command->footer(
      "The older generation's files are compared with their hashes first. Servers go over to it\n"
      "within a second. The next build removes the generations that were gone back from.\n\n"
      "Examples:\n"
      "  fasti-index rollback ./index\n"
      "  fasti-index rollback --to 7 ./index\n");
  command->callback([options, &exit_code] {
    const std::uint64_t number = index::roll_back(options->index, options->to);
    std::cout << fmt::format("{}: generation {} is the current one\n", options->index,
                             index::generation_name(number));
    exit_code = kDone;
  });
}

}  // namespace fasti::commands
