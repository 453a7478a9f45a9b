#!/usr/bin/env python3
"""Prints src/base/width_table.h: ranges of code points that take no column, or two, on a terminal.

Wide is East_Asian_Width W and F, and the unassigned of planes 2 and 3 (UAX #11). No column: nonspacing and enclosing marks,
format characters but the soft hyphen, and Hangul vowels and finals, which join the syllable before. Unassigned code points
between two ranges are joined to them, which keeps the tables short.
"""
import sys
import unicodedata

LAST = 0x10FFFF


def wide(code):
    if 0x20000 <= code <= 0x2FFFD or 0x30000 <= code <= 0x3FFFD:
        return True
    return unicodedata.east_asian_width(chr(code)) in 'WF'


def empty(code):
    if 0x1160 <= code <= 0x11FF:
        return True
    return unicodedata.category(chr(code)) in ('Mn', 'Me', 'Cf') and code != 0xAD


def ranges(holds, but=lambda code: False):
    """But: what must not be joined though it is unassigned."""
    found = []
    gap = False
    for code in range(LAST + 1):
        if 0xD800 <= code <= 0xDFFF:
            gap = True
            continue
        if holds(code):
            if found and not gap:
                found[-1][1] = code
            else:
                found.append([code, code])
            gap = False
        elif unicodedata.category(chr(code)) != 'Cn' or but(code):
            gap = True
    return found


def show(name, found):
    print(f'static const struct width_range {name}[] = {{')
    line = '   '
    for first, last in found:
        item = f' {{0x{first:04x}, 0x{last:04x}}},'
        if len(line) + len(item) > 118:
            print(line)
            line = '   '
        line += item
    print(line)
    print('};')


def main():
    print(f'/* Made by tools/width_table.py from Unicode {unicodedata.unidata_version}; do not edit. */')
    print('/* clang-format off */')
    print('#ifndef SEAWORTHY_BASE_WIDTH_TABLE_H')
    print('#define SEAWORTHY_BASE_WIDTH_TABLE_H')
    print()
    print('#include <stdint.h>')
    print()
    print('struct width_range {')
    print('    uint32_t first, last;')
    print('};')
    print()
    show('width_none', ranges(lambda code: empty(code) and not wide(code), wide))
    print()
    show('width_two', ranges(lambda code: wide(code) and not empty(code), empty))
    print()
    print('#endif')


if __name__ == '__main__':
    sys.exit(main())
