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


class Image:
    """layers: (tar bytes, created_by); history entries without a layer: (None, created_by)."""

    def __init__(self, layers, arch='amd64', name='app:1'):
        self.layers = [(data, by) for data, by in layers]
        self.arch, self.name = arch, name

    def config(self):
        return dump({
            'architecture': self.arch, 'os': 'linux', 'created': STAMP,
            'history': [{'created_by': by, **({'empty_layer': True} if data is None else {})} for data, by in self.layers],
            'rootfs': {'type': 'layers', 'diff_ids': [digest(data) for data, _ in self.layers if data is not None]}})

    def plain(self):
        return [data for data, _ in self.layers if data is not None]


def oci_files(images, compress=zipped, index=False):
    """Files of an OCI layout. index: the images are platforms of one image."""
    files, entries = {}, []

    def put(data):
        files['blobs/sha256/' + digest(data)[7:]] = data
        return {'digest': digest(data), 'size': len(data)}

    for image in images:
        kind = {zipped: '+gzip'}.get(compress, '')
        manifest = dump({
            'schemaVersion': 2, 'mediaType': 'application/vnd.oci.image.manifest.v1+json',
            'config': {'mediaType': 'application/vnd.oci.image.config.v1+json', **put(image.config())},
            'layers': [{'mediaType': 'application/vnd.oci.image.layer.v1.tar' + kind, **put(compress(data))}
                       for data in image.plain()]})
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
