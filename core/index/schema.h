#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/actors/actor.h"

// What the indexer writes and the server reads. Changing anything here changes the format: raise
// kFormatVersion, and indexes must be built anew.
namespace fasti::index {

inline constexpr int kFormatVersion = 6;

// Terms of a passage (one Xapian document; docids run from 1 in reading order, so the passages of
// one document are consecutive). Words are as core/text/words.h cuts and folds them. Exact words of
// the text are no terms: word_index.h.
//
//   Zstrait         its stem, over text, title and headings; wdf carries BM25F (see kWdfScale).
//                   Function words have none: they were a quarter of all terms, and are found in
//                   texts by word_index.h and in titles by their S terms
//   XNAME:id XMETO:id XADJ:id       an actor by name, metonym, adjective
//   XERA:id XCENT:19 XDEC:192 XYEAR:1921 XUNDATED   dates that it belongs to by the default rule
//   XLINK:id        a document that it links to
//
// Terms of a document, in a database of their own (docids are the documents' places and one more),
// since all its passages have them: with each passage they were an eighth of all terms.
//
//   Qid             its id
//   Skars           a folded word of its title
//   XKIND:source XLANG:en   its kind and language
//
// Beyond kLongestTerm bytes a term's value is replaced by "#" and its hash (make_term).
inline constexpr std::string_view kStemPrefix = "Z";
inline constexpr std::string_view kTitlePrefix = "S";
inline constexpr std::string_view kIdPrefix = "Q";
inline constexpr std::string_view kKindPrefix = "XKIND:";
inline constexpr std::string_view kLangPrefix = "XLANG:";
inline constexpr std::string_view kEraPrefix = "XERA:";
inline constexpr std::string_view kCenturyPrefix = "XCENT:";
inline constexpr std::string_view kDecadePrefix = "XDEC:";
inline constexpr std::string_view kYearPrefix = "XYEAR:";
inline constexpr std::string_view kLinkPrefix = "XLINK:";
inline constexpr std::string_view kUndatedTerm = "XUNDATED";
// By evidence; "XNAME:treaty-of-kars".
std::string_view actor_prefix(actors::Evidence evidence);

inline constexpr std::size_t kLongestTerm = 240;
std::string make_term(std::string_view prefix, std::string_view value);

// BM25F prepared at indexing: a stem's wdf is
//   max(1, round(kWdfScale * sum over fields of weight * tf / (1 - b + b * length / average)))
// with the field averages of the manifest. Searched with BM25, k1 = kK1, b = 0, it ranks as BM25F
// does, without reading document lengths. (Robertson, Zaragoza, Taylor 2004.)
inline constexpr double kWdfScale = 16;
inline constexpr double kK1 = kWdfScale * 1.5;
struct FieldWeight {
  double weight;
  double b;
};
inline constexpr FieldWeight kTextField{1.0, 0.75};
inline constexpr FieldWeight kTitleField{1.5, 0.75};
inline constexpr FieldWeight kHeadingField{0.5, 0.75};

}  // namespace fasti::index
