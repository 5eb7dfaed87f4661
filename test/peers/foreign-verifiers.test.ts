/**
 * Our credentials before software that we did not write: `@digitalcredentials/verifier-core`, `@digitalbazaar/vc`, and Debian's
 * python3-pyld with python3-cryptography.
 *
 * They fetch from `https://badges.example.org`, which is our own app on loopback: `fetch` is replaced before they are loaded,
 * by a table that knows that origin, the official schema and one context, and refuses every other address.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VARIANTS, type Variant } from '../../src/badges/badge-class.js';
import type { Credential } from '../../src/credentials/credential.js';
import { readSignedBytes } from '../../src/credentials/verify-vc-jwt.js';
import { loadStaticContext, STATIC_CONTEXTS } from '../../src/credentials/json-ld/contexts.js';
import { buildFullBadgeClass } from '../support/build-full-badge-class.js';
import { NOON } from '../support/build-records.js';
import { CREDENTIAL_URL, openPublicApp, type PublicApp } from '../support/open-public-app.js';

const SCHEMAS = fileURLToPath(new URL('../../../shared/schemas/', import.meta.url));
const FORMAL = `${SCHEMAS}ob_v3p0_achievementcredential_schema.formal.json`;
const TOLERANT = `${SCHEMAS}ob_v3p0_achievementcredential_schema.tolerant.json`;
const hasSchemas = existsSync(FORMAL) && existsSync(TOLERANT);
if (!hasSchemas) console.warn('skipped: the official OB 3.0 schemas are not in ../shared/schemas');

const PYTHON = '/usr/bin/python3';
const hasPython = existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import pyld, cryptography']).status === 0;
if (!hasPython) console.warn('skipped: python3-pyld and python3-cryptography are not installed');

const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const OFFICIAL_SCHEMA =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

type Json = Record<string, unknown>;
/** What each kind was issued as. */
type Issued = Readonly<Record<Variant | 'bare' | 'rs256' | 'revoked' | 'after-rotation', Credential>>;

let open: PublicApp;
let server: Server;
let issued: Issued;
const realFetch = globalThis.fetch;
const refused: string[] = [];

beforeAll(async () => {
  open = await openPublicApp();
  // Those who verify look at the clock of this machine.
  open.pass((Date.now() - NOON.getTime()) / 1000 - 60);
  server = createServer(open.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  globalThis.fetch = answerFromTable;
  issued = await issueAll();
});
afterAll(async () => {
  globalThis.fetch = realFetch;
  server.close();
  await open.close();
});

async function issueAll(): Promise<Issued> {
  const claims = {
    results: [{ name: 'Verslag', type: 'RawScore', value: '17', valueMin: '0', valueMax: '20' }],
    evidence: [{ name: 'Verslag', url: 'https://example.org/report', narrative: 'Een {accolade.' }],
    shows: { name: false, grade: true, evidence: true },
  } as const;
  const issue = async (variant: Variant) => (await open.issueAnother(contentOf(variant), claims)).credential;
  const [regular, micro, extra] = [
    await issue('regular'),
    await issue('microcredential'),
    await issue('extra-curricular'),
  ];
  const bare = (await open.issueAnother({})).credential;
  await open.rotateKey();
  const afterRotation = await issue('microcredential');
  await open.chooseRs256();
  const rs256 = await issue('regular');
  const revoked = await issue('microcredential');
  await open.revoke(revoked.id);
  return {
    regular,
    microcredential: micro,
    'extra-curricular': extra,
    bare,
    rs256,
    revoked,
    'after-rotation': afterRotation,
  };
}

function contentOf(variant: Variant) {
  const {
    id: _id,
    institutionId: _institution,
    issuerId: _issuer,
    ...content
  } = buildFullBadgeClass({
    variant,
  });
  return content;
}

async function answerFromTable(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const address = new URL(input instanceof Request ? input.url : input);
  if (address.origin === CREDENTIAL_URL) {
    const { port } = server.address() as AddressInfo;
    const headers = input instanceof Request ? input.headers : init?.headers;
    return realFetch(`http://127.0.0.1:${port}${address.pathname}${address.search}`, {
      ...(headers && { headers }),
    });
  }
  const texts: Readonly<Record<string, unknown>> = {
    ...(hasSchemas && { [OFFICIAL_SCHEMA]: JSON.parse(readFileSync(FORMAL, 'utf8')) as unknown }),
    [MULTIKEY]: STATIC_CONTEXTS.get(MULTIKEY),
  };
  const text = texts[address.href];
  if (text === undefined) {
    refused.push(address.href);
    return new Response('{}', { status: 404 });
  }
  return new Response(JSON.stringify(text), { headers: { 'content-type': 'application/json' } });
}

const readEmbedded = ({ json }: Credential) => JSON.parse(json ?? 'null') as Json;
const load = async <T>(name: string): Promise<T> => (await import(name)) as T;
const ALL = [...VARIANTS, 'bare', 'rs256', 'after-rotation'] as const;

describe('@digitalcredentials/verifier-core', () => {
  interface Answer {
    readonly log?: readonly { readonly id: string; readonly valid?: boolean }[];
    readonly errors?: readonly { readonly name: string }[];
    readonly additionalInformation?: readonly {
      readonly id: string;
      readonly results: readonly { readonly result: { readonly valid: boolean } }[];
    }[];
  }
  async function verify(credential: Json): Promise<Answer> {
    const { verifyCredential } = await load<{ verifyCredential: (asked: Json) => Promise<Answer> }>(
      '@digitalcredentials/verifier-core',
    );
    return verifyCredential({ credential, knownDIDRegistries: [] });
  }
  const stepsOf = ({ log = [] }: Answer) => Object.fromEntries(log.map(({ id, valid }) => [id, valid]));

  it.each(ALL)('holds for %s: signature by did:web, dates, status', async (name) => {
    const answer = await verify(readEmbedded(issued[name]));
    expect(answer.errors ?? []).toEqual([]);
    expect(stepsOf(answer)).toMatchObject({
      valid_signature: true,
      expiration: true,
      revocation_status: true,
    });
    if (hasSchemas) {
      const schemas = (answer.additionalInformation ?? []).flatMap(({ results }) => results);
      expect(schemas.map(({ result }) => result.valid)).toEqual([true]);
    }
  });

  it('sees a revocation', async () => {
    expect(stepsOf(await verify(readEmbedded(issued.revoked)))).toMatchObject({
      valid_signature: true,
      revocation_status: false,
    });
  });

  it('sees a change', async () => {
    const { errors = [] } = await verify({ ...readEmbedded(issued.bare), name: 'Something better' });
    expect(errors.map(({ name }) => name)).toEqual(['invalid_signature']);
  });
});

describe('@digitalbazaar/vc', () => {
  async function verify(credential: Json): Promise<boolean> {
    const vc = await load<{ verifyCredential: (asked: Json) => Promise<{ verified: boolean }> }>(
      '@digitalbazaar/vc',
    );
    const { DataIntegrityProof } = await load<{ DataIntegrityProof: new (options: Json) => object }>(
      '@digitalbazaar/data-integrity',
    );
    const { cryptosuite } = await load<{ cryptosuite: unknown }>(
      '@digitalbazaar/eddsa-rdfc-2022-cryptosuite',
    );
    const answer = await vc.verifyCredential({
      credential,
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader: loadFromApp,
      checkStatus: async () => ({ verified: true }),
    });
    return answer.verified;
  }

  /** A DID and its keys from our own address; contexts from those that we keep. */
  async function loadFromApp(address: string) {
    const [did = '', fragment] = address.split('#');
    if (!did.startsWith('did:web:')) return loadStaticContext(address);
    const path = did.slice('did:web:'.length).split(':').slice(1).join('/');
    const response = await fetch(`${CREDENTIAL_URL}/${path}/did.json`);
    const document = (await response.json()) as Json & { verificationMethod: readonly Json[] };
    const method = document.verificationMethod.find(({ id }) => id === address);
    return {
      documentUrl: address,
      document: fragment === undefined ? document : { '@context': MULTIKEY, ...method },
    };
  }

  it.each(ALL)('holds for %s', async (name) => {
    expect(await verify(readEmbedded(issued[name]))).toBe(true);
  });

  it('falls with a change', async () => {
    expect(await verify({ ...readEmbedded(issued.bare), name: 'Something better' })).toBe(false);
  });
});

describe.skipIf(!hasPython)('python3-pyld with python3-cryptography', () => {
  async function verifyAll(badges: readonly { credential: Json; jwt: string }[]) {
    const jwks: Record<string, unknown> = {};
    for (const { jwt } of badges) {
      const header = JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as {
        kid: string;
      };
      // As 1EdTech's validator does it: the whole answer is one key.
      jwks[header.kid] = await (await fetch(header.kid)).json();
    }
    const script = fileURLToPath(new URL('verify_open_badge.py', import.meta.url));
    const asked = JSON.stringify({ contexts: Object.fromEntries(STATIC_CONTEXTS), jwks, badges });
    const { stdout, stderr, status } = spawnSync(PYTHON, [script], {
      input: asked,
      encoding: 'utf8',
      maxBuffer: 10_000_000,
    });
    expect([status, stderr]).toEqual([0, '']);
    return (JSON.parse(stdout) as { results: { embedded: boolean; jwt: boolean }[] }).results;
  }

  it('holds for each of them, in both forms', async () => {
    const badges = ALL.map((name) => ({ credential: readEmbedded(issued[name]), jwt: issued[name].jwt }));
    expect(await verifyAll(badges)).toEqual(ALL.map(() => ({ embedded: true, jwt: true })));
  });

  it('falls with a change in either', async () => {
    const { json, jwt } = issued.bare;
    const [head = '', , signature = ''] = jwt.split('.');
    const payload = readSignedBytes(jwt).toString('utf8').replace('Data-analyse', 'Data-analise');
    const changed = [head, Buffer.from(payload).toString('base64url'), signature].join('.');
    const badges = [
      { credential: { ...(JSON.parse(json ?? '') as Json), name: 'Something better' }, jwt: changed },
    ];
    expect(await verifyAll(badges)).toEqual([{ embedded: false, jwt: false }]);
  });
});

describe.skipIf(!hasSchemas)('the official schemas', () => {
  function compile(path: string): ValidateFunction {
    const schema = JSON.parse(readFileSync(path, 'utf8')) as Json;
    delete schema['$id']; // the two files carry each other's
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    formats.default(ajv);
    return ajv.compile(schema);
  }

  it.each([
    ['formal', FORMAL],
    ['tolerant', TOLERANT],
  ])('take both forms of each: %s', (_kind, path) => {
    const validate = compile(path);
    for (const name of ALL) {
      for (const document of [
        readEmbedded(issued[name]),
        JSON.parse(readSignedBytes(issued[name].jwt).toString('utf8')) as Json,
      ]) {
        validate(document);
        expect([name, validate.errors ?? []]).toEqual([name, []]);
      }
    }
  });
});

describe('what they fetched', () => {
  it('was nothing but ours and what is published for all', () => {
    expect(
      refused.filter((address) => !/^https:\/\/(?:w3id\.org|purl\.imsglobal\.org)\//.test(address)),
    ).toEqual([]);
  });
});
