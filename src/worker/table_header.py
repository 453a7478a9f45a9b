#!/usr/bin/env python3
"""Bakes the analyzer table into a header for the parent: table_header.py TABLE OUTPUT."""
import sys

with open(sys.argv[1]) as table:
    digest, *lines = table.read().splitlines()
with open(sys.argv[2], "w") as out:
    print("/* Made by table_header.py from `seaworthy-worker --table`. */", file=out)
    print(f'#define ANALYZER_TABLE_DIGEST "{digest}"', file=out)
    print("/* ANALYZER_GATE(name, kind, database, program, sidecar, text): see struct analyzer_gate in scan/gates.h */", file=out)
    print("#define ANALYZER_GATES \\", file=out)
    for line in lines:
        name, _revision, kind, database, role, text = line.split(" ", 5)
        # First bytes come in the escapes of C.
        quoted = text if kind == "magic" else text.replace("\\", "\\\\").replace('"', '\\"')
        flags = f"{str(database == 'database').lower()}, {str(database == 'program').lower()}, {str(role == 'sidecar').lower()}"
        print(f'    ANALYZER_GATE("{name}", GATE_{kind.upper()}, {flags}, "{quoted}") \\', file=out)
    print("", file=out)
