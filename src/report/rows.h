/* The formats, one file each; the order is the order of --help. */
ROW(format_table)
ROW(format_json)
ROW(format_sarif)
ROW(format_cyclonedx)
ROW(format_spdx)
ROW(format_tsv)
