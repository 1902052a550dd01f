#include "core/index/word_index_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <string_view>
#include <tuple>

#include "core/index/binary.h"
#include "core/index/layout.h"
#include "core/index/sequence_file.h"
#include "core/index/word_list.h"
#include "core/index/word_sequence.h"
#include "core/text/fold.h"
#include "core/text/words.h"

namespace fasti::index {
namespace {

// Calls `passage` with the numbers of each waiting passage, encoded.
template <typename Passage>
void for_each_waiting(const MappedFile& file, const Passage& passage) {
  Decoder in(file.bytes());
  while (!in.at_end()) passage(in.view());
}

}  // namespace

WordIndexWriter::WordIndexWriter(const std::string& scratch, std::uint64_t held_docids)
    : held_docids_(held_docids),
      waiting_path_(fmt::format("{}/word-numbers", scratch)),
      waiting_(waiting_path_) {}

void WordIndexWriter::keep_form(std::uint32_t number, std::string_view form) {
  Entry& entry = entries_[number];
  if (entry.small || entry.form == form) return;
  // Of a run of letters that was cut (kLongestWord) the cut word is form enough.
  if (form.size() > 2 * text::kLongestWord) return;
  const bool small = form == words_[number] || text::lower(form) == form;
  if (entry.form.empty() || small) {
    entry.form = form;
    entry.small = small;
  }
}

std::uint32_t WordIndexWriter::number(std::string_view folded, std::string_view form) {
  const std::uint32_t number = words_.add(folded);
  if (number == entries_.size()) entries_.emplace_back();
  if (!form.empty()) keep_form(number, form);
  return number;
}

void WordIndexWriter::add(std::span<const std::uint32_t> words) {
  ++passages_;
  std::string sequence;
  for (const std::uint32_t number : words) {
    append_number(sequence, number);
    Entry& entry = entries_[number];
    ++entry.times;
    if (entry.last != passages_) ++entry.passages;
    entry.last = passages_;
  }
  Encoder record;
  record.bytes(sequence);
  waiting_.write(record.take());
}

WordIndexWriter::Order WordIndexWriter::order() const {
  Order out;
  out.by_bytes.resize(entries_.size());
  std::iota(out.by_bytes.begin(), out.by_bytes.end(), 0U);
  std::ranges::sort(out.by_bytes, {}, [&](std::uint32_t number) { return words_[number]; });
  std::vector<std::uint32_t> by_frequency = out.by_bytes;
  std::ranges::stable_sort(by_frequency, std::ranges::greater(),
                           [&](std::uint32_t number) { return entries_[number].times; });
  out.ranks.resize(entries_.size());
  for (std::uint32_t rank = 0; rank < by_frequency.size(); ++rank)
    out.ranks[by_frequency[rank]] = rank;
  return out;
}

void WordIndexWriter::finish(const std::string& directory) {
  waiting_.close();
  const Order order = this->order();
  const auto path = [&](std::string_view name) { return path_in(directory, name); };
  write_forward(path(kForwardName), order);
  const std::vector<std::uint64_t> sizes = write_postings(path(kPostingsName), order);
  WordList list;
  for (std::size_t place = 0; place < order.by_bytes.size(); ++place) {
    const std::uint32_t number = order.by_bytes[place];
    const Entry& entry = entries_[number];
    const std::string_view folded = words_[number];
    list.add({folded, entry.form.empty() ? folded : entry.form, entry.passages, order.ranks[number],
              sizes[place]});
  }
  write_words(path(kWordsName), list);
  std::filesystem::remove(waiting_path_);
}

void WordIndexWriter::write_forward(const std::string& path, const Order& order) const {
  const MappedFile waiting(waiting_path_);
  SequenceFileWriter out(path, kForwardMagic);
  std::string sequence;
  for_each_waiting(waiting, [&](std::string_view numbers) {
    sequence.clear();
    for_each_number(numbers,
                    [&](std::uint32_t number) { append_number(sequence, order.ranks[number]); });
    out.add(sequence);
  });
  out.close();
}

std::vector<std::uint64_t> WordIndexWriter::write_postings(const std::string& path,
                                                           const Order& order) const {
  FileWriter out(path);
  out.write(kPostingsMagic);
  std::vector<std::uint64_t> sizes;
  sizes.reserve(entries_.size());
  for (std::size_t first = 0; first < order.by_bytes.size();) {
    std::uint64_t held = 0;
    std::size_t last = first;
    do held += entries_[order.by_bytes[last++]].passages;
    while (last < order.by_bytes.size() &&
           held + entries_[order.by_bytes[last]].passages <= held_docids_);
    invert(out, sizes, order, first, last);
    first = last;
  }
  out.close();
  return sizes;
}

// Writes the lists of the words at the places first .. last, last excluded.
void WordIndexWriter::invert(FileWriter& out, std::vector<std::uint64_t>& sizes, const Order& order,
                             std::size_t first, std::size_t last) const {
  constexpr std::uint32_t kNotHere = UINT32_MAX;
  // Of each word: where its next docid goes. Of those elsewhere kNotHere.
  std::vector<std::uint32_t> next(entries_.size(), kNotHere);
  std::vector<DocId> met(entries_.size(), 0);
  std::uint32_t held = 0;
  for (std::size_t place = first; place < last; ++place) {
    next[order.by_bytes[place]] = held;
    held += entries_[order.by_bytes[place]].passages;
  }
  std::vector<DocId> docids(held);
  DocId docid = 0;
  const MappedFile waiting(waiting_path_);
  for_each_waiting(waiting, [&](std::string_view numbers) {
    ++docid;
    for_each_number(numbers, [&](std::uint32_t number) {
      if (next[number] == kNotHere || met[number] == docid) return;
      met[number] = docid;
      docids[next[number]++] = docid;
    });
  });

  std::size_t at = 0;
  std::string list;
  for (std::size_t place = first; place < last; ++place) {
    list.clear();
    DocId before = 0;
    for (std::uint32_t left = entries_[order.by_bytes[place]].passages; left > 0; --left) {
      append_number(list, docids[at] - before);
      before = docids[at++];
    }
    sizes.push_back(list.size());
    out.write(list);
  }
}

}  // namespace fasti::index
