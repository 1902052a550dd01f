#include "server/api/access.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "server/api/problem.h"
#include "server/api/request_id.h"
#include "server/api/settings.h"

namespace fasti::api {
namespace {

constexpr std::array<std::pair<std::string_view, Scope>, 3> kScopes{
    {{"search", Scope::search}, {"export", Scope::exports}, {"metrics", Scope::metrics}}};

// Addresses whose requests are counted; beyond that some are forgotten.
constexpr std::size_t kMostAddresses = 65'536;
constexpr auto kSweepBucketsEvery = std::chrono::seconds(1);
constexpr double kMostRate = 1'000'000;
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kLongestKey = 256;

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += fmt::format("{:02x}", bytes[i]);
  return out;
}

// What one client has to itself: an address of IPv4, a network of 64 bits of IPv6.
std::string client_of(const std::string& address) {
  in6_addr parsed{};
  if (inet_pton(AF_INET6, address.c_str(), &parsed) != 1) return address;
  return {reinterpret_cast<const char*>(parsed.s6_addr), 8};
}

// The key that a request brings; nullopt for none. Views into the request.
std::optional<std::string_view> key_of(const Request& request) {
  if (!request.api_key.empty()) return request.api_key;
  const std::string_view given = request.authorization;
  constexpr std::string_view kBearer = "bearer ";
  if (given.empty()) return std::nullopt;
  const bool bearer = given.size() > kBearer.size() &&
                      std::ranges::equal(given.substr(0, kBearer.size()), kBearer,
                                         [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  return bearer ? given.substr(kBearer.size()) : "";
}

Problem key_wanted(std::string detail) {
  return {.status = 401,
          .detail = std::move(detail),
          .headers = {{"WWW-Authenticate", "Bearer realm=\"fasti\""}}};
}

// One table of the file. Throws WrongUse.
class Section {
 public:
  Section(const std::string& file, const toml::table& table) : file_(file), table_(table) {}

  [[noreturn]] void fail(const toml::node& at, std::string_view what) const {
    throw WrongUse(fmt::format("{}:{}: {}", file_, at.source().begin.line, what));
  }

  void allow_only(std::initializer_list<std::string_view> names) const {
    for (const auto& [name, node] : table_)
      if (std::ranges::find(names, name.str()) == names.end())
        fail(node, fmt::format("\"{}\" means nothing here; known are: {}", name.str(),
                               fmt::join(names, ", ")));
  }

  std::string text(std::string_view name) const {
    const toml::node* const node = table_.get(name);
    const auto value = node != nullptr ? node->value<std::string>() : std::nullopt;
    if (!value || value->empty())
      fail(node != nullptr ? *node : table_, fmt::format("a key wants a text as {}", name));
    return *value;
  }

  double number(std::string_view name, double fallback) const {
    const toml::node* const node = table_.get(name);
    if (node == nullptr) return fallback;
    const auto value = node->value<double>();
    if (!value || !(*value > 0) || *value > kMostRate)
      fail(*node, fmt::format("{} wants a number above 0, at most {:.0f}", name, kMostRate));
    return *value;
  }

  void scopes(std::array<bool, 4>& out) const {
    const toml::node* const node = table_.get("scopes");
    if (node == nullptr) return;
    const toml::array* const list = node->as_array();
    if (list == nullptr) fail(*node, "scopes wants a list: [\"search\", \"export\"]");
    for (const toml::node& entry : *list) {
      const auto name = entry.value<std::string>();
      const auto found = std::ranges::find(kScopes, name ? std::string_view(*name) : "",
                                           &decltype(kScopes)::value_type::first);
      if (found == kScopes.end())
        fail(entry, "there is no such scope; known are: search, export, metrics");
      out[static_cast<std::size_t>(found->second)] = true;
    }
  }

 private:
  const std::string& file_;
  const toml::table& table_;
};

Digest digest_of(std::string_view key) {
  Digest out{};
  if (EVP_Digest(key.data(), key.size(), out.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("libcrypto gives no SHA-256");
  return out;
}

std::optional<Digest> digest_of_key(const Request& request) {
  const auto given = key_of(request);
  if (!given) return std::nullopt;
  return digest_of(given->substr(0, kLongestKey + 1));
}

bool parse_digest(std::string_view text, Digest& out) {
  if (text.size() != 2 * out.size()) return false;
  std::size_t read = 0;
  return OPENSSL_hexstr2buf_ex(out.data(), out.size(), &read, std::string(text).c_str(), '\0') ==
             1 &&
         read == out.size();
}

Grant grant_of(const Section& section) {
  Grant out;
  section.scopes(out.scopes);
  out.rate.rate = section.number("rate", 0);
  out.rate.burst = std::max(1.0, section.number("burst", 2 * out.rate.rate));
  return out;
}

}  // namespace

double Access::Bucket::level(const Rate& rate, Clock::time_point now) const {
  const std::chrono::duration<double> passed = now - at_;
  return std::max(0.0, used_ - std::max(0.0, passed.count()) * rate.rate);
}

std::optional<std::chrono::duration<double>> Access::Bucket::take(const Rate& rate,
                                                                  Clock::time_point now) {
  const double used = level(rate, now);
  if (used + 1 > rate.burst)
    return std::chrono::duration<double>((used + 1 - rate.burst) / rate.rate);
  used_ = used + 1;
  at_ = now;
  return std::nullopt;
}

void Access::Bucket::owe(double tokens, const Rate& rate, Clock::time_point now) {
  used_ = level(rate, now) + tokens;
  at_ = now;
}

bool Access::Bucket::is_full(const Rate& rate, Clock::time_point now) const {
  return level(rate, now) <= 0;
}

Access::Access(const std::string& file) : file_(file), rules_(read(file)) {}

void Access::reload() {
  if (file_.empty()) return;
  Rules rules = read(file_);
  const std::lock_guard lock(mutex_);
  std::swap(rules_, rules);
}

Access::Rules Access::read(const std::string& file) {
  toml::table table;
  try {
    table = toml::parse_file(file);
  } catch (const toml::parse_error& error) {
    throw WrongUse(fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()));
  }
  Rules out;
  const Section whole(file, table);
  whole.allow_only({"anonymous", "key"});
  if (const toml::node* const node = table.get("anonymous")) {
    if (!node->is_table()) whole.fail(*node, "write [anonymous], then its lines");
    const Section section(file, *node->as_table());
    section.allow_only({"scopes", "rate", "burst"});
    out.anonymous = grant_of(section);
  }
  const toml::node* const keys = table.get("key");
  if (keys == nullptr) return out;
  if (!keys->is_array_of_tables()) whole.fail(*keys, "write [[key]], then its lines");
  for (const toml::node& node : *keys->as_array()) {
    const Section section(file, *node.as_table());
    section.allow_only({"name", "sha256", "scopes", "rate", "burst"});
    Key key{.name = section.text("name"), .digest = {}, .grant = grant_of(section)};
    if (!parse_digest(section.text("sha256"), key.digest))
      section.fail(*node.as_table()->get("sha256"),
                   "sha256 wants 64 hexadecimal digits; fasti-server --new-key NAME makes them");
    if (std::ranges::any_of(out.keys, [&](const Key& k) { return k.name == key.name; }))
      section.fail(node, fmt::format("there are two keys named \"{}\"", key.name));
    out.keys.push_back(std::move(key));
  }
  return out;
}

Access::Bucket& Access::bucket_of(const std::string& address, Rules& rules, Clock::time_point now) {
  auto& known = rules.addresses;
  const std::string client = client_of(address);
  if (known.size() >= kMostAddresses && !known.contains(client)) {
    if (now - rules.swept >= kSweepBucketsEvery) {
      rules.swept = now;
      std::erase_if(known, [&](const auto& entry) {
        return entry.second.is_full(rules.anonymous.rate, now);
      });
    }
    if (known.size() >= kMostAddresses) known.erase(known.begin());
  }
  return known[client];
}

Access::Key* Access::find(const std::optional<Digest>& given) {
  Key* key = nullptr;
  // All are compared, each in the same time.
  for (Key& known : rules_.keys)
    if (given && CRYPTO_memcmp(known.digest.data(), given->data(), given->size()) == 0)
      key = &known;
  return key;
}

std::string Access::admit(Scope scope, const Request& request, Clock::time_point now) {
  if (file_.empty() || scope == Scope::open) return "";
  const auto given = digest_of_key(request);
  const std::lock_guard lock(mutex_);
  Key* const key = find(given);
  if (given && key == nullptr) throw key_wanted("this key is not known here");
  const Grant& grant = key != nullptr ? key->grant : rules_.anonymous;
  if (!grant.scopes[static_cast<std::size_t>(scope)]) {
    if (key == nullptr)
      throw key_wanted("this wants a key: Authorization: Bearer KEY, or X-API-Key: KEY");
    throw Problem{403, "this key does not allow it"};
  }
  if (grant.rate.rate > 0) {
    Bucket& bucket = key != nullptr ? key->bucket : bucket_of(request.from, rules_, now);
    if (const auto wait = bucket.take(grant.rate, now))
      throw Problem{.status = 429,
                    .detail = fmt::format("more than {:g} requests a second", grant.rate.rate),
                    .headers = {{"Retry-After", fmt::format("{:.0f}", std::ceil(wait->count()))}}};
  }
  return key != nullptr ? key->name : "";
}

void Access::charge(std::size_t more, const Request& request, Clock::time_point now) {
  if (file_.empty()) return;
  const auto given = digest_of_key(request);
  const std::lock_guard lock(mutex_);
  Key* const key = find(given);
  const Rate& rate = (key != nullptr ? key->grant : rules_.anonymous).rate;
  if (rate.rate <= 0) return;
  Bucket& bucket = key != nullptr ? key->bucket : bucket_of(request.from, rules_, now);
  bucket.owe(static_cast<double>(more), rate, now);
}

std::string new_key(std::string_view name) {
  if (!is_plain_name(name))
    throw WrongUse(
        fmt::format("\"{}\" is no name for a key; use up to 64 letters, digits, -, _ and .", name));
  std::array<unsigned char, kKeyBytes> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
    throw std::runtime_error("libcrypto gives no random numbers");
  const std::string key = "fasti_" + hex(random.data(), random.size());
  const auto digest = digest_of(key);
  return fmt::format(
      "The key, for its owner; it is kept nowhere:\n"
      "  {}\n"
      "For the file that --keys names:\n"
      "  [[key]]\n"
      "  name = \"{}\"\n"
      "  sha256 = \"{}\"\n"
      "  scopes = [\"search\"]\n"
      "  rate = 20\n",
      key, name, hex(digest.data(), digest.size()));
}

}  // namespace fasti::api
