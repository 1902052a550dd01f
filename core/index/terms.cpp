#include "core/index/terms.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/text/words.h"

namespace fasti::index {
namespace {

// The words of a text, folded and as written.
struct Words {
  std::vector<std::string> folded, written;
};

Words words_of(std::string_view text) {
  Words out;
  for (text::Word& word : text::words(text)) {
    out.written.emplace_back(text::written(text, word));
    out.folded.push_back(std::move(word.folded));
  }
  return out;
}

struct StemCounts {
  double text = 0, title = 0, heading = 0;
};

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

TermMaker::TermMaker(const StoredDocument& document, const FieldAverages& averages,
                     text::Stemmer& stemmer)
    : averages_(averages),
      stemmer_(stemmer),
      title_stems_(stems(words_of(document.title).folded)) {}

std::vector<std::string> TermMaker::stems(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  out.reserve(words.size());
  for (const std::string& word : words) out.push_back(stemmer_(word));
  return out;
}

PassageTerms TermMaker::operator()(const StoredPassage& passage) {
  Words text = words_of(passage.text);
  Words heading = words_of(heading_field(passage.headings));
  const std::vector<std::string> text_stems = stems(text.folded);
  const std::vector<std::string> heading_stems = stems(heading.folded);

  PassageTerms terms;
  std::map<std::string, StemCounts> counts;
  for (const std::string& stem : text_stems) ++counts[stem].text;
  for (const std::string& stem : title_stems_) ++counts[stem].title;
  for (const std::string& stem : heading_stems) ++counts[stem].heading;

  const auto text_length = static_cast<double>(text_stems.size());
  const auto title_length = static_cast<double>(title_stems_.size());
  const auto heading_length = static_cast<double>(heading_stems.size());
  for (const auto& [stem, count] : counts) {
    terms.stems.push_back({stem, stem_wdf({count.text, text_length}, {count.title, title_length},
                                          {count.heading, heading_length}, averages_)});
  }
  terms.words = std::move(text.folded);
  terms.forms = std::move(text.written);
  terms.heading_forms = std::move(heading.written);
  return terms;
}

}  // namespace fasti::index
