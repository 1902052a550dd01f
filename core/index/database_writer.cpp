#include "core/index/database_writer.h"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <utility>

#include "core/index/layout.h"
#include "core/index/schema.h"
#include "core/index/translate_errors.h"

namespace fasti::index {
namespace {

// Bytes of a block of a shard's tables: larger than Xapian's 8 KiB, which a joined database has, so
// that fewer are split.
constexpr int kShardBlock = 32768;

void write_shard(const std::string& path, const std::vector<DatabaseTerms>& passages,
                 std::size_t commit) {
  translate_errors(path, [&] {
    // Nobody reads this database and a crash discards it: no care for its safety.
    Xapian::WritableDatabase database(path,
                                      Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
                                          Xapian::DB_DANGEROUS | Xapian::DB_NO_TERMLIST,
                                      kShardBlock);
    // Of several databases that are joined the first one's counts.
    database.set_metadata(kFormatKey, std::to_string(kFormatVersion));
    std::size_t added = 0;
    for (const DatabaseTerms& terms : passages) {
      Xapian::Document document;
      for (const DatabaseTerms::Stem& stem : terms.stems) document.add_term(*stem.term, stem.wdf);
      for (const std::string& term : terms.filters) document.add_boolean_term(term);
      database.add_document(document);
      if (++added % commit == 0) database.commit();
    }
    database.commit();
  });
}

void join(const std::vector<std::string>& shards, const std::string& path) {
  translate_errors(path, [&] {
    Xapian::Database all;
    for (const std::string& shard : shards) all.add_database(Xapian::Database(shard));
    all.compact(path);
  });
  for (const std::string& shard : shards) std::filesystem::remove_all(shard);
}

}  // namespace

DatabaseWriter::DatabaseWriter(std::string scratch, std::size_t jobs, ShardSizes sizes)
    : scratch_(std::move(scratch)), jobs_(std::max<std::size_t>(jobs, 1)), sizes_(sizes) {}

DatabaseWriter::~DatabaseWriter() {
  for (const auto& work : running_) work.wait();
}

std::string DatabaseWriter::next_path() { return fmt::format("{}/shard{}", scratch_, paths_++); }

void DatabaseWriter::start(std::function<void()> work) {
  // One more than the jobs: a thread that waits for the shards it will join does nothing.
  if (running_.size() > jobs_) {
    const auto oldest = running_.front();
    running_.pop_front();
    oldest.get();
  }
  running_.push_back(std::async(std::launch::async, std::move(work)).share());
}

const std::string* DatabaseWriter::stem_term(std::string_view stem) {
  return &*stem_terms_.insert(std::string(kStemPrefix).append(stem)).first;
}

void DatabaseWriter::add(DatabaseTerms terms) {
  waiting_.push_back(std::move(terms));
  if (waiting_.size() == sizes_.shard) end_shard();
}

void DatabaseWriter::end_shard() {
  auto passages = std::make_shared<std::vector<DatabaseTerms>>(std::move(waiting_));
  waiting_.clear();
  shards_.push_back(next_path());
  start([path = shards_.back(), passages, commit = sizes_.commit] {
    write_shard(path, *passages, commit);
  });
  shards_ready_.push_back(running_.back());
  if (shards_.size() == sizes_.group) end_group();
}

void DatabaseWriter::end_group() {
  groups_.push_back(next_path());
  start([path = groups_.back(), shards = std::exchange(shards_, {}),
         ready = std::exchange(shards_ready_, {})] {
    for (const auto& shard : ready) shard.get();
    join(shards, path);
  });
}

void DatabaseWriter::finish(const std::string& path) {
  if (!waiting_.empty() || paths_ == 0) end_shard();
  for (const auto& work : running_) work.get();
  running_.clear();
  std::vector<std::string> all = std::move(groups_);
  std::ranges::move(shards_, std::back_inserter(all));
  join(all, path);
  // A lock for writers, of whom there will be none.
  std::filesystem::remove(fmt::format("{}/flintlock", path));
}

}  // namespace fasti::index
