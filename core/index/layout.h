#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The names inside an index directory; see ARCHITECTURE.md for the picture.
namespace fasti::index {

inline constexpr std::string_view kCurrentName = "CURRENT";
inline constexpr std::string_view kLockName = "lock";
// What is not finished bears this ending; the next build sweeps it.
inline constexpr std::string_view kUnfinished = ".new";

inline constexpr std::string_view kDatabaseName = "passages";
inline constexpr std::string_view kDocumentTermsName = "document-terms";
inline constexpr std::string_view kColumnsName = "columns";
inline constexpr std::string_view kTextsName = "texts";
inline constexpr std::string_view kDocumentsName = "documents";
inline constexpr std::string_view kAuthorityName = "authority";
inline constexpr std::string_view kErasName = "eras";
inline constexpr std::string_view kWordsName = "words";
inline constexpr std::string_view kPostingsName = "postings";
inline constexpr std::string_view kForwardName = "forward";
inline constexpr std::string_view kFormsName = "forms";
inline constexpr std::string_view kWrittenName = "written";

inline constexpr std::string_view kDocumentsMagic = "FASTIDOC";
inline constexpr std::string_view kAuthorityMagic = "FASTIAUT";
inline constexpr std::string_view kErasMagic = "FASTIERA";
inline constexpr std::string_view kWordsMagic = "FASTIWRD";
inline constexpr std::string_view kPostingsMagic = "FASTIPST";
inline constexpr std::string_view kForwardMagic = "FASTIFWD";
inline constexpr std::string_view kWrittenMagic = "FASTIWRT";

// Key of the format version in a database's own metadata.
inline constexpr const char* kFormatKey = "fasti-format";

// 7 gives "g000007", and back.
std::string generation_name(std::uint64_t number);
std::optional<std::uint64_t> generation_number(std::string_view name);

}  // namespace fasti::index
