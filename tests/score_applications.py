"""The part of score.py for whole images that carry applications: what npm, pip, Maven and Go themselves say is in them.

Looks for NAME.oci.tar with the truth that was written beside it, in the folder of images and in its folder "built". Every
package must be listed with its version and place; more of the same kind than the tool knows is a miss as well, but for the
archives themselves, which Maven does not ask about. Nothing may be listed that the distribution's packages own twice over.
"""
import json
import os
import re
import subprocess


def rows(path):
    with open(path, encoding='utf-8') as lines:
        return [tuple(line.rstrip('\n').split('\t')) for line in lines][1:]


def python(truth):
    with open(truth, encoding='utf-8') as file:
        return {(re.sub('[-_.]+', '-', one['name']).lower(), one['version']) for one in json.load(file)}


def python_entry(entry):
    return re.sub('[-_.]+', '-', entry['name']).lower(), entry['version']


def node(truth):
    return set(rows(truth))


def node_entry(entry):
    return entry['name'], entry['version'], entry['path'].removesuffix('/package.json')


def java(truth):
    return {(f'{group}:{artifact}', version, place) for group, artifact, version, place in rows(truth)}


def java_entry(entry):
    inside = entry.get('embedded_in')
    return entry['name'], entry.get('version', ''), entry['path'] + (':' + inside if inside else '')


def go(truth):
    """`go version -m`: "PATH: goVERSION", then one tab and a word for each line about it."""
    found, path = set(), ''
    with open(truth, encoding='utf-8') as lines:
        for line in lines:
            words = line.rstrip('\n').split('\t')
            if words[0]:
                path, _, version = words[0].partition(': go')
                found.add(('stdlib', version, path))
            elif words[1] == 'dep':
                found.add((words[2], words[3], path))
    return found


def go_entry(entry):
    return entry['name'], entry.get('version', ''), entry['path']


# Name, truth, how it is read, type of the packages, what an entry says, what may be there beyond.
KINDS = (
    ('python', 'python.pip-list.json', python, 'pypi', python_entry, ()),
    ('node', 'node.installed.tsv', node, 'npm', node_entry, ()),
    ('java', 'java.coordinates.tsv', java, 'maven', java_entry, ('app/fat.jar', 'app/shaded.jar', 'app/site.war')),
    ('go', 'go.version-m.txt', go, 'golang', go_entry, ()),
)


def packages(program, image):
    run = subprocess.run([program, 'packages', '--no-cache', '-o', 'json', image], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, check=False)
    return json.loads(run.stdout)['packages'] if run.returncode in (0, 3) else []


def applications(args, folder, make):
    """make: a Score by its name."""
    for name, truth, read, kind, entry_of, beyond in KINDS:
        for place in (folder, os.path.join(folder, 'built')):
            image, known = os.path.join(place, name + '.oci.tar'), os.path.join(place, truth)
            if not os.path.exists(image) or not os.path.exists(known):
                continue
            score = make('applications/' + name)
            wanted = read(known)
            listed = [entry for entry in packages(args.program, image)
                      if entry['type'] == kind and entry['scope'] == 'installed' and not entry.get('owner')]
            found = [entry_of(entry) for entry in listed if entry.get('version')]
            for row in sorted(wanted):
                score.case(row in found, f'{row} is missing')
            for row in sorted(set(found) - wanted):
                if row[-1] not in beyond:
                    score.case(False, f'{row} is not known to the tool')
            score.case(len(found) == len(set(found)), 'a package is listed twice')
            yield score
