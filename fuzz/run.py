#!/usr/bin/env python3
"""Fuzzes every table and every row: configures a build folder with clang, builds the harnesses, runs one after another.

Each harness runs for --seconds, each row of a table for a tenth of it, on a scratch corpus in the build folder that
begins with the seeds of corpus/ and is kept for the next run; the repository is never written to. Prints one line a
program; a crash is a line with the path of the input, and exit status 1.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
COMPILER = 'clang-14'

# A single input may take this long and this much; what is slower or larger counts as a crash.
TIMEOUT_SECONDS = 10
MEMORY_MIB = 2048


def build(folder):
    # Warnings are gcc's business: what it compiles without any, clang need not.
    if not os.path.exists(os.path.join(folder, 'build.ninja')):
        subprocess.run(['meson', 'setup', folder, ROOT, '-Dfuzz=true', '-Dtests=false', '-Db_lundef=false',
                        '--buildtype=debugoptimized', '-Dwerror=false'], env={**os.environ, 'CC': COMPILER}, check=True,
                       stdout=subprocess.DEVNULL)
    made = subprocess.run(['ninja', '-C', folder, 'fuzzers'], stdout=subprocess.PIPE, text=True)
    if made.returncode:
        sys.exit(made.stdout)
    # The alias builds exactly what this configuration lists; programs of rows that are gone must not run.
    listed = subprocess.run(['ninja', '-C', folder, '-t', 'query', 'fuzzers'], check=True, capture_output=True,
                            text=True).stdout
    return sorted(set(re.findall(r'^\s+\| (fuzz/fuzz_\S+)$', listed, re.M)))


def scratch_corpus(folder, name):
    """The scratch corpus of a harness, with the seeds of its table (or of the row alone) put in."""
    harness, _, row = name.partition('.')
    seeds = os.path.join(HERE, 'corpus', harness)
    if row and os.path.isdir(os.path.join(seeds, row)):
        seeds = os.path.join(seeds, row)
    scratch = os.path.join(folder, 'corpus', name)
    os.makedirs(scratch, exist_ok=True)
    for where, _, files in os.walk(seeds):
        for file in files:
            path = os.path.join(where, file)
            shutil.copyfile(path, os.path.join(scratch, os.path.relpath(path, seeds).replace('/', '-')))
    return scratch


def fuzz(folder, program, seconds):
    name = os.path.basename(program)[len('fuzz_'):]
    crashes = os.path.join(folder, 'crashes', '')
    os.makedirs(crashes, exist_ok=True)
    call = [os.path.join(folder, program), f'-max_total_time={seconds}', f'-timeout={TIMEOUT_SECONDS}',
            f'-rss_limit_mb={MEMORY_MIB}', f'-artifact_prefix={crashes}{name}-']
    dictionary = os.path.join(HERE, 'dict', name.partition('.')[0])
    if os.path.exists(dictionary):
        call.append('-dict=' + dictionary)
    run = subprocess.run([*call, scratch_corpus(folder, name)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                         text=True, errors='replace')
    done = re.findall(r'^#(\d+)\s+DONE.*cov: (\d+).*corp: (\d+)', run.stderr, re.M)
    if run.returncode == 0 and done:
        runs, coverage, inputs = done[-1]
        print(f'{name}: {runs} runs in {seconds} s, {inputs} inputs, coverage {coverage}', flush=True)
        return True
    with open(os.path.join(folder, 'crashes', name + '.log'), 'w', encoding='utf-8') as log:
        log.write(run.stderr)
    written = re.findall(r'Test unit written to (\S+)', run.stderr)
    print(f'{name}: CRASH {written[-1] if written else "without an input"} (log: {log.name})', flush=True)
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--seconds', type=int, default=60, metavar='N', help='for each harness (60)')
    parser.add_argument('--only', metavar='NAME', help='this harness alone, with its rows; NAME.ROW: this row alone')
    parser.add_argument('folder', metavar='BUILDDIR')
    options = parser.parse_args()
    folder = os.path.abspath(options.folder)
    good = True
    programs = build(folder)
    if not programs:
        sys.exit('no harness was built')
    for program in programs:
        name = os.path.basename(program)[len('fuzz_'):]
        if options.only and options.only not in (name, name.partition('.')[0]):
            continue
        alone = '.' not in name or options.only == name
        good = fuzz(folder, program, options.seconds if alone else max(options.seconds // 10, 1)) and good
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
