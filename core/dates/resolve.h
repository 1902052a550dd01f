#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/dates/expressions.h"
#include "core/dates/roles.h"
#include "core/dates/timex.h"

namespace fasti::dates {

// What the figures of a document tell of its habits, counted before anything is resolved.
struct Habits {
  int day_first = 0;      // "25/12/1918"
  int month_first = 0;    // "12/25/1918"
  int iso = 0;            // "1918-03-03"
  int low_years = 0;      // dates of the first thousand years, and before
  int before_christ = 0;  // of these
  int after_christ = 0;
  int low_figures = 0;  // figures that would be such dates, and are not round
  int high_years = 0;

  // Whether the document is about such years.
  bool low() const;
  void note(const Expression& expression);
};

// Fills what expressions leave out from what came before them in the document (narrative mode: the
// last date of the main line, then the section's heading, then the document's own date).
// One for each document; expressions are given in reading order.
class Resolver {
 public:
  // `document_date` in EDTF, or "".
  Resolver(const Habits& habits, const std::string& document_date);

  // A section begins under a heading: its year stands in until the text has dates.
  void begin_section(const std::optional<Timex>& heading);

  // nullopt when the expression turns out to be no date, or to name a day that nothing tells.
  // Sets all of the timex but its span and those of its roles that come from the unit.
  std::optional<Timex> resolve(const Expression& expression, const Setting& setting);

  // The same for a date that an editor states in EDTF.
  std::optional<Timex> state(const std::string& edtf, const Setting& setting);

 private:
  // The date that others lean on.
  struct Anchor {
    std::int64_t year;
    int month = 0;
    int day = 0;
  };
  enum class Source : std::uint8_t { explicit_, context, heading, document };
  struct Resolution {
    Moment moment;
    Source source = Source::explicit_;
    float confidence = 1.0F;
  };

  static std::optional<Anchor> anchor_in(const Interval& bounds);
  std::optional<Resolution> complete(Moment moment, const Setting& setting) const;
  std::optional<Resolution> by_offset(const Moment& moment) const;
  std::optional<Resolution> by_neighbour(const Moment& moment) const;
  std::optional<Resolution> by_document(const Moment& moment) const;
  std::optional<Resolution> missing_year(const Moment& moment, const Setting& setting) const;
  bool place_low_year(Moment& moment) const;
  void place_century(Moment& moment) const;
  std::optional<Anchor> anchor() const;
  std::optional<Anchor> anchor_of(const Moment& moment) const;
  Source anchor_source() const;

  std::optional<Timex> resolve_event(const Expression& expression) const;
  std::optional<Timex> resolve_event_range(const Expression& expression,
                                           const Setting& setting) const;
  std::optional<Timex> resolve_period() const;
  std::optional<Timex> resolve_moments(const Expression& expression, const Setting& setting);
  Expression by_habit(const Expression& expression) const;
  Timex make_timex(const Expression& expression, const Resolution& from,
                   const std::optional<Resolution>& to) const;
  void remember(const Expression& expression, const Setting& setting, const Moment& last,
                const Timex& timex);

  Habits habits_;
  std::optional<Anchor> main_line_;
  std::optional<Anchor> bound_;  // a day after it that only bounds: "until the 24th of April"
  std::optional<Anchor> heading_;
  std::optional<Anchor> document_;
  std::optional<Moment> last_low_;      // the last date of the first thousand years or before
  std::optional<Timex> last_period_;    // the last range, decade or century
  std::optional<Moment> mentioned_;     // the last one told, even as a bound
  bool mentioned_open_ = false;         // it was where something begins: "since 1999"
  std::optional<std::int64_t> hinted_;  // a year beside the main line since its last date
};

}  // namespace fasti::dates
