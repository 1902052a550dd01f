#include <exception>
#include <iostream>

#include "indexer/commands/commands.h"
#include "indexer/reading_apart.h"

int main(int argc, char** argv) {
  using namespace fasti::commands;
  // No command for people: how the program starts itself to read sources.
  if (argc > 1 && argv[1] == fasti::indexer::kReadApart)
    return fasti::indexer::read_apart(argc, argv);
  CLI::App app("Turns texts into an index that fasti-server searches by word, date and actor.",
               "fasti-index");
  app.set_version_flag("--version", "fasti-index " FASTI_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Examples:\n"
      "  fasti-index build --index ./index corpus/          index a folder\n"
      "  fasti-index build --index ./index --dry-run a.zip  say what would be indexed\n"
      "  fasti-index inspect article.md                     show passages, dates and actors\n"
      "  fasti-index date 'the winter of 1941-42'           show how a date is read\n"
      "  fasti-index check ./index                          verify an index\n\n"
      "Exit codes: 0 done; 1 something failed, the old index untouched; 2 wrong use;\n"
      "3 done with sources skipped (only with --strict).\n"
      "'fasti-index COMMAND --help' tells more.\n");
  int exit_code = kDone;
  add_build(app, exit_code);
  add_inspect(app, exit_code);
  add_annotate(app, exit_code);
  add_date(app, exit_code);
  add_check(app, exit_code);
  add_generations(app, exit_code);
  add_rollback(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrongUse;
  } catch (const std::exception& error) {
    std::cerr << "fasti-index: " << error.what() << '\n';
    return kFailed;
  }
  return exit_code;
}
