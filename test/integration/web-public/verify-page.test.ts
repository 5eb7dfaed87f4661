import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSignedBytes } from '../../../src/credentials/verify-vc-jwt.js';
import { CREDENTIAL_URL, openPublicApp, type PublicApp } from '../../support/open-public-app.js';

let open: PublicApp;

beforeAll(async () => {
  open = await openPublicApp();
});
beforeEach(() => open.share(false));
afterAll(() => open.close());

function post(text: unknown, accept = 'text/html') {
  return request(open.app)
    .post('/verify')
    .set('Accept', accept)
    .set('Accept-Language', 'en')
    .type('form')
    .send({ text });
}

/** Another letter in the middle of the content: the JSON stays readable, the signature cannot hold. */
function tamper(jwt: string): string {
  const [header = '', , signature = ''] = jwt.split('.');
  const changed = readSignedBytes(jwt).toString('utf8').replace('beroepsproduct', 'beroepsprodukt');
  return [header, Buffer.from(changed).toString('base64url'), signature].join('.');
}

function forge(): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const credential = { id: 'https://other.example/credentials/1', issuer: { id: 'did:web:other.example' } };
  return `${encode({ alg: 'ES256', kid: 'https://other.example/keys/1', typ: 'JWT' })}.${encode(credential)}.c2ln`;
}

describe('GET /verify', () => {
  it('is a form that works without a script', async () => {
    const res = await request(open.app).get('/verify').set('Accept-Language', 'nl').expect(200);
    expect(res.text).toMatch(/<form[^>]* method="post" action="\/verify"/);
    expect(res.text).toMatch(/<div class="field" data-file hidden>/);
    expect(res.text).not.toContain('name="robots"');
  });
});

describe('POST /verify', () => {
  it('says that a credential of ours is valid, shared or not, and what it says', async () => {
    const { text } = await post(open.credential.jwt).expect(200);
    expect(text).toMatch(/<h1>Valid<\/h1>/);
    expect(text.match(/class="is-met"/g)).toHaveLength(8);
    expect(text).toContain('Data-analyse in de zorg');
    expect(text).not.toContain(`href="/credentials/${open.credential.id}"`);
  });

  it('takes what copying did to it: wrapped lines, spaces, a byte order mark', async () => {
    const wrapped = `\uFEFF  ${open.credential.jwt.replace(/(.{76})/g, '$1\r\n')}\n`;
    expect((await post(wrapped, 'application/json')).body).toMatchObject({ answer: 'valid' });
  });

  it('takes the JSON of one, and checks the signature that we keep', async () => {
    const json = readSignedBytes(open.credential.jwt).toString('utf8');
    const body: unknown = (await post(json, 'application/json')).body;
    expect(body).toMatchObject({ answer: 'valid' });
    expect(body).toHaveProperty('steps.0.reason', 'unsigned-copy');
  });

  it('takes the address of one that is shared, and links to it', async () => {
    await open.share(true);
    const { text } = await post(`${CREDENTIAL_URL}/credentials/${open.credential.id}`).expect(200);
    expect(text).toMatch(/<h1>Valid<\/h1>/);
    expect(text).toContain(`href="/credentials/${open.credential.id}"`);
  });

  it('does not tell an address that is not shared from one that never was', async () => {
    const hidden = await post(`${CREDENTIAL_URL}/credentials/${open.credential.id}`);
    const unknown = await post(`${CREDENTIAL_URL}/credentials/${'0'.repeat(32)}`);
    expect(hidden.text).toMatch(/<h1>Could not be checked<\/h1>/);
    expect(hidden.text).not.toContain('Data-analyse');
    expect(unknown.text).toBe(hidden.text);
  });

  it('says that a changed one is not valid, and why', async () => {
    const { text } = await post(tamper(open.credential.jwt)).expect(200);
    expect(text).toMatch(/<h1>Not valid<\/h1>/);
    expect(text).toContain('The signature does not hold: it was changed, or the issuer did not sign it.');
    expect(text).toContain('This is what the credential itself claims; it has not been confirmed.');
  });

  it('says of one from elsewhere that it could not be checked', async () => {
    const { text } = await post(forge()).expect(200);
    expect(text).toMatch(/<h1>Could not be checked<\/h1>/);
    expect(text).toContain('This credential was issued elsewhere; we cannot check that here.');
  });

  it('gives the answer and its steps to machines, and no more', async () => {
    const body: unknown = (await post(tamper(open.credential.jwt), 'application/json')).body;
    expect(Object.keys(body as object)).toEqual(['answer', 'steps']);
    expect(body).toMatchObject({ answer: 'not-valid' });
  });

  it.each([[''], [' \n '], [['a', 'b']], [{ $gt: '' }]])('asks again for %j', async (text) => {
    const res = await post(text);
    expect(res.status).toBe(422);
    expect(res.text).toContain('aria-invalid="true"');
  });

  it.each([
    [99_999, 200, 'not-readable'],
    [100_001, 200, 'too-large'],
    [400_000, 413, 'too-large'],
  ])('answers %d letters with %d %s', async (length, status, reason) => {
    const res = await post('x'.repeat(length), 'application/json');
    expect(res.status).toBe(status);
    expect(res.body).toMatchObject({ answer: 'unknown' });
    expect((res.body as { steps: unknown[] }).steps).toHaveLength(8);
    expect(res.body).toHaveProperty('steps.0', { name: 'read', verdict: 'unknown', reason });
  });

  it('shows nothing of what was pasted but what a credential of the right form says', async () => {
    const { text } = await post('<script>alert(1)</script>');
    expect(text).not.toContain('alert(1)');
  });

  // A leap second is a time of RFC 3339 that no calendar here can show.
  it.each(['2016-12-31T23:59:60Z', '2026-02-30T12:00:00Z', '2026-01-01T24:00:00Z'])(
    'answers, and shows nothing of one that was awarded at %s',
    async (awardedDate) => {
      const json = JSON.parse(readSignedBytes(open.credential.jwt).toString('utf8')) as object;
      const { text } = await post(JSON.stringify({ ...json, awardedDate })).expect(200);
      expect(text).toMatch(/<h1>Not valid<\/h1>/);
      expect(text).not.toContain('Data-analyse');
    },
  );

  it('keeps nothing', async () => {
    const res = await post(open.credential.jwt);
    expect(res.headers['cache-control']).toBe('no-store');
    expect(res.headers['set-cookie']).toBeUndefined();
  });
});

describe('robots.txt', () => {
  it('lets a preview of a shared page be made, and keeps robots from the rest', async () => {
    const { text } = await request(open.app).get('/robots.txt').expect(200);
    expect(text).toContain('Disallow: /courses/');
    expect(text).not.toContain('/credentials');
  });
});
