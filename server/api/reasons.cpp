#include "server/api/reasons.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "embedded/web.h"
#include "server/api/json_writer.h"

namespace fasti::api {
namespace {

const Json& reasons() {
  static const Json read = [] {
    const std::string_view file = web::reasons_js;
    const std::size_t begin = file.find('{');
    return Json::parse(file.substr(begin, file.rfind('}') + 1 - begin));
  }();
  return read;
}

std::string sentence(const char* name) { return reasons().at(name).get<std::string>(); }

std::optional<std::string> known(const char* table, std::string_view value) {
  const Json& all = reasons().at(table);
  const auto found = all.find(value);
  if (found == all.end()) return std::nullopt;
  return found->get<std::string>();
}

// What a table has not is told as it is.
std::string told(const char* table, std::string_view value) {
  return known(table, value).value_or(std::string(value));
}

// `value` in the place that the sentence has for it.
std::string placed(const char* name, std::string_view value) {
  std::string out = sentence(name);
  return out.replace(out.find("{}"), 2, value);
}

std::string by_rule(const char* table, std::string_view rule) {
  const auto words = known(table, rule);
  return words ? *words : placed("ruleUnknown", rule);
}

std::string whence(std::string_view from) {
  if (from.empty()) return "";
  if (const auto words = known("from", from)) return *words;
  const std::size_t colon = from.rfind(':');
  return colon == std::string_view::npos ? placed("fromUnknown", from)
                                         : placed("fromEvent", from.substr(colon + 1));
}

std::string listed(std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts)
    if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
  return out;
}

}  // namespace

std::string date_reason(const index::StoredDate& date, bool stated) {
  if (!stated) return known("above", date.resolved_from).value_or(whence(date.resolved_from));
  const std::string rule = by_rule("dateRule", date.rule);
  return listed({rule.empty() ? told("grain", dates::name(date.grain)) : rule,
                 told("kind", dates::name(date.kind)), told("calendar", dates::name(date.calendar)),
                 whence(date.resolved_from), told("role", dates::name(date.role))});
}

std::string mention_reason(const index::StoredMention& mention) {
  return listed(
      {told("evidence", actors::name(mention.evidence)), by_rule("mentionRule", mention.rule)});
}

std::string date_title(const index::StoredDate& date) {
  if (date.edtf.empty()) return fmt::format("{}: {}", sentence("undated"), date_reason(date));
  return fmt::format("{}{}: {}", date.approximate ? sentence("about") + " " : "", date.edtf,
                     date_reason(date));
}

std::string mention_title(const index::StoredMention& mention, const index::ActorHead& actor) {
  return fmt::format("{} ({}), {}", actor.name, actors::name(actor.type), mention_reason(mention));
}

bool is_by_hand(std::string_view rule) {
  const Json& rules = reasons().at("byHand");
  return std::ranges::any_of(rules, [&](const Json& one) { return one == rule; });
}

std::string marks_note() { return sentence("note"); }
std::string marks_title() { return sentence("list"); }

}  // namespace fasti::api
