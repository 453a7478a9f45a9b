#!/usr/bin/env python3
"""What the command line promises, through the program: help, errors, colours, configuration, completion."""
import json
import os
import resource
import subprocess
import sys

from program import arguments, crashed, main

COMMANDS = ['scan', 'packages', 'explain', 'compare', 'db build', 'db status', 'db search', 'db verify',
            'cache status', 'cache prune', 'cache clear', 'version', 'completion', 'help']


def every_command_has_help_with_examples(program):
    listed = program.run('--help').text()
    for command in COMMANDS:
        result = program.run(*command.split(), '--help')
        assert result.status == 0 and 'Examples:' in result.text() and not result.err, f'{command}: {result.told()}'
        assert f'Usage: seaworthy {command}' in result.text(), command
        assert f'  {command} ' in listed, f'{command} is not in --help'
        assert max(map(len, result.text().splitlines())) <= 120, f'{command}: too wide'
        again = program.run('help', *command.split())
        assert again.out == result.out, command


def nothing_given_is_help_and_a_usage_error(program):
    result = program.run()
    assert result.status == 2 and not result.out and 'Usage' in result.told()


def errors_name_the_nearest_word_and_say_what_to_do(program):
    cases = {
        ('scan', '--severty', 'high', 'x'): '--severity',
        ('scna', 'x'): "'scan'",
        ('cache', 'stats'): "'cache status'",
        ('scan', '-o', 'jsn', 'x'): "'json'",
        ('packages', '-o', 'nope', 'x'): 'known are',
        ('scan', '--severity', 'hihg', 'x'): 'critical',
        ('scan', '--fail-on', 'hihg', 'x'): 'critical',
        ('scan', '--jobs', 'many', 'x'): 'a number',
        ('scan', '--now', 'yesterday', 'x'): '2026-11-23',
        ('scan',): 'scan --help',
        ('compare', 'debb', '1', '2'): "'deb'",
        ('compare', 'deb', '1'): 'wrong operands',
        ('compare', 'osv', '1', '2'): 'unknown version scheme',
        ('compare', 'deb', '--range', '>1'): 'wrong operands',
        ('completion', 'tcsh'): 'bash',
        ('help', 'nothing'): '--help',
    }
    for words, part in cases.items():
        result = program.run(*words)
        assert result.status == 2, f'{words}: {result.status} {result.told()}'
        assert part in result.told() and result.told().startswith('seaworthy: '), f'{words}: {result.told()}'
        assert len(result.told().splitlines()) == 1 and not result.out, f'{words}: {result.told()}'


def what_a_user_typed_cannot_play_with_the_terminal(program):
    for word in ('a\x1b[31mb', 'a\nb', '\u202eb', 'a\x9bb'):
        result = program.run('packages', word)
        assert not crashed(result) and '\x1b' not in result.told() and '\u202e' not in result.told(), result.told()
        assert len(result.told().splitlines()) == 1, result.told()


def versions_are_compared(program):
    assert program.run('compare', 'deb', '1.0~rc1', '1.0').text() == '<\n'
    assert program.run('compare', 'rpm', '1:1-1', '2-1').text() == '>\n'
    assert program.run('compare', 'deb', '1.0', '').text() == '!\n'
    assert program.run('compare', 'deb', '--range', '>=1.0, <1.2', '1.1').text() == 'yes\n'
    assert program.run('compare', 'deb', '1.2', '--range=<1.2').text() == 'no\n'
    assert program.run('compare', 'deb', '--range=', '1.2').text() == 'yes\n'
    assert program.run('compare', 'npm', '--range', '^1.2 || >=3', '1.4.0').text() == 'yes\n'
    assert program.run('compare', 'npm', '--range', '>=1.0.0', '2.0.0-rc.1').text() == 'no\n'
    assert program.run('compare', 'npm-includeprerelease', '--range', '>=1.0.0', '2.0.0-rc.1').text() == 'yes\n'
    assert program.run('compare', 'osv', '--range', 'PyPI|introduced=0,fixed=1.2', '1.1').text() == 'yes\n'
    assert program.run('compare', 'maven', '--range', '[1.0', '1.1').text() == '!\n'
    assert program.run('compare', 'gem', '--range', '-', stdin=b'~> 1.2\t1.4\n~> 1.2\t2.0\n').text() == 'yes\nno\n'
    assert program.run('compare', 'deb', '--range', '<1.2').status == 2
    assert program.run('compare', 'deb', '1.1', '1.2', '--range', '<1.2').status == 2
    pairs = program.run('compare', 'deb', stdin=b'1\t2\n2\t1\n1\t1\nnonsense\n1\t2')
    assert pairs.text() == '<\n>\n=\n!\n<\n', pairs.text()


def completion_scripts_are_valid(program):
    for shell in ('bash', 'zsh', 'fish'):
        result = program.run('completion', shell)
        assert result.status == 0 and '--fail-on' in result.text() or 'fail-on' in result.text(), shell
        path = program.file('completion.' + shell, result.out)
        if subprocess.run(['sh', '-c', f'command -v {shell}'], stdout=subprocess.DEVNULL, check=False).returncode == 0:
            check = subprocess.run([shell, '-n', path], capture_output=True, text=True, check=False)
            assert check.returncode == 0, check.stderr
    script = program.file('complete.sh', program.run('completion', 'bash').out + b'''
COMP_WORDS=(seaworthy "$@"); COMP_CWORD=$#; COMPREPLY=(); compopt() { :; }; _seaworthy; echo "${COMPREPLY[@]}"
''')
    cases = {('sc',): 'scan', ('scan', '--sev'): '--severity', ('cache', 'pr'): 'prune', ('scan', '--color', 'al'): 'always'}
    for words, expected in cases.items():
        out = subprocess.run(['bash', script, *words], capture_output=True, text=True, check=False)
        assert out.stdout.split() == [expected], f'{words}: {out.stdout} {out.stderr}'


def manual_pages_are_valid(program):
    for command in [''] + COMMANDS:
        page = program.run('help', '--man', *command.split())
        assert page.status == 0 and page.text().startswith('.TH SEAWORTHY'), command
        bad = [line for line in page.text().splitlines() if line.startswith('.') and line.split()[0] not in
               ('.TH', '.SH', '.B', '.PP', '.nf', '.fi', '.TP', '.I')]
        assert not bad, f'{command}: {bad}'


def configuration_is_found_and_overridden(program):
    inner = os.path.join(program.folder, 'project/inner')
    os.makedirs(inner)
    path = os.path.join(program.folder, 'project/seaworthy.toml')

    def write(text):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)

    write('jobs = "none"\n')
    result = program.run('packages', 'x', cwd=inner)
    assert result.status == 2 and path in result.told() and 'line 1' in result.told(), result.told()
    assert program.run('packages', 'x', cwd=program.folder).status == 3
    write('jobs = 2\nverbose = true\n')
    assert 'configuration: ' + path in program.run('version', cwd=inner).told()
    home = program.file('.config/seaworthy/seaworthy.toml', b'verbose = true\n')
    assert home in program.run('version').told()
    os.unlink(home)
    named = program.file('named.toml', b'color = "blue"\n')
    assert program.run('version', '--config', named).status == 2
    assert program.run('version', env={'SEAWORTHY_CONFIG': named}).status == 2
    assert program.run('version', '--config', '/nonexistent').status == 2
    assert program.run('version', env={'SEAWORTHY_JOBS': 'x'}).status == 2
    mistyped = program.run('version', env={'SEAWORTHY_FAILON': 'high', 'SEAWORTHY_UNRELATED_THING': 'x'})
    assert mistyped.status == 0 and 'SEAWORTHY_FAIL_ON' in mistyped.told() and 'UNRELATED' not in mistyped.told()
    if os.geteuid() == 0:
        os.chown(path, 12345, 12345)
        write('jobs = "none"\n')
        result = program.run('version', cwd=inner)
        assert result.status == 0 and 'somebody else' in result.told(), result.told()
        os.chown(path, 0, 0)


def version_is_printed_fast(program):
    result = program.run('version')
    assert result.text().startswith('seaworthy ') and result.status == 0
    assert program.run('--version').out == result.out
    if 'ASAN' not in ''.join(os.environ) and os.environ.get('SEAWORTHY_RELEASE'):
        path = os.path.join(os.environ['SEAWORTHY_RELEASE'], 'seaworthy')
        if not os.path.exists(path):
            return
        best = 1.0
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([path, 'version'], stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert best <= 0.010, f'{best * 1000:.1f} ms of CPU'


def output_that_cannot_be_written_is_told(program):
    with open('/dev/full', 'wb') as full:
        result = program.run('--help', stdout=full)
    assert result.status == 4 and 'written' in result.told(), (result.status, result.told())


def reports_do_not_run_into_one_another_where_stdout_is_closed(program):
    folder = os.path.join(program.folder, 'nothing')
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(program.folder, 'report.json')
    result = program.run('packages', folder, '--no-cache', '-o', 'tsv', '-o', 'json=' + path,
                         preexec_fn=lambda: os.close(1))
    assert result.status == 4 and 'standard output' in result.told(), (result.status, result.told())
    with open(path, encoding='utf-8') as file:
        assert json.load(file)['packages'] == []


if __name__ == '__main__':
    sys.exit(main([
        every_command_has_help_with_examples, nothing_given_is_help_and_a_usage_error,
        errors_name_the_nearest_word_and_say_what_to_do, what_a_user_typed_cannot_play_with_the_terminal,
        versions_are_compared, completion_scripts_are_valid, manual_pages_are_valid, configuration_is_found_and_overridden,
        version_is_printed_fast, output_that_cannot_be_written_is_told,
        reports_do_not_run_into_one_another_where_stdout_is_closed,
    ], arguments()))
