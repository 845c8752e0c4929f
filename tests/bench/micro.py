# SPDX-License-Identifier: MIT
"""The inner pieces, timed by Google Benchmark: medians of several rounds."""
import json
import re
import subprocess


def measure_pieces(program, only, runs):
    done = subprocess.run(
        [program, "--benchmark_format=json", "--benchmark_min_time=0.1",
         f"--benchmark_repetitions={runs}",
         "--benchmark_report_aggregates_only=true"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    print("\n| piece | median | speed |\n|---|--:|--:|")
    rows = []
    for piece in json.loads(done.stdout)["benchmarks"]:
        name = piece["run_name"].removeprefix("BM_").replace("_", " ")
        if piece["aggregate_name"] != "median" or not re.search(only, name):
            continue
        print(f"| {name} | {piece['cpu_time']:.0f} {piece['time_unit']} | "
              f"{speed(piece)} |", flush=True)
        rows.append({**piece, "name": name})
    return rows


def speed(piece):
    if "bytes_per_second" in piece:
        return f"{piece['bytes_per_second'] / 1e9:.2f} GB/s"
    return f"{1e9 / piece['items_per_second']:.0f} ns each"
