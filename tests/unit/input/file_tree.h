// SPDX-License-Identifier: MIT
// A tree of small files for tests, and what a selection finds in it.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/temp_directory.h"
#include "trawl/input_selection.h"

namespace trawl::test {

class FileTree {
 public:
  // "a/b" also makes the directory a.
  void file(std::string_view name, std::string_view bytes = "x\n") {
    std::filesystem::create_directories(at(name).parent_path());
    directory_.write(name, bytes);
  }
  void link(std::string_view name, std::string_view target) {
    std::filesystem::create_directories(at(name).parent_path());
    std::filesystem::create_symlink(target, at(name));
  }
  void fifo(std::string_view name) { ::mkfifo(at(name).c_str(), 0600); }

  std::filesystem::path at(std::string_view name) const {
    return directory_.path() / name;
  }
  std::string root() const { return directory_.path(); }

  // What is listed, problems as "PATH: REASON", the root left off.
  std::vector<std::string> list(InputSelection selection) const {
    Collector collector(root() + '/');
    if (selection.paths.empty()) {
      selection.paths = {root()};
      selection.directories = InputSelection::Directories::recurse;
    }
    list_inputs(selection, collector);
    return collector.names;
  }

 private:
  class Collector : public InputReceiver {
   public:
    explicit Collector(std::string root) : root_(std::move(root)) {}

    bool input(std::string_view path) override {
      names.push_back(below_root(path));
      return true;
    }
    void problem(const Problem& problem) override {
      names.push_back(below_root(problem.path) + ": " + problem.reason);
    }

    std::vector<std::string> names;

   private:
    std::string below_root(std::string_view path) const {
      if (path.starts_with(root_)) path.remove_prefix(root_.size());
      return std::string(path);
    }

    std::string root_;
  };

  TempDirectory directory_;
};

}  // namespace trawl::test
