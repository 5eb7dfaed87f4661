import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, type ClosableGuardedFetch } from '../../../src/http/create-guarded-fetch.js';
import { buildPng, buildSvg, oldTextChunk, textChunk } from '../../support/bake.js';
import { NOON } from '../../support/build-records.js';
import {
  buildIdentity,
  makeKey,
  openForeignIssuer,
  type ForeignIssuer,
  type Json,
} from '../../support/foreign-issuer.js';
import { openVerifier } from '../../support/foreign-verification.js';

let school: ForeignIssuer;
let fetch: ClosableGuardedFetch;
let now = NOON;

beforeAll(async () => {
  school = await openForeignIssuer();
  fetch = createGuardedFetch({ allowHosts: [], allowLoopback: true });
});
afterAll(async () => {
  await fetch.close();
  await school.close();
});
beforeEach(() => {
  now = NOON;
});
afterEach(() => {
  school.routes.clear();
  school.routes.set('/school/did.json', { body: school.buildDidDocument() });
  school.routes.set('/keys/1', { body: school.keys.ec.jwk });
  school.asked.length = 0;
});

/** The answer, and every step that did not simply pass. */
async function judge(source: string | Buffer | Json, recipient?: string): Promise<string> {
  const verifier = openVerifier(fetch, () => now);
  const options = recipient === undefined ? {} : { recipient };
  const { answer, steps } = Buffer.isBuffer(source)
    ? await verifier.verifyBytes(source, options)
    : await verifier.verifyText(typeof source === 'string' ? source : JSON.stringify(source), options);
  const told = steps.filter(
    ({ verdict, reason }) =>
      (verdict !== 'passed' && reason !== 'recipient-not-asked') || reason.startsWith('recipient-') === true,
  );
  const others = told.filter(({ reason }) => reason !== 'recipient-not-asked' && reason !== 'not-checked');
  return [answer, ...others.map(({ name, reason }) => `${name}:${reason}`)].join(' ');
}

describe('an Open Badges 3.0 of somebody else, sound', () => {
  it('passes with eddsa-rdfc-2022, its key listed in did.json', async () => {
    const badge = await school.signProof(school.buildBadge());
    const { answer, steps, content } = await openVerifier(fetch, () => now).verifyText(JSON.stringify(badge));
    expect(answer).toBe('valid');
    expect(steps.map(({ name, reason }) => `${name}:${reason}`)).toEqual([
      'read:readable',
      'schema:format-complete',
      'signature:signature-holds',
      'key:key-of-issuer',
      'status:no-status',
      'validity:within-dates',
      'recipient:recipient-not-asked',
    ]);
    expect(content).toMatchObject({ title: 'Kettingzagen', issuerName: 'Bosbouwschool', language: 'nl' });
  });

  it('passes with ecdsa-rdfc-2019', async () => {
    expect(await judge(await school.signEcdsa(school.buildBadge()))).toBe('valid');
  });

  it.each(['eddsa-jcs-2022', 'ecdsa-jcs-2019'] as const)(
    'passes with %s, and falls with a change',
    async (suite) => {
      const badge = school.signJcs(school.buildBadge(), suite);
      expect(await judge(badge)).toBe('valid');
      expect(await judge({ ...badge, name: 'Anders' })).toBe('not-valid signature:signature-broken');
    },
  );

  const VC_1_1 = {
    '@context': [
      'https://www.w3.org/2018/credentials/v1',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
      'https://w3id.org/security/suites/ed25519-2020/v1',
    ],
    issuanceDate: '2026-03-01T09:00:00Z',
    validFrom: undefined,
    awardedDate: undefined,
  };

  function buildOld(contexts = VC_1_1['@context']): Json & { credentialSubject: Json } {
    const badge = school.buildBadge({ ...VC_1_1, '@context': contexts });
    const { achievement, ...subject } = badge['credentialSubject'] as Json;
    const { inLanguage: _later, ...others } = achievement as Json; // no word of that context
    const credentialSubject = { ...subject, achievement: others };
    return JSON.parse(JSON.stringify({ ...badge, credentialSubject })) as Json & { credentialSubject: Json };
  }

  it('passes with Ed25519Signature2020 of VC 1.1, as many wallets hold it, and falls with a change', async () => {
    const badge = await school.sign2020(buildOld());
    expect((badge['proof'] as Json)['type']).toBe('Ed25519Signature2020');
    expect(await judge(badge)).toBe('valid');
    expect(await judge({ ...badge, name: 'Anders' })).toBe('not-valid signature:signature-broken');
    const { proof, ...others } = badge as { proof: Json } & Json;
    const later = { ...others, proof: { ...proof, created: '2026-03-02T09:00:00Z' } };
    expect(await judge(later)).toBe('not-valid signature:signature-broken');
  });

  it('passes as a compact text of VC 1.1, which says part of it in its claims alone', async () => {
    const whole = buildOld(VC_1_1['@context'].slice(0, 2));
    const { id, issuanceDate: _date, credentialSubject, ...vc } = whole;
    const { id: sub, ...subject } = credentialSubject;
    const claims = { iss: school.did, jti: id, sub, nbf: Date.parse('2026-03-01T09:00:00Z') / 1000 };
    const sign = (payload: Json) => school.signPayload(payload, { kid: `${school.did}#jwt` });
    const inside = { ...vc, credentialSubject: subject };
    expect(await judge(await sign({ ...claims, vc: inside }))).toBe('valid');
    expect(await judge(await sign({ ...claims, vc: whole }))).toBe('valid');
    expect(await judge(await sign({ ...claims, jti: 'urn:uuid:other', vc: whole }))).toBe(
      'not-valid schema:claims-differ',
    );
    expect(await judge(await sign({ ...claims, exp: claims.nbf + 60, vc: inside }))).toBe(
      'not-valid validity:expired',
    );
  });

  it('passes with did:key, for which nothing is fetched', async () => {
    const did = `did:key:${school.keys.ed.multibase}`;
    const issuer = { id: did, type: ['Profile'], name: 'Zelf' };
    const badge = await school.signProof(school.buildBadge({ issuer }), {
      method: `${did}#${school.keys.ed.multibase}`,
    });
    expect(await judge(badge)).toBe('valid');
    expect(school.asked).toEqual([]);
  });

  it('passes with an https issuer whose document names a bare key elsewhere', async () => {
    const id = `${school.origin}/issuers/1`;
    const key = `${school.origin}/keys/ed25519-1`;
    school.routes.set('/issuers/1', {
      body: { id, type: ['Profile'], name: 'Bosbouwschool', assertionMethod: [key] },
    });
    school.routes.set('/keys/ed25519-1', {
      body: { id: key, type: 'Multikey', controller: id, publicKeyMultibase: school.keys.ed.multibase },
    });
    const issuer = { id, type: ['Profile'], name: 'Bosbouwschool' };
    expect(await judge(await school.signProof(school.buildBadge({ issuer }), { method: key }))).toBe('valid');
  });

  it.each([
    ['ES256', 'ec', 'jwt'],
    ['RS256', 'rsa', 'rsa'],
    ['EdDSA', 'ed', 'eddsa'],
  ] as const)('passes as a compact text with %s', async (alg, name, fragment) => {
    const key = school.keys[name];
    const kid = `${school.did}#${fragment}`;
    expect(await judge(await school.signJwt(school.buildBadge(), { alg, key, header: { kid } }))).toBe(
      'valid',
    );
  });

  it('passes with kid as the address of one bare key, and with the key in the header, where did.json lists it', async () => {
    expect(await judge(await school.signJwt(school.buildBadge()))).toBe('valid');
    const { kty, crv, x, y } = school.keys.ec.jwk;
    const header = { jwk: { kty, crv, x, y } };
    expect(await judge(await school.signJwt(school.buildBadge(), { header }))).toBe('valid');
  });

  it('passes on the issuer’s own site where its page lists no keys', async () => {
    const issuer = { id: `${school.origin}/about`, type: ['Profile'], name: 'Bosbouwschool' };
    school.routes.set('/about', { type: 'text/html', body: '<h1>Bosbouwschool</h1>' });
    expect(await judge(await school.signJwt(school.buildBadge({ issuer })))).toBe('valid');
  });
});

describe('each form', () => {
  it('PNG, SVG, wrapped in a presentation, and an address of each', async () => {
    const badge = await school.signProof(school.buildBadge());
    const json = JSON.stringify(badge);
    const jwt = await school.signJwt(school.buildBadge());
    const png = buildPng(textChunk('openbadgecredential', json));
    const forms: (string | Buffer | Json)[] = [
      png,
      buildPng(textChunk('openbadgecredential', json, true)),
      buildPng(textChunk('openbadgecredential', jwt)),
      buildSvg(`<openbadges:credential><![CDATA[${json}]]></openbadges:credential>`),
      buildSvg(`<openbadges:credential verify="${jwt}"></openbadges:credential>`),
      buildSvg(`<openbadges:credential verify="${jwt}"/>`),
      Buffer.from(
        buildSvg(
          `<openbadges:credential>${json.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</openbadges:credential>`,
        ),
      ),
      { '@context': [], type: ['VerifiablePresentation'], verifiableCredential: [badge] },
      { credential: [badge] },
      `\uFEFF ${jwt.replace(/(.{70})/g, '$1\r\n')} `,
    ];
    for (const form of forms) expect(await judge(form)).toBe('valid');

    school.routes.set('/badge.png', { type: 'image/png', body: png });
    school.routes.set('/badge.json', { type: 'application/vc+ld+json', body: badge });
    school.routes.set('/badge.jwt', { type: 'text/plain', body: jwt });
    school.routes.set('/moved', { status: 302, headers: { location: '/badge.json' }, body: '' });
    for (const path of ['/badge.png', '/badge.json', '/badge.jwt', '/moved']) {
      expect([path, await judge(school.origin + path)]).toEqual([path, 'valid']);
    }
  });

  it('refuses what is no credential, and says so', async () => {
    school.routes.set('/page', { type: 'text/html', body: '<!doctype html><p>niets</p>' });
    school.routes.set('/to-address', { type: 'text/plain', body: `${school.origin}/badge.json` });
    school.routes.set('/round', { status: 302, headers: { location: '/round' }, body: '' });
    school.routes.set('/dead', 'silence');
    const cases: [string | Buffer, string][] = [
      ['hallo', 'read:not-readable'],
      ['{"id":', 'read:not-readable'],
      [buildPng(), 'read:nothing-inside'],
      [buildSvg(''), 'read:nothing-inside'],
      [Buffer.from([0xff, 0xfe, 0x00]), 'read:not-readable'],
      [`${school.origin}/page`, 'read:not-readable'],
      [`${school.origin}/to-address`, 'read:nothing-inside'],
      [`${school.origin}/round`, 'read:address-unreachable'],
      [`${school.origin}/dead`, 'read:address-unreachable'],
      [`${school.origin}/nowhere`, 'read:address-not-found'],
      ['https://10.0.0.1/badge.json', 'read:address-refused'],
      ['http://10.0.0.1/badge.json', 'read:address-refused'],
    ];
    for (const [source, step] of cases) expect(await judge(source)).toBe(`unknown ${step}`);
  });
});

describe('each way to be wrong (Open Badges 3.0)', () => {
  const cases: [string, () => Promise<string | Json>, string][] = [
    [
      'bad signature: a changed word under a proof',
      async () => ({ ...(await school.signProof(school.buildBadge())), name: 'Meester in kettingzagen' }),
      'not-valid signature:signature-broken',
    ],
    [
      'bad signature: a changed word in a compact text',
      async () => {
        const [header, payload = '', signature] = (await school.signJwt(school.buildBadge())).split('.');
        const changed = Buffer.from(payload, 'base64url')
          .toString()
          .replaceAll('Kettingzagen', 'Hartchirurgie');
        return [header, Buffer.from(changed).toString('base64url'), signature].join('.');
      },
      'not-valid signature:signature-broken',
    ],
    [
      'wrong key: another than the one that it names',
      () => school.signProof(school.buildBadge(), { key: makeKey('Ed25519') }),
      'not-valid signature:signature-broken',
    ],
    [
      'wrong key: one that the issuer does not list',
      () => {
        const key = makeKey('Ed25519');
        return school.signProof(school.buildBadge(), { key, method: `${school.did}#${key.multibase}` });
      },
      'not-valid key:key-unknown',
    ],
    [
      'wrong key: one that is listed for something else',
      async () => {
        const document = school.buildDidDocument();
        school.routes.set('/school/did.json', {
          body: { ...document, assertionMethod: [], authentication: [school.methods.ed] },
        });
        return school.signProof(school.buildBadge());
      },
      'not-valid key:key-unknown',
    ],
    [
      'wrong key: in the header, and known to nobody',
      () => {
        const key = makeKey('P-256');
        const { kty, crv, x, y } = key.jwk;
        return school.signJwt(school.buildBadge(), { key, header: { jwk: { kty, crv, x, y } } });
      },
      'not-valid key:key-unknown',
    ],
    [
      'issuer mismatch: a proof by somebody else’s key',
      () => {
        const key = makeKey('Ed25519');
        return school.signProof(school.buildBadge(), {
          key,
          method: `did:key:${key.multibase}#${key.multibase}`,
        });
      },
      'not-valid key:key-of-another',
    ],
    [
      'issuer mismatch: `iss` is not the issuer',
      () => school.signJwt(school.buildBadge(), { claims: { iss: 'did:web:other.example' } }),
      'not-valid key:issuer-differs',
    ],
    [
      'issuer mismatch: the document at its address is another’s',
      async () => {
        school.routes.set('/school/did.json', {
          body: { ...school.buildDidDocument(), id: 'did:web:other.example' },
        });
        return school.signProof(school.buildBadge());
      },
      'not-valid key:issuer-differs',
    ],
    [
      'issuer mismatch: the key says that another controls it',
      async () => {
        const document = school.buildDidDocument();
        const [first, ...others] = document.verificationMethod;
        const verificationMethod = [{ ...first, controller: 'did:web:other.example' }, ...others];
        school.routes.set('/school/did.json', { body: { ...document, verificationMethod } });
        return school.signProof(school.buildBadge());
      },
      'not-valid key:key-of-another',
    ],
    [
      'issuer mismatch: a compact text with a key on another site',
      async () => {
        const issuer = { id: 'did:web:127.0.0.1%3A1', type: ['Profile'], name: 'Een ander' };
        return school.signJwt(school.buildBadge({ issuer }));
      },
      'not-valid key:key-of-another',
    ],
    [
      'expired',
      () => school.signProof(school.buildBadge({ validUntil: '2026-03-02T11:59:59Z' })),
      'not-valid validity:expired',
    ],
    [
      'not yet valid',
      () => school.signJwt(school.buildBadge({ validFrom: '2026-03-02T12:00:01Z' })),
      'not-valid validity:not-yet-valid',
    ],
    [
      'revoked',
      async () => {
        const list = await school.publishStatusList('/status/1', [7, 4711]);
        return school.signProof(school.buildBadge({ credentialStatus: school.buildStatus(list, 4711) }));
      },
      'not-valid status:revoked',
    ],
    [
      'suspended',
      async () => {
        const list = await school.publishStatusList('/status/2', [9], { purpose: 'suspension' });
        return school.signJwt(
          school.buildBadge({ credentialStatus: school.buildStatus(list, 9, 'suspension') }),
        );
      },
      'not-valid status:suspended',
    ],
    [
      'revoked, in a list of 1EdTech’s older kind',
      async () => {
        const id = `${school.origin}/revoked`;
        const badge = school.buildBadge({ credentialStatus: { id, type: '1EdTechRevocationList' } });
        (badge['@context'] as string[]).push('https://purl.imsglobal.org/spec/ob/v3p0/extensions.json');
        school.routes.set('/revoked', {
          body: { id, revokedCredential: [{ id: badge['id'], revoked: true }] },
        });
        return school.signProof(badge);
      },
      'not-valid status:revoked',
    ],
    [
      'unreachable status: nobody answers',
      async () => {
        school.routes.set('/status/3', 'silence');
        const credentialStatus = school.buildStatus(`${school.origin}/status/3`, 1);
        return school.signProof(school.buildBadge({ credentialStatus }));
      },
      'unknown status:status-unreachable',
    ],
    [
      'a list that another issued says nothing',
      async () => {
        const list = await school.publishStatusList('/status/4', [1]);
        const { body } = school.routes.get('/status/4') as { body: Json };
        school.routes.set('/status/4', { body: { ...body, issuer: 'did:web:other.example' } });
        return school.signProof(school.buildBadge({ credentialStatus: school.buildStatus(list, 2) }));
      },
      'unknown status:status-unsound',
    ],
    [
      'a list whose bits were changed says nothing',
      async () => {
        const list = await school.publishStatusList('/status/5', [1]);
        const { body } = school.routes.get('/status/5') as { body: Json };
        await school.publishStatusList('/status/6', []);
        const { body: empty } = school.routes.get('/status/6') as { body: Json };
        const { encodedList } = empty['credentialSubject'] as Json;
        const credentialSubject = { ...(body['credentialSubject'] as Json), encodedList };
        school.routes.set('/status/5', { body: { ...body, credentialSubject } });
        return school.signProof(school.buildBadge({ credentialStatus: school.buildStatus(list, 1) }));
      },
      'unknown status:status-unsound',
    ],
    [
      'a slot that the list does not have, a list too short, one that has ended, a bomb',
      async () => {
        const list = await school.publishStatusList('/status/7', []);
        return school.signProof(school.buildBadge({ credentialStatus: school.buildStatus(list, 131_072) }));
      },
      'unknown status:status-unsound',
    ],
    [
      'a status of a kind that is not known here',
      () => {
        const credentialStatus = { id: `${school.origin}/x`, type: 'https://other.example/Status' };
        return school.signProof(school.buildBadge({ credentialStatus }));
      },
      'unknown status:status-kind-unknown',
    ],
    [
      'schema-invalid: no achievement',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        const { achievement: _gone, ...credentialSubject } = badge['credentialSubject'] as Json;
        return { ...badge, credentialSubject };
      },
      'not-valid schema:format-incomplete',
    ],
    [
      'schema-invalid: the picture as text',
      () => school.signJwt(school.buildBadge({ image: 'https://other.example/a.png' })),
      'not-valid schema:format-incomplete',
    ],
    [
      'claims that say something else',
      () => school.signJwt(school.buildBadge(), { claims: { sub: 'urn:uuid:other' } }),
      'not-valid schema:claims-differ',
    ],
    [
      'changed context: words explained inside, the signed statements the same',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        const inner = { meester: 'https://schema.org/title' };
        return { ...badge, '@context': [...(badge['@context'] as unknown[]), inner] };
      },
      'not-valid schema:context-changed',
    ],
    [
      'changed context: the standard’s own is gone',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        return { ...badge, '@context': (badge['@context'] as unknown[]).slice(0, 1) };
      },
      'not-valid schema:context-changed',
    ],
    [
      'changed context: inside the achievement',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        const subject = badge['credentialSubject'] as Json;
        const achievement = {
          ...(subject['achievement'] as Json),
          '@context': { name: 'https://schema.org/name' },
        };
        return { ...badge, credentialSubject: { ...subject, achievement } };
      },
      'not-valid schema:context-changed',
    ],
    [
      'changed context: a proof that brings its own',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        const [proof] = badge['proof'] as [Json];
        return {
          ...badge,
          proof: [{ ...proof, '@context': ['https://w3id.org/security/data-integrity/v2'] }],
        };
      },
      'not-valid signature:context-changed',
    ],
    [
      'a vocabulary that is not known here is not fetched',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        return { ...badge, '@context': [...(badge['@context'] as unknown[]), `${school.origin}/context`] };
      },
      'unknown schema:context-unknown',
    ],
    [
      'a member that no context explains',
      async () => ({ ...(await school.signProof(school.buildBadge())), grade: '10' }),
      'not-valid signature:signature-broken',
    ],
    [
      'no signature at all',
      () => Promise.resolve(school.buildBadge()),
      'unknown signature:signature-missing',
    ],
    [
      'a proof of another purpose',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        const [proof] = badge['proof'] as [Json];
        return { ...badge, proof: [{ ...proof, proofPurpose: 'authentication' }] };
      },
      'not-valid signature:signature-broken',
    ],
    [
      'a proof of a suite that is not known here',
      async () => {
        const badge = await school.signProof(school.buildBadge());
        const [proof] = badge['proof'] as [Json];
        return { ...badge, proof: [{ ...proof, cryptosuite: 'ecdsa-sd-2023' }] };
      },
      'unknown signature:signature-kind-unknown',
    ],
    [
      'no signature that is one: alg none',
      async () => {
        const [, payload] = (await school.signJwt(school.buildBadge())).split('.');
        const header = Buffer.from(JSON.stringify({ alg: 'none', kid: `${school.origin}/keys/1` }));
        return `${header.toString('base64url')}.${payload}.AA`;
      },
      'unknown signature:signature-kind-unknown',
    ],
    [
      'an issuer that does not answer',
      async () => {
        school.routes.set('/school/did.json', 'silence');
        return school.signProof(school.buildBadge());
      },
      'unknown key:issuer-unreachable',
    ],
  ];

  it.each(cases)('%s', async (_what, make, expected) => {
    expect(await judge(await make())).toBe(expected);
    expect(school.asked).not.toContain('/context');
  });

  it('key compromised: after the date it does not count, before it only the issuer could tell', async () => {
    const document = school.buildDidDocument();
    const [first, ...others] = document.verificationMethod;
    const verificationMethod = [{ ...first, revoked: '2026-03-01T10:00:00Z' }, ...others];
    school.routes.set('/school/did.json', { body: { ...document, verificationMethod } });

    const after = await school.signProof(school.buildBadge(), { created: '2026-03-01T10:00:00Z' });
    expect(await judge(after)).toBe('not-valid key:key-compromised');
    const before = await school.signProof(school.buildBadge(), { created: '2026-03-01T09:59:59Z' });
    expect(await judge(before)).toBe('unknown key:key-compromised-maybe');
    now = new Date('2026-03-01T09:59:59Z');
    expect(await judge(before)).toBe('valid');
  });

  it('a status list that is a bomb, too short, over, or of another purpose says nothing', async () => {
    const judgeList = async (options: Parameters<ForeignIssuer['publishStatusList']>[2]) => {
      const list = await school.publishStatusList('/status/8', [1], options);
      return judge(
        await school.signProof(school.buildBadge({ credentialStatus: school.buildStatus(list, 1) })),
      );
    };
    expect(await judgeList({ entries: 64_000_000 })).toBe('unknown status:status-unsound');
    expect(await judgeList({ entries: 1_024 })).toBe('unknown status:status-unsound');
    expect(await judgeList({ purpose: 'suspension' })).toBe('unknown status:status-unsound');
    expect(await judgeList({ overrides: { validUntil: '2026-03-02T11:00:00Z' } })).toBe(
      'unknown status:status-unsound',
    );
    expect(await judgeList({})).toBe('not-valid status:revoked');
  });

  it('has not been revoked where its bit is not set, read from a list as a compact text too', async () => {
    const list = await school.publishStatusList('/status/9', [4]);
    const badge = await school.signProof(
      school.buildBadge({ credentialStatus: school.buildStatus(list, 3) }),
    );
    expect(await judge(badge)).toBe('valid');
    const { body } = school.routes.get('/status/9') as { body: Json };
    const { proof: _proof, ...unsigned } = body;
    const jwt = await school.signJwt({ ...unsigned, issuer: { id: school.did } });
    school.routes.set('/status/9', { type: 'application/vc+jwt', body: jwt });
    expect(await judge(badge)).toBe('valid');
  });
});

describe('whose it is', () => {
  it.each([
    ['bo.de.wit@example.org', 'valid recipient:recipient-email'],
    [' BO.DE.WIT@example.org ', 'valid recipient:recipient-email'],
    ['Bo  de Wit', 'valid recipient:recipient-name'],
    ['Bo de Witt', 'not-valid recipient:recipient-differs'],
  ])('asked about %j', async (recipient, expected) => {
    expect(await judge(await school.signProof(school.buildBadge()), recipient)).toBe(expected);
  });

  it.each<[string, Json, string, string]>([
    [
      'without a salt',
      { identifier: [buildIdentity('Bo de Wit', 'name', '')] },
      'Bo de Wit',
      'valid recipient:recipient-name',
    ],
    [
      'in its own case',
      { identifier: [buildIdentity('Bo.de.Wit@Example.org', 'emailAddress')] },
      'Bo.de.Wit@Example.org',
      'valid recipient:recipient-email',
    ],
    [
      'plain',
      {
        identifier: [
          { type: 'IdentityObject', hashed: false, identityHash: 'Bo de Wit', identityType: 'name' },
        ],
      },
      'bo de wit',
      'valid recipient:recipient-name',
    ],
    ['as the id', { id: 'mailto:bo@example.org' }, 'Bo@example.org', 'valid recipient:recipient-email'],
    [
      'nowhere',
      { id: 'urn:uuid:0f2ad2c5-7b4e-4d07-8f5c-6a2b7e1d3c44' },
      'Bo',
      'unknown recipient:recipient-absent',
    ],
  ])('written %s', async (_how, identity, recipient, expected) => {
    const { credentialSubject, ...badge } = school.buildBadge();
    const { id: _id, identifier: _identifier, ...subject } = credentialSubject as Json;
    const signed = await school.signProof({ ...badge, credentialSubject: { ...subject, ...identity } });
    expect(await judge(signed, recipient)).toBe(expected);
  });
});

describe('an Open Badges 2.0 of somebody else', () => {
  it('passes hosted, by its address, its JSON, a picture of today and of 2013', async () => {
    const assertion = school.publishAssertion();
    const address = `${school.origin}/ob2/assertion`;
    const forms: (string | Buffer | Json)[] = [
      assertion,
      address,
      buildPng(textChunk('openbadges', JSON.stringify(assertion))),
      buildPng(oldTextChunk('openbadges', address)),
      buildSvg(`<openbadges:assertion verify="${address}"/>`, 'http://openbadges.org'),
    ];
    for (const form of forms) expect(await judge(form)).toBe('valid');
    const { content } = await openVerifier(fetch, () => now).verifyText(address);
    expect(content).toMatchObject({
      title: 'Kettingzagen',
      issuerName: 'Bosbouwschool',
      standard: 'Open Badges 2.0',
    });
  });

  it('knows its recipient', async () => {
    const assertion = school.publishAssertion();
    expect(await judge(assertion, 'Bo.de.Wit@example.org')).toBe('valid recipient:recipient-email');
    expect(await judge(assertion, 'an@example.org')).toBe('not-valid recipient:recipient-differs');
  });

  const assertionOf = (overrides: Readonly<Record<string, Json>> = {}) => school.publishAssertion(overrides);
  const cases: [string, () => Json, string][] = [
    [
      'a copy that says more',
      () => ({ ...assertionOf(), expires: '2030-01-01T00:00:00Z' }),
      'not-valid signature:hosted-differs',
    ],
    [
      'a copy for somebody else',
      () => ({ ...assertionOf(), recipient: { type: 'email', hashed: false, identity: 'an@example.org' } }),
      'not-valid signature:hosted-differs',
    ],
    [
      'one that its address does not know',
      () => {
        const assertion = assertionOf();
        school.routes.delete('/ob2/assertion');
        return assertion;
      },
      'not-valid signature:hosted-missing',
    ],
    [
      'an address that does not answer',
      () => {
        const assertion = assertionOf();
        school.routes.set('/ob2/assertion', 'silence');
        return assertion;
      },
      'unknown signature:hosted-unreachable',
    ],
    [
      'revoked: gone',
      () => {
        const assertion = assertionOf();
        school.routes.set('/ob2/assertion', { status: 410, body: '' });
        return assertion;
      },
      'not-valid status:revoked',
    ],
    [
      'revoked: says so',
      () => {
        const assertion = assertionOf();
        school.routes.set('/ob2/assertion', {
          status: 410,
          body: { id: assertion['id'] as string, revoked: true },
        });
        return assertion;
      },
      'not-valid status:revoked',
    ],
    [
      'expired',
      () => assertionOf({ '/ob2/assertion': { expires: '2026-03-02T11:00:00Z' } }),
      'not-valid validity:expired',
    ],
    [
      'not yet',
      () => assertionOf({ '/ob2/assertion': { issuedOn: '2026-03-03T09:00:00Z' } }),
      'not-valid signature:hosted-differs validity:not-yet-valid',
    ],
    [
      'a badge class of another issuer’s site',
      () => assertionOf({ '/ob2/badge': { issuer: 'http://127.0.0.1:1/issuer' } }),
      'unknown key:issuer-unreachable',
    ],
    [
      'an issuer that lets other sites host, and not this one',
      () => assertionOf({ '/ob2/issuer': { verification: { startsWith: [`${school.origin}/elsewhere/`] } } }),
      'not-valid key:key-of-another',
    ],
    [
      'a badge class without criteria',
      () => assertionOf({ '/ob2/badge': { criteria: undefined } }),
      'not-valid schema:format-incomplete',
    ],
    [
      'without recipient',
      () => assertionOf({ '/ob2/assertion': { recipient: undefined } }),
      'not-valid schema:format-incomplete signature:hosted-differs',
    ],
  ];
  it.each(cases)('%s', async (_what, make, expected) => {
    expect(await judge(make())).toBe(expected);
  });

  it('passes signed, and is told apart by its key and by a list of revocations', async () => {
    const { id: _id, ...assertion } = school.publishAssertion({
      '/ob2/issuer': {
        publicKey: `${school.origin}/ob2/key`,
        revocationList: `${school.origin}/ob2/revoked`,
      },
    });
    school.routes.set('/ob2/key', {
      body: {
        type: 'CryptographicKey',
        id: `${school.origin}/ob2/key`,
        owner: `${school.origin}/ob2/issuer`,
        publicKeyPem: school.keys.rsa.pem,
      },
    });
    school.routes.set('/ob2/revoked', { body: { type: 'RevocationList', revokedAssertions: [] } });
    const payload = {
      ...assertion,
      id: 'urn:uuid:aa0b1f5e-0f5f-45a5-95a2-0c1f7b7d2f10',
      verification: { type: 'SignedBadge', creator: `${school.origin}/ob2/key` },
    };
    const { CompactSign } = await import('jose');
    const sign = (key = school.keys.rsa) =>
      new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'RS256' })
        .sign(key.privateKey);

    expect(await judge(await sign())).toBe('valid');
    expect(await judge(await sign(makeKey('RSA')))).toBe('not-valid signature:signature-broken');
    expect(await judge(payload)).toBe('unknown signature:signature-missing');
    school.routes.set('/ob2/revoked', { body: { revokedAssertions: [{ id: payload.id }] } });
    expect(await judge(await sign())).toBe('not-valid status:revoked');
    school.publishAssertion();
    expect(await judge(await sign())).toBe('not-valid key:key-of-another');
  });
});

describe('what is made to be hard', () => {
  it('asks at most a dozen times for one credential, and each address once', async () => {
    const list = await school.publishStatusList('/status/many', []);
    const credentialStatus = [1, 2, 3, 4].map((slot) => school.buildStatus(list, slot));
    school.asked.length = 0;
    expect(await judge(await school.signProof(school.buildBadge({ credentialStatus })))).toBe('valid');
    expect(school.asked.sort()).toEqual(['/school/did.json', '/status/many']);
    const five = [...credentialStatus, school.buildStatus(list, 5)];
    expect(await judge(await school.signProof(school.buildBadge({ credentialStatus: five })))).toBe(
      'unknown status:status-kind-unknown',
    );
  });

  it('gives up on JSON too deep or with too many values, and on a picture that unpacks to more than it may', async () => {
    expect(await judge(`{"a":${'['.repeat(200)}${']'.repeat(200)}}`)).toBe('unknown read:too-deep');
    expect(await judge(`{"a":[${'1,'.repeat(6_000)}1]}`)).toBe('unknown read:too-deep');
    const bomb = buildPng(textChunk('openbadgecredential', Buffer.alloc(50_000_000, 0x20), true));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await judge(bomb)).toBe('unknown read:too-large');
    expect(await judge(Buffer.alloc(4_000_001, 0x20))).toBe('unknown read:too-large');
  });

  it('does not try for long to canonicalise statements that all look alike', async () => {
    const badge = await school.signProof(school.buildBadge());
    const evidence = Array.from({ length: 300 }, () => ({ type: ['Evidence'] }));
    const began = performance.now();
    expect(await judge({ ...badge, evidence })).toMatch(/signature:(?:signature-broken|too-deep)/);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
