#include "analyzer/analyzer.h"

#include "base/text.h"

#define ANALYZER_ROW(folder, name) extern const struct analyzer analyzer_##name;
#include "analyzer/rows.h"
#undef ANALYZER_ROW

static const struct analyzer *const rows[] = {
#define ANALYZER_ROW(folder, name) &analyzer_##name,
#include "analyzer/rows.h"
#undef ANALYZER_ROW
};

const struct analyzer *analyzer_at(size_t index)
{
    return index < sizeof rows / sizeof *rows ? rows[index] : NULL;
}

struct slice analyzer_copy(struct facts *facts, struct slice s)
{
    static const struct slice replacement = S_INIT("\xef\xbf\xbd");
    struct slice text = text_utf8_copy(facts->arena, s);
    size_t nul = slice_find_byte(text, 0);

    if (nul == text.len)
        return text.at == s.at ? arena_copy(facts->arena, s) : text;

    size_t count = 0;
    for (size_t i = nul; i < text.len; i++)
        count += text.at[i] == 0;
    uint8_t *out = arena_array(facts->arena, uint8_t, text.len + count * (replacement.len - 1));
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == 0) {
            memcpy(out + len, replacement.at, replacement.len);
            len += replacement.len;
        } else {
            out[len++] = text.at[i];
        }
    }
    return slice_of(out, len);
}
