import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readJsonBytes } from '../../../src/credentials/read-issued.js';
import { readSignedBytes } from '../../../src/credentials/verify-vc-jwt.js';
import { CREDENTIAL_URL, LEARNER, openPublicApp, type PublicApp } from '../../support/open-public-app.js';

let open: PublicApp;
let page: string;

beforeAll(async () => {
  open = await openPublicApp();
  page = `/credentials/${open.credential.id}`;
});
beforeEach(() => open.share(true));
afterAll(() => open.close());

/** Bytes as they came, whatever their type. */
function getBytes(address: string, accept?: string) {
  const asked = request(open.app).get(address).buffer(true);
  if (accept !== undefined) void asked.set('Accept', accept);
  return asked.parse((res, done) => {
    const chunks: Buffer[] = [];
    res.on('data', (chunk: Buffer) => chunks.push(chunk));
    res.on('end', () => done(null, Buffer.concat(chunks)));
  });
}

describe('a shared credential, by ending and by Accept', () => {
  it.each([undefined, '*/*', 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'])(
    'is a page for %s',
    async (accept) => {
      const asked = request(open.app).get(page);
      if (accept !== undefined) void asked.set('Accept', accept);
      const res = await asked;
      expect(res.status).toBe(200);
      expect(res.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(res.headers['vary']).toMatch(/Accept/);
    },
  );

  it.each(['application/vc+jwt', 'application/jwt', 'application/jose', 'text/plain'])(
    'is the compact text, byte for byte, for %s',
    async (accept) => {
      const res = await getBytes(page, accept);
      expect(res.headers['content-type']).toBe(accept);
      expect((res.body as Buffer).toString('latin1')).toBe(open.credential.jwt);
    },
  );

  it.each(['application/json', 'application/ld+json', 'application/vc+ld+json', 'application/vc'])(
    'is the JSON that was signed, byte for byte, for %s',
    async (accept) => {
      const res = await getBytes(page, accept);
      expect(res.headers['content-type']).toBe(accept);
      expect(res.body).toEqual(readJsonBytes(open.credential));
    },
  );

  it('has an address of its own for each form', async () => {
    const [jwt, json] = [await getBytes(`${page}.jwt`), await getBytes(`${page}.json`)];
    expect([jwt.status, jwt.headers['content-type']]).toEqual([200, 'text/plain']);
    expect((jwt.body as Buffer).toString('latin1')).toBe(open.credential.jwt);
    expect([json.status, json.headers['content-type']]).toEqual([200, 'application/vc+ld+json']);
    expect(json.body).toEqual(readJsonBytes(open.credential));
  });

  it('can be read by the pages of other sites, and is kept by nobody on the way', async () => {
    const res = await getBytes(`${page}.jwt`);
    expect(res.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('answers 406 where none of its forms is wanted', async () => {
    const res = await request(open.app).get(page).set('Accept', 'image/png');
    expect([res.status, res.body]).toEqual([406, { status: 406, error: 'not_acceptable' }]);
  });

  it('verifies with node:crypto and the key at the address that its header names', async () => {
    const [header = '', payload = '', signature = ''] = open.credential.jwt.split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
    const answer = await getBytes(kid.replace(CREDENTIAL_URL, ''));
    const text = (answer.body as Buffer).toString('utf8');
    const key = createPublicKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' });
    const signed = Buffer.from(`${header}.${payload}`);
    const isSigned = (bytes: Buffer) =>
      verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
    expect([isSigned(signed), isSigned(Buffer.from(`${header}.${payload}x`))]).toEqual([true, false]);
  });
});

describe('the page of a shared credential', () => {
  it('says what it is, by whom, since when, and that it was verified', async () => {
    const { text } = await request(open.app).get(page).set('Accept-Language', 'nl');
    expect(text).toContain('<h1 class="title-large" lang="nl">Data-analyse in de zorg</h1>');
    expect(text).toContain('Voorbeeldschool');
    expect(text).toContain('2 maart 2026');
    expect(text).toContain('<strong>beroepsproduct</strong>');
    expect(text).toContain('Zojuist gecontroleerd: handtekening, uitgever, niet ingetrokken, geldig');
    expect(text.match(/class="is-met"/g)).toHaveLength(6);
  });

  it('tells nothing of the learner that its holder did not share', async () => {
    for (const address of [page, `${page}.json`, `${page}.jwt`]) {
      const body = (await getBytes(address)).body as Buffer;
      const text = body.toString('utf8') + readSignedBytes(body.toString('utf8')).toString('utf8');
      for (const secret of Object.values(LEARNER)) expect(text).not.toContain(secret);
    }
  });

  it('speaks the language that the browser asks for, or the one that was chosen', async () => {
    const languageOf = async (address: string, languages: string) => {
      const res = await request(open.app).get(address).set('Accept-Language', languages);
      return [res.headers['content-language'], /<html lang="(\w+)"/.exec(res.text)?.[1]];
    };
    expect(await languageOf(page, 'nl-NL,en;q=0.5')).toEqual(['nl', 'nl']);
    expect(await languageOf(page, 'de,fr')).toEqual(['en', 'en']);
    expect(await languageOf(`${page}?lang=en`, 'nl')).toEqual(['en', 'en']);
    expect(await languageOf(`${page}?lang=en&lang=en`, 'nl')).toEqual(['nl', 'nl']);
    expect(await languageOf(`${page}?lang[$ne]=nl`, 'nl')).toEqual(['nl', 'nl']);
  });

  it('is not listed, not framed, and sends its address nowhere', async () => {
    const res = await request(open.app).get(page);
    expect(res.headers['content-security-policy']).toContain("default-src 'none'");
    expect(res.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(res.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(res.headers['set-cookie']).toBeUndefined();
    expect(res.text).toContain('<meta name="robots" content="noindex, nofollow" />');
    expect(res.text).not.toMatch(/<script|\sstyle=|<style/);
  });

  it('has a preview of whole addresses', async () => {
    const { text } = await request(open.app).get(page);
    expect(text).toContain(`<meta property="og:url" content="${CREDENTIAL_URL}${page}" />`);
    expect(text).toContain(`<meta property="og:image" content="${CREDENTIAL_URL}${page}/preview.png" />`);
  });

  it('weighs less than 150 kB with everything that it loads before its badge', async () => {
    const { text } = await request(open.app).get(page);
    const loaded = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address);
    expect(loaded.length).toBeGreaterThan(2);
    let bytes = Buffer.byteLength(text);
    for (const address of loaded) {
      const res = await request(open.app)
        .get(address.replaceAll('&amp;', '&'))
        .set('Accept-Encoding', 'br')
        .buffer(false);
      bytes += Number(res.headers['content-length']);
    }
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(150_000);
  });

  it('writes what somebody put into a title as text', async () => {
    const title = '</title><script>alert("x")</script>';
    const { credential, badgeClass } = await open.issueAnother({
      name: { nl: title, en: title },
      description: { nl: '<img src=x onerror=alert(1)>', en: 'x' },
      criteria: { nl: '- [klik](javascript:alert(1)) <b>', en: 'x' },
    });
    for (const address of [`/credentials/${credential.id}`, `/badges/${badgeClass.id}`]) {
      const { text } = await request(open.app).get(address).set('Accept-Language', 'nl').expect(200);
      expect(text).not.toMatch(/<script>|<img src=x|href="javascript:|<b>/);
      expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    }
  });
});

describe('a credential that is not shared', () => {
  const forms = ['', '.json', '.jwt'];
  const accepts = ['text/html', 'application/json', 'application/vc+jwt'];

  /** All that a stranger sees of an answer, but the moment. */
  async function look(address: string, accept: string) {
    const res = await request(open.app).get(address).set('Accept', accept).set('Accept-Language', 'nl');
    const headers = Object.fromEntries(Object.entries(res.headers).filter(([name]) => name !== 'date'));
    return { status: res.status, headers, text: res.text };
  }

  it('looks in every form like one that never was', async () => {
    await open.share(false);
    for (const form of forms) {
      for (const accept of accepts) {
        const hidden = await look(`${page}${form}`, accept);
        expect(hidden.status).toBe(404);
        expect(await look(`/credentials/${'0'.repeat(32)}${form}`, accept)).toEqual(hidden);
        expect(await look(`/credentials/nothing${form}`, accept)).toEqual(hidden);
        for (const secret of [open.credential.id, open.badgeClass.name.nl, 'Voorbeeldschool'])
          expect(hidden.text).not.toContain(secret);
      }
    }
  });

  it('answers JSON with the status and a code alone', async () => {
    await open.share(false);
    const res = await request(open.app).get(`${page}.json`);
    expect([res.status, res.body]).toEqual([404, { status: 404, error: 'credential_not_found' }]);
  });

  it('is there when it is shared, gone when that is taken back, and there again', async () => {
    const statuses: number[] = [];
    for (const isShared of [false, true, false, true]) {
      await open.share(isShared);
      statuses.push((await request(open.app).get(page)).status);
    }
    expect(statuses).toEqual([404, 200, 404, 200]);
  });

  it('does not check its holder either', async () => {
    await open.share(false);
    const res = await request(open.app).post(`${page}/holder`).type('form').send({ holder: LEARNER.name });
    expect(res.status).toBe(404);
  });
});

describe('the forms for people', () => {
  const binary = (address: string) =>
    request(open.app)
      .get(address)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => done(null, Buffer.concat(parts)));
      });

  it('has a certificate on paper and a preview picture while it is shared', async () => {
    await open.share(true);
    const pdf = await binary(`${page}.pdf`);
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((pdf.body as Buffer).toString('latin1', 0, 8)).toBe('%PDF-1.7');
    const png = await binary(`${page}/preview.png`);
    expect([png.status, (png.body as Buffer).readUInt32BE(16)]).toEqual([200, 1200]);
    expect(await binary(`/badges/${open.badgeClass.id}/preview.png`)).toMatchObject({ status: 200 });

    await open.share(false);
    for (const address of [`${page}.pdf`, `${page}/preview.png`]) {
      expect((await request(open.app).get(address)).status).toBe(404);
    }
    await open.share(true);
  });

  it('makes no paper of one that was revoked', async () => {
    const { credential } = await open.issueAnother({});
    await open.revoke(credential.id);
    const res = await request(open.app).get(`/credentials/${credential.id}.pdf`).set('Accept-Language', 'en');
    expect(res.status).toBe(409);
    expect(res.text).toContain('No certificate');
    const { text } = await request(open.app)
      .get(`/credentials/${credential.id}`)
      .set('Accept-Language', 'en');
    expect(text).toContain('The issuer has revoked it.');
  });
});

describe('the issuer’s logo', () => {
  it('stands on its page and on its credentials once it has one', async () => {
    await open.share(true);
    const address = `/issuers/${open.issuer.id}`;
    expect((await request(open.app).get(`${address}/logo`)).status).toBe(404);
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>';
    await open.giveIssuerLogo(Buffer.from(svg));
    const res = await request(open.app).get(`${address}/logo`);
    expect([res.status, res.headers['content-security-policy']]).toEqual([
      200,
      expect.stringContaining('sandbox'),
    ]);
    for (const page of [address, `/credentials/${open.credential.id}`]) {
      expect((await request(open.app).get(page)).text).toContain(`src="${address}/logo?v=`);
    }
    // For machines too, and in what is issued from now on.
    const logo = `${CREDENTIAL_URL}${address}/logo`;
    const profile = await request(open.app).get(address).set('Accept', 'application/json');
    expect(profile.body).toMatchObject({ image: { id: logo, type: 'Image' } });
    const hosted = await request(open.app).get(`/ob2${address}`).set('Accept', 'application/json');
    expect(hosted.body).toMatchObject({ image: logo });
    const { credential } = await open.issueAnother({});
    expect(JSON.parse(credential.json ?? '')).toMatchObject({ issuer: { image: { id: logo } } });
  });
});

describe('what its holder lets it show', () => {
  it('name, result and evidence, each as chosen; a name only when it is the one that was signed', async () => {
    const { credential } = await open.issueAnother(
      {},
      {
        results: [
          { name: 'Eindcijfer', type: 'RawScore', value: '8.5', valueMax: '10', requiredValue: '5.5' },
        ],
        evidence: [
          { name: 'Verslag', url: 'https://example.org/verslag', narrative: 'Over **zorg**' },
          { name: 'Boos', url: 'javascript:alert(1)' },
        ],
      },
    );
    const read = async () => {
      const { text } = await request(open.app)
        .get(`/credentials/${credential.id}`)
        .set('Accept-Language', 'en');
      return ['Noor Jansen', '8.5 (out of 10; 5.5 was needed)', 'href="https://example.org/verslag"'].map(
        (told) => text.includes(told),
      );
    };
    expect(await read()).toEqual([false, false, false]);
    await open.show(credential.id, { name: true, grade: false, evidence: false });
    expect(await read()).toEqual([true, false, false]);
    await open.show(credential.id, { name: false, grade: true, evidence: true });
    expect(await read()).toEqual([false, true, true]);
    const { text } = await request(open.app).get(`/credentials/${credential.id}`);
    expect(text).not.toContain('javascript:');

    await open.show(credential.id, { name: true, grade: false, evidence: false });
    await open.renameLearner('Noor de Vries');
    expect(await read()).toEqual([false, false, false]);
    await open.renameLearner(LEARNER.name);
  });
});

describe('checking the holder', () => {
  const ask = (holder: unknown) =>
    request(open.app).post(`${page}/holder`).set('Accept-Language', 'en').type('form').send({ holder });

  it.each([
    ['Noor Jansen', 'Yes: it was issued to somebody of this name.'],
    [' NOOR.JANSEN@example.org ', 'Yes: it was issued to somebody with this e-mail address.'],
    ['Noor Janssen', 'This is not the name'],
  ])('answers %j', async (holder, sentence) => {
    const res = await ask(holder);
    expect(res.status).toBe(200);
    expect(res.text).toContain(sentence);
    expect(res.text).not.toContain(holder.trim());
  });

  it.each([[''], ['   '], [['Noor Jansen', 'Noor Jansen']], [{ $ne: '' }]])(
    'asks again for %j',
    async (holder) => {
      const res = await ask(holder);
      expect(res.status).toBe(422);
      expect(res.text).toContain('aria-invalid="true"');
    },
  );
});
