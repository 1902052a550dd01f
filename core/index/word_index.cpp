#include "core/index/word_index.h"

#include "core/index/files.h"
#include "core/index/layout.h"
#include "core/index/sequence_file.h"
#include "core/index/word_sequence.h"

namespace fasti::index {
struct WordIndex::Impl {
  explicit Impl(const std::string& directory)
      : words(read_words(path_in(directory, kWordsName))),
        postings_path(path_in(directory, kPostingsName)),
        postings(postings_path),
        forward(path_in(directory, kForwardName), kForwardMagic) {}

  void read_postings();

  WordList words;
  std::string postings_path;
  MappedFile postings;
  SequenceFile forward;
};

void WordIndex::Impl::read_postings() {
  const std::uint64_t lists = words.size() == 0 ? 0 : words.postings(words.size() - 1).end;
  const std::string_view bytes = postings.bytes();
  if (!bytes.starts_with(kPostingsMagic) || bytes.size() - kPostingsMagic.size() != lists)
    fail_damaged(postings_path, "does not fit the list of words");
}

WordIndex::WordIndex(const std::string& directory) {
  auto impl = std::make_unique<Impl>(directory);
  impl->postings.read_ahead();
  impl->forward.read_ahead();
  impl->read_postings();
  impl_ = std::move(impl);
}

WordIndex::~WordIndex() = default;

const WordList& WordIndex::words() const { return impl_->words; }

DocId WordIndex::passages() const { return impl_->forward.passages(); }

std::vector<DocId> WordIndex::postings(std::size_t place) const {
  const auto [begin, end] = impl_->words.postings(place);
  std::vector<DocId> out;
  out.reserve(impl_->words.passages(place));
  std::uint64_t docid = 0;
  for_each_number(impl_->postings.bytes().substr(kPostingsMagic.size() + begin, end - begin),
                  [&](std::uint32_t difference) {
                    docid += difference;
                    if (difference == 0 || docid > impl_->forward.passages())
                      fail_damaged(impl_->postings_path, "a list is out of order");
                    out.push_back(static_cast<DocId>(docid));
                  });
  return out;
}

std::string_view WordIndex::sequence(DocId docid) const { return impl_->forward[docid]; }

}  // namespace fasti::index
