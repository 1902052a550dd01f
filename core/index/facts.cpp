#include "core/index/facts.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/dates/membership.h"
#include "core/index/schema.h"
#include "core/text/words.h"

namespace fasti::index {
namespace {

DateEntry entry_of(const StoredDate& date, bool context) {
  // Days of the years that are indexed fit many times over.
  const auto day = [](const std::optional<dates::Day>& side) {
    return static_cast<std::int32_t>(
        std::clamp<dates::Day>(side.value_or(0), INT32_MIN, INT32_MAX));
  };
  unsigned flags = context ? DateEntry::kContext : 0U;
  if (!date.interval.earliest) flags |= DateEntry::kOpenEarliest;
  if (!date.interval.latest) flags |= DateEntry::kOpenLatest;
  return {day(date.interval.earliest),          day(date.interval.latest),
          static_cast<std::uint8_t>(date.kind), static_cast<std::uint8_t>(date.role),
          static_cast<std::uint8_t>(flags),     0};
}

bool same(const DateEntry& a, const DateEntry& b) {
  const auto key = [](const DateEntry& e) {
    return std::tuple(e.earliest, e.latest, e.kind, e.role, e.flags);
  };
  return key(a) == key(b);
}

void add_distinct(std::vector<DateEntry>& dates, const DateEntry& date) {
  const bool known = std::ranges::any_of(dates, [&](const DateEntry& d) { return same(d, date); });
  if (!known) dates.push_back(date);
}

template <typename T>
void sort_distinct(std::vector<T>& values) {
  std::ranges::sort(values);
  const auto rest = std::ranges::unique(values);
  values.erase(rest.begin(), rest.end());
}

void append(std::vector<std::int32_t>& out, dates::BucketRange range) {
  for (std::int64_t bucket = range.first; bucket <= range.last; ++bucket) {
    out.push_back(static_cast<std::int32_t>(bucket));
  }
}

}  // namespace

bool is_counted_by_default(dates::Role role) {
  return role != dates::Role::citation && role != dates::Role::life;
}

PassageFacts facts_of(const StoredPassage& passage, std::span<const dates::Era> eras) {
  PassageFacts facts;
  for (const StoredDate& date : passage.dates) {
    if (!date.edtf.empty()) add_distinct(facts.dates, entry_of(date, false));
  }
  if (!passage.context.edtf.empty()) facts.dates.push_back(entry_of(passage.context, true));

  for (const StoredMention& mention : passage.mentions) {
    facts.actors.push_back({mention.actor << 2U | static_cast<std::uint32_t>(mention.evidence)});
  }
  std::ranges::sort(facts.actors, {}, &ActorEntry::packed);
  const auto rest = std::ranges::unique(facts.actors, {}, &ActorEntry::packed);
  facts.actors.erase(rest.begin(), rest.end());

  for (const DateEntry& date : facts.dates) {
    if (!date.is_counted_by_default()) continue;
    facts.undated = false;
    const dates::Interval interval = date.interval();
    const dates::Kind kind = date.date_kind();
    append(facts.years, dates::years_of(interval, kind));
    append(facts.decades, dates::decades_of(interval, kind));
    append(facts.centuries, dates::centuries_of(interval, kind));
    for (std::uint32_t era = 0; era < eras.size(); ++era) {
      if (dates::belongs(interval, kind, eras[era].interval)) facts.eras.push_back(era);
    }
  }
  sort_distinct(facts.years);
  sort_distinct(facts.decades);
  sort_distinct(facts.centuries);
  sort_distinct(facts.eras);
  return facts;
}

std::string bucket_term(std::string_view prefix, std::int64_t bucket) {
  return std::string(prefix).append(std::to_string(bucket));
}

std::vector<std::string> document_terms(const DocumentHead& document) {
  std::vector<std::string> terms = {
      make_term(kIdPrefix, document.id),
      make_term(kKindPrefix, document.kind),
      make_term(kLangPrefix, document.lang),
  };
  for (const text::Word& word : text::words(document.title)) {
    terms.push_back(make_term(kTitlePrefix, word.folded));
  }
  sort_distinct(terms);
  return terms;
}

std::vector<std::string> filter_terms(
    const StoredPassage& passage, const PassageFacts& facts,
    const std::function<std::string_view(std::uint32_t)>& actor_id,
    std::span<const dates::Era> eras) {
  std::vector<std::string> terms;
  for (const ActorEntry entry : facts.actors) {
    terms.push_back(make_term(actor_prefix(entry.evidence()), actor_id(entry.actor())));
  }
  for (const std::uint32_t era : facts.eras) terms.push_back(make_term(kEraPrefix, eras[era].id));
  for (const auto year : facts.years) terms.push_back(bucket_term(kYearPrefix, year));
  for (const auto decade : facts.decades) terms.push_back(bucket_term(kDecadePrefix, decade));
  for (const auto century : facts.centuries) terms.push_back(bucket_term(kCenturyPrefix, century));
  if (facts.undated) terms.emplace_back(kUndatedTerm);
  for (const StoredLink& link : passage.links) {
    terms.push_back(make_term(kLinkPrefix, link.document));
  }
  sort_distinct(terms);
  return terms;
}

}  // namespace fasti::index
