#include "core/index/generations.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "core/index/files.h"
#include "core/index/layout.h"
#include "core/index/manifest.h"

namespace fasti::index {

namespace fs = std::filesystem;

IndexLock::IndexLock(const std::string& index) {
  const std::string path = path_in(index, kLockName);
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) {
    throw IndexError(fmt::format("{}: cannot be written: {}", path, std::strerror(errno)));
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor_);
    throw IndexError(fmt::format(
        "{}: another fasti-index is building this index; wait until it has finished", index));
  }
}

IndexLock::~IndexLock() { ::close(descriptor_); }

std::optional<std::uint64_t> current_number(const std::string& index) {
  const std::string path = path_in(index, kCurrentName);
  if (!fs::exists(path)) return std::nullopt;
  const MappedFile file(path);
  std::string_view name = file.bytes();
  if (name.ends_with('\n')) name.remove_suffix(1);
  return generation_number(name);
}

std::vector<std::uint64_t> generation_numbers(const std::string& index) {
  std::vector<std::uint64_t> out;
  for (const auto& entry : fs::directory_iterator(index)) {
    if (const auto number = generation_number(entry.path().filename().string())) {
      out.push_back(*number);
    }
  }
  std::ranges::sort(out);
  return out;
}

std::string generation_path(const std::string& index, std::uint64_t number) {
  return path_in(index, generation_name(number));
}

void make_current(const std::string& index, std::uint64_t number) {
  const std::string current = path_in(index, kCurrentName);
  const std::string replacement = current + std::string(kUnfinished);
  write_file(replacement, generation_name(number) + "\n");
  std::error_code error;
  fs::rename(replacement, current, error);
  if (error) throw IndexError(fmt::format("{}: cannot be written: {}", current, error.message()));
  sync_directory(index);
}

std::vector<KeptGeneration> kept_generations(const std::string& index) {
  const auto current = generation_number(current_generation_name(index));
  std::vector<KeptGeneration> out;
  for (const std::uint64_t number : generation_numbers(index)) {
    KeptGeneration kept{.number = number, .current = number == current};
    try {
      kept.manifest = read_manifest(generation_path(index, number));
    } catch (const IndexError& error) {
      kept.damage = error.what();
    }
    out.push_back(std::move(kept));
  }
  return out;
}

std::uint64_t roll_back(const std::string& index, std::optional<std::uint64_t> to) {
  // With a number given it also mends an index whose CURRENT is damaged.
  const std::string current = to ? "" : current_generation_name(index);
  if (!fs::is_directory(index)) fail_with_remedy(index, "there is no such index");
  const std::vector<std::uint64_t> numbers = generation_numbers(index);
  if (!to) {
    const auto next = std::ranges::lower_bound(numbers, generation_number(current).value());
    if (next == numbers.begin())
      throw IndexError(fmt::format(
          "{}: no generation before {} is kept; builds keep some with --keep N", index, current));
    to = *(next - 1);
  }
  if (std::ranges::find(numbers, *to) == numbers.end())
    throw IndexError(
        fmt::format("{}: there is no generation {}; \"fasti-index generations {}\" lists them",
                    index, *to, index));
  const IndexLock lock(index);
  Generation::open_directory(generation_path(index, *to))->verify();
  make_current(index, *to);
  return *to;
}

}  // namespace fasti::index
