// EDTF of any bytes: what is parsed is printed as it was written, and has bounds in order.
#include <cstdint>
#include <string_view>

#include "core/dates/edtf.h"
#include "tests/fuzz/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fasti::dates;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = Edtf::parse(text);
  FASTI_EXPECT(edtf_level(text).has_value() == parsed.has_value());
  if (!parsed) return 0;
  FASTI_EXPECT(parsed->level() >= 0 && parsed->level() <= 2);
  FASTI_EXPECT(parsed->str() == text);
  FASTI_EXPECT(Edtf::parse(parsed->str()) == parsed);
  const auto [earliest, latest] = parsed->bounds();
  FASTI_EXPECT(!earliest || !latest || *earliest <= *latest);
  for (const auto& day : {earliest, latest}) {
    if (!day) continue;
    const Civil date = civil_from_day(*day);
    FASTI_EXPECT(is_valid(date) && date.year >= kMinYear && date.year <= kMaxYear);
  }
  return 0;
}
