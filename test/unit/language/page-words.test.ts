import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueParts } from '../../../src/language/catalogue/index.js';
import type { LocalText } from '../../../src/language/local-text.js';

/** What no teacher and no student should have to know. */
const PROTOCOL =
  /\b(?:line ?items?|deployments?|jwt|lti|nrps|ags|claims?|deep ?link\w*|resource ?links?|scopes?|endpoints?|tokens?|launch\w*|platforms?)\b/i;

/** Parts of the catalogue that pages of teachers and students are made of. */
const PARTS = [
  'assessing',
  'awards',
  'copies',
  'course',
  'drafts',
  'editor',
  'history',
  'learner',
  'linkDates',
  'matrix',
  'picker',
  'policies',
  'rules',
  'student',
  'submission',
] as const satisfies readonly (keyof typeof catalogueParts)[];

const FOLDERS = ['course', 'student', 'picker', 'assess', 'submission'] as const;

/** What stands in a view itself: without its code, its tags, its comments. */
function readOwnText(view: string): string {
  return view
    .replace(/<%[\s\S]*?%>/g, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&\w+;/g, ' ');
}

describe('pages of teachers and students', () => {
  it.each(PARTS)('have no word of the protocol in %s', (part) => {
    const texts = Object.entries<LocalText>(catalogueParts[part])
      // Titles of errors are for whoever quotes them.
      .filter(([, { nl, en }]) => PROTOCOL.test(nl) || PROTOCOL.test(en))
      .map(([key]) => key);
    expect(texts).toEqual([]);
  });

  it.each(FOLDERS)('have all their words in the catalogue: views/%s', (folder) => {
    const views = join('views', folder);
    const spoken = readdirSync(views)
      .map((name) => [name, readOwnText(readFileSync(join(views, name), 'utf8'))] as const)
      // Whole words; letters alone, such as an initial or a unit, are signs.
      .filter(([, text]) => /\p{L}{3,}/u.test(text))
      .map(([name, text]) => `${name}: ${text.trim().slice(0, 60)}`);
    expect(spoken).toEqual([]);
  });
});
