#!/usr/bin/env python3
"""Hostile images that are made here: what they say wrong is told, and what else is in the image is listed."""
import json
import os
import sys
import time

from images import (OS_RELEASE, TAR_END, Blob, Image, digest, docker_archive, dump, oci_archive, oci_files, status, tar,
                    tar_entry, tar_header, zipped)
from program import arguments, crashed, main, names
from rpmdb import database, header

BASE = tar([('etc', None), OS_RELEASE, status(('libc6', '2.36-9'))])
BASE_PACKAGES = [('libc6', '2.36-9')]
FEDORA = ('etc/os-release', b'ID=fedora\nVERSION_ID=40\n')
DATABASE = 'usr/lib/sysimage/rpm/rpmdb.sqlite'


def problems(result):
    return result.document()['coverage'].get('problems', [])


def check(result, exit_status, packages, code=None, text=''):
    """code, text: a problem that must be told, None for none."""
    told = result.told() + result.text()
    assert not crashed(result), f'{result.status}: {result.told()}'
    assert result.status == exit_status, f'status {result.status}, not {exit_status}: {told[-1500:]}'
    assert names(result) == packages, f'{names(result)[:10]}: {told[-1500:]}'
    if code:
        assert any(problem['code'] == code and text in problem['detail'] for problem in problems(result)), \
            f'no {code} with {text!r}: {problems(result)[:10]}'
    else:
        assert not problems(result), problems(result)[:10]


def refused(result, text):
    assert not crashed(result), f'{result.status}: {result.told()}'
    assert result.status == 3 and text in result.told(), f'{result.status}, not 3 with {text!r}: {result.told()}'


def scan(program, layers, *options, compress=zipped, form=oci_archive):
    image = Image([(layer, 'RUN x') for layer in layers])
    data = form([image], compress=compress) if form is oci_archive else form([image])
    return program.packages(program.file('image.tar', data), *options)


def archive_of(entries):
    return b''.join(entries) + TAR_END


# What is damaged.

def layers_that_end_early_keep_what_came_before(program):
    layer = tar([OS_RELEASE, status(*BASE_PACKAGES), ('usr/bin/tool', os.urandom(30000))])
    packed = zipped(layer)
    check(scan(program, [Blob(packed[:len(packed) // 2], '+gzip')]), 3, BASE_PACKAGES, 'truncated')
    # Behind the archive's end marker only --verify looks.
    checksum = Blob(packed[:-4], '+gzip', digest(layer))
    check(scan(program, [checksum]), 0, BASE_PACKAGES)
    check(scan(program, [checksum], '--verify'), 3, BASE_PACKAGES, 'truncated')
    for cut in (len(layer) - 20000, 5 * 512 + 100):
        check(scan(program, [Blob(layer[:cut])]), 3, BASE_PACKAGES, 'truncated')
    check(scan(program, [Blob(layer[:3 * 512 + 100])]), 3, BASE_PACKAGES, 'database_unreadable', 'is cut')
    check(scan(program, [Blob(layer[:3 * 512 - 100])]), 3, [], 'truncated')
    # What is cut lies above what is whole: the database is the lower one as far as is known.
    upper = zipped(tar([('usr/bin/tool', os.urandom(3000)), status(('libc6', '3'))]))
    check(scan(program, [BASE, Blob(upper[:2000], '+gzip')]), 3, BASE_PACKAGES, 'truncated')


def a_flipped_bit_in_any_blob_is_told(program):
    files = oci_files([Image([(BASE, 'x'), (tar([('usr/bin/tool', b'x' * 2000)]), 'y')])])
    for name in sorted(files):
        for at in {0, 1, 20, len(files[name]) // 2, len(files[name]) - 1}:
            if at >= len(files[name]):
                continue
            flipped = bytearray(files[name])
            flipped[at] ^= 1
            data = tar(sorted({**files, name: bytes(flipped)}.items()))
            result = program.packages(program.file('flip.tar', data))
            assert not crashed(result), f'{name} at {at}: {result.status} {result.told()}'
            if name == 'oci-layout':
                continue  # nothing that is said there is needed
            if name == 'index.json' and result.status == 0:
                assert names(result) == BASE_PACKAGES  # a letter of a name
                continue
            assert result.status == 3, f'{name} at {at}: status {result.status}'
            assert result.told() or 'integrity' in result.codes(), f'{name} at {at}: {result.text()}'


def what_points_at_itself_ends(program):
    # A layer that is its own manifest's bytes, an archive whose layer is the list of layers.
    files = oci_files([Image([(BASE, 'x')])])
    manifest = json.loads(files['blobs/sha256/' + json.loads(files['index.json'])['manifests'][0]['digest'][7:]])
    layer = manifest['layers'][0]
    manifest['layers'] = [layer, {**layer, 'digest': manifest['config']['digest'], 'size': manifest['config']['size']}]
    again = dump(manifest)
    files['blobs/sha256/' + digest(again)[7:]] = again
    index = json.loads(files['index.json'])
    index['manifests'][0].update(digest=digest(again), size=len(again))
    files['index.json'] = dump(index)
    result = program.packages(program.file('self.tar', tar(sorted(files.items()))))
    assert result.status == 3 and names(result) == BASE_PACKAGES, result.text()
    config = Image([(BASE, 'x')]).config()
    for layers in (['manifest.json'], ['c.json'], ['loop'], ['a/layer.tar'] * 3):
        entries = [('c.json', config), ('manifest.json', dump([{'Config': 'c.json', 'Layers': layers}])), ('loop', 'loop'),
                   ('a/layer.tar', '../b/layer.tar'), ('b/layer.tar', '../a/layer.tar')]
        result = program.packages(program.file('self.tar', tar(entries)))
        assert not crashed(result) and result.status == 3, f'{layers}: {result.status} {result.told()}'
        assert result.told() or result.codes(), layers


def json_that_is_nested_deeply_is_refused(program):
    deep = b'[' * 100000 + b']' * 100000
    objects = b'{"a":' * 100000 + b'1' + b'}' * 100000
    for value in (deep, objects):
        docker = tar([('manifest.json', value), ('x/layer.tar', BASE)])
        refused(program.packages(program.file('nested.tar', docker)), 'nested')
        layout = oci_files([Image([(BASE, 'x')])])
        refused(program.packages(program.file('nested.tar', tar(sorted({**layout, 'index.json': value}.items())))), 'nested')
        index = json.loads(layout['index.json'])
        index['manifests'][0].update(digest=digest(value), size=len(value))
        files = {**layout, 'blobs/sha256/' + digest(value)[7:]: value, 'index.json': dump(index)}
        refused(program.packages(program.file('nested.tar', tar(sorted(files.items())))), 'nested')
        members = b'{"schema": "seaworthy.inventory/1", "target": ' + value + b', "packages": []}'
        result = program.packages(program.file('nested.json', members))
        assert not crashed(result) and result.status == 3 and 'nested' in result.told() + result.text(), result.told()


def archives_in_archives_are_told(program):
    inner = oci_archive([Image([(BASE, 'x')])])
    twice = zipped(zipped(inner))
    result = program.packages(program.file('twice.tar.gz.gz', twice))
    assert not crashed(result) and result.status == 3 and result.told(), (result.status, result.told())
    outer = tar([('image.tar', inner)])
    result = program.packages(program.file('outer.tar', outer))
    assert not crashed(result) and result.status in (0, 3), result.status
    # An archive that lies in a layer is a file like any other.
    check(scan(program, [tar([OS_RELEASE, status(*BASE_PACKAGES), ('srv/image.tar', inner)])]), 0, BASE_PACKAGES)


# Names.

ODD = [b'/etc/passwd', b'../../etc/passwd', b'etc/../../../x', b'./././a', b'a//b///c', b'new\nline', b'\x1b[31mred', b'\xff\xfe',
       b'tab\there', b'\xe2\x80\xaegnp.exe', b'..', b'.', b'/', b'x' * 99, b'<script>', b'::set-output name=x::y',
       b'\xc3', b'%n%s%x', b'\\\\host\\share', b'a\x7fb', b'-rf', b' ']


def names_of_files_do_no_harm(program):
    base = [tar_entry(name.encode(), content) for name, content in (OS_RELEASE, status(*BASE_PACKAGES))]
    for kind, link in ((b'0', b''), (b'5', b''), (b'2', b'../../../../etc/shadow'), (b'1', b'/etc/shadow'), (b'3', b''), (b'6', b'')):
        layer = archive_of(base + [tar_entry(name, b'', kind, link) for name in ODD])
        check_names(program, layer, ('json', 'table', 'tsv') if kind == b'0' else ('json',))
    # The same below folders whose files are read.
    for folder in (b'var/lib/dpkg/info/', b'var/lib/dpkg/status.d/', b'var/lib/pacman/local/'):
        for end in (b'.md5sums', b'', b'/desc'):
            # A file 'status.d/..' would take the place of the folder that holds the database, as it would on a disk.
            layer = archive_of(base + [tar_entry((folder + name + end)[:100], b'x: y\n') for name in ODD if name != b'..'])
            check_names(program, layer, ('json', 'table') if end == b'/desc' else ('json',))


def check_names(program, layer, formats):
    target = program.file('names.tar', oci_archive([Image([(layer, 'x')])]))
    for form in formats:
        result = program.run('packages', '--no-cache', '-o', form, target)
        text = result.text()
        assert not crashed(result), f'{result.status}: {result.told()}'
        assert result.status in (0, 3) and 'libc6' in text, text[-1000:]
        bad = {character for character in text if (ord(character) < 32 and character not in '\t\n') or
               ord(character) in range(0x7f, 0xa0) or ord(character) in range(0x202a, 0x202f)}
        assert not bad, f'{form}: {bad}'


def a_path_that_is_no_text_is_no_secret_place(program):
    """What an analyzer would read is told when its path is not UTF-8."""
    layer = archive_of([tar_entry(b'etc/os-release', OS_RELEASE[1]),
                        tar_entry(b'var/lib/dpkg/status.d/\xff', b'Package: a\nVersion: 1\n'),
                        tar_entry(b'var/lib/dpkg/status.d/b', b'Package: b\nVersion: 1\n')])
    check(scan(program, [layer]), 3, [('b', '1')], 'unsupported', 'not UTF-8')


def long_paths_are_told(program):
    deep = '/'.join(['d' * 200] * 40)
    layer = tar([OS_RELEASE, status(*BASE_PACKAGES), (deep, b'x'), ('after', b'y')])
    check(scan(program, [layer]), 3, BASE_PACKAGES, 'limit', 'path')


# Long lines.

def long_lines_lose_their_record_and_no_other(program):
    arch = b'%NAME%\nb\n\n%VERSION%\n1-1\n\n'
    for length in (70 * 1024, 11 * 1024 * 1024):
        long = b'x' * length
        record = b'Package: a\nVersion: 1\n'
        after = b'\nPackage: b\nVersion: 1\n'
        cases = {
            'var/lib/dpkg/status': [(record + b'Description: ' + long + b'\n' + after, [('a', '1'), ('b', '1')], None),
                                    (record + b'Maintainer: ' + long + b'\n' + after, [('a', '1'), ('b', '1')], 'longer than'),
                                    (b'Package: ' + long + b'\nVersion: 1\n' + after, [('b', '1')], 'longer than'),
                                    (long + b'\n' + record + after, [('a', '1'), ('b', '1')], 'not a')],
            'lib/apk/db/installed': [(b'P:a\nV:1\nm:' + long + b'\n\nP:b\nV:1\n\n', [('a', '1'), ('b', '1')], 'longer than'),
                                     (b'P:a\nV:1\nT:' + long + b'\n\nP:b\nV:1\n\n', [('a', '1'), ('b', '1')], None)],
            'usr/lib/opkg/status': [(record + b'Description: ' + long + after, [('a', '1'), ('b', '1')], None)],
            'var/lib/pacman/local/b-1-1/desc': [(b'%DESC%\n' + long + b'\n\n' + arch, [('b', '1-1')], None)],
        }
        for path, contents in cases.items():
            for content, packages, text in contents:
                result = scan(program, [tar([OS_RELEASE, (path, content)])])
                assert result.status == 0, f'{path}: {result.status} {result.text()[-800:]}'
                assert [name for name, _ in names(result)] == [name for name, _ in packages], f'{path}: {names(result)}'
                assert text is None or any(text in problem['detail'] for problem in problems(result)), \
                    f'{path}: {problems(result)}'
        # A long line in os-release hides nothing that stands behind it.
        release = b'HOME_URL=' + long + b'\n' + OS_RELEASE[1]
        result = scan(program, [tar([('etc/os-release', release), status(*BASE_PACKAGES)])])
        assert result.status == 0 and result.document()['os']['id'] == 'debian', result.text()[:500]


# Databases that are not where one looks for them.

def os_release_that_is_gone_is_told(program):
    gone = tar([('etc/.wh.os-release', b'')])
    check(scan(program, [BASE, gone]), 3, BASE_PACKAGES, 'os_unknown')
    for target in ('/nowhere', 'os-release', '../../../../../../etc/os-release.not', '/proc/self/root/etc/os-release'):
        check(scan(program, [BASE, tar([('etc/os-release', target)])]), 3, BASE_PACKAGES, 'os_unknown')
    # Replaced by a link to the file in another layer.
    moved = [tar([('usr/lib/os-release', OS_RELEASE[1])]), tar([('etc/os-release', '../usr/lib/os-release'), status(*BASE_PACKAGES)])]
    for layers in (moved, moved[::-1]):
        check(scan(program, layers), 0, BASE_PACKAGES)


def a_database_that_is_gone_is_told(program):
    for gone in (('var/lib/dpkg/.wh.status', b''), ('var/lib/.wh.dpkg', b''), ('var/lib/dpkg', b'a file'),
                 ('var/lib/dpkg/status', '/nowhere'), ('var/lib/dpkg/status', 'status'), ('var', '/proc/self/root/var')):
        check(scan(program, [BASE, tar([gone])]), 3, [], 'database_missing', 'Debian 12')
    sidecars = tar([('var/lib/dpkg/info/libc6.md5sums', b'0' * 32 + b'  usr/bin/ldd\n')])
    check(scan(program, [sidecars]), 3, [], 'database_missing', 'files of a package manager')
    check(scan(program, [BASE, tar([('var/lib/dpkg/.wh.status', b'')]), sidecars]), 3, [], 'database_missing')


def sidecars_may_lie_in_another_layer(program):
    sidecars = tar([('var/lib/dpkg/info/libc6.md5sums', b'0' * 32 + b'  usr/bin/ldd\n')])
    for layers in ([BASE, sidecars], [sidecars, BASE]):
        check(scan(program, layers), 0, BASE_PACKAGES)


def log_in_layers(program, layers):
    path = os.path.join(program.folder, 'rpmdb.sqlite')
    database(path, [header('old')], [header('new', '2', '3')])
    contents = {}
    for name in ('', '-wal'):
        with open(path + name, 'rb') as file:
            contents[name] = file.read()
    return scan(program, [tar([(DATABASE + name if name is not None else FEDORA[0],
                                contents[name] if name is not None else FEDORA[1]) for name in layer]) for layer in layers])


def a_live_log_of_rpm_counts(program):
    both, old = [('new', '2'), ('old', '1')], [('old', '1')]
    check(log_in_layers(program, [[None, '', '-wal']]), 0, both)
    check(log_in_layers(program, [[None, '-wal', '']]), 0, both)
    check(log_in_layers(program, [[None, ''], ['-wal']]), 0, both)
    check(log_in_layers(program, [[None, '']]), 0, old)


def a_log_without_its_database_is_told(program):
    result = log_in_layers(program, [[None, '-wal']])
    assert result.status == 3 and names(result) == [], result.text()


def files_that_lie_twice_in_an_archive_count_once(program):
    twice = archive_of([tar_entry(b'var/lib/dpkg/status', b'Package: lost\nVersion: 1\n'),
                        tar_entry(b'etc/os-release', OS_RELEASE[1]),
                        tar_entry(b'var/lib/dpkg/status', status(*BASE_PACKAGES)[1])])
    check(scan(program, [twice]), 0, BASE_PACKAGES)
    folder = archive_of([tar_entry(b'var/lib/dpkg/status', status(*BASE_PACKAGES)[1]),
                         tar_entry(b'etc/os-release', OS_RELEASE[1]), tar_entry(b'var/lib/dpkg', b'a file')])
    check(scan(program, [folder]), 3, [], 'database_missing')


# What changes while it is read.

def scan_while(program, target, change):
    """Runs it, and lets `change(run)` do to the file what it wants. returns  exit status, details by code, all told"""
    with program.start('packages', '--no-cache', '-o', 'json', target) as run:
        change(run)
        out, told = run.communicate(timeout=120)
    text = told.decode('utf-8', 'replace')
    assert 'AddressSanitizer' not in text and 'runtime error' not in text and run.returncode in (0, 3), text
    listed = json.loads(out)['coverage'].get('problems', []) if out else []
    return run.returncode, {problem['code']: problem['detail'] for problem in listed}, text


def archives_that_change_while_they_are_read(program):
    """Cut or written to at any moment: told, with what happened, and never a pass on half of the bytes."""
    head = BASE[:BASE.rindex(b'Maintainer: ') // 512 * 512 + 512] + tar_header(b'srv/zeros', 1 << 30)
    target = os.path.join(program.folder, 'changes.tar')

    def cut_to(size, delay):
        def change(_):
            time.sleep(delay)
            os.truncate(target, size)
        return change

    def touch(run):
        while run.poll() is None:
            os.utime(target)
            time.sleep(0.01)

    def make():
        with open(target, 'wb') as file:
            file.write(head)
            file.truncate(len(head) + (1 << 30) + len(TAR_END))  # a hole: all of it is read, and no disk is needed

    make()
    assert scan_while(program, target, lambda run: None)[:2] == (0, {})
    for delay in (0, 0.03, 0.1):
        for size in (700, len(head) + 100 * 1000):
            make()
            result, codes, text = scan_while(program, target, cut_to(size, delay))
            assert result == 3, (size, delay, codes, text)
            assert set(codes) & {'truncated', 'integrity'} or 'seaworthy: ' in text, (size, delay, codes, text)
            assert set(codes) <= {'truncated', 'integrity', 'os_unknown', 'database_missing'}, (size, delay, codes, text)
    make()
    result, codes, text = scan_while(program, target, touch)
    assert result == 3 and 'the file changed while it was read' in codes['integrity'], (codes, text)
    os.unlink(target)


if __name__ == '__main__':
    sys.exit(main([
        layers_that_end_early_keep_what_came_before, a_flipped_bit_in_any_blob_is_told, what_points_at_itself_ends,
        json_that_is_nested_deeply_is_refused, archives_in_archives_are_told, names_of_files_do_no_harm,
        a_path_that_is_no_text_is_no_secret_place, long_paths_are_told, long_lines_lose_their_record_and_no_other,
        os_release_that_is_gone_is_told, a_database_that_is_gone_is_told, sidecars_may_lie_in_another_layer,
        a_live_log_of_rpm_counts, a_log_without_its_database_is_told, files_that_lie_twice_in_an_archive_count_once,
        archives_that_change_while_they_are_read,
    ], arguments()))
