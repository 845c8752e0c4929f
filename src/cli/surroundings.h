// SPDX-License-Identifier: MIT
// What configuration.h needs to know of the process and the machine, gathered
// in one place so that decisions can be tested without either.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "trawl/input_selection.h"
#include "trawl/time_window.h"

namespace trawl {

struct Surroundings {
  bool input_is_terminal = false;
  bool output_is_terminal = false;
  bool errors_are_terminal = false;
  bool output_can_hang_up = false;                   // a pipe or a socket
  std::size_t output_columns = 80, output_rows = 0;  // of a terminal, 0: none
  bool has_utf8_locale = false;
  InputSelection::Identity output_file = {};  // if stdout is a regular file

  // Environment variables, empty if unset.
  std::string term = {}, grep_colors = {}, grep_color = {}, no_color = {};
  std::string trawl_config = {}, xdg_config_home = {}, home = {};
  std::string xdg_cache_home = {}, time_zone = {};  // the latter is TZ

  Moment now{};

  std::function<bool(const std::string& path)> is_directory = {};
};

Surroundings observe_surroundings();

}  // namespace trawl
