#pragma once
#include <chrono>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/api/limits.h"

namespace fasti::api {

// What the server is started with.
struct Settings {
  std::string index;
  std::string listen = "127.0.0.1:8080";
  std::size_t threads = 0;                   // 0: as many as the machine has cores
  std::chrono::milliseconds deadline{5000};  // of a request; 0: none
  std::size_t cache_mb = 32;                 // of answers
  std::string keys;                          // a file for Access; "": everybody may do everything
  std::string proxy;                         // whose X-Forwarded-For is believed, "" for nobody's
  Limits limits;                             // but for the workers, which are the threads
};

// A setting: an option of the command line, an environment variable, a line of the settings file,
// in this order of precedence.
struct Setting {
  std::string_view flag;         // "--listen"
  std::string_view environment;  // "FASTI_LISTEN"
  std::string_view key;          // in the file: "listen"; "" when it cannot stand there
  std::string_view value;        // what to write: "HOST:PORT"
  std::string_view fallback;     // shown as the default
  std::string_view help;
};
std::span<const Setting> settings();

// The command line, the environment or the file cannot be understood; exit code 2.
class WrongUse : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Reads the settings. When the command line asks for help or the version, `shown` gets the text
// and nothing else counts. Throws WrongUse.
Settings read_settings(int argc, const char* const* argv, std::string& shown);

}  // namespace fasti::api
