#include "core/index/texts.h"

#include <zstd.h>

#include <algorithm>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "core/index/binary.h"
#include "core/index/little_endian.h"
#include "core/index/schema.h"
#include "core/text/hash.h"

namespace fasti::index {
namespace {

constexpr std::string_view kMagic = "FASTITXT";
constexpr std::size_t kTableEntry = 16;
constexpr std::size_t kFooter = 32;
// A hit costs the decompression of one block; 16 KiB take some 20 µs.
constexpr std::size_t kBlockBytes = std::size_t{16} << 10;
constexpr int kCompressionLevel = 9;
// No passage comes near this; a damaged table must not make us ask for all memory.
constexpr std::size_t kLargestBlock = std::size_t{1} << 30;
constexpr std::size_t kCachedBlocks = 64;

std::uint32_t id_hash(std::string_view id) { return static_cast<std::uint32_t>(text::hash64(id)); }

}  // namespace

TextsWriter::TextsWriter(std::string path) : file_(std::move(path)) { file_.write(kMagic); }

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
  std::string compressed(ZSTD_compressBound(block_.size()), '\0');
  const std::size_t size = ZSTD_compress(compressed.data(), compressed.size(), block_.data(),
                                         block_.size(), kCompressionLevel);
  if (ZSTD_isError(size) != 0) throw IndexError(ZSTD_getErrorName(size));
  blocks_.push_back({file_.size(), static_cast<std::uint32_t>(block_.size()), block_first_});
  file_.write(std::string_view(compressed).substr(0, size));
  block_.clear();
  block_first_ = static_cast<std::uint32_t>(id_hashes_.size()) + 1;
}

void TextsWriter::close() {
  if (!block_.empty()) end_block();
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
  out += kMagic;
  file_.write(out);
  file_.close();
}

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
  if (bytes.size() < kMagic.size() + kFooter || !bytes.starts_with(kMagic) ||
      !bytes.ends_with(kMagic)) {
    fail_damaged(path_, "is cut off or no file of texts");
  }
  const std::size_t footer = bytes.size() - kFooter;
  table_ = get<std::uint64_t>(bytes, footer);
  blocks_ = get<std::uint32_t>(bytes, footer + 8);
  passages_ = get<std::uint32_t>(bytes, footer + 12);
  if (get<std::uint32_t>(bytes, footer + 16) != kFormatVersion) {
    fail_damaged(path_, "has another format version");
  }
  const std::uint64_t tables = blocks_ * kTableEntry + std::uint64_t{passages_} * 4;
  if (table_ < kMagic.size() || table_ > footer || footer - table_ != tables ||
      (blocks_ == 0) != (passages_ == 0)) {
    fail_damaged(path_, "its tables do not fit");
  }
  // Rising offsets and docids make every later access safe.
  std::uint64_t offset = kMagic.size();
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
  const std::size_t size =
      ZSTD_decompress(out->data(), out->size(), file_.bytes().data() + b.offset, b.end - b.offset);
  if (ZSTD_isError(size) != 0 || size != b.bytes) fail_damaged(path_, "a block is unreadable");
  cache_->add(number, out);
  return out;
}

StoredPassage Texts::passage(DocId docid) const {
  // The last block whose first docid is not beyond this one.
  std::uint32_t low = 0;
  std::uint32_t high = blocks_;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (block(middle).first <= docid ? low : high) = middle;
  }
  const auto bytes = decompressed(low);
  try {
    Decoder in(*bytes);
    for (DocId skipped = block(low).first; skipped < docid; ++skipped) in.view();
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
