// SPDX-License-Identifier: MIT
#include "scan/line_edges.h"

#include <doctest/doctest.h>

#include <string>

#include "input/memory_block.h"

namespace trawl {

TEST_CASE("ARecordBeginsBehindATerminator") {
  MemoryBlock block("ab\ncd\nef", 0);
  LineEdges edges(block, '\n');
  CHECK(edges.first_record(0, 8) == 0);
  CHECK(edges.first_record(1, 8) == 3);
  CHECK(edges.first_record(3, 8) == 3);
  CHECK(edges.first_record(7, 8) == 8);
  CHECK(edges.end_of_record(2) == 3);
  CHECK(edges.end_of_record(7) == 8);
}

TEST_CASE("AByteOrderMarkIsNoPartOfTheFirstRecord") {
  MemoryBlock block(
      "\xef\xbb\xbf"
      "ab\ncd\n",
      0);
  LineEdges edges(block, '\n');
  CHECK(edges.text_begin() == 3);
  for (const ByteOffset begin : {0U, 1U, 2U, 3U}) {
    CHECK(edges.first_record(begin, 9) == 3);
  }
  CHECK(edges.first_record(4, 9) == 6);
  CHECK(edges.start_back(9, 5) == 3);
}

TEST_CASE("AMarkFurtherOnIsText") {
  MemoryBlock block(
      "\xef\xbb\xbf"
      "a\n",
      10);
  CHECK(LineEdges(block, '\n').text_begin() == 10);
}

TEST_CASE("BlocksAreCutBetweenRecords") {
  MemoryBlock block("ab\ncd\nef\n", 0);
  LineEdges edges(block, '\n');
  CHECK(edges.block_end(0, 9, 4) == 3);
  CHECK(edges.block_end(0, 9, 9) == 9);
  CHECK(edges.block_end(0, 4, 9) == 6);
  CHECK(edges.block_end(0, 4, 5) == 3);
  CHECK_FALSE(edges.block_end(0, 9, 2));
  CHECK_FALSE(edges.block_end(0, 1, 2));
  CHECK(edges.block_begin(9, 4) == 6);
  CHECK(edges.block_begin(9, 7) == 3);
  CHECK(edges.block_begin(9, 1) == 6);
}

TEST_CASE("OtherTerminatorsEndRecordsAsWell") {
  MemoryBlock block(std::string_view("a\nb\0c", 5), 0);
  LineEdges edges(block, '\0');
  CHECK(edges.first_record(1, 5) == 4);
  CHECK(edges.start_back(4, 1) == 0);
}

}  // namespace trawl
