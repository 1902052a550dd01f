#include "indexer/reading_apart.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/index/binary.h"
#include "core/index/error.h"
#include "indexer/sources/names.h"
#include "indexer/spool.h"

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace fasti::indexer {
namespace {

using index::Decoder;
using index::Encoder;

// Each message is its length in eight bytes of the machine's order, its kind, and what it tells.
enum class Message : char { file = 'f', document = 'd', diagnostic = 'g', end = 'e' };
constexpr std::uint64_t kLongestMessage = std::uint64_t{4} << 30;

constexpr int kNoMemory = 12;  // exit code of the process
constexpr int kMostFiles = 64;

// Sanitizers reserve more address space than there is.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kBoundsMemory = false;
#elif defined(__has_feature)
constexpr bool kBoundsMemory =
    !(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer));
#else
constexpr bool kBoundsMemory = true;
#endif

// Does nothing but our own code read it?
bool is_read_here(const std::string& path, std::string_view format) {
  if (path == "-") return format == "text" || format == "jsonl";
  const std::string end = sources::ending(path);
  return end == ".txt" || end == ".jsonl" || end == ".ndjson";
}

/* The process that reads */

class Teller final : public sources::Sink {
 public:
  void file(const std::string& name) {
    Encoder out;
    out.bytes(name);
    send(Message::file, out.take());
  }
  void document(Document document) override { send(Message::document, encode_document(document)); }
  void diagnostic(sources::Diagnostic diagnostic) override {
    Encoder out;
    out.bytes(diagnostic.file);
    out.number(diagnostic.line);
    out.bytes(diagnostic.message);
    out.flag(diagnostic.skipped);
    out.flag(diagnostic.empty);
    send(Message::diagnostic, out.take());
  }
  void end() { send(Message::end, ""); }

 private:
  static void send(Message kind, std::string_view what) {
    const std::uint64_t size = what.size() + 1;
    std::string frame(reinterpret_cast<const char*>(&size), sizeof size);
    frame += static_cast<char>(kind);
    frame += what;
    for (std::string_view rest = frame; !rest.empty();) {
      const ssize_t went = write(STDOUT_FILENO, rest.data(), rest.size());
      if (went < 0 && errno == EINTR) continue;
      if (went < 0) _exit(1);  // nobody listens any more
      rest.remove_prefix(static_cast<std::size_t>(went));
    }
  }
};

void limit(decltype(RLIMIT_AS) resource, rlim_t most) {
  rlimit value{};
  getrlimit(resource, &value);
  value.rlim_cur = std::min(most, value.rlim_max);
  setrlimit(resource, &value);
}

// Time that has been used is used: each file has its own share.
void limit_processor(std::chrono::seconds share) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  limit(RLIMIT_CPU,
        static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + share.count() + 1));
}

void confine(const ReadingLimits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (kBoundsMemory) limit(RLIMIT_AS, limits.memory);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, kMostFiles);
}

/* The process that listens */

struct Ended {
  int status = 0;  // of waitpid
  bool was_silent = false;
};

// A process that reads, and what it says.
class Reading {
 public:
  Reading(const std::string& program, const ReadingLimits& limits, const std::string& path,
          std::string_view format, std::size_t passed_over)
      : limits_(limits) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) fail();
    from_ = ends[0];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::vector<std::string> arguments{"fasti-index",
                                       std::string(kReadApart),
                                       std::to_string(limits.memory),
                                       std::to_string(limits.processor.count()),
                                       std::to_string(passed_over),
                                       std::string(format),
                                       path};
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const int error =
        posix_spawn(&process_, program.c_str(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) {
      close(from_);
      errno = error;
      fail();
    }
  }
  ~Reading() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
    close(from_);
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  // The next message, its kind first; nullopt when the process has ended, or was ended.
  std::optional<std::string> next() {
    std::uint64_t size = 0;
    if (!receive(reinterpret_cast<char*>(&size), sizeof size) || size == 0 ||
        size > kLongestMessage)
      return std::nullopt;
    std::string message;
    // As it comes: a wrong length must not cost memory that nothing fills.
    constexpr std::size_t kStep = std::size_t{1} << 20;
    while (message.size() < size) {
      const std::size_t had = message.size();
      message.resize(std::min<std::size_t>(size, had + kStep));
      if (!receive(message.data() + had, message.size() - had)) return std::nullopt;
    }
    return message;
  }

  Ended end() {
    if (was_silent_) kill(process_, SIGKILL);
    Ended out{.was_silent = was_silent_};
    while (waitpid(process_, &out.status, 0) < 0 && errno == EINTR) continue;
    process_ = 0;
    return out;
  }

 private:
  [[noreturn]] static void fail() {
    throw std::runtime_error(
        fmt::format("no process can be started to read sources: {}", std::strerror(errno)));
  }

  bool receive(char* to, std::size_t size) {
    while (size > 0) {
      pollfd ready{.fd = from_, .events = POLLIN, .revents = 0};
      const int count =
          poll(&ready, 1, static_cast<int>(std::chrono::milliseconds(limits_.silence).count()));
      if (count < 0 && errno == EINTR) continue;
      if (count == 0) {
        was_silent_ = true;
        return false;
      }
      const ssize_t got = read(from_, to, size);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      to += got;
      size -= static_cast<std::size_t>(got);
    }
    return true;
  }

  const ReadingLimits& limits_;
  pid_t process_ = 0;
  int from_ = -1;
  bool was_silent_ = false;
};

// Gives on what a message says. Throws index::IndexError when it is none.
void give_on(std::string_view message, sources::Sink& sink, std::string& file, std::size_t& files,
             bool& whole) {
  const auto kind = static_cast<Message>(message.front());
  message.remove_prefix(1);
  Decoder in(message);
  switch (kind) {
    case Message::file:
      file = in.bytes();
      ++files;
      return;
    case Message::document:
      return sink.document(decode_document(message));
    case Message::diagnostic: {
      sources::Diagnostic diagnostic;
      diagnostic.file = in.bytes();
      diagnostic.line = in.number();
      diagnostic.message = in.bytes();
      diagnostic.skipped = in.flag();
      diagnostic.empty = in.flag();
      return sink.diagnostic(std::move(diagnostic));
    }
    case Message::end:
      whole = true;
      return;
  }
  Decoder::fail();
}

std::string why(const Ended& ended, const ReadingLimits& limits) {
  if (ended.was_silent)
    return fmt::format("gave nothing for {} s and was given up", limits.silence.count());
  if (WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == kNoMemory)
    return fmt::format("wants more than {} MB of memory to be read; --reader-memory allows more",
                       limits.memory >> 20U);
  if (WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGXCPU)
    return fmt::format(
        "takes more than {} s of processor time to be read; --reader-time allows more",
        limits.processor.count());
  if (WIFSIGNALED(ended.status))
    return fmt::format(
        "ended the process that read it (signal {}: {}); what it had given by then is "
        "indexed",
        WTERMSIG(ended.status), sigabbrev_np(WTERMSIG(ended.status)));
  return fmt::format(
      "ended the process that read it (exit code {}); what it had given by then is "
      "indexed",
      WIFEXITED(ended.status) ? WEXITSTATUS(ended.status) : -1);
}

}  // namespace

void read_path_apart(const std::string& program, const ReadingLimits& limits,
                     const std::string& path, std::string_view format, sources::Sink& sink) {
  if (is_read_here(path, format)) return sources::read_path(path, format, sink);
  std::size_t files = 0;
  for (;;) {
    const std::size_t before = files;
    std::string file;
    bool whole = false;
    Reading reading(program, limits, path, format, files);
    try {
      while (!whole) {
        const auto message = reading.next();
        if (!message) break;
        give_on(*message, sink, file, files, whole);
      }
    } catch (const index::IndexError&) {
      // Whatever it is that speaks there, it is not believed any further.
    }
    if (whole) return;
    const Ended ended = reading.end();
    if (files == before)
      throw std::runtime_error(
          fmt::format("{}: the process that reads sources {}", path, why(ended, limits)));
    sink.diagnostic({file, 0, why(ended, limits), true, false});
    if (path == "-") return;
  }
}

int read_apart(int argc, const char* const* argv) {
  if (argc != 7) return 2;
  const auto number = [&](int place) {
    std::uint64_t out = 0;
    const std::string_view text = argv[place];
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
  };
  ReadingLimits limits;
  limits.memory = number(2);
  limits.processor = std::chrono::seconds(number(3));
  confine(limits);
  try {
    Teller teller;
    sources::read_path(argv[6], argv[5], teller,
                       {.passed_over = number(4), .file = [&](const std::string& name) {
                          limit_processor(limits.processor);
                          teller.file(name);
                        }});
    teller.end();
    return 0;
  } catch (const std::bad_alloc&) {
    return kNoMemory;
  }
}

}  // namespace fasti::indexer
