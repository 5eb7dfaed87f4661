/**
 * A small LTI platform for negative tests: it signs any token that a test wants, with any key and header, and serves its key
 * set with chosen headers, counting who asks. The sandbox LMS is the one that keeps to the rules.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPrivateKey, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { CLAIM, MESSAGE } from '../../src/lti/claims.js';

export interface PlatformKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: Readonly<Record<string, unknown>>;
}

export type Answer = (req: IncomingMessage, res: ServerResponse, body: string) => void;

export type TestPlatform = Awaited<ReturnType<typeof startTestPlatform>>;

let prepared: PlatformKey[] | null = null;

/** RSA keys are slow to make: a few, made once in a process, that all platforms of its tests share out. */
function takeKey(index: number): PlatformKey {
  prepared ??= [];
  const known = prepared[index];
  if (known) return known;
  const made = makeRsaKey();
  prepared[index] = made;
  return made;
}

export function makeRsaKey(kid: string = randomUUID()): PlatformKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'jwk' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as never) as unknown as { privateKey: string; publicKey: Record<string, unknown> };
  return {
    kid,
    privateKey: createPrivateKey(privateKey),
    publicJwk: { ...publicKey, kid, alg: 'RS256', use: 'sig' },
  };
}

/** @param keyIndex - platforms with the same index sign with the same key */
export async function startTestPlatform({ keyIndex = 0 }: { keyIndex?: number } = {}) {
  const key = takeKey(keyIndex);
  const counts = { jwks: 0, other: 0 };
  const seen: { method: string; url: string; authorization: string | null; body: string }[] = [];
  let jwksAnswer: Answer = serveJwks([key]);
  const routes = new Map<string, Answer>();

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const path = new URL(req.url ?? '/', 'http://x').pathname;
      if (path === '/jwks') {
        counts.jwks += 1;
        jwksAnswer(req, res, body);
        return;
      }
      counts.other += 1;
      const { authorization = null } = req.headers;
      seen.push({ method: req.method ?? '', url: req.url ?? '', authorization, body });
      const route = routes.get(path);
      if (route) route(req, res, body);
      else res.writeHead(404).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    key,
    counts,
    /** Everything but key sets that was asked of the platform. */
    seen,
    routes,
    registration: {
      issuer: url,
      name: 'Test LMS',
      authorizationUrl: `${url}/auth`,
      tokenUrl: `${url}/token`,
      jwksUrl: `${url}/jwks`,
    },
    answerJwks(answer: Answer): void {
      jwksAnswer = answer;
    },
    /** A token of this platform. */
    sign: (claims: unknown, options: SignOptions = {}) => signToken(claims, { key, ...options }),
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function serveJwks(
  keys: readonly (PlatformKey | Readonly<Record<string, unknown>>)[],
  cacheControl = 'max-age=3600',
): Answer {
  return (_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json', 'cache-control': cacheControl });
    res.end(JSON.stringify({ keys: keys.map((key) => ('publicJwk' in key ? key.publicJwk : key)) }));
  };
}

export interface SignOptions {
  readonly key?: PlatformKey;
  /** Over what an honest header says; undefined leaves a member out. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Instead of an RSA signature. */
  readonly signature?: (input: string) => string;
}

/** Signs by hand, so that nothing refuses to make what should be refused. */
export function signToken(
  claims: unknown,
  { key = takeKey(0), header = {}, signature }: SignOptions = {},
): string {
  const honest = { alg: 'RS256', typ: 'JWT', kid: key.kid };
  const input = `${encode({ ...honest, ...header })}.${encode(claims)}`;
  return `${input}.${signature ? signature(input) : signRsa(input, key, 'RSA-SHA256')}`;
}

export function signRsa(input: string, key: PlatformKey, algorithm: string): string {
  return createSign(algorithm).update(input).sign(key.privateKey, 'base64url');
}

export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8').toString('base64url');
}

export interface ClaimsInput {
  readonly issuer: string;
  readonly clientId: string;
  readonly deploymentId: string;
  readonly nonce: string;
  readonly targetLinkUri: string;
  readonly now: Date;
}

/** The claims of a launch that holds in everything; a test changes what matters to it. */
export function buildClaims({
  issuer,
  clientId,
  deploymentId,
  nonce,
  targetLinkUri,
  now,
}: ClaimsInput): Record<string, unknown> {
  const iat = Math.floor(now.getTime() / 1000);
  return {
    iss: issuer,
    aud: clientId,
    sub: 'user-1',
    iat,
    exp: iat + 300,
    nonce,
    name: 'Sam Student',
    email: 'sam@example.org',
    [CLAIM.messageType]: MESSAGE.resourceLink,
    [CLAIM.version]: '1.3.0',
    [CLAIM.deploymentId]: deploymentId,
    [CLAIM.targetLinkUri]: targetLinkUri,
    [CLAIM.resourceLink]: { id: 'link-1', title: 'A link' },
    [CLAIM.roles]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
    [CLAIM.context]: { id: 'course-1', title: 'Biology 1', label: 'BIO1' },
    [CLAIM.launchPresentation]: { locale: 'en-GB', document_target: 'iframe' },
  };
}
