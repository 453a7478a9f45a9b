#!/usr/bin/env python3
"""Scores the program against truth corpora: one line each, 'name right/total'; --verbose prints each miss.

Everything goes through the program's own commands: versions through `compare`, package lists through `packages`,
matching through `db build` over own/*.jsonl and `scan` of an inventory.
"""
import argparse
import concurrent.futures
import fnmatch
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

from score_applications import applications
from score_extract import extract

FIX_STATE = {'fixed': 'fixed', 'affected': 'none', 'will_not_fix': 'wont_fix', 'fix_deferred': 'deferred',
             'end_of_life': 'end_of_life'}
HERE = os.path.dirname(os.path.abspath(__file__))
MANAGERS = {'deb', 'rpm', 'apk', 'alpm', 'opkg'}


class Score:
    def __init__(self, name, verbose):
        self.name, self.verbose, self.right, self.total = name, verbose, 0, 0

    def case(self, good, text):
        self.total += 1
        self.right += bool(good)
        if not good and self.verbose:
            print(f'  miss {self.name}: {text}')

    def show(self):
        if self.total:
            print(f'{self.name} {self.right}/{self.total}', flush=True)
        return self.right == self.total


def unescape(field):
    return re.sub(r'\\([\\tnr])', lambda m: {'\\': '\\', 't': '\t', 'n': '\n', 'r': '\r'}[m.group(1)], field)


def lines_of(path):
    with open(path, encoding='utf-8', newline='\n') as lines:
        return [line.rstrip('\n').split('\t') for line in lines]


def version_schemes(folder):
    names = {os.path.basename(path).split('.')[0] for path in glob.glob(os.path.join(folder, '*.tsv'))}
    return sorted(names - {'disagreements'})


def version_deviations(name):
    return {row[1] for row in lines_of(os.path.join(HERE, 'version_deviations.tsv')) if row[0] == name}


def versions(args, corpus):
    for scheme in version_schemes(os.path.join(corpus, 'versions')):
        score = Score(f'versions/{scheme}', args.verbose)
        path = os.path.join(corpus, 'versions', scheme + '.tsv')
        rows = lines_of(path) if os.path.exists(path) else []
        # A string against itself asks whether it is a version at all; what invalid.tsv lists is none.
        refused = path[:-len('tsv')] + 'invalid.tsv'
        refused = {row[0] for row in lines_of(refused)} if os.path.exists(refused) else set()
        refused |= version_deviations(scheme)
        rows = [row for row in rows
                if row[0] != row[2] or ('invalid operand' not in row[3] and row[0] not in refused)]
        if rows:
            pairs = ''.join(f'{a}\t{b}\n' for a, _, b, *_ in rows)
            out = subprocess.run([args.program, 'compare', scheme], input=pairs.encode(), stdout=subprocess.PIPE,
                                 check=False).stdout.decode().split('\n')
            for (a, op, b, *_), got in zip(rows, out):
                score.case(op == got, f'{a} {op} {b}: said {got}')
        path = os.path.join(corpus, 'versions', scheme + '.invalid.tsv')
        rows = lines_of(path) if os.path.exists(path) else []
        if rows:
            pairs = ''.join(f'{row[0]}\t{row[0]}\n' for row in rows)
            out = subprocess.run([args.program, 'compare', scheme], input=pairs.encode(), stdout=subprocess.PIPE,
                                 check=False).stdout.decode().split('\n')
            for row, got in zip(rows, out):
                score.case(got == '!', f'{row[0]!r} is invalid: said {got}')
        yield score


def ask_ranges(args, name, rows):
    pairs = ''.join(f'{row_range}\t{version}\n' for row_range, version in rows)
    return subprocess.run([args.program, 'compare', name, '--range', '-'], input=pairs.encode(),
                          stdout=subprocess.PIPE, check=False).stdout.decode().split('\n')


def ranges(args, corpus):
    folder = os.path.join(corpus, 'versions', 'ranges')
    for name in version_schemes(folder):
        score = Score(f'ranges/{name}', args.verbose)
        path = os.path.join(folder, name + '.tsv')
        known = version_deviations(name)
        rows = lines_of(path) if os.path.exists(path) else []
        for row, got in zip(rows, ask_ranges(args, name, [row[:2] for row in rows])):
            score.case(got == row[2] or row[0] in known, f'{row[0]!r} {row[1]}: want {row[2]}, said {got}')
        # What answers a question cannot be refused for itself: then the tool refused the version it was asked with.
        answered = known | {row[0] for row in rows}
        path = os.path.join(folder, name + '.invalid.tsv')
        rows = [row for row in lines_of(path) if row[0] not in answered] if os.path.exists(path) else []
        for row, got in zip(rows, ask_ranges(args, name, [(row[0], '1.0.0') for row in rows])):
            score.case(got == '!', f'{row[0]!r} is invalid: said {got}')
        yield score


def cvss(args, corpus):
    tool = os.path.join(os.path.dirname(args.program), 'src', 'match', 'cvss-score')
    for path in sorted(glob.glob(os.path.join(corpus, 'cvss', 'cvss-v*.tsv'))):
        score = Score('cvss/' + os.path.basename(path)[5:-4], args.verbose)
        rows = [row for row in lines_of(path) if row[0] != 'vector']
        out = subprocess.run([tool], input='\n'.join(row[0] for row in rows).encode(), stdout=subprocess.PIPE,
                             check=False).stdout.decode().split('\n')
        for row, line in zip(rows, out):
            got = line.split('\t')
            for want, said in zip(row[2:6], got):
                if want != 'undecided':
                    score.case(want.lower() == said.lower(), f'{row[0]}: want {want}, said {said}')
        yield score


PURL_PARTS = ('type', 'namespace', 'name', 'version', 'subpath')


def purl_question(test):
    if test['test_type'] != 'build':
        return [test['test_type'], test['input']]
    pairs = (test['input'].get('qualifiers') or {}).items()
    return ['build', *(test['input'].get(part) or '' for part in PURL_PARTS), *(word for pair in pairs for word in pair)]


def purl_answer(test, line):
    if line == '!' or test['test_type'] != 'parse':
        return line
    fields = line.split('\t')
    got = {part: field for part, field in zip(PURL_PARTS, fields) if field}
    if fields[5:]:
        got['qualifiers'] = dict(zip(fields[5::2], fields[6::2]))
    return got


def purl(args, corpus):
    score = Score('purl', args.verbose)
    tool = os.path.join(os.path.dirname(args.program), 'src', 'base', 'purl-tool')
    tests = [test for path in sorted(glob.glob(os.path.join(corpus, 'purl', 'tests', '*', '*.json')))
             for test in json.load(open(path, encoding='utf-8'))['tests']]
    if not tests:
        return
    asked = '\n'.join('\t'.join(purl_question(test)) for test in tests)
    out = subprocess.run([tool], input=asked.encode(), stdout=subprocess.PIPE, check=False).stdout.decode()
    for test, line in zip(tests, out.split('\n')):
        want, got = '!' if test['expected_failure'] else test['expected_output'], purl_answer(test, line)
        if isinstance(want, dict):
            want = {key: value for key, value in want.items() if value}
        score.case(want == got, f'{test["test_type"]} {test["input"]}: want {want}, said {got}')
    yield score


def package_rows(text):
    rows = [line.split('\t') for line in text.split('\n') if line]
    return rows[0], rows[1:]


def images(args, folder):
    score = Score('images/slices', args.verbose)
    rows_score = Score('images/rows', args.verbose)
    known = deviations()
    for path in sorted(glob.glob(os.path.join(folder, 'expected', '*.packages.tsv'))):
        name = os.path.basename(path)[:-len('.packages.tsv')]
        run = subprocess.run([args.program, 'packages', os.path.join(folder, 'rootfs', name + '.tar.zst'), '-q',
                              '--no-cache', '-o', 'tsv'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        want_head, want = package_rows(open(path, encoding='utf-8').read())
        got = []
        if run.stdout:
            head, lines = package_rows(run.stdout.decode('utf-8', 'replace'))
            column = {'modularity': 'module'}
            places = [head.index(column.get(c, c)) for c in want_head]
            # The lists are those of package managers.
            got = [[line[p] for p in places] for line in lines if line[head.index('type')] in MANAGERS]
        want = [row for row in want if row[0] != 'gpg-pubkey']
        missing, extra = list(map(tuple, want)), []
        for row in map(tuple, got):
            if row in missing:
                missing.remove(row)
            else:
                extra.append(row)
        allowed = known.get(name, 0)
        for row in missing:
            rows_score.case(False, f'{name}: missing {row}')
        for row in extra:
            if args.verbose:
                print(f'  {name}: extra {row}')
        for _ in range(len(want) - len(missing)):
            rows_score.case(True, '')
        score.case(not missing and not extra or allowed, f'{name}: {len(missing)} missing, {len(extra)} extra, exit '
                   f'{run.returncode} {run.stderr.decode()[:200]}')
    yield score
    yield rows_score


def deviations():
    """Reviewed deviations from the expected lists: slice, tab, reason."""
    path = os.path.join(HERE, 'deviations.tsv')
    if not os.path.exists(path):
        return {}
    return {row[0]: row[1] for row in lines_of(path) if row and row[0] and not row[0].startswith('#')}


def split_version(package):
    kind, version = package['type'], package.get('version') or ''
    out = {}
    if kind in ('deb', 'rpm', 'alpm') and re.match(r'^\d+:', version):
        epoch, version = version.split(':', 1)
        out['epoch'] = int(epoch)
    if kind == 'rpm' and '-' in version:
        version, out['release'] = version.rsplit('-', 1)
    out['version'] = version
    return out


def inventory_of(case):
    packages = []
    ids = {p['ref']: p['ref'] for p in case['packages']}
    for package in case['packages']:
        out = {'id': package['ref'], 'type': package['type'], 'name': package.get('name', '')}
        out.update(split_version(package))
        for key in ('arch', 'module', 'vendor', 'state', 'alias', 'build_nvr', 'repository', 'embedded_in', 'main_module',
                    'cpes', 'repos', 'content_sets', 'channels', 'purl'):
            if package.get(key):
                out[key] = package[key]
        if package.get('source_name'):
            out['source'] = {'name': package['source_name'],
                             'version': package.get('source_version') or package.get('version') or ''}
        if package.get('location'):
            out['path'] = package['location']
        if package.get('third_party') or package.get('owned_by_third_party'):
            out['origin'] = 'third_party'
        if package.get('owned_by'):
            out['owner'] = ids.get(package['owned_by'], package['owned_by'])
        packages.append(out)
    document = {'schema': 'seaworthy.inventory/1', 'tool': {'name': 'score', 'version': '1'},
                'target': {'name': case['case'], 'kind': 'inventory'}, 'packages': packages}
    distro = case.get('distro')
    if distro:
        document['os'] = {key: value for key, value in
                          (('id', distro['id']), ('version_id', distro.get('version_id')),
                           ('release', distro.get('release')), ('channels', distro.get('channels'))) if value}
    return document


def match_one(job):
    program, path, case = job
    with tempfile.TemporaryDirectory() as work:
        os.makedirs(os.path.join(work, 'feeds', 'own'))
        with open(os.path.join(work, 'feeds', 'own', 'case.jsonl'), 'w', encoding='utf-8') as out:
            for record in case['advisories']:
                out.write(json.dumps(record) + '\n')
        with open(os.path.join(work, 'inventory.json'), 'w', encoding='utf-8') as out:
            json.dump(inventory_of(case), out)
        build = subprocess.run([program, 'db', 'build', '-q', '--feeds', work + '/feeds', '--output', work + '/db'],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if build.returncode:
            return path, f'db build: {build.stdout.decode()[:300]}', ''
        run = subprocess.run([program, 'scan', work + '/inventory.json', '-q', '--no-cache', '--db', work + '/db', '-o',
                              'json', '--show', 'all'], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        try:
            report = json.loads(run.stdout)
        except ValueError:
            return path, f'scan: exit {run.returncode} {run.stderr.decode()[:300]}', ''
    names = {}
    by_index = {p['id']: p for p in report.get('packages', [])}
    # Packages come back sorted: find each by what it was made from.
    for want in inventory_of(case)['packages']:
        names.setdefault(key_of(want), want['id'])
    got = {}
    for finding in report.get('findings', []):
        if finding['status'] != 'affected':
            continue
        package = by_index[finding['package']]
        ref = names.get(key_of(package))
        got[(ref, finding['id'])] = finding
        for alias in finding.get('aliases', []):
            got.setdefault(('alias', ref, alias), finding)
    undecided = {(u['package'], u['id']) for u in case.get('undecided', [])}
    rated = {a['id'] for a in case['advisories'] if a.get('severity')}
    wrong, details = [], []
    for want in case['expected']:
        pair = (want['package'], want['id'])
        if pair in undecided:
            continue
        finding = got.get(pair) or got.get(('alias',) + pair)
        if not finding:
            wrong.append(f'missing {pair}')
            continue
        fix = finding.get('fix', {})
        state, version = fix.get('state'), without_epoch_0(fix.get('version'))
        if want.get('fixed_version') and version not in versions_of(want['fixed_version']):
            details.append(f"{pair} fixed {version}, want {want['fixed_version']}")
        if want.get('status') and state != FIX_STATE[want['status']] and not more_than_said(case, want, state, version):
            details.append(f"{pair} state {state}, want {want['status']}")
        missing = set(want.get('vendor_ids') or ()) - set(finding.get('aliases', [])) - {finding['id']}
        if missing:
            details.append(f'{pair} vendor ids {sorted(missing)} are not told')
        if want.get('severity') and want['id'] in rated and finding.get('severity') != want['severity'].lower() \
                and want['severity'].lower() in ('critical', 'high', 'medium', 'low', 'negligible'):
            details.append(f"{pair} severity {finding.get('severity')}, want {want['severity']}")
    expected = {(w['package'], w['id']) for w in case['expected']}
    for pair, finding in got.items():
        if pair[0] == 'alias' or pair in expected or pair in undecided:
            continue
        if any((pair[0], alias) in expected | undecided for alias in finding.get('aliases', [])):
            continue
        wrong.append(f'extra {pair}')
    return path, '; '.join(wrong), '; '.join(details)


def more_than_said(case, want, state, version):
    """Where a case has one word for a flaw, but its records differ: 'fixed' that names no version says no more than
    'none', and 'affected' gives way to a fix that a record of this package offers, on a channel that is open."""
    if want.get('fixed_version'):
        return False
    if want['status'] == 'fixed':
        return state == 'none'
    package = next(p for p in case['packages'] if p['ref'] == want['package'])
    channels = [*(package.get('channels') or ()), *((case.get('distro') or {}).get('channels') or ())]
    return want['status'] == 'affected' and state == 'fixed' and any(
        version in {v for text in (a.get('fixed_version'), *(a.get('fixed_versions') or ())) for v in versions_of(text or '')}
        for a in case['advisories']
        if want['id'] in (a['id'], *(a.get('aliases') or ())) and a.get('status') == 'fixed' and
        a['package'] in (package.get('name'), package.get('source_name')) and
        (not a.get('channel') or a['channel'] in channels))


def versions_of(text):
    """A fix as cases write it: one version, several joined by commas, or requirements (">= 1.2.3, < 2")."""
    return {without_epoch_0(text)} | {re.sub(r'^[<>=~^! ]+', '', part).strip() for part in text.split(',')}


def without_epoch_0(version):
    return version[2:] if version and version.startswith('0:') else version


def key_of(package):
    source = package.get('source') or {}
    return (package['type'], package['name'], package.get('epoch'), package.get('version'), package.get('release') or '',
            package.get('arch') or '', package.get('module') or '', source.get('name') or package['name'],
            tuple(package.get('repos') or []), package.get('path') or '')


def whole_images(args, folder):
    return applications(args, folder, lambda name: Score(name, args.verbose))


def match_deviations():
    """Reviewed deviations from what cases say of a finding: pattern of case names, tab, reason."""
    rows = lines_of(os.path.join(HERE, 'match_deviations.tsv'))
    return [row[0] for row in rows if row and row[0] and not row[0].startswith('#')]


def match(args, corpus):
    scores, jobs = {}, []
    known = match_deviations()
    for path in sorted(glob.glob(os.path.join(corpus, 'match', '*', '*.json'))):
        with open(path, encoding='utf-8') as file:
            case = json.load(file)
        if 'expected' not in case:
            continue
        jobs.append((args.program, path, case))
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for path, wrong, details in pool.map(match_one, jobs):
            # Whether each finding is there, and apart from it what is said of it.
            case = os.path.basename(path)[:-len('.json')]
            if any(fnmatch.fnmatchcase(case, pattern) for pattern in known):
                details = ''
            for name, text in (('match/' + os.path.basename(os.path.dirname(path)), wrong), ('match-details', details)):
                scores.setdefault(name, Score(name, args.verbose)).case(not text, f'{os.path.basename(path)}: {text}')
    for name in sorted(scores):
        yield scores[name]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--program', required=True)
    parser.add_argument('--corpus', required=True)
    parser.add_argument('--images', required=True)
    parser.add_argument('--verbose', action='store_true')
    parser.add_argument('only', nargs='*', help='versions ranges purl cvss images applications extract extract/FOLDER match')
    args = parser.parse_args()
    args.program = os.path.abspath(args.program)
    good = True
    for name, part, folder in (('versions', versions, args.corpus), ('ranges', ranges, args.corpus), ('purl', purl, args.corpus),
                               ('cvss', cvss, args.corpus),
                               ('images', images, args.images), ('applications', whole_images, args.images),
                               ('extract', extract, args.corpus),
                               ('match', match, args.corpus)):
        if args.only and name not in [only.split('/')[0] for only in args.only]:
            continue
        for score in part(args, folder):
            good = score.show() and good
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
