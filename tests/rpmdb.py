"""Databases of rpm, made up by tests: headers as rpm's file lib/header.c lays them out, in the SQLite form of rpm 4.16."""
import os
import sqlite3
import struct

NAME, VERSION, RELEASE, ARCH, VENDOR, FILLER = 1000, 1001, 1002, 1022, 1011, 1124
STRING, BINARY = 6, 7


def header(name, version='1', release='1', filler=0):
    entries, store = [], b''
    for tag, text in ((NAME, name), (VERSION, version), (RELEASE, release), (ARCH, 'x86_64'), (VENDOR, 'Fedora Project')):
        entries.append((tag, STRING, len(store), 1))
        store += text.encode() + b'\0'
    if filler:
        entries.append((FILLER, BINARY, len(store), filler))
        store += bytes(filler)
    return struct.pack('>II', len(entries), len(store)) + b''.join(struct.pack('>IIII', *entry) for entry in entries) + store


def database(path, headers, log=None):
    """Writes a database; headers of `log` are only in its write-ahead log, `path`-wal."""
    for name in (path, path + '-wal', path + '-shm'):
        if os.path.exists(name):
            os.unlink(name)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute('PRAGMA page_size = 4096')
    connection.execute('PRAGMA journal_mode = ' + ('DELETE' if log is None else 'WAL'))
    connection.execute('PRAGMA wal_autocheckpoint = 0')
    connection.execute("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)")
    connection.execute('BEGIN')
    for blob in headers:
        connection.execute("INSERT INTO 'Packages' (blob) VALUES (?)", (blob,))
    connection.execute('COMMIT')
    if log is None:
        connection.close()
        return
    connection.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    for blob in log:
        connection.execute("INSERT INTO 'Packages' (blob) VALUES (?)", (blob,))
    # Closing would write the log into the database: what lies there now is what an image of a running system has.
    with open(path, 'rb') as main, open(path + '-wal', 'rb') as wal:
        contents = main.read(), wal.read()
    connection.close()
    for name, content in zip((path, path + '-wal'), contents):
        with open(name, 'wb') as file:
            file.write(content)
