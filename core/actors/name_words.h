#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "core/actors/actor.h"
#include "core/text/vocabulary.h"

namespace fasti::actors {

// A token of a name: the form under which it is compared, and what our lists say of that.
struct NameWord {
  explicit NameWord(std::string_view token, std::uint32_t number = 0);

  std::string key;              // name_key()
  std::uint32_t classes;        // word_classes() of the key
  std::optional<Type> noun;     // noun_type() of the key, in definitions
  std::optional<Type> in_name;  // the same, in names
  bool state_name;              // of a state in our own table
  bool state_adjective;         // the same
  std::uint32_t number;         // in the NameWords that knows it

  bool is_a(std::uint32_t any_of) const { return (classes & any_of) != 0; }
};

// The tokens of many texts, each looked up when it is first met and known by a number from then
// on. One thread at a time.
class NameWords {
 public:
  std::uint32_t number(std::string_view token);
  // Stays where it is until forget() is called.
  const NameWord& operator[](std::uint32_t number) const { return words_[number]; }
  std::size_t size() const { return words_.size(); }

  // So many that they take some 20 MB: time to forget them.
  bool is_large() const { return size() >= kMany; }
  // All numbers are void then.
  void forget();

 private:
  static constexpr std::size_t kMany = std::size_t{1} << 16;

  text::Vocabulary tokens_;
  std::deque<NameWord> words_;  // by the token's number
};

}  // namespace fasti::actors
