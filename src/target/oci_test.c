#include "target/oci.h"
#include "target/testing/archive.h"

static size_t problems_of(const struct image *image, enum error_code code)
{
    size_t count = 0;

    for (size_t i = 0; i < image->problems.count; i++)
        count += image->problems.at[i].code == code;
    return count;
}

/* An archive whose index.json names one index of three platforms and an attestation. */
static void add_platforms(struct archive *archive)
{
    static const char *const arches[] = {"amd64", "arm64", "s390x"};
    struct slice list = S("");

    for (size_t i = 0; i < 3; i++) {
        struct slice more =
            arena_format(archive->arena, ",\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}", arches[i]);
        struct slice manifest = archive_descriptor(archive, TYPE_MANIFEST, archive_manifest(archive, arches[i]),
                                                   arena_text(archive->arena, more));
        list = arena_format(archive->arena, "%.*s%.*s,", SLICE_ARG(list), SLICE_ARG(manifest));
    }
    struct slice attestation =
        archive_descriptor(archive, TYPE_MANIFEST, S("{\"not\":\"an image\"}"),
                           ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"},"
                           "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}");
    struct slice index = arena_format(archive->arena, "{\"schemaVersion\":2,\"manifests\":[%.*s%.*s]}", SLICE_ARG(list),
                                      SLICE_ARG(attestation));
    archive_index(archive, archive_descriptor(archive, TYPE_INDEX, index,
                                              ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"app:1\"}"));
}

static void platforms_are_chosen(void **state)
{
    static const struct {
        const char *platform;
        size_t images;
        const char *first;
    } cases[] = {
        {"linux/arm64", 1, "linux/arm64"}, {"linux/arm64/v8", 1, "linux/arm64"}, {"s390x", 1, "linux/s390x"},
        {"all", 3, "linux/amd64"},         {"linux/riscv64", 0, NULL},           {"linux/arm64/v9", 1, "linux/arm64"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct archive archive;
        struct images images;
        struct error error = {0};
        archive_open(&archive);
        add_platforms(&archive);
        bool opened = archive_target(&archive, "", cases[i].platform, false, &images, &error);
        assert_int_equal(opened, cases[i].images > 0);
        if (opened) {
            assert_int_equal(images.count, cases[i].images);
            assert_slice(images.at[0].platform, slice_text(cases[i].first));
            assert_slice(images.at[0].reference, S("app:1"));
            assert_int_equal(images.at[0].problems.count, 0);
            assert_int_equal(images.at[0].layer_count, 1);
            assert_false(images.at[0].layers[0].claimed);
            assert_int_equal(images.at[0].layers[0].blob.digest.kind, DIGEST_SHA256);
        } else {
            assert_non_null(strstr(error.text, "linux/s390x"));
        }
        target_close(&images);
        archive_close(&archive);
    }
}

static void a_single_image_of_another_platform_is_scanned_and_told(void **state)
{
    struct archive archive;
    struct images images;
    struct error error;

    (void)state;
    archive_open(&archive);
    archive_index(&archive, archive_descriptor(&archive, TYPE_MANIFEST, archive_manifest(&archive, "s390x"), ""));
    assert_true(archive_target(&archive, "", "linux/amd64", false, &images, &error));
    assert_int_equal(images.count, 1);
    assert_int_equal(problems_of(&images.at[0], ERROR_FOREIGN_PLATFORM), 1);
    target_close(&images);
    archive_close(&archive);
}

static void images_of_one_archive_are_told_apart(void **state)
{
    static const struct {
        const char *tag;
        size_t images;
    } cases[] = {{"", 3}, {"#app:1", 1}, {"#1", 1}, {"#docker.io/library/app:1", 1}, {"#app", 2}, {"#3", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct archive archive;
        struct images images;
        struct error error = {0};
        archive_open(&archive);
        struct slice a = archive_descriptor(&archive, TYPE_MANIFEST, archive_manifest(&archive, "amd64"),
                                            ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"app:1\"}");
        struct slice b =
            archive_descriptor(&archive, TYPE_MANIFEST, archive_manifest(&archive, "amd64"),
                               ",\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/app:2\"}");
        /* Two for one platform without a name are two images, not one for two platforms. */
        struct slice c = archive_descriptor(&archive, TYPE_MANIFEST, archive_manifest(&archive, "amd64"),
                                            ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}");
        archive_index(&archive,
                      arena_format(archive.arena, "%.*s,%.*s,%.*s", SLICE_ARG(a), SLICE_ARG(b), SLICE_ARG(c)));
        bool opened = archive_target(&archive, cases[i].tag, "linux/amd64", false, &images, &error);
        assert_int_equal(opened ? images.count : 0, cases[i].images);
        if (!opened)
            assert_non_null(strstr(error.text, "app:1"));
        target_close(&images);
        archive_close(&archive);
    }
}

/* One manifest by its text, with a configuration of the right size. */
static bool open_manifest(struct archive *archive, const char *layers, struct images *images, struct error *error)
{
    struct slice config = archive_descriptor(archive, TYPE_CONFIG, archive_config(archive, "amd64", ""), "");
    struct slice manifest = arena_format(archive->arena, "{\"schemaVersion\":2,\"config\":%.*s,\"layers\":[%s]}",
                                         SLICE_ARG(config), layers);

    archive_index(archive, archive_descriptor(archive, TYPE_MANIFEST, manifest, ""));
    return archive_target(archive, "", "linux/amd64", false, images, error);
}

static void layers_that_cannot_be_read_are_told(void **state)
{
#define ZEROS "sha256:0000000000000000000000000000000000000000000000000000000000000000"
    static const struct {
        const char *layer;
        enum error_code code;
        const char *text;
    } cases[] = {
        {"{\"mediaType\":\"" TYPE_LAYER "\",\"digest\":\"" ZEROS "\"}", ERROR_LAYER_UNREADABLE, "not in the archive"},
        {"{\"mediaType\":\"" TYPE_LAYER "\",\"digest\":\"sha256:../../etc/passwd\"}", ERROR_INTEGRITY, "no digest"},
        {"{\"mediaType\":\"" TYPE_LAYER "\",\"digest\":\"md5:00000000000000000000000000000000\"}", ERROR_INTEGRITY,
         "no digest"},
        {"{\"mediaType\":\"" TYPE_LAYER "\"}", ERROR_INTEGRITY, "no digest"},
        {"{\"mediaType\":\"" TYPE_LAYER "+gzip+encrypted\",\"digest\":\"" ZEROS "\"}", ERROR_UNSUPPORTED, "encrypted"},
        {"{\"mediaType\":\"application/x-what\",\"digest\":\"" ZEROS "\"}", ERROR_UNSUPPORTED, "application/x-what"},
        {"{\"mediaType\":\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\",\"digest\":\"" ZEROS
         "\",\"urls\":[\"file:///etc/passwd\"]}",
         ERROR_UNSUPPORTED, "foreign"},
        {"null", ERROR_INTEGRITY, "no digest"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct archive archive;
        struct images images;
        struct error error = {0};
        archive_open(&archive);
        assert_true(open_manifest(&archive, cases[i].layer, &images, &error));
        assert_int_equal(images.at[0].layer_count, 1);
        assert_int_equal(images.at[0].layers[0].blob.kind, BLOB_MISSING);
        assert_int_equal(images.at[0].layers[0].blob.problem.code, cases[i].code);
        assert_non_null(strstr(images.at[0].layers[0].blob.problem.text, cases[i].text));
        target_close(&images);
        archive_close(&archive);
    }
}

static void documents_are_bounded(void **state)
{
    struct archive archive;
    struct images images;
    struct error error = {0};

    (void)state;
    /* 513 layers */
    archive_open(&archive);
    struct slice layers = S("{}");
    for (size_t i = 0; i < IMAGE_LAYERS_MAX; i++)
        layers = arena_format(archive.arena, "%.*s,{}", SLICE_ARG(layers));
    assert_false(open_manifest(&archive, arena_text(archive.arena, layers), &images, &error));
    assert_int_equal(error.code, ERROR_LIMIT);
    target_close(&images);
    archive_close(&archive);

    /* an index in an index in … */
    archive_open(&archive);
    struct slice inner = archive_descriptor(&archive, TYPE_MANIFEST, archive_manifest(&archive, "amd64"), "");
    for (size_t i = 0; i < 20; i++)
        inner = archive_descriptor(&archive, TYPE_INDEX,
                                   arena_format(archive.arena, "{\"manifests\":[%.*s]}", SLICE_ARG(inner)), "");
    archive_index(&archive, inner);
    assert_false(archive_target(&archive, "", "linux/amd64", false, &images, &error));
    assert_int_equal(error.code, ERROR_LIMIT);
    target_close(&images);
    archive_close(&archive);
}

static void a_document_that_lies_is_told_and_read(void **state)
{
    struct archive archive;
    struct images images;
    struct error error;

    (void)state;
    archive_open(&archive);
    struct slice manifest = archive_manifest(&archive, "amd64"), changed = arena_copy(archive.arena, manifest);
    struct digest digest = digest_over(DIGEST_SHA256, manifest);
    struct slice text = digest_text(&digest, archive.arena);
    changed = arena_format(archive.arena, "%.*s ", SLICE_ARG(changed));
    archive_add(&archive, arena_format(archive.arena, "blobs/sha256/%.*s", SLICE_ARG(slice_skip(text, 7))), changed);
    archive_index(&archive, arena_format(archive.arena, "{\"mediaType\":\"" TYPE_MANIFEST "\",\"digest\":\"%.*s\"}",
                                         SLICE_ARG(text)));
    assert_true(archive_target(&archive, "", "linux/amd64", false, &images, &error));
    assert_int_equal(problems_of(&images.at[0], ERROR_INTEGRITY), 1);
    target_close(&images);
    archive_close(&archive);
}

static void history_gives_instructions_to_layers(void **state)
{
    static const struct {
        const char *history;
        size_t layers, malformed;
        const char *created_by; /* of the layer with a blob */
    } cases[] = {
        {"[{\"created_by\":\"ENV A=1\",\"empty_layer\":true},{\"created_by\":\"COPY . /\"}]", 2, 0, "COPY . /"},
        {"[{\"created_by\":\"RUN x\"},{\"created_by\":\"RUN y\"}]", 1, 1, ""},
        {"[]", 1, 0, ""},
        {"[null]", 1, 0, ""},
        {"[{\"created_by\":\"RUN curl https://u:secret@x/y\"}]", 1, 0, "RUN curl https://u:***@x/y"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct archive archive;
        struct images images;
        struct error error;
        archive_open(&archive);
        struct slice more =
            arena_format(archive.arena, ",\"rootfs\":{\"diff_ids\":[\"sha256:x\"]},\"history\":%s", cases[i].history);
        struct slice config = archive_descriptor(
            &archive, TYPE_CONFIG, archive_config(&archive, "amd64", arena_text(archive.arena, more)), "");
        struct slice layer = archive_descriptor(&archive, TYPE_LAYER, S("l"), "");
        struct slice manifest =
            arena_format(archive.arena, "{\"config\":%.*s,\"layers\":[%.*s]}", SLICE_ARG(config), SLICE_ARG(layer));
        archive_index(&archive, archive_descriptor(&archive, TYPE_MANIFEST, manifest, ""));
        assert_true(archive_target(&archive, "", "linux/amd64", false, &images, &error));
        const struct image *image = &images.at[0];
        assert_int_equal(image->layer_count, cases[i].layers);
        assert_int_equal(problems_of(image, ERROR_MALFORMED), cases[i].malformed);
        assert_int_equal(image->layers[0].empty, cases[i].layers == 2);
        assert_slice(image->layers[image->layer_count - 1].created_by, slice_text(cases[i].created_by));
        target_close(&images);
        archive_close(&archive);
    }
}

/* Documents cut at every byte and with every bit flipped: an error or an image, never a crash. */
static void damaged_documents_end(void **state)
{
    static const char document[] = "{\"mediaType\":\"" TYPE_INDEX "\",\"manifests\":[{\"digest\":\"" ZEROS
                                   "\",\"size\":12,\"platform\":{\"os\":\"a\","
                                   "\"architecture\":\"b\",\"variant\":\"c\"},\"annotations\":{\"org.opencontainers."
                                   "image.ref.name\":\"\\u00e9\"}}],"
                                   "\"config\":{\"digest\":\"x\"},\"layers\":[{}],\"fsLayers\":[]}";
    struct oci_document read;
    struct image_config config;
    struct error error;

    (void)state;
    for (size_t i = 0; i < sizeof document - 1; i++) {
        struct arena *arena = arena_create_simple();
        struct slice cut = test_exact(slice_of(document, i));
        assert_false(oci_document_read(arena, cut, &read, &error));
        assert_false(image_config_read(arena, cut, &config, &error));
        test_exact_free(cut);
        for (unsigned bit = 0; bit < 8; bit++) {
            struct slice flipped = test_exact(slice_of(document, sizeof document - 1));
            ((uint8_t *)(uintptr_t)flipped.at)[i] ^= (uint8_t)(1u << bit);
            oci_document_read(arena, flipped, &read, &error);
            image_config_read(arena, flipped, &config, &error);
            test_exact_free(flipped);
        }
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(platforms_are_chosen),
        cmocka_unit_test(a_single_image_of_another_platform_is_scanned_and_told),
        cmocka_unit_test(images_of_one_archive_are_told_apart),
        cmocka_unit_test(layers_that_cannot_be_read_are_told),
        cmocka_unit_test(documents_are_bounded),
        cmocka_unit_test(a_document_that_lies_is_told_and_read),
        cmocka_unit_test(history_gives_instructions_to_layers),
        cmocka_unit_test(damaged_documents_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
