#!/usr/bin/env python3
"""Every document that the program writes is valid by its schema, and an inventory in any form is a target that says the same.

Arguments: the program, and report-samples, which writes made-up reports in every format (src/report/samples.c), also such
whose texts are hostile.
"""
import json
import os
import subprocess
import sys

from images import OS_RELEASE, STAMP, Image, oci_archive, tar
from program import arguments, main
from schemas import OTHERS, Schemas
from verdict_test import APP, database, scan

SCHEMAS = Schemas()
FORMS = ('json', 'sarif', 'cyclonedx', 'spdx')

STATUS = ('var/lib/dpkg/status', '''Package: bash
Status: install ok installed
Architecture: amd64
Version: 1:5.2-2+b1
Source: bash (5.2-2)
Maintainer: Ünal "Quoted" \\n <x@debian.org>

Package: libssl3
Status: hold ok installed
Architecture: arm64
Version: 3.0.11-1~deb12u2
Source: openssl
Maintainer: A = B, tab\there \u202e <x@debian.org>

Package: docker-ce
Status: install ok installed
Architecture: amd64
Version: 5:24.0.7-1~debian.12~bookworm
Maintainer: Docker <support@docker.com>

Package: old
Status: install ok installed
Architecture: all
Version: 1

'''.encode())

APK = ('lib/apk/db/installed', '''P:musl
V:1.2.4_git20230717-r4
A:x86_64
L:MIT
o:musl
m:Timo Teräs <timo.teras@iki.fi>

P:busybox
V:1.36.1-r15
A:x86_64
L:GPL-2.0-only AND (BSD-3-Clause OR =odd)
o:busybox

'''.encode())

DEBIAN = Image([(tar([('etc', None), OS_RELEASE, STATUS]), 'ADD base /')])
ALPINE = Image([(tar([('etc/os-release', b'ID=alpine\nVERSION_ID=3.19.1\nPRETTY_NAME="Alpine Linux v3.19"\n'), APK]), 'ADD x /'),
                (tar([('x', b'')]), 'RUN touch x')])
EMPTY = Image([(tar([('x', b'')]), 'COPY x /')])


def made_up_reports_are_valid(program):
    folder = os.path.join(program.folder, 'samples')
    os.makedirs(folder)
    subprocess.run([sys.argv[2], folder], check=True)
    count = 0
    for name in sorted(os.listdir(folder)):
        form = name.rpartition('.')[2]
        if form not in FORMS:
            continue
        with open(os.path.join(folder, name), 'rb') as file:
            text = file.read()
        try:
            SCHEMAS.check(form, text)
        except AssertionError as error:
            raise AssertionError(f'{name}: {error}') from error
        count += 1
    assert count >= 100, count
    print(f'# corpus: schemas of others {sum(name in SCHEMAS.validators for name in OTHERS)}/{len(OTHERS)}')


def reports_are_valid(program):
    database(program)
    for name, image in (('debian', DEBIAN), ('app', APP), ('alpine', ALPINE), ('empty', EMPTY)):
        target = program.file(name + '.tar', oci_archive([image]))
        for options in ((), ('--show', 'all', '--all-layers'), ('--only-fixed', '--fail-on', 'low')):
            for form in FORMS:
                SCHEMAS.check(form, scan(program, target, *options, form=form).out)


def inventories_are_valid(program):
    for name, image in (('debian', DEBIAN), ('alpine', ALPINE), ('empty', EMPTY)):
        target = program.file(name + '.tar', oci_archive([image]))
        for form in ('json', 'cyclonedx', 'spdx'):
            SCHEMAS.check(form, program.run('packages', '--no-cache', '-o', form, target).out)


def findings_are_sorted(program):
    database(program)
    document = scan(program, program.file('app.tar', oci_archive([APP])), '--show', 'all').document()
    order = ['critical', 'high', 'medium', 'low', 'negligible', 'unknown']
    keys = [(order.index(one['severity']), int(one['package'][1:]), one['id']) for one in document['findings']]
    assert keys and keys == sorted(keys), keys


def an_inventory_in_any_form_says_the_same(program):
    for name, image in (('debian', DEBIAN), ('alpine', ALPINE), ('empty', EMPTY)):
        target = program.file(name + '.tar', oci_archive([image]))
        written = {form: program.run('packages', '--no-cache', '-o', form, target).out for form in ('tsv', 'json', 'cyclonedx', 'spdx')}
        for form in ('json', 'cyclonedx', 'spdx'):
            path = program.file(f'{name}.{form}', written[form])
            again = program.run('packages', '--no-cache', '-o', 'tsv', path)
            assert again.out == written['tsv'], f'{name}, {form}:\n{again.text()}\ninstead of\n{written["tsv"].decode()}'
            # And once more: what was read is written as it was.
            twice = program.run('packages', '--no-cache', '-o', 'json', path).document()
            first = json.loads(written['json'])
            for member in ('packages', 'os'):
                for entry in first.get('packages', []) + twice.get('packages', []):
                    entry.pop('layer', None)
                for entry in (first.get('os', {}), twice.get('os', {})):
                    entry.pop('from', None)
                assert twice.get(member) == first.get(member), f'{name}, {form}: {member}:\n{twice.get(member)}\n{first.get(member)}'


def documents_name_the_moment_of_the_image(program):
    target = program.file('app.tar', oci_archive([APP]))
    assert json.loads(program.run('packages', '--no-cache', '-o', 'spdx', target).out)['creationInfo']['created'] == STAMP
    assert json.loads(program.run('packages', '--no-cache', '-o', 'cyclonedx', target).out)['metadata']['timestamp'] == STAMP
    root = program.file('root.tar', tar([OS_RELEASE, STATUS]))
    assert json.loads(program.run('packages', '--no-cache', '-o', 'spdx', root).out)['creationInfo']['created'] == \
        '1970-01-01T00:00:00Z'


def names_of_documents_follow_their_content(program):
    one, same, other = (program.file(f'{folder}/app.tar', oci_archive([image]))
                        for folder, image in (('a', DEBIAN), ('b', DEBIAN), ('c', ALPINE)))
    for form, member in (('cyclonedx', 'serialNumber'), ('spdx', 'documentNamespace')):
        names = []
        for target in (one, same, other):
            result = program.run('packages', '--no-cache', '-o', form, 'app.tar', cwd=os.path.dirname(target))
            assert result.status == 0, result.told()
            names.append(result.document()[member])
        assert names[0] == names[1] != names[2], names


if __name__ == '__main__':
    sys.exit(main([made_up_reports_are_valid, reports_are_valid, inventories_are_valid, findings_are_sorted,
                   an_inventory_in_any_form_says_the_same, documents_name_the_moment_of_the_image,
                   names_of_documents_follow_their_content], arguments()))
