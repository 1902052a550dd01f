#pragma once
#include <cstddef>

#include "core/dates/line.h"

namespace fasti::dates {

// What a number that could be a year is not: these look at the words around it.

// Four figures that are read as a year without an era: 1000 to 2100.
bool is_year_figure(const Item& item);

// What a year had: "from 1500 in 1801 to 2000 in 1851".
bool is_of_year(const Line& line, std::size_t i);

// A number of an article, a page, a regiment: "Article 1921", "pp. 281", "No. 7".
bool is_numbered(const Line& line, std::size_t i);

// A number with a unit after it, at `end`: "1200 km", "1500 or so".
bool has_unit(const Line& line, std::size_t end);

// A noun in the plural at `i`: "ships" after "1500".
bool is_plural_noun(const Line& line, std::size_t i);

// A noun at `i` that a date before it describes: "1936 Montreux Convention", "1929 levels".
bool is_noun(const Line& line, std::size_t i);

// Whether the month or season at `i` is that of any year: "In July it usually rains".
bool is_habitual(const Line& line, std::size_t i);

// Whether a plain number of four digits that stands alone is a year by what surrounds it.
// REQUIRES: is_plain_number(line, i).
bool is_year_alone(const Line& line, std::size_t i);

// Whether the three figures at i are a year by what surrounds them, in a text that is about the
// first thousand years.
bool is_low_year_alone(const Line& line, std::size_t i);

}  // namespace fasti::dates
