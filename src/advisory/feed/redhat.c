#include "advisory/feed/redhat.h"

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static struct slice digits(struct slice text)
{
    size_t len = 0;

    while (len < text.len && is_digit(text.at[len]))
        len++;
    return slice_head(text, len);
}

/* "…:el8", "…::el7", also with more behind: the release that a product on top of RHEL is built for. */
static struct slice release_of_edition(struct slice tail)
{
    struct slice rest = tail, piece;

    while (slice_next(&rest, ':', &piece))
        if (slice_starts(piece, S("el")) && digits(slice_skip(piece, 2)).len)
            return digits(slice_skip(piece, 2));
    return (struct slice){0};
}

/* Products that are RHEL or a part of it, so that their version is its release. */
static bool is_base(struct slice name)
{
    static const struct slice names[] = {
        S_INIT("rhel_eus"),
        S_INIT("rhel_aus"),
        S_INIT("rhel_tus"),
        S_INIT("rhel_e4s"),
        S_INIT("rhel_els"),
        S_INIT("rhel_common"),
        S_INIT("rhel_cluster"),
        S_INIT("rhel_cluster_storage"),
        S_INIT("rhel_productivity"),
        S_INIT("rhel_atomic"),
        S_INIT("rhel_sjis"),
        S_INIT("rhel_virtualization"),
        S_INIT("rhel_mission_critical"),
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slice_equal(name, names[i]))
            return true;
    return slice_starts(name, S("enterprise_linux")) || slice_starts(name, S("rhel_extras"));
}

struct redhat_product redhat_product(struct slice tail)
{
    static const struct slice streams[] = {S_INIT("eus"), S_INIT("aus"), S_INIT("tus"), S_INIT("e4s"), S_INIT("els")};
    struct redhat_product product = {.tail = tail};
    struct slice name, rest, version;

    slice_cut(tail, ':', &name, &rest);
    slice_cut(rest, ':', &version, &rest);
    product.base = is_base(name);
    product.release = release_of_edition(tail);
    if (!product.base || product.release.len)
        return product;
    product.release = digits(version);
    for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++) {
        if (!slice_starts(name, S("rhel_")) || !slice_ends(name, streams[i]))
            continue;
        product.channel = streams[i];
        if (product.release.len < version.len && version.at[product.release.len] == '.')
            product.minor = digits(slice_skip(version, product.release.len + 1));
    }
    return product;
}

struct redhat_product redhat_product_of_cpe(struct slice cpe)
{
    if (slice_starts(cpe, S("cpe:/a:redhat:")) || slice_starts(cpe, S("cpe:/o:redhat:")))
        return redhat_product(slice_skip(cpe, 14));
    return (struct redhat_product){.release = {0}};
}

struct slices redhat_cpes(struct arena *arena, struct slice tail)
{
    struct slices list = {.at = arena_array(arena, struct slice, 2), .count = 2};

    list.at[0] = arena_format(arena, "cpe:/a:redhat:%.*s", SLICE_ARG(tail));
    list.at[1] = arena_format(arena, "cpe:/o:redhat:%.*s", SLICE_ARG(tail));
    return list;
}
