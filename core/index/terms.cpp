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

std::vector<StemTerm> TermMaker::stems(const Words& text, const Words& title,
                                       const Words& heading) const {
  const std::array<const Words*, kFields> fields = {&text, &title, &heading};
  std::vector<std::pair<std::uint32_t, Field>> standing;  // stems, each time that one stands
  for (const Field field : {kText, kTitle, kHeading})
    for (const auto& word : *fields[field]) standing.emplace_back(word.stem, field);
  std::ranges::sort(standing);

  std::vector<StemTerm> out;
  for (auto at = standing.begin(); at != standing.end();) {
    const std::uint32_t stem = at->first;
    std::array<FieldCount, kFields> counts;
    for (const Field field : {kText, kTitle, kHeading})
      counts[field].length = static_cast<double>(fields[field]->size());
    for (; at != standing.end() && at->first == stem; ++at) ++counts[at->second].frequency;
    out.push_back({std::string(lexicon_.stem(stem)),
                   stem_wdf(counts[kText], counts[kTitle], counts[kHeading], averages_)});
  }
  std::ranges::sort(out, {}, &StemTerm::stem);
  return out;
}

PassageTerms TermMaker::operator()(const StoredPassage& passage) {
  const Words text = lexicon_.words(passage.text);
  const Words title = lexicon_.words(document_.title);
  const Words heading = lexicon_.words(heading_field(passage.headings));
  PassageTerms terms;
  terms.stems = stems(text, title, heading);
  terms.words.reserve(text.size());
  terms.forms.reserve(text.size());
  for (const auto& word : text) {
    terms.words.push_back(lexicon_[word.entry].folded);
    terms.forms.push_back(lexicon_[word.entry].written);
  }
  for (const auto& word : heading) terms.heading_forms.push_back(lexicon_[word.entry].written);
  return terms;
}

}  // namespace fasti::index
