#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/text/tokens.h"
#include "core/text/vocabulary.h"

namespace fasti::text {

// The ways in which tokens are spelled, numbered as they come. Few make up most of a text: who
// looks a token up by its number (ByNumber) need not look it up by its letters again. One thread
// at a time.
class Spellings {
 public:
  static constexpr std::uint32_t kNone = Vocabulary::kNone;  // no spelling's number

  std::uint32_t number(std::string_view token) { return known_.add(token); }
  std::string_view operator[](std::uint32_t number) const { return known_[number]; }
  // Of tokens of `text`.
  std::vector<std::uint32_t> numbers(std::string_view text, std::span<const Token> tokens);

  // So many that they and what is kept of them take some 20 MB: time to forget them.
  bool is_large() const { return known_.size() >= kMany; }
  // All numbers are void then, and every ByNumber must forget, too.
  void forget() { known_ = {}; }

 private:
  static constexpr std::size_t kMany = std::size_t{1} << 16;

  Vocabulary known_;
};

// Values of numbered things, as spellings are, each made when it is first asked for.
template <typename Value>
class ByNumber {
 public:
  // make() gives a value that was never asked for; it may not ask here itself. Valid until the next
  // is asked for.
  template <typename Make>
  const Value& of(std::uint32_t number, Make make) {
    if (number >= values_.size()) values_.resize(number + 1);
    std::optional<Value>& value = values_[number];
    if (!value) value = make();
    return *value;
  }
  void forget() { values_.clear(); }

 private:
  std::vector<std::optional<Value>> values_;
};

}  // namespace fasti::text
