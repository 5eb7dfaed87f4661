import { importPKCS8 } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOpenBadge } from '../../../src/credentials/build-open-badge.js';
import type { Credential } from '../../../src/credentials/credential.js';
import type { OpenBadgeCredential } from '../../../src/credentials/open-badge.js';
import { signVcJwt } from '../../../src/credentials/vc-jwt.js';
import { readSignedBytes, readVcJwt } from '../../../src/credentials/verify-vc-jwt.js';
import {
  VERIFICATION_STEPS,
  type VerificationReason,
  type VerificationStepName,
} from '../../../src/credentials/verify/verification.js';
import { MOST_TEXT_BYTES } from '../../../src/credentials/verify/read-credential-text.js';
import { createVerifier, type Verification } from '../../../src/credentials/verify/verify-credential.js';
import { createSealer } from '../../../src/secrets/create-sealer.js';
import { generateEcKeyPair } from '../../../src/secrets/key-pairs.js';
import { createIssuerKeys } from '../../../src/credentials/issuer-keys.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { ADDRESSES, buildOpenBadgeFacts } from '../../support/build-open-badge-facts.js';
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

function verifyText(text: string, now = NOON): Promise<Verification> {
  const { stores } = database;
  const verifier = createVerifier({
    credentials: stores.credentials,
    issuers: stores.issuers,
    keys: stores.issuerKeys,
    addresses: ADDRESSES,
    now: () => now,
  });
  return verifier.verifyText(text);
}

/** The answer and the last step that somebody looked at. */
async function answerTo(text: string, now = NOON): Promise<string> {
  const { answer, steps } = await verifyText(text, now);
  const looked = steps.filter(({ reason }) => reason !== 'not-checked').at(-1);
  return [answer, looked?.name, looked?.reason].join(' ');
}

/** Signed by the issuer's own key, whatever it says. */
async function sign(badge: OpenBadgeCredential, keyAddress?: string): Promise<string> {
  const { kid, privateKey } = await privateKeyOf(world.issuer.id);
  return signVcJwt(badge, keyAddress ?? ADDRESSES.key(kid), privateKey);
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('verifying one of ours (OB 3.0 §8.2.5, §9)', () => {
  it('passes every step, in order', async () => {
    const { answer, steps, found: shown, credential: record } = await verifyText(credential.jwt);

    expect(answer).toBe('valid');
    expect(steps.map(({ name }) => name)).toEqual(VERIFICATION_STEPS);
    expect(steps.every(({ verdict }) => verdict === 'passed')).toBe(true);
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
      'not-valid record record-differs',
    );
  });

  it('finds nothing at an address that is not shared, and all of it at one that is', async () => {
    const address = ADDRESSES.credential(credential.id);
    const { stores, institutionId } = { ...database, ...world };
    const unshared = await verifyText(address);
    expect(unshared).toEqual(await verifyText(ADDRESSES.credential('f'.repeat(32))));
    expect(unshared).toMatchObject({ answer: 'unknown', found: null, credential: null });

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
    ['no credential at all', () => 'hello', 'unknown read not-readable'],
    ['JSON that is broken', () => '{"id":', 'unknown read not-readable'],
    ['too much text', () => 'x'.repeat(MOST_TEXT_BYTES + 1), 'unknown read too-large'],
    [
      'a changed payload under the old signature',
      () => {
        const [header, , signature] = credential.jwt.split('.');
        const { iss, jti, sub, nbf } = claims();
        const changed = { ...found, name: 'Something better', iss, jti, sub, nbf };
        return [header, encode(changed), signature].join('.');
      },
      'not-valid signature signature-broken',
    ],
    [
      'one changed byte of the signature',
      () => {
        const [header, payload, signature = ''] = credential.jwt.split('.');
        const bytes = Buffer.from(signature, 'base64url');
        bytes[10] = (bytes[10] ?? 0) ^ 1;
        return [header, payload, bytes.toString('base64url')].join('.');
      },
      'not-valid signature signature-broken',
    ],
    [
      'the same content signed anew, which we never issued so',
      () => sign(found),
      'not-valid validity within-dates',
    ],
    [
      'signed by our key under an id that we never issued',
      () => sign({ ...found, id: ADDRESSES.credential('f'.repeat(32)) }),
      'not-valid validity within-dates',
    ],
    [
      'the key of another issuer here',
      async () => {
        const other = buildIssuer({ institutionId: world.institutionId });
        await database.stores.issuers.create(world.institutionId, other);
        const { kid, privateKey } = await privateKeyOf(other.id);
        return signVcJwt(found, ADDRESSES.key(kid), privateKey);
      },
      'not-valid key key-of-another',
    ],
    ['a key that we do not know', () => sign(found, ADDRESSES.key('unknown')), 'not-valid key key-unknown'],
    [
      'a stranger’s signature over our address',
      async () => {
        const pair = await generateEcKeyPair();
        const { kid } = await privateKeyOf(world.issuer.id);
        return signVcJwt(found, ADDRESSES.key(kid), await importPKCS8(pair.privateKeyPem, 'ES256'));
      },
      'not-valid signature signature-broken',
    ],
    [
      'an issuer that we do not know',
      () => sign({ ...found, issuer: { ...found.issuer, id: ADDRESSES.issuerDid('unknown') } }),
      'not-valid issuer issuer-unknown',
    ],
    [
      'another header',
      () => {
        const [header = '', payload, signature] = credential.jwt.split('.');
        const read = JSON.parse(Buffer.from(header, 'base64url').toString()) as object;
        return [encode({ ...read, crit: ['exp'] }), payload, signature].join('.');
      },
      'not-valid format format-incomplete',
    ],
    [
      'a member that is missing',
      () => sign({ ...found, validFrom: undefined } as unknown as OpenBadgeCredential),
      'not-valid format format-incomplete',
    ],
    [
      'claims that say something else',
      () => {
        const [header, , signature] = credential.jwt.split('.');
        return [header, encode({ ...found, ...claims(), sub: 'urn:uuid:other' }), signature].join('.');
      },
      'not-valid format claims-differ',
    ],
    [
      'the JSON of one that we never issued',
      () => JSON.stringify({ ...found, id: ADDRESSES.credential('f'.repeat(32)) }),
      'not-valid record record-missing',
    ],
    [
      'ours by key, somebody else’s by name',
      () => sign({ ...found, issuer: { ...found.issuer, id: 'did:web:other.example' } }),
      'not-valid issuer issuer-unknown',
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

  it('names the record as what failed where everything else holds', async () => {
    const reasons = async (text: string) => {
      const { steps } = await verifyText(text);
      return steps.find(({ name }) => name === 'record')?.reason;
    };
    expect(await reasons(await sign(found))).toBe('record-differs');
    expect(await reasons(await sign({ ...found, id: ADDRESSES.credential('f'.repeat(32)) }))).toBe(
      'record-missing',
    );
  });

  it('has not begun, or is over', async () => {
    const begin = new Date(found.validFrom).getTime();
    expect(await answerTo(credential.jwt, new Date(begin - 1000))).toBe('not-valid validity not-yet-valid');
    expect(await answerTo(credential.jwt, new Date(begin))).toBe('valid validity within-dates');

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

describe('credentials of others', () => {
  it('are not judged, signed or not', async () => {
    const elsewhere = buildOpenBadge(buildOpenBadgeFacts(), {
      ...ADDRESSES,
      credential: (id) => `https://other.example/credentials/${id}`,
      issuerDid: (id) => `did:web:other.example:issuers:${id}`,
    });
    const pair = await generateEcKeyPair();
    const privateKey = await importPKCS8(pair.privateKeyPem, 'ES256');
    const text = await signVcJwt(elsewhere, 'https://other.example/keys/1', privateKey);

    for (const one of [text, JSON.stringify(elsewhere)]) {
      expect(await answerTo(one)).toBe('unknown issuer issuer-elsewhere');
    }
  });

  it('are never valid, and never look as if steps had been passed that nobody took', async () => {
    const { steps } = await verifyText('{"id":"https://other.example/1"}');
    const passed = steps.filter(({ verdict }) => verdict === 'passed').map(({ name }) => name);
    expect(passed).toEqual<VerificationStepName[]>(['read']);
    const unreached: VerificationReason = 'not-checked';
    expect(steps.slice(2).every(({ reason }) => reason === unreached)).toBe(true);
  });
});

describe('after the key was rotated', () => {
  it('verifies what the old key signed', async () => {
    const { issuerKeys } = database.stores;
    await issuerKeys.retire(world.institutionId, credential.kid, NOON);
    expect((await verifyText(credential.jwt)).answer).toBe('valid');
  });
});
