"""Images made up by tests: layers, OCI layouts and archives, docker-save archives. Equal calls give equal bytes."""
import gzip
import hashlib
import io
import json
import os
import tarfile

STAMP = '2024-01-02T03:04:05Z'


def digest(data):
    return 'sha256:' + hashlib.sha256(data).hexdigest()


def dump(document):
    return json.dumps(document, sort_keys=True).encode()


def tar(entries, form=tarfile.PAX_FORMAT):
    """entries: (name, bytes) for a file, (name, None) for a folder, (name, 'target') for a symbolic link,
    (name, ['target']) for a hard link."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=form) as archive:
        for name, content in entries:
            info = tarfile.TarInfo(name)
            info.mode = 0o644
            if content is None:
                info.type, info.mode = tarfile.DIRTYPE, 0o755
            elif isinstance(content, str):
                info.type, info.linkname = tarfile.SYMTYPE, content
            elif isinstance(content, list):
                info.type, info.linkname = tarfile.LNKTYPE, content[0]
            else:
                info.size = len(content)
            archive.addfile(info, io.BytesIO(content) if isinstance(content, bytes) else None)
    return out.getvalue()


def zipped(data):
    return gzip.compress(data, 6, mtime=0)


OS_RELEASE = ('etc/os-release', b'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian 12"\n')


def status(*packages):
    """A dpkg status file of (name, version)."""
    return ('var/lib/dpkg/status', ''.join(
        f'Package: {name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\n'
        f'Maintainer: Debian <x@debian.org>\n\n' for name, version in packages).encode())


def tar_header(name, size, kind=b'0', link=b''):
    """One block of ustar; sizes of 8 GiB and more in base 256, as GNU tar writes them."""
    block = bytearray(512)
    block[:len(name)] = name
    block[100:108], block[108:116], block[116:124], block[136:148] = b'0000644\0', b'0000000\0', b'0000000\0', b'0' * 11 + b'\0'
    block[124:136] = b'%011o\0' % size if size < 1 << 33 else b'\x80' + size.to_bytes(11, 'big')
    block[156:157], block[157:157 + len(link)], block[257:265] = kind, link, b'ustar\x0000'
    block[148:156] = b' ' * 8
    block[148:156] = b'%06o\0 ' % sum(block)
    return bytes(block)


def tar_entry(name, content, kind=b'0', link=b''):
    return tar_header(name, len(content), kind, link) + content + bytes(-len(content) % 512)


TAR_END = bytes(1024)


class Blob:
    """A layer as it is stored, where it is not the plain tar that Image compresses."""

    def __init__(self, stored, kind='', diff_id='sha256:' + '0' * 64):
        self.stored, self.kind, self.diff_id = stored, kind, diff_id


class Image:
    """layers: (tar bytes or Blob, created_by); history entries without a layer: (None, created_by)."""

    def __init__(self, layers, arch='amd64', name='app:1'):
        self.layers = [(data, by) for data, by in layers]
        self.arch, self.name = arch, name

    def config(self):
        return dump({
            'architecture': self.arch, 'os': 'linux', 'created': STAMP,
            'history': [{'created_by': by, **({'empty_layer': True} if data is None else {})} for data, by in self.layers],
            'rootfs': {'type': 'layers', 'diff_ids': [data.diff_id if isinstance(data, Blob) else digest(data)
                                                    for data, _ in self.layers if data is not None]}})

    def plain(self):
        return [data for data, _ in self.layers if data is not None]


def oci_files(images, compress=zipped, index=False):
    """Files of an OCI layout. index: the images are platforms of one image."""
    files, entries = {}, []

    def put(data):
        files['blobs/sha256/' + digest(data)[7:]] = data
        return {'digest': digest(data), 'size': len(data)}

    def layer(data):
        kind = data.kind if isinstance(data, Blob) else {zipped: '+gzip'}.get(compress, '')
        stored = data.stored if isinstance(data, Blob) else compress(data)
        return {'mediaType': 'application/vnd.oci.image.layer.v1.tar' + kind, **put(stored)}

    for image in images:
        manifest = dump({
            'schemaVersion': 2, 'mediaType': 'application/vnd.oci.image.manifest.v1+json',
            'config': {'mediaType': 'application/vnd.oci.image.config.v1+json', **put(image.config())},
            'layers': [layer(data) for data in image.plain()]})
        entry = {'mediaType': 'application/vnd.oci.image.manifest.v1+json', **put(manifest)}
        if index:
            entry['platform'] = {'os': 'linux', 'architecture': image.arch}
        else:
            entry['annotations'] = {'org.opencontainers.image.ref.name': image.name}
        entries.append(entry)
    if index:
        top = dump({'schemaVersion': 2, 'manifests': entries})
        entries = [{'mediaType': 'application/vnd.oci.image.index.v1+json', **put(top)}]
    files['index.json'] = dump({'schemaVersion': 2, 'manifests': entries})
    files['oci-layout'] = dump({'imageLayoutVersion': '1.0.0'})
    return files


def oci_archive(images, **options):
    return tar(sorted(oci_files(images, **options).items()), tarfile.USTAR_FORMAT)


def oci_folder(path, images, **options):
    for name, data in oci_files(images, **options).items():
        os.makedirs(os.path.dirname(os.path.join(path, name)), exist_ok=True)
        with open(os.path.join(path, name), 'wb') as file:
            file.write(data)


def docker_archive(images):
    """The form of docker 1.10 to 24."""
    entries, manifest, seen = [], [], set()
    for image in images:
        config = image.config()
        name = digest(config)[7:] + '.json'
        layers = []
        for data in image.plain():
            member = digest(data)[7:] + '/layer.tar'
            layers.append(member)
            if member not in seen:
                entries.append((member, data))
            seen.add(member)
        entries.append((name, config))
        manifest.append({'Config': name, 'RepoTags': [image.name], 'Layers': layers})
    entries.append(('manifest.json', dump(manifest)))
    return tar(entries, tarfile.USTAR_FORMAT)
