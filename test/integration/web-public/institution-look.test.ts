import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPublicApp, type PublicApp } from '../../support/open-public-app.js';

/** 1 × 1 pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let open: PublicApp;
let pages: string[];
beforeAll(async () => {
  open = await openPublicApp();
  await open.share(true);
  pages = [
    `/credentials/${open.credential.id}`,
    `/badges/${open.badgeClass.id}`,
    `/issuers/${open.issuer.id}`,
  ];
});
afterAll(() => open.close());

const read = (page: string, language = 'en') =>
  request(open.app).get(page).set('Accept', 'text/html').set('Accept-Language', language);

describe('an institution’s look on pages that anybody may open', () => {
  it('is the name of the issuer where the institution is not known', async () => {
    for (const page of pages) {
      const { text } = await read(page);
      // A credential says it in the words that were signed.
      expect(text).toMatch(/class="page-owner">\s*(?:Example School|Voorbeeldschool)\s*</);
      expect(text).not.toContain('colors.css');
    }
  });

  it('is its name and its colour', async () => {
    await open.giveLook('#E6007E', null);
    for (const page of pages) {
      const { text } = await read(page, 'nl');
      expect(text).toContain('href="/institutions/institution-a/colors.css?v=e6007e"');
      expect(text).toMatch(/class="page-owner">\s*Voorbeeldschool\s*</);
    }
  });

  it('is its logo in place of the name, which still says whose it is', async () => {
    await open.giveLook('#e6007e', PNG);
    for (const page of pages) {
      const { text, headers } = await read(page);
      const [, src, alt] = /class="page-logo" src="([^"]+)" height="32" alt="([^"]+)"/.exec(text) ?? [];
      expect(src).toMatch(/^\/institutions\/institution-a\/logo\.png\?v=\w{12}$/);
      expect(alt).toBe('Example School');
      // Both come from this very origin, which is all that the page allows.
      expect(headers['content-security-policy']).toContain("img-src 'self'");
      expect(headers['content-security-policy']).toContain("style-src 'self'");
    }
  });

  it('does not tell whose a credential is that is not shared', async () => {
    await open.share(false);
    const { status, text } = await read(pages[0] ?? '');
    expect(status).toBe(404);
    expect(text).not.toMatch(/institution-a|Example School/);
    await open.share(true);
  });
});
