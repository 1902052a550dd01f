#include "indexer/sources/byte_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace fasti::sources {
namespace {

// Gives a string in pieces of a few bytes.
class Pieces final : public ByteStream {
 public:
  explicit Pieces(std::string bytes, std::size_t piece = 3)
      : bytes_(std::move(bytes)), piece_(piece) {}

 protected:
  std::size_t fetch(char* buffer, std::size_t size) override {
    const std::size_t got = std::min({size, piece_, bytes_.size() - at_});
    std::copy_n(bytes_.data() + at_, got, buffer);
    at_ += got;
    return got;
  }

 private:
  std::string bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

TEST(ByteStream, PeekDoesNotMove) {
  Pieces stream("0123456789");
  EXPECT_EQ(stream.peek(4), "0123");
  EXPECT_EQ(stream.position(), 0U);
  char buffer[5];
  EXPECT_EQ(stream.read(buffer, 2), 2U);
  EXPECT_EQ(stream.position(), 2U);
  EXPECT_EQ(stream.peek(100), "23456789");
  EXPECT_EQ(stream.read_all(8), "23456789");
  EXPECT_EQ(stream.position(), 10U);
  EXPECT_EQ(stream.peek(1), "");
  EXPECT_EQ(stream.read(buffer, 5), 0U);
}

TEST(ByteStream, ReadAllKeepsItsLimit) {
  EXPECT_EQ(Pieces("0123456789").read_all(9), std::nullopt);
  EXPECT_EQ(Pieces("").read_all(0), "");
}

TEST(ByteStream, ReadsLines) {
  Pieces stream("one\n\ntwo two two\nthree");
  std::string line;
  std::vector<std::pair<std::string, std::size_t>> lines;
  while (stream.read_line(line, 11) == ByteStream::Line::whole) {
    lines.emplace_back(line, stream.position());
  }
  using Pair = std::pair<std::string, std::size_t>;
  EXPECT_THAT(lines, testing::ElementsAre(Pair("one", 4), Pair("", 5), Pair("two two two", 17),
                                          Pair("three", 22)));
}

TEST(ByteStream, PassesOverLinesThatAreTooLong) {
  Pieces stream("0123456789\nshort\n");
  std::string line;
  EXPECT_EQ(stream.read_line(line, 9), ByteStream::Line::too_long);
  EXPECT_EQ(stream.read_line(line, 9), ByteStream::Line::whole);
  EXPECT_EQ(line, "short");
  EXPECT_EQ(stream.read_line(line, 9), ByteStream::Line::none);
}

TEST(ByteStream, SaysWhyAFileCannotBeRead) {
  EXPECT_THROW(FileStream("/nonexistent/file"), ReadError);
  FileStream directory("/");
  EXPECT_THROW(directory.peek(1), ReadError);
}

}  // namespace
}  // namespace fasti::sources
