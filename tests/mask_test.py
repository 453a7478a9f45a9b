#!/usr/bin/env python3
"""Credentials that an image carries in its configuration are in no output, in no format, on no stream, in no cache."""
import json
import os
import sys

from images import Image, docker_archive, oci_archive, status, tar
from program import arguments, main
from verdict_test import BASE, database

# What must not come out, each in the places where it is found in the wild. Made up, in the forms of the real ones.
SECRETS = {
    'hunter2correcthorse': ['|1 DB_PASSWORD={} /bin/sh -c ./configure --with-db',
                            'RUN |2 TOKEN=x DB_PASSWORD={} /bin/sh -c true # buildkit',
                            '/bin/sh -c #(nop)  ENV MYSQL_ROOT_PASSWORD={}',
                            'ENV DB_PASSWORD="{}"', 'ARG db_password={}', "LABEL password='{}' version=1",
                            'RUN /bin/sh -c mysql --password={} -e "select 1" # buildkit',
                            'RUN /bin/sh -c curl -u admin:{} https://example.org/x # buildkit',
                            'RUN /bin/sh -c echo "machine example.org login me password {}" > ~/.netrc'],
    'S3cr3tInTheUrl': ['RUN /bin/sh -c git clone https://me:{}@git.example.org/x.git # buildkit',
                       'RUN pip install --index-url https://__token__:{}@pypi.example.org/simple x',
                       'LABEL org.opencontainers.image.source=https://me:{}@git.example.org/x',
                       'RUN export HTTPS_PROXY=http://me:{}@proxy.example.org:3128 && true'],
    'ghp_0123456789abcdefghijklmnopqrstuvwxyz': ['RUN /bin/sh -c git clone https://{}@github.com/a/b', 'ARG GITHUB_TOKEN={}',
                                                 'RUN curl -H "Authorization: token {}" https://api.github.com'],
    'glpat-0123456789abcdefghij': ['ENV CI={}', 'RUN curl --header "PRIVATE-TOKEN: {}" https://gitlab.example.org'],
    'AKIAIOSFODNN7EXAMPLA': ['ENV AWS_ACCESS_KEY_ID={}', 'RUN aws configure set aws_access_key_id {}'],
    'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYA': ['ENV AWS_SECRET_ACCESS_KEY={}', 'ARG aws_secret_access_key={}'],
    'npm_0123456789abcdefghijklmnopqrstuvwxyz': ['RUN echo "//registry.npmjs.org/:_authToken={}" > .npmrc', 'ENV NPM_TOKEN={}'],
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXNrLXRlc3QifQ.c2lnbmF0dXJlLW9mLXRlc3Q': ['RUN curl -H "Authorization: Bearer {}" https://x'],
    'MIIEvQIBADANBgkqhkiGmadeupmadeup': ['RUN echo "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----" > /k'],
}
FORMS = ('table', 'json', 'sarif', 'cyclonedx', 'spdx', 'tsv')


class Leaky(Image):
    """The same again where engines keep ENV, LABEL, author and comment."""

    def config(self):
        document = json.loads(super().config())
        words = [text.format(secret) for secret, texts in SECRETS.items() for text in texts]
        document['author'] = 'me <https://me:S3cr3tInTheUrl@example.org>'
        document['config'] = {'Env': [f'DB_PASSWORD_{i}={word}' for i, word in enumerate(words)],
                              'Labels': {f'label{i}': word for i, word in enumerate(words)}, 'Cmd': words}
        for entry in document['history']:
            entry['comment'] = entry['author'] = entry['created_by']
        return json.dumps(document).encode()


def leaky():
    words = [text.format(secret) for secret, texts in SECRETS.items() for text in texts]
    upper = tar([status(('libssl3', '3.0.12-1'), ('curl', '7.88.1-10'), ('bash', '5.2-3'))])
    # Each instruction brings a layer of its own at least once, so that the table tells it beside a package.
    return [Leaky([(BASE, 'ADD base /')] + [(None, word) for word in words] + [(upper, word)], name=f'app:{i}')
            for i, word in enumerate(words)]


def seen_in(data):
    return [secret for secret in SECRETS if secret.encode() in data]


def no_format_tells_them(program):
    database(program)
    for name, archive in (('oci.tar', oci_archive(leaky()[:12])), ('docker.tar', docker_archive(leaky()[12:]))):
        path = program.file(name, archive)
        assert len(seen_in(archive)) >= 4
        for form in FORMS:
            # A document of these formats holds one image; each image has all instructions.
            target = path + ('' if form in ('table', 'json', 'tsv') else '#app:0' if name == 'oci.tar' else '#app:12')
            for color in ('always', 'never'):
                result = program.run('scan', '--no-cache', '--db', program.folder + '/db', '-v', '--color', color, '-o', form,
                                     '--show', 'all', '--all-layers', target)
                assert result.status == 0 and result.out, f'{form}: {result.status} {result.told()}'
                assert not seen_in(result.out), f'{form}: {seen_in(result.out)}'
                assert not seen_in(result.err), f'{form}: stderr: {seen_in(result.err)}'
    tables = program.run('scan', '--no-cache', '--db', program.folder + '/db', program.folder + '/oci.tar').text()
    assert '***' in tables and 'DB_PASSWORD=' in tables, tables[:600]


def an_inventory_as_target_tells_them_as_little(program):
    target = program.file('oci.tar', oci_archive(leaky()[:3]))
    for form in ('json', 'cyclonedx', 'spdx'):
        result = program.run('packages', '--no-cache', '-o', form, target + '#app:1')
        assert result.status == 0 and not seen_in(result.out), result.told()


def explain_and_the_cache_do_not_tell_them(program):
    database(program)
    target = program.file('oci.tar', oci_archive(leaky()[:3]))
    result = program.run('explain', '--cache', program.cache, '--db', program.folder + '/db', target, 'CVE-2024-0001')
    assert result.status == 0, result.told()
    assert not seen_in(result.out + result.err)
    files = 0
    for folder, _, names in os.walk(program.cache):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as file:
                assert not seen_in(file.read()), name
            files += 1
    assert files, 'nothing was cached'


def what_is_no_credential_stays(program):
    texts = ['ENV PATH=/usr/local/sbin:/usr/bin', 'RUN apt-get install -y passwd token-tools', 'LABEL maintainer=me@example.org',
             'RUN git clone https://github.com/a/b.git', 'EXPOSE 8080/tcp', 'COPY --chown=app:app . /srv']
    image = Image([(BASE, 'ADD base /')] + [(None, text) for text in texts])
    document = program.packages(program.file('plain.tar', oci_archive([image]))).document()
    assert [layer['created_by'] for layer in document['layers'][1:]] == texts, document['layers']


if __name__ == '__main__':
    sys.exit(main([no_format_tells_them, an_inventory_as_target_tells_them_as_little, explain_and_the_cache_do_not_tell_them,
                   what_is_no_credential_stays], arguments()))
