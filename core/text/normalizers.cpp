#include "core/text/normalizers.h"

#include <stdexcept>

namespace fasti::text {
namespace {

const icu::Normalizer2& made(const icu::Normalizer2* (*form)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = form(status);
  if (U_FAILURE(status))
    throw std::runtime_error("ICU has no normalisation data; reinstall libicu");
  return *found;
}

}  // namespace

const icu::Normalizer2& nfc() {
  static const icu::Normalizer2& normalizer = made(icu::Normalizer2::getNFCInstance);
  return normalizer;
}

const icu::Normalizer2& nfkd() {
  static const icu::Normalizer2& normalizer = made(icu::Normalizer2::getNFKDInstance);
  return normalizer;
}

}  // namespace fasti::text
