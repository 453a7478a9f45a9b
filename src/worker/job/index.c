/* Job `index`: where the members of an outer archive lie, as facts.members. The archive is not compressed: only headers
 * are read. */
#include "base/text.h"
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

static bool index_run(struct job_context *job, struct error *error)
{
    struct facts facts;
    struct entry entry;

    job_facts_init(job, &facts);
    struct tar *tar = tar_open(job->arena, job_input(job, true), job_notice, &facts);
    while (tar_next(tar, &entry))
        add_member(&facts, &entry);
    if (!tar_ok(tar, error))
        job_problem(&facts, error);
    facts.entries = tar_count(tar);
    facts.unpacked = tar_position(tar);
    job_write_facts(&facts);
    return true;
}

const struct job job_index = {.name = "index", .run = index_run};
