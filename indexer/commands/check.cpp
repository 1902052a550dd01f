#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "core/index/generation.h"
#include "indexer/commands/commands.h"

namespace fasti::commands {
namespace {

struct CheckOptions {
  std::string index;
  bool sizes = false;
};

int run(const CheckOptions& options) {
  const std::string generation = index::current_generation(options.index);
  std::vector<std::string> remarks;
  const auto faults = index::check(options.index, &remarks);
  for (const std::string& fault : faults) std::cout << options.index << ": " << fault << '\n';
  for (const std::string& remark : remarks) std::cout << options.index << ": " << remark << '\n';
  if (options.sizes) {
    for (const auto& [file, bytes] : index::sizes(options.index)) {
      std::cout << fmt::format("{:>14} {}\n", bytes, file);
    }
  }
  if (!faults.empty()) {
    std::cout << fmt::format(
        "{}: generation {} is damaged; build it anew with: fasti-index build "
        "--index {} SOURCE...\n",
        options.index, generation, options.index);
    return kFailed;
  }
  const auto opened = index::Generation::open(options.index);
  std::cout << fmt::format("{}: generation {} is sound: {} passages of {} documents\n",
                           options.index, generation, opened->manifest().passages,
                           opened->manifest().documents);
  return kDone;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("check", "Verify an index");
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("INDEX", options->index, "Index directory")->required();
  command->add_flag("--sizes", options->sizes, "Print the bytes of each file");
  command->footer(
      "Reads the whole current generation and names what is wrong: damaged tables, counts that do\n"
      "not agree, columns or stored passages that differ. Exits with 1 when anything is.\n\n"
      "Examples:\n"
      "  fasti-index check ./index\n"
      "  fasti-index check --sizes ./index\n");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace fasti::commands
