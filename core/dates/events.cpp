#include "core/dates/events.h"

#include <algorithm>

#include "core/dates/rows.h"
#include "core/text/tokens.h"
#include "embedded/dates.h"

namespace fasti::dates {
namespace {

// Names of one meaning are parted by "|" in events.tsv.
std::vector<NamedEvent> read_events() {
  std::vector<NamedEvent> events;
  for_each_row(embedded::events_tsv, [&](const Row& row) {
    for (const std::string_view name : split(row.at(1), "|")) {
      events.push_back({std::string(name), std::string(row.at(0)), "table"});
    }
  });
  return events;
}

std::string lower(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c != '\'') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return out;
}

}  // namespace

const EventTable& EventTable::built_in() {
  static const std::vector<NamedEvent> events = read_events();
  static const EventTable table(events, nullptr);
  return table;
}

EventTable::EventTable(std::span<const NamedEvent> events) : EventTable(events, &built_in()) {}

EventTable::EventTable(std::span<const NamedEvent> events, const EventTable* next) : next_(next) {
  for (const NamedEvent& event : events) add(event);
}

void EventTable::add(const NamedEvent& event) {
  Name name{{}, false, &event};
  for (const text::Token& token : text::tokenize(event.name)) {
    if (token.kind != text::TokenKind::symbol) name.words.push_back(lower(token.in(event.name)));
  }
  if (!name.words.empty() && name.words.front() == "the") name.words.erase(name.words.begin());
  if (name.words.empty()) return;
  name.proper = name.words.size() == 1 && event.name[0] >= 'A' && event.name[0] <= 'Z';
  std::vector<Name>& names = by_first_word_[name.words.front()];
  const bool known = std::any_of(names.begin(), names.end(),
                                 [&](const Name& other) { return other.words == name.words; });
  if (!known) names.push_back(std::move(name));
}

std::optional<EventTable::Match> EventTable::find(const Line& line, std::size_t i) const {
  std::optional<Match> best;
  if (const std::vector<Name>* const names = by_first_word_.find(lower(line.word(i)))) {
    for (const Name& name : *names) {
      if (name.proper && !line[i].capital) continue;
      const auto end = past_words(line, i, name.words);
      if (end && (!best || *end > best->end)) best = Match{name.event, *end};
    }
  }
  if (best || next_ == nullptr) return best;
  return next_->find(line, i);
}

// Hyphens and other signs between the words of a name do not matter.
std::optional<std::size_t> EventTable::past_words(const Line& line, std::size_t i,
                                                  const std::vector<std::string>& words) {
  std::size_t at = i;
  for (std::size_t n = 0; n < words.size(); ++n) {
    const bool sign = line.is_sign(at, '-') || line.is_sign(at, '.') || line.is_sign(at, '\'') ||
                      line.is_sign(at, '/');
    if (n > 0 && sign && line.joined(at)) ++at;
    if (!line.is_word(at, words[n]) && lower(line.word(at)) != words[n]) return std::nullopt;
    ++at;
  }
  return at;
}

}  // namespace fasti::dates
