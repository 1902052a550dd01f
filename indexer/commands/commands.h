#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

// The subcommands of fasti-index. Each function adds one to the program; its callback does the work
// and leaves the exit code in `exit_code`.
namespace fasti::commands {

// Exit codes of the program; a part of its interface.
enum ExitCode : int {
  kDone = 0,
  kFailed = 1,  // something failed; the old index is untouched
  kWrongUse = 2,
  kSourcesSkipped = 3,  // done, but sources were skipped; only with --strict
};

// Whose processes read sources (indexer/reading_apart.h).
inline constexpr const char* kThisProgram = "/proc/self/exe";

// What --format takes.
std::vector<std::string> reader_names();

void add_build(CLI::App& app, int& exit_code);
void add_inspect(CLI::App& app, int& exit_code);
void add_annotate(CLI::App& app, int& exit_code);
void add_date(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_generations(CLI::App& app, int& exit_code);
void add_rollback(CLI::App& app, int& exit_code);

}  // namespace fasti::commands
