#include "indexer/side_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "core/actors/authority.h"
#include "indexer/sources/encoding.h"

namespace fasti::indexer {
namespace {

using sources::Diagnostic;
using sources::SideFiles;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) throw std::runtime_error(path + ": cannot be read");
  sources::Decoded decoded = sources::decode(std::move(bytes));
  if (!decoded.refusal.empty()) throw std::runtime_error(path + ": " + decoded.refusal);
  return decoded.text.str();
}

// "file:line: what" as a diagnostic.
Diagnostic diagnostic(std::string_view problem, const std::string& file) {
  Diagnostic out;
  out.file = file;
  if (problem.starts_with(file + ":")) {
    problem.remove_prefix(file.size() + 1);
    const char* end = problem.data() + problem.size();
    const auto [after, error] = std::from_chars(problem.data(), end, out.line);
    if (error == std::errc() && after != end && *after == ':') {
      problem.remove_prefix(static_cast<std::size_t>(after - problem.data()) + 1);
    }
    problem.remove_prefix(std::min(problem.find_first_not_of(' '), problem.size()));
  }
  out.message = std::string(problem);
  return out;
}

// Reads the file that the user names, or else those beside the sources, each once.
void read_side(
    std::string& used, std::span<const SideFiles> beside, std::string SideFiles::*kind,
    std::vector<Diagnostic>& problems,
    const std::function<void(const std::string& content, const std::string& path)>& read) {
  if (!used.empty()) {
    read(read_file(used), used);
    return;
  }
  std::unordered_set<std::string> seen;
  for (const SideFiles& files : beside) {
    const std::string& path = files.*kind;
    if (path.empty() || !seen.insert(path).second) continue;
    // The user may not know that the file is there: no reason to stop.
    try {
      read(read_file(path), path);
    } catch (const std::runtime_error& error) {
      problems.push_back(diagnostic(error.what(), path));
      continue;
    }
    if (!used.empty()) used += ' ';
    used += path;
  }
}

}  // namespace

SideData load_side_data(const SidePaths& paths, std::span<const std::string> source_paths) {
  std::vector<SideFiles> beside;
  for (const std::string& path : source_paths) beside.push_back(sources::side_files(path));

  SideData data;
  data.used = paths;
  const auto note = [&](const std::vector<std::string>& problems, const std::string& path) {
    for (const std::string& problem : problems) data.problems.push_back(diagnostic(problem, path));
  };
  const auto append = [](auto& all, auto&& more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  };
  read_side(data.used.authority, beside, &SideFiles::authority, data.problems,
            [&](const std::string& content, const std::string& path) {
              auto file = actors::parse_authority(content, path);
              note(file.problems, path);
              append(data.authority, file.actors);
            });
  std::unordered_set<std::string> era_ids;
  read_side(data.used.eras, beside, &SideFiles::eras, data.problems,
            [&](const std::string& content, const std::string& path) {
              auto file = dates::parse_eras(content, path);
              note(file.problems, path);
              for (dates::Era& era : file.eras) {
                if (era_ids.insert(era.id).second) {
                  data.eras.push_back(std::move(era));
                } else {
                  data.problems.push_back(
                      {path, 0, fmt::format("era \"{}\" is there already; left out", era.id)});
                }
              }
            });
  if (data.eras.empty()) data.eras = dates::default_eras();
  read_side(data.used.corrections, beside, &SideFiles::corrections, data.problems,
            [&](const std::string& content, const std::string& path) {
              auto file = parse_corrections(content, path);
              note(file.problems, path);
              append(data.corrections, file.corrections);
            });
  return data;
}

}  // namespace fasti::indexer
