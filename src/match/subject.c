#include "match/subject.h"

/*
 * rpm forbids '-' within version and release (rpmbuild, "Illegal char '-'"), so the first one parts them. Where a
 * document has more, they are read as the separators that they are to rpmvercmp; rpm itself would part at the last one.
 */
static struct slice one_dash(struct arena *arena, struct slice version)
{
    size_t first = slice_find_byte(version, '-');

    if (slice_find_last(version, '-') == first)
        return version;
    uint8_t *copy = arena_array(arena, uint8_t, version.len);
    for (size_t i = 0; i < version.len; i++)
        copy[i] = i > first && version.at[i] == '-' ? '.' : version.at[i];
    return slice_of(copy, version.len);
}

void subject_init(struct arena *arena, const struct inventory_package *entry, const struct os *os,
                  struct subject *subject)
{
    const struct package *package = &entry->package;
    struct slice name, stream, rest, minor;

    *subject = (struct subject){.entry = entry, .os = os};
    subject->version = package_full_version(arena, package);
    subject->source_name = package->source_name.len ? package->source_name : package->name;
    subject->source_version = package->source_version.len ? package->source_version : subject->version;
    /* The name of an rpm source package carries no epoch; it is that of its binaries. */
    if (slice_equal(package->type, S("rpm")) && package->source_version.len && package->epoch != EPOCH_ABSENT &&
        slice_find_byte(package->source_version, ':') == package->source_version.len)
        subject->source_version =
            arena_format(arena, "%lld:%.*s", (long long)package->epoch, SLICE_ARG(package->source_version));
    subject->ecosystem = ecosystem_find(package->type);
    if (subject->ecosystem)
        subject->version = ecosystem_version(arena, subject->ecosystem, subject->version);
    if (slice_equal(package->type, S("rpm"))) {
        subject->version = one_dash(arena, subject->version);
        subject->source_version = one_dash(arena, subject->source_version);
    }
    /* name:stream:version:context:arch */
    slice_cut(package->module, ':', &name, &rest);
    slice_cut(rest, ':', &stream, &rest);
    if (name.len)
        subject->module = slice_head(package->module, name.len + (stream.len ? 1 + stream.len : 0));
    subject->repos = package->repos;
    subject->key = subject->ecosystem ? ecosystem_key(arena, subject->ecosystem, package->name) : package->name;
    subject->third_party = entry->origin == ORIGIN_THIRD_PARTY;
    slice_cut(os->version_id, '.', &rest, &minor);
    slice_cut(minor, '.', &minor, &rest);
    if (!slice_decimal(minor, &subject->minor))
        subject->minor = 0;
}

bool subject_owned(const struct inventory_package *entry)
{
    return entry->owner && entry->owner->origin != ORIGIN_THIRD_PARTY;
}

bool subject_of_system(struct slice type)
{
    static const struct slice types[] = {S_INIT("deb"),  S_INIT("rpm"),     S_INIT("apk"),   S_INIT("alpm"),
                                         S_INIT("opkg"), S_INIT("portage"), S_INIT("ebuild")};

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
        if (slice_equal(type, types[i]))
            return true;
    return false;
}
