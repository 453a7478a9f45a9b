#!/usr/bin/env python3
"""Builds a database of a whole folder of feeds and holds it against an independent reading of them: PROGRAM FEEDS.

Prints one line a check, 'name right/total', with time and memory of the build; --verbose prints each miss. Not a part of
`make test`: it takes minutes.
"""
import argparse
import collections
import glob
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import time


def members(path):
    """Names and contents of a .tar.zst."""
    raw = subprocess.Popen(['zstd', '-q', '-d', '-c', '--long=27', path], stdout=subprocess.PIPE)
    with tarfile.open(fileobj=raw.stdout, mode='r|') as tar:
        for info in tar:
            if info.isfile():
                yield info.name.removeprefix('./'), tar.extractfile(info).read()
    raw.wait()


def statements(program, folder, *segments):
    """What the database says: (package, id) to the set of (status, versions)."""
    said = collections.defaultdict(set)
    options = [word for segment in segments for word in ('--segment', segment)]
    run = subprocess.Popen([program, 'db', 'search', '--db', folder, *options], stdout=subprocess.PIPE)
    for line in io.TextIOWrapper(run.stdout, 'utf-8', newline='\n'):
        segment, package, name, status, versions, *_ = line.rstrip('\n').split('\t')
        said[segment, package, name].add((status, versions))
    run.wait()
    return said


def debian(feeds):
    """The tracker's records, and announcements where the tracker says nothing of the release."""
    told, announced = {}, {}
    for _, data in members(os.path.join(feeds, 'debian', 'osv.tar.zst')):
        record = json.loads(data)
        for affected in record.get('affected', []):
            release = affected['package'].get('ecosystem', '').removeprefix('Debian:')
            if not affected['package'].get('ecosystem', '').startswith('Debian:') or record.get('withdrawn'):
                continue
            fixed = [event['fixed'] for event in affected['ranges'][0]['events'] if 'fixed' in event]
            urgency = affected.get('ecosystem_specific', {}).get('urgency')
            status = 'fixed' if fixed else 'end_of_life' if urgency == 'end-of-life' else 'affected'
            answer = (status, '<' + fixed[0] if fixed else 'all')
            key = 'debian-' + release, affected['package']['name']
            if record['id'].startswith('CVE-'):
                told[key + (record['id'],)] = {answer}
            for cve in record.get('related', []) if not record['id'].startswith('CVE-') else []:
                if cve.startswith('CVE-'):
                    announced.setdefault(key + (cve,), set()).add(answer)
    for key, answers in announced.items():
        if key not in told:
            told[key] = answers
        elif next(iter(told[key]))[0] != 'fixed':
            told[key] |= answers
    return told


def alpine(feeds):
    """Every CVE that a secdb lists; of what one item says of another flaw only the CVE."""
    told = {}
    for path in sorted(glob.glob(os.path.join(feeds, 'alpine', 'secdb-*.tar.zst'))):
        for name, data in members(path):
            if not name.endswith('.json'):
                continue
            document = json.loads(data)
            release = os.path.basename(os.path.dirname(name)).removeprefix('v')
            for package in document['packages']:
                for version, items in (package['pkg'].get('secfixes') or {}).items():
                    for word in (word for item in items or [] for word in item.split()):
                        parts = word.split('-')
                        if len(parts) == 3 and parts[0] == 'CVE' and parts[1].isdigit() and parts[2].isdigit():
                            answer = ('not_affected', 'all') if version == '0' else ('fixed', '<' + version)
                            told.setdefault(('alpine-' + release, package['pkg']['name'], word), set()).add(answer)
    return told


def arch(feeds):
    """Groups of issues of packages that share a version."""
    told = {}
    for name, data in members(os.path.join(feeds, 'arch', 'avg.tar.zst')):
        group = json.loads(data) if name.endswith('.json') else {}
        status = {'Not affected': 'not_affected', 'Unknown': 'under_investigation'}.get(
            group.get('status'), 'fixed' if group.get('fixed') else 'affected')
        versions = '<' + group['fixed'] if status == 'fixed' else 'all'
        for package in group.get('packages', []):
            for issue in group['issues']:
                told.setdefault(('arch', package, issue), set()).add((status, versions))
    return told


def photon(feeds):
    """The metadata of the releases that have it."""
    told = {}
    for name, data in members(os.path.join(feeds, 'photon', 'osv.tar.zst')):
        if not name.startswith('photon_cve_metadata/') or not name.endswith('.json'):
            continue
        segment = 'photon-' + os.path.basename(name).removesuffix('.json')
        for entry in json.loads(data):
            answer = ('fixed', '<' + entry['res_ver'].removeprefix('0:')) if entry['status'] == 'Fixed' else ('not_affected', 'all')
            if entry['cve_id'].startswith('CVE-'):
                told.setdefault((segment, entry['pkg'], entry['cve_id']), set()).add(answer)
    return told


def oracle(feeds):
    """Errata that ship one build of a package for a release; those of the UEK begin with their line."""
    told = {}
    raw = subprocess.Popen(['zstd', '-q', '-d', '-c', os.path.join(feeds, 'oracle', 'elsa-derived.jsonl.zst')],
                           stdout=subprocess.PIPE)
    for line in raw.stdout:
        record = json.loads(line)
        for affected in record['affected']:
            builds = collections.defaultdict(set)
            for package in affected['packages']:
                builds[package['name']].add(package['lt'].removeprefix('0:'))
            for name, versions in builds.items():
                evr = next(iter(versions))
                if len(versions) > 1 or '.module+' in evr or '-debuginfo' in name or '-debugsource' in name:
                    continue
                floor = ''
                if name.startswith('kernel-uek') or 'uek' in evr:
                    floor = '>=' + '.'.join(evr.split('-')[0].split('.')[:3 if evr.startswith('2.') else 2]) + ','
                for cve, *_ in record['cves']:
                    if cve.startswith('CVE-'):
                        key = 'ol-' + affected['ecosystem'].removeprefix('oracle:'), name, cve
                        told.setdefault(key, set()).add(('fixed', floor + '<' + evr))
    raw.wait()
    return told


def score(name, want, said, verbose):
    right = 0
    for key, answers in want.items():
        good = answers <= said.get(key, set())
        right += good
        if not good and verbose:
            print(f'  miss {name}: {key}: want {answers}, said {said.get(key)}')
    print(f'feeds/{name} {right}/{len(want)}', flush=True)
    return right == len(want)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('program')
    parser.add_argument('feeds')
    parser.add_argument('--verbose', action='store_true')
    args = parser.parse_args()
    program, good = os.path.abspath(args.program), True
    with tempfile.TemporaryDirectory() as work:
        indexes = []
        for jobs in ('2', '1'):
            folder, start = os.path.join(work, jobs), time.monotonic()
            subprocess.run([program, 'db', 'build', '-q', '--feeds', args.feeds, '--output', folder, '--jobs', jobs], check=True)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f'  --jobs {jobs}: {time.monotonic() - start:.1f} s, {used.ru_maxrss // 1024} MiB')
            with open(os.path.join(folder, 'index.json'), 'rb') as file:
                indexes.append(file.read())
        print(f'feeds/same bytes {int(indexes[0] == indexes[1])}/1')
        good = good and indexes[0] == indexes[1]
        names = [segment['name'] for segment in json.loads(indexes[0])['segments']]
        for name, read in (('debian', debian), ('alpine', alpine), ('arch', arch), ('photon', photon), ('ol', oracle)):
            said = statements(program, folder, *(segment for segment in names if (segment + '-').startswith(name + '-')))
            good = score(name, read(args.feeds), said, args.verbose) and good
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
