#include "core/index/terms.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

namespace fasti::index {
namespace {

enum Field : std::uint8_t { kText, kTitle, kHeading, kFields };

// How often each stem of a passage stands in its fields. So few and small that a table of them
// stays in the processor's nearest cache, which sorting them does not beat.
class StemCounts {
 public:
  // `words`: how many will be added at most.
  explicit StemCounts(std::size_t words) : slots_(std::bit_ceil(2 * words + 1)) {}

  void add(std::uint32_t stem, Field field) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (stem * 0x9E3779B9U >> 8) & mask;  // see Vocabulary
    while (slots_[at].stem != kNone && slots_[at].stem != stem) at = (at + 1) & mask;
    Slot& slot = slots_[at];
    if (slot.stem == kNone) ++size_;
    slot.stem = stem;
    ++slot.frequencies[field];
  }
  std::size_t size() const { return size_; }

  template <typename Use>
  void for_each(Use use) const {
    for (const Slot& slot : slots_)
      if (slot.stem != kNone) use(slot.stem, slot.frequencies);
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Slot {
    std::uint32_t stem = kNone;
    std::array<std::uint32_t, kFields> frequencies{};
  };

  std::vector<Slot> slots_;  // open addressing; a power of two, at most half full
  std::size_t size_ = 0;
};

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
  StemCounts counts(text.size() + title.size() + heading.size());
  const std::array<const Words*, kFields> fields = {&text, &title, &heading};
  for (const Field field : {kText, kTitle, kHeading})
    for (const auto& word : *fields[field])
      if (word.stem != text::Lexicon::kNoStem) counts.add(word.stem, field);

  std::vector<NumberedTerms::Stem> out;
  out.reserve(counts.size());
  counts.for_each([&](std::uint32_t stem, const std::array<std::uint32_t, kFields>& frequencies) {
    const auto count = [&](Field field) {
      return FieldCount{static_cast<double>(frequencies[field]),
                        static_cast<double>(fields[field]->size())};
    };
    out.push_back({stem, stem_wdf(count(kText), count(kTitle), count(kHeading), averages_)});
  });
  return out;
}

NumberedTerms TermMaker::numbered(const StoredPassage& passage) {
  return numbered(passage, lexicon_.words(passage.text));
}

NumberedTerms TermMaker::numbered(const StoredPassage& passage, const Words& text) {
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
