#include "target/testing/archive.h"

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct slice config_of(struct archive *archive, struct slice layer)
{
    struct digest digest = digest_over(DIGEST_SHA256, layer);
    struct slice diff_id = digest_text(&digest, archive->arena);

    return archive_config(
        archive, "amd64",
        arena_text(archive->arena,
                   arena_format(archive->arena, ",\"rootfs\":{\"diff_ids\":[\"%.*s\"]}", SLICE_ARG(diff_id))));
}

static void plain_layers_are_claimed_and_compressed_ones_hashed(void **state)
{
    static const struct {
        struct slice layer;
        bool verify, claimed;
        enum digest_kind checked;
    } cases[] = {
        {S_INIT("plain bytes"), false, true, DIGEST_NONE},
        {S_INIT("plain bytes"), true, false, DIGEST_SHA256},
        {S_INIT("\x1f\x8b gzip"), false, false, DIGEST_NONE}, /* its name tells no digest of these bytes */
        {S_INIT(""), false, true, DIGEST_NONE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct archive archive;
        struct images images;
        struct error error;
        archive_open(&archive);
        archive_add(&archive, S("config.json"), config_of(&archive, cases[i].layer));
        archive_add(&archive, S("a/layer.tar"), cases[i].layer);
        archive_add(&archive, S("manifest.json"),
                    S("[{\"Config\":\"config.json\",\"RepoTags\":[\"app:1\"],\"Layers\":[\"a/layer.tar\"]}]"));
        assert_true(archive_target(&archive, "", "linux/amd64", cases[i].verify, &images, &error));
        assert_int_equal(images.count, 1);
        assert_slice(images.at[0].kind, S("docker-archive"));
        assert_slice(images.at[0].reference, S("app:1"));
        assert_int_equal(images.at[0].layers[0].claimed, cases[i].claimed);
        assert_int_equal(images.at[0].layers[0].blob.digest.kind, cases[i].checked);
        assert_int_equal(images.at[0].layers[0].blob.length, cases[i].layer.len);
        target_close(&images);
        archive_close(&archive);
    }
}

static void docker_rule_holds_with_an_oci_index_inside(void **state)
{
    struct archive archive;
    struct images images;
    struct error error;

    (void)state;
    archive_open(&archive);
    struct slice manifest = archive_manifest(&archive, "amd64");
    struct slice layer = archive_blob(&archive, S("bytes of a layer")),
                 config = archive_blob(&archive, config_of(&archive, S("bytes of a layer")));
    archive_index(&archive, archive_descriptor(&archive, TYPE_MANIFEST, manifest, ""));
    archive_add(
        &archive, S("manifest.json"),
        arena_format(archive.arena,
                     "[{\"Config\":\"blobs/sha256/%.*s\",\"RepoTags\":null,\"Layers\":[\"blobs/sha256/%.*s\"]}]",
                     SLICE_ARG(slice_skip(config, 7)), SLICE_ARG(slice_skip(layer, 7))));
    assert_true(archive_target(&archive, "", "linux/amd64", false, &images, &error));
    assert_slice(images.at[0].kind, S("docker-archive"));
    assert_slice(images.at[0].config_digest, config);
    assert_slice(images.at[0].layers[0].digest, layer);
    assert_true(images.at[0].layers[0].claimed);
    assert_int_equal(images.at[0].problems.count, 0);
    target_close(&images);
    archive_close(&archive);
}

/* The archives of docker 25 and later: the manifest below index.json that says what manifest.json says. */
static void the_digest_is_that_of_the_manifest_inside(void **state)
{
    static const struct {
        const char *name, *layer, *config, *bytes; /* bytes: NULL: others than those that have the digest */
        bool told, in_index;
    } cases[] = {
        {"both say the same", "layer", "config", "", true, false},
        {"an index in the index, as the containerd store writes", "layer", "config", "", true, true},
        {"another layer", "other layer", "config", "", false, false},
        {"one layer more", "layer", "config", "twice", false, false},
        {"another configuration", "layer", "other config", "", false, false},
        {"bytes that have not its digest", "layer", "config", NULL, false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct archive archive;
        struct images images;
        struct error error;
        archive_open(&archive);
        struct slice config = config_of(&archive, S("layer"));
        struct slice saved = archive_descriptor(&archive, TYPE_CONFIG, config, "");
        struct slice layer = archive_descriptor(&archive, TYPE_LAYER, slice_text(cases[i].layer), "");
        if (strcmp(cases[i].config, "config") != 0)
            saved = archive_descriptor(&archive, TYPE_CONFIG, archive_config(&archive, "arm64", ""), "");
        bool again = cases[i].bytes && *cases[i].bytes;
        struct slice manifest =
            arena_format(archive.arena, "{\"schemaVersion\":2,\"config\":%.*s,\"layers\":[%.*s%s%.*s]}",
                         SLICE_ARG(saved), SLICE_ARG(layer), again ? "," : "", SLICE_ARG(again ? layer : S("")));
        struct digest digest = digest_over(DIGEST_SHA256, manifest);
        struct slice wanted = digest_text(&digest, archive.arena);
        struct slice top = archive_descriptor(&archive, TYPE_MANIFEST, manifest,
                                              ",\"annotations\":{\"io.containerd.image.name\":\"x/app:1\"}");
        if (!cases[i].bytes)
            archive_add(&archive, arena_format(archive.arena, "blobs/sha256/%.*s", SLICE_ARG(slice_skip(wanted, 7))),
                        arena_format(archive.arena, "%.*s ", SLICE_ARG(manifest)));
        if (cases[i].in_index)
            top = archive_descriptor(
                &archive, TYPE_INDEX,
                arena_format(archive.arena, "{\"schemaVersion\":2,\"manifests\":[%.*s]}", SLICE_ARG(top)), "");
        archive_index(&archive, top);
        struct slice config_digest = archive_blob(&archive, config), layer_digest = archive_blob(&archive, S("layer"));
        archive_add(&archive, S("manifest.json"),
                    arena_format(archive.arena,
                                 "[{\"Config\":\"blobs/sha256/%.*s\",\"RepoTags\":[\"app:1\"],"
                                 "\"Layers\":[\"blobs/sha256/%.*s\"]}]",
                                 SLICE_ARG(slice_skip(config_digest, 7)), SLICE_ARG(slice_skip(layer_digest, 7))));
        assert_true(archive_target(&archive, "", "linux/amd64", false, &images, &error));
        if (!slice_equal(images.at[0].digest, cases[i].told ? wanted : S("")))
            fail_msg("%s: '%.*s'", cases[i].name, SLICE_ARG(images.at[0].digest));
        assert_int_equal(images.at[0].problems.count, 0);
        target_close(&images);
        archive_close(&archive);
    }
}

static void a_layer_that_stands_twice_is_a_link(void **state)
{
    struct archive archive;
    struct images images;
    struct error error;

    (void)state;
    archive_open(&archive);
    archive_add(&archive, S("config.json"), S("{\"rootfs\":{\"diff_ids\":[\"a\",\"a\",\"b\"]}}"));
    archive_add(&archive, S("a/layer.tar"), S("first"));
    tar_write_entry(&archive.writer, TAR_SYMLINK, S("b/layer.tar"), 0777, 0, S("../a/layer.tar"));
    tar_write_entry(&archive.writer, TAR_SYMLINK, S("c/layer.tar"), 0777, 0, S("../c/layer.tar"));
    archive_add(&archive, S("manifest.json"),
                S("[{\"Config\":\"config.json\",\"Layers\":[\"a/layer.tar\",\"b/layer.tar\",\"c/layer.tar\"]}]"));
    assert_true(archive_target(&archive, "", "linux/amd64", false, &images, &error));
    const struct image_layer *layers = images.at[0].layers;
    assert_int_equal(layers[0].blob.offset, layers[1].blob.offset);
    assert_int_equal(layers[1].blob.kind, BLOB_RANGE);
    assert_int_equal(layers[2].blob.kind, BLOB_MISSING);
    assert_non_null(strstr(layers[2].blob.problem.text, "c/layer.tar"));
    target_close(&images);
    archive_close(&archive);
}

static void manifests_that_lie_are_refused_by_name(void **state)
{
    static const struct {
        const char *manifest, *text;
    } cases[] = {
        {"[null]", "entry 0"},
        {"null", "manifest.json"},
        {"[]", "no image"},
        {"{}", "not a JSON array"},
        {"[{\"Config\":\"../../../etc/passwd\"}]", "etc/passwd"},
        {"[{\"Config\":\"\"}]", "no Config"},
        {"[{\"Config\":[]}]", "no Config"},
        {"[{\"Config\":\"a\\u0000b\"}]", "no name of a file"},
        {"[{\"Config\":\"manifest.json\"}]", "manifest.json: not a JSON object"},
        {"[{\"Config\":\"config.json\"}", "manifest.json"},
        {"[{\"Config\":\"config.json\"}] x", "manifest.json"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct archive archive;
        struct images images;
        struct error error = {0};
        archive_open(&archive);
        archive_add(&archive, S("config.json"), S("{}"));
        archive_add(&archive, S("manifest.json"), slice_text(cases[i].manifest));
        assert_false(archive_target(&archive, "", "linux/amd64", false, &images, &error));
        if (!strstr(error.text, cases[i].text))
            fail_msg("'%s' does not say '%s'", error.text, cases[i].text);
        target_close(&images);
        archive_close(&archive);
    }
}

static void a_configuration_has_the_digest_of_its_name(void **state)
{
    struct archive archive;
    struct images images;
    struct error error;

    (void)state;
    archive_open(&archive);
    archive_add(&archive, S(HEX64 ".json"), S("{}"));
    archive_add(&archive, S("manifest.json"), S("[{\"Config\":\"" HEX64 ".json\",\"Layers\":[]}]"));
    assert_true(archive_target(&archive, "", "linux/amd64", false, &images, &error));
    assert_int_equal(images.at[0].problems.count, 1);
    assert_int_equal(images.at[0].problems.at[0].code, ERROR_INTEGRITY);
    target_close(&images);
    archive_close(&archive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_layers_are_claimed_and_compressed_ones_hashed),
        cmocka_unit_test(docker_rule_holds_with_an_oci_index_inside),
        cmocka_unit_test(the_digest_is_that_of_the_manifest_inside),
        cmocka_unit_test(a_layer_that_stands_twice_is_a_link),
        cmocka_unit_test(manifests_that_lie_are_refused_by_name),
        cmocka_unit_test(a_configuration_has_the_digest_of_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
