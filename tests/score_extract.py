"""The part of score.py that scores the extraction corpus: every case is a folder that `packages dir:FOLDER` reads.

A case that goes otherwise on purpose stands in extract_deviations.tsv (case, tab, reason): it does not count as right, but
no unexplained case may go wrong, and at least 97 % of all must be right.
"""
import collections
import concurrent.futures
import fnmatch
import json
import os
import re
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ENOUGH = 0.97
ERRORS = {'malformed', 'truncated', 'limit', 'unsupported', 'database_unreadable', 'integrity', 'unreadable'}


def unescape(field):
    return re.sub(r'\\([\\tnr])', lambda m: {'\\': '\\', 't': '\t', 'n': '\n', 'r': '\r'}[m.group(1)], field)


def table(path):
    with open(path, encoding='utf-8', newline='\n') as lines:
        return [[unescape(field) for field in line.rstrip('\n').split('\t')] for line in lines][1:]


def pattern_of(entry):
    """A star stands for any bytes, '/' too: "*/conaninfo.txt" is one at any depth."""
    return re.compile(re.escape(entry).replace(r'\*\*/', '(?:.*/)?').replace(r'\*', '.*').replace(r'\?', '[^/]') + r'\Z')


# Sources that write a purl type that the purl specification does not have.
TYPES = {'haskell': 'hackage', 'lua': 'luarocks'}


def outer(path):
    """The file that lies in the tree, of a path inside an archive."""
    return path.split('!/')[0]


def kind_of(package):
    purl = package.get('purl', '')
    return purl[4:].split('/')[0].split('@')[0] if purl.startswith('pkg:') else package['type']


def name_of(package):
    name = package['name']
    if kind_of(package) == 'pypi':
        return re.sub(r'[-_.]+', '-', name).lower()
    return name.lower() if kind_of(package) == 'nuget' else name


def version_of(package):
    version = package.get('version', '')
    if package.get('release'):
        version += '-' + package['release']
    # An epoch of 0 is written for dpkg alone, where the database has it.
    if package.get('epoch') or (package.get('epoch') == 0 and kind_of(package) not in ('rpm', 'alpm')):
        version = f"{package['epoch']}:{version}"
    return version


def found(report, patterns):
    """What was found in the files under test, and the keys of what lies there; the rest they only name as well."""
    rows, there = {}, set()
    for package in report.get('packages', []):
        for path in map(outer, [package.get('path', ''), *package.get('locations', [])]):
            if any(pattern.match(path) for pattern in patterns):
                key = (name_of(package), version_of(package), kind_of(package))
                rows.setdefault(key, []).append((','.join(sorted(package.get('groups', []))), path))
                there.update([key] if path == outer(package.get('path', '')) else [])
    return rows, there


def compare(wanted, rows, there):
    wrong = []
    if any(not row[2] for row in wanted):  # a source without purl types
        wanted = [row[:2] + [''] + row[3:] for row in wanted]
        rows = {key[:2] + ('',): value for key, value in rows.items()}
        there = {key[:2] + ('',) for key in there}
    seen = collections.defaultdict(list)
    for name, version, kind, group, location in wanted:
        kind = TYPES.get(kind, kind)
        seen[(name.lower() if kind == 'nuget' else name, version, kind)].append((group, location))
    for key in sorted(set(seen) - set(rows)):
        wrong.append(f'missing {key}')
    for key in sorted(there - set(seen)):
        wrong.append(f'extra {key}')
    for key in sorted(set(rows) & set(seen)):
        for group, location in seen[key]:
            if not any((not group or group == g) and (not location or location == p) for g, p in rows[key]):
                wrong.append(f'{key}: want group {group!r} at {location!r}, said {sorted(set(rows[key]))[:3]}')
    return wrong


def one(job):
    program, folder, name = job
    with open(os.path.join(folder, 'case.json'), encoding='utf-8') as file:
        case = json.load(file)
    run = subprocess.run([program, 'packages', 'dir:' + os.path.join(folder, 'input'), '-q', '--no-cache', '-o', 'json'],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if run.returncode not in (0, 3):
        return name, f'exit {run.returncode}: {run.stderr.decode()[:200]}'
    report = json.loads(run.stdout)
    patterns = [pattern_of(entry) for entry in case['entry']]
    problems = [problem for problem in report['coverage'].get('problems', []) if problem['code'] in ERRORS and
                any(pattern.match(outer(problem.get('path', ''))) for pattern in patterns)]
    wrong = compare(table(os.path.join(folder, 'expected.tsv')), *found(report, patterns))
    if case['want_error'] and not problems:
        wrong.append('no problem is told')
    died = [problem for problem in report['coverage'].get('problems', []) if problem['code'].startswith('worker_')]
    if died:
        wrong.append(f'the worker died: {died[0]}')
    return name, '; '.join(wrong[:6]) + (f' … {len(wrong)} in all' if len(wrong) > 6 else '')


def deviations():
    path = os.path.join(HERE, 'extract_deviations.tsv')
    with open(path, encoding='utf-8') as lines:
        return {line.split('\t')[0] for line in lines if '\t' in line and not line.startswith('#')}


class ExtractScore:
    """As Score, with what is listed told apart."""

    def __init__(self, name, verbose):
        self.name, self.verbose, self.right, self.total, self.unexplained = name, verbose, 0, 0, 0

    def case(self, wrong, name, listed):
        self.total += 1
        self.right += not wrong
        self.unexplained += bool(wrong) and not listed
        if wrong and self.verbose:
            print(f'  {"listed" if listed else "miss"} {name}: {wrong}')

    def show(self):
        if self.total:
            print(f'{self.name} {self.right}/{self.total}', flush=True)
        return self.unexplained == 0


def extract(args, corpus):
    root, listed = os.path.join(corpus, 'extract'), deviations()
    folders = [only.split('/', 1)[1] for only in args.only if only.startswith('extract/')]
    jobs = []
    for ecosystem in sorted(os.listdir(root)) if os.path.isdir(root) else []:
        part = os.path.join(root, ecosystem)
        if not os.path.isdir(part) or folders and not any(fnmatch.fnmatch(ecosystem, f) for f in folders):
            continue
        for case in sorted(os.listdir(part)):
            if not case.startswith('_') and os.path.exists(os.path.join(part, case, 'case.json')):
                jobs.append((args.program, os.path.join(part, case), f'{ecosystem}/{case}'))
    scores = {}
    whole = ExtractScore('extract', False)
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for name, wrong in pool.map(one, jobs):
            label = 'extract/' + name.split('/')[0]
            scores.setdefault(label, ExtractScore(label, args.verbose)).case(wrong, name, name in listed)
            whole.case(wrong, name, name in listed)
    yield from (scores[name] for name in sorted(scores))
    if whole.total:
        whole.unexplained += whole.right < ENOUGH * whole.total
        yield whole
