#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/api/http.h"

namespace fasti::api {

// What a route lets its client do.
enum class Scope : std::uint8_t { open, search, exports, metrics };

// At most `rate` in a second on the average, `burst` at once: a token bucket.
struct Rate {
  double rate = 0;  // 0: as many as one likes
  double burst = 1;
};

// What a client may do.
struct Grant {
  std::array<bool, 4> scopes{true};  // by Scope
  Rate rate;
};

using Digest = std::array<unsigned char, 32>;  // SHA-256

// Who may ask for what, and how often. Safe in all threads.
class Access {
 public:
  using Clock = std::chrono::steady_clock;

  // Everybody may do everything.
  Access() = default;
  // As a file of TOML says: what a client without a key may do under [anonymous], by default
  // nothing but what is open, and a [[key]] for each that has one. Throws WrongUse with file and
  // line.
  explicit Access(const std::string& file);

  // Reads the file again; where that fails what was read before stays, and it throws. The rates
  // begin anew.
  void reload();

  // Lets a request pass and gives the name of its key, "" for none; throws Problem: 401 for a key
  // that is not known or where one is needed, 403 where it does not suffice, 429 for too many
  // requests.
  std::string admit(Scope scope, const Request& request, Clock::time_point now = Clock::now());
  // A request that was let pass holds so many more: they count when its client comes again.
  void charge(std::size_t more, const Request& request, Clock::time_point now = Clock::now());

 private:
  class Bucket {
   public:
    // Takes a token; else how long until there is one.
    std::optional<std::chrono::duration<double>> take(const Rate& rate, Clock::time_point now);
    // Takes them whether they are there or not.
    void owe(double tokens, const Rate& rate, Clock::time_point now);
    bool is_full(const Rate& rate, Clock::time_point now) const;

   private:
    double level(const Rate& rate, Clock::time_point now) const;
    double used_ = 0;
    Clock::time_point at_{};
  };

  struct Key {
    std::string name;
    Digest digest;
    Grant grant;
    Bucket bucket = {};
  };
  struct Rules {
    Grant anonymous;
    std::vector<Key> keys;
    std::unordered_map<std::string, Bucket> addresses;
    Clock::time_point swept{};  // when those that no longer count were forgotten
  };

  static Rules read(const std::string& file);
  // That of the key that comes with a request; null when there is no such key.
  Key* find(const std::optional<Digest>& given);
  static Bucket& bucket_of(const std::string& address, Rules& rules, Clock::time_point now);

  const std::string file_;  // "": no rules
  std::mutex mutex_;
  Rules rules_;
};

// A new random key, and the lines for the file that let its owner search.
std::string new_key(std::string_view name);

}  // namespace fasti::api
