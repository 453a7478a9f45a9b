/* An OCI image layout in a tar archive: skopeo, buildah, `docker buildx build -o type=oci`. */
#include "target/oci.h"

static bool oci_archive_recognise(const struct opened *opened)
{
    return opened->content == CONTENT_TAR &&
           (store_has(&opened->store, S("index.json")) || store_has(&opened->store, S("oci-layout")));
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
