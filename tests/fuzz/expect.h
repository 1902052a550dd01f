#pragma once
#include <cstdlib>
#include <iostream>

// Ends the program when a property does not hold: fuzzers look for that, in every kind of build.
#define FASTI_EXPECT(condition)                                                              \
  do {                                                                                       \
    if (!(condition)) {                                                                      \
      std::cerr << __FILE__ << ':' << __LINE__ << ": does not hold: " << #condition << '\n'; \
      std::abort();                                                                          \
    }                                                                                        \
  } while (false)
