/* An OCI image layout in a tar archive: skopeo, buildah, `docker buildx build -o type=oci`. */
#include "target/oci.h"

/* Blobs without an index are an archive that was cut off, and no root filesystem without packages. */
static bool of_a_layout(struct slice path)
{
    return slice_equal(path, S("index.json")) || slice_equal(path, S("oci-layout")) ||
           slice_starts(path, S("blobs/sha256/"));
}

static bool oci_archive_recognise(const struct opened *opened)
{
    return opened->content == CONTENT_TAR && store_any(&opened->store, of_a_layout);
}

static bool oci_archive_open(struct opened *opened, struct error *error)
{
    return oci_open(opened, "oci-archive", error);
}

const struct target_kind target_oci_archive = {
    .name = "oci-archive",
    .schemes = (const char *const[]){"oci-archive", NULL},
    .recognise = oci_archive_recognise,
    .open = oci_archive_open,
};
