#include "facts/wire.h"

#include "base/text.h"

void input_bad(struct input *in, const char *what)
{
    reader_fail(&in->reader, ERROR_INTEGRITY, "facts at byte %llu: %s", (unsigned long long)in->reader.position, what);
}

uint64_t input_number(struct input *in, uint64_t max)
{
    uint64_t n = 0;
    uint8_t byte = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        byte = reader_u8(&in->reader);
        n |= (uint64_t)(byte & 0x7F) << shift;
        if (shift == 63 && byte > 1)
            break;
        if (!(byte & 0x80)) {
            if (shift > 0 && byte == 0)
                input_bad(in, "a number that is not in its shortest form");
            else if (n > max)
                input_bad(in, "a number over its limit");
            else
                return n;
            return 0;
        }
    }
    input_bad(in, "a number of more than 64 bits");
    return 0;
}

struct slice input_string(struct input *in, size_t max)
{
    struct slice s = reader_take(&in->reader, input_number(in, max));

    if (slice_find_byte(s, 0) != s.len)
        input_bad(in, "a text with a NUL");
    else if (!utf8_valid(s))
        input_bad(in, "a text that is not UTF-8");
    else
        return s;
    return S("");
}

static bool is_part(struct slice part)
{
    return part.len > 0 && !slice_equal(part, S(".")) && !slice_equal(part, S(".."));
}

/* As path_normalise gives them; the root itself is empty. */
static bool is_normalised(struct slice path)
{
    struct slice rest = path, part;

    if (path.len == 0)
        return true;
    while (slice_cut(rest, '/', &part, &rest))
        if (!is_part(part))
            return false;
    return is_part(part);
}

struct slice input_path(struct input *in)
{
    struct slice path = input_string(in, PATH_LEN_MAX);

    if (is_normalised(path))
        return path;
    input_bad(in, "a path that is not normalised");
    return S("");
}

size_t input_count(struct input *in, size_t bytes, size_t weight)
{
    uint64_t count = input_number(in, UINT64_MAX);

    if (count > in->reader.left.len / bytes) {
        input_bad(in, "a count that its bytes cannot hold");
    } else if (weight > 0 && count > (in->weight_max - in->weight) / weight) {
        reader_fail(&in->reader, ERROR_LIMIT, "facts of one layer that need more than %zu MiB", in->weight_max >> 20);
    } else {
        in->weight += (size_t)count * weight;
        return (size_t)count;
    }
    return 0;
}
