#!/usr/bin/env python3
"""Makes the images that bench.py measures with, where they are missing.

usage: make_images.py FOLDER

With a shared folder of truth at hand (SEAWORTHY_SHARED, default ../shared) its images/build.py makes them: Debian, an
application on Node.js, 1.1 GiB in five layers, one layer of 300,000 files. Without, this machine's own /usr stands for
Debian, and Node.js is left out. Made here: zstd variants of the gzip ones; 1,000 packages of Node.js and a large lock
file on top of one of these; a GiB of programs; a jar of jars. Takes minutes, once.
"""
import gzip
import hashlib
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile

KINDS = ('debian', 'many', 'big', 'node', 'packages', 'programs', 'jar')
# What build.py calls them, and what stands for them when that is not there.
STEMS = {'debian': ('debian-bookworm', 'host'), 'node': ('node',), 'big': ('big',), 'many': ('many',),
         'packages': ('packages',), 'programs': ('programs',), 'jar': ('jar',)}
HOST_BYTES = 400 << 20
MEDIA = 'application/vnd.oci.image.layer.v1.tar'


def find(folder, kind, suffix):
    """The archive of that kind, or None."""
    for stem in STEMS[kind]:
        path = os.path.join(folder, stem + suffix)
        if os.path.exists(path):
            return path
    return None


def digest_of(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        for piece in iter(lambda: file.read(1 << 20), b''):
            digest.update(piece)
    return 'sha256:' + digest.hexdigest()


def compact(document):
    return json.dumps(document, sort_keys=True, separators=(',', ':')).encode()


def add_bytes(archive, name, content):
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def add_file(archive, name, path):
    member = tarfile.TarInfo(name)
    member.size = os.path.getsize(path)
    with open(path, 'rb') as file:
        archive.addfile(member, file)


def compress(path, how):
    """returns the path of the compressed copy, or the path itself"""
    if how == 'none':
        return path
    packed = f'{path}.{how}'
    if how == 'zstd':
        subprocess.run(['zstd', '-q', '-f', '-3', '-T1', path, '-o', packed], check=True)
    else:
        with open(path, 'rb') as source, open(packed, 'wb') as target, \
                gzip.GzipFile(filename='', mode='wb', fileobj=target, mtime=0, compresslevel=6) as file:
            shutil.copyfileobj(source, file, 1 << 20)
    return packed


def blob_name(digest):
    return 'blobs/' + digest.replace(':', '/')


def write_image(target, layers, how, docker=False):
    """An OCI archive of these layers (paths of plain tars); with `docker`, with a manifest.json too."""
    packed = [compress(path, how) for path in layers]
    config = compact({'architecture': 'amd64', 'os': 'linux', 'config': {},
                      'rootfs': {'type': 'layers', 'diff_ids': [digest_of(path) for path in layers]}})
    media = MEDIA if how == 'none' else f'{MEDIA}+{how}'
    described = [{'mediaType': media, 'digest': digest_of(path), 'size': os.path.getsize(path)} for path in packed]

    def describe(content, kind):
        return {'mediaType': f'application/vnd.oci.image.{kind}.v1+json', 'size': len(content),
                'digest': 'sha256:' + hashlib.sha256(content).hexdigest()}
    manifest = compact({'schemaVersion': 2, 'mediaType': 'application/vnd.oci.image.manifest.v1+json',
                        'config': describe(config, 'config'), 'layers': described})
    index = compact({'schemaVersion': 2, 'manifests': [describe(manifest, 'manifest')]})
    with tarfile.open(target + '.part', 'w', format=tarfile.USTAR_FORMAT) as archive:
        add_bytes(archive, 'oci-layout', b'{"imageLayoutVersion":"1.0.0"}')
        add_bytes(archive, 'index.json', index)
        if docker:
            add_bytes(archive, 'manifest.json', compact([{
                'Config': blob_name(describe(config, 'config')['digest']), 'RepoTags': ['bench:latest'],
                'Layers': [blob_name(layer['digest']) for layer in described]}]))
        for content in (config, manifest):
            add_bytes(archive, blob_name(describe(content, 'config')['digest']), content)
        for layer, path in zip(described, packed):
            add_file(archive, blob_name(layer['digest']), path)
    os.replace(target + '.part', target)
    for path in packed:
        if path not in layers:
            os.remove(path)


def plain_layers(path, work):
    """Unpacks the layers of an OCI archive. returns their paths"""
    layers = []
    with tarfile.open(path) as archive:
        def document(name):
            return json.load(archive.extractfile(name))
        manifest = document(blob_name(document('index.json')['manifests'][0]['digest']))
        for i, layer in enumerate(manifest['layers']):
            plain = os.path.join(work, f'{i}.tar')
            packed = plain + '.packed'
            with archive.extractfile(blob_name(layer['digest'])) as source, open(packed, 'wb') as target:
                shutil.copyfileobj(source, target, 1 << 20)
            if layer['mediaType'].endswith('zstd'):
                subprocess.run(['zstd', '-dqf', packed, '-o', plain], check=True)
            elif layer['mediaType'].endswith('gzip'):
                with gzip.open(packed) as source, open(plain, 'wb') as target:
                    shutil.copyfileobj(source, target, 1 << 20)
            else:
                os.rename(packed, plain)
            layers.append(plain)
    return layers


def host_layer(path, folders, most, extra=()):
    """A layer of what this machine has in these folders, up to `most` bytes."""
    with tarfile.open(path, 'w', format=tarfile.GNU_FORMAT) as archive:
        for name in extra:
            if os.path.exists('/' + name):
                archive.add(os.path.realpath('/' + name), name, recursive=True)
        for folder in folders:
            for parent, folders_below, names in os.walk('/' + folder):
                folders_below.sort()
                for name in sorted(names):
                    file = os.path.join(parent, name)
                    if most <= 0:
                        return
                    try:
                        archive.add(file, file.lstrip('/'), recursive=False)
                        most -= os.lstat(file).st_size
                    except OSError:
                        continue


def make_host(folder, work):
    layers = [os.path.join(work, f'host{i}.tar') for i in range(3)]
    host_layer(layers[0], ['usr/bin', 'usr/sbin'], HOST_BYTES // 3,
               ('usr/lib/os-release', 'etc/os-release', 'etc/debian_version', 'var/lib/dpkg/status',
                'var/lib/dpkg/info'))
    host_layer(layers[1], ['usr/lib', 'usr/lib64'], HOST_BYTES // 2)
    host_layer(layers[2], ['usr/share', 'usr/include'], HOST_BYTES // 6)
    write_image(os.path.join(folder, 'host.oci.tar'), layers, 'gzip')
    write_image(os.path.join(folder, 'host.docker.tar'), layers, 'none', docker=True)


def make_many(folder, work, files=300000):
    path = os.path.join(work, 'many.tar')
    with tarfile.open(path, 'w', format=tarfile.USTAR_FORMAT) as archive:
        add_bytes(archive, 'etc/os-release', b'ID=debian\nVERSION_ID="12"\n')
        for n in range(files):
            if n % 1000 == 7:
                add_bytes(archive, f'app/node_modules/pkg{n}/package.json',
                          b'{"name":"pkg%d","version":"1.0.%d"}' % (n, n % 10))
            else:
                add_bytes(archive, 'srv/%03d/%03d/f%06d' % (n % 300, n // 300 % 100, n), b'%d\n' % n if n % 3 else b'')
    write_image(os.path.join(folder, 'many.oci.tar'), [path], 'gzip')


def make_big(folder, work, mebibytes=1100):
    layers = []
    for k in range(5):
        layers.append(os.path.join(work, f'big{k}.tar'))
        with tarfile.open(layers[-1], 'w', format=tarfile.USTAR_FORMAT) as archive:
            if k == 0:
                add_bytes(archive, 'etc/os-release', b'ID=debian\nVERSION_ID="12"\n')
            for n in range(mebibytes // 5 // 10):
                noise = hashlib.shake_256(b'%d/%d' % (k, n)).digest(10 << 20)
                text = (b'line %d of file %d in layer %d\n' % (n, n, k)) * ((10 << 20) // 32)
                add_bytes(archive, f'srv/l{k}/f{n:04}.bin', noise if n % 2 else text)
    write_image(os.path.join(folder, 'big.oci.tar'), layers, 'gzip')


def make_packages(folder, work, packages=1000, locked=15000):
    """An application: its installed packages, and a lock file of 5 MB that names more."""
    base = find(folder, 'node', '.oci.tar') or find(folder, 'debian', '.oci.tar')
    path = os.path.join(work, 'packages.tar')
    lock = {'name': 'app', 'version': '1.0.0', 'lockfileVersion': 3, 'packages': {'': {'name': 'app', 'version': '1.0.0'}}}
    for n in range(locked):
        lock['packages'][f'node_modules/package-{n}'] = {
            'version': f'{n % 9}.{n % 7}.{n % 5}', 'resolved': f'https://registry.example/package-{n}/-/package-{n}.tgz',
            'integrity': f'sha512-{hashlib.sha512(b"%d" % n).hexdigest()}', 'license': 'MIT',
            'dependencies': {f'package-{(n * 7 + 1) % locked}': '^1.0.0'}, 'engines': {'node': '>= 0.4'}}
    with tarfile.open(path, 'w', format=tarfile.USTAR_FORMAT) as archive:
        add_bytes(archive, 'app/package-lock.json', json.dumps(lock, indent=1).encode())
        for n in range(packages):
            place = f'app/node_modules/package-{n}'
            add_bytes(archive, f'{place}/package.json', json.dumps(
                {'name': f'package-{n}', 'version': f'{n % 9}.{n % 7}.{n % 5}', 'license': 'MIT', 'main': 'index.js',
                 'scripts': {'test': 'mocha'}, 'dependencies': {f'package-{(n * 7 + 1) % packages}': '^1.0.0'}},
                indent=2).encode())
            add_bytes(archive, f'{place}/index.js', b'module.exports = "%d";\n' % n * 200)
    write_image(os.path.join(folder, 'packages.oci.tar'), [*plain_layers(base, work), path], 'gzip')


def go_program(name, code):
    """An ELF file with the build information that Go writes (debug/buildinfo: texts in line since Go 1.18)."""
    def counted(text):
        length, out = len(text), b''
        while length > 127:
            out, length = out + bytes([length & 127 | 128]), length >> 7
        return out + bytes([length]) + text
    module = '\n'.join([f'path\texample.org/{name}', f'mod\texample.org/{name}\tv1.2.3\th1:x='] +
                       [f'dep\texample.org/d{n}\tv0.{n}.0\th1:x=' for n in range(60)]) + '\n'
    info = b'\xff Go buildinf:\x08\x02'.ljust(32, b'\0') + counted(b'go1.22.1') + \
        counted(b'0' * 16 + module.encode() + b'1' * 16)
    names = b'\0.text\0.go.buildinfo\0.shstrtab\0'
    sections = ((0, 0, 0, 0), (1, 1, 64, len(code)), (7, 1, 64 + len(code), len(info)),
                (21, 3, 64 + len(code) + len(info), len(names)))
    tables = b''.join(struct.pack('<IIQQQQIIQQ', name, kind, 0, 0, at, size, 0, 0, 1, 0)
                      for name, kind, at, size in sections)
    header = struct.pack('<16sHHIQQQIHHHHHH', b'\x7fELF\x02\x01\x01', 2, 62, 1, 0, 0,
                         64 + len(code) + len(info) + len(names), 0, 64, 56, 0, 64, 4, 3)
    return header + code + info + names + tables


def make_programs(folder, work, gibibytes=1.0, go_every=20):
    """This machine's programs and libraries again and again, and among them programs of Go of 8 MiB."""
    files = []
    for top in ('/usr/bin', '/usr/sbin', '/usr/lib'):
        for parent, _, names in sorted(os.walk(top)):
            for name in sorted(names):
                file = os.path.join(parent, name)
                if os.path.isfile(file) and not os.path.islink(file) and os.path.getsize(file) < 32 << 20:
                    with open(file, 'rb') as content:
                        if content.read(4) == b'\x7fELF':
                            files.append(file)
    layers, left, copy = [], int(gibibytes * (1 << 30)), 0
    while left > 0:
        layers.append(os.path.join(work, f'programs{copy}.tar'))
        most = left - (256 << 20)
        with tarfile.open(layers[-1], 'w', format=tarfile.USTAR_FORMAT) as archive:
            for n, file in enumerate(files):
                if left <= max(most, 0):
                    break
                with open(file, 'rb') as content:
                    code = content.read()
                if n % (len(files) // go_every) == 0:
                    code = go_program(f'program{copy}-{n}', (code * ((8 << 20) // len(code) + 1))[:8 << 20])
                add_bytes(archive, f'app/{copy}/{n}-{os.path.basename(file)}'[:99], code)
                left -= len(code)
        copy += 1
    write_image(os.path.join(folder, 'programs.oci.tar'), layers, 'gzip')


def make_jar(folder, work, mebibytes=200):
    """A jar that holds the jars that it uses, as Spring Boot makes them."""
    path, jar = os.path.join(work, 'jar.tar'), os.path.join(work, 'app.jar')
    with zipfile.ZipFile(jar, 'w') as outer:
        for n in range(mebibytes):
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, 'w', zipfile.ZIP_DEFLATED) as library:
                library.writestr(f'META-INF/maven/org.example/library-{n}/pom.properties',
                                 f'groupId=org.example\nartifactId=library-{n}\nversion=1.{n}\n')
                for k in range(16):
                    library.writestr(f'org/example/l{n}/C{k}.class', hashlib.shake_256(f'{n}/{k}'.encode()).digest(64 << 10))
            outer.writestr(f'BOOT-INF/lib/library-{n}-1.{n}.jar', inner.getvalue())
    with tarfile.open(path, 'w', format=tarfile.USTAR_FORMAT) as archive:
        add_file(archive, 'app/app.jar', jar)
    write_image(os.path.join(folder, 'jar.oci.tar'), [path], 'gzip')


OWN = {'debian': make_host, 'many': make_many, 'big': make_big, 'packages': make_packages, 'programs': make_programs,
       'jar': make_jar}
SHARED_KINDS = ('debian', 'many', 'big', 'node')


def ensure(folder):
    """Makes what is missing in the folder."""
    os.makedirs(folder, exist_ok=True)
    shared = os.environ.get('SEAWORTHY_SHARED') or \
        os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'shared')
    builder = os.path.join(shared, 'images', 'build.py')
    for kind in KINDS:
        shared_kind = kind in SHARED_KINDS and os.path.exists(builder)
        if find(folder, kind, '.oci.tar') or not (shared_kind or kind in OWN):
            continue
        print(f'making the image {kind} (minutes, once)', file=sys.stderr, flush=True)
        if shared_kind:
            made = subprocess.run([sys.executable, builder, folder, kind], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, check=False)
            if made.returncode == 0 and find(folder, kind, '.oci.tar'):
                continue
            print(f'{builder} could not make {kind}', file=sys.stderr)
        if kind in OWN:
            with tempfile.TemporaryDirectory(dir=folder) as work:
                OWN[kind](folder, work)
    for kind in ('debian', 'node'):
        plain = find(folder, kind, '.oci.tar')
        if plain and not find(folder, kind, '.zstd.oci.tar'):
            print(f'making {kind} with zstd layers', file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory(dir=folder) as work:
                write_image(plain[:-len('.oci.tar')] + '.zstd.oci.tar', plain_layers(plain, work), 'zstd')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    ensure(sys.argv[1])
