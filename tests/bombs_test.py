#!/usr/bin/env python3
"""Archives that are small and want much: each ends soon, within the memory of a scan, and what else is in the image is
listed. On the release alone: under sanitizers they take minutes, and memory says nothing.
"""
import bz2
import gzip
import os
import subprocess
import sys
import time

from images import (OS_RELEASE, TAR_END, Blob, Image, docker_archive, oci_archive, status, tar, tar_entry, tar_header, zipped)
from hostile_made_test import BASE, BASE_PACKAGES, DATABASE, FEDORA, archive_of, check, problems, scan
from program import arguments, crashed, main, names
from rpmdb import database, header

MEMORY = 64 * 1024  # KiB, of each process
GIB = 1 << 30
SECONDS = 30  # that any of these may take on a slow machine
ZEROS = gzip.compress(bytes(64 << 20), 9, mtime=0)


def zeros(gib):
    """So many GiB of zeros, as members of a gzip stream."""
    return ZEROS * (gib * 16)


def timed(program, target, *options, **place):
    start = time.monotonic()
    result = program.packages(target, *options, **place)
    seconds = time.monotonic() - start
    assert seconds < SECONDS, f'{seconds} seconds'
    return result


def limited(result, text):
    assert result.status == 3, (result.status, result.told())
    assert any(problem['code'] == 'limit' and text in problem['detail'] for problem in problems(result)), problems(result)


def stays_small(program, target, *options):
    exit_status, kib = program.peak('packages', '--no-cache', '-o', 'json', *options, target)
    assert kib <= MEMORY, f'{kib} KiB'
    return exit_status


def image(program, layers, **options):
    return program.file('bomb.tar', oci_archive([Image([(layer, 'RUN x') for layer in layers])], **options))


def ten_gib_of_zeros_in_ten_megabytes(program):
    member = gzip.compress(tar_header(b'srv/zeros', 10 * GIB), mtime=0) + zeros(10)
    behind = tar([status(('bash', '5.2-15'), *BASE_PACKAGES)])
    target = image(program, [BASE, Blob(member + zipped(behind), '+gzip')])
    assert os.path.getsize(target) < 12 << 20
    check(timed(program, target), 0, [('bash', '5.2-15'), *BASE_PACKAGES])
    # A plain stream of zeros is an archive that ends at once.
    check(timed(program, image(program, [BASE, Blob(zeros(10), '+gzip')])), 0, BASE_PACKAGES)


def a_bomb_stays_within_the_memory(program):
    member = gzip.compress(tar_header(b'srv/zeros', GIB), mtime=0) + zeros(1) + zipped(tar([]))
    assert stays_small(program, image(program, [BASE, Blob(member, '+gzip')])) == 0


def a_database_of_zeros_is_no_database(program):
    for path, size, code in ((b'var/lib/dpkg/status', 1, 'database_unreadable'), (b'lib/apk/db/installed', 1, None),
                             (DATABASE.encode(), 1, 'database_unreadable'), (DATABASE.encode(), 3, 'limit')):
        member = gzip.compress(tar_header(path, size * GIB), mtime=0) + zeros(size) + zipped(tar([]))
        target = image(program, [BASE, Blob(member, '+gzip')])
        result = timed(program, target)
        assert not crashed(result) and (path.startswith(b'var/lib/dpkg') or names(result) == BASE_PACKAGES), result.text()
        assert code is None or (result.status == 3 and code in result.codes()), f'{path}: {result.status} {result.codes()}'
        if size == 1 and path == DATABASE.encode():
            stays_small(program, target)


def a_slow_bomb_is_ended_by_the_clock(program):
    block = bz2.compress(os.urandom(1 << 20))
    layer = Blob(bz2.compress(tar_header(b'srv/noise', 64 * GIB)) + block * 60)
    result = timed(program, image(program, [BASE, layer]), '--timeout', '2s')
    check(result, 3, BASE_PACKAGES, 'worker_stalled', '--timeout')


def holes_without_end_are_ended_by_the_clock(program):
    """A sparse file (old GNU form) of 4 EiB, all hole, where a row reads: no input is taken while it is read."""
    block = bytearray(tar_header(b'var/lib/dpkg/status', 0, b'S'))
    block[257:265] = b'ustar  \0'
    block[386:398], block[398:410] = b'\x80' + (1 << 62).to_bytes(11, 'big'), b'00000000000\0'
    block[483:495] = b'\x80' + (1 << 62).to_bytes(11, 'big')
    block[148:156] = b' ' * 8
    block[148:156] = b'%06o\0 ' % sum(block)
    layer = archive_of([bytes(block)])
    result = timed(program, image(program, [BASE, layer]), '--stall', '2s', '--timeout', '10s')
    assert result.status == 3 and not crashed(result), f'{result.status} {result.told()}'
    assert set(result.codes()) & {'worker_stalled', 'limit', 'database_unreadable'}, result.codes()


def pax_headers_of_a_gib_are_passed_over(program):
    letters = gzip.compress(b'a' * (64 << 20), 9, mtime=0) * 16
    for kind, content, code in ((b'x', zeros(1), 'malformed'), (b'g', zeros(1), 'malformed'), (b'L', letters, 'limit')):
        member = (gzip.compress(tar_header(b'././@LongLink' if kind == b'L' else b'pax', GIB, kind), mtime=0) + content +
                  zipped(tar_entry(b'usr/bin/x', b'x') + tar([('usr/share/doc/y', b'')])))
        target = image(program, [BASE, Blob(member, '+gzip')])
        check(timed(program, target), 3 if code == 'limit' else 0, BASE_PACKAGES, code)
        stays_small(program, target)


def empty_files(start, end):
    """Headers of files: the sum of each is that of the first, but for its name."""
    header, parts = bytearray(tar_header(b'', 0)), []
    header[148:156] = b' ' * 8
    rest, base = bytes(header[100:148]), sum(header)
    tail = bytes(header[156:])
    for number in range(start, end):
        name = b'd%03d/file-%07d' % (number % 1000, number)
        parts.append(name.ljust(100, b'\0') + rest + b'%06o\0 ' % (base + sum(name)) + tail)
    return b''.join(parts)


def a_million_entries_are_read(program):
    million = gzip.compress(empty_files(0, 1000 * 1000), 1, mtime=0)
    target = image(program, [Blob(million + zipped(BASE), '+gzip')])
    result = timed(program, target)
    check(result, 0, BASE_PACKAGES)
    assert result.document()['coverage']['counts']['files'] == 1000 * 1000 + 2
    stays_small(program, target)
    # More than facts may hold: the packages behind them are listed all the same.
    more = gzip.compress(empty_files(1000 * 1000, 1060 * 1000), 1, mtime=0)
    target = image(program, [Blob(million + more + zipped(BASE), '+gzip')])
    check(timed(program, target), 3, BASE_PACKAGES, 'limit', 'more files than facts may hold')


def packages_without_end_are_a_limit(program):
    """More packages than a scan may hold: those that came first are listed."""
    many = [OS_RELEASE, status(*((f'package-{number}', f'1.{number}-1') for number in range(130 * 1000)))]
    target = image(program, [tar(many)])
    result = timed(program, target)
    assert result.status == 3 and len(names(result)) > 40 * 1000, (result.status, result.told())
    limited(result, 'more than 100,000 packages')
    limited(result, '--max-memory')
    stays_small(program, target)
    assert len(names(program.packages(target, '--max-memory', '256M'))) == 100 * 1000


def a_record_each_in_a_hundred_thousand_files(program):
    entries = [tar_entry(b'var/lib/dpkg/status.d/p%06d' % number, b'Package: p%d\nVersion: 1-%d\n' % (number, number))
               for number in range(100 * 1000)]
    target = image(program, [archive_of([tar_entry(OS_RELEASE[0].encode(), OS_RELEASE[1]), *entries])],
                   compress=lambda data: gzip.compress(data, 1, mtime=0))
    result = timed(program, target)
    assert result.status == 3 and len(names(result)) > 25 * 1000 and 'limit' in result.codes(), (result.status, result.told())
    stays_small(program, target)


def layers_that_say_more_than_an_image_may(program):
    """More than 48 MiB of facts: the layers that have room are listed, whoever of them is read first."""
    def layer(number, count, text):
        return Blob(gzip.compress(b''.join(
            tar_entry(b'var/lib/dpkg/status.d/%d-%05d' % (number, part),
                      b'Package: p%d-%d\nVersion: 1\nMaintainer: %s\n' % (number, part, b'm' * text))
            for part in range(count)) + TAR_END, 1, mtime=0), '+gzip')

    files = [Blob(gzip.compress(empty_files(number * 900000, (number + 1) * 900000), 1, mtime=0) + zipped(BASE), '+gzip')
             for number in range(4)]
    target = image(program, files)
    limited(timed(program, target), 'the image more than 48 MiB')
    stays_small(program, target)
    target = image(program, [BASE] + [layer(number, 2000, 6000) for number in range(8)])
    cache = os.path.join(program.folder, 'cache')
    results = [timed(program, target, '--jobs', '1'), timed(program, target, '--jobs', '8'),
               timed(program, target, cache=cache), timed(program, target, cache=cache)]
    limited(results[0], 'the image more than 48 MiB')
    assert len(names(results[0])) == 8001 and len({result.out for result in results}) == 1, len(names(results[0]))
    stays_small(program, target)
    # With what upper layers removed, there are ten times as many as can be listed.
    again = [tar([status(*((f'package-{number}', f'1.{layer}-{number}') for number in range(90 * 1000)))]) for layer in range(10)]
    target = image(program, [BASE, *again], compress=lambda data: gzip.compress(data, 1, mtime=0))
    limited(timed(program, target, '--all-layers'), '--max-memory')
    stays_small(program, target, '--all-layers')


def an_archive_that_replaces_its_own_files_ends(program):
    """Each later entry of a path is looked up among all records: not a million times among a hundred thousand."""
    links = b''.join(tar_header(b'folder/link%d' % number, 0, b'2', b'target') for number in range(50 * 1000))
    again = gzip.compress(tar_header(b'folder/link7', 0) * 10000, mtime=0) * 100
    target = image(program, [Blob(zipped(links) + again + zipped(BASE), '+gzip')])
    check(timed(program, target), 3, BASE_PACKAGES, 'limit', 'replaces its own files too often')


def layers_are_at_most_512(program):
    result = timed(program, image(program, [BASE] + [tar([(f'a{number}', b'x')]) for number in range(511)]))
    check(result, 0, BASE_PACKAGES)
    result = timed(program, image(program, [BASE] + [tar([(f'a{number}', b'x')]) for number in range(512)]))
    assert result.status == 3 and '513 layers' in result.told(), result.told()


def an_rpm_database_of_300_megabytes_fits(program):
    root = os.path.join(program.folder, 'rpm-root')
    path = os.path.join(root, DATABASE)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.makedirs(os.path.join(root, 'etc'), exist_ok=True)
    with open(os.path.join(root, FEDORA[0]), 'wb') as file:
        file.write(FEDORA[1])
    database(path, (header(f'package-{number}', filler=20000) for number in range(15000)))
    try:
        assert os.path.getsize(path) > 300 * 1000 * 1000, os.path.getsize(path)
        result = timed(program, root)
        assert result.status == 0 and len(names(result)) == 15000, (result.status, result.told(), result.codes())
        assert stays_small(program, root) == 0
    finally:
        os.unlink(path)


def a_compressed_archive_that_fills_the_disk_is_told(program):
    """The outer archive is compressed, so it must be unpacked; the file may only grow so far."""
    data = docker_archive([Image([(tar([OS_RELEASE, status(*BASE_PACKAGES), ('srv/x', os.urandom(4 << 20))]), 'x')])])
    target = program.file('docker.tar.gz', gzip.compress(data, 1, mtime=0))
    command = f'ulimit -f 1024; exec {program.path} packages --no-cache -o json {target}'
    run = subprocess.run(['sh', '-c', command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False,
                         env={'HOME': program.folder, 'PATH': '/usr/bin:/bin'})
    assert run.returncode in (3, 4) and b'limit' in run.stderr + run.stdout, (run.returncode, run.stderr, run.stdout[-500:])


def a_gib_of_zeros_around_an_image_needs_no_disk(program):
    """An outer archive that is nearly all zeros: they stay holes."""
    inner = docker_archive([Image([(BASE, 'x')])]).rstrip(b'\0')
    inner += bytes(-len(inner) % 512)
    target = program.file('zeros.tar.gz', gzip.compress(inner, mtime=0) +
                          gzip.compress(tar_header(b'zeros', GIB), mtime=0) + zeros(1) + gzip.compress(TAR_END, mtime=0))
    result = timed(program, target)
    assert result.status == 0 and names(result) == BASE_PACKAGES, (result.status, result.told())
    assert stays_small(program, target) == 0


if __name__ == '__main__':
    release = [program for program in arguments() if program.is_release]
    sys.exit(main([
        ten_gib_of_zeros_in_ten_megabytes, a_bomb_stays_within_the_memory, a_database_of_zeros_is_no_database,
        a_slow_bomb_is_ended_by_the_clock, holes_without_end_are_ended_by_the_clock, pax_headers_of_a_gib_are_passed_over,
        a_million_entries_are_read, packages_without_end_are_a_limit, a_record_each_in_a_hundred_thousand_files,
        an_archive_that_replaces_its_own_files_ends, layers_that_say_more_than_an_image_may, layers_are_at_most_512, an_rpm_database_of_300_megabytes_fits,
        a_compressed_archive_that_fills_the_disk_is_told, a_gib_of_zeros_around_an_image_needs_no_disk,
    ], release))
