#include "analyzer/testing.h"

extern const struct analyzer analyzer_flatpak;

#define PATH "var/lib/flatpak/app/x/current/active/export/share/metainfo/x.metainfo.xml"

static const struct row_case cases[] = {
    {"the newest release", PATH,
     S_INIT("<component><id>org.x.Y</id><releases><release version=\"2.1\"/><release "
            "version=\"2.0\"/></releases></component>"),
     "package flatpak|org.x.Y||2.1|||||||\n"},
    {"no release", PATH, S_INIT("<component><id>org.x.Y</id></component>"),
     "problem malformed an application without an id or a release\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/flatpak", &analyzer_flatpak, cases, sizeof(cases) / sizeof(cases[0]));
}
