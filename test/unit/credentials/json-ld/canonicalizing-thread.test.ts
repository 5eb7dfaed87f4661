import { afterAll, describe, expect, it } from 'vitest';
import { buildOpenBadge } from '../../../../src/credentials/build-open-badge.js';
import { canonicalize, type JsonLdDocument } from '../../../../src/credentials/json-ld/canonicalize.js';
import { createCanonicalizingThread } from '../../../../src/credentials/json-ld/canonicalizing-thread.js';
import { createFastCanonicalize } from '../../../../src/credentials/json-ld/fast-canonicalize.js';
import { ADDRESSES, buildOpenBadgeFacts } from '../../../support/build-open-badge-facts.js';

const thread = createCanonicalizingThread();
afterAll(() => thread.close());

const build = (): JsonLdDocument =>
  buildOpenBadge(buildOpenBadgeFacts(), ADDRESSES) as unknown as JsonLdDocument;

describe('the general way in a thread of its own', () => {
  it('answers many at once, each with its own', async () => {
    const documents = Array.from({ length: 4 }, build);
    const answers = await Promise.all(documents.map((one) => thread.canonicalize(one)));
    expect(answers).toEqual(await Promise.all(documents.map(canonicalize)));
  });

  it('compiles shapes for the thread that signs', async () => {
    const fast = createFastCanonicalize({ general: thread });
    const facts = buildOpenBadgeFacts();
    for (const slot of [1, 2]) {
      const badge = buildOpenBadge({ ...facts, statusPlace: { listId: 'a'.repeat(32), slot } }, ADDRESSES);
      const document = badge as unknown as JsonLdDocument;
      expect(await fast.canonicalize(document)).toBe(await canonicalize(document));
    }
    expect(fast.counts).toEqual({ compiled: 1, general: 1, fast: 1 });
  });

  it('refuses with the same codes', async () => {
    await expect(thread.canonicalize({ ...build(), grade: '9' })).rejects.toMatchObject({
      code: 'json_ld_unsafe',
      status: 422,
    });
  });

  it('starts anew after it ended', async () => {
    const refused = expect(thread.canonicalize(build())).rejects.toMatchObject({
      code: 'canonicalizing_stopped',
    });
    await thread.close();
    await refused;
    const document = build();
    expect(await thread.canonicalize(document)).toBe(await canonicalize(document));
  });
});
