#include <fmt/format.h>

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <semaphore>
#include <string_view>
#include <thread>

#include "core/index/error.h"
#include "server/api/access.h"
#include "server/api/library.h"
#include "server/api/log.h"
#include "server/api/routes.h"
#include "server/api/server.h"
#include "server/api/settings.h"

namespace {

using namespace fasti;

// Beyond the time that requests in flight have: for a search that has no deadline.
constexpr auto kLastWait = std::chrono::seconds(5);

enum ExitCode { kDone = 0, kFailed = 1, kWrongUse = 2 };

// Before any thread is made, so that all of them leave these signals to sigwait.
sigset_t block_signals() {
  // A client that goes away shows as a failed write.
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

// What is mapped of an index is gone, and with it whatever any answer is made of: the end, but not
// a silent one. A line of the log, as a handler of signals may write one.
extern "C" void end_without_files(int) {
  static constexpr std::string_view kLine =
      R"({"level":"critical","message":"a file of the index was cut short while it was served, or )"
      R"(its disk failed; \"fasti-index check\" names it"})"
      "\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, kLine.data(), kLine.size());
  _exit(kFailed);
}

std::string address_line(const index::Manifest& manifest, const std::string& listen, int port) {
  const std::string host = api::Server::host_of(listen);
  return fmt::format("Fasti serves {} passages of {} documents at http://{}:{}/", manifest.passages,
                     manifest.documents,
                     host.find(':') == std::string::npos ? host : "[" + host + "]", port);
}

void reread(api::Access& access) {
  try {
    access.reload();
    api::log(spdlog::level::info, {{"message", "has read the keys again"}});
  } catch (const api::WrongUse& error) {
    api::log(spdlog::level::warn, {{"message", "goes on with the keys that it had"},
                                   {"reason", std::string(error.what())}});
  }
}

void serve(const api::Settings& settings, const sigset_t& signals) {
  const std::size_t threads = settings.threads > 0
                                  ? settings.threads
                                  : std::max<std::size_t>(1, std::thread::hardware_concurrency());
  auto access = settings.keys.empty() ? api::Access() : api::Access(settings.keys);
  api::Library library(settings.index, threads, settings.deadline, settings.cache_mb << 20U);
  api::Limits limits = settings.limits;
  limits.workers = threads;
  limits.connections = api::possible_connections(settings.limits.connections);
  if (limits.connections < settings.limits.connections)
    api::log(spdlog::level::warn,
             {{"message", "the system lets the server have fewer connections than it was told"},
              {"connections", limits.connections}});
  api::Metrics metrics;
  const api::Service service{library, metrics, access};
  api::Server server([&](const api::Request& request) { return api::answer(request, service); },
                     limits, metrics, settings.proxy);
  const int port = server.bind(settings.listen);

  std::binary_semaphore served(0);
  std::jthread waiter([&] {
    int signal = 0;
    while (sigwait(&signals, &signal) == 0 && signal == SIGHUP) {
      library.look();
      if (!settings.keys.empty()) reread(access);
    }
    server.stop();
    // A search without a deadline may still run, or nobody read the log. The index is only read:
    // nothing is left half done.
    if (!served.try_acquire_for(limits.drain + kLastWait)) std::_Exit(kDone);
  });
  fmt::print("{}\n", address_line(library.edition()->snapshot->generation().manifest(),
                                  settings.listen, port));
  std::fflush(stdout);
  server.run();
  library.settle();  // its thread writes to the log
  api::stop_log();
  served.release();
  // Wakes the waiter when it was not a signal that ended the server; all threads block it.
  // NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread)
  pthread_kill(waiter.native_handle(), SIGTERM);
}

}  // namespace

int main(int argc, char** argv) {
  const sigset_t signals = block_signals();
  std::signal(SIGBUS, end_without_files);
  api::start_log();
  try {
    std::string shown;
    const api::Settings settings = api::read_settings(argc, argv, shown);
    if (!shown.empty()) {
      fmt::print("{}", shown);
      return kDone;
    }
    serve(settings, signals);
    return kDone;
  } catch (const api::WrongUse& error) {
    fmt::print(stderr, "fasti-server: {}\n", error.what());
    return kWrongUse;
  } catch (const std::invalid_argument& error) {
    fmt::print(stderr, "fasti-server: {}\n", error.what());
    return kWrongUse;
  } catch (const std::exception& error) {
    fmt::print(stderr, "fasti-server: {}\n", error.what());
    return kFailed;
  }
}
