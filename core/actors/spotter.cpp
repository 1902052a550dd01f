#include "core/actors/document_reader.h"
#include "core/actors/name_index.h"
#include "core/actors/names.h"
#include "core/actors/validity.h"

namespace fasti::actors {

struct Spotter::Impl {
  explicit Impl(const Authority& a) : authority(a), index(a), validity(a) {}

  const Authority& authority;
  NameIndex index;
  Validity validity;
};

Spotter::Spotter(const Authority& authority) : impl_(std::make_unique<Impl>(authority)) {}
Spotter::~Spotter() = default;
Spotter::Spotter(Spotter&&) noexcept = default;
Spotter& Spotter::operator=(Spotter&&) noexcept = default;

std::vector<std::vector<Mention>> Spotter::mentions(
    std::span<const dates::TextUnit> units, std::span<const std::vector<dates::Timex>> dates,
    std::span<const std::vector<Mention>> fixed, std::span<const std::uint32_t> present,
    KnownNames* known) const {
  return DocumentReader(impl_->authority, impl_->index, impl_->validity, units, dates, fixed)
      .read(present, known);
}

}  // namespace fasti::actors
