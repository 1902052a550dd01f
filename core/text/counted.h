#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace fasti::text {

// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number);
// "1 document", "2,000 documents": `thing` takes an s.
std::string counted(std::uint64_t number, std::string_view thing);

}  // namespace fasti::text
