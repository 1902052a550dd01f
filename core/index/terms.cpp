#include "core/index/terms.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace fasti::index {
namespace {

enum Field : std::uint8_t { kText, kTitle, kHeading, kFields };

double average(std::uint64_t total, std::uint64_t passages) {
  if (total == 0) return 1;
  return static_cast<double>(total) / static_cast<double>(passages);
}

}  // namespace

double field_part(FieldWeight field, FieldCount count, double average) {
  if (count.frequency == 0) return 0;  // as most are, in title and headings
  return field.weight * count.frequency / (1 - field.b + field.b * count.length / average);
}

std::uint32_t stem_wdf(FieldCount text, FieldCount title, FieldCount heading,
                       const FieldAverages& averages) {
  const double sum = field_part(kTextField, text, averages.text) +
                     field_part(kTitleField, title, averages.title) +
                     field_part(kHeadingField, heading, averages.heading);
  return static_cast<std::uint32_t>(std::max(1.0, std::round(kWdfScale * sum)));
}

std::string heading_field(const std::vector<std::string>& headings) {
  std::string out;
  for (const std::string& heading : headings) {
    // A line between them, so that no word runs over the border.
    if (!out.empty()) out += '\n';
    out += heading;
  }
  return out;
}

FieldAverages FieldTotals::averages() const {
  return {average(text, passages), average(title, passages), average(heading, passages)};
}

std::vector<NumberedTerms::Stem> TermMaker::stems(const Words& text, const Words& title,
                                                  const Words& heading) const {
  const std::array<const Words*, kFields> fields = {&text, &title, &heading};
  // Each time that a stem stands, its number and the field: whole numbers sort faster than pairs.
  std::vector<std::uint64_t> standing;
  standing.reserve(text.size() + title.size() + heading.size());
  for (const Field field : {kText, kTitle, kHeading})
    for (const auto& word : *fields[field])
      standing.push_back(std::uint64_t{word.stem} * kFields + field);
  std::ranges::sort(standing);

  std::array<FieldCount, kFields> none;
  for (const Field field : {kText, kTitle, kHeading})
    none[field].length = static_cast<double>(fields[field]->size());
  std::vector<NumberedTerms::Stem> out;
  out.reserve(standing.size());
  for (auto at = standing.begin(); at != standing.end();) {
    const std::uint64_t stem = *at / kFields;
    std::array<FieldCount, kFields> counts = none;
    for (; at != standing.end() && *at / kFields == stem; ++at) ++counts[*at % kFields].frequency;
    out.push_back({static_cast<std::uint32_t>(stem),
                   stem_wdf(counts[kText], counts[kTitle], counts[kHeading], averages_)});
  }
  return out;
}

NumberedTerms TermMaker::numbered(const StoredPassage& passage) {
  const Words text = lexicon_.words(passage.text);
  const Words title = lexicon_.words(title_);
  const Words heading = lexicon_.words(heading_field(passage.headings));
  NumberedTerms terms;
  terms.lexicon = &lexicon_;
  terms.news = lexicon_.news();
  terms.stems = stems(text, title, heading);
  terms.words.reserve(text.size());
  for (const auto& word : text) terms.words.push_back(word.entry);
  for (const auto& word : heading) terms.headings.push_back(word.entry);
  return terms;
}

PassageTerms TermMaker::operator()(const StoredPassage& passage) {
  const NumberedTerms terms = numbered(passage);
  PassageTerms out;
  for (const auto& [stem, wdf] : terms.stems)
    out.stems.push_back({std::string(lexicon_.stem(stem)), wdf});
  std::ranges::sort(out.stems, {}, &StemTerm::stem);
  for (const std::uint32_t word : terms.words) {
    out.words.push_back(lexicon_[word].folded);
    out.forms.push_back(lexicon_[word].written);
  }
  for (const std::uint32_t word : terms.headings)
    out.heading_forms.push_back(lexicon_[word].written);
  return out;
}

}  // namespace fasti::index
