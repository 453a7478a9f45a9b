/*
 * .terraform.lock.hcl of Terraform and OpenTofu: a block for each provider, which is named by its whole address. What
 * is built into the program itself ("builtin/terraform") is no package. Source: terraform's documentation, "Dependency
 * Lock File"; internal/depsfile/locks_file.go.
 */
#include "analyzer/analyzer.h"

enum { LINE_MAX_BYTES = 64 * 1024 };

/* The text between the first two quotes of a line. returns  false when there is none, or one with an escape */
static bool quoted(struct slice line, struct slice *text)
{
    struct slice before, rest, after;

    return slice_cut(line, '"', &before, &rest) && slice_cut(rest, '"', text, &after) &&
           slice_find_byte(*text, '\\') == text->len;
}

/* "host/namespace/name" */
static bool is_address(struct slice address)
{
    struct slice part;
    size_t parts = 0;

    while (slice_next(&address, '/', &part))
        parts += part.len > 0;
    return parts == 3;
}

struct block {
    struct slice address, version; /* on the arena */
    size_t line;
};

static void finish_block(struct facts *facts, struct block *block)
{
    struct package package = {.type = S("terraform"),
                              .epoch = EPOCH_ABSENT,
                              .name = block->address,
                              .version = block->version,
                              .scope = SCOPE_DECLARED};

    if (block->address.len && block->version.len == 0)
        facts_problem(facts, ERROR_MALFORMED, "line %zu: a provider without a version", block->line);
    else if (is_address(block->address))
        facts_package(facts, &package);
    *block = (struct block){0};
}

static void read_line(struct facts *facts, struct slice line, size_t number, struct block *block)
{
    struct slice text;

    if (slice_starts(line, S("provider "))) {
        finish_block(facts, block);
        block->line = number;
        if (quoted(line, &text) && text.len)
            block->address = arena_copy(facts->arena, text);
        else
            facts_problem(facts, ERROR_MALFORMED, "line %zu: a provider without an address", number);
    } else if (slice_starts(line, S("version")) && quoted(line, &text)) {
        block->version = arena_copy(facts->arena, text);
    } else if (slice_equal(line, S("}"))) {
        finish_block(facts, block);
    }
}

static bool terraform_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct block block = {0};
    struct slice line;
    enum reader_line kind;

    while ((kind = reader_line(&entry->reader, LINE_MAX_BYTES, &line)) != LINE_END) {
        struct arena_mark mark = arena_mark(facts->arena);
        if (kind == LINE_OK)
            read_line(facts, slice_trim(line), entry->reader.line, &block);
        if (block.address.len == 0)
            arena_reset(facts->arena, mark);
    }
    finish_block(facts, &block);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_terraform_lock = {
    .name = "terraform_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, ".terraform.lock.hcl"}, {0}},
    .read = terraform_lock_read,
    .declared = true,
};
