#!/usr/bin/env python3
"""Prints src/report/licence_ids.h: identifiers of the SPDX License List that CycloneDX knows too.

Arguments: lists of licence and of exception identifiers (the first column of each line), and CycloneDX's
spdx.schema.json. The identifiers are data of the SPDX License List (CC0-1.0).
"""
import json
import sys

WIDTH = 118


def column(path):
    with open(path, encoding='utf-8') as lines:
        return [line.split('\t')[0].strip() for line in lines if line.strip()]


def table(name, ids):
    print(f'\nstatic const char *const {name}[] = {{')
    line = '   '
    for one in sorted(ids, key=lambda text: text.encode()):
        item = f' "{one}",'
        if len(line) + len(item) > WIDTH:
            print(line)
            line = '   '
        line += item
    print(line)
    print('};')


def main():
    licences, exceptions, schema = sys.argv[1:]
    with open(schema, encoding='utf-8') as file:
        known = set(json.load(file)['enum'])
    print('/* Made by tools/licence_ids.py of the SPDX License List (CC0-1.0): identifiers that CycloneDX 1.6 knows. Sorted by bytes. */')
    print('#ifndef SEAWORTHY_REPORT_LICENCE_IDS_H\n#define SEAWORTHY_REPORT_LICENCE_IDS_H\n\n/* clang-format off */')
    table('licence_ids', known & set(column(licences)))
    table('exception_ids', known & set(column(exceptions)))
    print('/* clang-format on */\n\n#endif')


if __name__ == '__main__':
    main()
