/*
 * One row a kind of target, in the order in which they are asked: ROW(NAME) is the file NAME.c with its
 * `struct target_kind target_NAME`. Both C and meson.build take the list from here.
 */
ROW(oci_layout)
ROW(rootfs)
ROW(docker_archive)
ROW(oci_archive)
ROW(rootfs_archive)
ROW(document)
