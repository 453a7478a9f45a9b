dpkg var/lib/dpkg/status.d/a
Package: a
Version: 1
