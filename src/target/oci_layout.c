/* An OCI image layout as a folder. */
#include "target/oci.h"

static bool oci_layout_recognise(const struct opened *opened)
{
    return opened->content == CONTENT_FOLDER && store_has(&opened->store, S("oci-layout")) &&
           store_has(&opened->store, S("index.json"));
}

static bool oci_layout_open(struct opened *opened, struct error *error)
{
    return oci_open(opened, "oci", error);
}

const struct target_kind target_oci_layout = {
    .name = "oci",
    .schemes = (const char *const[]){"oci", NULL},
    .recognise = oci_layout_recognise,
    .open = oci_layout_open,
};
