import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditActions } from '../../../src/language/catalogue/console-audit.js';

const SOURCE = 'src';

/** Actions as the code writes them: whole, or one of two. */
function listWritten(): Set<string> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const found = new Set<string>();
  for (const name of files) {
    const text = readFileSync(join(SOURCE, name), 'utf8');
    for (const [line] of text.matchAll(/\baction: [^\n]*'[a-z-]+\.[a-z-]+'[^\n]*/g))
      for (const [, action = ''] of line.matchAll(/'([a-z-]+\.[a-z-]+)'/g)) found.add(action);
  }
  return found;
}

describe('the words of the audit log', () => {
  it('has some for every action that the code writes', () => {
    const written = listWritten();
    expect(written.size).toBeGreaterThan(50);
    expect([...written].filter((action) => !auditActions.includes(action))).toEqual([]);
  });

  it.each([
    ...['award.withdrawn', 'award.expired', 'mapping-approval.approved', 'mapping-approval.refused'],
    ...['badge-class.published', 'badge-class.archived', 'template.applied', 'account.link-made'],
  ])('has some for %s, which is put together', (action) => {
    expect(auditActions).toContain(action);
  });
});
