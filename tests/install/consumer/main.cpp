// A program outside the project that stands on the installed library.
#include <iostream>

#include "core/dates/read_dates.h"
#include "core/text/fold.h"

int main() {
  const auto date = fasti::dates::parse_date("13 October 1921");
  if (!date || !date->interval.earliest) return 1;
  std::cout << fasti::text::fold("Küçük Kaynarca") << ' '
            << fasti::dates::format_day(*date->interval.earliest) << '\n';
}
