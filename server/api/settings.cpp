#include "server/api/settings.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>

#include "server/api/access.h"

namespace fasti::api {
namespace {

constexpr std::array<Setting, 15> kSettings{{
    {"--index", "FASTI_INDEX", "index", "DIR", "",
     "The index directory, made by fasti-index build"},
    {"--listen", "FASTI_LISTEN", "listen", "HOST:PORT", "127.0.0.1:8080",
     "Where to listen; port 0 takes a free one"},
    {"--threads", "FASTI_THREADS", "threads", "N", "the machine's cores",
     "How many searches run at once"},
    {"--deadline", "FASTI_DEADLINE", "deadline", "MS", "5000",
     "How long a search may take, then part of it is answered; 0 for no limit"},
    {"--queue", "FASTI_QUEUE", "queue", "N", "256",
     "How many requests wait for a thread; more get 503 at once"},
    {"--queue-timeout", "FASTI_QUEUE_TIMEOUT", "queue-timeout", "MS", "10000",
     "How long a request waits for a thread, then it gets 503"},
    {"--connections", "FASTI_CONNECTIONS", "connections", "N", "4096",
     "How many connections are open at once; fewer where the system allows fewer files"},
    {"--request-timeout", "FASTI_REQUEST_TIMEOUT", "request-timeout", "MS", "10000",
     "How long a request may take to arrive, from its first byte to its last"},
    {"--idle-timeout", "FASTI_IDLE_TIMEOUT", "idle-timeout", "MS", "60000",
     "How long a connection may wait between requests"},
    {"--write-timeout", "FASTI_WRITE_TIMEOUT", "write-timeout", "MS", "30000",
     "How long a client may take to read the next 32 KiB of an answer"},
    {"--drain-timeout", "FASTI_DRAIN_TIMEOUT", "drain-timeout", "MS", "10000",
     "How long requests in flight are still answered when the server is told to end"},
    {"--cache", "FASTI_CACHE", "cache", "MB", "32",
     "How much memory answers that may be asked for again take; 0 keeps none"},
    {"--keys", "FASTI_KEYS", "keys", "FILE", "",
     "Who may ask for what, and how often; read again on SIGHUP"},
    {"--proxy", "FASTI_PROXY", "proxy", "ADDRESS", "",
     "The address of a proxy that is believed when it names its client in X-Forwarded-For"},
    {"--config", "FASTI_CONFIG", "", "FILE", "",
     "Settings as lines of TOML: listen = \"[::1]:80\""},
}};

// Values by flag, from all places.
using Values = std::map<std::string_view, std::string>;

std::string text_of(const toml::node& node) {
  if (const auto text = node.value<std::string>()) return *text;
  if (const auto number = node.value<std::int64_t>()) return std::to_string(*number);
  return {};
}

void read_file(const std::string& path, Values& values) {
  toml::table table;
  try {
    table = toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    throw WrongUse(fmt::format("{}:{}: {}", path, error.source().begin.line, error.description()));
  }
  for (const auto& [key, node] : table) {
    const auto setting = std::ranges::find(kSettings, key.str(), &Setting::key);
    const std::string value = text_of(node);
    if (setting == kSettings.end() || value.empty())
      throw WrongUse(fmt::format("{}:{}: {}", path, node.source().begin.line,
                                 setting == kSettings.end()
                                     ? fmt::format("there is no setting \"{}\"", key.str())
                                     : fmt::format("\"{}\" wants a text or a number", key.str())));
    values.try_emplace(setting->flag, value);
  }
}

std::size_t number_of(std::string_view flag, const std::string& text, std::size_t low,
                      std::size_t high) {
  std::size_t out = 0;
  const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || last != text.data() + text.size() || out < low || out > high)
    throw WrongUse(
        fmt::format("{} wants a number from {} to {}, not \"{}\"", flag, low, high, text));
  return out;
}

}  // namespace

std::span<const Setting> settings() { return kSettings; }

Settings read_settings(int argc, const char* const* argv, std::string& shown) {
  CLI::App app("Serves an index made by fasti-index: the search page at /, JSON under /v1/.",
               "fasti-server");
  app.set_version_flag("--version", "fasti-server " FASTI_VERSION);
  app.footer(
      "Examples:\n"
      "  fasti-server --index ./index\n"
      "  FASTI_LISTEN=127.0.0.1:8081 fasti-server --index ./index\n"
      "  curl 'http://127.0.0.1:8080/v1/search?q=straits+convention&decade=1930s'\n\n"
      "Each option is also the environment variable beside it, and a line of the --config file\n"
      "under its name without the dashes; the command line wins, then the environment.\n"
      "Exit codes: 0 ended as asked (SIGTERM, SIGINT); 1 the index cannot be served or the "
      "address\n"
      "is taken; 2 wrong use.\n");
  std::string key_name;
  app.add_option("--new-key", key_name, "Makes a key for the file of --keys, prints it and ends")
      ->type_name("NAME");
  std::map<std::string_view, std::string> given;
  for (const Setting& setting : kSettings) {
    std::string help(setting.help);
    if (!setting.fallback.empty()) help += fmt::format(" [{}]", setting.fallback);
    app.add_option(std::string(setting.flag), given[setting.flag], help)
        ->type_name(std::string(setting.value))
        ->envname(std::string(setting.environment));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    shown = app.help();
    return {};
  } catch (const CLI::CallForVersion& version) {
    shown = std::string(version.what()) + "\n";
    return {};
  } catch (const CLI::ParseError& error) {
    throw WrongUse(fmt::format("{}\nRun fasti-server --help for how to use it.", error.what()));
  }
  if (!key_name.empty()) {
    shown = new_key(key_name);
    return {};
  }
  Values values;
  for (const auto& [flag, value] : given)
    if (!value.empty()) values[flag] = value;
  if (values.contains("--config")) read_file(values["--config"], values);

  Settings out;
  if (!values.contains("--index"))
    throw WrongUse(
        "--index is needed: the directory that fasti-index build made, as in\n"
        "  fasti-server --index ./index");
  out.index = values["--index"];
  if (values.contains("--listen")) out.listen = values["--listen"];
  const auto number = [&](std::string_view flag, std::size_t& to, std::size_t low,
                          std::size_t high) {
    if (values.contains(flag)) to = number_of(flag, values[flag], low, high);
  };
  const auto time = [&](std::string_view flag, std::chrono::milliseconds& to, std::size_t low) {
    auto count = static_cast<std::size_t>(to.count());
    number(flag, count, low, 3'600'000);
    to = std::chrono::milliseconds(count);
  };
  number("--threads", out.threads, 1, 1024);
  number("--queue", out.limits.queue, 1, 1'000'000);
  number("--connections", out.limits.connections, 1, 1'000'000);
  number("--cache", out.cache_mb, 0, 1'000'000);
  if (values.contains("--keys")) out.keys = values["--keys"];
  if (values.contains("--proxy")) out.proxy = values["--proxy"];
  time("--deadline", out.deadline, 0);
  time("--queue-timeout", out.limits.waiting, 1);
  time("--request-timeout", out.limits.arrival, 1);
  time("--idle-timeout", out.limits.idle, 1);
  time("--write-timeout", out.limits.taking, 1);
  time("--drain-timeout", out.limits.drain, 0);
  return out;
}

}  // namespace fasti::api
