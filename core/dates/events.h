#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dates/line.h"
#include "core/dates/read_dates.h"
#include "core/text/word_table.h"

namespace fasti::dates {

// An event or period that a text names, and which side of it is meant.
struct EventTime {
  enum class Side : std::uint8_t { within = 1, before, after, end, beginning };
  const NamedEvent* event = nullptr;
  Side side = Side::within;
};

// Events and periods by their names. Keeps pointers to the events it was made from.
class EventTable {
 public:
  // `events` first, earlier before later, then those of core/dates/events.tsv. REQUIRES: `events`
  // outlives the table.
  explicit EventTable(std::span<const NamedEvent> events);
  // Those of core/dates/events.tsv alone.
  static const EventTable& built_in();

  struct Match {
    const NamedEvent* event;
    std::size_t end;
  };
  // The event with the longest name that begins at item i, without its article.
  std::optional<Match> find(const Line& line, std::size_t i) const;

 private:
  struct Name {
    std::vector<std::string> words;  // lower case, without apostrophes
    bool proper;                     // one word that wants its capital: "the Enlightenment"
    const NamedEvent* event;
  };
  EventTable(std::span<const NamedEvent> events, const EventTable* next);
  void add(const NamedEvent& event);
  static std::optional<std::size_t> past_words(const Line& line, std::size_t i,
                                               const std::vector<std::string>& words);

  const EventTable* next_;
  text::WordTable<std::vector<Name>> by_first_word_;
};

}  // namespace fasti::dates
