#include "indexer/sources/tei_attributes.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/actors/lexicon.h"
#include "core/dates/edtf.h"
#include "core/text/fold.h"
#include "core/text/normalize.h"
#include "indexer/sources/lines.h"
#include "indexer/sources/names.h"

namespace fasti::sources {
namespace {

using actors::Type;

constexpr std::string_view kSpaces[] = {"", "http://www.tei-c.org/ns/1.0",
                                        "http://history.state.gov/frus/ns/1.0"};

// A date of W3C or ISO 8601 without time of day and zone: "1934-03-13T16:00:00-05:00".
std::string day_of(std::string_view value) {
  value = trim(value);
  value = value.substr(0, value.find('T'));
  constexpr std::string_view kDay = "dddd-dd-dd";
  if (value.size() > kDay.size() && day_in(value.substr(0, kDay.size()))) {
    value = value.substr(0, kDay.size());  // "1934-03-13Z"
  }
  return dates::edtf_bounds(value) ? std::string(value) : "";
}

std::string_view first_of(const XmlElement& element, std::string_view name, std::string_view iso) {
  const std::string_view value = element[name];
  return value.empty() ? element[iso] : value;
}

// "1861-03" for its first and last day.
std::string whole_period(const std::string& first, const std::string& last) {
  const auto bounds = dates::edtf_bounds(first + "/" + last);
  for (const std::size_t size : {std::size_t{4}, std::size_t{7}}) {
    const std::string period = first.substr(0, size);
    if (bounds && dates::edtf_bounds(period) == bounds) return period;
  }
  return "";
}

// Some day from `first` to `last`.
std::optional<std::string> between(const std::string& first, const std::string& last) {
  if (first.empty() && last.empty()) return std::nullopt;
  if (first == last) return first;
  if (std::string period = whole_period(first, last); !period.empty()) return period;
  std::string edtf = "[" + first + ".." + last + "]";
  if (!dates::edtf_bounds(edtf)) return std::nullopt;
  return edtf;
}

std::optional<std::string> when(const XmlElement& element) {
  std::string day = day_of(first_of(element, "when", "when-iso"));
  if (day.empty()) return std::nullopt;
  const std::string_view precision = element["precision"];
  const std::string_view certainty = element["cert"];
  if (precision == "low" || precision == "medium") day += '~';
  if (certainty == "low" || certainty == "unknown") day += day.ends_with('~') ? "" : "?";
  return day;
}

struct NameElement {
  std::string_view name;
  Type type;
};
constexpr NameElement kNames[] = {
    {"persName", Type::person}, {"placeName", Type::place},  {"orgName", Type::organisation},
    {"geogName", Type::place},  {"settlement", Type::place}, {"region", Type::place},
    {"country", Type::place},   {"bloc", Type::place},       {"district", Type::place},
    {"eventName", Type::event},
};
// What editors write for @type of rs and name.
constexpr NameElement kNameTypes[] = {
    {"pers", Type::person},
    {"persName", Type::person},
    {"human", Type::person},
    {"org", Type::organisation},
    {"orgName", Type::organisation},
    {"organization", Type::organisation},
    {"institution", Type::organisation},
    {"placeName", Type::place},
    {"city", Type::place},
    {"country", Type::place},
    {"geo", Type::place},
    {"ship", Type::other},
    {"work", Type::other},
};

template <typename Table>
std::optional<Type> find_type(const Table& table, std::string_view name) {
  for (const NameElement& known : table) {
    if (known.name == name) return known.type;
  }
  return std::nullopt;
}

bool is_file(std::string_view path) {
  const std::string end = ending(path);
  return end == ".xml" || end == ".tei";
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(at);
    if (const std::string_view part = trim(text.substr(0, end)); !part.empty()) {
      parts.push_back(part);
    }
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_title_word(std::string_view word) {
  std::string folded = text::fold(word);
  if (folded.ends_with('.')) folded.pop_back();
  return actors::is_a(folded, actors::kTitle | actors::kNobility | actors::kModifier);
}

// "Maj. Gen. William S." without the titles before it; "" when it is nothing else.
std::string_view without_titles(std::string_view name) {
  while (!name.empty()) {
    const std::size_t blank = std::min(name.find(' '), name.size());
    if (!is_title_word(name.substr(0, blank))) return name;
    name = trim(name.substr(blank));
  }
  return name;
}

}  // namespace

bool is_tei_element(const XmlElement& element) {
  return std::find(std::begin(kSpaces), std::end(kSpaces), element.space) != std::end(kSpaces);
}

std::optional<std::string> stated_date(const XmlElement& element) {
  if (auto day = when(element)) return day;
  const std::string from = day_of(first_of(element, "from", "from-iso"));
  const std::string to = day_of(first_of(element, "to", "to-iso"));
  if (!from.empty() || !to.empty()) {
    std::string edtf = (from.empty() ? ".." : from) + "/" + (to.empty() ? ".." : to);
    if (dates::edtf_bounds(edtf)) return edtf;
  }
  if (auto day = between(day_of(first_of(element, "notBefore", "notBefore-iso")),
                         day_of(first_of(element, "notAfter", "notAfter-iso")))) {
    return day;
  }
  return between(day_of(element["frus:doc-dateTime-min"]),
                 day_of(element["frus:doc-dateTime-max"]));
}

std::optional<Type> named_type(const XmlElement& element) {
  if (!is_tei_element(element)) return std::nullopt;
  if (auto type = find_type(kNames, element.name)) return type;
  if (element.name != "rs" && element.name != "name") return std::nullopt;
  if (auto type = actors::parse_type(element["type"])) return type;
  return find_type(kNameTypes, element["type"]);
}

std::string language_code(std::string_view tag) {
  const std::string whole(tag.substr(0, 32));
  std::array<char, ULOC_LANG_CAPACITY> code{};
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t size =
      uloc_getLanguage(whole.c_str(), code.data(), ULOC_LANG_CAPACITY, &error);
  return U_SUCCESS(error) && size == 2 ? std::string(code.data(), 2) : "";
}

TeiPointers::TeiPointers(std::string_view file) : file_(make_id(stem(file))) {}

void TeiPointers::add_prefix(std::string ident, std::string replacement) {
  prefixes_.insert_or_assign(std::move(ident), std::move(replacement));
}

std::string TeiPointers::own_key(std::string_view id) const {
  return file_ + "#" + std::string(id);
}

std::string TeiPointers::key(const XmlElement& element) const {
  if (const std::string_view key = trim(element["key"]); !key.empty() && element["ref"].empty()) {
    return std::string(key);
  }
  for (const std::string_view name : {"ref", "corresp", "who"}) {
    const std::vector<std::string_view> pointers = split(element[name], ' ');
    if (!pointers.empty()) return resolved(pointers.front());
  }
  return "";
}

std::string TeiPointers::resolved(std::string_view pointer) const {
  const std::size_t colon = pointer.find(':');
  if (colon != std::string_view::npos) {
    const auto prefix = prefixes_.find(pointer.substr(0, colon));
    if (prefix == prefixes_.end()) return std::string(pointer);
    std::string whole = prefix->second;
    const std::size_t place = whole.find("$1");
    if (place != std::string::npos) whole.replace(place, 2, pointer.substr(colon + 1));
    // What stands for a prefix is no prefix again.
    return whole.find(':') == std::string::npos ? resolved(whole) : whole;
  }
  const std::size_t mark = pointer.find('#');
  if (mark == std::string_view::npos) return std::string(pointer);
  const std::string_view file = pointer.substr(0, mark);
  const std::string_view id = pointer.substr(mark + 1);
  return file.empty() ? own_key(id) : make_id(stem(file)) + "#" + std::string(id);
}

std::string TeiPointers::document(std::string_view pointer, std::string_view volume) const {
  pointer = trim(pointer);
  if (pointer.find("://") != std::string_view::npos) return "";
  const std::size_t mark = std::min(pointer.find('#'), pointer.size());
  const std::string_view file = pointer.substr(0, mark);
  if (is_file(file)) return make_id(stem(file));
  const std::string_view id = pointer.substr(std::min(mark + 1, pointer.size()));
  if (id.empty()) return std::string(file);
  return std::string(file.empty() ? volume : file) + "/" + std::string(id);
}

void set_person_name(actors::Actor& actor, std::string_view listed) {
  const std::string whole = text::clean(listed);
  const std::vector<std::string_view> parts = split(whole, ',');
  if (parts.empty()) return;
  if (parts.size() == 1) {
    actor.name = parts.front();
    return;
  }
  // "Goto, Shimpei, Baron" or "Uchida, Viscount, Yasuya": the part that is more than titles.
  std::string_view given = parts[1];
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (without_titles(parts[i]).empty()) continue;
    given = parts[i];
    break;
  }
  const std::string surname(parts.front());
  const std::string full = std::string(given) + " " + surname;
  const std::string_view bare = without_titles(given);
  const bool lower = !bare.empty() && bare.front() >= 'a' && bare.front() <= 'z';  // "Count von"
  actor.name = bare.empty() || lower ? full : std::string(bare) + " " + surname;
  if (actor.name != full) actor.aliases.push_back(full);
  // Names of the East and of the nobility may be said as they are listed.
  if (surname.find(' ') != std::string::npos) actor.aliases.push_back(surname);
}

}  // namespace fasti::sources
