#!/usr/bin/env python3
"""Packages of applications through the whole program: whose a file is, what is one package, and what an image cannot do
to hide one. A finding stays, or coverage says what could not be looked at."""
import hashlib
import io
import json
import struct
import sys
import zipfile

from images import OS_RELEASE, Image, oci_archive, status, tar
from program import arguments, main
from verdict_test import database, scan

METADATA = ('usr/lib/python3/dist-packages/six-1.0.dist-info/METADATA', b'Metadata-Version: 2.1\nName: six\nVersion: 1.0\n\n')
APP = ('opt/app/lib/python3/site-packages/flask-1.0.dist-info/METADATA', b'Metadata-Version: 2.1\nName: Flask\nVersion: 1.0\n\n')
DPKG = status(('python3-six', '1.0-1'), ('bash', '5.2-2'))
INFO = 'var/lib/dpkg/info/'
DEBIAN = [OS_RELEASE, DPKG]


def md5sums(package, *files):
    return (f'{INFO}{package}.md5sums', ''.join(f'{hashlib.md5(content).hexdigest()}  {name}\n' for name, content in files).encode())


def jar(name='app', version='1.0'):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as archive:
        archive.writestr('META-INF/MANIFEST.MF', 'Manifest-Version: 1.0\n')
        archive.writestr(f'META-INF/maven/org.example/{name}/pom.properties',
                         f'groupId=org.example\nartifactId={name}\nversion={version}\n')
    return out.getvalue()


def npm(name, version, **more):
    return json.dumps({'name': name, 'version': version, **more}).encode()


def lock(*packages):
    """A package-lock.json of (path, version, {dependencies}, dev)."""
    return json.dumps({'name': 'app', 'lockfileVersion': 3, 'packages': {
        '': {'name': 'app', 'dependencies': {path.rpartition('/')[2]: version for path, version, _, dev in packages if not dev},
             'devDependencies': {path.rpartition('/')[2]: version for path, version, _, dev in packages if dev}},
        **{path: {'version': version, 'dependencies': needs, **({'dev': True} if dev else {})}
           for path, version, needs, dev in packages}}}).encode()


def advisory(ecosystem, scheme, package, name='CVE-2024-0010'):
    return {'id': name, 'source': 'own', 'ecosystem': ecosystem, 'package': package, 'package_kind': 'binary', 'scheme': scheme,
            'ranges': [['<2']], 'status': 'fixed', 'fixed_version': '2', 'severity': 'high', 'published': '2024-01-01'}


ADVISORIES = [advisory('pypi', 'pep440', 'six'), advisory('pypi', 'pep440', 'flask', 'CVE-2024-0011'),
              advisory('maven', 'maven', 'org.example:app', 'CVE-2024-0012'), advisory('npm', 'npm', 'x', 'CVE-2024-0013')]


def image_of(program, name, *layers):
    return program.file(name, oci_archive([Image([(tar(layer), 'x') for layer in layers])]))


def image(program, *layers):
    return image_of(program, 'image.tar', *layers)


def packages(program, *layers):
    result = program.packages(image(program, *layers))
    assert result.status in (0, 3), result.told()
    return result


def named(result, name):
    return [entry for entry in result.document()['packages'] if entry['name'].lower() == name]


def owner_of(result, name):
    document = result.document()
    found = [entry for entry in document['packages'] if entry['name'] == name and entry['type'] == 'pypi']
    assert len(found) == 1, (name, found)
    owner = found[0].get('owner')
    return next(entry['name'] for entry in document['packages'] if entry['id'] == owner) if owner else None


def blocking(result):
    return sorted({problem['code'] for problem in result.document()['coverage']['problems'] if problem['blocking']})


def an_unchanged_file_is_the_distributions(program):
    six = [*DEBIAN, METADATA, md5sums('python3-six', METADATA)]
    assert owner_of(packages(program, six), 'six') == 'python3-six'
    assert owner_of(packages(program, DEBIAN, [METADATA], [md5sums('python3-six', METADATA)]), 'six') == 'python3-six'
    cases = {
        'changed in a layer above': (six, [(METADATA[0], METADATA[1] + b'more')]),
        'no list': ([*DEBIAN, METADATA],),
        'another digest': ([*DEBIAN, METADATA, md5sums('python3-six', (METADATA[0], b'other'))],),
        'list removed above': (six, [(f'{INFO}.wh.python3-six.md5sums', b'')]),
        'package removed above': (six, [status(('bash', '5.2-2'))]),
        'list of no package': ([*DEBIAN, METADATA, md5sums('python3-other', METADATA)],),
    }
    for name, layers in cases.items():
        assert owner_of(packages(program, *layers), 'six') is None, name


def merged_usr_is_one_path(program):
    path = METADATA[0].removeprefix('usr/')
    layers = [[('lib', 'usr/lib'), *DEBIAN, METADATA, md5sums('python3-six', (path, METADATA[1]))]]
    assert owner_of(packages(program, *layers), 'six') == 'python3-six'


def a_large_file_is_hashed_as_well(program):
    """Larger than a chunk: its content goes through the scratch file."""
    large = (METADATA[0], METADATA[1] + b'text of it\n' * 40000)
    layers = [*DEBIAN, large, md5sums('python3-six', large)]
    assert owner_of(packages(program, layers), 'six') == 'python3-six'
    archive = ('usr/share/java/app.jar', jar())
    result = packages(program, [*DEBIAN, archive, md5sums('bash', archive)])
    found = named(result, 'org.example:app')
    assert len(found) == 1 and 'owner' in found[0], found


def the_distribution_decides_and_its_silence_is_told(program):
    owned = image(program, [*DEBIAN, METADATA, md5sums('python3-six', METADATA)])
    changed = image_of(program, 'changed.tar', [*DEBIAN, METADATA, md5sums('python3-six', METADATA)], [(METADATA[0], METADATA[1] + b'x')])
    spoken = {'id': 'CVE-2024-0010', 'source': 'own', 'distro': {'id': 'debian', 'release': '12'}, 'package': 'python3-six',
              'package_kind': 'binary', 'scheme': 'dpkg', 'status': 'fixed', 'fixed_version': '1.0-1', 'published': '2024-01-01'}
    database(program, [*ADVISORIES, {**spoken, 'package': 'another'}])
    database(program, [*ADVISORIES, spoken], name='spoken')
    silent = scan(program, owned).document()
    assert not silent['findings'] and silent['coverage']['counts']['upstream_of_owned'] == 1, silent
    shown = scan(program, owned, '--show', 'all').document()['findings']
    assert [(one['status'], one['match']['by']) for one in shown] == [('under_investigation', 'upstream_of_owned')], shown
    assert scan(program, owned, '--fail-on', 'high').status == 0
    assert scan(program, owned, '--fail-on', 'upstream-of-owned').status == 1
    decided = scan(program, owned, '--show', 'all', '--fail-on', 'upstream-of-owned', name='spoken')
    assert decided.status == 0 and [one['status'] for one in decided.document()['findings']] == ['fixed'], decided.text()
    # Changed after the installation: it is nobody's, and upstream's advisories decide.
    for name in ('db', 'spoken'):
        result = scan(program, changed, '--fail-on', 'high', name=name)
        assert result.status == 1 and [one['status'] for one in result.document()['findings']] == ['affected'], result.text()


def a_list_without_digests_claims_nothing(program):
    database(program, ADVISORIES)
    forged = (INFO + 'bash.list', ('/opt/app\n/' + APP[0] + '\n').encode())
    cases = {'list': [forged], 'digest of another file': [forged, md5sums('bash', (APP[0], b'other'))]}
    for name, files in cases.items():
        result = scan(program, image(program, [*DEBIAN, APP, *files]))
        assert [one['id'] for one in result.document()['findings']] == ['CVE-2024-0011'], (name, result.text())
        assert result.document()['findings'][0]['status'] == 'affected', name
        told = program.run('explain', '--no-cache', '--db', program.folder + '/db', image(program, [*DEBIAN, APP, *files]),
                           'CVE-2024-0011').text()
        assert ('lists this file with another digest' in told) == (name != 'list'), told
    owned = [*DEBIAN, METADATA, md5sums('python3-six', METADATA)]
    told = program.run('explain', '--no-cache', '--db', program.folder + '/db', image(program, owned), 'CVE-2024-0010').text()
    assert 'deb package python3-six put this file there, and it is unchanged' in told, told


def a_database_removed_or_linked_away_is_told(program):
    layers = [*DEBIAN, METADATA, md5sums('python3-six', METADATA)]
    cases = {
        'removed': [('var/lib/dpkg/.wh.status', b'')],
        'folder removed': [('var/lib/.wh.dpkg', b'')],
        'hidden': [('var/lib/dpkg/.wh..wh..opq', b'')],
        'link to nothing': [('var/lib/dpkg/status', '/nowhere')],
        'link to a device': [('var/lib/dpkg/status', '/dev/null')],
        'folder linked away': [('var/lib/dpkg', '/nowhere')],
        'no system and no database': [('etc/.wh.os-release', b''), ('var/lib/dpkg/.wh.status', b'')],
    }
    for name, upper in cases.items():
        result = packages(program, layers, upper)
        assert result.status == 3 and 'database_missing' in blocking(result), (name, result.text())
        assert named(result, 'six') and owner_of(result, 'six') is None, name
    moved = packages(program, [OS_RELEASE, ('opt/x/status', DPKG[1])], [('var/lib/dpkg/status', '/opt/x/status')])
    assert moved.status == 0 and named(moved, 'bash'), moved.text()


def a_renamed_jar_is_still_read(program):
    database(program, ADVISORIES)
    for name in ('opt/app.jar', 'opt/app.bin', 'opt/app', 'opt/app.jpg', 'opt/.x/app.txt'):
        result = scan(program, image(program, [*DEBIAN, (name, jar())]))
        assert [one['id'] for one in result.document()['findings']] == ['CVE-2024-0012'], (name, result.text())


def a_file_replaced_by_a_link_is_read_behind_it(program):
    content = lock(('node_modules/x', '1.0.0', {}, False))
    cases = {
        'symbolic': [[*DEBIAN, ('opt/hidden', content), ('app/package-lock.json', '../opt/hidden')]],
        'in two layers': [[*DEBIAN, ('opt/hidden', content)], [('app/package-lock.json', '/opt/hidden')]],
        'through a folder': [[*DEBIAN, ('data/hidden', content), ('opt/z', '/data')], [('app/package-lock.json', '/opt/z/hidden')]],
        'hard': [[*DEBIAN, ('opt/hidden', content), ('app/package-lock.json', ['opt/hidden'])]],
        'hard, and the other name is gone': [[*DEBIAN, ('opt/hidden', content), ('app/package-lock.json', ['opt/hidden'])],
                                             [('opt/.wh.hidden', b'')]],
        'of a jar': [[*DEBIAN, ('opt/hidden', content), ('app/package-lock.json', '../opt/hidden'), ('x.jar', '/opt/y.jar'),
                      ('opt/y.jar', jar())]],
    }
    for name, layers in cases.items():
        result = packages(program, *layers)
        assert result.status == 0, (name, result.text())
        found = named(result, 'x')
        assert [entry['path'] for entry in found] == ['app/package-lock.json'], (name, result.text())
        assert found[0]['scope'] == 'declared', name
    # As an installed package, which counts without being asked for.
    database(program, ADVISORIES)
    result = scan(program, image(program, [*DEBIAN, ('opt/hidden', npm('x', '1.0.0'))],
                                 [('app/node_modules/x/package.json', '/opt/hidden')]))
    assert [one['id'] for one in result.document()['findings']] == ['CVE-2024-0013'], result.text()


def documents_inside_an_image_deny_nothing(program):
    """An SBOM without the package, a VEX statement on it."""
    database(program, ADVISORIES)
    sbom = json.dumps({'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'version': 1, 'components': [], 'vulnerabilities': [
        {'id': 'CVE-2024-0011', 'analysis': {'state': 'not_affected'}, 'affects': [{'ref': 'pkg:pypi/flask@1.0'}]}]}).encode()
    vex = json.dumps({'@context': 'https://openvex.dev/ns/v0.2.0', '@id': 'x', 'author': 'x', 'timestamp': '2024-01-01T00:00:00Z',
                      'version': 1, 'statements': [{'vulnerability': {'name': 'CVE-2024-0011'}, 'status': 'not_affected',
                                                    'products': [{'@id': 'pkg:pypi/flask@1.0'}],
                                                    'justification': 'component_not_present'}]}).encode()
    files = [(name, content) for content in (sbom, vex)
             for name in (f'opt/app/{hashlib.md5(content).hexdigest()}.cdx.json', 'opt/app/bom.json', 'var/lib/vex/x.openvex.json',
                          'usr/share/sbom/flask.spdx.json', 'vex.json')]
    result = scan(program, image(program, [*DEBIAN, APP, *files]))
    assert ('CVE-2024-0011', 'affected') in [(one['id'], one['status']) for one in result.document()['findings']], result.text()


def a_packed_program_is_told(program):
    elf = struct.pack('<16sHHIQQQIHHHHHH', b'\x7fELF\x02\x01\x01', 2, 62, 1, 0x401000, 64, 0, 0, 64, 56, 1, 64, 0, 0)
    elf += struct.pack('<IIQQQQQQ', 1, 5, 0, 0x400000, 0x400000, 4096, 4096, 4096) + b'\0' * 16 + b'UPX!' + b'\0' * 4096
    result = packages(program, [*DEBIAN, ('usr/local/bin/app', elf)])
    assert result.status == 3 and 'unsupported' in blocking(result), result.text()


def go_program(version, *lines):
    """What the linker leaves in a program: the toolchain's version and the module lines, in a section of their own."""
    modules = b'0123456789abcdef' + ''.join(line + '\n' for line in lines).encode() + b'0123456789abcdef'
    info = b'\xff Go buildinf:\x08\x02'.ljust(32, b'\0')
    for text in (version.encode(), modules):
        info += bytes([len(text) & 127 | 128, len(text) >> 7]) + text
    names = b'\0.go.buildinfo\0.shstrtab\0'
    sections = b'\0' * 64
    for name, kind, start, length in ((1, 1, 64, len(info)), (15, 3, 64 + len(info), len(names))):
        sections += struct.pack('<IIQQQQIIQQ', name, kind, 2, 0, start, length, 0, 0, 16, 0)
    head = struct.pack('<16sHHIQQQIHHHHHH', b'\x7fELF\x02\x01\x01', 2, 62, 1, 0x401000, 0, 64 + len(info) + len(names), 0, 64,
                       56, 0, 64, 3, 2)
    return head + info + names + sections


def modules_of_go_programs_are_what_was_linked(program):
    """A main module without a version is counted, not listed; a replaced module is its target; the toolchain is a package."""
    database(program, [advisory('golang', 'go', name, flaw) for name, flaw in (
        ('example.org/app', 'CVE-2024-0021'), ('example.org/old', 'CVE-2024-0022'), ('example.org/fork', 'CVE-2024-0023'),
        ('stdlib', 'CVE-2024-0024'))])
    app = go_program('go1.21.0', 'path\texample.org/app', 'mod\texample.org/app\t(devel)\t', 'dep\texample.org/old\tv1.0.0\th1:x=',
                     '=>\texample.org/fork\tv1.2.0\th1:y=')
    result = scan(program, image(program, [*DEBIAN, ('usr/local/bin/app', app)]))
    document = result.document()
    modules = sorted((one['name'], one['version']) for one in document['packages'] if one['type'] == 'golang')
    assert modules == [('example.org/fork', 'v1.2.0'), ('stdlib', '1.21.0')], modules
    assert document['coverage']['counts']['version_unknown'] == 1 and 'version_unknown' in result.codes(), result.text()
    assert sorted(one['id'] for one in document['findings']) == ['CVE-2024-0023', 'CVE-2024-0024'], result.text()


def declared_and_installed_is_one_package(program):
    modules = 'app/node_modules/'
    layer = [*DEBIAN, ('app/package-lock.json', lock(('node_modules/x', '1.0.0', {'y': '1.0.0'}, False),
                                                     ('node_modules/y', '1.0.0', {}, True), ('node_modules/z', '1.0.0', {}, True))),
             (modules + '.package-lock.json', lock(('node_modules/x', '1.0.0', {'y': '1.0.0'}, False),
                                                   ('node_modules/y', '1.0.0', {}, True))),
             (modules + 'x/package.json', npm('x', '1.0.0')), (modules + 'y/package.json', npm('y', '1.0.0'))]
    result = packages(program, layer)
    document = result.document()
    entries = {entry['name']: entry for entry in document['packages'] if entry['type'] == 'npm'}
    assert len([entry for entry in document['packages'] if entry['type'] == 'npm']) == 3, result.text()
    assert entries['x']['path'] == modules + 'x/package.json' and entries['x']['scope'] == 'installed', entries
    assert entries['x']['depends_on'] == [entries['y']['id']], entries
    assert entries['z']['scope'] == 'declared' and document['coverage']['counts']['declared'] == 1, entries
    # As a target, our own inventory says the same.
    again = program.packages(program.file('inventory.json', result.out))
    assert again.document()['packages'] == document['packages'], again.text()
    table = program.run('packages', '--no-cache', image(program, layer)).text()
    assert any('z' in line and 'declared' in line for line in table.splitlines()), table


def a_folder_of_the_project_is_not_what_bears_its_name(program):
    database(program, ADVISORIES)
    for folder, resolved, wanted in (('own', {}, []), ('registry', {'resolved': 'https://h/x.tgz'}, ['CVE-2024-0013'])):
        lockfile = program.file(folder + '/package-lock.json', json.dumps({'lockfileVersion': 3, 'packages': {
            '': {'workspaces': ['x']}, 'x': {'version': '1.0.0', **resolved}, 'node_modules/x': {'resolved': 'x', 'link': True}}}).encode())
        result = scan(program, 'dir:' + lockfile.rpartition('/')[0])
        assert [finding['id'] for finding in result.document()['findings']] == wanted, result.text()
        assert result.document()['coverage']['counts']['version_unknown'] == 0, result.text()


def what_has_no_version_is_counted(program):
    result = packages(program, [*DEBIAN, ('app/requirements.txt', b'six\nflask==1.0\n')])
    document = result.document()
    assert result.status == 0 and document['coverage']['counts']['version_unknown'] == 1, result.text()
    assert 'version_unknown' in result.codes() and 'version' not in named(result, 'six')[0], result.text()


if __name__ == '__main__':
    sys.exit(main([an_unchanged_file_is_the_distributions, merged_usr_is_one_path, a_large_file_is_hashed_as_well,
                   the_distribution_decides_and_its_silence_is_told,
                   a_list_without_digests_claims_nothing, a_database_removed_or_linked_away_is_told, a_renamed_jar_is_still_read,
                   a_file_replaced_by_a_link_is_read_behind_it, documents_inside_an_image_deny_nothing, a_packed_program_is_told,
                   modules_of_go_programs_are_what_was_linked,
                   declared_and_installed_is_one_package, a_folder_of_the_project_is_not_what_bears_its_name,
                   what_has_no_version_is_counted], arguments()))
