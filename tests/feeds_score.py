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
import re
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
import xml.etree.ElementTree


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
        if '.module' in versions:  # a bound of a module holds within its stream, which may be told as a range
            versions = versions[versions.index('<'):]
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


def errata(records):
    """Of (segment, name, evr, CVEs of the erratum, its id) what ships one build of a package for a release."""
    told, builds = {}, collections.defaultdict(set)
    records = [record for record in records if '-debuginfo' not in record[1] and '-debugsource' not in record[1]]
    for segment, name, evr, _, erratum in records:
        builds[segment, name, erratum].add(evr.removeprefix('0:'))
    for segment, name, _, cves, erratum in records:
        if len(builds[segment, name, erratum]) == 1:
            for cve in cves:
                told.setdefault((segment, name, cve), set()).update(
                    ('fixed', '<' + evr) for evr in builds[segment, name, erratum])
    return told


def osv(feeds, path, prefix):
    """(record, affected entry, first fixed version) of records whose id begins so."""
    for name, data in members(os.path.join(feeds, path)):
        if not name.endswith('.json') or not os.path.basename(name).startswith(prefix):
            continue
        record = json.loads(data)
        for affected in record.get('affected', []):
            fixed = [event['fixed'] for kind in affected['ranges'] for event in kind['events'] if 'fixed' in event]
            if fixed and not record.get('withdrawn'):
                yield record, affected, fixed[0]


def cves_of(record):
    return [name for name in record.get('related', []) + record.get('aliases', []) if name.startswith('CVE-')]


def alma(feeds):
    """Security errata alone (ALSA)."""
    return errata([('almalinux-' + affected['package']['ecosystem'].removeprefix('AlmaLinux:'), affected['package']['name'],
                    fixed, cves_of(record), record['id'])
                   for record, affected, fixed in osv(feeds, 'alma/osv-database.tar.zst', 'ALSA-')])


def rocky(feeds):
    """The files of each erratum's products; SIG Cloud's repository builds the same packages once more."""
    found = []
    for name, data in members(os.path.join(feeds, 'rocky', 'errata.tar.zst')):
        record = json.loads(data) if name.endswith('.json') else {}
        if record.get('type') != 'TYPE_SECURITY':
            continue
        cves = [cve['name'] for cve in record['cves'] if cve['name'].startswith('CVE-')]
        for product, files in record['rpms'].items():
            for file in files['nvras']:
                package, version, rest = file.removesuffix('.rpm').rsplit('-', 2)
                release, arch = rest.rsplit('.', 1)
                if arch != 'src':
                    found.append(('rocky-' + product.split()[-1], package, version + '-' + release, cves,
                                  record['name'] + product))
    return errata(found)


def amazon(feeds):
    """Repositories give out numbers of their own: a topic of the extras may repeat one of the core's."""
    found = []
    for name, data in members(os.path.join(feeds, 'amazon', 'alas.tar.zst')):
        if not name.endswith('.json'):
            continue
        record = json.loads(data)
        cves = [reference['ID'] for reference in (record['References'] or {}).get('Reference') or []
                if reference['ID'].startswith('CVE-')]
        for package in record['Pkglist']['Collection']['Package'] or []:
            found.append(('amzn-' + name.split('/')[0], package['Name'],
                          f"{package['Epoch']}:{package['Version']}-{package['Release']}", cves, os.path.dirname(name) + record['ID']))
    return errata(found)


def azurelinux(feeds):
    """One definition a flaw and source package."""
    told = {}
    for name, data in members(os.path.join(feeds, 'azurelinux', 'oval.tar.zst')):
        if not name.endswith('-oval.xml'):
            continue
        segment = name.removesuffix('-oval.xml').removeprefix('cbl-')
        root, byid = xml.etree.ElementTree.fromstring(data), {}
        for element in root.iter():
            element.tag = element.tag.partition('}')[2]
            byid[element.get('id')] = element
        for definition in root.iter('definition'):
            test = byid[definition.find('.//criterion').get('test_ref')]
            package = byid[test.find('object').get('object_ref')].findtext('name')
            evr = byid[test.find('state').get('state_ref')].findtext('evr').removeprefix('0:')
            answer = {'true': ('fixed', '<' + evr), 'Not Applicable': ('not_affected', 'all')}.get(
                definition.findtext('.//patchable'))
            if answer:
                told.setdefault((segment, package, definition.find('.//reference').get('ref_id')), set()).add(answer)
    return told


SUSE = ((re.compile(r'openSUSE:Leap (15\.\d)$'), 'opensuse-leap-{0}'), (re.compile(r'openSUSE:(Tumbleweed)$'), 'opensuse-tumbleweed'),
        (re.compile(r'SUSE:Linux Enterprise Micro (5\.\d)$'), 'sle-micro-{0}'),
        (re.compile(r'SUSE:Linux Enterprise (?:Server|Module for [A-Za-z &-]+?) (15) SP(\d)(?:-LTSS)?$'), 'sles-{0}.{1}'),
        (re.compile(r'SUSE:Linux Enterprise Server (12) SP(\d)(?:-LTSS)?$'), 'sles-{0}.{1}'))


def suse(feeds):
    """Binaries of the products that are a release, or a module of one."""
    found = []
    for record, affected, _ in osv(feeds, 'suse/osv-2019.tar.zst', ''):
        for form, segment in SUSE:
            match = form.match(affected['package']['ecosystem'])
            for binaries in affected.get('ecosystem_specific', {}).get('binaries', []) if match else []:
                for name, evr in binaries.items():
                    found.append((segment.format(*match.groups()), name, evr, cves_of(record), record['id']))
    return errata(found)


def redhat(feeds):
    """Errata of RHEL's repositories, and what is said of packages that none was published for."""
    told = errata([('rhel-' + product[1], affected['package']['name'], fixed, cves_of(record), record['id'])
                   for record, affected, fixed in osv(feeds, 'redhat/osv-rhsa-2019.tar.zst', 'RHSA-')
                   for product in [affected['package']['ecosystem'].removeprefix('Red Hat:').split(':')]
                   if product[0] == 'enterprise_linux'])
    states = {'Affected': 'affected', 'Will not fix': 'will_not_fix', 'Fix deferred': 'fix_deferred',
              'Out of support scope': 'end_of_life', 'Not affected': 'not_affected', 'Under investigation': 'under_investigation'}
    for name, data in members(os.path.join(feeds, 'redhat', 'cve-api.tar.zst')):
        record = json.loads(data) if name.endswith('.json') else {}
        for state in record.get('package_state') or []:
            release = state['cpe'].removeprefix('cpe:/o:redhat:enterprise_linux:')
            package = state['package_name']
            if not release.isdigit() or not re.fullmatch('[A-Za-z0-9._+-]+', package):
                continue
            if not any(fix.get('package', '').startswith(package) for fix in record.get('affected_release') or []):
                told.setdefault(('rhel-' + release, package, record['name']), set()).add((states[state['fix_state']], 'all'))
    return told


UBUNTU = {'trusty': '14.04', 'xenial': '16.04', 'bionic': '18.04', 'focal': '20.04', 'jammy': '22.04', 'mantic': '23.10', 'noble': '24.04'}


def ubuntu(feeds):
    """The releases' own columns, and fixes of the extended streams."""
    told, words = {}, {'needed': 'affected', 'active': 'affected', 'needs-triage': 'under_investigation',
                       'deferred': 'fix_deferred', 'not-affected': 'not_affected'}
    table = dict(members(os.path.join(feeds, 'ubuntu', 'status-derived.tar.zst')))['status.tsv'].decode().splitlines()
    head = table[0].split('\t')
    for line in table[1:]:
        cells = line.split('\t')
        for column, cell in zip(head[2:], cells[2:]):
            release = UBUNTU.get(column.split('/')[-1].replace('esm', column.split('/')[0]))
            word, _, detail = cell.partition(' ')
            answer = None
            if word == 'released' and re.fullmatch('[0-9]\\S*', detail):
                answer = 'fixed', '<' + detail
            elif word in words and '/' not in column:
                answer = words[word], 'all'
            elif word == 'pending' and '/' not in column:
                answer = 'affected', '<' + detail if re.fullmatch('[0-9]\\S*', detail) else 'all'
            if release and answer:
                told.setdefault(('ubuntu-' + release, cells[1], cells[0]), set()).add(answer)
    return told


# Each reading, and the segments that it speaks of.
READERS = {debian: 'debian-', ubuntu: 'ubuntu-', alpine: 'alpine-', redhat: 'rhel-', alma: 'almalinux-', rocky: 'rocky-',
           oracle: 'ol-', amazon: 'amzn-', suse: ('sles-', 'sle-micro-', 'opensuse-'), azurelinux: ('azurelinux-', 'mariner-'),
           photon: 'photon-', arch: 'arch-'}


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
        for read, segments in READERS.items():
            said = statements(program, folder, *(segment for segment in names if (segment + '-').startswith(segments)))
            good = score(read.__name__, read(args.feeds), said, args.verbose) and good
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
