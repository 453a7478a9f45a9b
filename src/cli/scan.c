#include "cli/scanning.h"

static int scan_run(struct cli *cli)
{
    return scanning_run(cli, false);
}

const struct command command_scan = {
    .name = "scan",
    .usage = "TARGET...",
    .about = "List what is inside, what is known to be wrong with it, and give a verdict",
    .details = "A TARGET is a file (docker-save or OCI archive, root filesystem as tar, inventory), a folder (OCI "
               "layout, root filesystem), or '-' for standard input; its content tells which. FILE#TAG picks one image "
               "of several. A scheme decides where content cannot: docker-archive: oci: oci-archive: rootfs: dir: "
               "sbom:\n\n"
               "Examples:\n"
               "  seaworthy image.tar\n"
               "  docker save app:1.2 | seaworthy scan -\n"
               "  seaworthy scan --fail-on high,kev -o table -o sarif=app.sarif image.tar\n"
               "  seaworthy scan rootfs:/\n",
    .options = (const char *const[]){"output",  "fail-on",    "include", "severity", "only-fixed", "show", "platform",
                                     "distro",  "all-layers", "verify",   "now",        "db",   "db-max-age",
                                     "offline", "cache",      "no-cache", "tmp",        "jobs", "max-memory",
                                     "timeout", "stall",      "sandbox",  "columns",    NULL},
    .operands_min = 1,
    .operands_max = 1000 * 1000,
    .run = scan_run,
};
