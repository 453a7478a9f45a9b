#!/usr/bin/env python3
"""Makes the starter segments in data/ again from a folder of feeds: facts only, for the releases of data/releases.txt.

Writes data/starter.tar.zst and data/PROVENANCE.md. The same feeds, SQLite and zstd give the same bytes.
"""
import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile

SIZE_MAX = 15 << 20

# Where each source's data comes from; one that is not here stops the build, so that none goes without its provenance.
UPSTREAM = {
    'alma-osv': 'https://github.com/AlmaLinux/osv-database',
    'alpine-secdb': 'https://secdb.alpinelinux.org/, and secfixes of https://gitlab.alpinelinux.org/alpine/aports',
    'amazon-alas': 'https://alas.aws.amazon.com/',
    'arch-tracker': 'https://security.archlinux.org/',
    'azurelinux-oval': 'https://github.com/microsoft/AzureLinuxVulnerabilityData',
    'bitnami': 'https://github.com/bitnami/vulndb',
    'cvss': 'vectors of https://github.com/cisagov/vulnrichment and of the feeds of Debian, Ubuntu, Red Hat and GitHub',
    'drupal': 'https://github.com/DrupalSecurityTeam/drupal-advisory-database',
    'distro-info': 'https://salsa.debian.org/debian/distro-info-data',
    'endoflife-date': 'https://github.com/endoflife-date/endoflife.date',
    'epss': 'https://www.first.org/epss/ (Exploit Prediction Scoring System of FIRST.org)',
    'friendsofphp': 'https://github.com/FriendsOfPHP/security-advisories',
    'gentoo-glsa': 'https://glsa.gentoo.org/',
    'ghsa': 'https://github.com/github/advisory-database',
    'go-vulndb': 'https://vuln.go.dev/',
    'haskell': 'https://github.com/haskell/security-advisories',
    'jenkins': 'https://updates.jenkins.io/current/update-center.actual.json (warnings)',
    'malicious': 'https://github.com/ossf/malicious-packages',
    'nvd': 'configurations of https://github.com/anchore/nvd-data-overrides',
    'ocaml': 'https://github.com/ocaml/security-advisories',
    'pypa': 'https://github.com/pypa/advisory-database',
    'r': 'https://github.com/RConsortium/r-advisory-database',
    'rubysec': 'https://github.com/rubysec/ruby-advisory-db',
    'rustsec': 'https://github.com/rustsec/advisory-db',
    'kev': 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
    'oracle-elsa': 'https://linux.oracle.com/security/',
    'osv-debian': 'https://security-tracker.debian.org/, as OSV',
    'photon': 'https://github.com/vmware/photon (PHSA), as OSV',
    'redhat-cve': 'https://access.redhat.com/security/data (CVE)',
    'redhat-osv': 'https://access.redhat.com/security/data (RHSA, as OSV)',
    'redhat-repositories': 'https://access.redhat.com/security/data/metrics/repository-to-cpe.json',
    'rocky-errata': 'https://errata.rockylinux.org/',
    'suse-osv': 'https://www.suse.com/support/security/, as OSV',
    'ubuntu-cve-tracker': 'https://git.launchpad.net/ubuntu-cve-tracker',
}

PROVENANCE = """# Starter segments: where they come from

`starter.tar.zst` holds advisory segments for the releases named in `releases.txt`, so that a first scan needs no network.
They are plain facts: identifiers, packages, version ranges, statuses, severity words, CVSS vectors, scores and days. No
description, title or other text of an upstream is in them. `make starter FEEDS=DIR` makes them again, byte for byte with the
same feeds and the same versions of SQLite and zstd.

The data is as old as its days say: for a current database, build one from current feeds (`seaworthy db build`).

| source | data to | complete that day | licence as its upstream states it | upstream |
| --- | --- | --- | --- | --- |
%s
%d segments, %d bytes unpacked.
"""


def provenance(index):
    sources = {}
    for segment in index['segments']:
        for source in segment['sources']:
            sources[source['name']] = source
    missing = sorted(set(sources) - set(UPSTREAM))
    if missing:
        sys.exit('tools/starter.py does not know where these sources come from: ' + ', '.join(missing))
    rows = ''.join(f"| {name} | {source.get('date', 'unknown')} | {'yes' if source['complete'] else 'no'} "
                   f"| {source['licence']} | {UPSTREAM[name]} |\n" for name, source in sorted(sources.items()))
    return PROVENANCE % (rows, len(index['segments']), sum(segment['size'] for segment in index['segments']))


def archive_of(folder):
    """A tar archive that depends on nothing but names and contents."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as tar:
        for name in ['index.json'] + sorted('segments/' + name for name in os.listdir(os.path.join(folder, 'segments'))):
            info = tarfile.TarInfo(name)
            path = os.path.join(folder, name)
            info.size, info.mode = os.path.getsize(path), 0o644
            with open(path, 'rb') as file:
                tar.addfile(info, file)
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--program', required=True)
    parser.add_argument('--feeds', required=True)
    parser.add_argument('data')
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        status = subprocess.run([args.program, 'db', 'build', '--feeds', args.feeds, '--facts-only', '--releases',
                                 os.path.join(args.data, 'releases.txt'), '--output', folder]).returncode
        if status:
            sys.exit(f'db build ended with status {status}')
        with open(os.path.join(folder, 'index.json'), encoding='utf-8') as file:
            text = provenance(json.load(file))
        packed = subprocess.run(['zstd', '-q', '-T1', '-19', '--long=27', '-c'], input=archive_of(folder),
                                stdout=subprocess.PIPE, check=True).stdout
    if len(packed) > SIZE_MAX:
        sys.exit(f'{len(packed)} bytes: more than the repository should carry ({SIZE_MAX})')
    with open(os.path.join(args.data, 'starter.tar.zst'), 'wb') as file:
        file.write(packed)
    with open(os.path.join(args.data, 'PROVENANCE.md'), 'w', encoding='utf-8') as file:
        file.write(text)
    print(f'{len(packed)} bytes')


if __name__ == '__main__':
    main()
