#include "analyzer/testing.h"

extern const struct analyzer analyzer_sbom;

#define PATH "opt/docker/sbom/x/.spdx.x.json"

static const struct row_case cases[] = {
    {"SPDX as JSON, its version behind its packages", PATH,
     S_INIT("{\"packages\":[{\"name\":\"A\",\"versionInfo\":\"9\",\"externalRefs\":[{\"referenceType\":\"purl\","
            "\"referenceLocator\":\"pkg:npm/a@1.0\"}]},{\"name\":\"nothing\"}],\"spdxVersion\":\"SPDX-2.3\"}"),
     "package npm|a||1.0||||||installed|\n"},
    {"a CPE alone", "a.spdx.json",
     S_INIT("{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"name\":\"Nginx\",\"externalRefs\":[{\"referenceType\":"
            "\"cpe23Type\",\"referenceLocator\":\"cpe:2.3:a:f5:nginx:1.21.1:*:*:*:*:*:*:*\"}]}]}"),
     "package generic|nginx||1.21.1||||||| [declared]\n"},
    {"SPDX as YAML", "a.spdx.yml",
     S_INIT("spdxVersion: \"SPDX-2.3\"\n"
            "packages:\n"
            "- name: a\n"
            "  externalRefs:\n"
            "  - referenceType: purl\n"
            "    referenceLocator: pkg:pypi/a@1.0\n"),
     "package pypi|a||1.0||||||installed| [declared]\n"},
    {"SPDX as tags", "a.spdx",
     S_INIT("SPDXVersion: SPDX-2.3\n"
            "PackageName: a\n"
            "PackageVersion: 1.0\n"
            "ExternalRef: PACKAGE-MANAGER purl pkg:gem/a@1.0\n"
            "PackageName: b\n"),
     "package gem|a||1.0||||||installed| [declared]\n"},
    {"SPDX as RDF", "a.spdx.rdf",
     S_INIT("<rdf:RDF xmlns:rdf=\"r\" "
            "xmlns:spdx=\"s\"><spdx:SpdxDocument><spdx:describes><spdx:Package><spdx:name>a</"
            "spdx:name><spdx:externalRef><spdx:ExternalRef><spdx:referenceType "
            "rdf:resource=\"http://x/purl\"/><spdx:referenceLocator>pkg:cargo/a@1.0</spdx:referenceLocator></"
            "spdx:ExternalRef></spdx:externalRef></spdx:Package></spdx:describes></spdx:SpdxDocument></rdf:RDF>"),
     "package cargo|a||1.0||||||installed| [declared]\n"},
    {"CycloneDX, components in components", "bom.json",
     S_INIT(
         "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"type\":\"library\",\"name\":\"a\",\"version\":\"1\",\"purl\":"
         "\"pkg:npm/a@1\",\"components\":[{\"type\":\"library\",\"name\":\"b\",\"version\":\"2\",\"purl\":\"pkg:npm/"
         "b@2\"}]},{\"type\":\"operating-system\",\"name\":\"debian\",\"version\":\"12\"}]}"),
     "package npm|a||1||||||installed| [declared]\n"
     "package npm|b||2||||||installed| [declared]\n"},
    {"CycloneDX as XML", "bom.xml",
     S_INIT(
         "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components><component "
         "type=\"library\"><name>a</name><version>1</version><purl>pkg:npm/a@1</purl></component></components></bom>"),
     "package npm|a||1||||||installed| [declared]\n"},
    {"Syft's own", "x.syft.json",
     S_INIT("{\"artifacts\":[{\"name\":\"a\",\"version\":\"1\",\"type\":\"npm\",\"purl\":\"pkg:npm/"
            "a@1\"}],\"schema\":{\"version\":\"16\"}}"),
     "package npm|a||1||||||installed| [declared]\n"},
    {"the graph of CycloneDX", "bom.json",
     S_INIT(
         "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"type\":\"library\",\"bom-ref\":\"1\",\"name\":\"a\",\"purl\":"
         "\"pkg:npm/a@1\"},{\"type\":\"library\",\"bom-ref\":\"2\",\"name\":\"b\",\"purl\":\"pkg:npm/b@2\"}],"
         "\"dependencies\":[{\"ref\":\"1\",\"dependsOn\":[\"2\",\"3\"]},{\"ref\":\"2\"}]}"),
     "package npm|a||1||||||installed| [declared needs=2,3]\n"
     "package npm|b||2||||||installed| [declared]\n"},
    {"the graph of CycloneDX in XML", "bom.xml",
     S_INIT("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components><component type=\"library\" bom-ref=\"1\">"
            "<name>a</name><version>1</version><purl>pkg:npm/a@1</purl></component></components><dependencies>"
            "<dependency ref=\"1\"><dependency ref=\"2\"/></dependency></dependencies></bom>"),
     "package npm|a||1||||||installed| [declared needs=2]\n"},
    {"the graph of SPDX", "a.spdx.json",
     S_INIT("{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[{\"SPDXID\":\"x\",\"name\":\"a\",\"externalRefs\":[{"
            "\"referenceType\":\"purl\",\"referenceLocator\":\"pkg:npm/a@1\"}]}],\"relationships\":["
            "{\"spdxElementId\":\"x\",\"relationshipType\":\"DEPENDS_ON\",\"relatedSpdxElement\":\"y\"},"
            "{\"spdxElementId\":\"z\",\"relationshipType\":\"DEPENDENCY_OF\",\"relatedSpdxElement\":\"x\"},"
            "{\"spdxElementId\":\"x\",\"relationshipType\":\"CONTAINS\",\"relatedSpdxElement\":\"f\"}]}"),
     "package npm|a||1||||||installed| [declared needs=y,z]\n"},
    {"the graph of Syft", "x.syft.json",
     S_INIT("{\"artifacts\":[{\"id\":\"x\",\"name\":\"a\",\"purl\":\"pkg:npm/a@1\"}],\"schema\":{\"version\":\"16\"},"
            "\"artifactRelationships\":[{\"parent\":\"y\",\"child\":\"x\",\"type\":\"dependency-of\"}]}"),
     "package npm|a||1||||||installed| [declared needs=y]\n"},
    {"JSON of another kind", "sbom.json", S_INIT("{\"invalid\":\"data\"}"),
     "problem unsupported neither SPDX 2 nor CycloneDX nor Syft's form\n"},
    {"no bill at all", "a.spdx", S_INIT("Not an sbom at all!\n"), "problem malformed no bill of materials\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/sbom", &analyzer_sbom, cases, sizeof(cases) / sizeof(cases[0]));
}
