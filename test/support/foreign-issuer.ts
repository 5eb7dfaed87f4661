/**
 * An issuer that is not ours: a small web site on loopback with keys of its own, which signs with libraries of others
 * (@digitalbazaar/vc, jose) and answers with whatever a test tells it to.
 *
 * @module
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { CompactSign } from 'jose';
import { encodeMultibase } from '../../src/credentials/multibase.js';
import { canonicalize } from '../../src/credentials/json-ld/canonicalize.js';
import { loadStaticContext } from '../../src/credentials/json-ld/contexts.js';
import { NOON } from './build-records.js';

export type Json = Record<string, unknown>;

export interface Route {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json | Buffer | string;
}

type KeyType = 'Ed25519' | 'P-256' | 'RSA';

export interface ForeignKey {
  readonly type: KeyType;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly multibase: string;
  readonly jwk: Json;
  readonly pem: string;
}

/** Texts first: exporting a freshly generated key as JWK can hang on Node 20. */
export function makeKey(type: KeyType): ForeignKey {
  const encodings = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const;
  const generators: Readonly<Record<KeyType, () => unknown>> = {
    RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048, ...encodings }),
    'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256', ...encodings }),
    Ed25519: () => generateKeyPairSync('ed25519', encodings),
  };
  const pair = generators[type]() as { readonly publicKey: string; readonly privateKey: string };
  const publicKey = createPublicKey(pair.publicKey);
  const jwk = publicKey.export({ format: 'jwk' }) as Json;
  return {
    type,
    privateKey: createPrivateKey(pair.privateKey),
    publicKey,
    multibase: toMultibase(type, jwk),
    jwk,
    pem: pair.publicKey,
  };
}

function toMultibase(type: KeyType, { x, y }: Json): string {
  const bytes = (text: unknown) => Buffer.from(String(text), 'base64url');
  if (type === 'Ed25519') return encodeMultibase(Buffer.concat([Buffer.from('ed01', 'hex'), bytes(x)]));
  if (type === 'RSA') return '';
  const isOdd = ((bytes(y).at(-1) ?? 0) & 1) === 1;
  return encodeMultibase(Buffer.concat([Buffer.from('8024', 'hex'), Buffer.from([isOdd ? 3 : 2]), bytes(x)]));
}

export type ForeignIssuer = Awaited<ReturnType<typeof openForeignIssuer>>;

export async function openForeignIssuer() {
  const routes = new Map<string, Route | 'silence'>();
  const asked: string[] = [];
  const server = createServer((req, res) => {
    const path = (req.url ?? '').split('?')[0] ?? '';
    asked.push(path);
    answer(res, routes.get(path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const did = `did:web:127.0.0.1%3A${port}:school`;
  const keys = { ed: makeKey('Ed25519'), ec: makeKey('P-256'), rsa: makeKey('RSA') };
  const methods = {
    ed: `${did}#${keys.ed.multibase}`,
    ec: `${did}#${keys.ec.multibase}`,
    jwt: `${did}#jwt`,
  };

  /** As it should be; a test changes what it wants to be wrong. */
  function buildDidDocument(): { id: string; verificationMethod: Json[]; assertionMethod: unknown[] } & Json {
    return {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      verificationMethod: [
        { id: methods.ed, type: 'Multikey', controller: did, publicKeyMultibase: keys.ed.multibase },
        { id: methods.ec, type: 'Multikey', controller: did, publicKeyMultibase: keys.ec.multibase },
        { id: methods.jwt, type: 'JsonWebKey', controller: did, publicKeyJwk: keys.ec.jwk },
        { id: `${did}#rsa`, type: 'JsonWebKey', controller: did, publicKeyJwk: keys.rsa.jwk },
        { id: `${did}#eddsa`, type: 'JsonWebKey', controller: did, publicKeyJwk: keys.ed.jwk },
      ],
      assertionMethod: [methods.ed, methods.ec, methods.jwt, `${did}#rsa`, '#eddsa'],
    };
  }

  function buildBadge(overrides: Json = {}): Json {
    return {
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: 'urn:uuid:7c1d0f4e-0b3f-4d7e-8a91-2f6f6a0b9c11',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: 'Kettingzagen',
      issuer: { id: did, type: ['Profile'], name: 'Bosbouwschool', url: `${origin}/` },
      validFrom: '2026-03-01T09:00:00Z',
      awardedDate: '2026-02-27T09:00:00Z',
      credentialSubject: {
        id: 'urn:uuid:0f2ad2c5-7b4e-4d07-8f5c-6a2b7e1d3c44',
        type: ['AchievementSubject'],
        identifier: [
          buildIdentity('bo.de.wit@example.org', 'emailAddress'),
          buildIdentity('Bo de Wit', 'name'),
        ],
        achievement: {
          id: `${origin}/achievements/1`,
          type: ['Achievement'],
          achievementType: 'Badge',
          name: 'Kettingzagen',
          description: 'Veilig vellen.',
          criteria: { narrative: 'Twintig bomen geveld, **zonder** ongelukken.' },
          inLanguage: 'nl',
        },
      },
      ...overrides,
    };
  }

  /** With Digital Bazaar's library, which makes its own canonical form. */
  async function signProof(
    credential: Json,
    { key = keys.ed, method = methods.ed, created = '2026-03-01T09:00:00Z' } = {},
  ): Promise<Json> {
    const { issue, DataIntegrityProof, cryptosuite } = await loadLibraries();
    const suite = new DataIntegrityProof({
      cryptosuite,
      date: created,
      signer: {
        id: method,
        algorithm: 'Ed25519',
        sign: ({ data }: { data: Uint8Array }) => Promise.resolve(sign(null, data, key.privateKey)),
      },
    });
    const signed = (await issue({
      credential: structuredClone(credential),
      suite,
      documentLoader: loadStaticContext,
      now: NOON,
    })) as Json;
    return { ...signed, proof: [signed['proof']] };
  }

  /** `ecdsa-rdfc-2019` by hand: nobody's library of it is here. */
  async function signEcdsa(credential: Json): Promise<Json> {
    const options = {
      type: 'DataIntegrityProof',
      cryptosuite: 'ecdsa-rdfc-2019',
      created: '2026-03-01T09:00:00Z',
      verificationMethod: methods.ec,
      proofPurpose: 'assertionMethod',
    };
    const parts = await Promise.all([
      canonicalize({ '@context': credential['@context'], ...options }),
      canonicalize(credential),
    ]);
    const hashes = parts.map((part) => createHash('sha256').update(part, 'utf8').digest());
    const signature = sign('sha256', Buffer.concat(hashes), {
      key: keys.ec.privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    return { ...credential, proof: [{ ...options, proofValue: encodeMultibase(signature) }] };
  }

  /** `eddsa-jcs-2022` and `ecdsa-jcs-2019` by hand: the written JSON is what is signed. */
  function signJcs(credential: Json, cryptosuite: 'eddsa-jcs-2022' | 'ecdsa-jcs-2019'): Json {
    const isEd = cryptosuite === 'eddsa-jcs-2022';
    const options = {
      type: 'DataIntegrityProof',
      cryptosuite,
      created: '2026-03-01T09:00:00Z',
      verificationMethod: isEd ? methods.ed : methods.ec,
      proofPurpose: 'assertionMethod',
      '@context': credential['@context'],
    };
    const hashes = [options, credential].map((part) =>
      createHash('sha256').update(writeSorted(part), 'utf8').digest(),
    );
    const signature = isEd
      ? sign(null, Buffer.concat(hashes), keys.ed.privateKey)
      : sign('sha256', Buffer.concat(hashes), { key: keys.ec.privateKey, dsaEncoding: 'ieee-p1363' });
    return { ...credential, proof: [{ ...options, proofValue: encodeMultibase(signature) }] };
  }

  /** `Ed25519Signature2020` with Digital Credentials' library, as wallets and issuers of VC 1.1 have it. */
  async function sign2020(credential: Json): Promise<Json> {
    const [{ issue }, { Ed25519Signature2020 }] = (await Promise.all(
      ['@digitalcredentials/vc', '@digitalcredentials/ed25519-signature-2020'].map((name) => import(name)),
    )) as [
      { issue: (options: object) => Promise<Json> },
      { Ed25519Signature2020: new (options: object) => object },
    ];
    const suite = new Ed25519Signature2020({
      date: '2026-03-01T09:00:00Z',
      signer: {
        id: methods.ed,
        sign: ({ data }: { data: Uint8Array }) => Promise.resolve(sign(null, data, keys.ed.privateKey)),
      },
    });
    return issue({ credential: structuredClone(credential), suite, documentLoader: loadStaticContext });
  }

  async function signJwt(
    credential: Json,
    {
      alg = 'ES256',
      key = keys.ec,
      header = { kid: `${origin}/keys/1` },
      claims = {},
    }: { alg?: string; key?: ForeignKey; header?: Json; claims?: Json } = {},
  ): Promise<string> {
    const { id: iss } = credential['issuer'] as Json;
    const { id: sub } = credential['credentialSubject'] as Json;
    const seconds = (name: string) => Date.parse(String(credential[name])) / 1000;
    const payload: Json = {
      ...credential,
      iss,
      sub,
      jti: credential['id'],
      nbf: seconds('validFrom'),
      ...(credential['validUntil'] !== undefined && { exp: seconds('validUntil') }),
      ...claims,
    };
    return signPayload(payload, header, alg, key);
  }

  function signPayload(
    payload: Json,
    header: Json,
    alg = 'ES256',
    key: ForeignKey = keys.ec,
  ): Promise<string> {
    return new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg, typ: 'JWT', ...header })
      .sign(key.privateKey);
  }

  /** Puts a signed list at its address, with these bits set. */
  async function publishStatusList(
    path: string,
    slots: readonly number[],
    { purpose = 'revocation', entries = 131_072, overrides = {} } = {},
  ): Promise<string> {
    const bits = Buffer.alloc(entries / 8);
    for (const slot of slots) bits[slot >> 3] = (bits[slot >> 3] ?? 0) | (0x80 >> (slot & 7));
    const list = await signProof({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: origin + path,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: did,
      validFrom: '2026-03-01T09:00:00Z',
      credentialSubject: {
        id: `${origin}${path}#list`,
        type: 'BitstringStatusList',
        statusPurpose: purpose,
        encodedList: `u${gzipSync(bits).toString('base64url')}`,
      },
      ...overrides,
    });
    routes.set(path, { body: list });
    return origin + path;
  }

  function buildStatus(statusListCredential: string, slot: number, statusPurpose = 'revocation'): Json {
    return {
      id: `${statusListCredential}#${slot}`,
      type: 'BitstringStatusListEntry',
      statusPurpose,
      statusListIndex: String(slot),
      statusListCredential,
    };
  }

  /** An Open Badges 2.0 set at its addresses; `overrides` by address. */
  function publishAssertion(overrides: Readonly<Record<string, Json>> = {}): Json {
    const context = 'https://w3id.org/openbadges/v2';
    const parts: Record<string, Json> = {
      '/ob2/assertion': {
        '@context': context,
        type: 'Assertion',
        id: `${origin}/ob2/assertion`,
        recipient: { ...hashRecipient('bo.de.wit@example.org') },
        badge: `${origin}/ob2/badge`,
        verification: { type: 'HostedBadge' },
        issuedOn: '2026-03-01T09:00:00+00:00',
      },
      '/ob2/badge': {
        '@context': context,
        type: 'BadgeClass',
        id: `${origin}/ob2/badge`,
        name: 'Kettingzagen',
        description: 'Veilig vellen.',
        image: `${origin}/ob2/badge.png`,
        criteria: { narrative: 'Twintig bomen geveld.' },
        issuer: `${origin}/ob2/issuer`,
      },
      '/ob2/issuer': {
        '@context': context,
        type: 'Issuer',
        id: `${origin}/ob2/issuer`,
        name: 'Bosbouwschool',
        url: origin,
        email: 'badges@example.org',
      },
    };
    for (const [path, part] of Object.entries(parts)) {
      routes.set(path, { type: 'application/ld+json', body: { ...part, ...overrides[path] } });
    }
    return parts['/ob2/assertion'] ?? {};
  }

  routes.set('/school/did.json', { body: buildDidDocument() });
  routes.set('/keys/1', { type: 'application/jwk+json', body: keys.ec.jwk });

  return {
    origin,
    did,
    keys,
    methods,
    routes,
    /** Paths that were asked for, in order. */
    asked,
    buildDidDocument,
    buildBadge,
    signProof,
    signEcdsa,
    signJcs,
    sign2020,
    signJwt,
    signPayload,
    publishStatusList,
    buildStatus,
    publishAssertion,
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Names here are ASCII and numbers whole, so that sorting is all there is to it. */
function writeSorted(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

export function buildIdentity(identifier: string, identityType: string, salt = '9d1c'): Json {
  return {
    type: 'IdentityObject',
    hashed: true,
    identityHash: `sha256$${createHash('sha256')
      .update(identifier + salt)
      .digest('hex')}`,
    identityType,
    salt,
  };
}

function hashRecipient(email: string): Json {
  const salt = 'zout';
  const identity = `sha256$${createHash('sha256')
    .update(email + salt)
    .digest('hex')}`;
  return { type: 'email', hashed: true, salt, identity };
}

function answer(res: ServerResponse, route: Route | 'silence' | undefined): void {
  if (route === 'silence') {
    res.destroy();
    return;
  }
  const { status = 404, type, headers, body }: Route = route ? { status: 200, ...route } : { body: {} };
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  res.writeHead(status, { 'content-type': type ?? 'application/json', ...headers });
  res.end(bytes);
}

interface Libraries {
  readonly issue: (options: Json) => Promise<unknown>;
  readonly DataIntegrityProof: new (options: Json) => unknown;
  readonly cryptosuite: unknown;
}

/** They have no types; named so that the compiler does not look for any. */
async function loadLibraries(): Promise<Libraries> {
  const load = (name: string) => import(name) as Promise<Libraries>;
  const [{ issue }, { DataIntegrityProof }, { cryptosuite }] = await Promise.all([
    load('@digitalbazaar/vc'),
    load('@digitalbazaar/data-integrity'),
    load('@digitalbazaar/eddsa-rdfc-2022-cryptosuite'),
  ]);
  return { issue, DataIntegrityProof, cryptosuite };
}
