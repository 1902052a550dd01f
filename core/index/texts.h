#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/index/files.h"
#include "core/index/records.h"

// The file `texts`: the stored passages in docid order, in zstd blocks, then a table of them.
//
//   "FASTITXT"
//   dictionary    u32 its bytes, none for a small corpus; then it, as zstd trains one
//   blocks        zstd frames made with it; inside, records one after the other, each behind its
//                 length
//   block table   per block: u64 offset, u32 bytes uncompressed, u32 first docid
//   id hashes     per passage: u32, the low half of hash64 of its id
//   footer        u64 offset of the block table, u32 blocks, u32 passages, u32 format version,
//                 u32 zero, "FASTITXT"
// Numbers of the tables are little endian.
namespace fasti::index {

class TextsWriter {
 public:
  explicit TextsWriter(std::string path);
  ~TextsWriter();
  void add(const StoredPassage& passage);
  void close();

 private:
  void end_block();
  void train();
  void write_block(const std::string& records, DocId first);

  struct Compressor;
  struct Block {
    std::uint64_t offset;
    std::uint32_t bytes;
    std::uint32_t first;
  };
  FileWriter file_;
  std::string block_;
  DocId block_first_ = 1;
  // The first blocks wait until there are enough of them to learn a dictionary from.
  std::vector<std::pair<std::string, DocId>> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::unique_ptr<Compressor> compressor_;  // once there is a dictionary, or there will be none
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> id_hashes_;
};

// Immutable; safe in all threads.
class Texts {
 public:
  // Throws IndexError.
  explicit Texts(const std::string& path);
  ~Texts();

  DocId passages() const { return passages_; }
  // REQUIRES: 1 <= docid <= passages(). Throws IndexError when damaged.
  StoredPassage passage(DocId docid) const;
  // Asks the system to read these from the disk, all at once. REQUIRES: as above.
  void read_ahead(std::span<const DocId> docids) const;
  // The docid among first .. first+count-1 of the passage with this id.
  std::optional<DocId> find(std::string_view id, DocId first, std::uint32_t count) const;

 private:
  struct Block;
  class Cache;
  struct Dictionary;
  Block block(std::uint32_t number) const;
  std::uint32_t block_with(DocId docid) const;
  std::shared_ptr<const std::string> decompressed(std::uint32_t number) const;

  std::string path_;
  MappedFile file_;
  std::uint64_t table_ = 0;
  std::uint32_t blocks_ = 0;
  DocId passages_ = 0;
  std::unique_ptr<Cache> cache_;
  std::unique_ptr<const Dictionary> dictionary_;
  std::uint64_t first_block_ = 0;
};

}  // namespace fasti::index
