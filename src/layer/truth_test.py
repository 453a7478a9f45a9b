#!/usr/bin/env python3
"""Our tar reader against others': Python's tarfile, GNU tar, and the truth files of the shared images.

usage: truth_test.py LIST        (LIST is the test tool testing/list.c)
"""
import hashlib
import io
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile

LIST = sys.argv[1]
SHARED = os.environ.get('SEAWORTHY_SHARED', '../shared')
number = 0
failed = 0


def result(good, name, detail=''):
    global number, failed
    number += 1
    failed += not good
    for line in detail.splitlines()[:20] if not good else []:
        print('# ' + line)
    print(f'{"ok" if good else "not ok"} {number} - {name}')


def unescape(text):
    return text.replace('\\\\', '\0').replace('\\t', '\t').replace('\\n', '\n').replace('\0', '\\')


def listed(path, *how):
    """returns (entries as tuples, notices, how it ended)"""
    out = subprocess.run([LIST, path, *how], stdout=subprocess.PIPE, check=True).stdout
    entries, notices, end = [], [], None
    for line in out.decode('utf-8', 'surrogateescape').split('\n')[:-1]:
        parts = line.split('\t')
        if parts[0] == 'notice':
            notices.append(parts[1:])
        elif parts[0] == 'end':
            end = parts[1]
        else:
            kind, mode, size, digest, name, link = parts
            entries.append((kind, int(mode, 8), int(size), digest, unescape(name), unescape(link)))
    return entries, notices, end


def normalised(name):
    parts = []
    for part in name.split('/'):
        if part == '..':
            del parts[-1:]
        elif part not in ('', '.'):
            parts.append(part)
    return '/'.join(parts)


def by_python(path):
    entries = []
    with tarfile.open(path, errors='surrogateescape') as archive:
        for member in archive:
            link, digest, size = '', '', 0
            if member.issym():
                kind, link = 'link', member.linkname
            elif member.islnk():
                kind, link = 'hard', normalised(member.linkname)
            elif member.isdir():
                kind = 'dir'
            elif member.isfile() or member.type not in tarfile.SUPPORTED_TYPES:
                kind, size = 'file', member.size
                content = hashlib.sha256()
                with archive.extractfile(member) as file:
                    for piece in iter(lambda: file.read(1 << 20), b''):
                        content.update(piece)
                digest = content.hexdigest()
            else:
                kind = 'other'
            entries.append((kind, member.mode & 0o7777, size, digest, normalised(member.name), link))
    return entries


def check_python(path, name):
    ours, _, end = listed(path)
    theirs = by_python(path)
    different = [f'{a} is not {b}' for a, b in zip(ours, theirs) if a != b]
    if len(ours) != len(theirs):
        different.append(f'{len(ours)} entries, {len(theirs)} wanted')
    result(not different and end == 'ok', f'{name}: as Python reads it', f'ended {end}\n' + '\n'.join(different))
    seeking, _, _ = listed(path, 'seek')
    result(seeking == ours, f'{name}: the same by seeking')


def tree(folder):
    """Files that take part in the archives made here: names of all lengths, links, holes."""
    def write(name, content):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'wb') as file:
            file.write(content)
        return path

    for length in (1, 98, 99, 100, 101, 154, 155, 156, 200, 250):
        write('n' * length, b'%d' % length)
    for depth in range(1, 40, 3):
        write('/'.join(['folder-%02d' % i for i in range(depth)]) + '/file', b'x' * depth * 100)
    write('bin/tool', os.urandom(70000))
    os.chmod(os.path.join(folder, 'bin/tool'), 0o4755)
    os.link(os.path.join(folder, 'bin/tool'), os.path.join(folder, 'bin/hard'))
    os.symlink('../' + 'x' * 150, os.path.join(folder, 'bin/long-link'))
    os.symlink('tool', os.path.join(folder, 'bin/link'))
    os.mkfifo(os.path.join(folder, 'pipe'))
    write('héllo-日本', b'utf-8')
    os.rename(write('latin', b'bytes'), os.path.join(os.fsencode(folder), b'l\xe4tin'))
    write('a line\nand a tab\t', b'')
    for name, parts in (('sparse-few', 3), ('sparse-many', 400)):
        with open(os.path.join(folder, name), 'wb') as file:
            for i in range(parts):
                file.seek(i * 65536 + 8192)
                file.write(b'part %d ' % i * 500)
            file.truncate(parts * 65536 + 12345)
    with open(os.path.join(folder, 'sparse-empty'), 'wb') as file:
        file.truncate(1 << 20)


def gnu_archives(work):
    folder = os.path.join(work, 'tree')
    os.mkdir(folder)
    tree(folder)
    for name, options in (('v7', ['--format=v7']), ('ustar', ['--format=ustar']), ('gnu', ['--format=gnu']),
                          ('oldgnu', ['--format=oldgnu']), ('posix', ['--format=posix']),
                          ('gnu-sparse', ['--format=gnu', '-S']),
                          ('posix-sparse-0.0', ['--format=posix', '-S', '--sparse-version=0.0']),
                          ('posix-sparse-0.1', ['--format=posix', '-S', '--sparse-version=0.1']),
                          ('posix-sparse-1.0', ['--format=posix', '-S', '--sparse-version=1.0']),
                          ('posix-xattr', ['--format=posix', '--xattrs', '--pax-option=comment=' + 'c' * 3000]),
                          ('numeric', ['--format=gnu', '--owner=:4000000000', '--mtime=@-1'])):
        path = os.path.join(work, name + '.tar')
        # Old formats leave out what they cannot say: that is told on stderr and by the exit status.
        subprocess.run(['tar', '-cf', path, '--sort=name', *options, '-C', folder, '.'], stderr=subprocess.DEVNULL,
                       check=False, env=dict(os.environ, LC_ALL='C.UTF-8'))
        check_python(path, 'GNU tar ' + name)
    return os.path.join(work, 'posix.tar')


def compressed(work, plain):
    wanted = listed(plain)[0]
    for program in ('gzip', 'zstd', 'xz', 'bzip2'):
        if shutil.which(program) is None:
            continue
        path = f'{plain}.{program}'
        with open(plain, 'rb') as source, open(path, 'wb') as target:
            subprocess.run([program, '-c'], stdin=source, stdout=target, check=True)
        result(listed(path)[0] == wanted, f'as packed by {program}')


def shared_images():
    folder = os.path.join(SHARED, 'images', 'small')
    count = 0
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if os.path.isfile(path) and name.endswith('.tar'):
            check_python(path, name)
            count += 1
        for blob in sorted(os.listdir(path + '/blobs/sha256')) if name.endswith('.oci') else []:
            blob = os.path.join(path, 'blobs/sha256', blob)
            with open(blob, 'rb') as file:
                head = file.read(300)
            if head[:1] == b'{':
                continue
            if head.startswith(b'\x28\xb5\x2f\xfd'):
                with tempfile.NamedTemporaryFile(suffix='.tar') as plain:
                    subprocess.run(['zstd', '-dcq', blob], stdout=plain, check=True)
                    result(listed(blob)[0] == by_python(plain.name), f'{name}: zstd layer as Python reads it')
            else:
                check_python(blob, f'{name}: layer')
            count += 1
    print(f'# corpus: {count} archives of shared images')


def merged(layers):
    """Whiteouts, opaque folders, replaced files: the tree after all layers."""
    seen = {}

    def drop(name):
        for known in [k for k in seen if k == name or k.startswith(name + '/')]:
            del seen[known]
    for entries in layers:
        new = {}
        for kind, mode, size, digest, name, link in entries:
            folder, base = os.path.split(name)
            if base == '.wh..wh..opq':
                for known in [k for k in seen if k.startswith(folder + '/') and k not in new]:
                    del seen[known]
            elif base.startswith('.wh.'):
                gone = os.path.join(folder, base[4:])
                if gone not in new:
                    drop(gone)
            elif name:
                if kind == 'hard':
                    kind, mode, size, digest, link = seen[link][:5]
                if not (kind == 'dir' and name in seen and seen[name][0] == 'dir'):
                    drop(name)
                seen[name] = new[name] = (kind, mode, size, digest, link)
    return seen


def odd_tree():
    folder = os.path.join(SHARED, 'images', 'small')
    archive = os.path.join(folder, 'odd.docker.tar')
    if not os.path.exists(archive):
        return
    import json
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(['tar', '-xf', archive, '-C', work], check=True)
        with open(work + '/manifest.json', encoding='utf-8') as file:
            names = json.load(file)[0]['Layers']
        seen = merged(listed(os.path.join(work, name))[0] for name in names)
    rows = []
    for name in sorted(seen):
        kind, mode, _, digest, link = seen[name]
        rows.append('\t'.join((name, kind, '' if kind == 'link' else '%04o' % mode, '', link or digest)))
    with open(os.path.join(folder, 'odd.tree.tsv'), encoding='utf-8') as file:
        wanted = [line.rstrip('\n').split('\t') for line in file][1:]
    wanted = ['\t'.join((p[0], p[1], p[2], '', p[4])) for p in wanted]
    result(sorted(rows) == sorted(wanted), f'the tree of the odd image, {len(wanted)} paths',
           '\n'.join(sorted(set(rows) ^ set(wanted))))


def hostile():
    """Whatever lies there, we come to an end, and soon."""
    folder = os.path.join(SHARED, 'images', 'small', 'hostile')
    count = 0
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if '.tar' not in name:
            continue
        listed(path)
        try:
            with tarfile.open(path) as archive:
                blobs = [archive.extractfile(m).read() for m in archive if m.isfile() and m.size < 1 << 24]
        except (tarfile.TarError, EOFError, OSError):
            continue
        for blob in blobs:
            with tempfile.NamedTemporaryFile() as file:
                file.write(blob)
                file.flush()
                listed(file.name)
            count += 1
    result(True, 'hostile archives end')
    print(f'# corpus: {count} members of hostile archives')


def main():
    with tempfile.TemporaryDirectory() as work:
        compressed(work, gnu_archives(work))
    shared_images()
    odd_tree()
    hostile()
    print(f'1..{number}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
