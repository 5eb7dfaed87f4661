import request from 'supertest';
import { buildPng, buildSvg, textChunk } from '../../support/bake.js';
import { makeKey, openForeignIssuer, type ForeignIssuer, type Json } from '../../support/foreign-issuer.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerificationReason, VerificationStep } from '../../../src/credentials/verify/verification.js';
import { createTranslator } from '../../../src/language/translate.js';
import { readSignedBytes } from '../../../src/credentials/verify-vc-jwt.js';
import { CREDENTIAL_URL, openPublicApp, type PublicApp } from '../../support/open-public-app.js';

let open: PublicApp;
let school: ForeignIssuer;

beforeAll(async () => {
  open = await openPublicApp();
  school = await openForeignIssuer();
});
beforeEach(async () => {
  school.routes.set('/school/did.json', { body: school.buildDidDocument() });
  await open.share(false);
});
afterAll(async () => {
  await school.close();
  await open.close();
});

function post(text: unknown, accept = 'text/html', others: Record<string, string> = {}) {
  return request(open.app)
    .post('/verify')
    .set('Accept', accept)
    .set('Accept-Language', 'en')
    .type('form')
    .send({ text, ...others });
}

/** Another letter in the middle of the content: the JSON stays readable, the signature cannot hold. */
function tamper(jwt: string): string {
  const [header = '', , signature = ''] = jwt.split('.');
  const changed = readSignedBytes(jwt).toString('utf8').replace('beroepsproduct', 'beroepsprodukt');
  return [header, Buffer.from(changed).toString('base64url'), signature].join('.');
}

describe('GET /verify', () => {
  it('is a form that works without a script', async () => {
    const res = await request(open.app).get('/verify').set('Accept-Language', 'nl').expect(200);
    expect(res.text).toMatch(/<form[^>]* method="post" action="\/verify"/);
    expect(res.text).toMatch(/<input id="file" name="file" type="file"/);
    expect(res.text).not.toContain('name="robots"');
  });
});

describe('POST /verify', () => {
  it('says that a credential of ours is valid, shared or not, and what it says', async () => {
    const { text } = await post(open.credential.jwt).expect(200);
    expect(text).toMatch(/<h1>Valid<\/h1>/);
    expect(text.match(/class="is-met"/g)).toHaveLength(6);
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
    expect(text).toContain('The signature does not hold: it was changed, or signed with another key.');
    expect(text).toContain('This is what the credential itself claims; it has not been confirmed.');
  });

  it('says of one whose issuer cannot be reached that it could not be checked', async () => {
    const badge = await school.signProof(school.buildBadge());
    school.routes.set('/school/did.json', 'silence');
    const { text } = await post(JSON.stringify(badge)).expect(200);
    expect(text).toMatch(/<h1>Could not be checked<\/h1>/);
    expect(text).toContain('The issuer’s data could not be fetched. Try again later.');
  });

  it('says that somebody else’s is valid, what it says, and that trust is the reader’s', async () => {
    const { text } = await post(JSON.stringify(await school.signProof(school.buildBadge()))).expect(200);
    expect(text).toMatch(/<h1>Valid<\/h1>/);
    expect(text).toContain('Whether you trust that issuer is for you to decide.');
    for (const told of ['Kettingzagen', 'Bosbouwschool', 'Open Badges 3.0', '<strong>zonder</strong>']) {
      expect(text).toContain(told);
    }
  });

  it('tells apart whose it is, when somebody asks', async () => {
    const badge = JSON.stringify(await school.signProof(school.buildBadge()));
    const ask = async (recipient: string) => {
      const { text } = await post(badge, 'text/html', { recipient }).expect(200);
      return /<h1>(.*)<\/h1>/.exec(text)?.[1];
    };
    expect(await ask('Bo de Wit')).toBe('Valid');
    expect(await ask('An de Wit')).toBe('Not this person’s');
    expect(await ask('')).toBe('Valid');
  });

  it('asks whose it is right at the answer, and leaves what could not be read in its field', async () => {
    const { text } = await post(open.credential.jwt).expect(200);
    expect(text).toContain(`<input type="hidden" name="text" value="${open.credential.jwt}"`);
    expect(text).toContain('id="whose-recipient"');
    const answered = await post(open.credential.jwt, 'text/html', { recipient: 'Somebody Else' });
    expect(answered.text).not.toContain('id="whose-recipient"');
    expect(answered.text).not.toContain('it has not been confirmed');
    const unread = await post('nothing').expect(200);
    expect(unread.text).toMatch(/<textarea[^>]*>nothing<\/textarea>/);
    expect(unread.text).not.toContain('not checked');
  });

  it('writes what a stranger put into it as text, and shows none of its pictures', async () => {
    const badge = school.buildBadge({
      image: { id: 'https://other.example/pixel.png', type: 'Image' },
      issuer: { id: school.did, type: ['Profile'], name: '<img src=x>', url: 'javascript:alert(1)' },
    });
    const { text } = await post(JSON.stringify(await school.signProof(badge))).expect(200);
    expect(text).toMatch(/<h1>Valid<\/h1>/);
    expect(text).toContain('&lt;img src=x&gt;');
    expect(text).not.toMatch(/pixel\.png|javascript:|<img src=x/);
  });

  it('gives the answer and its steps to machines, and no more', async () => {
    const body: unknown = (await post(tamper(open.credential.jwt), 'application/json')).body;
    expect(Object.keys(body as object)).toEqual(['answer', 'steps']);
    expect(body).toMatchObject({ answer: 'not-valid' });
  });

  /** The school's key counts no longer from then on. */
  function loseKey(revoked: string): void {
    const document = school.buildDidDocument();
    const [first, ...others] = document.verificationMethod;
    school.routes.set('/school/did.json', {
      body: { ...document, verificationMethod: [{ ...first, revoked }, ...others] },
    });
  }

  const wrongs: [
    string,
    () => Promise<string | Json>,
    string,
    VerificationReason,
    Record<string, string>?,
  ][] = [
    [
      'bad signature',
      async () => ({ ...(await school.signProof(school.buildBadge())), name: 'Anders' }),
      'Not valid',
      'signature-broken',
    ],
    [
      'wrong key',
      () => {
        const key = makeKey('Ed25519');
        return school.signProof(school.buildBadge(), { key, method: `${school.did}#${key.multibase}` });
      },
      'Not valid',
      'key-unknown',
    ],
    [
      'expired',
      () => school.signProof(school.buildBadge({ validUntil: '2026-03-02T11:59:59Z' })),
      'Not valid',
      'expired',
    ],
    [
      'not yet valid',
      () => school.signJwt(school.buildBadge({ validFrom: '2026-04-02T12:00:01Z' })),
      'Not valid',
      'not-yet-valid',
    ],
    ['revoked', () => signWithStatus('/status/1', 'revocation'), 'Not valid', 'revoked'],
    ['suspended', () => signWithStatus('/status/2', 'suspension'), 'Not valid', 'suspended'],
    [
      'schema-invalid',
      () => school.signJwt(school.buildBadge({ image: 'https://other.example/a.png' })),
      'Not valid',
      'format-incomplete',
    ],
    [
      'issuer mismatch',
      () => school.signJwt(school.buildBadge(), { claims: { iss: 'did:web:other.example' } }),
      'Not valid',
      'issuer-differs',
    ],
    [
      'changed context',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        return { ...badge, '@context': [...(badge['@context'] as unknown[]), { x: 'https://schema.org/x' }] };
      },
      'Not valid',
      'context-changed',
    ],
    [
      'unreachable status',
      async () => {
        const badge = await signWithStatus('/status/3', 'revocation');
        school.routes.set('/status/3', 'silence');
        return badge;
      },
      'Could not be checked',
      'status-unreachable',
    ],
    [
      'wrong recipient',
      () => school.signProof(school.buildBadge()),
      'Not this person’s',
      'recipient-differs',
      { recipient: 'An de Wit' },
    ],
    [
      'key compromised before it was signed',
      () => {
        loseKey('2026-02-01T00:00:00Z');
        return school.signProof(school.buildBadge());
      },
      'Not valid',
      'key-compromised',
    ],
    [
      'key compromised after it was signed, as far as it says itself',
      () => {
        loseKey('2026-03-02T00:00:00Z');
        return school.signProof(school.buildBadge());
      },
      'Could not be checked',
      'key-compromised-maybe',
    ],
  ];

  async function signWithStatus(path: string, purpose: string): Promise<Json> {
    const list = await school.publishStatusList(path, [4711], { purpose });
    return school.signProof(school.buildBadge({ credentialStatus: school.buildStatus(list, 4711, purpose) }));
  }

  it.each(wrongs)('tells it apart: %s', async (_what, make, title, reason, others = {}) => {
    const made = await make();
    const text = typeof made === 'string' ? made : JSON.stringify(made);
    const page = await post(text, 'text/html', others).expect(200);
    expect(/<h1>(.*)<\/h1>/.exec(page.text)?.[1]).toBe(title);
    expect(page.text).toContain(createTranslator('en')(`verification.${reason}`));
    const { body } = (await post(text, 'application/json', others)) as {
      body: { steps: VerificationStep[] };
    };
    const wrong = body.steps.filter(
      (step) => step.verdict !== 'passed' && !['not-checked', 'recipient-not-asked'].includes(step.reason),
    );
    expect(wrong.map((step) => step.reason)).toEqual([reason]);
  });

  it.each([[''], [' \n '], [['a', 'b']], [{ $gt: '' }]])('asks again for %j', async (text) => {
    const res = await post(text);
    expect(res.status).toBe(422);
    expect(res.text).toContain('aria-invalid="true"');
  });

  it.each([
    [600_000, 200, 'not-readable'],
    [600_001, 200, 'too-large'],
    [1_000_001, 413, 'too-large'],
    [5_100_000, 413, 'too-large'],
  ])('answers %d letters with %d %s', async (length, status, reason) => {
    const res = await post('x'.repeat(length), 'application/json');
    expect(res.status).toBe(status);
    expect(res.body).toMatchObject({ answer: 'unknown' });
    expect((res.body as { steps: unknown[] }).steps).toHaveLength(7);
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

describe('POST /verify with a file', () => {
  const upload = (file: Buffer, name: string) =>
    request(open.app)
      .post('/verify')
      .set('Accept', 'application/json')
      .attach('file', file, { filename: name, contentType: 'application/octet-stream' });

  it('takes a picture of ours and of a stranger’s, whatever it calls itself', async () => {
    const ours = buildPng(textChunk('openbadgecredential', open.credential.jwt));
    const theirs = JSON.stringify(await school.signProof(school.buildBadge()));
    const svg = buildSvg(`<openbadges:credential><![CDATA[${theirs}]]></openbadges:credential>`);
    expect((await upload(ours, 'badge.png')).body).toMatchObject({ answer: 'valid' });
    expect((await upload(Buffer.from(svg), 'badge')).body).toMatchObject({ answer: 'valid' });
    expect((await upload(Buffer.from(theirs), 'badge.exe')).body).toMatchObject({ answer: 'valid' });
    const empty = await upload(buildPng(), 'badge.png');
    expect(empty.body).toHaveProperty('steps.0.reason', 'nothing-inside');
  });

  it('prefers the file to a text, and takes a form whose file is empty', async () => {
    const both = await upload(buildPng(), 'a.png').field('text', open.credential.jwt);
    expect(both.body).toHaveProperty('steps.0.reason', 'nothing-inside');
    const textOnly = await upload(Buffer.alloc(0), '').field('text', open.credential.jwt);
    expect(textOnly.body).toMatchObject({ answer: 'valid' });
  });

  it('reads no more than it may', async () => {
    const res = await upload(Buffer.alloc(4_000_001), 'big.png');
    expect([res.status, (res.body as { answer: string }).answer]).toEqual([413, 'unknown']);
  });

  it.each([
    ['multipart/form-data', 'no boundary'],
    ['application/json', '{}'],
  ])('refuses a body of %s', async (type, body) => {
    const res = await request(open.app).post('/verify').set('Content-Type', type).send(body);
    expect(res.status).toBe(400);
  });
});

describe('GET /verify?address=', () => {
  const ask = (query: Record<string, string>) =>
    request(open.app).get('/verify').query(query).set('Accept', 'application/json');

  it('verifies what is there, ours and a stranger’s', async () => {
    await open.share(true);
    const ours = await ask({ address: `${CREDENTIAL_URL}/credentials/${open.credential.id}` });
    expect(ours.body).toMatchObject({ answer: 'valid' });
    const assertion = school.publishAssertion();
    const theirs = await ask({ address: String(assertion['id']), recipient: 'bo.de.wit@example.org' });
    expect(theirs.body).toMatchObject({ answer: 'valid' });
    expect(theirs.body).toHaveProperty('steps.6.reason', 'recipient-email');
  });

  it('opens nothing inside', async () => {
    for (const address of ['https://169.254.169.254/latest', 'https://10.0.0.1/', 'ftp://x.example/']) {
      const body = (await ask({ address })).body as { steps: { reason: string }[] };
      expect(['address-refused', 'not-readable']).toContain(body.steps[0]?.reason);
      expect(body).toMatchObject({ answer: 'unknown' });
    }
  });
});

describe('robots.txt', () => {
  it('lets a preview of a shared page be made, and keeps robots from the rest', async () => {
    const { text } = await request(open.app).get('/robots.txt').expect(200);
    expect(text).toContain('Disallow: /courses/');
    expect(text).not.toContain('/credentials');
  });
});

describe('a key of ours that was compromised', () => {
  it('tells apart what one of our keys signed before it was compromised, and what after', async () => {
    const { kid } = open.credential;
    open.pass(3_600);
    const { credential: later } = await open.issueAnother({});
    open.pass(3_600);
    await open.loseKey(kid, 5_400);
    const readReason = async (jwt: string) => {
      const { body } = (await post(jwt, 'application/json')) as { body: { steps: VerificationStep[] } };
      return body.steps.find(({ name }) => name === 'key')?.reason;
    };
    expect(later.kid).toBe(kid);
    expect(await readReason(open.credential.jwt)).toBe('key-compromised-later');
    expect(await readReason(later.jwt)).toBe('key-compromised');
  });
});
