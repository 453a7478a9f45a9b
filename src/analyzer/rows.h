/*
 * The rows of the analyzer table, in the order in which they run: ANALYZER_ROW(folder, name) stands for the file
 * analyzer/FOLDER/NAME.c, which ends with `const struct analyzer analyzer_NAME`. Both C (by including this file with
 * its own definition of the macro) and meson.build (by reading its lines) take the list from here; nothing else does.
 */
ANALYZER_ROW(os, os_release)
