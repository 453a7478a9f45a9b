#!/usr/bin/env python3
"""The libraries that a worker needs, held to a short list: each one more is code that reads hostile bytes by surprise."""
import re
import subprocess
import sys

# libm is glibc's, as libc and the loader are; ISA-L has no archive in Debian.
ALLOWED = {"libc.so.6", "libm.so.6", "libisal.so.2", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
# SQLite's archive brings dlopen and pthread_create; it calls neither here, and the filter would kill them.
UNWANTED = re.compile(r"@?\b(socket|connect|bind|execve|execvp|posix_spawnp?|fork|vfork|system|popen)\b")

print("1..2")
dynamic = subprocess.run(["readelf", "-dW", sys.argv[1]], check=True, capture_output=True, text=True).stdout
needed = set(re.findall(r"\(NEEDED\).*\[(.+)\]", dynamic))
print(f"# needs {' '.join(sorted(needed))}")
print("ok" if needed and needed <= ALLOWED else "not ok", "1 - the worker needs no library but glibc's and ISA-L")

symbols = subprocess.run(["readelf", "--dyn-syms", "-W", sys.argv[1]], check=True, capture_output=True, text=True).stdout
imported = {line.split()[-1] if "@" not in line else line.split()[7].split("@")[0]
            for line in symbols.splitlines() if " UND " in line and len(line.split()) >= 8}
unwanted = sorted(name for name in imported if UNWANTED.fullmatch(name))
print(f"# imports {len(imported)} names" + "".join(f", {name}" for name in unwanted))
print("not ok" if unwanted else "ok", "2 - it imports nothing that makes sockets or processes")
