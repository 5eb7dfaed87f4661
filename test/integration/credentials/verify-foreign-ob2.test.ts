import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createGuardedFetch, type ClosableGuardedFetch } from '../../../src/http/create-guarded-fetch.js';
import { NOON } from '../../support/build-records.js';
import { openForeignIssuer, type ForeignIssuer, type Json } from '../../support/foreign-issuer.js';
import { openVerifier } from '../../support/foreign-verification.js';

/** Two sites: one is trusted, the other is anybody's. */
let school: ForeignIssuer;
let anybody: ForeignIssuer;
let fetch: ClosableGuardedFetch;

beforeAll(async () => {
  [school, anybody] = await Promise.all([openForeignIssuer(), openForeignIssuer()]);
  fetch = createGuardedFetch({ allowHosts: [], allowLoopback: true });
});
afterAll(async () => {
  await fetch.close();
  await Promise.all([school.close(), anybody.close()]);
});
afterEach(() => {
  for (const { routes } of [school, anybody]) routes.clear();
});

function verify(source: string | Json) {
  return openVerifier(fetch, () => NOON).verifyText(
    typeof source === 'string' ? source : JSON.stringify(source),
  );
}

/** The answer, and every step that did not simply pass. */
async function judge(source: string | Json): Promise<string> {
  const { answer, steps } = await verify(source);
  const told = steps.filter(
    ({ verdict, reason }) =>
      verdict !== 'passed' && reason !== 'recipient-not-asked' && reason !== 'not-checked',
  );
  return [answer, ...told.map(({ name, reason }) => `${name}:${reason}`)].join(' ');
}

const CONTEXT = { '@context': 'https://w3id.org/openbadges/v2' };
const NOBODYS_IDS = [undefined, 'did:web:harvard.edu', 'urn:uuid:harvard', 'mailto:dean@harvard.edu'];

/** An issuer that stands nowhere but inside. */
function buildHarvard(id: string | undefined, others: Json = {}): Json {
  return {
    ...(id !== undefined && { id }),
    type: 'Issuer',
    name: 'Harvard University',
    url: 'https://harvard.edu',
    email: 'dean@harvard.edu',
    ...others,
  };
}

function buildBadgeClass(id: string | undefined, issuer: unknown): Json {
  return {
    ...(id !== undefined && { id }),
    type: 'BadgeClass',
    name: 'PhD',
    description: 'A doctorate.',
    image: 'data:image/png;base64,iVBORw0KGgo=',
    criteria: { narrative: 'None.' },
    issuer,
  };
}

function buildAssertion(id: string, badge: unknown, others: Json = {}): Json {
  return {
    ...CONTEXT,
    type: 'Assertion',
    id,
    recipient: { type: 'email', hashed: false, identity: 'me@example.org' },
    badge,
    verification: { type: 'HostedBadge' },
    issuedOn: '2026-03-01T09:00:00Z',
    ...others,
  };
}

describe('an OB 2.0 whose issuer stands nowhere but inside', () => {
  const sign = (badge: Json, creator: string) =>
    anybody.signPayload(
      buildAssertion('urn:uuid:7c1d0f4e-0b3f-4d7e-8a91-2f6f6a0b9c11', badge, {
        verification: { type: 'SignedBadge', creator },
      }),
      {},
      'RS256',
      anybody.keys.rsa,
    );
  const ownKey = (id: string) => ({ id, type: 'CryptographicKey', publicKeyPem: anybody.keys.rsa.pem });

  it.each(NOBODYS_IDS)('is not known to be of anybody: signed, issuer %s', async (id) => {
    const issuer = buildHarvard(id, { publicKey: ownKey('urn:key:1') });
    const badge = buildBadgeClass(id && 'urn:uuid:badge', issuer);
    const text = await sign(badge, 'urn:key:1');
    expect(await judge(text)).toBe('unknown key:issuer-unbound');
    // What it says is shown as a claim.
    expect((await verify(text)).content).toMatchObject({ title: 'PhD', issuerName: 'Harvard University' });
  });

  it.each(NOBODYS_IDS)('is not known to be of anybody: hosted, issuer %s', async (id) => {
    const { host } = new URL(anybody.origin);
    const [assertion, badge] = [`${anybody.origin}/a`, `${anybody.origin}/b`];
    const issuer = buildHarvard(id, {
      verification: { allowedOrigins: [host], startsWith: anybody.origin },
    });
    anybody.routes.set('/a', { body: buildAssertion(assertion, badge) });
    anybody.routes.set('/b', { body: { ...CONTEXT, ...buildBadgeClass(badge, issuer) } });
    expect(await judge(assertion)).toBe('unknown key:issuer-unbound');
    anybody.routes.set('/a', { body: buildAssertion(assertion, buildBadgeClass(id, issuer)) });
    expect(await judge(assertion)).toBe('unknown key:badge-unbound');
  });

  it('is not known where the document at the issuer’s address calls itself something that nobody can read', async () => {
    const [assertion, badge, issuer] = ['a', 'b', 'i'].map((path) => `${anybody.origin}/${path}`) as [
      string,
      string,
      string,
    ];
    anybody.routes.set('/a', { body: buildAssertion(assertion, badge) });
    anybody.routes.set('/b', { body: { ...CONTEXT, ...buildBadgeClass(badge, issuer) } });
    anybody.routes.set('/i', { body: { ...CONTEXT, ...buildHarvard('did:web:harvard.edu') } });
    expect(await judge(assertion)).toBe('unknown key:issuer-unbound');
  });
});

describe('an OB 2.0 that names an issuer who has an address', () => {
  /** The school's own three documents; `overrides` by address. */
  const publish = (overrides: Readonly<Record<string, Json>> = {}) => school.publishAssertion(overrides);
  const issuer = () => `${school.origin}/ob2/issuer`;

  it('is not theirs for words about them inside: what their address says counts', async () => {
    publish();
    const { host } = new URL(anybody.origin);
    const [assertion, badge] = [`${anybody.origin}/a`, `${anybody.origin}/b`];
    const embedded = buildHarvard(issuer(), { verification: { allowedOrigins: host } });
    anybody.routes.set('/a', { body: buildAssertion(assertion, badge) });
    anybody.routes.set('/b', { body: { ...CONTEXT, ...buildBadgeClass(badge, embedded) } });
    expect(await judge(assertion)).toBe('not-valid key:key-of-another');
    expect((await verify(assertion)).content).toMatchObject({ issuerName: 'Bosbouwschool' });
  });

  it('is not theirs when a document elsewhere calls itself by their address', async () => {
    publish();
    const [assertion, badge, copy] = ['a', 'b', 'i'].map((path) => `${anybody.origin}/${path}`) as [
      string,
      string,
      string,
    ];
    anybody.routes.set('/a', { body: buildAssertion(assertion, badge) });
    anybody.routes.set('/b', { body: { ...CONTEXT, ...buildBadgeClass(badge, copy) } });
    anybody.routes.set('/i', { body: { ...CONTEXT, ...buildHarvard(issuer()) } });
    expect(await judge(assertion)).toBe('not-valid key:key-of-another');
  });

  it('is theirs on another site that their own document allows', async () => {
    const { host } = new URL(anybody.origin);
    const [assertion, badge] = [`${anybody.origin}/badges/a`, `${anybody.origin}/badges/b`];
    anybody.routes.set('/badges/a', { body: buildAssertion(assertion, badge) });
    anybody.routes.set('/badges/b', { body: { ...CONTEXT, ...buildBadgeClass(badge, issuer()) } });
    const rules: [Json, string][] = [
      [{ allowedOrigins: host }, 'valid'],
      [{ allowedOrigins: ['elsewhere.example', host] }, 'valid'],
      [{ startsWith: `${anybody.origin}/badges/` }, 'valid'],
      [{ startsWith: `${anybody.origin}/badges/`, allowedOrigins: [host] }, 'valid'],
      [{ startsWith: `${anybody.origin}/others/`, allowedOrigins: [host] }, 'not-valid key:key-of-another'],
      [{ allowedOrigins: 'elsewhere.example' }, 'not-valid key:key-of-another'],
      [{}, 'not-valid key:key-of-another'],
    ];
    for (const [verification, expected] of rules) {
      publish({ '/ob2/issuer': { verification } });
      expect([verification, await judge(assertion)]).toEqual([verification, expected]);
    }
  });

  it('may have its badge class beside the place where its assertions must begin', async () => {
    publish({ '/ob2/issuer': { verification: { startsWith: `${school.origin}/ob2/assertion` } } });
    expect(await judge(`${school.origin}/ob2/assertion`)).toBe('valid');
  });

  it('may carry its badge class and issuer along, which are read at their addresses', async () => {
    publish();
    const badge = (school.routes.get('/ob2/badge') as { body: Json }).body;
    const profile = (school.routes.get('/ob2/issuer') as { body: Json }).body;
    publish({ '/ob2/assertion': { badge: { ...badge, name: 'Anders', issuer: profile } } });
    const { answer, content } = await verify(`${school.origin}/ob2/assertion`);
    expect([answer, content?.title]).toEqual(['valid', 'Kettingzagen']);
  });

  describe('signed', () => {
    const key = () => `${school.origin}/ob2/key`;
    const publishKey = () => {
      publish({ '/ob2/issuer': { publicKey: key() } });
      const body = {
        type: 'CryptographicKey',
        id: key(),
        owner: issuer(),
        publicKeyPem: school.keys.rsa.pem,
      };
      school.routes.set('/ob2/key', { body });
    };
    const sign = (badge: unknown, creator: unknown = key(), by = school) =>
      by.signPayload(
        buildAssertion('urn:uuid:aa0b1f5e-0f5f-45a5-95a2-0c1f7b7d2f10', badge, {
          verification: { type: 'SignedBadge', creator },
        }),
        {},
        'RS256',
        by.keys.rsa,
      );

    it('may carry a badge class that has no address, which the signature covers', async () => {
      publishKey();
      expect(await judge(await sign(buildBadgeClass('urn:uuid:badge', issuer())))).toBe('valid');
      expect(await judge(await sign({ ...buildBadgeClass('urn:uuid:badge', issuer()), name: 5 }))).toBe(
        'not-valid schema:format-incomplete',
      );
    });

    it('is not theirs by a key that stands inside', async () => {
      publishKey();
      const own = { type: 'CryptographicKey', publicKeyPem: anybody.keys.rsa.pem };
      const badge = buildBadgeClass(undefined, {
        ...buildHarvard(issuer()),
        publicKey: { id: 'urn:k', ...own },
      });
      expect(await judge(await sign(badge, 'urn:k', anybody))).toBe(
        'not-valid schema:format-incomplete key:key-of-another',
      );
      const hosted = `${school.origin}/ob2/badge`;
      expect(await judge(await sign(hosted, { id: key(), ...own }, anybody))).toBe(
        'not-valid signature:signature-broken',
      );
      anybody.routes.set('/k', { body: { id: `${anybody.origin}/k`, owner: issuer(), ...own } });
      expect(await judge(await sign(hosted, `${anybody.origin}/k`, anybody))).toBe(
        'not-valid key:key-of-another',
      );
    });

    it('is theirs by a key that stands in their own document, and not by one that says it is another’s', async () => {
      publish({ '/ob2/issuer': { publicKey: { id: 'urn:key:1', publicKeyPem: school.keys.rsa.pem } } });
      expect(await judge(await sign(`${school.origin}/ob2/badge`, 'urn:key:1'))).toBe('valid');
      const owner = `${anybody.origin}/i`;
      publish({
        '/ob2/issuer': { publicKey: { id: 'urn:key:1', owner, publicKeyPem: school.keys.rsa.pem } },
      });
      expect(await judge(await sign(`${school.origin}/ob2/badge`, 'urn:key:1'))).toBe(
        'not-valid key:key-of-another',
      );
    });

    it('is read at its address where it says that it is hosted, whoever signed it', async () => {
      const assertion = publish();
      const text = await anybody.signPayload(assertion, {}, 'RS256', anybody.keys.rsa);
      expect(await judge(text)).toBe('valid');
      const other = { ...assertion, issuedOn: '2020-01-01T00:00:00Z' };
      expect(await judge(await anybody.signPayload(other, {}, 'RS256', anybody.keys.rsa))).toBe(
        'not-valid signature:hosted-differs',
      );
    });
  });

  it('is not checked where it says to be verified in another way', async () => {
    const assertion = publish({
      '/ob2/assertion': { verification: { type: ['MerkleProofVerification2017', 'Extension'] } },
    });
    expect(await judge({ ...assertion, verification: { type: 'MerkleProofVerification2017' } })).toBe(
      'unknown signature:signature-kind-unknown',
    );
  });
});

describe('an OB 2.0 whose address leads on to another site', () => {
  /** What the school really has: a badge class and its own profile. */
  function placeSchool(): string {
    const profile = `${school.origin}/issuer`;
    const badge = `${school.origin}/badge`;
    school.routes.set('/issuer', {
      body: { ...CONTEXT, ...buildHarvard(profile, { url: school.origin, name: 'School' }) },
    });
    school.routes.set('/badge', { body: { ...CONTEXT, ...buildBadgeClass(badge, profile) } });
    return badge;
  }

  const leadTo = (address: string) => ({ status: 302, headers: { location: address }, body: '' });

  it('is nothing that the school said, though its address is the school’s', async () => {
    const badge = placeSchool();
    const address = `${school.origin}/goto?u=anybody`;
    const forged = buildAssertion(address, badge);
    anybody.routes.set('/forged', { body: forged });
    school.routes.set('/goto', leadTo(`${anybody.origin}/forged`));
    expect(await judge(forged)).toContain('unknown signature:redirected');

    // On the school's own site it may lead wherever it likes.
    school.routes.set('/really', { body: forged });
    school.routes.set('/goto', leadTo(`${school.origin}/really`));
    expect(await judge(forged)).toBe('valid');
  });

  it('has no issuer where the issuer’s address leads on', async () => {
    const profile = `${school.origin}/goto?u=anybody`;
    const address = `${anybody.origin}/assertion`;
    const badge = `${anybody.origin}/badge`;
    const allowed = { verification: { allowedOrigins: [new URL(anybody.origin).host] } };
    anybody.routes.set('/issuer', { body: { ...CONTEXT, ...buildHarvard(profile, allowed) } });
    anybody.routes.set('/badge', { body: { ...CONTEXT, ...buildBadgeClass(badge, profile) } });
    anybody.routes.set('/assertion', { body: buildAssertion(address, badge) });
    school.routes.set('/goto', leadTo(`${anybody.origin}/issuer`));
    expect(await judge(buildAssertion(address, badge))).toBe('unknown key:redirected');
  });
});

describe('an OB 2.0 of which something is missing or of another kind', () => {
  const MEMBERS: Readonly<Record<string, readonly string[]>> = {
    '/ob2/assertion': ['@context', 'id', 'type', 'recipient', 'badge', 'verification', 'issuedOn'],
    '/ob2/badge': ['@context', 'type', 'id', 'name', 'description', 'image', 'criteria', 'issuer'],
    '/ob2/issuer': ['@context', 'type', 'id', 'name', 'url', 'email'],
  };
  const cases = Object.entries(MEMBERS).flatMap(([path, members]) =>
    members.flatMap((member) => [[path, member, undefined] as const, [path, member, 5] as const]),
  );

  it.each(cases)('%s with %s as %s', async (path, member, value) => {
    const sound = school.publishAssertion({ [path]: { [member]: value } });
    const { answer, steps } = await verify(sound);
    // Many issuers have none; the others it cannot do without.
    const isFine = member === 'email' && value === undefined;
    expect([answer, steps.find(({ name }) => name === 'schema')?.reason]).toEqual(
      isFine ? ['valid', 'format-complete'] : ['not-valid', 'format-incomplete'],
    );
  });
});

/** As their software writes them, with all that it writes beside. */
describe('a sound OB 2.0 of real issuers', () => {
  const extension = (name: string, value: Json) => ({
    '@context': `https://api.example.org/extensions/${name}/context.json`,
    type: ['Extension', `extensions:${name}`],
    ...value,
  });

  it('passes as edubadges hosts it, its badge class expanded or not', async () => {
    const { origin } = school;
    const [assertion, badge, issuer] = ['assertions/oP9q8', 'badges/Abc1', 'issuers/qRs4'].map(
      (path) => `${origin}/public/${path}`,
    ) as [string, string, string];
    const badgeClass = {
      ...CONTEXT,
      type: 'BadgeClass',
      name: 'Research Methods',
      description: '',
      id: badge,
      issuer,
      image: `${badge}/image`,
      criteria: { narrative: 'Een *toets*.' },
      alignment: [{ targetName: 'ESCO', targetUrl: null, targetDescription: null, targetCode: '' }],
      tags: [],
      'extensions:ECTSExtension': extension('ECTSExtension', { ECTS: 5 }),
      qualityAssuranceUrl: null,
      typeBadgeClass: 'regular',
    };
    const hosted = {
      ...CONTEXT,
      type: 'Assertion',
      id: assertion,
      badge,
      image: `${assertion}/image`,
      verification: { type: 'HostedBadge' },
      evidence: [],
      narrative: null,
      issuedOn: '2026-03-01T10:00:00+00:00',
      updatedAt: '2026-03-01T10:00:00+00:00',
      recipient: { hashed: true, type: 'id', identity: `sha256$${'0'.repeat(64)}`, salt: 'zout' },
    };
    school.routes.set('/public/assertions/oP9q8', { body: hosted });
    school.routes.set('/public/badges/Abc1', { body: badgeClass });
    school.routes.set('/public/issuers/qRs4', {
      body: {
        ...CONTEXT,
        type: 'Issuer',
        name: 'Universiteit',
        name_english: null,
        url: 'https://u.example',
        url_dutch: null,
        email: 'info@u.example',
        id: issuer,
        'extensions:InstitutionNameExtension': extension('InstitutionNameExtension', {
          InstitutionName: 'U',
        }),
      },
    });
    expect(await judge(assertion)).toBe('valid');
    expect(await judge(hosted)).toBe('valid');
    expect(await judge({ ...hosted, badge: { ...badgeClass, grade_achieved: '8' } })).toBe('valid');
  });

  it('passes as Moodle hosts it: `verify`, everything inside, addresses told apart by their queries', async () => {
    const { origin } = school;
    const issuer = {
      ...CONTEXT,
      type: 'Issuer',
      id: `${origin}/badges/issuer_json.php?id=4`,
      name: 'Moodle',
      url: origin,
      email: '',
    };
    const badge = {
      ...CONTEXT,
      type: 'BadgeClass',
      id: `${origin}/badges/badge_json.php?id=4`,
      name: 'Knopen',
      description: 'Zeven knopen.',
      image: 'data:image/png;base64,iVBORw0KGgo=',
      criteria: { id: `${origin}/badges/badge.php?hash=1`, narrative: 'Alle zeven.' },
      issuer,
      version: '',
      '@language': 'nl',
    };
    const id = `${origin}/badges/assertion.php?b=1&obversion=2`;
    school.routes.set('/badges/issuer_json.php', { body: issuer });
    school.routes.set('/badges/badge_json.php', { body: badge });
    school.routes.set('/badges/assertion.php', {
      body: {
        ...CONTEXT,
        type: 'Assertion',
        id,
        recipient: { identity: `sha256$${'0'.repeat(64)}`, type: 'email', hashed: true, salt: 'zout' },
        verify: { type: 'hosted', url: id },
        issuedOn: '2026-03-01T10:00:00+01:00',
        evidence: `${origin}/badges/badge.php?hash=1`,
        badge,
      },
    });
    expect(await judge(id)).toBe('valid');
    expect(await judge(`${origin}/badges/assertion.php?b=1`)).toBe('valid');
  });
});

describe('an OB 2.0 of a version before', () => {
  it('passes as 1.0 had it: without ids, types and contexts', async () => {
    const { origin } = school;
    const address = `${origin}/v1/a`;
    const assertion = {
      uid: 'x1',
      recipient: { type: 'email', hashed: false, identity: 'me@example.org' },
      badge: `${origin}/v1/b`,
      verify: { type: 'hosted', url: address },
      issuedOn: 1_388_534_400,
    };
    school.routes.set('/v1/a', { body: assertion });
    school.routes.set('/v1/b', {
      body: {
        name: 'Knopen',
        description: 'Zeven knopen.',
        image: `${origin}/i.png`,
        criteria: `${origin}/c`,
        issuer: `${origin}/v1/i`,
      },
    });
    school.routes.set('/v1/i', { body: { name: 'Zeilschool', url: origin } });
    expect(await judge(address)).toBe('valid');
    expect(await judge(assertion)).toBe('valid');
    expect(await judge({ ...assertion, issuedOn: 1_388_534_401 })).toBe('not-valid signature:hosted-differs');
  });
});

describe('an address that answers 410 (OB 2.0, Revoking Hosted Assertions)', () => {
  const id = () => `${school.origin}/ob2/assertion`;

  it.each<[string, Json]>([
    ['as Insigne and Badgr answer', { ...CONTEXT, type: 'Assertion', revoked: true }],
    ['as the standard asks at least', { revoked: true }],
    ['without the word', { ...CONTEXT, type: 'Assertion' }],
  ])('was revoked, %s', async (_how, stub) => {
    const assertion = school.publishAssertion();
    school.routes.set('/ob2/assertion', { status: 410, body: { id: id(), ...stub } });
    expect(await judge(id())).toBe('not-valid status:revoked');
    expect(await judge(assertion)).toBe('not-valid status:revoked');
  });

  it('was revoked where it says so without that status', async () => {
    const stub = { ...CONTEXT, type: 'Assertion', id: id(), revoked: true, revocationReason: 'Vergissing' };
    school.routes.set('/ob2/assertion', { body: stub });
    expect(await judge(id())).toBe('not-valid status:revoked');
    expect(await judge(stub)).toBe('not-valid status:revoked');
  });

  it('tells the reason that is given, in one short line', async () => {
    const stub = { ...CONTEXT, type: 'Assertion', id: id(), revoked: true };
    const revocationReason = `Bij   vergissing\nuitgegeven. ${'x'.repeat(500)}`;
    school.routes.set('/ob2/assertion', { status: 410, body: { ...stub, revocationReason } });
    for (const source of [id(), { ...stub, revocationReason: 'a copy says nothing' }]) {
      const { steps } = await verify(source);
      const told = steps.find(({ name }) => name === 'status')?.told ?? '';
      expect([told.slice(0, 26), told.length]).toEqual(['Bij vergissing uitgegeven.', 300]);
    }
    school.routes.set('/ob2/assertion', { status: 410, body: { ...stub, revocationReason: 5 } });
    const { steps } = await verify(id());
    expect(steps.some((step) => 'told' in step)).toBe(false);
  });

  it.each(['', '<!doctype html><p>weg</p>', '{}'])('says that it is gone, with %j left', async (body) => {
    school.routes.set('/ob2/assertion', { status: 410, body });
    expect(await judge(id())).toBe('not-valid status:address-gone');
  });

  it('confirms nothing of a copy, as nobody says any more what it was', async () => {
    const assertion = school.publishAssertion();
    school.routes.set('/ob2/assertion', { status: 410, body: '' });
    const { steps } = await verify({ ...assertion, issuedOn: '2020-01-01T00:00:00Z' });
    expect(steps.find(({ name }) => name === 'signature')?.verdict).toBe('unknown');
  });
});
