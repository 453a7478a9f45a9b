#include "analyzer/binary/cpe.h"

/* Letters, digits and "_" stand as they are, "." and "-" too where they are quoted or not; others behind a "\". */
static struct slice quoted(struct slice text, struct arena *arena)
{
    uint8_t *out = arena_array(arena, uint8_t, text.len * 2);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.at[i], letter = c | 0x20;
        bool plain = (c >= '0' && c <= '9') || (letter >= 'a' && letter <= 'z') || c == '_' || c == '.' || c == '-';
        if (!plain)
            out[len++] = '\\';
        out[len++] = c;
    }
    return slice_of(out, len);
}

/* "1.8.0_352-b08": what is before the '_', and the digits behind it. */
static bool has_update(struct slice version, struct slice *main, struct slice *update)
{
    size_t len = 0;

    if (!slice_cut(version, '_', main, update))
        return false;
    while (len < update->len && update->at[len] >= '0' && update->at[len] <= '9')
        len++;
    *update = slice_head(*update, len);
    return len > 0;
}

struct slices cpe_list(struct slice products, struct slice version, struct arena *arena)
{
    struct {
        struct slice *at;
        size_t count, room;
    } list = {0};
    struct slice product, main = version, update = S("");
    bool updated = has_update(version, &main, &update);

    main = quoted(main, arena);
    while (slice_next(&products, ' ', &product))
        *ARENA_PUSH(arena, &list) = arena_format(arena, "cpe:2.3:a:%.*s:%.*s:%s%.*s:*:*:*:*:*:*", SLICE_ARG(product),
                                                 SLICE_ARG(main), updated ? "update" : "*", SLICE_ARG(update));
    return (struct slices){list.at, list.count};
}
