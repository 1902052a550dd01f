#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/index/database_writer.h"
#include "core/index/generation.h"
#include "core/index/generation_writer.h"
#include "core/index/records.h"
#include "core/index/schema.h"
#include "core/text/lexicon.h"

// The words and stems of a passage, ranked as schema.h says.
namespace fasti::index {

// A passage's or a query word's share of one field: how often the word stands in it, and how many
// words the field has there.
struct FieldCount {
  double frequency = 0;
  double length = 0;
};

// One field's part of a stem's wdf, before kWdfScale: weight * tf / (1 - b + b * length / average).
double field_part(FieldWeight field, FieldCount count, double average);

// The wdf of a stem. Never 0: a stem that stands in a passage counts.
std::uint32_t stem_wdf(FieldCount text, FieldCount title, FieldCount heading,
                       const FieldAverages& averages);

// The text of the heading field: the headings a passage stands under, one after the other.
std::string heading_field(const std::vector<std::string>& headings);

// Sums over passages that give the field averages.
struct FieldTotals {
  std::uint64_t passages = 0, text = 0, title = 0, heading = 0;
  // 1 for a field that is empty throughout.
  FieldAverages averages() const;
};

// The terms of a passage spelled out.
struct PassageTerms {
  std::vector<StemTerm> stems;             // distinct, by their bytes
  std::vector<std::string> words;          // folded words of the text, in order
  std::vector<std::string> forms;          // the same as they are written
  std::vector<std::string> heading_forms;  // the words of the headings as they are written
};

// Makes the terms of a document's passages. Keeps references to what it was made with.
class TermMaker {
 public:
  // `lexicon`: of the document's language.
  TermMaker(std::string_view title, const FieldAverages& averages, text::Lexicon& lexicon)
      : title_(title), averages_(averages), lexicon_(lexicon) {}

  PassageTerms operator()(const StoredPassage& passage);
  // The same for a GenerationWriter; filters are filter_terms' affair.
  NumberedTerms numbered(const StoredPassage& passage);
  // The same where the lexicon has given the words of the text, wherever they stand.
  using Words = std::vector<text::Lexicon::Occurrence>;
  NumberedTerms numbered(const StoredPassage& passage, const Words& text);

 private:
  std::vector<NumberedTerms::Stem> stems(const Words& text, const Words& title,
                                         const Words& heading) const;

  std::string_view title_;
  const FieldAverages& averages_;
  text::Lexicon& lexicon_;
};

}  // namespace fasti::index
