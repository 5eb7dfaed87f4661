import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashIdentity } from '../../../src/credentials/identity-hash.js';
import { readStatusBit } from '../../../src/credentials/status-list.js';
import { CREDENTIAL_URL, LEARNER, openPublicApp, type PublicApp } from '../../support/open-public-app.js';

let open: PublicApp;
let path: string;
let hosted: string;
beforeAll(async () => {
  open = await openPublicApp();
  await open.share(true);
  path = `/credentials/${open.credential.id}`;
  hosted = `/ob2/assertions/${open.credential.id}`;
});
afterAll(() => open.close());

const get = (address: string, accept = 'application/json') =>
  request(open.app)
    .get(address)
    .set('Accept', accept)
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => done(null, Buffer.concat(parts)));
    });
const readJson = (body: unknown) => JSON.parse((body as Buffer).toString('utf8')) as Record<string, unknown>;

/** The text of an uncompressed iTXt chunk right after the header. */
function unbakePng(png: Buffer): { keyword: string; text: string } {
  const length = png.readUInt32BE(33);
  expect(png.toString('latin1', 37, 41)).toBe('iTXt');
  const [keyword = '', ...rest] = png
    .subarray(41, 41 + length)
    .toString('latin1')
    .split('\0\0\0\0\0');
  return { keyword, text: Buffer.from(rest.join('\0\0\0\0\0'), 'latin1').toString('utf8') };
}

describe('a shared credential as a picture', () => {
  it('is a PNG with the credential as it was issued inside', async () => {
    const res = await get(`${path}.png`).expect(200);
    expect(res.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'content-disposition': `attachment; filename="badge-${open.credential.id.slice(0, 8)}.png"`,
    });
    const { keyword, text } = unbakePng(res.body as Buffer);
    expect(keyword).toBe('openbadgecredential');
    expect(JSON.parse(text)).toEqual(JSON.parse(open.credential.json ?? ''));
  });

  it('is an SVG that can do nothing when it is opened by itself', async () => {
    const res = await get(`${path}.svg`).expect(200);
    expect(res.headers['content-type']).toBe('image/svg+xml');
    expect(res.headers['content-security-policy']).toContain("default-src 'none'");
    expect(res.headers['content-security-policy']).toContain('sandbox');
    const text = (res.body as Buffer).toString('utf8');
    const json = /<openbadges:credential><!\[CDATA\[([\s\S]*?)\]\]>/.exec(text)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual(JSON.parse(open.credential.json ?? ''));
  });

  it('is there for OB 2.0 too, with the hosted assertion inside', async () => {
    const assertion = readJson((await get(hosted)).body);
    const png = await get(`${path}.png?ob=2`).expect(200);
    expect(unbakePng(png.body as Buffer)).toEqual({ keyword: 'openbadges', text: JSON.stringify(assertion) });
    const svg = (await get(`${hosted}/image.svg`).expect(200)).body as Buffer;
    expect(svg.toString('utf8')).toContain(`<openbadges:assertion verify="${CREDENTIAL_URL}${hosted}">`);
  });
});

describe('Accept', () => {
  it.each([
    ['application/json; charset=utf-8', 'application/json'],
    ['application/ld+json; profile="https://w3id.org/openbadges/v2, a;b"', 'application/ld+json'],
    ['application/json;charset=UTF-8, */*;q=0.1', 'application/json'],
    ['text/html;level=1;q=0.4, application/vc+jwt;q=0.9;x=1', 'application/vc+jwt'],
  ])('%s is answered by what it names', async (accept, mediaType) => {
    const res = await get(path, accept).expect(200);
    expect(res.headers['content-type']).toContain(mediaType);
  });

  it.each(['/badges', '/issuers'])('is read so at %s too', async (place) => {
    const id = place === '/badges' ? open.badgeClass.id : open.issuer.id;
    const res = await get(`${place}/${id}`, 'application/json; charset=utf-8').expect(200);
    expect(res.headers['content-type']).toContain('application/json');
  });

  it('of something else is not answered', async () => {
    await get(path, 'image/webp; q=0.9; a="application/json"').expect(406);
  });
});

describe('hosted OB 2.0 (§4, §5.2)', () => {
  it('is an assertion at its own address, of whoever has the e-mail address', async () => {
    const res = await get(hosted, '*/*').expect(200);
    expect(res.headers).toMatchObject({ 'content-type': 'application/ld+json', 'cache-control': 'no-store' });
    const assertion = readJson(res.body);
    const recipient = assertion['recipient'] as { salt: string };
    expect(assertion).toEqual({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: `${CREDENTIAL_URL}${hosted}`,
      recipient: {
        type: 'email',
        hashed: true,
        salt: recipient.salt,
        identity: hashIdentity(LEARNER.email, recipient.salt),
      },
      badge: `${CREDENTIAL_URL}/ob2/badges/${open.badgeClass.id}?version=1`,
      verification: { type: 'HostedBadge' },
      issuedOn: '2026-03-02T12:00:00Z',
      expires: '2031-03-01T12:00:00Z',
      image: `${CREDENTIAL_URL}${hosted}/image.png`,
    });
    expect((res.body as Buffer).toString().toLowerCase()).not.toMatch(/noor|jansen/);
  });

  it('leads from the assertion to its badge class in that version, and to the issuer', async () => {
    const { badge } = readJson((await get(hosted)).body) as { badge: string };
    const badgeClass = readJson((await get(badge.slice(CREDENTIAL_URL.length)).expect(200)).body);
    expect(badgeClass).toMatchObject({
      type: 'BadgeClass',
      id: badge,
      name: 'Data-analyse in de zorg',
      criteria: { narrative: 'Getoetst met een **beroepsproduct**.' },
      issuer: `${CREDENTIAL_URL}/ob2/issuers/${open.issuer.id}`,
    });
    const issuer = (badgeClass['issuer'] as string).slice(CREDENTIAL_URL.length);
    expect(readJson((await get(issuer).expect(200)).body)).toMatchObject({
      type: 'Issuer',
      id: `${CREDENTIAL_URL}${issuer}`,
      name: 'Voorbeeldschool',
    });
    const png = await get(`${hosted}/image.png`).expect(200);
    expect(png.headers['content-type']).toBe('image/png');
  });

  it('sends people to the pages', async () => {
    for (const [address, page] of [
      [hosted, path],
      [`/ob2/badges/${open.badgeClass.id}`, `/badges/${open.badgeClass.id}`],
      [`/ob2/issuers/${open.issuer.id}`, `/issuers/${open.issuer.id}`],
    ] as const) {
      await get(address, 'text/html').expect(302).expect('Location', page);
    }
  });

  it('answers 404 to what there is not, and to versions that are none', async () => {
    for (const address of [
      '/ob2/assertions/unknown',
      `/ob2/assertions/${'0'.repeat(32)}`,
      '/ob2/badges/unknown',
      `/ob2/badges/${open.badgeClass.id}?version=2`,
      `/ob2/badges/${open.badgeClass.id}?version=x`,
      '/ob2/issuers/unknown',
      '/status/unknown',
      `/status/${'0'.repeat(32)}`,
    ]) {
      await get(address).expect(404);
    }
  });
});

describe('what is not shared', () => {
  it('has no form for strangers, whatever they ask for', async () => {
    const other = await openPublicApp();
    try {
      const ask = (address: string) => request(other.app).get(address).set('Accept', 'application/json');
      const { id } = other.credential;
      for (const address of [
        `/credentials/${id}.png`,
        `/credentials/${id}.svg`,
        `/ob2/assertions/${id}`,
        `/ob2/assertions/${id}/image.png`,
      ]) {
        const res = await ask(address).expect(404);
        expect(res.body).toEqual({ status: 404, error: 'credential_not_found' });
      }
    } finally {
      await other.close();
    }
  });
});

describe('a revocation', () => {
  it('is seen in the status list and at the hosted address', async () => {
    const { badgeClass, credential } = await open.issueAnother({});
    expect(badgeClass.version).toBe(1);
    const { listId = '', slot = -1 } = credential.statusPlace ?? {};
    const status = `/status/${listId}`;
    const readBit = async (address: string) => {
      const { encodedList } = readJson((await get(address).expect(200)).body)['credentialSubject'] as {
        encodedList: string;
      };
      return readStatusBit(encodedList, slot);
    };
    const before = await get(status).expect(200);
    expect(before.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, max-age=25',
      'access-control-allow-origin': '*',
    });
    expect((await get(status, '*/*')).headers['content-type']).toBe('application/vc+ld+json');
    expect(await readBit(status)).toBe(false);

    await open.suspend(credential.id);
    open.pass(30);
    expect(await readBit(`${status}/suspension`)).toBe(true);
    expect(await readBit(status)).toBe(false);
    const address = `/ob2/assertions/${credential.id}`;
    expect(readJson((await get(address).expect(410)).body)).toEqual({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: `${CREDENTIAL_URL}${address}`,
      revoked: true,
    });
    await open.reinstate(credential.id);
    await get(address).expect(200);

    await open.revoke(credential.id);
    open.pass(30);
    expect(await readBit(status)).toBe(true);
    expect(await readBit(`${status}/suspension`)).toBe(false);
    await get(address).expect(410);
  });
});
