import { importPKCS8 } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../src/credentials/credential.js';
import type { OpenBadgeCredential } from '../../../src/credentials/open-badge.js';
import { signVcJwt } from '../../../src/credentials/vc-jwt.js';
import { readSignedBytes, readVcJwt } from '../../../src/credentials/verify-vc-jwt.js';
import { VERIFICATION_STEPS } from '../../../src/credentials/verify/verification.js';
import { MOST_TEXT_BYTES } from '../../../src/credentials/verify/read-input.js';
import {
  createVerifier,
  type Verification,
  type VerifyOptions,
} from '../../../src/credentials/verify/verify-credential.js';
import { buildAssertion } from '../../../src/credentials/ob2/build-ob2.js';
import { readOpenBadge } from '../../../src/credentials/read-issued.js';
import { createSealer } from '../../../src/secrets/create-sealer.js';
import { generateEcKeyPair } from '../../../src/secrets/key-pairs.js';
import { createIssuerKeys } from '../../../src/credentials/issuer-keys.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { ADDRESSES } from '../../support/build-open-badge-facts.js';
import { buildAward, buildIssuer, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
let credential: Credential;
let found: OpenBadgeCredential;
let privateKeyOf: (issuerId: string) => Promise<{ kid: string; privateKey: Parameters<typeof signVcJwt>[2] }>;

beforeAll(async () => {
  database = await openTestStores();
  const { stores } = database;
  world = await createAwardingWorld(stores);
  const badgeClass = await world.addBadgeClass();
  const award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
  credential = await world.credentialService.issue({ award, learner: { name: 'Anna', email: null } });
  found = readVcJwt(credential.jwt)?.credential as unknown as OpenBadgeCredential;
  const keys = createIssuerKeys({
    keys: stores.issuerKeys,
    sealer: createSealer(Buffer.alloc(32, 7)),
    audit: async () => undefined,
    now: () => NOON,
  });
  privateKeyOf = (issuerId) => keys.ensureSigningKey(world.institutionId, issuerId);
});
afterAll(() => database.close());

/** Ours is judged without asking anybody. */
const fetchNothing = () => Promise.reject(new Error('nothing of ours is fetched'));

function verifyText(text: string, now = NOON, options: VerifyOptions = {}): Promise<Verification> {
  const { stores } = database;
  const verifier = createVerifier({
    credentials: stores.credentials,
    issuers: stores.issuers,
    keys: stores.issuerKeys,
    addresses: ADDRESSES,
    ownOrigins: ['https://badges.example.org'],
    fetch: fetchNothing,
    now: () => now,
  });
  return verifier.verifyText(text, options);
}

/** The answer, and each step that failed or could not be checked. */
async function answerTo(text: string, now = NOON, options: VerifyOptions = {}): Promise<string> {
  const { answer, steps } = await verifyText(text, now, options);
  const told = steps.filter(
    ({ verdict, reason }) =>
      verdict !== 'passed' && reason !== 'not-checked' && reason !== 'recipient-not-asked',
  );
  return [answer, ...told.map(({ name, reason }) => `${name}:${reason}`)].join(' ');
}

/** Signed by the issuer's own key, whatever it says. */
async function sign(badge: OpenBadgeCredential, keyAddress?: string): Promise<string> {
  const { kid, privateKey } = await privateKeyOf(world.issuer.id);
  return signVcJwt(badge, keyAddress ?? ADDRESSES.key(kid), privateKey);
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('verifying one of ours (OB 3.0 §8.2.5, §9)', () => {
  it('passes every step, in order', async () => {
    const { answer, steps, openBadge: shown, credential: record } = await verifyText(credential.jwt);

    expect(answer).toBe('valid');
    expect(steps.map(({ name }) => name)).toEqual(VERIFICATION_STEPS);
    expect(steps.map(({ reason }) => reason)).toEqual([
      'readable',
      'format-complete',
      'signature-holds',
      'key-of-issuer',
      'not-revoked',
      'within-dates',
      'recipient-not-asked',
    ]);
    expect(shown).toEqual(found);
    expect(record).toEqual(credential);
  });

  it('takes it as pasted: wrapped, with spaces and a byte order mark', async () => {
    const wrapped = `\uFEFF \n${credential.jwt.replace(/(.{76})/g, '$1\r\n')}\n`;
    expect((await verifyText(wrapped)).answer).toBe('valid');
  });

  it('takes its JSON for the one that we signed, with and without claims, and for no other', async () => {
    const payload = readSignedBytes(credential.jwt).toString();
    const reasonOf = async (text: string) => {
      const { answer, steps } = await verifyText(text);
      return `${answer} ${steps[0]?.reason}`;
    };
    expect(await reasonOf(payload)).toBe('valid unsigned-copy');
    expect(await reasonOf(JSON.stringify(found, null, 2))).toBe('valid unsigned-copy');
    expect(await answerTo(JSON.stringify({ ...found, name: 'Better' }))).toBe(
      'not-valid signature:signature-missing status:record-differs',
    );
  });

  it('finds nothing at an address that is not shared, and all of it at one that is', async () => {
    const address = ADDRESSES.credential(credential.id);
    const { stores, institutionId } = { ...database, ...world };
    const unshared = await verifyText(address);
    expect(unshared).toEqual(await verifyText(ADDRESSES.credential('f'.repeat(32))));
    expect(unshared).toMatchObject({ answer: 'unknown', content: null, openBadge: null, credential: null });

    await stores.credentials.setShared(institutionId, credential.id, true, NOON);
    try {
      for (const text of [address, `${address}.json`, `${address}.jwt`, ` ${address}\n`]) {
        expect((await verifyText(text)).answer).toBe('valid');
      }
    } finally {
      await stores.credentials.setShared(institutionId, credential.id, false, NOON);
    }
  });
});

describe('each way to be wrong', () => {
  const cases: [string, () => string | Promise<string>, string][] = [
    ['no credential at all', () => 'hello', 'unknown read:not-readable'],
    ['JSON that is broken', () => '{"id":', 'unknown read:not-readable'],
    ['too much text', () => 'x'.repeat(MOST_TEXT_BYTES + 1), 'unknown read:too-large'],
    [
      'a changed payload under the old signature',
      () => {
        const [header, , signature] = credential.jwt.split('.');
        const { iss, jti, sub, nbf } = claims();
        const changed = { ...found, name: 'Something better', iss, jti, sub, nbf };
        return [header, encode(changed), signature].join('.');
      },
      'not-valid signature:signature-broken status:record-differs',
    ],
    [
      'one changed byte of the signature',
      () => {
        const [header, payload, signature = ''] = credential.jwt.split('.');
        const bytes = Buffer.from(signature, 'base64url');
        bytes[10] = (bytes[10] ?? 0) ^ 1;
        return [header, payload, bytes.toString('base64url')].join('.');
      },
      'not-valid signature:signature-broken status:record-differs',
    ],
    [
      'the same content signed anew, which we never issued so',
      () => sign(found),
      'not-valid status:record-differs',
    ],
    [
      'signed by our key under an id that we never issued',
      () => sign({ ...found, id: ADDRESSES.credential('f'.repeat(32)) }),
      'not-valid status:record-missing',
    ],
    [
      'the key of another issuer here',
      async () => {
        const other = buildIssuer({ institutionId: world.institutionId });
        await database.stores.issuers.create(world.institutionId, other);
        const { kid, privateKey } = await privateKeyOf(other.id);
        return signVcJwt(found, ADDRESSES.key(kid), privateKey);
      },
      'not-valid key:key-of-another status:record-differs',
    ],
    [
      'a key that we do not know',
      () => sign(found, ADDRESSES.key('unknown')),
      'not-valid key:key-unknown status:record-differs',
    ],
    [
      'a stranger’s signature over our address',
      async () => {
        const pair = await generateEcKeyPair();
        const { kid } = await privateKeyOf(world.issuer.id);
        return signVcJwt(found, ADDRESSES.key(kid), await importPKCS8(pair.privateKeyPem, 'ES256'));
      },
      'not-valid signature:signature-broken status:record-differs',
    ],
    [
      'an issuer that we do not know',
      () => sign({ ...found, issuer: { ...found.issuer, id: ADDRESSES.issuerDid('unknown') } }),
      'not-valid key:issuer-unknown status:record-differs',
    ],
    [
      'another header',
      () => {
        const [header = '', payload, signature] = credential.jwt.split('.');
        const read = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
        return [encode({ ...read, crit: ['exp'] }), payload, signature].join('.');
      },
      'not-valid schema:format-incomplete signature:signature-broken status:record-differs',
    ],
    [
      'a member that is missing',
      () => sign({ ...found, validFrom: undefined } as unknown as OpenBadgeCredential),
      'not-valid schema:format-incomplete',
    ],
    [
      'claims that say something else',
      () => {
        const [header, , signature] = credential.jwt.split('.');
        return [header, encode({ ...found, ...claims(), sub: 'urn:uuid:other' }), signature].join('.');
      },
      'not-valid schema:claims-differ signature:signature-broken status:record-differs',
    ],
    [
      'the JSON of one that we never issued',
      () => JSON.stringify({ ...found, id: ADDRESSES.credential('f'.repeat(32)) }),
      'not-valid signature:signature-missing status:record-missing',
    ],
    [
      'ours by key, somebody else’s by name',
      () => sign({ ...found, issuer: { ...found.issuer, id: 'did:web:other.example' } }),
      'not-valid key:issuer-unknown status:record-differs',
    ],
  ];

  function claims(): Record<string, unknown> {
    const { iss, jti, sub, nbf } = JSON.parse(readSignedBytes(credential.jwt).toString()) as Record<
      string,
      unknown
    >;
    return { iss, jti, sub, nbf };
  }

  it.each(cases)('%s', async (_what, makeText, expected) => {
    expect(await answerTo(await makeText())).toBe(expected);
  });

  it('has not begun, or is over', async () => {
    const begin = new Date(found.validFrom).getTime();
    expect(await answerTo(credential.jwt, new Date(begin - 1000))).toBe('not-valid validity:not-yet-valid');
    expect(await answerTo(credential.jwt, new Date(begin))).toBe('valid');

    const ending = { ...found, validUntil: '2026-03-02T12:30:00Z' };
    const text = await sign(ending);
    const dateOf = async (now: Date) => {
      const { steps } = await verifyText(text, now);
      return steps.find(({ name }) => name === 'validity')?.reason;
    };
    expect(await dateOf(minutesAfterNoon(30))).toBe('within-dates');
    expect(await dateOf(minutesAfterNoon(31))).toBe('expired');
  });
});

describe('whose it is', () => {
  it.each([
    ['Anna', 'valid'],
    [' ANNA ', 'not-valid recipient:recipient-differs'],
    ['Anne', 'not-valid recipient:recipient-differs'],
    ['   ', 'valid'],
  ])('asked about %j', async (recipient, expected) => {
    expect(await answerTo(credential.jwt, NOON, { recipient })).toBe(expected);
  });
});

describe('its JSON with the proof inside', () => {
  const json = () => JSON.parse(credential.json ?? '{}') as Record<string, unknown>;

  it('passes, written anew and baked into a picture too', async () => {
    expect(await answerTo(credential.json ?? '')).toBe('valid');
    expect(await answerTo(JSON.stringify(json(), null, 2))).toBe('valid');
    const { steps } = await verifyText(credential.json ?? '');
    expect(steps.map(({ verdict }) => verdict).slice(0, 6)).toEqual(Array(6).fill('passed'));
  });

  it('is the same with its proof as an object, not in a list of one', async () => {
    const [proof] = json()['proof'] as [Record<string, unknown>];
    const verification = await verifyText(JSON.stringify({ ...json(), proof }));
    expect(verification.answer).toBe('valid');
    expect(verification.credential?.id).toBe(credential.id);
    expect(await answerTo(JSON.stringify({ ...json(), proof: [proof, proof] }))).toContain('record-differs');
  });

  it('is told from one with a changed word, another proof, or no proof', async () => {
    const [proof] = json()['proof'] as [Record<string, unknown>];
    const proofValue = String(proof['proofValue']).replace(/.$/, (last) => (last === '2' ? '3' : '2'));
    const cases: [Record<string, unknown>, string][] = [
      [{ ...json(), name: 'Beter' }, 'not-valid signature:signature-broken status:record-differs'],
      [
        { ...json(), proof: [{ ...proof, proofValue }] },
        'not-valid signature:signature-broken status:record-differs',
      ],
      [
        {
          ...json(),
          proof: [
            { ...proof, verificationMethod: 'did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH' },
          ],
        },
        'not-valid key:key-unknown status:record-differs',
      ],
      [
        {
          ...json(),
          '@context': [...(json()['@context'] as unknown[]), { name: 'https://schema.org/name' }],
        },
        'not-valid schema:context-changed',
      ],
    ];
    for (const [changed, expected] of cases) expect(await answerTo(JSON.stringify(changed))).toBe(expected);
    const { proof: _proof, ...copy } = json();
    const { answer, steps } = await verifyText(JSON.stringify(copy));
    expect([answer, steps[0]?.reason]).toEqual(['valid', 'unsigned-copy']);
  });
});

describe('its hosted Open Badges 2.0', () => {
  it('is judged by the record behind it, and a copy that says something else is not ours', async () => {
    const assertion = buildAssertion(
      { ...credential, credentialId: credential.id, openBadge: readOpenBadge(credential) },
      ADDRESSES,
    );
    expect(await answerTo(JSON.stringify(assertion))).toBe('valid');
    expect(await answerTo(JSON.stringify({ ...assertion, issuedOn: '2020-01-01T00:00:00Z' }))).toBe(
      'not-valid signature:hosted-differs',
    );
    const missing = { ...assertion, id: ADDRESSES.hostedAssertion('f'.repeat(32)) };
    expect(await answerTo(JSON.stringify(missing))).toBe('not-valid status:record-missing');
  });

  const copyOf = (issued: Credential) =>
    buildAssertion({ ...issued, credentialId: issued.id, openBadge: readOpenBadge(issued) }, ADDRESSES);
  const statusOf = async (assertion: object, now = minutesAfterNoon(1)) => {
    const { answer, steps } = await verifyText(JSON.stringify(assertion), now);
    return [answer, steps.find(({ name }) => name === 'status')?.reason];
  };
  const evidence = [{ name: 'Verslag', url: 'https://example.org/report' }];

  async function issueOne(): Promise<Credential> {
    const badgeClass = await world.addBadgeClass({ validForDays: 30 });
    const award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
    return world.credentialService.issue({
      award,
      learner: { name: 'Anna', email: 'an@example.org' },
      evidence,
    });
  }

  async function showEvidence(id: string, isShown: boolean): Promise<Credential> {
    const shows = { name: false, grade: false, evidence: isShown };
    const changed = await world.credentialService.issueWith(world.institutionId, id, shows, { kind: 'tool' });
    if (!changed) throw new Error('issued anew');
    return changed;
  }

  it('is known as it stood before its learner let evidence in or out', async () => {
    const first = await issueOne();
    const open = await showEvidence(first.id, true);
    expect(copyOf(open)).not.toEqual(copyOf(first));
    expect(await statusOf(copyOf(first))).toEqual(['valid', 'renewed']);
    expect(await statusOf(copyOf(open))).toEqual(['valid', 'not-revoked']);
    await showEvidence(first.id, false);
    expect(await statusOf(copyOf(first))).toEqual(['valid', 'not-revoked']);
    expect(await statusOf(copyOf(open))).toEqual(['valid', 'renewed']);
  });

  it('counts as it stands at its address after a renewal, while it is not revoked', async () => {
    const { credentialService, institutionId, clock } = world;
    const first = await issueOne();
    clock.pass(20 * 24 * 60);
    await credentialService.renew(institutionId, first.id, { actor: { kind: 'tool' } });
    clock.pass(-20 * 24 * 60);
    const later = minutesAfterNoon(40 * 24 * 60);
    expect(new Date(copyOf(first).expires ?? later) < later).toBe(true);
    expect(await statusOf(copyOf(first), later)).toEqual(['valid', 'renewed']);
    await credentialService.suspend(institutionId, first.id, { reason: 'a check', actor: { kind: 'tool' } });
    expect(await statusOf(copyOf(first), later)).toEqual(['not-valid', 'suspended']);
  });

  it.each([
    ['recipient', { type: 'id', hashed: false, identity: 'urn:uuid:other' }],
    ['badge', 'https://badges.example.org/ob2/badges/other?version=1'],
    ['issuedOn', '2020-01-01T00:00:00Z'],
    ['expires', '2040-01-01T00:00:00Z'],
    ['evidence', [{ type: 'Evidence', name: 'Nobel prize' }]],
    ['narrative', 'Cum laude'],
    ['grade', '10'],
  ])('is not ours with another %s, whatever it was before', async (name, value) => {
    const first = await issueOne();
    await showEvidence(first.id, true);
    expect(await answerTo(JSON.stringify({ ...copyOf(first), [name]: value }))).toBe(
      'not-valid signature:hosted-differs',
    );
  });
});

describe('what happened to it since', () => {
  it('renewed: what it replaced is still ours', async () => {
    const old = await issueAnother();
    const renewed = await world.credentialService.renew(world.institutionId, old.id, {
      actor: { kind: 'tool' },
    });
    expect(renewed.jwt).not.toBe(old.jwt);
    const { answer, steps } = await verifyText(old.jwt, minutesAfterNoon(1));
    expect([answer, steps.find(({ name }) => name === 'status')?.reason]).toEqual(['valid', 'renewed']);
    expect(await answerTo(renewed.jwt, minutesAfterNoon(1))).toBe('valid');
  });

  async function issueAnother(): Promise<Credential> {
    const badgeClass = await world.addBadgeClass();
    const award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
    return world.credentialService.issue({ award, learner: { name: 'Anna', email: null } });
  }
  const change = { reason: 'a mistake', actor: { kind: 'tool' } } as const;

  it('suspended, reinstated, revoked: the same bytes, another answer', async () => {
    const { id, jwt } = await issueAnother();
    const { credentialService, institutionId } = world;
    await credentialService.suspend(institutionId, id, change);
    expect(await answerTo(jwt)).toBe('not-valid status:suspended');
    await credentialService.reinstate(institutionId, id, change);
    expect(await answerTo(jwt)).toBe('valid');
    await credentialService.revoke(institutionId, id, change);
    expect(await answerTo(jwt)).toBe('not-valid status:revoked');
  });

  it('a key that was lost takes along what it signed from that day on, and nothing before', async () => {
    const before = await issueAnother();
    world.clock.pass(120);
    const after = await issueAnother();
    world.clock.pass(-120);
    const { issuerKeys } = database.stores;
    await issuerKeys.markCompromised(
      world.institutionId,
      before.kid,
      minutesAfterNoon(60),
      minutesAfterNoon(180),
    );
    const reasonOf = async ({ jwt }: Credential) => {
      const { answer, steps } = await verifyText(jwt, minutesAfterNoon(180));
      return [answer, steps.find(({ name }) => name === 'key')?.reason];
    };
    expect(after.kid).toBe(before.kid);
    expect(await reasonOf(before)).toEqual(['valid', 'key-compromised-later']);
    expect(await reasonOf(after)).toEqual(['not-valid', 'key-compromised']);
  });
});
