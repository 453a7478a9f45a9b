/*
 * AI models: GGUF (ggml-org/ggml, docs/gguf.md) with the name and version of its metadata, and safetensors
 * (huggingface/safetensors, README, "Format"), which say nothing of themselves: the folder names the model.
 */
#include "analyzer/lang/lang.h"

enum { GGUF_PAIRS_MAX = 100 * 1000, GGUF_ARRAY_MAX = 10 * 1000 * 1000, GGUF_DEPTH_MAX = 4 };
enum { GGUF_STRING = 8, GGUF_ARRAY = 9, GGUF_TYPES = 13 };

/* Bytes of a value by its type; 0: a string or an array. */
static const uint8_t widths[GGUF_TYPES] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

static struct slice take_string(struct reader *reader)
{
    uint64_t len = reader_u64le(reader);

    if (len <= FACTS_NAME_MAX)
        return reader_take(reader, len);
    reader_skip(reader, len);
    return (struct slice){0};
}

static bool skip_value(struct reader *reader, uint32_t type, unsigned depth);

static bool skip_array(struct reader *reader, unsigned depth)
{
    uint32_t type = reader_u32le(reader);
    uint64_t count = reader_u64le(reader);

    if (type >= GGUF_TYPES || depth == GGUF_DEPTH_MAX || count > GGUF_ARRAY_MAX)
        return reader_fail(reader, ERROR_MALFORMED, "an array of metadata that is none");
    if (widths[type])
        reader_skip(reader, widths[type] * count);
    else
        for (uint64_t i = 0; i < count && !reader->failed; i++)
            skip_value(reader, type, depth);
    return !reader->failed;
}

static bool skip_value(struct reader *reader, uint32_t type, unsigned depth)
{
    if (type >= GGUF_TYPES)
        return reader_fail(reader, ERROR_MALFORMED, "metadata of an unknown type");
    if (type == GGUF_ARRAY)
        return skip_array(reader, depth + 1);
    reader_skip(reader, type == GGUF_STRING ? reader_u64le(reader) : widths[type]);
    return !reader->failed;
}

static bool read_gguf(struct entry *entry, struct facts *facts, struct error *error)
{
    struct reader *reader = &entry->reader;
    struct package package = lang_package("model", (struct slice){0}, (struct slice){0}, SCOPE_INSTALLED);

    reader_skip(reader, 4);
    uint32_t version = reader_u32le(reader);
    reader_skip(reader, 8); /* tensors */
    uint64_t pairs = reader_u64le(reader);
    if (!reader->failed && (version < 2 || version > 3 || pairs > GGUF_PAIRS_MAX))
        return fail(error, ERROR_UNSUPPORTED, "GGUF of version %u with %llu values", version,
                    (unsigned long long)pairs);
    for (uint64_t i = 0; i < pairs && !reader->failed; i++) {
        struct slice key = arena_copy(entry->arena, take_string(reader));
        uint32_t type = reader_u32le(reader);
        bool name = slice_equal(key, S("general.name"));
        if (type == GGUF_STRING && (name || slice_equal(key, S("general.version"))))
            *(name ? &package.name : &package.version) = arena_copy(entry->arena, take_string(reader));
        else
            skip_value(reader, type, 0);
    }
    if (!reader_ok(reader, error))
        return false;
    if (package.name.len == 0)
        package.name = slice_head(path_base(entry->path), path_base(entry->path).len - S(".gguf").len);
    facts_package(facts, &package);
    return true;
}

static bool read_safetensors(struct entry *entry, struct facts *facts, struct error *error)
{
    uint64_t header = reader_u64le(&entry->reader);
    struct slice first = reader_take(&entry->reader, 1), folder = path_base(path_folder(entry->path));

    if (!reader_ok(&entry->reader, error))
        return false;
    if (!slice_equal(first, S("{")) || header > entry->size)
        return fail(error, ERROR_MALFORMED, "no header of safetensors");
    struct package package = lang_package("model", folder, (struct slice){0}, SCOPE_INSTALLED);
    if (folder.len > 0)
        facts_package(facts, &package);
    return true;
}

static bool ai_model_read(struct entry *entry, struct facts *facts, struct error *error)
{
    if (slice_ends(entry->path, S(".safetensors")))
        return read_safetensors(entry, facts, error);
    return read_gguf(entry, facts, error);
}

const struct analyzer analyzer_ai_model = {
    .name = "ai-model",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".gguf"}, {GATE_SUFFIX, ".safetensors"}, {0}},
    .read = ai_model_read,
};
