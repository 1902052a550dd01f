#include "core/index/texts.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <list>
#include <mutex>
#include <new>
#include <unordered_map>
#include <utility>

#include "core/index/binary.h"
#include "core/index/little_endian.h"
#include "core/index/schema.h"
#include "core/text/hash.h"

namespace fasti::index {
namespace {

constexpr std::string_view kTextsMagic = "FASTITXT";
constexpr std::size_t kDictionaryHead = 4;
constexpr std::size_t kTableEntry = 16;
constexpr std::size_t kFooter = 32;
// A hit costs the decompression of one block. With a dictionary of what the texts have in common
// blocks of 4 KiB are compressed as well as blocks of 16 KiB without.
constexpr std::size_t kBlockBytes = std::size_t{4} << 10;
constexpr std::size_t kDictionaryBytes = std::size_t{64} << 10;
constexpr std::size_t kSampleBytes = std::size_t{2} << 20;
// Of a smaller corpus the dictionary would outweigh what it saves.
constexpr std::size_t kLeastSample = kSampleBytes / 2;
// Level 9 would save 7 % of the file for a tenth of the time of a build.
constexpr int kCompressionLevel = 3;
// No passage comes near this; a damaged table must not make us ask for all memory.
constexpr std::size_t kLargestBlock = std::size_t{1} << 30;
constexpr std::size_t kCachedBlocks = 256;

std::uint32_t id_hash(std::string_view id) { return static_cast<std::uint32_t>(text::hash64(id)); }

}  // namespace

struct TextsWriter::Compressor {
  explicit Compressor(const std::string& dictionary)
      : context(ZSTD_createCCtx(), ZSTD_freeCCtx),
        trained(ZSTD_createCDict(dictionary.data(), dictionary.size(), kCompressionLevel),
                ZSTD_freeCDict) {
    if (!context || !trained) throw std::bad_alloc();
  }

  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context;
  std::unique_ptr<ZSTD_CDict, decltype(&ZSTD_freeCDict)> trained;
};

TextsWriter::TextsWriter(std::string path) : file_(std::move(path)) { file_.write(kTextsMagic); }

TextsWriter::~TextsWriter() = default;

void TextsWriter::add(const StoredPassage& passage) {
  Encoder framed;
  framed.bytes(encode(passage));
  const std::string record = framed.take();
  if (!block_.empty() && block_.size() + record.size() > kBlockBytes) end_block();
  if (record.size() > kLargestBlock) throw IndexError("passage " + passage.id + " is too large");
  block_ += record;
  id_hashes_.push_back(id_hash(passage.id));
}

void TextsWriter::end_block() {
  const DocId first = block_first_;
  block_first_ = static_cast<DocId>(id_hashes_.size()) + 1;
  if (compressor_) {
    write_block(block_, first);
  } else {
    waiting_bytes_ += block_.size();
    waiting_.emplace_back(block_, first);
    if (waiting_bytes_ >= kSampleBytes) train();
  }
  block_.clear();
}

// Makes the dictionary from the blocks that wait, and writes it and them.
void TextsWriter::train() {
  std::string dictionary;
  if (waiting_bytes_ >= kLeastSample) {
    std::string samples;
    std::vector<std::size_t> sizes;
    for (const auto& [records, first] : waiting_) {
      samples += records;
      sizes.push_back(records.size());
    }
    dictionary.resize(kDictionaryBytes);
    const std::size_t size =
        ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
                              static_cast<unsigned>(sizes.size()));
    // Blocks without anything in common have none, and need none.
    dictionary.resize(ZDICT_isError(size) != 0 ? 0 : size);
  }
  std::string head;
  put(head, static_cast<std::uint32_t>(dictionary.size()));
  file_.write(head + dictionary);
  compressor_ = std::make_unique<Compressor>(dictionary);
  for (const auto& [records, first] : waiting_) write_block(records, first);
  waiting_ = {};
}

void TextsWriter::write_block(const std::string& records, DocId first) {
  std::string compressed(ZSTD_compressBound(records.size()), '\0');
  const std::size_t size =
      ZSTD_compress_usingCDict(compressor_->context.get(), compressed.data(), compressed.size(),
                               records.data(), records.size(), compressor_->trained.get());
  if (ZSTD_isError(size) != 0) throw IndexError(ZSTD_getErrorName(size));
  blocks_.push_back({file_.size(), static_cast<std::uint32_t>(records.size()), first});
  file_.write(std::string_view(compressed).substr(0, size));
}

void TextsWriter::close() {
  if (!block_.empty()) end_block();
  if (!compressor_) train();
  const std::uint64_t table = file_.size();
  std::string out;
  for (const Block& block : blocks_) {
    put(out, block.offset);
    put(out, block.bytes);
    put(out, block.first);
  }
  for (const std::uint32_t hash : id_hashes_) put(out, hash);
  put(out, table);
  put(out, static_cast<std::uint32_t>(blocks_.size()));
  put(out, static_cast<std::uint32_t>(id_hashes_.size()));
  put(out, static_cast<std::uint32_t>(kFormatVersion));
  put(out, std::uint32_t{0});
  out += kTextsMagic;
  file_.write(out);
  file_.close();
}

struct Texts::Dictionary {
  explicit Dictionary(std::string_view bytes)
      : trained(ZSTD_createDDict(bytes.data(), bytes.size()), ZSTD_freeDDict) {}

  std::unique_ptr<ZSTD_DDict, decltype(&ZSTD_freeDDict)> trained;  // null when it is damaged
};

struct Texts::Block {
  std::uint64_t offset;
  std::uint64_t end;
  std::uint32_t bytes;
  DocId first;
};

// The blocks used last, decompressed.
class Texts::Cache {
 public:
  std::shared_ptr<const std::string> find(std::uint32_t number) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(number);
    if (found == places_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->second;
  }

  void add(std::uint32_t number, std::shared_ptr<const std::string> block) {
    const std::lock_guard lock(mutex_);
    if (places_.contains(number)) return;  // another thread was quicker
    order_.emplace_front(number, std::move(block));
    places_[number] = order_.begin();
    if (order_.size() > kCachedBlocks) {
      places_.erase(order_.back().first);
      order_.pop_back();
    }
  }

 private:
  using Entry = std::pair<std::uint32_t, std::shared_ptr<const std::string>>;
  std::mutex mutex_;
  std::list<Entry> order_;  // used last first
  std::unordered_map<std::uint32_t, std::list<Entry>::iterator> places_;
};

Texts::Texts(const std::string& path)
    : path_(path), file_(path), cache_(std::make_unique<Cache>()) {
  const std::string_view bytes = file_.bytes();
  if (bytes.size() < kTextsMagic.size() + kDictionaryHead + kFooter ||
      !bytes.starts_with(kTextsMagic) || !bytes.ends_with(kTextsMagic)) {
    fail_damaged(path_, "is cut off or no file of texts");
  }
  const std::size_t footer = bytes.size() - kFooter;
  table_ = get<std::uint64_t>(bytes, footer);
  blocks_ = get<std::uint32_t>(bytes, footer + 8);
  passages_ = get<std::uint32_t>(bytes, footer + 12);
  if (get<std::uint32_t>(bytes, footer + 16) != kFormatVersion) {
    fail_damaged(path_, "has another format version");
  }
  const std::uint64_t dictionary = get<std::uint32_t>(bytes, kTextsMagic.size());
  first_block_ = kTextsMagic.size() + kDictionaryHead + dictionary;
  const std::uint64_t tables = blocks_ * kTableEntry + std::uint64_t{passages_} * 4;
  if (table_ < first_block_ || table_ > footer || footer - table_ != tables ||
      (blocks_ == 0) != (passages_ == 0)) {
    fail_damaged(path_, "its tables do not fit");
  }
  dictionary_ = std::make_unique<const Dictionary>(
      bytes.substr(kTextsMagic.size() + kDictionaryHead, dictionary));
  if (!dictionary_->trained) fail_damaged(path_, "its dictionary is unreadable");
  // Rising offsets and docids make every later access safe.
  std::uint64_t offset = first_block_;
  DocId first = 1;
  for (std::uint32_t i = 0; i < blocks_; ++i) {
    const Block b = block(i);
    if (b.offset != offset || b.end <= b.offset || b.end > table_ || b.bytes > kLargestBlock ||
        b.first > passages_ || (i == 0 ? b.first != 1 : b.first <= first)) {
      fail_damaged(path_, "its table of blocks is out of order");
    }
    offset = b.end;
    first = b.first;
  }
}

Texts::~Texts() = default;

Texts::Block Texts::block(std::uint32_t number) const {
  const std::string_view bytes = file_.bytes();
  const std::size_t at = table_ + number * kTableEntry;
  const std::uint64_t end =
      number + 1 < blocks_ ? get<std::uint64_t>(bytes, at + kTableEntry) : table_;
  return {get<std::uint64_t>(bytes, at), end, get<std::uint32_t>(bytes, at + 8),
          get<std::uint32_t>(bytes, at + 12)};
}

std::shared_ptr<const std::string> Texts::decompressed(std::uint32_t number) const {
  if (auto cached = cache_->find(number)) return cached;
  const Block b = block(number);
  auto out = std::make_shared<std::string>(b.bytes, '\0');
  thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                                  ZSTD_freeDCtx);
  const std::size_t size = ZSTD_decompress_usingDDict(context.get(), out->data(), out->size(),
                                                      file_.bytes().data() + b.offset,
                                                      b.end - b.offset, dictionary_->trained.get());
  if (ZSTD_isError(size) != 0 || size != b.bytes) fail_damaged(path_, "a block is unreadable");
  cache_->add(number, out);
  return out;
}

// The last whose first docid is not beyond this one.
std::uint32_t Texts::block_with(DocId docid) const {
  std::uint32_t low = 0;
  std::uint32_t high = blocks_;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (block(middle).first <= docid ? low : high) = middle;
  }
  return low;
}

void Texts::read_ahead(std::span<const DocId> docids) const {
  for (const DocId docid : docids) {
    const Block b = block(block_with(docid));
    file_.read_ahead(b.offset, b.end - b.offset);
  }
}

StoredPassage Texts::passage(DocId docid) const {
  const std::uint32_t number = block_with(docid);
  const auto bytes = decompressed(number);
  try {
    Decoder in(*bytes);
    for (DocId skipped = block(number).first; skipped < docid; ++skipped) in.view();
    return decode_passage(in.view());
  } catch (const IndexError& error) {
    fail_damaged(path_, error.what());
  }
}

std::optional<DocId> Texts::find(std::string_view id, DocId first, std::uint32_t count) const {
  const std::uint32_t wanted = id_hash(id);
  const std::size_t hashes = table_ + blocks_ * kTableEntry;
  for (DocId docid = first; docid < first + count && docid <= passages_; ++docid) {
    const std::size_t at = hashes + std::size_t{docid - 1} * 4;
    if (get<std::uint32_t>(file_.bytes(), at) == wanted && passage(docid).id == id) return docid;
  }
  return std::nullopt;
}

}  // namespace fasti::index
