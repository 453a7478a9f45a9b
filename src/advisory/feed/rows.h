/*
 * The rows of the feed table: FEED_ROW(name) stands for the file advisory/feed/NAME.c, which ends with
 * `const struct feed feed_NAME`. Both C (with its own definition of the macro) and meson (by reading the lines) take
 * the list from here; nothing else does.
 */
FEED_ROW(alpine_secdb)
FEED_ROW(amazon_alas)
FEED_ROW(arch_avg)
FEED_ROW(azurelinux_oval)
FEED_ROW(cvss)
FEED_ROW(distro_info)
FEED_ROW(endoflife)
FEED_ROW(epss)
FEED_ROW(kev)
FEED_ROW(oracle_elsa)
FEED_ROW(osv_alma)
FEED_ROW(osv_debian)
FEED_ROW(osv_redhat)
FEED_ROW(osv_suse)
FEED_ROW(own)
FEED_ROW(photon)
FEED_ROW(redhat_cve)
FEED_ROW(redhat_repositories)
FEED_ROW(rocky_errata)
FEED_ROW(ubuntu_status)
