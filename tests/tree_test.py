#!/usr/bin/env python3
"""Folders as targets, as an enemy on a host would lay them out: nothing outside of the folder is read, nothing is waited
for, and what could not be read is told.

A marker stands outside in the form of a database: where it shows up in a report, it was read.
"""
import os
import random
import shutil
import stat
import subprocess
import sys
import threading
import time

from images import OS_RELEASE, status
from program import Skip, arguments, crashed, main, names

MARKER = 'marker-that-nobody-may-read'
STATUS = 'var/lib/dpkg/status'
PACKAGES = [('libc6', '2.36-9')]
SECONDS = 20


class Tree:
    """A root filesystem in a new folder, and beside it what must not be read."""

    def __init__(self, program):
        self.program = program
        self.top = os.path.join(program.folder, f'tree-{random.getrandbits(48):x}')
        self.root = os.path.join(self.top, 'root')
        os.makedirs(os.path.join(self.root, 'etc'))
        self.put(OS_RELEASE[0], OS_RELEASE[1])
        self.outside = os.path.join(self.top, 'outside')
        for name in ('', 'var/lib/dpkg', 'info'):
            os.makedirs(os.path.join(self.outside, name), exist_ok=True)
        for name in ('status', STATUS, 'info/x.list'):
            with open(os.path.join(self.outside, name), 'wb') as file:
                file.write(status((MARKER, '1'))[1])

    def path(self, name):
        return os.path.join(self.root, name)

    def put(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), 'wb') as file:
            file.write(content)

    def link(self, name, target):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        if os.path.lexists(self.path(name)):
            os.unlink(self.path(name))
        os.symlink(target, self.path(name))

    def scan(self, *options, prefix='rootfs:'):
        start = time.monotonic()
        result = self.program.packages(prefix + self.root, *options, timeout=SECONDS)
        assert time.monotonic() - start < SECONDS
        assert not crashed(result), f'{result.status}: {result.told()}'
        assert MARKER not in result.text() + result.told(), 'something outside was read'
        return result

    def check(self, exit_status, packages, *codes):
        result = self.scan()
        assert result.status == exit_status, f'{result.status}: {result.told()}{result.text()[-900:]}'
        assert names(result) == packages, names(result)
        assert set(codes) <= set(result.codes()), result.codes()
        return result


def ways_out(tree):
    """Targets of links that lead to the marker when somebody follows them as the host does."""
    yield os.path.join(tree.outside, 'status')
    yield '../../../../outside/status'
    yield '../../../../../../../../../../..' + os.path.join(tree.outside, 'status')
    yield '/proc/self/root' + os.path.join(tree.outside, 'status')
    yield f'/proc/{os.getpid()}/root' + os.path.join(tree.outside, 'status')
    yield '/proc/self/cwd/../outside/status'
    yield '/../' * 20 + os.path.join(tree.outside, 'status')


def links_of_a_database_lead_nowhere(program):
    tree = Tree(program)
    for target in ways_out(tree):
        tree.link(STATUS, target)
        tree.check(3, [], 'database_missing')
    for target in ('/etc/shadow', '/etc/passwd', '/dev/zero', '/dev/stdin', '/proc/kcore', '/proc/self/mem'):
        tree.link(STATUS, target)
        result = tree.check(3, [])
        assert b'root:' not in result.out


def links_of_folders_lead_nowhere(program):
    for folder in ('var', 'var/lib', 'var/lib/dpkg', 'usr'):
        tree = Tree(program)
        below = os.path.relpath('var/lib/dpkg', folder) if folder != 'usr' else '.'
        for target in (os.path.join(tree.outside, folder), '../' * 8 + 'outside/' + folder, '/proc/self/root' + tree.outside,
                       tree.outside + '/./'):
            tree.link(folder, target)
            tree.check(3, [], 'database_missing')
        assert below


def links_within_the_folder_are_followed(program):
    tree = Tree(program)
    tree.put('data/dpkg/status', status(*PACKAGES)[1])
    for folder, target in (('var/lib/dpkg', '/data/dpkg'), ('var/lib/dpkg', '../../data/dpkg'), ('var/lib/dpkg', '../../../../data/dpkg')):
        tree.link(folder, target)
        tree.check(0, PACKAGES)
    os.unlink(tree.path('var/lib/dpkg'))
    tree.put('srv/var/lib/dpkg/status', status(*PACKAGES)[1])
    shutil.rmtree(tree.path('var'))
    tree.link('var', 'srv/var')
    tree.check(0, PACKAGES)


def links_in_circles_end(program):
    tree = Tree(program)
    for name, target in ((STATUS, 'status'), ('var/lib/dpkg/loop', '.'), ('var/lib/dpkg/info', '..'), ('etc/a', 'b'), ('etc/b', 'a'),
                         ('up', '..'), ('self', '.')):
        tree.link(name, target)
    tree.check(3, [], 'database_missing')
    for number in range(60):
        tree.link(f'chain/{number}', str(number + 1))
    tree.put('chain/60', status(*PACKAGES)[1])
    tree.link(STATUS, '/chain/0')
    tree.check(3, [], 'database_missing')  # 40 links are as many as Linux follows
    tree.link(STATUS, '/chain/30')
    tree.check(0, PACKAGES)


def things_that_are_no_files_are_not_opened(program):
    tree = Tree(program)
    os.makedirs(tree.path('var/lib/dpkg/info'))
    os.mkfifo(tree.path(STATUS))
    os.mkfifo(tree.path('var/lib/dpkg/info/x.md5sums'))
    os.mkfifo(tree.path('etc/debian_version'))
    tree.check(3, [], 'database_unreadable')
    os.unlink(tree.path(STATUS))
    os.makedirs(tree.path(STATUS))
    tree.check(3, [])
    # os-release that is a FIFO: the system is unknown, and nobody waits for a writer.
    tree = Tree(program)
    tree.put(STATUS, status(*PACKAGES)[1])
    os.unlink(tree.path('etc/os-release'))
    os.mkfifo(tree.path('etc/os-release'))
    tree.check(3, PACKAGES, 'os_unknown')


def devices_are_not_opened(program):
    if os.geteuid() != 0:
        raise Skip('only root makes devices')
    tree = Tree(program)
    os.makedirs(tree.path('var/lib/dpkg'))
    try:
        os.mknod(tree.path(STATUS), stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero
    except PermissionError:
        raise Skip('this container makes no devices') from None
    tree.check(3, [], 'database_unreadable')


def sockets_are_not_opened(program):
    import socket
    tree = Tree(program)
    os.makedirs(tree.path('var/lib/dpkg'))
    here = os.getcwd()
    os.chdir(tree.path('var/lib/dpkg'))  # names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind('status')
            tree.check(3, [], 'database_unreadable')
    finally:
        os.chdir(here)


def hard_links_and_the_root_itself(program):
    """A hard link cannot be told from the file, and needs rights on it; the root may be a link that the user named."""
    tree = Tree(program)
    tree.put(STATUS, status(*PACKAGES)[1])
    os.symlink(tree.root, os.path.join(tree.top, 'link'))
    result = program.packages('rootfs:' + os.path.join(tree.top, 'link'))
    assert result.status == 0 and names(result) == PACKAGES, result.told()


def other_file_systems_are_left_alone(program):
    """/proc, /sys, /dev and /run of a host are not walked, whatever stands there."""
    tree = Tree(program)
    tree.put(STATUS, status(*PACKAGES)[1])
    for name in ('proc/1/root', 'sys', 'dev', 'run'):
        os.makedirs(tree.path(name), exist_ok=True)
    os.mkfifo(tree.path('dev/fifo'))
    tree.link('proc/self', '/proc/self')
    tree.check(0, PACKAGES)


def names_on_a_host_do_no_harm(program):
    tree = Tree(program)
    tree.put(STATUS, status(*PACKAGES)[1])
    folder = tree.path('var/lib/dpkg/info').encode()
    os.makedirs(folder)
    for name in (b'new\nline.md5sums', b'\x1b[2J.md5sums', b'\xff\xfe.md5sums', b'\xe2\x80\xae.md5sums', b'-rf.md5sums', b' .md5sums'):
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(b'nonsense\n')
    result = tree.scan()
    assert names(result) == PACKAGES and result.status in (0, 3), result.codes()
    for form in ('table', 'tsv', 'json'):
        text = program.run('packages', '--no-cache', '-o', form, 'rootfs:' + tree.root).text()
        assert not [c for c in text if (ord(c) < 32 and c not in '\t\n') or 0x7f <= ord(c) < 0xa0 or 0x202a <= ord(c) < 0x202f]


def folders_nested_deeply_are_a_limit(program):
    """Too deep, and with too long a path, where files are looked for."""
    for name in ('d', 'd' * 20):
        tree = Tree(program)
        tree.put(STATUS, status(*PACKAGES)[1])
        here = os.getcwd()
        os.makedirs(tree.path('var/lib/dpkg/info'))
        os.chdir(tree.path('var/lib/dpkg/info'))
        try:
            for _ in range(300):
                os.mkdir(name)
                os.chdir(name)
        finally:
            os.chdir(here)
        tree.check(3, PACKAGES, 'limit')
        subprocess.run(['rm', '-rf', tree.top], check=True)


def files_that_change_while_they_are_read(program):
    """A file that shrinks, grows, goes, or becomes a FIFO or a link to the marker all the time, and a scan meanwhile."""
    tree = Tree(program)
    content = status(*PACKAGES)[1] + b''.join(b'Package: p%d\nVersion: 1\n\n' % number for number in range(20000))
    path, done = tree.path(STATUS), threading.Event()
    os.makedirs(os.path.dirname(path))

    def plain(length):
        with open(path + '.new', 'wb') as file:
            file.write(content[:length])
        os.rename(path + '.new', path)

    def changes():
        dice = random.Random(1)
        while not done.is_set():
            kind = dice.randrange(6)
            try:
                if kind == 0:
                    plain(len(content))
                elif kind == 1:
                    os.truncate(path, dice.randrange(1000))
                elif kind == 2:
                    os.truncate(path, len(content) * 2)
                elif kind == 3:
                    os.mkfifo(path + '.new')
                    os.rename(path + '.new', path)
                    time.sleep(0.001)
                    plain(len(content))
                elif kind == 4:
                    os.symlink(os.path.join(tree.outside, 'status'), path + '.new')
                    os.rename(path + '.new', path)
                    time.sleep(0.001)
                    plain(len(content))
                else:
                    os.unlink(path)
                    plain(1000)
            except OSError:
                pass
            time.sleep(0.0005)

    plain(len(content))
    thread = threading.Thread(target=changes)
    thread.start()
    try:
        statuses = {tree.scan().status for _ in range(20 if program.is_release else 5)}
    finally:
        done.set()
        thread.join()
    assert statuses <= {0, 3}, statuses


def folders_that_become_links_while_they_are_walked(program):
    tree = Tree(program)
    tree.put(STATUS, status(*PACKAGES)[1])
    lib, aside, done = tree.path('var/lib'), tree.path('var/aside'), threading.Event()

    def changes():
        while not done.is_set():
            os.rename(lib, aside)
            os.symlink(os.path.join(tree.outside, 'var/lib'), lib)
            time.sleep(0.0005)
            os.unlink(lib)
            os.rename(aside, lib)
            time.sleep(0.0005)

    thread = threading.Thread(target=changes)
    thread.start()
    try:
        statuses = {tree.scan().status for _ in range(20)}
    finally:
        done.set()
        thread.join()
    assert statuses <= {0, 3}, statuses


def unprivileged(program, tree):
    """Runs it as somebody who may not read everything."""
    for folder in (program.folder, tree.top, tree.root, os.path.dirname(program.path)):
        try:
            os.chmod(folder, 0o755)
        except PermissionError:
            pass
    if os.geteuid() != 0:
        return tree.scan()
    command = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', program.path, 'packages', '-o', 'json', '--no-cache',
               'rootfs:' + tree.root]
    if not shutil.which('setpriv'):
        raise Skip('setpriv is not there')
    if subprocess.run([*command[:4], 'test', '-x', program.path], check=False).returncode:
        raise Skip('nobody may not run the program here')
    from program import Result
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL,
                         # Looking for leaks needs rights on the process itself, which nobody lacks.
                         env={'HOME': '/nonexistent', 'PATH': '/usr/bin:/bin', 'ASAN_OPTIONS': 'detect_leaks=0'}, cwd='/')
    return Result(run)


def what_may_not_be_read_is_told(program):
    tree = Tree(program)
    tree.put(STATUS, status(*PACKAGES)[1])
    os.chmod(tree.path(STATUS), 0)
    result = unprivileged(program, tree)
    assert result.status == 3 and names(result) == [] and result.codes() == ['unreadable'], result.text()[-800:]
    assert 'denied' in result.text(), result.text()[-800:]
    os.chmod(tree.path(STATUS), 0o644)
    for mode in (0, 0o444, 0o111):
        os.chmod(tree.path('var/lib/dpkg'), mode)
        result = unprivileged(program, tree)
        assert result.status == 3 and names(result) == [] and set(result.codes()) == {'unreadable'}, result.text()[-800:]
    os.chmod(tree.path('var/lib/dpkg'), 0o755)
    os.makedirs(tree.path('root/secret'))
    os.chmod(tree.path('root'), 0)
    result = unprivileged(program, tree)
    assert result.status == 0 and names(result) == PACKAGES, result.text()[-800:]
    os.chmod(tree.path('root'), 0o755)


if __name__ == '__main__':
    sys.exit(main([
        links_of_a_database_lead_nowhere, links_of_folders_lead_nowhere, links_within_the_folder_are_followed, links_in_circles_end,
        things_that_are_no_files_are_not_opened, devices_are_not_opened, sockets_are_not_opened, hard_links_and_the_root_itself,
        other_file_systems_are_left_alone, names_on_a_host_do_no_harm, folders_nested_deeply_are_a_limit,
        files_that_change_while_they_are_read, folders_that_become_links_while_they_are_walked, what_may_not_be_read_is_told,
    ], arguments()))
