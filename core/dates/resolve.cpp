#include "core/dates/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/dates/edtf.h"

namespace fasti::dates {
namespace {

// How sure a date is that was not told in full.
constexpr float kFromContext = 0.8F;
constexpr float kFromHeading = 0.6F;
constexpr float kFromDocument = 0.7F;
constexpr float kTurnedYear = 0.6F;
constexpr float kLowYear = 0.6F;
constexpr float kAmbiguous = 0.5F;
constexpr float kInvalid = 0.3F;
constexpr float kEvent = 0.7F;

constexpr std::int64_t kFirstHighYear = 1000;
// Months by which the story is taken to have passed into the next year.
constexpr int kTurn = 6;
// Days and months of this many dates settle the order of a document's figures.
constexpr int kHabit = 2;

bool is_low(const Moment& moment) {
  return moment.has_year() && !moment.low && !moment.century_open &&
         first_year(moment) < kFirstHighYear;
}

int weekday_of(Day day) {
  constexpr int kThursday = 4;  // 1970-01-01
  const auto weekday = static_cast<int>((day + kThursday - 1) % 7);
  return (weekday < 0 ? weekday + 7 : weekday) + 1;
}

// A day that the Gregorian calendar lacks and the Julian has: 29 February 1500.
bool is_julian_leap_day(std::int64_t year, const Moment& moment) {
  return moment.month == 2 && moment.day == 29 && year % 100 == 0 && !is_leap_year(year);
}

// Days that do not exist lose their day; Julian days become Gregorian ones.
void settle_day(Moment& moment) {
  if (moment.days || moment.unit != Unit::day || !moment.year) return;
  const std::int64_t year = astronomical(*moment.year, moment.era);
  const bool julian_leap = is_julian_leap_day(year, moment);
  if (julian_leap && year < kFirstGregorianYear) {
    moment.old_style = true;
    moment.calendar = Calendar::julian;
  }
  if (!is_valid({year, moment.month, moment.day}) && !(julian_leap && moment.old_style)) {
    moment.unit = Unit::month;
    moment.day = 0;
    moment.old_style = false;
    moment.note = "invalid-day";
    return;
  }
  if (!moment.old_style) return;
  const Civil civil = civil_from_day(day_from_julian({year, moment.month, moment.day}));
  set_astronomical(moment, civil.year);
  moment.month = civil.month;
  moment.day = civil.day;
  moment.old_style = false;
}

bool is_interval(const std::string& edtf) { return edtf.find('/') != std::string::npos; }

// Seasons, intervals and years of five figures do not stand in an interval; months and years do.
bool stands_in_interval(const Moment& moment, const MomentEdtf& edtf) {
  return moment.unit != Unit::season && !is_interval(edtf.whole) && edtf.whole[0] != 'Y';
}

std::string edtf_of(Shape shape, const Moment& from, const Moment& to) {
  const MomentEdtf first = to_edtf(from);
  switch (shape) {
    case Shape::before:
      return "../" + (stands_in_interval(from, first) ? first.whole : first.last);
    case Shape::after:
      return first.first + "/..";
    case Shape::range:
      return first.first + "/" + to_edtf(to).last;
    case Shape::one_of:
    case Shape::all_of: {
      const MomentEdtf second = to_edtf(to);
      if (is_interval(first.whole) || is_interval(second.whole)) {
        return first.first + "/" + second.last;
      }
      return shape == Shape::one_of ? fmt::format("[{},{}]", first.whole, second.whole)
                                    : fmt::format("{{{},{}}}", first.whole, second.whole);
    }
    default:
      return first.whole;
  }
}

Kind kind_of(const Expression& expression, const Moment& from) {
  switch (expression.shape) {
    case Shape::range:
    case Shape::all_of:
      return Kind::span;
    case Shape::after:
      return expression.lasting ? Kind::span : Kind::vague;
    case Shape::before:
    case Shape::one_of:
      return Kind::vague;
    default:
      return from.days && from.days->first != from.days->second ? Kind::vague
             : is_vague(from)                                   ? Kind::vague
                                                                : Kind::point;
  }
}

// The years of an event's beginning or end.
std::string year_of(Day day) { return format_day(day).substr(0, format_day(day).size() - 6); }

std::string event_edtf(const EventTime& time, const Interval& bounds) {
  const std::string& edtf = time.event->edtf;
  const std::size_t slash = edtf.find('/');
  const std::string first = edtf.substr(0, slash);
  const std::string last = slash == std::string::npos ? edtf : edtf.substr(slash + 1);
  switch (time.side) {
    case EventTime::Side::within:
      return edtf;
    case EventTime::Side::before:
      return bounds.earliest ? "../" + first : "";
    case EventTime::Side::after:
      return bounds.latest ? last + "/.." : "";
    case EventTime::Side::end:
      return bounds.latest ? year_of(*bounds.latest) : "";
    case EventTime::Side::beginning:
      return bounds.earliest ? year_of(*bounds.earliest) : "";
  }
  return "";
}

// An event as the first or last end of a range: "until World War I", "from the end of World War I".
std::string range_end(const EventTime& time, bool last) {
  const std::string& edtf = time.event->edtf;
  if (time.side == EventTime::Side::end || time.side == EventTime::Side::beginning) {
    const auto bounds = edtf_bounds(edtf);
    return bounds ? event_edtf(time, *bounds) : "";
  }
  const std::size_t slash = edtf.find('/');
  if (slash == std::string::npos) return edtf;
  const bool ends = last && time.side == EventTime::Side::within;
  return ends ? edtf.substr(slash + 1) : edtf.substr(0, slash);
}

// Fills in what the EDTF of a timex says; false when it is none.
bool set_interval(Timex& timex) {
  const auto parsed = Edtf::parse(timex.edtf);
  if (!parsed) return false;
  timex.interval = parsed->bounds();
  timex.approximate = parsed->approximate();
  timex.uncertain = parsed->uncertain();
  return true;
}

// A day or month of a year that nothing tells is kept as one that is not resolved.
Timex without_year(const Expression& expression) {
  Timex timex;
  timex.note = "no-year";
  timex.kind = Kind::vague;
  timex.grain = grain_of(expression.from);
  timex.resolved_from = "none";
  timex.confidence = 0;
  return timex;
}

}  // namespace

void Habits::note(const Expression& expression) {
  const Moment& moment = expression.from;
  if (expression.rule == "iso-day") ++iso;
  if (expression.rule == "numeric-day" && !moment.swappable) {
    if (moment.day > 12) ++(moment.month_first ? month_first : day_first);
  }
  if (moment.low && moment.opens_clause) ++low_years;
  if (moment.low && moment.era != EraMark::before_christ && *moment.year % 10 != 0) ++low_figures;
  if (moment.year && moment.unit == Unit::year && *moment.year >= kFirstHighYear) ++high_years;
  if (!is_low(moment)) return;
  ++low_years;
  (moment.era == EraMark::before_christ ? before_christ : after_christ) += 1;
}

bool Habits::low() const {
  constexpr int kTelling = 3;
  return low_years > 0 || (low_figures >= kTelling && low_figures >= high_years);
}

Resolver::Resolver(const Habits& habits, const std::string& document_date) : habits_(habits) {
  if (const auto bounds = edtf_bounds(document_date)) document_ = anchor_in(*bounds);
}

std::optional<Timex> Resolver::state(const std::string& edtf, const Setting& setting) {
  std::optional<Timex> timex = timex_of(edtf);
  if (!timex) return std::nullopt;
  timex->role = setting.role;
  timex->rule = "marked";
  timex->resolved_from = "editor";
  if (setting.main_line) {
    if (const auto anchor = anchor_in(timex->interval)) main_line_ = anchor;
    mentioned_.reset();
    hinted_.reset();
    bound_.reset();
  }
  return timex;
}

std::optional<Resolver::Anchor> Resolver::anchor_in(const Interval& bounds) {
  if (!bounds.earliest || !bounds.latest) return std::nullopt;
  const Civil first = civil_from_day(*bounds.earliest);
  const Civil last = civil_from_day(*bounds.latest);
  Anchor anchor{first.year};
  if (first.year == last.year && first.month == last.month) anchor.month = first.month;
  if (*bounds.earliest == *bounds.latest) anchor.day = first.day;
  return anchor;
}

void Resolver::begin_section(const std::optional<Timex>& heading) {
  if (!heading || !heading->resolved() || !heading->interval.earliest) return;
  heading_ = Anchor{civil_from_day(*heading->interval.earliest).year};
  main_line_.reset();
  bound_.reset();
}

std::optional<Resolver::Anchor> Resolver::anchor() const {
  return main_line_ ? main_line_ : heading_ ? heading_ : document_;
}

Resolver::Source Resolver::anchor_source() const {
  return main_line_ ? Source::context : heading_ ? Source::heading : Source::document;
}

// ---- What is missing

// "that same year", "by the end of the century" point at what was told last, be it only a bound.
std::optional<Resolver::Anchor> Resolver::anchor_of(const Moment& moment) const {
  const bool named = moment.month > 0 || moment.season > 0;
  const bool points =
      moment.unit >= Unit::decade || (moment.offset == 0 && (moment.unit == Unit::year || named));
  if (!mentioned_ || (!points && main_line_)) return anchor();
  if (mentioned_->unit > std::max(moment.unit, Unit::year)) return anchor();
  if (named && mentioned_open_) return anchor();
  return Anchor{first_year(*mentioned_)};
}

std::optional<Resolver::Resolution> Resolver::by_offset(const Moment& moment) const {
  const bool named = moment.month > 0 || moment.season > 0;
  // "That day" is the one named last, whatever part it has in the story.
  const bool points = !named && moment.offset == 0 && moment.unit <= Unit::month;
  const auto base = points && bound_ ? bound_ : anchor_of(moment);
  if (!base) return std::nullopt;
  Resolution resolution{moment, points && bound_ ? Source::context : anchor_source(), kFromContext};
  Moment& result = resolution.moment;
  if (named) {  // "December that year"
    set_astronomical(result, base->year + moment.offset);
    return resolution;
  }
  Moment from;
  set_astronomical(from, base->year);
  from.month = base->month;
  from.day = base->day;
  from.unit = base->day > 0 ? Unit::day : base->month > 0 ? Unit::month : Unit::year;
  if ((moment.unit <= Unit::week && base->day == 0) ||
      (moment.unit == Unit::month && base->month == 0)) {
    return std::nullopt;
  }
  const auto shifted_moment = shifted(from, moment.unit, moment.offset);
  if (!shifted_moment) return std::nullopt;
  const Part part = moment.part;
  const Part part_to = moment.part_to;
  const bool approximate = moment.approximate;
  result = *shifted_moment;
  result.part = part;
  result.part_to = part_to;
  result.approximate = result.approximate || approximate;
  return resolution;
}

// "the following spring", "the previous December"; from the document's date "last June", "next
// May".
std::optional<Resolver::Resolution> Resolver::by_neighbour(const Moment& moment) const {
  const bool forward = moment.reference == Reference::next || moment.reference == Reference::coming;
  const bool by_date = moment.reference == Reference::last || moment.reference == Reference::coming;
  const auto base = by_date ? document_ : anchor();
  if (!base) return std::nullopt;
  const int month = moment.month > 0 ? moment.month : (moment.season - 20) * 3;
  int step = forward ? 1 : -1;
  if (base->month > 0 && (forward ? month > base->month : month < base->month)) step = 0;
  // "last March" in a letter of March may be this month's day.
  if (by_date && month == base->month && moment.day > 0 && base->day > 0) {
    if (forward ? moment.day > base->day : moment.day < base->day) step = 0;
  }
  Resolution resolution{moment, by_date ? Source::document : anchor_source(), kFromContext};
  set_astronomical(resolution.moment, base->year + step);
  return resolution;
}

// "last year", "the 5th instant".
std::optional<Resolver::Resolution> Resolver::by_document(const Moment& moment) const {
  if (!document_) return std::nullopt;
  if (moment.month > 0 || moment.season > 0) {  // "this May", "July of last year"
    Resolution resolution{moment, Source::document, kFromDocument};
    set_astronomical(resolution.moment, document_->year + moment.offset);
    return resolution;
  }
  Moment from;
  set_astronomical(from, document_->year);
  from.month = document_->month;
  from.unit = document_->month > 0 ? Unit::month : Unit::year;
  const bool day = moment.unit == Unit::day;
  if ((day || moment.unit == Unit::month) && document_->month == 0) return std::nullopt;
  auto result = shifted(from, day ? Unit::month : moment.unit, moment.offset);
  if (!result) return std::nullopt;
  if (day) {
    result->unit = Unit::day;
    result->day = moment.day;
  }
  result->part = moment.part;
  return Resolution{*result, Source::document, kFromDocument};
}

std::optional<Resolver::Resolution> Resolver::missing_year(const Moment& moment,
                                                           const Setting& setting) const {
  const auto base = anchor();
  if (!base) return std::nullopt;
  const Source source = anchor_source();
  Resolution resolution{moment, source,
                        source == Source::context   ? kFromContext
                        : source == Source::heading ? kFromHeading
                                                    : kFromDocument};
  Moment& result = resolution.moment;
  if (moment.unit == Unit::day && moment.month == 0) {  // "on the 17th"
    if (base->month == 0) return std::nullopt;
    set_astronomical(result, base->year);
    result.month = base->month;
    return resolution;
  }
  const int month = moment.month > 0 ? moment.month : (moment.season - 21) * 3 + 4;
  std::int64_t year = base->year;
  if (source == Source::document && base->month > 0) {
    // The nearest one to the day the document was written.
    year += month - base->month > kTurn ? -1 : base->month - month > kTurn ? 1 : 0;
  } else if (base->month > 0 && !setting.looks_back) {
    // "In December 1776 ... The 1777 campaign ... In June": the story would run back.
    const bool hinted = hinted_ && *hinted_ == year + 1 && month < base->month;
    if (month < base->month - kTurn || hinted) {
      ++year;
      resolution.confidence = kTurnedYear;
    }
  }
  if (moment.weekday > 0) {
    for (const int step : {0, 1, -1}) {
      const Civil civil{year + step, moment.month, moment.day};
      if (is_valid(civil) && weekday_of(day_from_civil(civil)) == moment.weekday) {
        year += step;
        break;
      }
    }
  }
  set_astronomical(result, year);
  return resolution;
}

// Three figures are a year where the text is about such years, of the era that it tells: years
// before Christ fall as the story goes on.
bool Resolver::place_low_year(Moment& moment) const {
  if (!habits_.low()) return false;
  if (moment.era == EraMark::before_christ) {  // "(264-241)": years that fall
    moment.low = false;
    return habits_.before_christ > 0;
  }
  const bool goes_on = last_low_ && last_low_->era == EraMark::before_christ &&
                       last_low_->unit == Unit::year && *moment.year <= *last_low_->year;
  const bool all_before = habits_.before_christ > 0 && habits_.after_christ == 0;
  if (moment.era == EraMark::none && (goes_on || all_before)) moment.era = EraMark::before_christ;
  moment.low = false;
  return true;
}

// "the '30s": the latest such decade that is not well beyond the story.
void Resolver::place_century(Moment& moment) const {
  constexpr std::int64_t kBeyond = 15;
  const auto base = anchor();
  moment.century_open = false;
  if (!base || base->year < 100) return;
  const std::int64_t decade = *moment.year % 100;
  std::int64_t year = base->year / 100 * 100 + 100 + decade;
  while (year > base->year + kBeyond) year -= 100;
  moment.year = year;
}

std::optional<Resolver::Resolution> Resolver::complete(Moment moment,
                                                       const Setting& setting) const {
  float confidence = 1.0F;
  // What a letter answers has a number.
  if (moment.enumerates && document_ && document_->day > 0) return std::nullopt;
  if (moment.low) {
    if (!place_low_year(moment)) return std::nullopt;
    confidence = kLowYear;
  }
  if (moment.century_open) {
    place_century(moment);
    confidence = kFromContext;
  }
  std::optional<Resolution> resolution;
  if (moment.has_year()) {
    resolution = Resolution{moment, Source::explicit_, confidence};
  } else {
    switch (moment.reference) {
      case Reference::none:
        resolution = missing_year(moment, setting);
        break;
      case Reference::offset:
        resolution = by_offset(moment);
        break;
      case Reference::next:
      case Reference::previous:
        resolution = by_neighbour(moment);
        break;
      case Reference::last:
      case Reference::coming:
        resolution = by_neighbour(moment);
        break;
      case Reference::deictic:
        resolution = by_document(moment);
        break;
      case Reference::period:
        break;
    }
  }
  if (!resolution) return std::nullopt;
  resolution->moment.reference = Reference::none;
  settle_day(resolution->moment);
  if (!resolution->moment.note.empty()) resolution->confidence = kInvalid;
  return resolution;
}

// ---- Making a timex

Timex Resolver::make_timex(const Expression& expression, const Resolution& from,
                           const std::optional<Resolution>& to) const {
  constexpr std::array<std::string_view, 4> kSources{"explicit", "context", "heading", "document"};
  Timex timex;
  timex.edtf = edtf_of(expression.shape, from.moment, to ? to->moment : from.moment);
  timex.kind = kind_of(expression, from.moment);
  timex.grain = grain_of(from.moment);
  if (to) timex.grain = std::min(timex.grain, grain_of(to->moment));
  timex.calendar = from.moment.calendar;
  timex.note = from.moment.note;
  if (to && timex.note.empty()) timex.note = to->moment.note;
  const Resolution& weaker = to && to->confidence < from.confidence ? *to : from;
  timex.resolved_from = kSources.at(static_cast<std::size_t>(weaker.source));
  timex.confidence = weaker.confidence;
  return timex;
}

// An event's time comes from a table or an authority, which may hold what is no EDTF.
std::optional<Timex> Resolver::resolve_event(const Expression& expression) const {
  const NamedEvent& event = *expression.event.event;
  const auto bounds = edtf_bounds(event.edtf);
  if (!bounds) return std::nullopt;
  Timex timex;
  timex.edtf = event_edtf(expression.event, *bounds);
  if (!set_interval(timex)) return std::nullopt;
  timex.kind = expression.event.side == EventTime::Side::within ? Kind::span : Kind::vague;
  timex.grain = Grain::event;
  timex.resolved_from = fmt::format("{}:{}", event.source, event.name);
  timex.confidence = kEvent;
  return timex;
}

// A range with an event at one of its ends or at both.
std::optional<Timex> Resolver::resolve_event_range(const Expression& expression,
                                                   const Setting& setting) const {
  const auto end = [&](const EventTime& time, const Moment& moment, bool last) -> std::string {
    if (time.event != nullptr) return range_end(time, last);
    const auto complete_moment = complete(moment, setting);
    if (!complete_moment) return "";
    const MomentEdtf edtf = to_edtf(complete_moment->moment);
    return last ? edtf.last : edtf.first;
  };
  const EventTime& first = expression.event;
  const EventTime& last = expression.to_event;
  Timex timex;
  timex.edtf =
      fmt::format("{}/{}", end(first, expression.from, false), end(last, expression.to, true));
  if (timex.edtf.starts_with('/') || timex.edtf.ends_with('/') || !set_interval(timex))
    return std::nullopt;
  const NamedEvent& event = last.event != nullptr ? *last.event : *first.event;
  timex.kind = Kind::span;
  timex.grain = Grain::event;
  timex.resolved_from = fmt::format("{}:{}", event.source, event.name);
  timex.confidence = kEvent;
  return timex;
}

// "the same period"
std::optional<Timex> Resolver::resolve_period() const {
  if (!last_period_) return std::nullopt;
  Timex timex = *last_period_;
  timex.resolved_from = "context";
  timex.confidence = kFromContext;
  timex.note.clear();
  return timex;
}

void Resolver::remember(const Expression& expression, const Setting& setting, const Moment& last,
                        const Timex& timex) {
  if (is_low(last)) last_low_ = last;
  if (expression.shape == Shape::range || last.unit >= Unit::decade) last_period_ = timex;
  if (setting.role == Role::narrative && !setting.bracketed && !last.days) {
    mentioned_ = last;
    mentioned_open_ = expression.shape == Shape::after;
  }
  const bool told = setting.role == Role::narrative || setting.role == Role::premodifier;
  if (told && last.has_year() && last.unit <= Unit::year) hinted_ = first_year(last);
  if (last.days) return;
  const std::int64_t year = first_year(last);
  const bool bounds = expression.shape == Shape::before || expression.shape == Shape::after;
  if (bounds && last.unit == Unit::day && setting.role == Role::narrative) {
    bound_ = Anchor{year, last.month, last.day};
  }
  if (!setting.main_line) return;
  hinted_.reset();
  bound_.reset();
  main_line_ = Anchor{year, last.unit <= Unit::month ? last.month : 0,
                      last.unit == Unit::day ? last.day : 0};
  if (last.unit == Unit::season) main_line_->month = std::min((last.season - 20) * 3, 12);
}

// Figures that may be read in two ways, read as the document reads others.
Expression Resolver::by_habit(const Expression& expression) const {
  Expression out = expression;
  if (out.iso_month > 0 && habits_.iso > 0) {
    out.shape = Shape::single;
    out.from.unit = Unit::month;
    out.from.month = out.iso_month;
    out.rule = "iso-month";
  }
  if (!out.from.swappable || out.shape != Shape::single) return out;
  if (habits_.month_first >= kHabit && habits_.day_first == 0) {
    std::swap(out.from.day, out.from.month);
  } else if (habits_.day_first < kHabit || habits_.month_first > 0) {
    out.shape = Shape::one_of;
    out.to = out.from;
    std::swap(out.to.day, out.to.month);
    if (out.to.month < out.from.month) std::swap(out.to, out.from);
  }
  return out;
}

std::optional<Timex> Resolver::resolve_moments(const Expression& read, const Setting& setting) {
  const Expression expression = by_habit(read);
  auto from = complete(expression.from, setting);
  if (!from) {
    const bool kept = !expression.from.low && expression.from.month > 0;
    return kept ? std::optional(without_year(expression)) : std::nullopt;
  }
  std::optional<Resolution> to;
  if (expression.shape == Shape::range || expression.shape == Shape::one_of ||
      expression.shape == Shape::all_of) {
    // "between 1850 and the end of the century"
    if (expression.to.reference == Reference::offset && !from->moment.days) {
      mentioned_ = from->moment;
      mentioned_open_ = false;
    }
    to = complete(expression.to, setting);
    if (!to) return std::nullopt;
  }
  if (to && expression.from.swappable) from->confidence = kAmbiguous;
  Timex timex = make_timex(expression, *from, to);
  if (!set_interval(timex)) return std::nullopt;
  remember(expression, setting, to ? to->moment : from->moment, timex);
  return timex;
}

std::optional<Timex> Resolver::resolve(const Expression& expression, const Setting& setting) {
  const bool event_ends = expression.event.event != nullptr || expression.to_event.event != nullptr;
  auto timex = expression.shape == Shape::event ? resolve_event(expression)
               : event_ends                     ? resolve_event_range(expression, setting)
               : expression.from.reference == Reference::period
                   ? resolve_period()
                   : resolve_moments(expression, setting);
  if (!timex) return std::nullopt;
  timex->rule = expression.rule;
  timex->role = setting.role;
  return timex;
}

}  // namespace fasti::dates
