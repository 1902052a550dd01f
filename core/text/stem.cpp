#include "core/text/stem.h"

#include <xapian.h>

#include <unordered_map>

namespace fasti::text {
namespace {

Xapian::Stem make_stem(std::string_view language) {
  try {
    return Xapian::Stem(std::string(language));
  } catch (const Xapian::InvalidArgumentError&) {
    return Xapian::Stem("none");
  }
}

// Few words make up most of a text, so a stem is mostly a look-up.
constexpr std::size_t kCacheLimit = 50'000;

}  // namespace

struct Stemmer::Impl {
  explicit Impl(std::string_view language) : stem(make_stem(language)) {}
  Xapian::Stem stem;
  std::unordered_map<std::string, std::string> cache;
};

Stemmer::Stemmer(std::string_view language) : impl_(std::make_unique<Impl>(language)) {}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string Stemmer::operator()(std::string_view folded_word) {
  std::string word(folded_word);
  const auto found = impl_->cache.find(word);
  if (found != impl_->cache.end()) return found->second;
  std::string stem = impl_->stem(word);
  if (impl_->cache.size() >= kCacheLimit) impl_->cache.clear();
  impl_->cache.emplace(std::move(word), stem);
  return stem;
}

}  // namespace fasti::text
