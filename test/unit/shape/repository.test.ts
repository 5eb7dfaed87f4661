import { afterAll, describe, expect, it } from 'vitest';
import { SETTING_NAMES } from '../../../src/config/env.js';
import { listFiles, readRepositoryFile } from '../../support/repository-files.js';

/** Put together here, so that this file holds none itself. */
const MACHINE_PATH = new RegExp(`(?<![\\w.-])/(?:${['work', 'root', 'home', 'Users'].join('|')})/[\\w.-]`);
const REGISTRY_ADDRESS = /https?:\/\/[\w.-]*(?:registry|artifactory|verdaccio|nexus)[\w.-]*/i;

/** A file of some 300 lines has room for a second subject. */
const LONG = 300;

const listLines = (pattern: RegExp): string[] =>
  listFiles('.').flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );

describe('the repository', () => {
  it('names no folder of some machine', () => {
    expect(MACHINE_PATH.test(`see /${'home'}/me/file`)).toBe(true);
    expect(listLines(MACHINE_PATH)).toEqual([]);
  });

  it('names no package registry, its lock file neither', () => {
    expect(REGISTRY_ADDRESS.test(`https://${'registry'}.example.org/jose`)).toBe(true);
    expect(listLines(REGISTRY_ADDRESS)).toEqual([]);
    expect(readRepositoryFile('package-lock.json')).not.toContain('"resolved": "http');
  });

  it('explains every setting in .env.example, and no other', () => {
    const example = readRepositoryFile('.env.example').split('\n');
    const named = example.flatMap((line) => /^#?\s?([A-Z][A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(named).toEqual([...SETTING_NAMES]);
    for (const name of SETTING_NAMES) {
      const line = example.findIndex((text) => text.includes(`${name}=`));
      expect(example[line - 1]).toMatch(/^# \S/);
    }
  });

  it('reads the environment in one file of src', () => {
    const readers = listFiles('src', '.ts').filter(({ text }) => /process\.env|process\[/.test(text));
    const others = readers.map(({ path }) => path).filter((path) => !/^src\/(sandbox|demo)\//.test(path));
    expect(others).toEqual(['src/config/env.ts']);
  });

  // No gate: a number that asks for a second look.
  afterAll(() => {
    const long = [...listFiles('src', '.ts'), ...listFiles('test', '.ts')]
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONG)
      .map(({ path, lines }) => `  ${lines} ${path}`);
    if (long.length > 0) console.warn(`over ${LONG} lines:\n${long.join('\n')}`);
  });
});
