/*
 * pom.xml of a source tree (Maven, "POM Reference"): the dependencies that the project declares, its own and those of
 * its parents, as far as these lie in the tree; versions and scopes from dependencyManagement, properties and profiles
 * that are active by default. Nothing is fetched: what a parent or an imported list elsewhere says is not known, and
 * such a version is empty, as is a range. Dependencies of dependencies are not followed.
 */
#include "analyzer/lang/java/pom.h"
#include "analyzer/lang/lang.h"
#include "analyzer/spool.h"

/* A source over a file of the spool. */
struct spool_source {
    struct source source;
    const struct spool *spool;
    const struct spooled *file;
    uint64_t at;
    uint8_t *buffer;
};

enum { BUFFER = 16 * 1024 };

static bool spool_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct spool_source *from = (struct spool_source *)source;
    size_t count = spool_read(from->spool, from->file, from->at, from->buffer, BUFFER);

    if (count == 0 && from->at < from->file->size)
        return fail(error, ERROR_TRUNCATED, "the scratch file ends within it");
    from->at += count;
    *chunk = slice_of(from->buffer, count);
    return true;
}

struct project {
    const struct spool *spool;
    struct facts *facts;
    struct arena *arena;
    size_t memory;
    struct pom poms[POM_PARENTS_MAX]; /* the file's own first, then its parents */
    struct slice paths[POM_PARENTS_MAX];
    size_t count;
    struct map managed, seen; /* GROUP:ARTIFACT:TYPE:CLASSIFIER to struct managed; to itself */
};

struct managed {
    struct slice version, scope;
};

static bool read_one(struct project *project, const struct spooled *file, struct pom *pom, struct error *error)
{
    struct spool_source source = {
        .source.next = spool_next,
        .spool = project->spool,
        .file = file,
        .buffer = arena_array(project->arena, uint8_t, BUFFER),
    };

    if (file->size > POM_SIZE_MAX)
        return fail(error, ERROR_LIMIT, "a project of more than %d bytes", POM_SIZE_MAX);
    struct reader reader = reader_from(&source.source, project->arena);
    bool good = pom_read(&reader, project->arena, &project->memory, pom, error);
    reader_close(&reader);
    return good;
}

/* Where the parent lies: <relativePath>, a file or a folder, or else in the folder above. */
static const struct spooled *parent_file(const struct project *project, const struct pom *pom, struct slice path)
{
    struct slice relative = pom->parent.path_found ? pom->parent.path : S("../pom.xml"), found;
    const struct spooled *file = NULL;

    if (!pom->parent.found || relative.len == 0) /* an empty <relativePath/> asks for the repository */
        return NULL;
    if (path_link(project->arena, path, relative, &found))
        file = spool_find(project->spool, found);
    if (!file && path_link(project->arena, path, path_join(project->arena, relative, S("pom.xml")), &found))
        file = spool_find(project->spool, found);
    return file;
}

/* Maven takes the file only when it is the parent that is asked for. */
static bool is_parent(const struct pom *child, const struct pom *pom)
{
    struct slice group = pom_group(pom);

    return slice_equal(child->parent.artifact, pom->artifact) &&
           (group.len == 0 || slice_equal(child->parent.group, group));
}

static bool is_known(const struct project *project, struct slice path)
{
    for (size_t i = 0; i < project->count; i++)
        if (slice_equal(project->paths[i], path))
            return true;
    return false;
}

/* As many parents as lie in the tree. A parent that cannot be read is told at its own path. */
static void read_parents(struct project *project)
{
    struct error error;

    while (project->count < POM_PARENTS_MAX) {
        struct pom *child = &project->poms[project->count - 1], *pom = &project->poms[project->count];
        const struct spooled *file = parent_file(project, child, project->paths[project->count - 1]);
        if (!file || is_known(project, file->path))
            return;
        if (!read_one(project, file, pom, &error)) {
            if (error.code == ERROR_LIMIT)
                facts_problem(project->facts, ERROR_LIMIT, "its parent: %s", error.text);
            return;
        }
        if (!is_parent(child, pom))
            return;
        child->above = pom;
        project->paths[project->count++] = file->path;
    }
}

/* What Maven tells dependencies apart by: GROUP:ARTIFACT:TYPE:CLASSIFIER. */
struct key {
    size_t len;      /* 0: group or artifact are not known */
    size_t name_len; /* of GROUP:ARTIFACT */
    uint8_t at[4 * (FACTS_NAME_MAX + 1)];
};

static void key_part(struct key *key, struct slice part)
{
    if (key->len > 0)
        key->at[key->len++] = ':';
    part = slice_head(part, FACTS_NAME_MAX);
    if (part.len)
        memcpy(key->at + key->len, part.at, part.len);
    key->len += part.len;
}

static void key_make(const struct project *project, const struct pom_dependency *dependency, struct key *key)
{
    const struct pom *pom = &project->poms[0];
    struct arena *arena = project->arena;
    struct arena_mark mark = arena_mark(arena);
    struct slice group = pom_resolve(pom, arena, dependency->group),
                 artifact = pom_resolve(pom, arena, dependency->artifact),
                 type = pom_resolve(pom, arena, dependency->type);

    key->len = 0;
    if (group.len > 0 && artifact.len > 0) {
        key_part(key, group);
        key_part(key, artifact);
        key->name_len = key->len;
        key_part(key, type.len ? type : S("jar"));
        key_part(key, pom_resolve(pom, arena, dependency->classifier));
    }
    arena_reset(arena, mark);
}

/* returns  false when the limit is reached */
static bool charge(struct project *project, size_t bytes)
{
    if (bytes > project->memory)
        return false;
    project->memory -= bytes;
    return true;
}

/*
 * Puts a key into a map that has it not.
 * place    NULL when it was there already
 * returns  false when the limit is reached
 */
static bool put_new(struct project *project, struct map *map, const struct key *key, void ***place)
{
    struct slice text = slice_of(key->at, key->len);

    *place = NULL;
    if (key->len == 0 || map_get(map, text))
        return true;
    if (!charge(project, text.len + 2 * sizeof(struct map_entry)))
        return false;
    *place = map_put(map, arena_copy(project->arena, text));
    return true;
}

/* Of two with one key that of the child counts, or the first. */
static bool take_managed(struct project *project, const struct pom_dependency *dependency)
{
    struct key key;
    void **place;

    key_make(project, dependency, &key);
    if (!put_new(project, &project->managed, &key, &place))
        return false;
    if (place == NULL)
        return true;
    struct managed *managed = arena_new(project->arena, struct managed);
    managed->version = pom_resolve(&project->poms[0], project->arena, dependency->version);
    managed->scope = pom_resolve(&project->poms[0], project->arena, dependency->scope);
    *place = managed;
    return charge(project, managed->version.len + managed->scope.len + sizeof(*managed));
}

/* "[1.0]" is one version; "[1.0,2.0)", "(,1.0]", LATEST and RELEASE are whatever there is. */
static struct slice fixed_version(struct slice version)
{
    if (version.len > 2 && version.at[0] == '[' && version.at[version.len - 1] == ']' &&
        slice_find_byte(version, ',') == version.len)
        return slice_trim(slice_of(version.at + 1, version.len - 2));
    if (version.len > 0 && (version.at[0] == '[' || version.at[0] == '('))
        return (struct slice){0};
    if (slice_equal(version, S("LATEST")) || slice_equal(version, S("RELEASE")))
        return (struct slice){0};
    return version;
}

static bool take_dependency(struct project *project, const struct pom_dependency *dependency)
{
    const struct pom *pom = &project->poms[0];
    struct key key;
    void **place;

    key_make(project, dependency, &key);
    if (!put_new(project, &project->seen, &key, &place))
        return false;
    if (place == NULL)
        return true;
    *place = project;
    struct arena_mark mark = arena_mark(project->arena);
    const struct managed *managed = map_get(&project->managed, slice_of(key.at, key.len));
    struct slice scope = pom_resolve(pom, project->arena, dependency->scope), version = dependency->version;
    if (managed && scope.len == 0)
        scope = managed->scope;
    version = version.len || !managed ? pom_resolve(pom, project->arena, version) : managed->version;
    struct package package =
        lang_package("maven", slice_of(key.at, key.name_len), fixed_version(version), SCOPE_DECLARED);
    struct slice groups[] = {scope};
    if (scope.len && !slice_equal(scope, S("compile")))
        package.groups = (struct slices){groups, 1};
    package.relationship = RELATION_DIRECT;
    facts_package(project->facts, &package);
    arena_reset(project->arena, mark);
    return true;
}

static bool take_list(struct project *project, const struct pom_dependencies *list,
                      bool (*take)(struct project *, const struct pom_dependency *))
{
    for (size_t i = 0; i < list->count; i++)
        if (!take(project, &list->at[i]))
            return false;
    return true;
}

static bool take_all(struct project *project)
{
    map_init(&project->managed, project->arena, NULL);
    map_init(&project->seen, project->arena, NULL);
    for (size_t i = 0; i < project->count; i++)
        if (!take_list(project, &project->poms[i].managed, take_managed))
            return false;
    for (size_t i = 0; i < project->count; i++)
        if (!take_list(project, &project->poms[i].dependencies, take_dependency))
            return false;
    return true;
}

static bool pom_xml_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                         struct error *error)
{
    struct project *project = arena_new(facts->arena, struct project);

    *project = (struct project){.spool = spool, .facts = facts, .arena = facts->arena, .memory = POM_MEMORY_MAX};
    if (!read_one(project, file, &project->poms[0], error))
        return false;
    project->paths[0] = file->path;
    project->count = 1;
    read_parents(project);
    return take_all(project) ||
           fail(error, ERROR_LIMIT, "a project and its parents that take more than %d bytes", POM_MEMORY_MAX);
}

const struct analyzer analyzer_pom_xml = {
    .name = "pom_xml",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "pom.xml"}, {GATE_END, NULL}},
    /* Parents with names of their own, as <relativePath> tells them. */
    .sidecar_gates = (const struct gate[]){{GATE_NAME, "pom*.xml"}, {GATE_NAME, "parent*.xml"}, {GATE_END, NULL}},
    .size_max = POM_SIZE_MAX,
    .read_spooled = pom_xml_read,
    .declared = true,
};
