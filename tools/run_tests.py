#!/usr/bin/env python3
"""Runs the tests of a build folder through meson and counts single test cases.

A test program that speaks TAP counts each of its lines; any other counts as one. The output of what failed is
printed whole, and why a case was skipped. The last line is 'N passed, N failed'.
"""
import json
import os
import re
import subprocess
import sys

TAP = re.compile(r'^(ok|not ok)\b(.*)$', re.M)


def main():
    build = sys.argv[1]
    log = os.path.join(build, 'meson-logs', 'testlog.json')
    if os.path.exists(log):
        os.remove(log)
    run = subprocess.run(['meson', 'test', '-C', build, '--no-rebuild', '--timeout-multiplier', '10', *sys.argv[2:]],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace')
    passed = failed = skipped = 0
    reference = os.path.isdir(os.environ.get('SEAWORTHY_SHARED', ''))
    if not os.path.exists(log):
        print(run.stdout)
        print('0 passed, 1 failed')
        return 1
    with open(log, encoding='utf-8', errors='replace') as lines:
        for line in lines:
            test = json.loads(line)
            out = test.get('stdout') or ''
            good = test['result'] in ('OK', 'EXPECTEDFAIL')
            cases = TAP.findall(out)
            bad = sum(1 for word, rest in cases if word == 'not ok' and '# SKIP' not in rest.upper())
            skip = sum(1 for _, rest in cases if '# SKIP' in rest.upper())
            # A skipped test gives its reason: in the plan when it is the whole one, else behind the case.
            for reason in re.findall(r'^(?:ok|1\.\.0).*# SKIP\b.*$', out, re.M | re.I):
                print(f"SKIPPED {test['name']}: {reason}")
            if test['result'] == 'SKIP':
                skipped += 1
                continue
            if good and not bad:
                passed += max(len(cases) - skip, 1)
                skipped += skip
                # Tests over a corpus say how many of its cases ran.
                for said in re.findall(r'^#\s*(corpus: .*)$', out, re.M) if reference else ():
                    print(f"{test['name']}: {said}")
            else:
                failed += max(bad, 1)
                passed += len(cases) - bad - skip
                print(f"FAILED {test['name']} ({test['result']})")
                print(out)
                print(test.get('stderr') or '')
    if not reference:
        print('Tests over reference data had no cases: there is no such folder as SHARED says.')
    if skipped:
        print(f'{skipped} skipped')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or run.returncode not in (0, 1) else 0


if __name__ == '__main__':
    sys.exit(main())
