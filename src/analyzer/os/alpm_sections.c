#include "analyzer/os/alpm_sections.h"

static bool is_section(struct slice line)
{
    return line.len > 2 && line.at[0] == '%' && line.at[line.len - 1] == '%';
}

bool alpm_sections_next(struct alpm_sections *file, struct slice *section, struct slice *value, bool *cut)
{
    enum reader_line got;
    struct slice line;

    while ((got = reader_line(file->reader, ALPM_LINE_MAX, &line)) != LINE_END) {
        if (is_section(line)) {
            struct slice name = slice_head(slice_skip(line, 1), line.len - 2);
            file->section_len = name.len <= sizeof file->section ? name.len : 0;
            memcpy(file->section, name.at, file->section_len);
        } else if (line.len == 0) {
            file->section_len = 0;
        } else if (file->section_len > 0) {
            *section = slice_of(file->section, file->section_len);
            *value = line;
            *cut = got == LINE_CUT;
            return true;
        }
    }
    return false;
}
