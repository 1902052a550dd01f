#include "core/text/stem.h"

#include <xapian.h>

#include <algorithm>

#include "core/text/fold.h"

namespace fasti::text {
namespace {

// The language of a tag: "de" of "de-AT".
std::string primary_tag(std::string_view tag) { return lower(tag.substr(0, tag.find('-'))); }

Xapian::Stem make_stem(const std::string& language) {
  try {
    return Xapian::Stem(language);
  } catch (const Xapian::InvalidArgumentError&) {
    return Xapian::Stem("none");
  }
}

// Turkish endings take their vowels after those of the word, and Snowball takes off only what
// agrees so; folding has made one letter of each pair of front and back vowels. Puts the pairs back
// as harmony has them: "kitaplari" gives "kıtapları", wrong in the word and right in its endings.
std::string in_harmony(std::string_view folded) {
  const auto is_sure = [](char c) { return c == 'a' || c == 'e'; };
  std::string out;
  const auto first = std::ranges::find_if(folded, is_sure);
  char last_sure = first == folded.end() ? '\0' : *first;
  for (const char c : folded) {
    if (is_sure(c)) last_sure = c;
    if (c == 'i' && last_sure == 'a')
      out += "ı";
    else if (c == 'o' && last_sure == 'e')
      out += "ö";
    else if (c == 'u' && last_sure == 'e')
      out += "ü";
    else
      out += c;
  }
  return out;
}

}  // namespace

struct Stemmer::Impl {
  explicit Impl(const std::string& language)
      : stem(make_stem(language)), turkish(language == "tr" || language == "turkish") {}

  std::string stemmed(const std::string& word) const {
    return turkish ? fold(stem(in_harmony(word))) : stem(word);
  }

  Xapian::Stem stem;
  bool turkish;
};

Stemmer::Stemmer(std::string_view language)
    : impl_(std::make_unique<Impl>(primary_tag(language))) {}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string Stemmer::operator()(std::string_view folded_word) {
  return impl_->stemmed(std::string(folded_word));
}

}  // namespace fasti::text
