#pragma once
#include <unicode/normalizer2.h>

namespace fasti::text {

// ICU's normalisers, each made when it is first asked for. Throw std::runtime_error when ICU has no
// data. Safe in all threads.
const icu::Normalizer2& nfc();
const icu::Normalizer2& nfkd();

}  // namespace fasti::text
