#!/usr/bin/env python3
"""Hostile names, from the file name of the target to instructions and fields of packages, do no harm on any stream.

The same texts go through every member of every format in src/report/report_test.c; here they come in as they do in life.
"""
import re
import sys

from images import Image, oci_archive, tar
from program import arguments, crashed, main
from schemas import Schemas
from verdict_test import advisory, database, scan

SCHEMAS = Schemas()
FORMS = ('table', 'json', 'sarif', 'cyclonedx', 'spdx', 'tsv')

HOSTILE = ['\x1b[2J\x1b[31mred\x1b]0;title\x07', '\u202egnp.exe\u2066', 'a\rPASS', 'tab\there', '\x9b31m', '\u2028line',
           '</script><img src=x onerror=alert(1)>', '::set-output name=x::y', '  ::error::forged', '##[error]x ##vso[task.x]y',
           "=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(1)|x', '"quotes\' and \\backslashes\\"', '[a](https://example.org) {0}',
           '%s%n', 'e\u0301\u6f22\U0001f433', 'long ' * 150]
NOT_UTF8 = b'\xff\xfe\xc3\x28'

# Controls but line end and tab, C1, bidirectional marks, separators, BOM, tags.
UNPRINTABLE = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]')
COMMAND = re.compile(r'^\s*(::|=)|##[a-z]*\[', re.M | re.I)


def status():
    """A line of a status file holds any byte but the line end; a name must be one, so it is at the end of a good one."""
    entries = []
    for number, text in enumerate(HOSTILE):
        raw = text.encode()
        entries.append(b'Package: ' + raw + b'\nStatus: install ok installed\nArchitecture: ' + raw + b'\nVersion: 1-' +
                       raw.replace(b' ', b'') + b'\nSource: src' + raw + b'\nMaintainer: ' + raw + b'\n')
        entries.append(b'Package: p%d\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\nMaintainer: %s <x@debian.org>\n'
                       % (number, raw + NOT_UTF8))
    return '\n'.encode().join(entries)


def os_release():
    return b'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=\'' + HOSTILE[1].encode() + b"'\nPRETTY_NAME=\"\x1b[31m::x\xff\"\n"


def hostile_image():
    base = tar([('etc/os-release', os_release()), ('var/lib/dpkg/status', status())])
    broken = tar([('var/lib/dpkg/status.d/' + text.replace('/', '_').replace('\0', '')[:80], b'Package \xff\n') for text in HOSTILE])
    return Image([(base, HOSTILE[0])] + [(None, text) for text in HOSTILE] + [(broken, 'RUN x\n::error::y')], name=HOSTILE[7])


def harmless(data, what):
    text = data.decode('utf-8')  # fails where it is none
    bad = UNPRINTABLE.search(text)
    assert not bad, f'{what}: {text[max(bad.start() - 40, 0):bad.end() + 20]!r}'
    bad = COMMAND.search(text)
    assert not bad, f'{what}: {text[max(bad.start() - 40, 0):bad.end() + 40]!r}'


def no_format_and_no_message_is_forged(program):
    database(program, [advisory('CVE-2024-1000', f'p{number}', '2', severity='high') for number in range(len(HOSTILE))])
    target = program.file('a\x1b[31m::b.tar', oci_archive([hostile_image()]))
    for form in FORMS:
        result = scan(program, target, '-v', '--show', 'all', '--all-layers', form=form)
        assert not crashed(result) and result.out, f'{form}: {result.status} {result.told()}'
        harmless(result.out, form)
        harmless(result.err, form + ', stderr')
        if form in ('json', 'sarif', 'cyclonedx', 'spdx'):
            SCHEMAS.check(form, result.out)
            assert b'</script' not in result.out
        if form == 'tsv':
            lines = result.out.decode().split('\n')
            assert {line.count('\t') for line in lines[:-1]} == {13} and len(lines) > len(HOSTILE)
            assert not [cell for line in lines for cell in line.split('\t') if re.match(r'[=+]|-.|@.*[(|]', cell)]


def explanations_and_lists_are_not_forged(program):
    database(program, [advisory('CVE-2024-1000', name.strip(), '2') for name in HOSTILE if name.isprintable()])
    target = program.file('app.tar', oci_archive([hostile_image()]))
    for call in (('explain', '--no-cache', '--db', program.folder + '/db', target, 'CVE-2024-1000'),
                 ('packages', '--no-cache', target), ('db', 'search', '--db', program.folder + '/db', 'CVE-2024-1000'),
                 ('db', 'status', '--db', program.folder + '/db')):
        result = program.run(*call)
        assert not crashed(result) and result.out, f'{call}: {result.told()}'
        harmless(result.out + result.err, call)


def every_package_is_there(program):
    target = program.file('app.tar', oci_archive([hostile_image()]))
    document = program.packages(target).document()
    names = {package['name'] for package in document['packages']}
    assert {f'p{number}' for number in range(len(HOSTILE))} <= names, names


def messages_about_hostile_arguments_are_printable(program):
    for text in HOSTILE + ['::x']:
        name = text.replace('\0', '')
        for call in (('scan', name), ('packages', '--no-cache', name), ('scan', '--fail-on', name, 'x'), ('packages', '-o', name, 'x'),
                     ('packages', '--' + name, 'x'), (name,), ('packages', '--platform', name, 'x'), ('explain', name, name)):
            result = program.run(*call)
            assert not crashed(result) and result.status, call
            harmless(result.out + result.err, repr(call))


def what_is_read_back_says_the_same(program):
    target = program.file('app.tar', oci_archive([hostile_image()]))
    expected = program.run('packages', '--no-cache', '-o', 'tsv', target)
    for form in ('json', 'cyclonedx', 'spdx'):
        written = program.run('packages', '--no-cache', '-o', form, target)
        again = program.run('packages', '--no-cache', '-o', 'tsv', program.file('read.' + form, written.out))
        ours, theirs = expected.text().split('\n'), again.text().split('\n')
        assert ours == theirs, f'{form}: ' + '\n'.join(f'{a!r}\n{b!r}' for a, b in zip(ours, theirs) if a != b)[:2000]


if __name__ == '__main__':
    sys.exit(main([no_format_and_no_message_is_forged, explanations_and_lists_are_not_forged, every_package_is_there, messages_about_hostile_arguments_are_printable,
                   what_is_read_back_says_the_same], arguments()))
