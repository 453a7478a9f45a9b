/* The formats, one file each; the order is the order of --help. */
ROW(format_table)
ROW(format_json)
ROW(format_tsv)
