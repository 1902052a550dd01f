#include "core/text/spellings.h"

namespace fasti::text {

std::vector<std::uint32_t> Spellings::numbers(std::string_view text,
                                              std::span<const Token> tokens) {
  std::vector<std::uint32_t> out;
  out.reserve(tokens.size());
  for (const Token& token : tokens) out.push_back(number(token.in(text)));
  return out;
}

}  // namespace fasti::text
