/* What several files say of one package, whose a file is, what depends on what. */
#include "inventory/join.h"
#include "inventory/testing.h"

#define STATUS   "var/lib/dpkg/status"
#define INFO     "var/lib/dpkg/info/"
#define METADATA "usr/lib/python3/dist-packages/six.dist-info/METADATA"

/* One package as a row says it. Several calls fill one source. */
static void package(struct bench *b, struct package package)
{
    package.epoch = EPOCH_ABSENT;
    facts_package(b->open, &package);
}

static void source(struct bench *b, const char *path, const char *analyzer)
{
    file(b, path);
    facts_source(b->open, slice_text(path), analyzer, 1, 0644);
}

static void one(struct bench *b, const char *path, const char *type, const char *name, const char *version,
                const char *content)
{
    source(b, path, type);
    package(b, (struct package){.type = slice_text(type), .name = slice_text(name), .version = slice_text(version)});
    if (content)
        hashed(b, content);
}

static void list(struct bench *b, const char *path, const char *name)
{
    source(b, path, "dpkg_files");
    facts_value(b->open, "package", slice_text(name));
}

/* "name=version path", then whose it is, its role and what it needs. */
static const char *listing(struct bench *bench, const struct inventory *inventory)
{
    static const char *const words[] = {"", " unproven of ", " changed from ", " of "};
    struct slice text = S("");
    struct arena *arena = bench->arena;

    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *entry = &inventory->packages[i];
        const struct package *p = &entry->package;
        assert_int_equal(entry->index, i);
        text = arena_format(arena, "%.*s%.*s=%.*s %.*s%s", SLICE_ARG(text), SLICE_ARG(p->name), SLICE_ARG(p->version),
                            SLICE_ARG(entry->path), words[entry->ownership]);
        if (entry->ownership)
            text = arena_format(arena, "%.*s%.*s", SLICE_ARG(text), SLICE_ARG(entry->lister->package.name));
        assert_ptr_equal(entry->owner, entry->ownership == OWNERSHIP_OWNED ? entry->lister : NULL);
        for (size_t k = 0; k < p->groups.count; k++)
            text = arena_format(arena, "%.*s +%.*s", SLICE_ARG(text), SLICE_ARG(p->groups.at[k]));
        if (p->scope == SCOPE_DECLARED)
            text = arena_format(arena, "%.*s declared", SLICE_ARG(text));
        if (p->relationship == RELATION_DIRECT)
            text = arena_format(arena, "%.*s direct", SLICE_ARG(text));
        for (size_t k = 0; k < entry->depends_on.count; k++)
            text = arena_format(arena, "%.*s ->%.*s", SLICE_ARG(text),
                                SLICE_ARG(inventory->packages[entry->depends_on.at[k]].package.name));
        for (size_t k = 0; k < p->locations.count; k++)
            text = arena_format(arena, "%.*s, %.*s", SLICE_ARG(text), SLICE_ARG(p->locations.at[k]));
        text = arena_format(arena, "%.*s\n", SLICE_ARG(text));
    }
    return arena_text(arena, text);
}

static void begin(struct bench *b)
{
    layer_begin(b), os_release(b, "debian", "12");
}

static void status(struct bench *b, const char *packages)
{
    database(b, STATUS, "dpkg", "deb", packages);
}

static void owned_by_digest(struct bench *b)
{
    begin(b), status(b, "python3-six=1-1"), one(b, METADATA, "pypi", "six", "1", "content");
    list(b, INFO "python3-six.md5sums", "python3-six"), owns(b, OWNED_NO_PACKAGE, METADATA, DIGEST_MD5, "content");
    layer_end(b);
}
static void owned_with_architecture(struct bench *b)
{
    begin(b), source(b, STATUS, "dpkg");
    package(b, (struct package){.type = S("deb"), .name = S("a"), .version = S("1"), .arch = S("i386")});
    package(b, (struct package){.type = S("deb"), .name = S("a"), .version = S("2"), .arch = S("amd64")});
    one(b, METADATA, "pypi", "six", "1", "content");
    list(b, INFO "a:amd64.md5sums", "a:amd64"), owns(b, OWNED_NO_PACKAGE, METADATA, DIGEST_MD5, "content");
    layer_end(b);
}
static void owned_in_status_d(struct bench *b)
{
    begin(b), database(b, "var/lib/dpkg/status.d/six", "dpkg", "deb", "six=1-1");
    one(b, METADATA, "pypi", "six", "1", "content");
    list(b, "var/lib/dpkg/status.d/six.md5sums", "six"), owns(b, OWNED_NO_PACKAGE, METADATA, DIGEST_MD5, "content");
    layer_end(b);
}
static void owned_as_conffile(struct bench *b)
{
    begin(b), status(b, "a=1 b=1"), owns(b, 1, "etc/x/package.json", DIGEST_MD5, "content");
    one(b, "etc/x/package.json", "npm", "x", "1", "content"), layer_end(b);
}
static void owned_in_rpm(struct bench *b)
{
    layer_begin(b), os_release(b, "rhel", "9");
    database(b, "var/lib/rpm/rpmdb.sqlite", "rpm_sqlite", "rpm", "gone=1 python3-six=1");
    owns(b, 1, METADATA, DIGEST_SHA256, "content"), one(b, METADATA, "pypi", "six", "1", "content"), layer_end(b);
}
static void owned_in_apk(struct bench *b)
{
    layer_begin(b), os_release(b, "alpine", "3.20"), database(b, "lib/apk/db/installed", "apk", "apk", "py3-six=1-r0");
    owns(b, 0, METADATA, DIGEST_SHA1, "content"), one(b, METADATA, "pypi", "six", "1", "content"), layer_end(b);
}
static void pacman(struct bench *b, enum digest_kind kind)
{
    layer_begin(b), os_release(b, "arch", "");
    database(b, "var/lib/pacman/local/python-six-1.16-2/desc", "pacman", "alpm", "python-six=1.16-2");
    source(b, "var/lib/pacman/local/python-six-1.16-2/mtree", "pacman_files");
    facts_value(b->open, "package", S("python-six-1.16-2"));
    owns(b, OWNED_NO_PACKAGE, METADATA, kind, kind == DIGEST_NONE ? NULL : "content"),
        one(b, METADATA, "pypi", "six", "1.16", "content");
    layer_end(b);
}
static void owned_in_pacman(struct bench *b)
{
    pacman(b, DIGEST_SHA256);
}
static void pacman_without_digest(struct bench *b)
{
    pacman(b, DIGEST_NONE);
}
static void digest_of_another_kind(struct bench *b)
{
    layer_begin(b), os_release(b, "rhel", "9"), database(b, "var/lib/rpm/Packages.db", "rpm_ndb", "rpm", "a=1");
    owns(b, 0, METADATA, DIGEST_SHA512, "content"), one(b, METADATA, "pypi", "six", "1", "content"), layer_end(b);
}
static void forged_list(struct bench *b)
{
    begin(b), status(b, "bash=5"), one(b, "opt/app/package.json", "npm", "app", "1", "content");
    list(b, INFO "bash.list", "bash"), owns(b, OWNED_NO_PACKAGE, "opt/app/package.json", DIGEST_NONE, NULL);
    layer_end(b);
}
static void list_of_no_package(struct bench *b)
{
    begin(b), status(b, "bash=5"), one(b, METADATA, "pypi", "six", "1", "content");
    list(b, INFO "removed.md5sums", "removed"), owns(b, OWNED_NO_PACKAGE, METADATA, DIGEST_MD5, "content");
    layer_end(b);
}
static void list_elsewhere(struct bench *b)
{
    begin(b), status(b, "six=1"), one(b, METADATA, "pypi", "six", "1", "content");
    list(b, "opt/root/var/lib/dpkg/info/six.md5sums", "six");
    owns(b, OWNED_NO_PACKAGE, METADATA, DIGEST_MD5, "content"), layer_end(b);
}
static void replaced_in_upper_layer(struct bench *b)
{
    owned_by_digest(b);
    layer_begin(b), one(b, METADATA, "pypi", "six", "2", "other"), layer_end(b);
}
static void list_removed_in_upper_layer(struct bench *b)
{
    owned_by_digest(b);
    layer_begin(b), removed(b, INFO "python3-six.md5sums"), layer_end(b);
}
static void package_removed_in_upper_layer(struct bench *b)
{
    owned_by_digest(b);
    layer_begin(b), status(b, "bash=5"), layer_end(b);
}
static void list_in_upper_layer(struct bench *b)
{
    begin(b), one(b, METADATA, "pypi", "six", "1", "content"), layer_end(b);
    layer_begin(b), status(b, "python3-six=1-1"), list(b, INFO "python3-six.md5sums", "python3-six");
    owns(b, OWNED_NO_PACKAGE, METADATA, DIGEST_MD5, "content"), layer_end(b);
}
static void moved_between_packages(struct bench *b)
{
    begin(b), status(b, "new=1 old=1"), one(b, METADATA, "pypi", "six", "1", "content");
    list(b, INFO "new.md5sums", "new"), owns(b, OWNED_NO_PACKAGE, METADATA, DIGEST_MD5, "content");
    list(b, INFO "old.md5sums", "old"), owns(b, OWNED_NO_PACKAGE, METADATA, DIGEST_MD5, "former");
    layer_end(b);
}
static void merged_usr(struct bench *b)
{
    layer_begin(b), os_release(b, "rhel", "9"), symlink_at(b, "lib64", "usr/lib64"), symlink_at(b, "bin", "usr/bin");
    database(b, "var/lib/rpm/rpmdb.sqlite", "rpm_sqlite", "rpm", "a=1 b=1");
    owns(b, 0, "lib64/x/package.json", DIGEST_SHA256, "content"), owns(b, 1, "bin/app", DIGEST_SHA256, "other");
    one(b, "usr/lib64/x/package.json", "npm", "x", "1", "content"), one(b, "usr/bin/app", "golang", "y", "1", "other");
    layer_end(b);
}
static void merged_in_upper_layer(struct bench *b)
{
    layer_begin(b), os_release(b, "rhel", "9"), symlink_at(b, "lib", "other"), symlink_at(b, "gone", "usr/lib");
    layer_end(b);
    layer_begin(b), removed(b, "gone"), symlink_at(b, "lib", "/usr/lib");
    database(b, "var/lib/rpm/rpmdb.sqlite", "rpm_sqlite", "rpm", "a=1");
    owns(b, 0, "lib/x.jar", DIGEST_SHA256, "content"), owns(b, 0, "gone/y.jar", DIGEST_SHA256, "content");
    one(b, "usr/lib/x.jar", "maven", "x", "1", "content"), one(b, "usr/lib/y.jar", "maven", "y", "1", "content");
    layer_end(b);
}
static void duplicates(struct bench *b)
{
    begin(b), status(b, "a=1");
    source(b, "app/x.jar", "one"),
        package(b, (struct package){.type = S("maven"), .name = S("g:x"), .version = S("1")});
    source(b, "app/x.jar", "two"),
        package(b, (struct package){.type = S("maven"), .name = S("g:x"), .version = S("1")});
    package(b, (struct package){.type = S("maven"), .name = S("g:x"), .version = S("2")});
    one(b, "app/y.jar", "maven", "g:x", "1", NULL), layer_end(b);
}
static void declared(struct bench *b, const char *type, const char *name, const char *version, struct slice group,
                     enum package_relationship relationship)
{
    package(b, (struct package){.type = slice_text(type),
                                .name = slice_text(name),
                                .version = slice_text(version),
                                .scope = SCOPE_DECLARED,
                                .groups = {&group, group.len > 0},
                                .relationship = relationship});
}
static void declared_and_installed(struct bench *b)
{
    begin(b), status(b, "a=1"), source(b, "app/package-lock.json", "lock");
    declared(b, "npm", "x", "1", S("dev"), RELATION_DIRECT),
        declared(b, "npm", "only", "1", S("prod"), RELATION_DIRECT);
    declared(b, "npm", "x", "2", S("prod"), RELATION_DIRECT);
    one(b, "app/node_modules/x/package.json", "npm", "x", "1", NULL);
    one(b, "app/node_modules/y/node_modules/x/package.json", "npm", "x", "1", NULL), layer_end(b);
}
static void declared_elsewhere(struct bench *b)
{
    begin(b), status(b, "a=1"), source(b, "app/package-lock.json", "lock");
    declared(b, "npm", "x", "1", S("dev"), RELATION_DIRECT);
    source(b, "app/requirements.txt", "requirements"),
        declared(b, "pypi", "Zope.Interface", "5", S("test"), RELATION_DIRECT);
    one(b, "usr/lib/node_modules/npm/node_modules/x/package.json", "npm", "x", "1", NULL);
    one(b, "usr/lib/python3/zope_interface.dist-info/METADATA", "pypi", "zope_interface", "5", NULL), layer_end(b);
}
static void both_groups(struct bench *b)
{
    begin(b), status(b, "a=1"), source(b, "app/one.lock", "lock"),
        declared(b, "npm", "x", "1", S("dev"), RELATION_TRANSITIVE);
    source(b, "app/two.lock", "lock"), declared(b, "npm", "x", "1", S("prod"), RELATION_DIRECT);
    one(b, "app/node_modules/x/package.json", "npm", "x", "1", NULL), layer_end(b);
}
static void shrinkwrap(struct bench *b)
{
    begin(b), status(b, "a=1"), source(b, "one/package-lock.json", "npm_lock");
    declared(b, "npm", "x", "1", S("prod"), RELATION_DIRECT), source(b, "two/package-lock.json", "npm_lock");
    declared(b, "npm", "x", "1", S("prod"), RELATION_DIRECT), layer_end(b), layer_begin(b);
    source(b, "one/npm-shrinkwrap.json", "npm_lock");
    declared(b, "npm", "x", "2", S("prod"), RELATION_DIRECT), layer_end(b);
}
static void located(struct bench *b, const char *name, const char *location, const char *needs)
{
    struct slice need = slice_text(needs);

    package(b, (struct package){.type = S("npm"),
                                .name = slice_text(name),
                                .version = S("1"),
                                .id = slice_text(location),
                                .location = slice_text(location),
                                .depends_on = {&need, need.len > 0}});
}
static void hidden_lock(struct bench *b)
{
    begin(b), status(b, "a=1"), source(b, "app/node_modules/.package-lock.json", "npm_hidden");
    located(b, "x", "app/node_modules/x", "app/node_modules/y"), located(b, "y", "app/node_modules/y", "nobody");
    located(b, "z", "app/node_modules/z", "app/node_modules/x");
    one(b, "app/node_modules/x/package.json", "npm", "x", "1", NULL);
    one(b, "app/node_modules/y/package.json", "npm", "y", "1", NULL);
    one(b, "other/node_modules/y/package.json", "npm", "y", "1", NULL), layer_end(b);
}
static void graph_by_names(struct bench *b)
{
    struct slice needs[] = {S_INIT("z"), S_INIT("y"), S_INIT("z"), S_INIT("x"), S_INIT("nobody")};

    begin(b), status(b, "a=1"), source(b, "app/Cargo.lock", "cargo");
    package(b, (struct package){.type = S("cargo"), .name = S("x"), .version = S("1"), .depends_on = {needs, 5}});
    package(b, (struct package){.type = S("cargo"), .name = S("y"), .version = S("1"), .depends_on = {needs, 1}});
    package(b, (struct package){.type = S("cargo"), .name = S("z"), .version = S("1")}), layer_end(b);
}

static void notes_of_programs(struct bench *b)
{
    begin(b), source(b, STATUS, "dpkg");
    package(b, (struct package){.type = S("deb"), .name = S("coreutils"), .version = S("9.4-3")});
    package(b, (struct package){.type = S("deb"),
                                .name = S("libz1"),
                                .version = S("1.3-1"),
                                .source_name = S("zlib"),
                                .source_version = S("1:1.3-1")});
    static const char *const notes[][3] = {{"usr/bin/cat", "coreutils", "9.4-3"},
                                           {"usr/bin/ls", "coreutils", "9.4-3"},
                                           {"usr/lib/libz.so.1", "zlib", "1.3-1"},
                                           {"opt/x/a", "own", "1"},
                                           {"opt/x/b", "own", "1"},
                                           {"opt/x/c", "own", "2"}};
    for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
        source(b, notes[i][0], "elf_note");
        package(
            b, (struct package){.type = S("deb"), .name = slice_text(notes[i][1]), .version = slice_text(notes[i][2])});
    }
    layer_end(b);
}

static const struct {
    const char *name;
    void (*make)(struct bench *);
    const char *want;
} cases[] = {
    {"a file with the recorded digest is the package's", owned_by_digest,
     "python3-six=1-1 " STATUS "\nsix=1 " METADATA " of python3-six\n"},
    {"of several architectures the list's", owned_with_architecture,
     "a=1 " STATUS "\na=2 " STATUS "\nsix=1 " METADATA " of a\n"},
    {"a list beside its record", owned_in_status_d, "six=1-1 var/lib/dpkg/status.d/six\nsix=1 " METADATA " of six\n"},
    {"a configuration file", owned_as_conffile, "a=1 " STATUS "\nb=1 " STATUS "\nx=1 etc/x/package.json of b\n"},
    {"SHA-256 of rpm", owned_in_rpm,
     "six=1 " METADATA " of python3-six\ngone=1 var/lib/rpm/rpmdb.sqlite\npython3-six=1 var/lib/rpm/rpmdb.sqlite\n"},
    {"SHA-1 of apk", owned_in_apk, "py3-six=1-r0 lib/apk/db/installed\nsix=1 " METADATA " of py3-six\n"},
    {"SHA-256 of pacman", owned_in_pacman,
     "python-six=1.16-2 var/lib/pacman/local/python-six-1.16-2/desc\nsix=1.16 " METADATA " of python-six\n"},
    {"a list without digests proves nothing", pacman_without_digest,
     "python-six=1.16-2 var/lib/pacman/local/python-six-1.16-2/desc\nsix=1.16 " METADATA " unproven of python-six\n"},
    {"a digest that we do not have proves nothing", digest_of_another_kind,
     "six=1 " METADATA " unproven of a\na=1 var/lib/rpm/Packages.db\n"},
    {"a forged list claims an application", forged_list,
     "bash=5 " STATUS "\napp=1 opt/app/package.json unproven of bash\n"},
    {"a list of a package that is not installed", list_of_no_package, "bash=5 " STATUS "\nsix=1 " METADATA "\n"},
    {"a list that belongs to no database", list_elsewhere, "six=1 " STATUS "\nsix=1 " METADATA "\n"},
    {"a file replaced in an upper layer", replaced_in_upper_layer,
     "python3-six=1-1 " STATUS "\nsix=2 " METADATA " changed from python3-six\n"},
    {"a list removed in an upper layer", list_removed_in_upper_layer,
     "python3-six=1-1 " STATUS "\nsix=1 " METADATA "\n"},
    {"the owner removed in an upper layer", package_removed_in_upper_layer, "bash=5 " STATUS "\nsix=1 " METADATA "\n"},
    {"a list in another layer than its file", list_in_upper_layer,
     "python3-six=1-1 " STATUS "\nsix=1 " METADATA " of python3-six\n"},
    {"a file that moved between packages", moved_between_packages,
     "new=1 " STATUS "\nold=1 " STATUS "\nsix=1 " METADATA " of new\n"},
    {"paths through links of the final tree", merged_usr,
     "y=1 usr/bin/app of b\nx=1 usr/lib64/x/package.json of a\n"
     "a=1 var/lib/rpm/rpmdb.sqlite\nb=1 var/lib/rpm/rpmdb.sqlite\n"},
    {"links that an upper layer replaced or removed", merged_in_upper_layer,
     "x=1 usr/lib/x.jar of a\ny=1 usr/lib/y.jar\na=1 var/lib/rpm/rpmdb.sqlite\n"},
    {"one package found by two rows; versions and paths stay apart", duplicates,
     "a=1 " STATUS "\ng:x=1 app/x.jar\ng:x=1 app/y.jar\ng:x=2 app/x.jar\n"},
    {"notes of programs are the database's packages; one speaks for the others", notes_of_programs,
     "coreutils=9.4-3 " STATUS "\nlibz1=1.3-1 " STATUS "\nown=1 opt/x/a\nown=2 opt/x/c\n"},
    {"declared and installed is one package", declared_and_installed,
     "a=1 " STATUS
     "\nonly=1 app/package-lock.json +prod declared direct\nx=1 app/node_modules/x/package.json +dev direct, "
     "app/package-lock.json\nx=1 app/node_modules/y/node_modules/x/package.json +dev direct\nx=2 app/package-lock.json "
     "+prod declared "
     "direct\n"},
    {"another project's lock file has no say on a package's role", declared_elsewhere,
     "a=1 " STATUS "\nx=1 usr/lib/node_modules/npm/node_modules/x/package.json, app/package-lock.json\n"
     "zope_interface=5 usr/lib/python3/zope_interface.dist-info/METADATA +test direct, app/requirements.txt\n"},
    {"npm reads no package-lock.json beside npm-shrinkwrap.json, of whatever layer", shrinkwrap,
     "a=1 " STATUS "\nx=1 two/package-lock.json +prod declared direct\n"
     "x=2 one/npm-shrinkwrap.json +prod declared direct\n"},
    {"for production and for development is for production", both_groups,
     "a=1 " STATUS "\nx=1 app/node_modules/x/package.json +prod direct, app/one.lock, app/two.lock\n"},
    {"a list of what is installed gives the graph to the packages themselves", hidden_lock,
     "a=1 " STATUS "\nx=1 app/node_modules/x/package.json ->y, app/node_modules/.package-lock.json\n"
     "y=1 app/node_modules/y/package.json, app/node_modules/.package-lock.json\n"
     "y=1 other/node_modules/y/package.json\nz=1 app/node_modules/z ->x, app/node_modules/.package-lock.json\n"},
    {"names within a source; each once, sorted, nobody of itself", graph_by_names,
     "x=1 app/Cargo.lock ->y ->z\ny=1 app/Cargo.lock ->z\nz=1 app/Cargo.lock\na=1 " STATUS "\n"},
};

static void what_belongs_together_is_joined(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bench bench = {.arena = arena_create_simple()};
        print_message("# %s\n", cases[i].name);
        cases[i].make(&bench);
        struct inventory inventory = built(&bench, false);
        assert_string_equal(listing(&bench, &inventory), cases[i].want);
        assert_int_equal(inventory.counts.packages, inventory.package_count);
        arena_destroy(bench.arena);
    }
}

static void names_that_are_one(void **state)
{
    static const struct {
        const char *type, *name, *normal;
    } names[] = {
        {"pypi", "Zope.Interface", "zope-interface"},
        {"pypi", "a__-.b", "a-b"},
        {"pypi", "", ""},
        {"composer", "Monolog/Monolog", "monolog/monolog"},
        {"nuget", "Newtonsoft.Json", "newtonsoft.json"},
        {"npm", "JSONStream", "JSONStream"},
        {"golang", "github.com/BurntSushi/toml", "github.com/BurntSushi/toml"},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        assert_slice(name_normal(arena, slice_text(names[i].type), slice_text(names[i].name)),
                     slice_text(names[i].normal));
    arena_destroy(arena);
}

static void ownership_is_told_in_a_sentence(void **state)
{
    struct bench b = {.arena = arena_create_simple()};

    (void)state;
    replaced_in_upper_layer(&b);
    struct inventory inventory = built(&b, false);
    assert_slice(inventory_ownership(b.arena, &inventory.packages[0]), S(""));
    assert_slice(inventory_ownership(b.arena, &inventory.packages[1]),
                 S("deb package python3-six lists this file with another digest, so it was changed after installation: "
                   "upstream's advisories decide"));
    arena_destroy(b.arena);
}

/* A million links and as many files must not multiply. */
static void links_in_great_number_end(void **state)
{
    struct bench b = {.arena = arena_create_simple()};

    (void)state;
    layer_begin(&b), os_release(&b, "rhel", "9"), database(&b, "var/lib/rpm/rpmdb.sqlite", "rpm_sqlite", "rpm", "a=1");
    owns(&b, 0, "l0/f0", DIGEST_SHA256, "content");
    for (unsigned i = 0; i < 300; i++)
        symlink_at(&b, arena_text(b.arena, arena_format(b.arena, "l%u", i)), "t");
    for (unsigned i = 0; i < 300; i++)
        one(&b, arena_text(b.arena, arena_format(b.arena, "t/f%u", i)), "npm", "x", "1", "content");
    layer_end(&b);
    struct inventory inventory = built(&b, false);
    assert_int_equal(inventory.package_count, 301);
    assert_int_equal(inventory.packages[0].ownership, OWNERSHIP_OWNED);
    assert_true(has_problem(&inventory, ERROR_PASSED_OVER));
    arena_destroy(b.arena);
}

static void packages_without_a_version_are_counted(void **state)
{
    struct bench b = {.arena = arena_create_simple()};

    (void)state;
    begin(&b), status(&b, "a=1"), one(&b, "app/requirements.txt", "pypi", "six", "", NULL), layer_end(&b);
    struct inventory inventory = built(&b, false);
    assert_int_equal(inventory.counts.version_unknown, 1);
    assert_int_equal(inventory.package_count, 2);
    assert_true(has_problem(&inventory, ERROR_VERSION_UNKNOWN));
    arena_destroy(b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_belongs_together_is_joined),        cmocka_unit_test(names_that_are_one),
        cmocka_unit_test(ownership_is_told_in_a_sentence),        cmocka_unit_test(links_in_great_number_end),
        cmocka_unit_test(packages_without_a_version_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
