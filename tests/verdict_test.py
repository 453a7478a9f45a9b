#!/usr/bin/env python3
"""From archives to verdicts through the whole program: advisories of one's own, a database of them, exit status."""
import json
import os
import sqlite3
import sys

from images import OS_RELEASE, Image, docker_archive, oci_archive, status, tar
from program import arguments, crashed, main

BASE = tar([('etc', None), OS_RELEASE, status(('libssl3', '3.0.11-1'), ('curl', '7.88.1-10'), ('bash', '5.2-2'))])
APP = Image([(BASE, 'ADD base /')])


def advisory(name, package, fixed=None, **more):
    return {'id': name, 'source': 'own', 'distro': {'id': 'debian', 'release': '12'}, 'package': package,
            'package_kind': 'binary', 'scheme': 'dpkg', 'status': 'fixed' if fixed else 'affected', 'published': '2024-01-01',
            **({'fixed_version': fixed} if fixed else {}), **more}


OWN = [
    advisory('CVE-2024-0001', 'libssl3', '3.0.13-1', severity='high'),
    advisory('CVE-2024-0002', 'libssl3', '3.0.11-1', severity='critical'),
    advisory('CVE-2024-0003', 'curl', severity='low'),
    advisory('CVE-2024-0004', 'curl', status='not_affected', severity='high'),
    advisory('CVE-2024-0005', 'nothing', '9', severity='high'),
]


def database(program, records=None, name='db'):
    folder = os.path.join(program.folder, name)
    feeds = os.path.join(program.folder, name + '-feeds')
    lines = ''.join(json.dumps(record) + '\n' for record in (OWN if records is None else records))
    program.file(name + '-feeds/own/own.jsonl', lines.encode())
    result = program.run('db', 'build', '--feeds', feeds, '--output', folder)
    assert result.status == 0, result.told()
    return folder


def scan(program, target, *options, name='db', form='json', **more):
    return program.run('scan', '--no-cache', '--db', os.path.join(program.folder, name), '-o', form, *options, target, **more)


def image(program):
    return program.file('app.tar', oci_archive([APP]))


def found(result):
    return sorted(finding['id'] for finding in result.document()['findings'])


def findings_and_a_verdict(program):
    database(program)
    result = scan(program, image(program))
    assert not crashed(result) and result.status == 0, result.told() + result.text()
    document = result.document()
    assert document['schema'] == 'seaworthy.report/1' and document['verdict']['result'] == 'pass', document['verdict']
    assert found(result) == ['CVE-2024-0001', 'CVE-2024-0003'], found(result)
    assert document['findings'][0]['id'] == 'CVE-2024-0001' and document['findings'][0]['fix']['version'] == '3.0.13-1'


def the_exit_status_is_the_verdict(program):
    database(program)
    target = image(program)
    bare = program.file('bare.tar', oci_archive([Image([(tar([status(('x', '1'))]), 'x')])]))
    cases = [((), 0), (('--fail-on', 'critical'), 0), (('--fail-on', 'high'), 1), (('--fail-on', 'low,kev'), 1),
             (('--fail-on', 'kev'), 0), (('--fail-on', 'epss>0.9'), 0), (('--fail-on', 'high', '--severity', 'low'), 1),
             (('--only-fixed', '--fail-on', 'low'), 1)]
    for options, expected in cases:
        result = scan(program, target, *options)
        assert result.status == expected, f'{options}: {result.status} {result.told()}'
        assert result.document()['verdict']['result'] == ('fail' if expected else 'pass')
    assert scan(program, bare).status == 3
    both = program.run('scan', '--no-cache', '--db', program.folder + '/db', '-o', 'json', '--fail-on', 'high', bare, target)
    assert both.status == 1, both.status
    assert scan(program, '/nonexistent').status == 3


def what_is_shown_is_chosen(program):
    database(program)
    target = image(program)
    assert found(scan(program, target, '--severity', 'high')) == ['CVE-2024-0001']
    assert found(scan(program, target, '--only-fixed')) == ['CVE-2024-0001']
    every = scan(program, target, '--show', 'all')
    assert {'CVE-2024-0002', 'CVE-2024-0004'} <= set(found(every)), found(every)


def every_format_is_written(program):
    database(program)
    target = image(program)
    for form in ('table', 'json', 'tsv', 'sarif', 'cyclonedx', 'spdx'):
        result = scan(program, target, form=form)
        assert result.status == 0 and result.out and not result.err, f'{form}: {result.status} {result.told()}'
        assert scan(program, target, form=form).out == result.out, form
        if form in ('json', 'sarif', 'cyclonedx', 'spdx'):
            json.loads(result.out)
    coloured = scan(program, target, '--color', 'always', form='table')
    assert '\x1b[' in coloured.text() and '\x1b[' not in scan(program, target, form='table').text()
    assert '\x1b[' in scan(program, target, form='table', env={'CLICOLOR_FORCE': '1'}).text()
    assert '\x1b[' not in scan(program, target, form='table', env={'CLICOLOR_FORCE': '1', 'NO_COLOR': '1'}).text()


def an_inventory_is_a_target_with_the_same_findings(program):
    database(program)
    target = image(program)
    direct = scan(program, target)
    for form in ('json', 'cyclonedx', 'spdx'):
        written = program.run('packages', '--no-cache', '-o', form, target)
        assert written.status == 0, written.told()
        again = scan(program, program.file('inventory.json', written.out))
        assert again.status == 0, f'{form}: {again.told()} {again.text()[:600]}'
        assert found(again) == found(direct), f'{form}: {found(again)}'
        assert scan(program, '-', stdin=written.out).status == 0


def explain_tells_what_decided(program):
    database(program)
    target = image(program)
    place = ('--no-cache', '--db', program.folder + '/db')
    cases = {('CVE-2024-0001',): ('libssl3 3.0.11-1: affected', '3.0.13-1'),
             ('CVE-2024-0002',): ('libssl3 3.0.11-1: fixed', ''),
             ('CVE-2024-0004', 'curl'): ('curl 7.88.1-10: not affected', ''),
             ('cve-2024-0001', 'libssl3'): ('libssl3 3.0.11-1: affected', '3.0.13-1'),
             ('CVE-2024-0005',): ('No advisory of that name speaks of a package', ''),
             ('CVE-2024-0001', 'none'): ('No package of that name', '')}
    for words, parts in cases.items():
        result = program.run('explain', *place, target, *words)
        assert result.status == 0, f'{words}: {result.status} {result.told()}'
        for part in parts:
            assert part in result.text(), f'{words}: {result.text()}'
        assert 'Not all was looked at' not in result.text(), result.text()
    bare = program.file('bare.tar', oci_archive([Image([(tar([status(('x', '1'))]), 'x')])]))
    result = program.run('explain', *place, bare, 'CVE-2024-0001')
    assert result.status == 3 and 'Not all was looked at: os_unknown' in result.text(), result.text()


def inventory(program, kind, name, version):
    return program.file('inventory.json', json.dumps({
        'schema': 'seaworthy.inventory/1', 'tool': {'name': 'test', 'version': '1'}, 'target': {'name': 'x', 'kind': 'inventory'},
        'packages': [{'id': 'p1', 'type': kind, 'name': name, 'version': version}]}).encode())


def the_flawed_symbols_are_told(program):
    symbols = ['net/http Server.Serve Handle', 'net/textproto Reader.ReadLine']
    database(program, [{'id': 'GO-2024-0001', 'aliases': ['CVE-2024-0006'], 'source': 'own', 'ecosystem': 'golang',
                        'package': 'stdlib', 'package_kind': 'binary', 'scheme': 'go', 'ranges': [['<1.21.5']], 'status': 'fixed',
                        'fixed_version': '1.21.5', 'symbols': symbols, 'published': '2024-01-01'}], name='go')
    target = inventory(program, 'golang', 'stdlib', '1.21.0')
    findings = scan(program, target, name='go').document()['findings']
    assert [finding['match'].get('symbols') for finding in findings] == [symbols], findings
    told = program.run('explain', '--no-cache', '--db', program.folder + '/go', target, 'CVE-2024-0006').text()
    assert all(f'in:  {symbol}' in told for symbol in symbols), told


def malware_is_critical_whatever_its_version(program):
    """Of all versions, also of one that npm does not know."""
    database(program, [{'id': 'MAL-2024-0001', 'source': 'own', 'ecosystem': 'npm', 'package': 'evil', 'package_kind': 'binary',
                        'scheme': 'npm', 'ranges': [[]], 'status': 'affected', 'severity': 'critical', 'informational': 'malicious',
                        'published': '2024-01-01'}], name='malware')
    for version in ('1.0.0', 'latest'):
        result = scan(program, inventory(program, 'npm', 'evil', version), '--fail-on', 'critical', name='malware')
        findings = [(one['id'], one['severity'], one['marks'], one['gated']) for one in result.document()['findings']]
        assert findings == [('MAL-2024-0001', 'critical', ['malicious'], True)] and result.status == 1, (version, result.text())


def packages_that_nothing_speaks_of_are_told(program):
    """Nobody can give this database what no feed has; what a feed would have blocks."""
    database(program)
    none = scan(program, inventory(program, 'cpan', 'Moo', '1.0'))
    assert none.status == 0 and none.codes() == ['no_feed'], none.text()
    lacking = scan(program, inventory(program, 'julia', 'HTTP', '1.0.0'))
    assert lacking.status == 3 and lacking.codes() == ['no_advisory_source'], lacking.text()
    database(program, [{'id': 'CVE-2024-0007', 'source': 'own', 'ecosystem': 'cpan', 'package': 'Moo', 'package_kind': 'binary',
                        'scheme': 'generic', 'ranges': [['<2.0']], 'status': 'fixed', 'fixed_version': '2.0',
                        'published': '2024-01-01'}], name='perl')
    own = scan(program, inventory(program, 'cpan', 'Moo', '1.0'), name='perl')
    assert found(own) == ['CVE-2024-0007'] and not own.codes(), own.text()


def a_database_that_is_missing_or_old_is_told(program):
    database(program)
    target = image(program)
    missing = scan(program, target, name='nothing-here')
    assert missing.status == 3 and 'db build' in missing.told(), missing.told()
    old = scan(program, target, '--db-max-age', '30d', '--now', '2024-06-01')
    assert old.status == 3 and 'database_stale' in old.codes(), old.text()
    fresh = scan(program, target, '--db-max-age', '30d', '--now', '2024-01-20')
    assert fresh.status == 0, fresh.text()
    segments = [os.path.join(folder, name) for folder, _, files in os.walk(os.path.join(program.folder, 'db'))
                for name in files if name.endswith('.sqlite')]
    for path in segments:
        with sqlite3.connect(path) as segment:
            segment.execute('PRAGMA user_version=1')
        segment.close()
    other = scan(program, target)
    assert other.status in (3, 4) and 'another version of seaworthy' in other.told() and 'db build' in other.told(), other.told()
    for path in segments:
        with open(path, 'wb') as file:
            file.write(b'not a database' * 100)
    broken = scan(program, target)
    assert not crashed(broken) and broken.status in (3, 4), (broken.status, broken.told())


def other_distributions_are_not_judged_by_these(program):
    database(program)
    other = tar([('etc/os-release', b'ID=void\nNAME=Void\n'), status(('libssl3', '3.0.11-1'))])
    result = scan(program, program.file('other.tar', oci_archive([Image([(other, 'x')])])))
    assert result.status == 3 and not result.document()['findings'], result.text()


def more_flaws_than_the_memory_holds(program):
    """What was not looked up is told, and the verdict is incomplete; what was looked up stays."""
    records = [advisory(f'CVE-2024-{flaw:04}', f'p{package}') for package in range(400) for flaw in range(1, 301)]
    database(program, records, name='many')
    packages = tar([('etc', None), OS_RELEASE, status(*((f'p{package}', '1') for package in range(400)))])
    target = program.file('many.tar', oci_archive([Image([(packages, 'ADD base /')])]))
    result = scan(program, target, '--max-memory', '32M', name='many')
    assert not crashed(result) and result.status == 3, (result.status, result.told())
    limits = [problem['detail'] for problem in result.document()['coverage']['problems'] if problem['code'] == 'limit']
    assert len(limits) == 1 and 'flaws were not looked up' in limits[0], limits
    assert len(result.document()['packages']) == 400 and len(found(result)) > 1000, len(found(result))


def equal_bytes_whatever_the_jobs_and_the_cache(program):
    database(program)
    target = program.file('app.tar', docker_archive([APP, Image([(BASE, 'y')], name='b:1')]))
    first = scan(program, target, '--jobs', '1')
    assert scan(program, target, '--jobs', '4').out == first.out
    place = ('--db', program.folder + '/db', '--cache', program.cache)
    for _ in range(2):
        assert program.run('scan', *place, '-o', 'json', target).out == first.out


if __name__ == '__main__':
    sys.exit(main([
        findings_and_a_verdict, the_exit_status_is_the_verdict, what_is_shown_is_chosen, every_format_is_written,
        an_inventory_is_a_target_with_the_same_findings, explain_tells_what_decided,
        the_flawed_symbols_are_told, malware_is_critical_whatever_its_version,
        packages_that_nothing_speaks_of_are_told,
        a_database_that_is_missing_or_old_is_told, other_distributions_are_not_judged_by_these, more_flaws_than_the_memory_holds,
        equal_bytes_whatever_the_jobs_and_the_cache,
    ], arguments()))
