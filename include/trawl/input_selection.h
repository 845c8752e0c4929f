// SPDX-License-Identifier: MIT
// Which inputs to search, in the order in which they are reported.
//
// What is named stays: the rules below leave out what is found below a
// directory. Only `directories`, `devices`, `name_rules` and
// `excluded_directories` concern also what `paths` names, as in grep.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trawl/decompression.h"
#include "trawl/error.h"
#include "trawl/units.h"

namespace trawl {

struct InputSelection {
  // Files, directories, FIFOs, devices; "-" is standard input. Reported in this
  // order; the files below a directory in byte order of their names.
  std::vector<std::string> paths{};

  // What to do with a directory among them.
  enum class Directories {
    report,   // a Problem, as grep without -r
    skip,     // nothing
    recurse,  // search the files below
  };
  Directories directories = Directories::report;

  // Below directories follow links, which are passed over otherwise. A link to
  // a directory around it is a Problem.
  bool follow_links = false;

  // Which devices, FIFOs and sockets to read.
  enum class Devices { none, named, all };
  Devices devices = Devices::named;

  // Stay on the file system of the directory named.
  bool one_file_system = false;

  // Levels of directories to enter; 0 enters none, not even one named.
  std::optional<std::uint64_t> max_depth{};

  // Leave out names that begin with a dot, unless a glob matches them.
  bool skip_hidden = false;

  // Larger files are Problems of Kind::skipped.
  std::optional<ByteCount> max_file_size{};

  // The last rule that matches a file's name decides. A name that none matches
  // is searched unless the first rule includes. Patterns are fnmatch's, `*`
  // matches slashes too; below directories they are held against the last part
  // of a path, for `paths` against the path and each part of it behind a slash.
  struct NameRule {
    enum class Kind { include, exclude };

    Kind kind = Kind::include;
    std::string pattern;
  };
  std::vector<NameRule> name_rules{};
  std::vector<std::string> excluded_directories{};  // patterns of the same kind

  // As in .gitignore, except that a match is searched and one behind '!' left
  // out; the last match decides. What no glob matches is searched unless there
  // is one without '!'. A glob with a slash, other than a last one, is held
  // against the path from the current directory.
  struct Glob {
    std::string text;
    bool ignore_case = false;
  };
  std::vector<Glob> globs{};

  // Other than by the order of `paths` and names: the whole selection sorted,
  // which takes memory for all its paths; equal ones by path. Paths are
  // compared part by part, so that a directory's files stay together.
  struct Order {
    enum class Key { none, path, size, modified, accessed, created };

    Key key = Key::none;
    bool descending = false;
  };
  Order order{};

  Decompression decompression{};

  // Search with each file that `paths` names also what it was before it was
  // rotated: FILE.1, FILE.2.gz, FILE-20260101.zst and so on, the oldest first
  // and FILE last. A path that comes up twice is searched the first time.
  bool with_rotated = false;

  // Leave "./" off the paths found below "." (as grep -r without operands).
  bool omit_dot_slash = false;

  // Identity of a file never to be read because results are written to it
  // (device and inode), as grep refuses its own output. 0, 0 for none.
  struct Identity {
    unsigned long device = 0;
    unsigned long inode = 0;

    bool operator==(const Identity&) const = default;
  };
  Identity output_file{};
};

// Is told of what a search of the same selection would read.
class InputReceiver {
 public:
  virtual ~InputReceiver() = default;

  // In the order of the search; "" is standard input. False ends the listing.
  virtual bool input(std::string_view path) = 0;
  virtual void problem(const Problem&) = 0;
};

// Opens directories only. Throws Error for a glob that is none.
void list_inputs(const InputSelection&, InputReceiver&);

}  // namespace trawl
