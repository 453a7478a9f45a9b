#include "analyzer/os/owner.h"

enum { MODE_EXECUTE = 0111 };

void owner_begin(struct owner *owner, struct facts *facts)
{
    /* One for all lists of a layer: dpkg has a thousand of them. */
    if (facts->shared == NULL)
        facts->shared = dispatch_create(facts->store);
    *owner = (struct owner){facts, facts->shared};
}

/* Folders of programs, wherever they stand (FHS 3.0). */
static const char *const program_folders[] = {"bin", "sbin", "libexec", "games"};

/* Folders whose files without an extension are text: documents, time zones, headers of C++. */
static const char *const text_folders[] = {"usr/share", "usr/include", "usr/src", "etc", "var"};

static bool may_be_program(struct slice path)
{
    struct slice folder = path_base(path_folder(path)), base = path_base(path);

    for (size_t i = 0; i < sizeof program_folders / sizeof *program_folders; i++)
        if (slice_equal(folder, slice_text(program_folders[i])))
            return true;
    for (size_t i = 0; i < sizeof text_folders / sizeof *text_folders; i++)
        if (path_within(path, slice_text(text_folders[i])))
            return false;
    return slice_find_byte(base, '.') == base.len;
}

int64_t owner_mode(struct slice octal)
{
    int64_t mode = 0;

    if (octal.len == 0 || octal.len > 8)
        return OWNER_MODE_UNKNOWN;
    for (size_t i = 0; i < octal.len; i++) {
        if (octal.at[i] < '0' || octal.at[i] > '7')
            return OWNER_MODE_UNKNOWN;
        mode = mode * 8 + octal.at[i] - '0';
    }
    return mode;
}

bool owner_wants(const struct owner *owner, struct slice path, int64_t mode)
{
    struct dispatch_want wants[DISPATCH_WANTS_MAX];

    if (mode == OWNER_MODE_UNKNOWN ? may_be_program(path) : (mode & MODE_EXECUTE) != 0)
        return true;
    return dispatch_find(owner->dispatch, path, wants) > 0;
}

bool owner_add(const struct owner *owner, uint32_t package, struct slice path, int64_t mode, enum digest_kind kind,
               const uint8_t *digest)
{
    uint8_t space[PATH_LEN_MAX + 2];
    struct slice normal;

    if (path.len > sizeof space || !path_normalise(path, space, &normal) || normal.len == 0)
        return false;
    if (owner_wants(owner, normal, mode))
        facts_owned(owner->facts, package, normal, kind, digest);
    return true;
}

void owner_value(struct facts *facts, struct slice path, struct slice suffix)
{
    struct slice base = path_base(path);

    if (slice_ends(base, suffix))
        base = slice_head(base, base.len - suffix.len);
    facts_value(facts, "package", base);
}
