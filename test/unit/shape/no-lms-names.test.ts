import { describe, expect, it } from 'vitest';
import { listFiles } from '../../support/repository-files.js';

/** They may know LMSs by name: what differs, a stranger to the tool, what plays with it, and sentences for people. */
const MAY_NAME = [
  'src/platforms/',
  'src/sandbox/',
  'src/demo/',
  'src/language/',
  // What each LMS calls the fields of its own screens, for somebody who copies values into them by hand.
  'src/lti/registration/fields-to-copy.ts',
];

const PRODUCT = /(['"`])(?:canvas|moodle|brightspace|desire2learn|d2l|blackboard|sakai)\1/i;
const ASKS =
  /\b(?:profile(?:\.name)?|productFamily)\s*[!=]==?|switch\s*\(\s*[\w.]*\b(?:profile(?:\.name)?|productFamily)\s*\)/;

/** Comments may explain with the LMS that does it. */
function listFaults({ path, text }: { path: string; text: string }): string[] {
  if (MAY_NAME.some((folder) => path.startsWith(folder))) return [];
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$|\s\/\/ .*$/gm, '');
  return code
    .split('\n')
    .filter((line) => PRODUCT.test(line) || ASKS.test(line))
    .map((line) => `${path}: ${line.trim()}`);
}

describe('only the platform profiles know which LMS it is', () => {
  it('holds in every file of src', () => {
    const files = listFiles('src', '.ts');
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(listFaults)).toEqual([]);
  });

  it.each([
    'if (registration.productFamily === family) return 1;',
    'const limit = registration.profile !== other ? 50 : null;',
    "if (name == 'Canvas') return;",
    'switch (registration.profile) {',
    'const LMSS = ["moodle"];',
    'const family = `d2l`; // a comment',
  ])('finds the planted fault %s', (line) => {
    expect(listFaults({ path: 'src/lti/a.ts', text: line })).toHaveLength(1);
    expect(listFaults({ path: 'src/platforms/a.ts', text: line })).toEqual([]);
  });

  it.each([
    "const x = 1; // Moodle says 'moodle'",
    "/** `product_family_code`: 'canvas' */",
    'const profile = findProfile(registration);',
  ])('lets pass %s', (line) => {
    expect(listFaults({ path: 'src/lti/a.ts', text: line })).toEqual([]);
  });
});
