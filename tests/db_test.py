#!/usr/bin/env python3
"""The advisory database through the program: feeds as they lie there, determinism, damage, the starter segments."""
import bz2
import gzip
import io
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile

from program import arguments, crashed, main

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RECORD = {'id': 'CVE-2099-0001', 'distro': {'id': 'debian', 'release': '12'}, 'package': 'alpha', 'package_kind': 'source',
          'scheme': 'deb', 'status': 'fixed', 'fixed_version': '1.2-3', 'published': '2024-05-06'}


def osv(number):
    return json.dumps({
        'id': f'CVE-2099-{number:04}', 'modified': '2025-02-03T00:00:00Z', 'published': '2024-01-02T00:00:00Z',
        'affected': [{'package': {'ecosystem': 'Debian:12', 'name': f'package{number % 7}'},
                      'ranges': [{'type': 'ECOSYSTEM', 'events': [{'introduced': '0'}, {'fixed': f'1.{number}-1'}]}],
                      'ecosystem_specific': {'urgency': 'low'}}]}).encode()


OSV = {f'CVE/2099/CVE-2099-{number:04}.json': osv(number) for number in range(1, 60)}


def tar_of(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w') as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


class Pipe(io.RawIOBase):
    """What cannot be sought: zip then writes sizes behind the data."""
    def __init__(self):
        self.data = b''

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def zip_of(files, method, pipe=False):
    out = Pipe() if pipe else io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.data if pipe else out.getvalue()


def zstd(data):
    return subprocess.run(['zstd', '-q', '-c'], input=data, stdout=subprocess.PIPE, check=True).stdout


def build(program, name, files, *options):
    """Files of a feeds folder, and the folder of the database made of them."""
    folder = os.path.join(program.folder, name)
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        program.file(os.path.join(name, 'feeds', path), data)
    os.makedirs(os.path.join(folder, 'feeds'), exist_ok=True)
    return folder + '/db', program.run('db', 'build', '--feeds', folder + '/feeds', '--output', folder + '/db', *options)


def index_of(folder):
    with open(os.path.join(folder, 'index.json'), encoding='utf-8') as file:
        return json.load(file)


def lines(records):
    return ''.join(json.dumps(record) + '\n' for record in records).encode()


def a_feed_is_read_as_it_lies_there(program):
    forms = {
        'folder': {'debian/osv/' + path: data for path, data in OSV.items()},
        'tar': {'debian/osv.tar': tar_of(OSV)},
        'tar.gz': {'debian/osv.tar.gz': gzip.compress(tar_of(OSV))},
        'tar.xz': {'debian/osv.tar.xz': lzma.compress(tar_of(OSV))},
        'tar.bz2': {'debian/osv.tar.bz2': bz2.compress(tar_of(OSV))},
        'tar.zst': {'debian/osv.tar.zst': zstd(tar_of(OSV))},
        'zip': {'debian/osv.zip': zip_of(OSV, zipfile.ZIP_DEFLATED)},
        'zip, stored': {'debian/osv.zip': zip_of(OSV, zipfile.ZIP_STORED)},
        'zip through a pipe': {'debian/osv.zip': zip_of(OSV, zipfile.ZIP_DEFLATED, pipe=True)},
        'compressed members': {'debian/osv.tar': tar_of({path + '.gz': gzip.compress(data) for path, data in OSV.items()})},
    }
    indexes = {}
    for name, files in forms.items():
        folder, result = build(program, name, files)
        assert result.status == 0, f'{name}: {result.status} {result.told()}'
        indexes[name] = index_of(folder)
        assert indexes[name] == indexes['folder'], name
    assert [segment['name'] for segment in indexes['folder']['segments']] == ['cvss', 'debian-12']
    assert indexes['folder']['built'] == '2025-02-03'


def one_s_own_advisories_in_any_compression(program):
    plain = lines([RECORD])
    indexes = [index_of(build(program, name, {'own/a.jsonl' + name: data})[0]) for name, data in
               (('', plain), ('.gz', gzip.compress(plain)), ('.zst', zstd(plain)), ('.xz', lzma.compress(plain)))]
    assert all(index == indexes[0] for index in indexes) and len(indexes[0]['segments']) == 1, indexes


def any_order_and_any_number_of_jobs_give_the_same_bytes(program):
    records = [dict(RECORD, id=f'CVE-2099-{n:04}', package=f'p{n % 5}') for n in range(50)]
    first, _ = build(program, 'one', {'own/a.jsonl': lines(records), 'debian/osv.tar': tar_of(OSV)}, '--jobs', '1')
    second, _ = build(program, 'other', {'own/z.jsonl': lines(records[25::-1]), 'own/b.jsonl': lines(records[:25:-1]),
                                         'debian/osv.tar': tar_of(dict(reversed(OSV.items())))}, '--jobs', '4')
    assert index_of(first) == index_of(second)
    assert sorted(os.listdir(first + '/segments')) == sorted(os.listdir(second + '/segments'))


def a_second_build_replaces_the_first(program):
    folder, _ = build(program, 'again', {'own/a.jsonl': lines([RECORD, dict(RECORD, distro={'id': 'arch'})])})
    assert len(os.listdir(folder + '/segments')) == 2
    program.file('again/feeds/own/a.jsonl', lines([RECORD]))
    program.run('db', 'build', '--feeds', os.path.join(program.folder, 'again/feeds'), '--output', folder)
    assert len(os.listdir(folder + '/segments')) == 1 and len(index_of(folder)['segments']) == 1


def what_is_missing_of_a_feed_is_told(program):
    whole = zstd(tar_of(OSV))
    for name, files, status, told in (
            ('cut archive', {'debian/osv.tar.zst': whole[:len(whole) // 2]}, 3, 'truncated'),
            ('cut zip', {'debian/osv.zip': zip_of(OSV, zipfile.ZIP_DEFLATED)[:2000]}, 3, 'truncated'),
            ('no archive', {'debian/osv.tar.gz': b'\x1f\x8b\x08' + b'x' * 100}, 3, 'osv-debian'),
            ('something else', {'debian/osv.tar.zst': zstd(b'hello')}, 3, 'nothing in it is a file of this feed'),
            ('no record', {'debian/osv.tar': tar_of({'README': b'x'})}, 3, 'nothing in it is a file of this feed'),
            ('one bad record', {'debian/osv.tar': tar_of(dict(OSV, **{'CVE/2099/x.json': b'{"id":'}))}, 3, 'x.json'),
            ('one bad line', {'own/a.jsonl': b'{"id":"X"}\n' + lines([RECORD])}, 0, 'line 1'),
            ('a long line', {'own/a.jsonl': b'x' * 11_000_000 + b'\n' + lines([RECORD])}, 3, 'line 1'),
            ('no feed at all', {'unknown/a.json': b'{}'}, 3, 'is a feed that is known'),
            ('an empty folder', {}, 3, 'is a feed that is known')):
        folder, result = build(program, 'missing', files)
        assert not crashed(result), f'{name}: {result.told()}'
        assert result.status == status and told in result.told(), f'{name}: {result.status} {result.told()}'
        if 'bad' in name or 'line' in name:
            assert program.run('db', 'search', 'alpha' if 'line' in name else 'package1', '--db', folder).out, name


def an_archive_cut_anywhere_ends_well(program):
    archive = tar_of(dict(list(OSV.items())[:3]))
    for length in range(0, len(archive), 512):
        _, result = build(program, 'cut', {'debian/osv.tar': archive[:length]})
        assert not crashed(result) and result.status in (0, 3), f'{length}: {result.status} {result.told()}'


def days_come_from_the_table_where_records_have_none(program):
    record = {key: value for key, value in RECORD.items() if key != 'published'}
    table = b'feed\tfile\tnewest_record_date\tcomplete\nown\town/a.jsonl\t2025-01-04~\tno\n'
    folder, _ = build(program, 'table', {'own/a.jsonl': lines([record]), 'feeds.tsv': table})
    segment = index_of(folder)['segments'][0]
    assert segment['built'] == '2025-01-04' and not segment['sources'][0]['complete'], segment


def releases_and_licences_choose(program):
    files = {'own/a.jsonl': lines([RECORD]), 'debian/osv.tar': tar_of(OSV)}
    names = program.file('releases.txt', b'# none of them\narch  # why\n')
    folder, _ = build(program, 'chosen', files, '--releases', names)
    assert [segment['name'] for segment in index_of(folder)['segments']] == ['cvss']
    folder, _ = build(program, 'facts', files, '--facts-only')
    sources = [source['name'] for segment in index_of(folder)['segments'] for source in segment['sources']]
    assert 'own' not in sources and 'osv-debian' in sources, sources
    _, result = build(program, 'nowhere', files, '--releases', '/nonexistent')
    assert result.status == 2 and '--releases' in result.told()


def status_search_and_verify(program):
    folder, _ = build(program, 'asked', {'own/a.jsonl': lines([RECORD])})
    assert 'debian-12' in program.run('db', 'status', '--db', folder).text()
    by_package = program.run('db', 'search', 'alpha', '--db', folder)
    assert by_package.text() == 'debian-12\talpha\tCVE-2099-0001\tfixed\t<1.2-3\t\t\town\n', by_package.text()
    assert program.run('db', 'search', 'CVE-2099-0001', '--db', folder).out == by_package.out
    assert program.run('db', 'search', 'CVE-2099-0001', '--db', folder, '--segment', 'arch').out == b''
    assert program.run('db', 'verify', '--db', folder).status == 0
    path = os.path.join(folder, 'segments', os.listdir(folder + '/segments')[0])
    with open(path, 'r+b') as file:
        file.seek(os.path.getsize(path) - 1)
        file.write(b'x')
    result = program.run('db', 'verify', '--db', folder)
    assert result.status == 3 and 'not what the index says' in result.told(), (result.status, result.told())
    assert program.run('db', 'status', '--db', program.folder + '/none').status == 3


def a_folder_that_cannot_be_written_is_told(program):
    program.file('file', b'')
    program.file('own-feeds/own/a.jsonl', lines([RECORD]))
    result = program.run('db', 'build', '--feeds', program.folder + '/own-feeds', '--output', program.folder + '/file/db')
    assert result.status == 4 and 'cannot be made' in result.told(), (result.status, result.told())


def upstream_s_own_files_are_read_without_a_problem(program):
    shared = os.path.join(os.environ.get('SEAWORTHY_SHARED') or os.path.join(ROOT, '..', 'shared'), 'feeds')
    files = {}
    for path in ('arch/avg.tar.zst', 'kev/cisa-kev.tar.zst', 'eol/endoflife-date.tar.zst', 'eol/debian-distro-info.tar.zst'):
        if os.path.exists(os.path.join(shared, path)):
            with open(os.path.join(shared, path), 'rb') as file:
                files[path] = file.read()
    print(f'# {len(files)} feeds')
    if not files:
        return
    folder, result = build(program, 'upstream', files)
    assert result.status == 0 and 'warning' not in result.told(), (result.status, result.told())
    index = index_of(folder)
    sources = {source['name']: source.get('date', '') for segment in index['segments'] for source in segment['sources']}
    assert len(sources) == len(files), sources
    if 'arch/avg.tar.zst' in files:
        found = program.run('db', 'search', 'CVE-2021-44228', '--db', folder).text()
        assert 'arch\t' in found and '\tfixed\t' in found, found


def the_starter_segments_are_whole(program):
    archive = os.path.join(ROOT, 'data', 'starter.tar.zst')
    folder = os.path.join(program.folder, 'starter')
    assert os.path.getsize(archive) <= 15 << 20
    subprocess.run([os.path.join(ROOT, 'tools', 'unpack_starter.py'), archive, folder], check=True)
    result = program.run('db', 'verify', '--db', folder)
    assert result.status == 0, result.told()
    index = index_of(folder)
    with open(os.path.join(ROOT, 'data', 'PROVENANCE.md'), encoding='utf-8') as file:
        provenance = file.read()
    for segment in index['segments']:
        for source in segment['sources']:
            assert f"| {source['name']} |" in provenance and source['licence'] in provenance, source
    with open(os.path.join(ROOT, 'data', 'releases.txt'), encoding='utf-8') as file:
        wanted = {line.split('#')[0].split()[0] for line in file if line.split('#')[0].strip()}
    names = {segment['name'] for segment in index['segments']}
    assert names <= wanted | {'cvss', 'signals', 'end-of-life'}, names - wanted
    assert {'debian-12', 'ubuntu-24.04', 'alpine-3.20', 'rhel-9', 'cvss', 'signals', 'end-of-life'} <= names
    shutil.rmtree(folder)


if __name__ == '__main__':
    sys.exit(main([
        a_feed_is_read_as_it_lies_there, one_s_own_advisories_in_any_compression,
        any_order_and_any_number_of_jobs_give_the_same_bytes, a_second_build_replaces_the_first,
        what_is_missing_of_a_feed_is_told, an_archive_cut_anywhere_ends_well,
        days_come_from_the_table_where_records_have_none, releases_and_licences_choose, status_search_and_verify,
        a_folder_that_cannot_be_written_is_told, upstream_s_own_files_are_read_without_a_problem, the_starter_segments_are_whole,
    ], arguments()))
