#!/usr/bin/env python3
"""Unpacks the starter segments: ARCHIVE FOLDER [STAMP], or ARCHIVE --install FOLDER below meson's prefix."""
import os
import shutil
import subprocess
import sys


def main():
    archive, folder, *rest = sys.argv[1:]
    if folder == '--install':
        folder = os.path.join(os.environ['MESON_INSTALL_DESTDIR_PREFIX'], rest.pop())
    # What an earlier archive held must not stay beside the new index.
    draft = folder + '.draft'
    shutil.rmtree(draft, ignore_errors=True)
    os.makedirs(draft)
    zstd = subprocess.Popen(['zstd', '-q', '-d', '-c', '--long=27', archive], stdout=subprocess.PIPE)
    subprocess.run(['tar', '-x', '-C', draft, '--no-same-owner'], stdin=zstd.stdout, check=True)
    if zstd.wait():
        sys.exit('zstd cannot unpack ' + archive)
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(draft, folder)
    for stamp in rest:
        with open(stamp, 'w', encoding='utf-8'):
            pass


if __name__ == '__main__':
    main()
