#include "core/dates/read_dates.h"

#include <algorithm>
#include <array>

#include "core/dates/edtf.h"
#include "core/dates/events.h"
#include "core/dates/expressions.h"
#include "core/dates/line.h"
#include "core/dates/resolve.h"
#include "core/dates/roles.h"
#include "core/text/tokens.h"

namespace fasti::dates {
namespace {

// An expression with what the line around it told.
struct Reading {
  text::Span span;
  Expression expression;
  Setting setting;
};

// "A year later, in May 2010": whether the second date says again what the first one says.
bool in_apposition(const Line& line, const Expression& first, const Expression& second) {
  if (first.shape != Shape::single || second.shape != Shape::single) return false;
  if (first.from.reference != Reference::offset || !second.from.year || second.from.low ||
      second.from.century_open || second.from.unit > first.from.unit) {
    return false;
  }
  std::size_t at = first.end;
  if (!line.is_sign(at, ',')) return false;
  ++at;
  if (line.is_word(at, "in") || line.is_word(at, "on")) ++at;
  return at == second.begin;
}

// What a date tells in the grain of one that is less fine.
Moment coarser(Moment moment, Unit unit) {
  moment.part = moment.part_to = {};
  moment.weekday = moment.season = 0;
  if (unit > Unit::week) moment.day = 0;
  if (unit > Unit::month) moment.month = 0;
  moment.unit = unit == Unit::week ? Unit::day : unit;
  return moment;
}

void read_line(const Line& line, const EventTable& events, std::vector<Reading>& out) {
  std::optional<std::vector<bool>> quoted;
  for (std::size_t i = 0; i < line.size();) {
    std::optional<Expression> expression;
    if (may_begin(line, i)) expression = read_expression(line, i, events);
    if (!expression) {
      ++i;
      continue;
    }
    if (!quoted) quoted = quoted_items(line);
    const text::Span span{line[expression->begin].begin, line[expression->end - 1].end};
    if (i > 0 && !out.empty() && in_apposition(line, out.back().expression, *expression)) {
      Moment& relative = out.back().expression.from;
      if (relative.unit <= Unit::year) relative = coarser(expression->from, relative.unit);
    }
    out.push_back({span, *expression, setting_of(line, *expression, *quoted)});
    i = expression->end;
  }
}

// Calls `visit(line)` for each paragraph that has items.
template <typename Visitor>
void for_each_line(std::string_view text, const std::vector<Item>& items, Visitor visit) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= items.size(); ++i) {
    const bool breaks = i == items.size() ||
                        (i > begin && items[i].blank_before && text[items[i].begin - 1] == '\n');
    if (!breaks) continue;
    if (i > begin) visit(Line(text, std::span(items).subspan(begin, i - begin)));
    begin = i;
  }
}

std::vector<Item> items_of(const TextUnit& unit, KnownWords* known) {
  if (unit.cut == nullptr) return tag(unit.text, text::tokenize(unit.text));
  if (known == nullptr || unit.spellings.empty()) return tag(unit.text, unit.cut->tokens);
  return tag(unit.text, unit.cut->tokens, unit.spellings, *known);
}

std::vector<Reading> read_unit(const TextUnit& unit, const EventTable& events, KnownWords* known) {
  std::vector<Reading> readings;
  const std::vector<Item> items = items_of(unit, known);
  for_each_line(unit.text, items, [&](const Line& line) { read_line(line, events, readings); });
  return readings;
}

// The role that a whole unit gives its dates, where none of theirs is firmer.
Role role_in(const TextUnit& unit, Role role) {
  if (unit.reference) return Role::citation;
  if (unit.heading && role != Role::life) return Role::heading;
  const bool plain = role == Role::narrative || role == Role::premodifier;
  return unit.quotation && plain ? Role::quotation : role;
}

std::vector<Timex> resolve_unit(const TextUnit& unit, const std::vector<Reading>& readings,
                                Resolver& resolver) {
  std::vector<Timex> timexes;
  timexes.reserve(readings.size() + unit.stated.size());
  const auto take = [&](std::optional<Timex> timex, text::Span span) {
    if (!timex) return;
    timex->span = span;
    timexes.push_back(*std::move(timex));
  };
  const auto setting_in = [&](Setting setting) {
    setting.role = role_in(unit, setting.role);
    setting.main_line = setting.main_line && setting.role == Role::narrative;
    return setting;
  };
  auto reading = readings.begin();
  const auto read_until = [&](std::size_t end) {
    for (; reading != readings.end() && reading->span.end <= end; ++reading) {
      take(resolver.resolve(reading->expression, setting_in(reading->setting)), reading->span);
    }
  };
  for (const StatedDate& stated : unit.stated) {
    read_until(stated.span.begin);
    // What was read there still tells what part the date has in the text.
    Setting setting{.main_line = true};
    if (reading != readings.end() && reading->span.overlaps(stated.span)) {
      setting = reading->setting;
    }
    while (reading != readings.end() && reading->span.begin < stated.span.end) ++reading;
    take(resolver.state(stated.edtf, setting_in(setting)), stated.span);
  }
  read_until(unit.text.size());
  return timexes;
}

std::optional<Timex> first_resolved(const std::vector<Timex>& timexes) {
  const auto found = std::find_if(timexes.begin(), timexes.end(), [](const Timex& timex) {
    return timex.resolved() && timex.grain != Grain::event && timex.role == Role::heading;
  });
  return found == timexes.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

std::vector<std::vector<Timex>> read_dates(std::span<const TextUnit> units,
                                           const ReadOptions& options) {
  const EventTable& events = options.events != nullptr ? *options.events : EventTable::built_in();
  std::vector<std::vector<Reading>> readings;
  readings.reserve(units.size());
  Habits habits;
  for (const TextUnit& unit : units) {
    readings.push_back(read_unit(unit, events, options.known_words));
    for (const Reading& reading : readings.back()) habits.note(reading.expression);
  }
  Resolver resolver(habits, options.document_date);
  std::vector<std::vector<Timex>> timexes;
  timexes.reserve(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    timexes.push_back(resolve_unit(units[i], readings[i], resolver));
    if (units[i].heading) resolver.begin_section(first_resolved(timexes.back()));
  }
  return timexes;
}

namespace {

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_year(std::string_view text) {
  return !text.empty() && text.size() <= 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<QueryDate> query_date(std::string edtf) {
  const auto bounds = edtf_bounds(edtf);
  if (!bounds || (!bounds->earliest && !bounds->latest)) return std::nullopt;
  return QueryDate{std::move(edtf), *bounds};
}

// "44 BCE", "early 1920s", "13 October 1921": one expression and nothing beside it. A preposition
// in front lets a year or a month stand alone.
std::optional<QueryDate> parse_expression(std::string_view text) {
  constexpr std::array<std::string_view, 2> kLeads{"", "in "};
  for (const std::string_view lead : kLeads) {
    const std::string sentence = std::string(lead) + std::string(text);
    const TextUnit unit{sentence};
    const auto found = read_dates(std::span(&unit, 1));
    if (found.front().size() != 1) continue;
    const Timex& timex = found.front().front();
    std::string_view before = trimmed(std::string_view(sentence).substr(0, timex.span.begin));
    const std::string_view after = std::string_view(sentence).substr(timex.span.end);
    const bool ends = after.empty() || after == "." || after == ",";
    if (before.starts_with("in")) before = trimmed(before.substr(2));
    const bool plain = before.empty() || before == "the" || before == "from" || before == "on";
    if (!plain || !ends || !timex.note.empty()) continue;
    return query_date(timex.edtf);
  }
  return std::nullopt;
}

// "8 p.m.", "1:30 a. m.", "12 noon", "midnight".
bool is_time_of_day(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (text[at] == ':' || text[at] == '.' || text[at] == ' ' ||
                              (text[at] >= '0' && text[at] <= '9'))) {
    ++at;
  }
  std::string word;
  for (const char c : text.substr(at)) {
    if (c != '.' && c != ' ') word += static_cast<char>(c | 0x20);
  }
  return word == "noon" || word == "midnight" || (at > 0 && (word == "am" || word == "pm"));
}

// The date in the first line of a letter, without the time of day and the remark that may stand
// behind it: "September 21, 1918—3 p.m.", "July 26, 1870. (Received August 11.)".
std::string_view without_remarks(std::string_view text) {
  if (text.ends_with(')') || text.ends_with(']')) {
    const std::size_t open = text.find_last_of("([");
    if (open != std::string_view::npos) text = trimmed(text.substr(0, open));
    for (const std::string_view mark : {"—", "–", "-"}) {  // "December 18, 1918—[12 p.m.]"
      if (text.ends_with(mark)) text.remove_suffix(mark.size());
    }
  }
  for (const std::string_view mark : {"—", "–", "-", ","}) {
    const std::size_t at = text.rfind(mark);
    if (at == std::string_view::npos) continue;
    if (is_time_of_day(trimmed(text.substr(at + mark.size())))) return trimmed(text.substr(0, at));
  }
  return text;
}

std::optional<QueryDate> parse_range(std::string_view from, std::string_view to) {
  if (to.find("..") != std::string_view::npos) return std::nullopt;  // "1914..1916..1918"
  const auto side = [](std::string_view text) -> std::optional<QueryDate> {
    return trimmed(text).empty() ? std::nullopt : parse_date(text);
  };
  const auto first = side(from);
  const auto last = side(to);
  if ((!first && !trimmed(from).empty()) || (!last && !trimmed(to).empty())) return std::nullopt;
  QueryDate range;
  if (first) range.interval.earliest = first->interval.earliest;
  if (last) range.interval.latest = last->interval.latest;
  const auto& [earliest, latest] = range.interval;
  if ((!earliest && !latest) || (earliest && latest && *earliest > *latest)) return std::nullopt;
  // As written where both sides are EDTF; else by their days.
  range.edtf = (first ? first->edtf : "..") + "/" + (last ? last->edtf : "..");
  if (!edtf_bounds(range.edtf)) {
    range.edtf =
        (earliest ? format_day(*earliest) : "..") + "/" + (latest ? format_day(*latest) : "..");
  }
  return range;
}

}  // namespace

std::optional<QueryDate> parse_date(std::string_view text) {
  // Longer than any date, and short enough to be read many times.
  constexpr std::size_t kLongest = 200;
  text = trimmed(text);
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  if (is_year(text)) return query_date(std::string(4 - text.size(), '0') + std::string(text));
  if (auto edtf = query_date(std::string(text))) return edtf;
  if (const std::size_t dots = text.find(".."); dots != std::string_view::npos) {
    return parse_range(text.substr(0, dots), text.substr(dots + 2));
  }
  if (auto date = parse_expression(text)) return date;
  const std::string_view bare = without_remarks(text);
  return bare.size() < text.size() ? parse_expression(bare) : std::nullopt;
}

}  // namespace fasti::dates
