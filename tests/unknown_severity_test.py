#!/usr/bin/env python3
"""No finding is of unknown severity where a feed says how severe its CVE is.

Builds a database of the feeds under SEAWORTHY_SHARED, scans root filesystems of each family, and looks every CVE that
is left 'unknown' up in the feeds' own files. What an erratum says of its worst flaw is no word on each of its flaws,
so errata are not asked. Writes TAP; passes with 0 cases where the feeds are not there.
"""
import collections
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile

RELEASES = ['debian-8', 'debian-11', 'debian-12', 'debian-13', 'alpine-edge', 'alpine-3.12', 'alpine-3.18',
            'ubuntu-18.04', 'ubuntu-22.04', 'rhel-8', 'rocky-9', 'amzn-2023', 'arch', 'sles-15.3',
            'opensuse-tumbleweed']
SLICES = ['debian-jessie', 'distroless-base', 'debian-12', 'debian-13', 'alpine-edge-20210212', 'alpine-edge-20240923',
          'alpine-full-installed', 'alpine-scalibr', 'ubuntu-18.04-base', 'ubuntu-18.04-texlive',
          'ubuntu-22.04-manifest', 'ubi-8-minimal-bdb', 'rocky-9', 'amazon-2023', 'arch-1', 'sle-15-bci-3',
          'opensuse-few-ndb']
WORDS = {'critical', 'high', 'medium', 'moderate', 'important', 'low', 'negligible'}


def unpacked(path):
    return subprocess.Popen(['zstd', '-dcq', '--long=27', path], stdout=subprocess.PIPE).stdout


def members(path, wanted):
    """(name, content) of the files of an archive whose base name without extension is in `wanted`."""
    with tarfile.open(fileobj=unpacked(path), mode='r|') as archive:
        for member in archive:
            if member.isfile() and os.path.splitext(os.path.basename(member.name))[0] in wanted:
                yield member.name, archive.extractfile(member).read()


def rows(text):
    for line in io.TextIOWrapper(io.BytesIO(text), encoding='utf-8', errors='replace'):
        yield line.rstrip('\n').split('\t')


def words_of_vectors(feeds, ids):
    for _, text in members(os.path.join(feeds, 'cvss/cvss-cwe-ssvc-derived.tar.zst'), {'cvss'}):
        yield from ((row[0], row[1] + ' ' + row[2]) for row in rows(text) if row[0] in ids)


def words_of_ubuntu(feeds, ids):
    for _, text in members(os.path.join(feeds, 'ubuntu/status-derived.tar.zst'), {'cves'}):
        yield from ((row[0], 'ubuntu ' + row[2]) for row in rows(text) if row[0] in ids and row[2] in WORDS)


def words_of_red_hat(feeds, ids):
    for _, text in members(os.path.join(feeds, 'redhat/cve-api.tar.zst'), ids):
        record = json.loads(text)
        word = record.get('threat_severity') or (record.get('cvss3') or {}).get('cvss3_scoring_vector')
        if word:
            yield record['name'], 'redhat ' + word


def words_of_debian(feeds, ids):
    for _, text in members(os.path.join(feeds, 'debian/osv.tar.zst'), ids):
        record = json.loads(text)
        for severity in record.get('severity', []):
            yield record['id'], 'osv ' + severity.get('score', '')
        for affected in record.get('affected', []):
            urgency = affected.get('ecosystem_specific', {}).get('urgency', '')
            if urgency in WORDS:
                yield record['id'], 'debian ' + urgency


def words_of_oracle(feeds, ids):
    for line in unpacked(os.path.join(feeds, 'oracle/elsa-derived.jsonl.zst')):
        for cve, *vectors in json.loads(line)['cves']:
            if cve in ids and vectors:
                yield cve, 'oracle ' + vectors[0]


def words_of_rocky(feeds, ids):
    for line in unpacked(os.path.join(feeds, 'rocky/errata.tar.zst')).read().split(b'"cves": [')[1:]:
        for cve in json.loads(b'[' + line[:line.index(b']')] + b']'):
            if cve.get('name') in ids and cve.get('cvss3ScoringVector', 'UNKNOWN') not in ('', 'UNKNOWN'):
                yield cve['name'], 'rocky ' + cve['cvss3ScoringVector']


def build(program, feeds, folder):
    releases = os.path.join(folder, 'releases')
    with open(releases, 'w', encoding='utf-8') as file:
        file.write('\n'.join(RELEASES) + '\n')
    database = os.path.join(folder, 'db')
    run = subprocess.run([program, 'db', 'build', '-q', '--feeds', feeds, '--releases', releases, '--output', database],
                         stdout=subprocess.DEVNULL, check=False)
    assert run.returncode in (0, 3), run.returncode  # 3: a record or file of theirs could not be understood
    return database


def unknown_findings(program, shared, database):
    found, total = collections.defaultdict(set), 0
    for name in SLICES:
        run = subprocess.run([program, 'scan', '-q', '--no-cache', '--db', database, '--now', '2026-11-23', '-o',
                              'json', os.path.join(shared, 'images/rootfs', name + '.tar.zst')],
                             stdout=subprocess.PIPE, check=False)
        report = json.loads(run.stdout)
        total += len(report['findings'])
        for finding in report['findings']:
            if finding['severity'] == 'unknown':
                found[finding['id']].add(name)
    return found, total


def main():
    shared = os.environ.get('SEAWORTHY_SHARED', '')
    feeds = os.path.join(shared, 'feeds')
    if not os.path.isdir(feeds):
        print('1..0 # SKIP no feeds')
        return 0
    program = os.path.join(os.environ.get('SEAWORTHY_RELEASE', ''), 'seaworthy')
    if not os.path.exists(program):
        program = os.path.abspath(sys.argv[1])
    print('1..1', flush=True)
    with tempfile.TemporaryDirectory() as folder:
        found, total = unknown_findings(program, shared, build(program, feeds, folder))
    said = collections.defaultdict(set)
    for words in (words_of_vectors, words_of_ubuntu, words_of_red_hat, words_of_debian, words_of_oracle,
                  words_of_rocky):
        for cve, word in words(feeds, set(found)):
            said[cve].add(word)
    for cve in sorted(said):
        print(f'# {cve} in {", ".join(sorted(found[cve]))}: {"; ".join(sorted(said[cve]))}')
    without = sorted(set(found) - set(said))
    print(f'# corpus: severities {total - sum(len(found[cve]) for cve in said)}/{total}')
    print(f'# no feed says how severe these are: {" ".join(without)}')
    print('not ok' if said or not total else 'ok', '1 - unknown is only what no feed has a word on')
    return 1 if said or not total else 0


if __name__ == '__main__':
    sys.exit(main())
