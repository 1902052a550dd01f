#include "core/index/word_index.h"

#include <fmt/format.h>

#include "core/index/files.h"
#include "core/index/layout.h"
#include "core/index/little_endian.h"
#include "core/index/schema.h"
#include "core/index/word_sequence.h"

namespace fasti::index {
namespace {

std::string path_of(const std::string& directory, std::string_view name) {
  return fmt::format("{}/{}", directory, name);
}

}  // namespace

struct WordIndex::Impl {
  explicit Impl(const std::string& directory)
      : words(read_words(path_of(directory, kWordsName))),
        postings_path(path_of(directory, kPostingsName)),
        forward_path(path_of(directory, kForwardName)),
        postings(postings_path),
        forward(forward_path) {}

  void read_postings();
  void read_forward();

  WordList words;
  std::string postings_path, forward_path;
  MappedFile postings, forward;
  DocId passages = 0;
  std::uint64_t table = 0;  // of where the passages' words begin
};

void WordIndex::Impl::read_postings() {
  const std::uint64_t lists = words.size() == 0 ? 0 : words.postings(words.size() - 1).end;
  const std::string_view bytes = postings.bytes();
  if (!bytes.starts_with(kPostingsMagic) || bytes.size() - kPostingsMagic.size() != lists)
    fail_damaged(postings_path, "does not fit the list of words");
}

void WordIndex::Impl::read_forward() {
  const std::string_view bytes = forward.bytes();
  if (bytes.size() < kForwardMagic.size() + kForwardFooter || !bytes.starts_with(kForwardMagic) ||
      !bytes.ends_with(kForwardMagic))
    fail_damaged(forward_path, "is cut off or no file of words in order");
  const std::size_t footer = bytes.size() - kForwardFooter;
  table = get<std::uint64_t>(bytes, footer);
  passages = get<std::uint32_t>(bytes, footer + 8);
  if (get<std::uint32_t>(bytes, footer + 12) != kFormatVersion)
    fail_damaged(forward_path, "has another format version");
  if (table > footer || footer - table != std::uint64_t{passages} * sizeof(std::uint64_t))
    fail_damaged(forward_path, "its table does not fit");
  // Rising offsets make every later access safe.
  std::uint64_t before = kForwardMagic.size();
  for (DocId i = 0; i < passages; ++i) {
    const auto begin = get<std::uint64_t>(bytes, table + i * sizeof(std::uint64_t));
    if (begin < before || begin > table) fail_damaged(forward_path, "its table is out of order");
    before = begin;
  }
}

WordIndex::WordIndex(const std::string& directory) {
  auto impl = std::make_unique<Impl>(directory);
  impl->read_postings();
  impl->read_forward();
  impl_ = std::move(impl);
}

WordIndex::~WordIndex() = default;

const WordList& WordIndex::words() const { return impl_->words; }

DocId WordIndex::passages() const { return impl_->passages; }

std::vector<DocId> WordIndex::postings(std::size_t place) const {
  const auto [begin, end] = impl_->words.postings(place);
  std::vector<DocId> out;
  out.reserve(impl_->words.passages(place));
  std::uint64_t docid = 0;
  for_each_number(impl_->postings.bytes().substr(kPostingsMagic.size() + begin, end - begin),
                  [&](std::uint32_t difference) {
                    docid += difference;
                    if (difference == 0 || docid > impl_->passages)
                      fail_damaged(impl_->postings_path, "a list is out of order");
                    out.push_back(static_cast<DocId>(docid));
                  });
  return out;
}

std::string_view WordIndex::sequence(DocId docid) const {
  if (docid == 0 || docid > impl_->passages) return {};
  const std::string_view bytes = impl_->forward.bytes();
  const std::size_t at = impl_->table + (docid - 1) * sizeof(std::uint64_t);
  const auto begin = get<std::uint64_t>(bytes, at);
  // What the last one is followed by is the table.
  const auto end = docid == impl_->passages ? impl_->table
                                            : get<std::uint64_t>(bytes, at + sizeof(std::uint64_t));
  return bytes.substr(begin, end - begin);
}

}  // namespace fasti::index
