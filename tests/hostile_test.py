#!/usr/bin/env python3
"""Archives made to do harm: each must end with the status, problem or message that is written here.

The archives are a corpus outside of this tree (SEAWORTHY_SHARED); without it nothing is tested. A file there that is not in
the table fails the test, so that none is passed over.
"""
import os
import sys

from program import arguments, crashed, main, names

# file: (status, problem codes that must be told, text that must be told, packages or None for any)
EXPECTED = {
    'archive-empty.tar': (3, [], 'the file is empty', None),
    'archive-gzip-trailing.tar.gz': (0, [], '', 1),
    'archive-truncated.oci.tar': (3, [], 'ends before byte', None),
    'archive-zeros.tar': (3, [], 'the archive is empty', None),
    'bidi-and-control-names.oci.tar': (0, [], '', 1),
    'checksum-bad.oci.tar': (3, ['layer_unreadable'], 'checksum', 1),
    'config-wrong-diffid.oci.tar': (3, ['integrity'], 'the configuration has 151 bytes', 1),
    'device-and-fifo.oci.tar': (3, ['database_missing'], '', 0),
    'docker-layer-loop.tar': (3, ['layer_unreadable'], '/layer.tar', 0),
    'docker-manifest-missing.tar': (3, [], "'manifest.json' is not in the archive", None),
    'docker-manifest-null.tar': (3, [], 'manifest.json: entry 0', None),
    'docker-manifest-traversal.tar': (3, [], 'etc/passwd', None),
    'docker-tags-bidi.tar': (0, [], '', 1),
    'dpkg-long-line.oci.tar': (0, [], '', 1),
    'gzip-bomb-64m.oci.tar': (0, [], '', 1),
    'hardlink-outside.oci.tar': (0, [], '', 1),
    'index-chain-500.oci.tar': (3, [], 'more than 8 deep', None),
    'index-empty.oci.tar': (3, [], 'index.json: no image found', None),
    'index-nested-json.oci.tar': (3, [], 'index.json: byte', None),
    'index-not-json.oci.tar': (3, [], 'index.json: byte', None),
    'jar-bomb-nested.oci.tar': (3, ['limit'], 'archives lie in one another', 1),
    'layer-digest-traversal.oci.tar': (3, ['integrity'], 'is no digest', 0),
    'layer-empty.oci.tar': (3, ['integrity'], 'digest', 0),
    'layer-flipped.oci.tar': (3, ['integrity'], 'digest', None),
    'layer-foreign.oci.tar': (3, ['unsupported'], 'foreign layer', 1),
    'layer-missing.oci.tar': (3, ['layer_unreadable'], 'is not in the archive', 0),
    'layer-size-lie.oci.tar': (3, ['integrity'], '4611686018427387904', 1),
    'layer-truncated.oci.tar': (3, ['integrity'], 'digest', None),
    'layer-unknown-type.oci.tar': (3, ['unsupported'], 'application/x-nothing', 0),
    'layers-5000.oci.tar': (3, [], '5000 layers', None),
    'lock-nested.oci.tar': (3, ['limit'], 'nested deeper', 2),
    'longlink-unterminated.oci.tar': (0, [], '', 1),
    'package-json-nested.oci.tar': (3, ['limit'], 'nested deeper', 1),
    'pax-bad-length.oci.tar': (0, ['malformed'], 'pax', 1),
    'pax-huge.oci.tar': (3, ['truncated'], 'ends before byte', 1),
    'pax-large-record.oci.tar': (0, ['malformed'], 'pax', 1),
    'pax-size-override.oci.tar': (3, ['truncated'], 'ends before byte', 1),
    'rpmdb-garbage.oci.tar': (3, ['database_unreadable'], 'rpm', 1),
    'size-base256-huge.oci.tar': (3, ['truncated'], 'ends before byte', 1),
    'size-negative.oci.tar': (3, ['layer_unreadable'], 'size', 1),
    'symlink-chain.oci.tar': (0, [], '', 1),
    'symlink-leak.oci.tar': (3, ['database_missing'], '', 0),
    'symlink-loop.oci.tar': (0, [], '', 1),
    'symlink-then-write.oci.tar': (0, [], '', 1),
    'tar-truncated.oci.tar': (3, ['truncated'], 'ends before byte', 1),
    'traversal-absolute.oci.tar': (0, [], '', 1),
    'traversal-dotdot.oci.tar': (0, [], '', 1),
    'whiteout-odd.oci.tar': (0, ['malformed'], 'whiteout', 0),
    'zstd-bomb-64m.oci.tar': (0, [], '', 1),
}


def folder():
    shared = os.environ.get('SEAWORTHY_SHARED') or os.path.join(os.path.dirname(__file__), '..', '..', 'shared')
    return os.path.join(shared, 'images', 'small', 'hostile')


def check(program, name, status, codes, text, packages):
    result = program.packages(os.path.join(folder(), name), timeout=60)
    told = result.told() + result.text()
    assert not crashed(result), f'{result.status}: {result.told()}'
    assert result.status == status, f'status {result.status}, not {status}: {told[-600:]}'
    assert text in told, f'it does not say {text!r}: {told[-600:]}'
    assert status == 0 or result.err or result.codes(), 'nothing is told'
    if packages is not None:
        assert len(names(result)) == packages, names(result)
    if codes:
        found = result.codes()
        assert set(codes) <= set(found), found
    assert not any(ord(c) < 32 and c not in '\n' or 0x80 <= ord(c) < 0xa0 for c in result.told()), 'control characters'


def tests():
    def test_of(name, expected):
        def test(program):
            check(program, name, *expected)
        test.__name__ = name
        return test
    if not os.path.isdir(folder()):
        return []
    files = sorted(name for name in os.listdir(folder()) if name != 'EXPECT.tsv')

    def every_archive_is_in_the_table(_program):
        assert files == sorted(EXPECTED), set(files) ^ set(EXPECTED)

    def no_reader_shows_what_names_could_do(program):
        for name in ('bidi-and-control-names.oci.tar', 'docker-tags-bidi.tar'):
            for form in ('json', 'tsv', 'table', 'cyclonedx', 'spdx'):
                result = program.run('packages', '--no-cache', '-o', form, os.path.join(folder(), name))
                assert not crashed(result), result.told()
                bad = {c for c in result.text() if (ord(c) < 32 and c not in '\t\n') or ord(c) in range(0x7f, 0xa0) or
                       ord(c) in range(0x202a, 0x202f) or ord(c) in range(0x2066, 0x206a)}
                assert not bad, f'{name} {form}: {bad}'

    def a_wrong_diff_id_is_told_with_verify(program):
        result = program.packages(os.path.join(folder(), 'config-wrong-diffid.oci.tar'), '--verify')
        assert 'diff ID' in result.text() and result.status == 3, result.text()

    print(f'# corpus: hostile {len(files)} archives')
    return [every_archive_is_in_the_table, no_reader_shows_what_names_could_do, a_wrong_diff_id_is_told_with_verify,
            *(test_of(name, EXPECTED[name]) for name in sorted(EXPECTED) if name in files)]


if __name__ == '__main__':
    sys.exit(main(tests(), arguments()))
