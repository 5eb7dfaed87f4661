import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeKey, openForeignIssuer, type ForeignIssuer, type Json } from '../../support/foreign-issuer.js';
import { useForeignVerification } from '../../support/foreign-verification.js';

const foreign = useForeignVerification();

const BEFORE = '2026-01-01T00:00:00Z';
/** After the credentials were signed, before they are read. */
const BETWEEN = '2026-03-02T09:00:00Z';
const AFTER = '2027-01-01T00:00:00Z';
const toSeconds = (date: string) => Date.parse(date) / 1000;

describe('a key that its issuer names and another address describes', () => {
  const cases: [string, Json, string][] = [
    ['sound', {}, 'valid'],
    ['revoked before', { revoked: BEFORE }, 'not-valid key:key-compromised'],
    ['revoked since', { revoked: BETWEEN }, 'unknown key:key-compromised-maybe'],
    ['revoked, nobody knows when', { revoked: true }, 'not-valid key:key-compromised'],
    ['to be revoked', { revoked: AFTER }, 'valid'],
    ['expired before', { expires: BEFORE }, 'not-valid key:key-expired'],
    ['expired since', { expires: BETWEEN }, 'valid'],
    ['expired since, revoked before', { expires: BETWEEN, revoked: BEFORE }, 'not-valid key:key-compromised'],
    ['of another', { controller: 'did:web:other.example' }, 'not-valid key:key-of-another'],
  ];

  function publish(about: Json): string {
    const { school } = foreign;
    const id = `${school.origin}/keys/elsewhere`;
    const document = { ...school.buildDidDocument(), verificationMethod: [], assertionMethod: [id] };
    school.routes.set('/school/did.json', { body: document });
    school.routes.set('/keys/elsewhere', { body: { id, controller: school.did, ...about } });
    return id;
  }

  it.each(cases)('%s: in a compact text', async (_what, about, expected) => {
    const kid = publish({ type: 'JsonWebKey', publicKeyJwk: foreign.school.keys.ec.jwk, ...about });
    const jwt = await foreign.school.signJwt(foreign.school.buildBadge(), { header: { kid } });
    expect(await foreign.judge(jwt)).toBe(expected);
  });

  it.each(cases)('%s: in a proof', async (_what, about, expected) => {
    const { school } = foreign;
    const method = publish({ type: 'Multikey', publicKeyMultibase: school.keys.ed.multibase, ...about });
    expect(await foreign.judge(await school.signProof(school.buildBadge(), { method }))).toBe(expected);
  });
});

describe('a bare JWK on the site of an https issuer without a list of keys (RFC 7517 §4)', () => {
  const cases: [string, Json, string][] = [
    ['sound', { use: 'sig', key_ops: ['verify'], alg: 'ES256' }, 'valid'],
    [
      'revoked before, as ours are written',
      { revoked: { revoked_at: toSeconds(BEFORE), reason: 'compromised' } },
      'not-valid key:key-compromised',
    ],
    [
      'revoked since',
      { revoked: { revoked_at: toSeconds(BETWEEN), reason: 'compromised' } },
      'unknown key:key-compromised-maybe',
    ],
    ['revoked, nobody knows when', { revoked: { reason: 'lost' } }, 'not-valid key:key-compromised'],
    ['over', { exp: toSeconds(BEFORE) }, 'not-valid key:key-expired'],
    ['for encryption', { use: 'enc' }, 'not-valid key:key-misused'],
    ['for other operations', { key_ops: ['deriveBits'] }, 'not-valid key:key-misused'],
    ['for another algorithm', { alg: 'ES384' }, 'not-valid key:key-misused'],
  ];

  it.each(cases)('%s', async (_what, about, expected) => {
    const { school } = foreign;
    const issuer = { id: `${school.origin}/issuer`, type: ['Profile'], name: 'Bosbouwschool' };
    school.routes.set('/issuer', { body: issuer });
    school.routes.set('/keys/1', { body: { ...school.keys.ec.jwk, ...about } });
    expect(await foreign.judge(await school.signJwt(school.buildBadge({ issuer })))).toBe(expected);
  });

  it('says that it was revoked for a key that did.json lists too', async () => {
    const { school } = foreign;
    const revoked = { revoked_at: toSeconds(BEFORE), reason: 'compromised' };
    school.routes.set('/keys/1', { body: { ...school.keys.ec.jwk, revoked } });
    expect(await foreign.judge(await school.signJwt(school.buildBadge()))).toBe(
      'not-valid key:key-compromised',
    );
  });

  it('inside did.json says what the method around it does not', async () => {
    const { school } = foreign;
    const document = school.buildDidDocument();
    const id = school.methods.jwt;
    for (const [about, expected] of [
      [{ use: 'enc' }, 'not-valid key:key-misused'],
      [{ revoked: { revoked_at: toSeconds(BEFORE) } }, 'not-valid key:key-compromised'],
    ] as const) {
      const publicKeyJwk = { ...school.keys.ec.jwk, ...about };
      const verificationMethod = [{ id, type: 'JsonWebKey', controller: school.did, publicKeyJwk }];
      const body = { ...document, verificationMethod, assertionMethod: [id] };
      school.routes.set('/school/did.json', { body });
      const jwt = await school.signJwt(school.buildBadge(), { header: { kid: id } });
      expect(await foreign.judge(jwt)).toBe(expected);
    }
  });
});

describe('an address that leads on to another site', () => {
  let other: ForeignIssuer;
  const key = makeKey('Ed25519');

  beforeAll(async () => {
    other = await openForeignIssuer();
  });
  afterAll(() => other.close());
  beforeEach(() => other.routes.clear());

  const leadTo = (path: string, location: string) =>
    foreign.school.routes.set(path, { status: 302, headers: { location }, body: '' });

  function sign(issuerId: string, method: string): Promise<Json> {
    const issuer = { id: issuerId, type: ['Profile'], name: 'Bosbouwschool' };
    return foreign.school.signProof(foreign.school.buildBadge({ issuer }), { key, method });
  }

  it('is no word of the issuer: its document', async () => {
    const id = `${foreign.school.origin}/goto`;
    const method = { id: `${id}#k`, controller: id, publicKeyMultibase: key.multibase };
    leadTo('/goto', `${other.origin}/issuer`);
    other.routes.set('/issuer', { body: { id, assertionMethod: [method] } });
    expect(await foreign.judge(await sign(id, `${id}#k`))).toBe('unknown key:redirected');
    other.routes.set('/issuer', { type: 'text/html', body: '<p>Bosbouwschool</p>' });
    expect(await foreign.judge(await sign(id, `${id}#k`))).toBe('unknown key:redirected');
  });

  it('nor did.json', async () => {
    const { school } = foreign;
    const method = { id: `${school.did}#k`, controller: school.did, publicKeyMultibase: key.multibase };
    leadTo('/school/did.json', `${other.origin}/did.json`);
    other.routes.set('/did.json', { body: { id: school.did, assertionMethod: [method] } });
    expect(await foreign.judge(await sign(school.did, `${school.did}#k`))).toBe('unknown key:redirected');
  });

  it('nor a key, whether the issuer names it or its site is all there is', async () => {
    const { school } = foreign;
    const id = `${school.origin}/keys/goto`;
    leadTo('/keys/goto', `${other.origin}/key`);
    other.routes.set('/key', { body: { id, controller: school.did, publicKeyMultibase: key.multibase } });
    const document = { ...school.buildDidDocument(), assertionMethod: [id] };
    school.routes.set('/school/did.json', { body: document });
    expect(await foreign.judge(await sign(school.did, id))).toBe('unknown key:redirected');

    const issuer = { id: `${school.origin}/about`, type: ['Profile'], name: 'Bosbouwschool' };
    school.routes.set('/about', { body: issuer });
    other.routes.set('/key', { body: school.keys.ec.jwk });
    const jwt = await school.signJwt(school.buildBadge({ issuer }), { header: { kid: id } });
    expect(await foreign.judge(jwt)).toBe('unknown key:redirected');
  });

  it('on the same site it may lead on', async () => {
    const { school } = foreign;
    leadTo('/school/did.json', '/moved');
    school.routes.set('/moved', { body: school.buildDidDocument() });
    leadTo('/keys/1', '/moved-key');
    school.routes.set('/moved-key', { body: school.keys.ec.jwk });
    expect(await foreign.judge(await school.signProof(school.buildBadge()))).toBe('valid');
    expect(await foreign.judge(await school.signJwt(school.buildBadge()))).toBe('valid');
  });

  it('a list of revocations may stand anywhere: the issuer signed it', async () => {
    const { school } = foreign;
    const list = await school.publishStatusList('/status/1', [4]);
    other.routes.set('/list', school.routes.get('/status/1') ?? 'silence');
    leadTo('/status/1', `${other.origin}/list`);
    const judgeSlot = async (slot: number) => {
      const credentialStatus = school.buildStatus(list, slot);
      return foreign.judge(await school.signProof(school.buildBadge({ credentialStatus })));
    };
    expect(await judgeSlot(3)).toBe('valid');
    expect(await judgeSlot(4)).toBe('not-valid status:revoked');
  });
});

describe('names of keys that others write', () => {
  it('an https issuer without a list: a key on its site that says whose it is', async () => {
    const { school } = foreign;
    const id = `${school.origin}/issuer`;
    const method = `${school.origin}/keys/ed`;
    const issuer = { id, type: ['Profile'], name: 'Bosbouwschool' };
    school.routes.set('/issuer', { body: issuer });
    const judgeKey = async (controller: string) => {
      const body = { id: method, type: 'Multikey', controller, publicKeyMultibase: school.keys.ed.multibase };
      school.routes.set('/keys/ed', { body });
      return foreign.judge(await school.signProof(school.buildBadge({ issuer }), { method }));
    };
    expect(await judgeKey(id)).toBe('valid');
    expect(await judgeKey(`${school.origin}/another`)).toBe('not-valid key:key-of-another');
    school.routes.delete('/keys/ed');
    expect(await foreign.judge(await school.signProof(school.buildBadge({ issuer }), { method }))).toBe(
      'unknown key:key-unreachable',
    );
  });

  it('a DID without a fragment, where it has one key', async () => {
    const { school } = foreign;
    const did = `did:key:${school.keys.ed.multibase}`;
    const badge = school.buildBadge({ issuer: { id: did, type: ['Profile'], name: 'Zelf' } });
    expect(await foreign.judge(await school.signProof(badge, { method: did }))).toBe('valid');
    const jwt = await school.signJwt(badge, { alg: 'EdDSA', key: school.keys.ed, header: { kid: did } });
    expect(await foreign.judge(jwt)).toBe('valid');
    const many = await school.signProof(school.buildBadge(), { method: school.did });
    expect(await foreign.judge(many)).toBe('not-valid key:key-unknown');
  });
});
