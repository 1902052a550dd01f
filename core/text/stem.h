#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace fasti::text {

// Snowball stems of folded words. Costly to make and to ask; one per thread.
class Stemmer {
 public:
  // `language`: an ISO 639-1 code, with or without a region ("de-AT"), or Snowball's name; one it
  // does not know leaves words as they are.
  explicit Stemmer(std::string_view language = "en");
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  std::string operator()(std::string_view folded_word);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace fasti::text
