#include "core/index/sequence_file.h"

#include "core/index/little_endian.h"
#include "core/index/schema.h"

namespace fasti::index {
namespace {

constexpr std::size_t kSequenceFooter = 24;

}  // namespace

SequenceFileWriter::SequenceFileWriter(const std::string& path, std::string_view magic)
    : out_(path), magic_(magic) {
  out_.write(magic_);
}

void SequenceFileWriter::add(std::string_view sequence) {
  put(table_, out_.size());
  out_.write(sequence);
  ++passages_;
}

void SequenceFileWriter::close() {
  put(table_, out_.size());
  put(table_, passages_);
  put(table_, static_cast<std::uint32_t>(kFormatVersion));
  out_.write(table_ + magic_);
  out_.close();
}

SequenceFile::SequenceFile(const std::string& path, std::string_view magic) : file_(path) {
  const std::string_view bytes = file_.bytes();
  if (bytes.size() < magic.size() + kSequenceFooter || !bytes.starts_with(magic) ||
      !bytes.ends_with(magic))
    fail_damaged(path, "is cut off or of another kind");
  const std::size_t footer = bytes.size() - kSequenceFooter;
  table_ = get<std::uint64_t>(bytes, footer);
  passages_ = get<std::uint32_t>(bytes, footer + 8);
  if (get<std::uint32_t>(bytes, footer + 12) != kFormatVersion)
    fail_damaged(path, "has another format version");
  if (table_ > footer || footer - table_ != std::uint64_t{passages_} * sizeof(std::uint64_t))
    fail_damaged(path, "its table does not fit");
  // Rising offsets make every later access safe.
  std::uint64_t before = magic.size();
  for (DocId i = 0; i < passages_; ++i) {
    const auto begin = get<std::uint64_t>(bytes, table_ + i * sizeof(std::uint64_t));
    if (begin < before || begin > table_) fail_damaged(path, "its table is out of order");
    before = begin;
  }
}

std::string_view SequenceFile::operator[](DocId docid) const {
  if (docid == 0 || docid > passages_) return {};
  const std::string_view bytes = file_.bytes();
  const std::size_t at = table_ + (docid - 1) * sizeof(std::uint64_t);
  const auto begin = get<std::uint64_t>(bytes, at);
  // What the last one is followed by is the table.
  const auto end =
      docid == passages_ ? table_ : get<std::uint64_t>(bytes, at + sizeof(std::uint64_t));
  return bytes.substr(begin, end - begin);
}

}  // namespace fasti::index
