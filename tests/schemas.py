"""Documents of the program against schemas: ours of docs/, and those of others where SEAWORTHY_SHARED has them.

Each check raises AssertionError with what is wrong and where. What a schema cannot say (references, order, uniqueness) is
checked beside it.
"""
import json
import os
import re
import warnings

import jsonschema

warnings.simplefilter('ignore', DeprecationWarning)  # of RefResolver, which Debian's version has alone

HERE = os.path.dirname(os.path.abspath(__file__))
DOCS = os.path.join(HERE, '..', 'docs')
SHARED = os.path.join(os.environ.get('SEAWORTHY_SHARED') or os.path.join(HERE, '..', '..', 'shared'), 'corpus', 'schemas')

OTHERS = {'sarif': 'sarif/sarif-schema-2.1.0.json', 'cyclonedx': 'cyclonedx/bom-1.6.schema.json',
          'spdx': 'spdx/spdx-2.3.schema.json'}


def load(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)


def validator(path):
    """A schema whose references are relative names of files beside it."""
    folder = os.path.dirname(os.path.abspath(path))
    documents = {name: load(os.path.join(folder, name)) for name in os.listdir(folder) if name.endswith('.json')}
    schema = documents[os.path.basename(path)]
    store = {}
    for name, document in documents.items():
        if isinstance(document, dict):
            store['file://' + os.path.join(folder, name)] = document
            store[document.get('$id', document.get('id', ''))] = document
    base = schema.get('$id', schema.get('id')) or 'file://' + os.path.abspath(path)
    return jsonschema.validators.validator_for(schema)(
        schema, resolver=jsonschema.RefResolver(base, schema, store=store), format_checker=jsonschema.FormatChecker())


class Schemas:
    def __init__(self):
        self.validators = {name: validator(os.path.join(DOCS, name + '.schema.json')) for name in ('report', 'inventory')}
        for name, path in OTHERS.items():
            if os.path.exists(os.path.join(SHARED, path)):
                self.validators[name] = validator(os.path.join(SHARED, path))

    def check(self, form, text):
        """form: the format's name. Returns the document."""
        document = json.loads(text, parse_constant=refuse)
        name = form
        if form == 'json':
            name = 'report' if document['schema'].startswith('seaworthy.report/') else 'inventory'
        if name in self.validators:
            self.schema(name, document)
        CHECKS[form](document)
        if form == 'json':
            ordered(document, self.validators[name].schema, self.validators[name].resolver, name)
        return document

    def schema(self, name, document):
        wrong = [f'{"/".join(map(str, error.absolute_path))}: {error.message[:200]}'
                 for error in self.validators[name].iter_errors(document)]
        assert not wrong, f'{name}: ' + '\n'.join(wrong[:10])


def refuse(constant):
    raise AssertionError(f'{constant} is no JSON')


def ordered(value, schema, resolver, where):
    """Members stand in the order of the schema's properties; null is nowhere."""
    assert value is not None, f'{where}: null'
    if '$ref' in schema:
        url, schema = resolver.resolve(schema['$ref'])
        resolver.push_scope(url)
        ordered(value, schema, resolver, where)
        resolver.pop_scope()
    elif isinstance(value, dict):
        places = [list(schema['properties']).index(member) for member in value]
        assert places == sorted(places), f'{where}: order of members: {list(value)}'
        for member, inner in value.items():
            ordered(inner, schema['properties'][member], resolver, f'{where}/{member}')
    elif isinstance(value, list):
        for item in value:
            ordered(item, schema.get('items', {}), resolver, where + '[]')


def unique(values, what):
    values = list(values)
    assert len(set(values)) == len(values), f'{what} are not unique: {values}'
    return set(values)


def check_json(document):
    packages = document['packages']
    assert [package['id'] for package in packages] == [f'p{i}' for i in range(len(packages))]
    ids = {package['id'] for package in packages}
    layers = {layer['index'] for layer in document['layers']}
    for package in packages:
        assert package.get('owner', 'p0') in ids, package
        assert package.get('layer', 0) in layers | {0}, package
    for finding in document.get('findings', []):
        assert finding['package'] in ids, finding
    blocking = any(problem['blocking'] for problem in document['coverage']['problems'])
    assert document['coverage']['complete'] != blocking


def check_sarif(document):
    for run in document['runs']:
        rules = run['tool']['driver']['rules']
        unique((rule['id'] for rule in rules), 'ids of rules')
        for result in run['results']:
            assert rules[result['ruleIndex']]['id'] == result['ruleId'], result
            for location in result['locations']:
                uri = location['physicalLocation']['artifactLocation']['uri']
                assert re.fullmatch(r'([A-Za-z0-9._~/-]|%[0-9A-F]{2})+', uri), uri
        for rule in rules:
            assert 0 <= float(rule['properties']['security-severity']) <= 10
            assert re.fullmatch(r'https://[!-~]+', rule.get('helpUri', 'https://x')), rule


def check_cyclonedx(document):
    assert re.fullmatch(r'urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', document['serialNumber'])
    components = [document['metadata']['component'], *document['components']]
    flaws = document.get('vulnerabilities', [])
    refs = unique((item['bom-ref'] for item in components + flaws), 'references')
    for flaw in flaws:
        for affected in flaw['affects']:
            assert affected['ref'] in refs, flaw


def check_spdx(document):
    ids = unique(['SPDXRef-DOCUMENT'] + [package['SPDXID'] for package in document['packages']], 'identifiers')
    for one in ids:
        assert re.fullmatch(r'SPDXRef-[A-Za-z0-9.-]+', one), one
    related = [(relation['spdxElementId'], relation['relationshipType'], relation['relatedSpdxElement'])
               for relation in document['relationships']]
    for left, _, right in related:
        assert left in ids and right in ids, (left, right)
    assert related[0] == ('SPDXRef-DOCUMENT', 'DESCRIBES', 'SPDXRef-target')
    assert {right for _, _, right in related} == ids - {'SPDXRef-DOCUMENT'}
    assert '#' not in document['documentNamespace']
    assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', document['creationInfo']['created'])
    for package in document['packages']:
        for reference in package.get('externalRefs', []):
            assert re.fullmatch(r'[!-~\u0080-\U0010ffff]+', reference['referenceLocator']) or \
                reference['referenceType'] != 'advisory', reference


CHECKS = {'json': check_json, 'sarif': check_sarif, 'cyclonedx': check_cyclonedx, 'spdx': check_spdx}
