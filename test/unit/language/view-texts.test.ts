import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTextKey } from '../../../src/language/translate.js';

/** Texts that a view names whole; those it puts together are held by the tests of their pages. */
function listNamed(): { view: string; key: string }[] {
  const views = readdirSync('views', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ejs'),
  );
  return views.flatMap((view) =>
    [...readFileSync(join('views', view), 'utf8').matchAll(/\bt\('([^'$]+)'/g)].map(([, key = '']) => ({
      view,
      key,
    })),
  );
}

describe('the texts that views name', () => {
  it('are all in the catalogue: no compiler looks into a view', () => {
    const named = listNamed();
    expect(named.length).toBeGreaterThan(500);
    expect(named.filter(({ key }) => !isTextKey(key))).toEqual([]);
  });
});
