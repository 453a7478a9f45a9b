"""Runs the program for tests, and writes TAP."""
import json
import os
import shutil
import subprocess
import sys
import tempfile


class Result:
    def __init__(self, run):
        self.status, self.out, self.err = run.returncode, run.stdout, run.stderr

    def text(self):
        return self.out.decode('utf-8', 'replace')

    def told(self):
        return self.err.decode('utf-8', 'replace')

    def document(self):
        return json.loads(self.out)

    def codes(self):
        return [problem['code'] for problem in self.document()['coverage'].get('problems', [])]


class Skip(Exception):
    """Raised by a test that this program or machine cannot run; says why."""


class Program:
    def __init__(self, path, about=''):
        self.path, self.about = os.path.abspath(path), about
        self.is_release = bool(about)  # with walls and without sanitizers
        self.folder = tempfile.mkdtemp(prefix='seaworthy-test-')
        self.cache = os.path.join(self.folder, 'cache')

    def run(self, *arguments, stdin=b'', env=None, cwd=None, timeout=120, **options):
        """No environment but what a test gives: nothing of the machine decides. The default sandbox is the build's."""
        environment = {'PATH': '/usr/bin:/bin', 'HOME': self.folder, **SANITIZER, **(env or {})}
        if isinstance(stdin, bytes):
            options['input'] = stdin
        else:
            options['stdin'] = stdin
        options.setdefault('stdout', subprocess.PIPE)
        return Result(subprocess.run([self.path, *arguments], stderr=subprocess.PIPE, env=environment,
                                     cwd=cwd or self.folder, timeout=timeout, **options))

    def start(self, *arguments):
        """For what a test does meanwhile."""
        return subprocess.Popen([self.path, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env={'PATH': '/usr/bin:/bin', 'HOME': self.folder, **SANITIZER}, cwd=self.folder)

    def packages(self, target, *arguments, cache=None, **options):
        place = ['--no-cache'] if cache is None else ['--cache', cache]
        return self.run('packages', '-o', 'json', *place, *arguments, target, **options)

    def peak(self, *arguments):
        """Runs it and tells the exit status and the KiB of its largest process, itself or a worker."""
        measure = os.path.join(os.path.dirname(self.path), 'bench', 'measure')
        if not self.is_release or not os.path.exists(measure):
            raise Skip('memory is measured on the release')
        run = subprocess.run([measure, self.path, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             env={'HOME': self.folder}, cwd=self.folder, timeout=120, check=True)
        return int(run.stdout.split()[3]), int(run.stdout.split()[2])

    def file(self, name, data):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(data)
        return path


SANITIZER = {name: os.environ[name] for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS') if name in os.environ}


def names(result):
    """Packages of a JSON report, as name and version; a folder of the project may have none."""
    return sorted((package['name'], package.get('version', '')) for package in result.document()['packages'])


def crashed(result):
    return result.status < 0 or result.status > 4 or 'Sanitizer' in result.told() or 'runtime error' in result.told()


def main(tests, programs):
    """tests: functions of a Program; each raises AssertionError where it fails."""
    cases = [(program, test) for program in programs for test in tests]
    print(f'1..{len(cases)}', flush=True)
    failed = 0
    for number, (program, test) in enumerate(cases, 1):
        name = test.__name__.replace('_', ' ') + program.about
        try:
            test(program)
            print(f'ok {number} - {name}', flush=True)
        except Skip as reason:
            print(f'ok {number} - {name} # SKIP {reason}', flush=True)
        except AssertionError as error:
            failed += 1
            print(f'not ok {number} - {name}')
            for line in str(error).splitlines() or [repr(error.__traceback__.tb_lineno)]:
                print('# ' + line)
        except Exception as error:  # what a test itself got wrong counts as failed too
            failed += 1
            print(f'not ok {number} - {name}')
            print(f'# {type(error).__name__}: {error}', flush=True)
    for program in programs:
        shutil.rmtree(program.folder, ignore_errors=True)
    return 1 if failed else 0


def arguments():
    """The program that is tested, and, where `make test` built one, the release: sanitizers cannot live behind the walls."""
    programs = [Program(sys.argv[1])]
    release = os.path.join(os.environ.get('SEAWORTHY_RELEASE', ''), 'seaworthy')
    if os.environ.get('SEAWORTHY_RELEASE') and os.path.exists(release):
        programs.append(Program(release, ', release'))
    return programs
