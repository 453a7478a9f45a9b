#!/usr/bin/env python3
"""Measures the program against yardsticks that do nothing but what every scan must do (floor.c, walk.c).

usage: bench.py BUILD [CASE ...]      BUILD is a release build folder; all cases, or those whose name begins so

BENCH_IMAGES  folder of the images (BUILD/bench-images; made when missing, see make_images.py)
BENCH_RUNS    pairs of runs for each case (7)
BENCH_DB      folder of the advisory database (the program's own choice)
BENCH_COMMAND scan, or packages for the inventory alone (scan)

Each pair is one run of the yardstick and one of the scan; a figure is the median over the pairs. CPU time is that of
all processes. Status 1 when a gate is missed; wall time is shown with what it should be and never gates, as machines
are shared.
"""
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile

import make_images

MEMORY_MIB = 64  # of each process


class Case:
    """kind, suffix: which image. against: the yardstick. gate: the most that CPU time may be, as a multiple of its;
    on top of that `extra` milliseconds; without a gate the ratio is shown alone. Without a yardstick `extra` alone is
    the gate. yardstick, command: programs below BUILD that are measured instead."""

    def __init__(self, name, kind='', suffix='', against='', gate=0.0, extra=0.0, command=(), yardstick=()):
        self.name, self.kind, self.suffix, self.against = name, kind, suffix, against
        self.gate, self.extra, self.command, self.yardstick = gate, extra, command, yardstick


CASES = (
    Case('debian gzip', 'debian', '.oci.tar', 'floor', 1.20),
    Case('node gzip', 'node', '.oci.tar', 'floor', 1.20),
    Case('debian zstd', 'debian', '.zstd.oci.tar', 'floor', 1.35),
    Case('node zstd', 'node', '.zstd.oci.tar', 'floor', 1.35),
    Case('big', 'big', '.oci.tar', 'floor', 1.50),
    Case('many', 'many', '.oci.tar', 'floor', 1.80),
    Case('debian uncompressed', 'debian', '.docker.tar', 'walk', 4.0, 15),
    Case('node uncompressed', 'node', '.docker.tar', 'walk', 4.0, 15),
    Case('1,000 packages', 'packages', '.oci.tar', 'floor', 1.15),
    Case('programs', 'programs', '.oci.tar', 'floor', 1.15),
    Case('fat jar', 'jar', '.oci.tar', 'floor'),
    Case('debian cached', 'debian', '.oci.tar', extra=20),
    Case('version', command=('seaworthy', 'version'), extra=10),
    Case('200 rows, not 10', against='rows', gate=1.30, yardstick=('bench/dispatch', '10'),
         command=('bench/dispatch', '200')),
)


class Cost:
    """What one run cost: milliseconds, MiB."""

    def __init__(self, build, command):
        out = subprocess.run([os.path.join(build, 'bench', 'measure'), *command], stdout=subprocess.PIPE, check=True)
        cpu, wall, memory, status = (int(word) for word in out.stdout.split())
        if status not in (0, 1, 3):
            sys.exit(f'{" ".join(command)}: exit status {status}')
        self.cpu, self.wall, self.memory = cpu / 1000, wall / 1000, memory / 1024


def wall_goal(path):
    """0.70 of the yardstick's when the largest layer holds at most half of the bytes, else 1.0."""
    with tarfile.open(path) as archive:
        sizes = [member.size for member in archive if member.size > 65536]
    return 0.70 if len(sizes) > 1 and max(sizes) * 2 <= sum(sizes) else 1.0


def scan_command(build, image, options):
    database = os.environ.get('BENCH_DB')
    command = os.environ.get('BENCH_COMMAND', 'scan')
    return [os.path.join(build, 'seaworthy'), command, '-q', '-o', 'json', *options,
            *(['--db', database] if database and command == 'scan' else []), image]


def middle(values):
    return statistics.median(values)


def below(build, command):
    return [os.path.join(build, command[0]), *command[1:]]


def measure_pairs(build, case, image, runs):
    """returns the row of the table and whether the gates hold"""
    yardstick = below(build, case.yardstick or ('bench/' + case.against, image))
    scan = below(build, case.command) if case.command else scan_command(build, image, ['--no-cache'])
    Cost(build, yardstick)
    Cost(build, scan)
    pairs = [(Cost(build, yardstick), Cost(build, scan)) for _ in range(runs)]
    base, cpu = middle([a.cpu for a, b in pairs]), middle([b.cpu for a, b in pairs])
    ratio = middle([max(b.cpu - case.extra, 0) / a.cpu for a, b in pairs])
    memory = max(b.memory for a, b in pairs)
    gate = (f'{case.gate:.2f}' if case.gate else '') + (f' + {case.extra:.0f} ms' if case.extra else '')
    wall = f'{middle([b.wall / a.wall for a, b in pairs]):.2f}'
    wall = f'{wall} ({wall_goal(image):.2f})' if case.against == 'floor' else ''
    good = (not case.gate or ratio <= case.gate) and memory <= MEMORY_MIB
    return (case.name, f'{base:.0f}', f'{cpu:.0f}', f'{ratio:.2f}', gate, wall, f'{memory:.0f}'), good


def measure_alone(build, case, image, runs):
    with tempfile.TemporaryDirectory() as cache:
        command = below(build, case.command) if case.command else scan_command(build, image, ['--cache', cache])
        Cost(build, command)
        costs = [Cost(build, command) for _ in range(runs)]
    cpu, memory = middle([cost.cpu for cost in costs]), max(cost.memory for cost in costs)
    row = (case.name, '', f'{cpu:.1f}', '', f'{case.extra:.0f} ms', '', f'{memory:.0f}')
    return row, cpu <= case.extra and memory <= MEMORY_MIB


def print_row(row, widths=(20, 9, 9, 7, 12, 13, 5)):
    print('  '.join([row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])] +
                    list(row[len(widths):])), flush=True)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build, wanted = sys.argv[1], sys.argv[2:]
    folder = os.environ.get('BENCH_IMAGES') or os.path.join(build, 'bench-images')
    runs = int(os.environ.get('BENCH_RUNS', '7'))
    make_images.ensure(folder)
    print(f'medians of {runs} pairs; CPU time in ms; peak memory of any process in MiB (gate {MEMORY_MIB}); '
          'wall ratio (what it should be on two idle cores)')
    print_row(('case', 'yardstick', 'seaworthy', 'ratio', 'gate', 'wall', 'MiB'))
    over = 0
    for case in CASES:
        if wanted and not any(case.name.startswith(name) for name in wanted):
            continue
        image = make_images.find(folder, case.kind, case.suffix) if case.kind else ''
        if image is None:
            print_row((case.name, '', '', '', '', '', '', 'no such image here'))
            continue
        row, good = (measure_pairs if case.against else measure_alone)(build, case, image, runs)
        print_row((*row, 'ok' if good else 'OVER'))
        over += not good
    return 1 if over else 0


if __name__ == '__main__':
    sys.exit(main())
