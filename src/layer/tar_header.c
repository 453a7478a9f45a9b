#include "layer/tar_header.h"

/* Places of the fields: POSIX.1-1988 ustar, and GNU tar's tar.h for its own. */
enum {
    NAME_AT = 0,
    NAME_LEN = 100,
    MODE_AT = 100,
    MODE_LEN = 8,
    SIZE_AT = 124,
    SIZE_LEN = 12,
    CHECKSUM_AT = 148,
    CHECKSUM_LEN = 8,
    TYPE_AT = 156,
    LINK_AT = 157,
    LINK_LEN = 100,
    MAGIC_AT = 257,
    PREFIX_AT = 345,
    PREFIX_LEN = 155,
    STAR_PREFIX_LEN = 131,
    STAR_MAGIC_AT = 508,
    GNU_ATIME_AT = 345,
    GNU_CTIME_AT = 357,
    GNU_TIME_LEN = 12,
    MODE_BITS = 07777,
};

static const uint8_t roles[256] = {
    ['1'] = TAR_ROLE_HARDLINK,   ['2'] = TAR_ROLE_SYMLINK, ['3'] = TAR_ROLE_OTHER,   ['4'] = TAR_ROLE_OTHER,
    ['5'] = TAR_ROLE_FOLDER,     ['6'] = TAR_ROLE_OTHER,   ['D'] = TAR_ROLE_DUMPDIR, ['K'] = TAR_ROLE_LONG_LINK,
    ['L'] = TAR_ROLE_LONG_NAME,  ['S'] = TAR_ROLE_SPARSE,  ['V'] = TAR_ROLE_LABEL,   ['X'] = TAR_ROLE_PAX /* Solaris */,
    ['g'] = TAR_ROLE_PAX_GLOBAL, ['x'] = TAR_ROLE_PAX,
};

/* Two's complement over all bits but the first, which says that it is so. */
static bool number_base256(struct slice field, uint64_t *value)
{
    uint64_t sum = field.at[0] & 0x7f;

    if (sum & 0x40)
        return false; /* negative */
    for (size_t i = 1; i < field.len; i++) {
        if (sum >> (63 - 8))
            return false;
        sum = sum << 8 | field.at[i];
    }
    *value = sum;
    return true;
}

bool tar_number(struct slice field, uint64_t *value)
{
    uint64_t sum = 0;
    size_t i = 0;

    if (field.len && field.at[0] & 0x80)
        return number_base256(field, value);
    while (i < field.len && (field.at[i] == ' ' || field.at[i] == '\0'))
        i++;
    for (; i < field.len && field.at[i] >= '0' && field.at[i] <= '7'; i++) {
        if (sum >> 60)
            return false;
        sum = sum << 3 | (field.at[i] & 7u);
    }
    if (i < field.len && field.at[i] != ' ' && field.at[i] != '\0')
        return false;
    *value = sum;
    return true;
}

bool tar_block_zero(const uint8_t block[TAR_BLOCK])
{
    return block[0] == 0 && memcmp(block, block + 1, TAR_BLOCK - 1) == 0;
}

/*
 * Eight bytes at a time, even and odd ones in lanes of 16 bits, which 128 bytes of 255 each do not fill. Adding single
 * bytes takes a third of all time on a layer of small files.
 */
static uint32_t sum_of(const uint8_t block[TAR_BLOCK])
{
    const uint64_t even = 0x00ff00ff00ff00ff;
    uint64_t lanes = 0, eight;

    for (size_t i = 0; i < TAR_BLOCK; i += sizeof(eight)) {
        memcpy(&eight, block + i, sizeof(eight));
        lanes += (eight & even) + (eight >> 8 & even);
    }
    lanes = (lanes & 0x0000ffff0000ffff) + (lanes >> 16 & 0x0000ffff0000ffff);
    return (uint32_t)(lanes + (lanes >> 32));
}

bool tar_block_checksum(const uint8_t block[TAR_BLOCK])
{
    uint64_t stored;
    int64_t sum = sum_of(block), high = 0;

    if (!tar_number(tar_field(block, CHECKSUM_AT, CHECKSUM_LEN), &stored))
        return false;
    for (size_t i = CHECKSUM_AT; i < CHECKSUM_AT + CHECKSUM_LEN; i++)
        sum += ' ' - block[i];
    if ((int64_t)stored == sum)
        return true;
    for (size_t i = 0; i < TAR_BLOCK; i++)
        if (i < CHECKSUM_AT || i >= CHECKSUM_AT + CHECKSUM_LEN)
            high += block[i] >> 7;
    return (int64_t)stored == sum - 256 * high;
}

static enum tar_format format_of(const uint8_t block[TAR_BLOCK])
{
    struct slice magic = tar_field(block, MAGIC_AT, 8);

    if (slice_equal(magic, S("ustar  \0")))
        return TAR_GNU;
    if (!slice_starts(magic, S("ustar\0")))
        return TAR_V7;
    return slice_equal(tar_field(block, STAR_MAGIC_AT, 4), S("tar\0")) ? TAR_STAR : TAR_USTAR;
}

static struct slice text(const uint8_t block[TAR_BLOCK], size_t at, size_t len)
{
    struct slice field = tar_field(block, at, len);
    return slice_head(field, slice_find_byte(field, '\0'));
}

/*
 * Go before 1.8 wrote ustar prefixes into GNU headers, where times stand; Docker of those years wrote layers with it.
 * As its reader does now: text that is no number in the place of a time is such a prefix.
 */
static struct slice gnu_prefix(const uint8_t block[TAR_BLOCK])
{
    uint64_t time;
    struct slice prefix = text(block, PREFIX_AT, PREFIX_LEN);

    if (prefix.len == 0 || (tar_number(tar_field(block, GNU_ATIME_AT, GNU_TIME_LEN), &time) &&
                            tar_number(tar_field(block, GNU_CTIME_AT, GNU_TIME_LEN), &time)))
        return slice_of(NULL, 0);
    for (size_t i = 0; i < prefix.len; i++)
        if (prefix.at[i] & 0x80)
            return slice_of(NULL, 0);
    return prefix;
}

static struct slice prefix_of(const uint8_t block[TAR_BLOCK], enum tar_format format)
{
    switch (format) {
    case TAR_USTAR: return text(block, PREFIX_AT, PREFIX_LEN);
    case TAR_STAR: return text(block, PREFIX_AT, STAR_PREFIX_LEN);
    case TAR_GNU: return gnu_prefix(block);
    default: return slice_of(NULL, 0);
    }
}

const char *tar_header_parse(const uint8_t block[TAR_BLOCK], struct tar_header *header)
{
    uint64_t mode = 0;

    if (!tar_block_checksum(block))
        return "not a tar header: the checksum does not hold";
    if (!tar_number(tar_field(block, SIZE_AT, SIZE_LEN), &header->size))
        return "a tar header with a size that is no number, or negative, or too large";
    header->mode_bad = !tar_number(tar_field(block, MODE_AT, MODE_LEN), &mode);
    header->mode = (uint32_t)mode & MODE_BITS;
    header->format = format_of(block);
    header->role = (enum tar_role)roles[block[TYPE_AT]];
    header->name = text(block, NAME_AT, NAME_LEN);
    header->link = block[LINK_AT] ? text(block, LINK_AT, LINK_LEN) : slice_of(NULL, 0);
    header->prefix = block[PREFIX_AT] ? prefix_of(block, header->format) : slice_of(NULL, 0);
    /* Archives from before ustar mark folders by a slash only. Size is then of no content, as for other folders. */
    if (block[TYPE_AT] == '\0' && slice_ends(header->name, S("/")))
        header->role = TAR_ROLE_FOLDER;
    return NULL;
}
