#!/usr/bin/env python3
"""From archives to inventories through the whole program, on images made up here."""
import json
import os
import resource
import sys

import images
from images import OS_RELEASE, Image, docker_archive, oci_archive, oci_folder, status, tar, zipped
from program import arguments, crashed, main, names

BASE = tar([('etc', None), OS_RELEASE, status(('libc6', '2.36-9'), ('bash', '5.2-2'), ('old', '1'))])
NEXT = tar([status(('libc6', '2.36-9'), ('bash', '5.2-3'), ('curl', '7.88-1')), ('usr/share/doc/x', b'y')])
APP = Image([(BASE, 'ADD base /'), (None, 'ENV A=b'), (NEXT, 'RUN apt-get install curl')])
EXPECTED = [('bash', '5.2-3'), ('curl', '7.88-1'), ('libc6', '2.36-9')]


def same_packages_whatever_holds_the_image(program):
    folder = os.path.join(program.folder, 'layout')
    oci_folder(folder, [APP])
    root = tar([('etc', None), OS_RELEASE, status(*EXPECTED)])
    targets = {
        'OCI archive': program.file('oci.tar', oci_archive([APP])),
        'OCI archive, plain layers': program.file('plain.tar', oci_archive([APP], compress=bytes)),
        'OCI layout': folder,
        'docker archive': program.file('docker.tar', docker_archive([APP])),
        'compressed docker archive': program.file('docker.tar.gz', zipped(docker_archive([APP]))),
        'compressed OCI archive': program.file('oci.tar.gz', zipped(oci_archive([APP]))),
        'root filesystem': program.file('root.tar', root),
        'compressed root filesystem': program.file('root.tar.gz', zipped(root)),
    }
    for kind, target in targets.items():
        result = program.packages(target)
        assert result.status == 0, f'{kind}: {result.status}: {result.told()}'
        assert names(result) == EXPECTED, f'{kind}: {names(result)}'
        assert not result.told(), f'{kind}: {result.told()}'


def layers_are_attributed_with_their_instruction(program):
    document = program.packages(program.file('oci.tar', oci_archive([APP]))).document()
    layers = {package['name']: package['layer'] for package in document['packages']}
    assert layers == {'libc6': 0, 'bash': 2, 'curl': 2}, layers
    assert [layer.get('created_by') for layer in document['layers']] == \
        ['ADD base /', 'ENV A=b', 'RUN apt-get install curl'], document['layers']
    assert [layer.get('empty', False) for layer in document['layers']] == [False, True, False]


def cold_and_cached_and_any_jobs_give_equal_bytes(program):
    target = program.file('oci.tar', oci_archive([APP, Image([(BASE, 'x')], name='other:2')]))
    os.utime(target, (1, 1))
    cold = program.packages(target, cache=program.cache)
    warm = program.packages(target, cache=program.cache)
    assert cold.status == 0, cold.told()
    for other in (warm, program.packages(target), program.packages(target, '--jobs', '1'),
                  program.packages(target, '--jobs', '7'), program.packages(target, cache=program.cache)):
        assert other.out == cold.out
    assert 'from the cache' in program.packages(target, '-v', cache=program.cache).told()


def a_changed_file_is_not_taken_from_the_cache(program):
    target = program.file('oci.tar', oci_archive([APP]))
    assert names(program.packages(target, cache=program.cache)) == EXPECTED
    other = Image([(tar([OS_RELEASE, status(('zlib', '9'))]), 'x')])
    program.file('oci.tar', oci_archive([other]))
    assert names(program.packages(target, cache=program.cache)) == [('zlib', '9')]


def a_digest_that_is_claimed_does_not_select_from_the_cache(program):
    good = program.file('good.tar', oci_archive([APP], compress=bytes))
    assert program.packages(good, cache=program.cache).status == 0
    files = images.oci_files([APP], compress=bytes)
    changed = {name: data.replace(b'curl', b'CURL') if data == NEXT else data for name, data in files.items()}
    bad = program.file('bad.tar', tar(sorted(changed.items())))
    result = program.packages(bad, cache=program.cache)
    assert result.status == 3 and 'integrity' in result.codes(), result.codes()
    assert ('CURL', '7.88-1') in names(result), names(result)
    # And what was read of it did not get into the cache.
    assert names(program.packages(good, cache=program.cache)) == EXPECTED


def damaged_cache_entries_are_made_anew(program):
    target = program.file('oci.tar', oci_archive([APP]))
    first = program.packages(target, cache=program.cache)
    for folder, _, files in os.walk(program.cache):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, 'r+b') as file:
                data = bytearray(file.read())
                data[len(data) // 2] ^= 1
                file.seek(0)
                file.write(data)
    second = program.packages(target, cache=program.cache)
    assert second.out == first.out and second.status == 0, second.told()


def a_cache_that_cannot_be_written_is_one_warning(program):
    target = program.file('oci.tar', oci_archive([APP]))
    blocked = program.file('file', b'') + '/cache'
    result = program.packages(target, cache=blocked)
    assert result.status == 0 and names(result) == EXPECTED
    assert result.told().count('cache') >= 1 and len(result.told().splitlines()) == 1, result.told()
    assert not program.packages(target, '-q', cache=blocked).told()


def no_home_no_cache(program):
    target = program.file('oci.tar', oci_archive([APP]))
    result = program.run('packages', '-o', 'tsv', target, env={'HOME': ''})
    assert result.status == 0 and len(result.told().splitlines()) == 1, result.told()
    assert result.text().count('\n') == 4, result.text()


def cache_commands_count_and_clear(program):
    cache = os.path.join(program.folder, 'counted')
    target = program.file('oci.tar', oci_archive([APP]))
    program.packages(target, cache=cache)
    stranger = os.path.join(cache, 'facts', 'stranger')
    with open(stranger, 'w', encoding='utf-8') as file:
        file.write('mine')
    assert 'layers  2' in program.run('cache', 'status', '--cache', cache).text()
    assert program.run('cache', 'prune', '--cache', cache).status == 0
    assert 'layers  2' in program.run('cache', 'status', '--cache', cache).text()
    assert program.run('cache', 'clear', '--cache', cache).status == 0
    assert 'layers  0' in program.run('cache', 'status', '--cache', cache).text()
    assert os.path.exists(stranger)


def standard_input_is_a_target(program):
    data = docker_archive([APP])
    for stdin in (data, zipped(data), oci_archive([APP]), tar([OS_RELEASE, status(*EXPECTED)])):
        result = program.packages('-', stdin=stdin)
        assert result.status == 0 and names(result) == EXPECTED, result.told()
    with open(program.file('docker.tar', data), 'rb') as file:
        assert names(program.packages('-', stdin=file)) == EXPECTED
    assert program.packages('-', stdin=b'').status == 3
    leftover = os.listdir(program.folder)
    assert not [name for name in leftover if name.startswith('seaworthy-')], leftover


def the_platform_is_chosen(program):
    arm = Image([(tar([OS_RELEASE, status(('arm', '1'))]), 'x')], arch='arm64')
    target = program.file('multi.tar', oci_archive([APP, arm], index=True))
    assert names(program.packages(target, '--platform', 'linux/arm64')) == [('arm', '1')]
    assert names(program.packages(target, '--platform', 'amd64')) == EXPECTED
    every = program.packages(target, '--platform', 'all')
    assert every.status == 0 and every.text().count('"seaworthy.inventory/1"') == 2
    none = program.packages(target, '--platform', 'linux/s390x')
    assert none.status == 3 and 'linux/arm64' in none.told(), none.told()
    alone = program.packages(program.file('arm.tar', oci_archive([arm])), '--platform', 'linux/amd64')
    assert alone.status == 0 and alone.codes() == ['foreign_platform'], alone.codes()


def documents_that_hold_one_image_are_never_two(program):
    other = Image([(tar([OS_RELEASE, status(('other', '1'))]), 'x')], name='other:2')
    two, one = program.file('two.tar', docker_archive([APP, other])), program.file('one.tar', docker_archive([APP]))
    for form in ('cyclonedx', 'spdx'):
        path = os.path.join(program.folder, 'one.' + form)
        result = program.run('packages', '--no-cache', '-o', f'{form}={path}', two)
        assert result.status == 4 and 'FILE#TAG' in result.told(), result.told()
        with open(path, encoding='utf-8') as file:
            json.load(file)
        assert program.run('packages', '--no-cache', '-o', form, two + '#app:1').status == 0
        result = program.run('packages', '--no-cache', '-o', form, one, one)
        assert result.status == 2 and result.out == b'' and 'one by one' in result.told(), result.told()


def one_image_of_several_is_picked(program):
    other = Image([(tar([OS_RELEASE, status(('other', '1'))]), 'x')], name='other:2')
    for name, data in (('d.tar', docker_archive([APP, other])), ('o.tar', oci_archive([APP, other]))):
        target = program.file(name, data)
        assert program.packages(target).text().count('"seaworthy.inventory/1"') == 2
        assert names(program.packages(target + '#other:2')) == [('other', '1')]
        assert names(program.packages(target + '#2')) == [('other', '1')]
        wrong = program.packages(target + '#third')
        assert wrong.status == 3 and 'app:1' in wrong.told() and 'other:2' in wrong.told(), wrong.told()


def whiteouts_hide_what_is_below(program):
    gone = tar([('var/lib/dpkg/.wh.status', b''), ('var/lib/dpkg/status.d/a', b'Package: a\nVersion: 1\n')])
    result = program.packages(program.file('gone.tar', oci_archive([Image([(BASE, 'a'), (gone, 'b')])])))
    assert names(result) == [('a', '1')], names(result)
    opaque = tar([('var/lib/dpkg/.wh..wh..opq', b''), status(('b', '2'))])
    result = program.packages(program.file('opaque.tar', oci_archive([Image([(BASE, 'a'), (opaque, 'b')])])))
    assert names(result) == [('b', '2')], names(result)
    removed = program.packages(program.file('gone.tar', oci_archive([Image([(BASE, 'a'), (gone, 'b')])])), '--all-layers')
    assert ('libc6', '2.36-9') in names(removed) and ('a', '1') in names(removed), names(removed)


def databases_behind_links_are_found(program):
    linked = tar([('etc', None), OS_RELEASE, ('data/status', status(*EXPECTED)[1]), ('var/lib/dpkg', '../../data')])
    hard = tar([('etc', None), OS_RELEASE, ('data/status', status(*EXPECTED)[1]), ('var/lib/dpkg/status', ['data/status'])])
    lower = tar([('data/status', status(*EXPECTED)[1])])
    upper = tar([('etc', None), OS_RELEASE, ('var/lib/dpkg/status', '/data/status')])
    for name, layers in {'symbolic': [linked], 'hard': [hard], 'layers': [lower, upper]}.items():
        image = Image([(layer, 'x') for layer in layers])
        for form, data in (('oci', oci_archive([image])), ('docker', docker_archive([image]))):
            result = program.packages(program.file('links.tar', data))
            assert result.status == 0 and names(result) == EXPECTED, f'{name} {form}: {result.text()[:2000]}'


def folders_are_walked_and_lead_nowhere(program):
    root = os.path.join(program.folder, 'root')
    os.makedirs(root + '/etc')
    os.makedirs(root + '/var/lib/dpkg')
    with open(root + '/etc/os-release', 'wb') as file:
        file.write(OS_RELEASE[1])
    with open(root + '/var/lib/dpkg/status', 'wb') as file:
        file.write(status(*EXPECTED)[1])
    assert names(program.packages(root)) == EXPECTED
    # A database behind a link within the root, absolute as the system sees it.
    os.makedirs(root + '/data')
    os.rename(root + '/var/lib/dpkg/status', root + '/data/status')
    os.symlink('/data/status', root + '/var/lib/dpkg/status')
    result = program.packages(root)
    assert names(result) == EXPECTED, result.text()
    # Links out of it are links to nothing.
    os.unlink(root + '/var/lib/dpkg/status')
    secret = program.file('secret', status(('secret', '1'))[1])
    for target in (secret, '../../../../../../..' + secret, '/proc/self/root' + secret):
        os.symlink(target, root + '/var/lib/dpkg/status')
        result = program.packages(root)
        assert result.status == 3 and names(result) == [], f'{target}: {result.text()}'
        os.unlink(root + '/var/lib/dpkg/status')
    os.mkfifo(root + '/var/lib/dpkg/status')
    result = program.packages(root, timeout=20)
    assert result.status == 3 and 'database_unreadable' in result.codes(), result.text()


def layers_are_hashed_or_claimed(program):
    docker = program.file('docker.tar', docker_archive([APP]))
    plain = program.packages(docker).document()
    assert [layer.get('verified') for layer in plain['layers']] == ['claimed', None, 'claimed'] or \
        [layer.get('verified') for layer in plain['layers'] if not layer.get('empty')] == ['claimed'] * 2, plain['layers']
    verified = program.packages(docker, '--verify')
    assert verified.status == 0, verified.text()
    assert [layer['verified'] for layer in verified.document()['layers'] if not layer.get('empty')] == ['hashed'] * 2
    lying = Image([(BASE, 'x')])
    config = lying.config()
    lying.config = lambda: config.replace(images.digest(BASE).encode(), b'sha256:' + b'1' * 64)
    for data in (docker_archive([lying]), oci_archive([lying])):
        target = program.file('lying.tar', data)
        assert program.packages(target).status == 0
        result = program.packages(target, '--verify')
        assert result.status == 3 and 'integrity' in result.codes(), result.codes()


def cut_archives_are_told_and_never_pass(program):
    small = Image([(tar([OS_RELEASE, status(('libc6', '2.36-9'))]), 'x')])
    for form, data in (('oci', oci_archive([small])), ('docker', docker_archive([small]))):
        end = len(data.rstrip(b'\0'))
        for cut in range(0, end, 512):
            result = program.packages(program.file('cut.tar', data[:cut]))
            assert not crashed(result), f'{form} at {cut}: {result.status} {result.told()}'
            if result.status == 0:
                # All that counts was there: only what nobody needs is cut off.
                assert names(result) == [('libc6', '2.36-9')] and cut + 2048 > end, f'{form} at {cut}'
            else:
                assert result.status in (3, 4) and (result.told() or result.codes()), f'{form} at {cut}'


def flipped_bytes_never_crash(program):
    small = Image([(tar([OS_RELEASE, status(('libc6', '2.36-9'))]), 'x')])
    data = oci_archive([small])
    step = max(1, len(data) // 60)
    for at in range(0, len(data), step):
        flipped = bytearray(data)
        flipped[at] ^= 0x41
        result = program.packages(program.file('flip.tar', bytes(flipped)))
        assert not crashed(result), f'at {at}: {result.status} {result.told()}'
        assert result.status in (0, 3, 4), f'at {at}: {result.status}'


def reports_that_cannot_be_written_are_told(program):
    target = program.file('oci.tar', oci_archive([APP]))
    full = program.run('packages', '--no-cache', '-o', 'json=/dev/full', target)
    assert full.status == 4 and '/dev/full' in full.told(), (full.status, full.told())
    with open('/dev/full', 'wb') as device:
        result = program.run('packages', '--no-cache', '-o', 'json', target, stdout=device)
    assert result.status == 4 and result.err, (result.status, result.told())
    missing = program.run('packages', '--no-cache', '-o', 'json=/nonexistent/x', target)
    assert missing.status == 4 and '/nonexistent/x' in missing.told(), missing.told()
    twice = program.run('packages', '--no-cache', '-o', 'json', '-o', 'tsv', target)
    assert twice.status == 2, twice.told()


def several_reports_of_one_scan(program):
    target = program.file('oci.tar', oci_archive([APP]))
    out = os.path.join(program.folder, 'out.json')
    with open(out, 'w', encoding='utf-8') as file:
        file.write('x' * 100000)
    result = program.run('packages', '--no-cache', '-o', 'tsv', '-o', f'json={out}', target)
    assert result.status == 0 and result.text().startswith('type\t'), result.text()
    with open(out, 'rb') as file:
        assert file.read() == program.packages(target).out


def what_is_no_image_is_told(program):
    cases = {
        'missing': (None, 'no such file'),
        'empty.tar': (b'', 'empty'),
        'text.txt': (b'hello', 'not an image'),
        'zeros.tar': (b'\0' * 10240, None),
        'json.json': (b'{"a": 1}', None),
    }
    for name, (data, text) in cases.items():
        target = program.file(name, data) if data is not None else os.path.join(program.folder, name)
        result = program.packages(target)
        assert not crashed(result) and result.status == 3, f'{name}: {result.status} {result.told()}'
        assert text is None or text in result.told(), f'{name}: {result.told()}'
    reference = program.packages('alpine:3.20')
    assert reference.status == 3 and 'docker save' in reference.told(), reference.told()
    for scheme in ('registry:x', 'docker:x', 'podman:x', 'containerd:x', 'container:x', 'purl:x'):
        result = program.packages(scheme)
        assert result.status == 3 and 'save' in result.told() or 'export' in result.told() or 'SBOM' in result.told(), result.told()
    wrong = program.packages('docker-archive:' + program.file('oci.tar', oci_archive([APP])))
    assert wrong.status == 3 and 'docker-archive' in wrong.told(), wrong.told()


def images_of_other_systems_never_pass(program):
    class Windows(Image):
        def config(self):
            return super().config().replace(b'"os": "linux"', b'"os": "windows"')

    for data in (oci_archive([Windows([(tar([('Files/x', b'y')]), 'x')])]), docker_archive([Windows([(BASE, 'x')])])):
        result = program.packages(program.file('windows.tar', data))
        assert result.status == 3 and 'unsupported' in result.codes(), result.text()


def several_targets_end_with_the_worst(program):
    good = program.file('good.tar', oci_archive([APP]))
    result = program.run('packages', '--no-cache', '-o', 'tsv', good, '/nonexistent', good)
    assert result.status == 3 and result.text().count('deb\tlibc6\t') == 2, result.text()


def the_distribution_can_be_given(program):
    bare = Image([(tar([status(('libc6', '2.36-9'))]), 'x')])
    target = program.file('bare.tar', oci_archive([bare]))
    assert 'os_unknown' in program.packages(target).codes()
    result = program.packages(target, '--distro', 'debian-12')
    assert result.status == 0 and result.document()['os']['from'] == 'override', result.text()


def no_temporary_file_stays(program):
    tmp = os.path.join(program.folder, 'tmp')
    os.makedirs(tmp)
    target = program.file('docker.tar.gz', zipped(docker_archive([APP])))
    assert program.packages(target, '--tmp', tmp).status == 0
    assert os.listdir(tmp) == []
    full = program.packages(target, '--tmp', os.path.join(program.folder, 'missing'))
    assert full.status == 4 and '--tmp' in full.told(), (full.status, full.told())


def a_full_disk_is_told(program):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    data = docker_archive([APP])
    piped = program.packages('-', stdin=data, preexec_fn=small_files)
    assert piped.status == 4 and '--tmp' in piped.told(), (piped.status, piped.told())
    target = program.file('docker.tar.gz', zipped(data))
    packed = program.packages(target, preexec_fn=small_files)
    assert packed.status in (3, 4) and (packed.told() or packed.codes()), (packed.status, packed.told())
    out = os.path.join(program.folder, 'small.json')
    big = Image([(tar([OS_RELEASE, status(*((f'package{i}', '1') for i in range(100)))]), 'x')])
    target = program.file('many.tar', oci_archive([big]))
    written = program.run('packages', '--no-cache', '-o', f'json={out}', target, preexec_fn=small_files)
    assert written.status == 4 and out in written.told(), (written.status, written.told())


def a_scan_can_be_seen_on_a_terminal_only(program):
    target = program.file('oci.tar', oci_archive([APP]))
    assert program.packages(target).err == b''


if __name__ == '__main__':
    sys.exit(main([
        same_packages_whatever_holds_the_image, layers_are_attributed_with_their_instruction,
        cold_and_cached_and_any_jobs_give_equal_bytes, a_changed_file_is_not_taken_from_the_cache,
        a_digest_that_is_claimed_does_not_select_from_the_cache, damaged_cache_entries_are_made_anew,
        a_cache_that_cannot_be_written_is_one_warning, no_home_no_cache, cache_commands_count_and_clear,
        standard_input_is_a_target, the_platform_is_chosen, one_image_of_several_is_picked,
        documents_that_hold_one_image_are_never_two, whiteouts_hide_what_is_below,
        databases_behind_links_are_found, folders_are_walked_and_lead_nowhere, layers_are_hashed_or_claimed,
        cut_archives_are_told_and_never_pass, flipped_bytes_never_crash, reports_that_cannot_be_written_are_told,
        several_reports_of_one_scan, what_is_no_image_is_told, images_of_other_systems_never_pass, several_targets_end_with_the_worst,
        the_distribution_can_be_given, no_temporary_file_stays, a_full_disk_is_told,
        a_scan_can_be_seen_on_a_terminal_only,
    ], arguments()))
