import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIAL_URL, openPublicApp, type PublicApp } from '../../support/open-public-app.js';
import { listElements, readXml, readXmlText } from '../../support/read-xml.js';

let open: PublicApp;
let badge: string;
let issuer: string;

beforeAll(async () => {
  open = await openPublicApp();
  badge = `/badges/${open.badgeClass.id}`;
  issuer = `/issuers/${open.issuer.id}`;
});
afterAll(() => open.close());

const UNKNOWN = [
  '/badges/unknown',
  '/badges/unknown/image.svg',
  '/issuers/unknown',
  '/issuers/unknown/did.json',
  '/keys/x',
];

describe('a badge class', () => {
  it('is a page for people', async () => {
    const { text } = await request(open.app).get(badge).set('Accept-Language', 'en').expect(200);
    expect(text).toContain('Data Analysis in Care');
    expect(text).toContain('<strong>product</strong>');
    expect(text).toContain('Example School');
  });

  it('says what it is about before its facts, and leads to verifying', async () => {
    const { text } = await request(open.app).get(badge).set('Accept-Language', 'en').expect(200);
    expect(text.indexOf('What it is about')).toBeLessThan(text.indexOf('class="facts"'));
    expect(text).toContain('href="/verify"');
  });

  it('says its level, workload, outcomes, framework and alignments', async () => {
    const { text } = await request(open.app).get(badge).set('Accept-Language', 'nl').expect(200);
    for (const said of [
      'EQF 6, ingeschaald in het NLQF',
      '4 EC · 112 uur',
      'beroepsproduct, presentatie of mondeling',
      'met toezicht, identiteit gecontroleerd',
      'telt mee voor iets groters',
      '<li>kiest een passende analyse</li>',
      'href="https://npuls.nl/doorbouwen-aan-microcredentials"',
      'href="http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"',
    ])
      expect(text).toContain(said);
  });

  it('stays readable as it was when somebody earned it, its picture too', async () => {
    const { badgeClass } = await open.issueAnother({ name: { nl: 'Eerst', en: 'First' } });
    await open.change(badgeClass, { name: { nl: 'Later', en: 'Later' } });
    const page = `/badges/${badgeClass.id}`;
    const read = async (address: string) =>
      (await request(open.app).get(address).set('Accept-Language', 'en').expect(200)).text;

    expect(await read(page)).toContain('Later');
    const old = await read(`${page}?version=1`);
    expect(old).toContain('First');
    expect(old).toContain('There is a newer one: version 2');
    expect(old).toContain(`${page}/image.svg?words=no&amp;lang=en&amp;version=1`);
    expect(await read(`${page}?version=2`)).not.toContain('There is a newer one');
    const json = await request(open.app).get(`${page}?version=1`).set('Accept', 'application/json');
    expect(JSON.parse(json.text)).toMatchObject({ name: 'Eerst', version: '1' });
    const hosted = await request(open.app).get(`/ob2/badges/${badgeClass.id}?version=1`);
    const named = [json, hosted].map(({ text }) =>
      JSON.stringify((JSON.parse(text) as { image: unknown }).image),
    );
    for (const image of named) expect(image).toContain(`${page}/image.svg?version=1`);
    for (const none of ['?version=3', '?version=0', '?version=x', '?version=1&version=2'])
      await request(open.app).get(`${page}${none}`).expect(404);
  });

  it('is not there while it is a draft', async () => {
    const draft = await open.addDraft({ name: { nl: 'Geheim', en: 'Secret' } });
    await request(open.app).get(`/badges/${draft.id}`).expect(404);
    await request(open.app).get(`/badges/${draft.id}?version=1`).expect(404);
    await request(open.app).get(`/badges/${draft.id}/image.svg`).expect(404);
  });

  it('shows an uploaded picture wherever its picture is asked for', async () => {
    const { badgeClass } = await open.issueAnother({});
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      'base64',
    );
    await open.upload(badgeClass, png);
    const res = await request(open.app).get(`/badges/${badgeClass.id}/image.svg`).expect(200);
    const body = (res.body as Buffer).toString();
    expect(readXml(body).name).toBe('svg');
    expect(body).toContain('href="data:image/png;base64,');
    expect(res.headers['content-security-policy']).toBe("default-src 'none'; img-src data:; sandbox");
    const pale = await request(open.app).get(`/badges/${badgeClass.id}/image.svg?state=unearned&met=1&of=2`);
    expect((pale.body as Buffer).toString()).toContain('stroke-dasharray="50 50"');
  });

  it('is an Achievement for machines, in the language that its credentials have', async () => {
    const res = await request(open.app).get(badge).set('Accept', 'application/ld+json');
    expect(res.headers['content-type']).toBe('application/ld+json');
    expect(res.headers['access-control-allow-origin']).toBe('*');
    expect(JSON.parse(res.text)).toMatchObject({
      id: `${CREDENTIAL_URL}${badge}`,
      type: ['Achievement', 'EducredentialAchievement'],
      name: 'Data-analyse in de zorg',
      achievementType: 'MicroCredential',
      image: { id: `${CREDENTIAL_URL}${badge}/image.svg?version=1`, type: 'Image' },
    });
  });
});

describe('the picture of a badge', () => {
  const ask = (query: string) =>
    request(open.app)
      .get(`${badge}/image.svg${query}`)
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
      });

  it('is SVG that other sites may show and keep, and that can do nothing when opened by itself', async () => {
    const res = await ask('');
    expect(res.status).toBe(200);
    expect(readXml(res.body as string).name).toBe('svg');
    expect(res.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    });
    expect(res.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; sandbox$/,
    );
  });

  it('shows the conditions met', async () => {
    const met = async (query: string) =>
      listElements(readXml((await ask(query)).body as string)).filter(
        ({ attributes }) => attributes['class'] === 'met',
      ).length;
    expect(await met('?state=unearned&met=2&of=3')).toBe(2);
    expect(await met('?state=unearned')).toBe(0);
    expect(await met('?state=earned&met=2&of=3')).toBe(0);
  });

  it('has its title in the language of the badge class, or in the one asked for, or none', async () => {
    const words = async (query: string) =>
      listElements(readXml((await ask(query)).body as string))
        .filter(({ name }) => name === 'text')
        .map(readXmlText)
        .join(' ');
    expect(await words('')).toBe('Data-analyse in de zorg Microcredential');
    expect(await words('?lang=en')).toBe('Data Analysis in Care Microcredential');
    expect(await words('?words=no')).toBe('');
  });

  it('is not sent again to who has it', async () => {
    const { headers } = await ask('');
    const again = await request(open.app)
      .get(`${badge}/image.svg`)
      .set('If-None-Match', headers['etag'] as string);
    expect(again.status).toBe(304);
  });

  it.each([
    '?state=gone',
    '?state=earned&state=unearned',
    '?state=unearned&met=4&of=3',
    '?state=unearned&met=-1&of=3',
    '?met=1.5&of=2',
    '?of=0',
    '?of=100',
    '?met=&of=1',
    '?words=maybe',
  ])('answers 400 to %s', async (query) => {
    const res = await request(open.app).get(`${badge}/image.svg${query}`);
    expect([res.status, res.body]).toEqual([400, { status: 400, error: 'picture_unknown' }]);
  });
});

describe('an issuer', () => {
  it('is a page for people, with its keys', async () => {
    const { text } = await request(open.app).get(issuer).set('Accept-Language', 'nl').expect(200);
    expect(text).toContain('<h1 class="title-large">Voorbeeldschool</h1>');
    expect(text).toContain(`${CREDENTIAL_URL}/keys/${open.credential.kid}`);
  });

  it('lists the badges that it awards, and no drafts', async () => {
    await open.addDraft({ name: { nl: 'Nog niet af', en: 'Not done yet' } });
    const { text } = await request(open.app).get(issuer).set('Accept-Language', 'nl').expect(200);
    expect(text).toContain(`<a class="row-link" href="${badge}">Data-analyse in de zorg</a>`);
    expect(text).not.toContain('Nog niet af');
  });

  it('is a Profile for machines', async () => {
    const res = await request(open.app).get(issuer).set('Accept', 'application/json');
    expect(res.body).toMatchObject({
      id: `did:web:badges.example.org:issuers:${open.issuer.id}`,
      type: ['Profile'],
      name: 'Voorbeeldschool',
      url: `${CREDENTIAL_URL}${issuer}`,
    });
  });

  it('has a DID document that names the key of its credentials, and retired keys too', async () => {
    const before = open.credential.kid;
    const after = await open.rotateKey();
    const res = await request(open.app).get(`${issuer}/did.json`);
    const { headers } = res;
    const body: unknown = res.body;
    const did = `did:web:badges.example.org:issuers:${open.issuer.id}`;
    expect(headers['access-control-allow-origin']).toBe('*');
    const document = body as { id: string; assertionMethod: string[] };
    expect(document.id).toBe(did);
    const named = document.assertionMethod;
    expect(named).toHaveLength(4); // two of the compact form, two of the embedded proof
    expect(named).toEqual(expect.arrayContaining([`${did}#${before}`, `${did}#${after}`]));
    expect(named.filter((method) => method.startsWith(`${did}#z6Mk`))).toHaveLength(2);
    expect(JSON.stringify(body)).not.toContain('"d":');
    const page = await request(open.app).get(issuer).set('Accept-Language', 'en');
    const rows = page.text.split('<li class="row">').slice(1);
    const stateOf = (kid: string) =>
      /no longer signs|signs now/.exec(rows.find((row) => row.includes(kid)) ?? '')?.[0];
    expect([stateOf(before), stateOf(after)]).toEqual(['no longer signs', 'signs now']);
  });

  it('gives a key as one bare JWK, without its private half', async () => {
    const res = await request(open.app).get(`/keys/${open.credential.kid}`);
    expect(res.headers).toMatchObject({
      'content-type': 'application/jwk+json',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=300',
    });
    expect(Object.keys(JSON.parse(res.text) as object).sort()).toEqual([
      'alg',
      'crv',
      'kid',
      'kty',
      'use',
      'x',
      'y',
    ]);
  });
});

describe('what there is not', () => {
  it.each(UNKNOWN)('answers 404 at %s', async (address) => {
    const res = await request(open.app).get(address).set('Accept', 'application/json');
    expect([res.status, res.body]).toEqual([404, { status: 404, error: 'not_found' }]);
    expect(res.headers['cache-control']).toBe('no-store');
  });

  it.each(['/badges/unknown', '/issuers/unknown'])('shows a page at %s to people', async (address) => {
    const res = await request(open.app).get(address).set('Accept', 'text/html').set('Accept-Language', 'nl');
    expect(res.status).toBe(404);
    expect(res.text).toContain('Niet gevonden');
  });
});
