#pragma once
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/actors/authority.h"
#include "core/actors/date_context.h"
#include "core/actors/known_names.h"
#include "core/actors/local_names.h"
#include "core/actors/name_index.h"
#include "core/actors/validity.h"
#include "core/dates/read_dates.h"

namespace fasti::actors {

// Finds and resolves the mentions of one document: first all full names, then, knowing who occurs,
// short and ambiguous ones. Used once.
class DocumentReader {
 public:
  DocumentReader(const Authority& authority, const NameIndex& index, const Validity& validity,
                 std::span<const dates::TextUnit> units,
                 std::span<const std::vector<dates::Timex>> dates,
                 std::span<const std::vector<Mention>> fixed);

  // As Spotter::mentions takes them.
  std::vector<std::vector<Mention>> read(std::span<const std::uint32_t> present, KnownNames* known);

 private:
  // A name found in the text, not yet resolved.
  struct Found {
    std::size_t at;                           // first token
    std::size_t length;                       // in tokens
    std::size_t first_reading, last_reading;  // in readings_; the last excluded
  };
  struct Unit {
    std::vector<IndexedToken> tokens;
    std::vector<std::uint32_t> sentence_starts;  // bytes
    std::vector<Found> found;
  };
  struct Choice {
    std::uint32_t actor;
    Evidence evidence;
    bool ambiguous = false;
    std::string_view rule;
  };

  void cut(std::size_t unit, KnownNames* known);
  void note_lower_case();
  void spot(std::size_t unit);
  std::size_t first_of_two(std::size_t unit, std::size_t at, std::size_t length, std::size_t first);
  void note_present(std::span<const std::uint32_t> present, KnownNames* known);
  void resolve(std::size_t unit, std::vector<Mention>& out);

  bool is_fixed(std::size_t unit, text::Span span) const;
  bool stands_alone(const Unit& unit, std::size_t at, std::size_t length) const;
  bool is_after_surname_title(std::size_t unit, std::size_t at) const;
  bool is_plain_word(const Unit& unit, std::size_t at) const;
  bool is_place(const Unit& unit, std::size_t at) const;
  bool is_part_of_other_name(std::size_t unit, std::size_t at, std::size_t length,
                             std::span<const Reading> readings) const;
  std::optional<Choice> choose(std::size_t unit, const Found& found) const;
  std::optional<Choice> choose_state(std::span<const Reading> readings, NameKind kind,
                                     Evidence evidence, std::string_view rule, std::size_t unit,
                                     text::Span span) const;
  void leave_to_kin(std::vector<std::uint32_t>& claimants,
                    const std::optional<dates::Interval>& date) const;
  std::size_t present_kin(std::uint32_t actor) const;
  std::optional<Choice> choose_named(std::span<const Reading> readings, std::size_t unit,
                                     text::Span span, bool titled) const;
  std::optional<Choice> local(std::size_t unit, std::size_t at, std::size_t& length) const;
  bool acts_for_state(const Unit& unit, std::string_view text, std::size_t at,
                      std::size_t length) const;
  std::optional<dates::Interval> date_at(std::size_t unit, text::Span span) const;
  text::Span span_of(const Unit& unit, std::size_t at, std::size_t length) const;
  std::size_t extended(const Unit& unit, std::string_view text, std::size_t at) const;
  std::string key(std::size_t unit, std::size_t at) const;

  const Authority& authority_;
  const NameIndex& index_;
  const Validity& validity_;
  std::span<const dates::TextUnit> units_;
  std::span<const std::vector<Mention>> fixed_;
  DateContext date_context_;
  std::vector<Unit> read_;
  std::vector<Reading> readings_;
  std::vector<bool> lower_case_;               // by word: seen without a capital
  std::vector<bool> mid_capital_;              // by word: seen with one inside a sentence
  std::unordered_set<std::uint32_t> present_;  // actors that occur by a full name
  mutable std::unordered_map<std::uint32_t, std::size_t> present_kin_;  // found out when asked
  std::unordered_map<std::uint32_t, std::size_t> last_seen_;  // by actor: number of its mention
  std::size_t mentions_ = 0;
  LocalNames local_;
};

}  // namespace fasti::actors
