/*
 * The rows of the analyzer table, in the order in which they run: ANALYZER_ROW(folder, name) stands for the file
 * analyzer/FOLDER/NAME.c, which ends with `const struct analyzer analyzer_NAME`. Both C (by including this file with
 * its own definition of the macro) and meson.build (by reading its lines) take the list from here; nothing else does.
 */
ANALYZER_ROW(os, os_release)
ANALYZER_ROW(os, release_files)
ANALYZER_ROW(os, debian_version)
ANALYZER_ROW(os, dpkg)
ANALYZER_ROW(os, dpkg_files)
ANALYZER_ROW(os, apk)
ANALYZER_ROW(os, pacman)
ANALYZER_ROW(os, pacman_files)
ANALYZER_ROW(os, opkg)
ANALYZER_ROW(os, opkg_files)
ANALYZER_ROW(os, vcpkg)
ANALYZER_ROW(os, rpm_sqlite)
ANALYZER_ROW(os, rpm_ndb)
ANALYZER_ROW(os, rpm_bdb)
ANALYZER_ROW(os, rpm_manifest)
ANALYZER_ROW(os, redhat_content)
ANALYZER_ROW(lang/go, go_mod)
ANALYZER_ROW(lang/go, go_sum)
ANALYZER_ROW(lang/go, go_vendor)
