#include "layer/tar_pax.h"

enum { LEN_DIGITS_MAX = 19, KEY_MAX = 32, HEAD_MAX = LEN_DIGITS_MAX + 1 + KEY_MAX + 1, NUMBER_MAX = 20 };

void tar_pax_clear(struct tar_pax *pax)
{
    pax->path.state = pax->link.state = pax->sparse_name.state = TAR_NAME_ABSENT;
    pax->has_size = pax->has_sparse_size = pax->has_map = false;
    pax->major = pax->minor = slice_of(NULL, 0);
    pax->problem = NULL;
}

struct slice tar_name_slice(const struct tar_name *name)
{
    return slice_of(name->bytes, name->len);
}

bool tar_name_read(struct tar_name *name, struct reader *archive, uint64_t n)
{
    struct slice bytes = reader_take(archive, n < PATH_LEN_MAX + 1 ? n : PATH_LEN_MAX + 1);

    n -= bytes.len;
    name->len = slice_find_byte(bytes, '\0');
    name->nul = name->len < bytes.len;
    name->state = name->len > PATH_LEN_MAX ? TAR_NAME_TOO_LONG : TAR_NAME_SET;
    if (name->len > PATH_LEN_MAX)
        name->len = PATH_LEN_MAX;
    if (name->len)
        memcpy(name->bytes, bytes.at, name->len);
    reader_skip(archive, n);
    return !archive->failed;
}

/* An empty value takes back what an earlier record set (POSIX), and the header block counts. */
static void path_value(struct tar_name *name, struct reader *archive, uint64_t n)
{
    tar_name_read(name, archive, n);
    if (n == 0)
        name->state = TAR_NAME_ABSENT;
}

static bool number_value(struct reader *archive, uint64_t n, uint64_t *value)
{
    struct slice text = reader_take_upto(archive, n < NUMBER_MAX ? n : NUMBER_MAX);

    reader_skip(archive, n - text.len);
    return text.len == n && slice_decimal(text, value) && *value <= INT64_MAX;
}

static void size_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    if (n == 0)
        pax->has_size = false;
    else if (number_value(archive, n, &pax->size))
        pax->has_size = true;
    else
        pax->problem = "a pax record 'size' that is no number";
}

static void path_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    path_value(&pax->path, archive, n);
}

static void link_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    path_value(&pax->link, archive, n);
}

static void sparse_name_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    path_value(&pax->sparse_name, archive, n);
}

static void sparse_size_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    if (number_value(archive, n, &pax->sparse_size))
        pax->has_sparse_size = true;
    else
        pax->problem = "a pax record of a sparse file that is no number";
}

static void sparse_number_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    uint64_t value;

    pax->has_map = true;
    if (number_value(archive, n, &value))
        tar_sparse_number(pax->sparse, value);
    else
        pax->sparse->problem = "a sparse map with something that is no number";
}

static void sparse_map_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    pax->has_map = true;
    tar_sparse_list(pax->sparse, archive, n);
}

static struct slice version_value(struct reader *archive, uint64_t n)
{
    struct slice text = reader_take_upto(archive, n < 1 ? n : 1);
    uint8_t digit = text.len ? text.at[0] : 0;

    reader_skip(archive, n - text.len);
    if (n == 1 && digit == '0')
        return S("0");
    return n == 1 && digit == '1' ? S("1") : S("?");
}

static void sparse_major_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    pax->major = version_value(archive, n);
}

static void sparse_minor_record(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    pax->minor = version_value(archive, n);
}

/* GNU.sparse.numblocks is not needed: the map ends where it ends. */
static const struct {
    struct slice key;
    void (*read)(struct tar_pax *pax, struct reader *archive, uint64_t n);
} records[] = {
    {S_INIT("path"), path_record},
    {S_INIT("linkpath"), link_record},
    {S_INIT("size"), size_record},
    {S_INIT("GNU.sparse.name"), sparse_name_record},
    {S_INIT("GNU.sparse.size"), sparse_size_record},
    {S_INIT("GNU.sparse.realsize"), sparse_size_record},
    {S_INIT("GNU.sparse.offset"), sparse_number_record},
    {S_INIT("GNU.sparse.numbytes"), sparse_number_record},
    {S_INIT("GNU.sparse.map"), sparse_map_record},
    {S_INIT("GNU.sparse.major"), sparse_major_record},
    {S_INIT("GNU.sparse.minor"), sparse_minor_record},
};

/*
 * The head of a record, "LENGTH KEY=", out of the next `n` bytes.
 * key     empty when it is longer than any that is wanted
 * head    bytes up to the value, or up to the key when that is unknown
 * length  of the whole record
 */
static bool record_head(struct reader *archive, uint64_t n, struct slice *key, size_t *head, uint64_t *length)
{
    struct slice number, rest, bytes = reader_peek(archive, n < HEAD_MAX ? (size_t)n : HEAD_MAX);
    size_t digits;

    if (!slice_cut(bytes, ' ', &number, &rest) || number.len > LEN_DIGITS_MAX || !slice_decimal(number, length))
        return false;
    digits = number.len + 1;
    if (*length > n || *length < digits + 2)
        return false; /* at least '=' and a newline */
    rest = slice_head(rest, *length - digits - 1 < rest.len ? (size_t)(*length - digits - 1) : rest.len);
    *key = slice_head(rest, slice_find_byte(rest, '='));
    *head = digits + key->len + 1;
    if (key->len < rest.len)
        return true;
    *key = slice_of(NULL, 0);
    *head = digits;
    return true;
}

/* The value of a record whose head is consumed: `n` bytes. A key that nobody wants costs no copy. */
static void record_value(struct tar_pax *pax, struct reader *archive, const uint8_t *key_bytes, size_t key_len,
                         uint64_t n)
{
    struct slice key = slice_of(key_bytes, key_len);

    for (size_t i = 0; i < sizeof(records) / sizeof(*records); i++) {
        if (slice_equal(records[i].key, key)) {
            records[i].read(pax, archive, n);
            return;
        }
    }
    reader_skip(archive, n);
}

bool tar_pax_read(struct tar_pax *pax, struct reader *archive, uint64_t n)
{
    while (n && !pax->problem && !archive->failed) {
        struct slice key;
        size_t head;
        uint64_t length;
        uint8_t name[KEY_MAX];

        if (!record_head(archive, n, &key, &head, &length)) {
            if (!archive->failed)
                pax->problem = "a pax record with a bad length";
            break;
        }
        /* The key dies when the value is read. */
        size_t name_len = key.len <= sizeof(name) ? key.len : 0;
        if (name_len)
            memcpy(name, key.at, name_len);
        reader_skip(archive, head);
        record_value(pax, archive, name, name_len, length - head - 1);
        n -= length;
        if (reader_u8(archive) != '\n' && !archive->failed && !pax->problem)
            pax->problem = "a pax record that does not end where its length says";
    }
    reader_skip(archive, n);
    return !archive->failed;
}

enum tar_pax_sparse tar_pax_form(const struct tar_pax *pax)
{
    if (slice_equal(pax->major, S("1")) && slice_equal(pax->minor, S("0")))
        return TAR_PAX_MAP_TEXT;
    if (pax->major.len == 0 && pax->minor.len == 0)
        return pax->has_map ? TAR_PAX_MAP_RECORDS : TAR_PAX_PLAIN;
    return slice_equal(pax->major, S("0")) && pax->minor.len && pax->minor.at[0] != '?' ? TAR_PAX_MAP_RECORDS
                                                                                        : TAR_PAX_PLAIN;
}
