#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actors/actor.h"
#include "core/actors/name_tokens.h"
#include "core/text/cut_text.h"
#include "core/text/spellings.h"
#include "core/text/word_table.h"

namespace fasti::actors {

// A token of a name: the form under which it is compared, and what our lists say of that.
struct NameWord {
  explicit NameWord(std::string_view token);

  std::string key;               // name_key()
  std::uint32_t classes = 0;     // word_classes() of the key
  std::optional<Type> noun;      // noun_type() of the key, in definitions
  std::optional<Type> in_name;   // the same, in names
  bool state_name = false;       // of a state in our own table
  bool state_adjective = false;  // the same

  bool is_a(std::uint32_t any_of) const { return (classes & any_of) != 0; }
};

// The tokens of many texts, each looked up when it is first met. One thread at a time.
class NameWords {
 public:
  std::vector<NameToken> tokens(std::string_view text, const text::CutText& cut);
  // Of one of them. Stays where it is until forget() is called.
  const NameWord& operator()(std::string_view text, const NameToken& token);
  // The key of those that are spelled so.
  std::string key(std::uint32_t spelling) const;

  // So many that they take some 20 MB: time to forget them.
  bool is_large() const { return spellings_.is_large(); }
  // The numbers of the spellings are void then.
  void forget();

 private:
  text::Spellings spellings_;
  KnownLooks looks_;
  text::ByNumber<const NameWord*> of_spelling_;
  text::WordTable<const NameWord*> of_word_;  // without its possessive ending
  std::deque<NameWord> words_;
};

}  // namespace fasti::actors
