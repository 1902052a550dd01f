#pragma once
#include <string>
#include <string_view>

#include "core/index/records.h"

// Why a date or a name of a text is marked, for readers, in the words of server/web/reasons.js.
// server/web/why.js says the same.
namespace fasti::api {

// "a day, worked out from a date before it"; `stated`: in the text, not above it.
std::string date_reason(const index::StoredDate& date, bool stated = true);
// "by a metonym, a capital that stands for its state"
std::string mention_reason(const index::StoredMention& mention);

// Of a link on the date: what it is and why.
std::string date_title(const index::StoredDate& date);
// The same for a name, of what actor.
std::string mention_title(const index::StoredMention& mention, const index::ActorHead& actor);

// Whether a person has said so, not a rule that reads texts.
bool is_by_hand(std::string_view rule);
// What tells readers of the marks.
std::string marks_note();
// The heading of a list of the marks with their reasons.
std::string marks_title();

}  // namespace fasti::api
