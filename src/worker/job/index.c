/*
 * Job `index`: where the members of an outer archive lie, as facts.members; only headers are read. A root filesystem
 * has none: it is no outer archive. Of a compressed archive only the first are told, by which the parent knows whether
 * it must be unpacked: members of it can be reached at random only then.
 */
#include "base/text.h"
#include "layer/codec.h"
#include "layer/tar.h"
#include "worker/job/job.h"

/* Links are told as the path that they lead to; one that leads nowhere in the archive is a member without a place. */
static void add_member(struct facts *facts, const struct entry *entry)
{
    struct fact_member member = {.path = entry->path, .mode = entry->mode};
    struct slice link;

    if (entry->kind == ENTRY_FILE) {
        member.offset = entry->offset;
        member.size = entry->size;
    } else if (entry->kind == ENTRY_HARDLINK) {
        member.link = entry->link;
    } else if (entry->kind == ENTRY_SYMLINK && path_link(facts->arena, entry->path, entry->link, &link)) {
        member.link = link;
    } else {
        return;
    }
    if (!utf8_valid(entry->path) || !utf8_valid(member.link))
        facts_problem_at(facts, ERROR_UNSUPPORTED, text_printable_copy(facts->arena, entry->path),
                         S("a member of the archive whose name is not UTF-8 was passed over"));
    else
        facts_member(facts, &member);
}

/*
 * Folders at the top of a root filesystem (FHS 3.0, chapter 3) and of no saved image: docker, podman, buildah, skopeo,
 * kaniko, jib, bazel and nix write digests, "blobs", and documents there.
 */
static bool stands_in_a_root(struct slice path)
{
    static const struct slice folders[] = {
        S_INIT("bin"),   S_INIT("boot"), S_INIT("dev"), S_INIT("etc"),  S_INIT("home"), S_INIT("lib"),
        S_INIT("lib64"), S_INIT("mnt"),  S_INIT("opt"), S_INIT("proc"), S_INIT("root"), S_INIT("run"),
        S_INIT("sbin"),  S_INIT("srv"),  S_INIT("sys"), S_INIT("tmp"),  S_INIT("usr"),  S_INIT("var"),
    };
    struct slice top = slice_head(path, slice_find_byte(path, '/'));

    for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
        if (slice_equal(top, folders[i]))
            return true;
    return false;
}

static bool index_run(struct job_context *job, struct error *error)
{
    enum { COMPRESSED_MEMBERS = 64 };
    const struct codec *codec;
    struct source *archive;
    struct facts facts;
    struct entry entry;
    bool root = false;

    if (!codec_open(job->arena, job_input(job, true), job->window, &archive, &codec, error))
        return false;
    job_facts_init(job, &facts);
    struct tar *tar = tar_open(job->arena, archive, job_notice, &facts);
    while (!root && (!codec || facts.members.count < COMPRESSED_MEMBERS) && tar_next(tar, &entry)) {
        root = stands_in_a_root(entry.path);
        add_member(&facts, &entry);
    }
    if (root) {
        facts.members.count = 0;
        facts.problems.count = 0; /* told when it is read as a layer */
    } else if (!tar_ok(tar, error)) {
        job_problem(&facts, error);
    }
    facts.entries = tar_count(tar);
    facts.unpacked = tar_position(tar);
    job_write_facts(&facts);
    return true;
}

const struct job job_index = {.name = "index", .run = index_run};
