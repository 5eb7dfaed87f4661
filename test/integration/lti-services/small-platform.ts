/**
 * A platform of a few lines, strict where real ones are: signed assertions used once, tokens that expire, exact `Accept`.
 * Each test says what its services answer.
 *
 * @module
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { importJWK, importPKCS8, jwtVerify, type JWTPayload } from 'jose';
import { createGuardedFetch } from '../../../src/http/create-guarded-fetch.js';
import { createAccessTokens } from '../../../src/lti/access-tokens.js';
import type { Course } from '../../../src/lti/course.js';
import { createServiceClient } from '../../../src/lti/service-client.js';
import { createToolColumns } from '../../../src/outcomes/tool-columns.js';
import type { Registration } from '../../../src/platforms/registration.js';
import { generateRsaKeyPair } from '../../../src/secrets/key-pairs.js';

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** `hang`: the connection stays open and nothing comes. `drop`: it is closed. */
export type Handler = (request: SeenRequest) => Answer | 'hang' | 'drop' | Promise<Answer>;

export interface TokenRequest {
  readonly form: URLSearchParams;
  readonly assertion: JWTPayload;
  readonly kid: string | undefined;
}

export const NOW = new Date('2026-11-25T10:00:00.000Z');

/** One for all tests: making it takes longer than they do. */
const keyPairMade = generateRsaKeyPair();

export async function startSmallPlatform() {
  const keyPair = await keyPairMade;
  const seen: SeenRequest[] = [];
  const tokenRequests: TokenRequest[] = [];
  const usedIds = new Set<string>();
  const living = new Map<string, { scopes: string[]; until: number }>();
  const sockets = new Set<Socket>();
  const handlers = new Map<string, Handler>();
  let issued = 0;
  let now = NOW;

  const platform = {
    /** Of services; token requests are counted apart. */
    seen,
    tokenRequests,
    /** What the admin lets the tool do; asking for more is `invalid_scope`. */
    allowedScopes: null as readonly string[] | null,
    /** Changes the token answer. */
    tokenAnswer: null as ((regular: Record<string, unknown>) => Answer | 'hang' | 'drop') | null,
    expiresIn: 3600,
    /** Of client assertions; null = `/audience` here. */
    audience: null as string | null,
    get now() {
      return now;
    },
    passSeconds(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000);
    },
    /** Forgets all tokens, as after a restart of the LMS. */
    loseTokens: () => living.clear(),
    /** @param key - `GET /path`, without query */
    on(key: string, handler: Handler) {
      handlers.set(key, handler);
    },
    /** Answers 200 with this body. */
    answer(key: string, body: unknown) {
      handlers.set(key, () => ({ body }));
    },
  };

  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => (body += chunk.toString()));
    req.on('end', () => {
      const request: SeenRequest = {
        method: req.method ?? '',
        url: req.url ?? '',
        headers: req.headers,
        body,
      };
      void answerTo(request).then((answer) => {
        if (answer === 'hang') return;
        if (answer === 'drop') return void req.socket.destroy();
        const { status = 200, headers = {}, body: content = '' } = answer;
        const bytes: [string, string][] = Object.entries(headers).map(([name, value]) => [
          name,
          Buffer.from(value).toString('latin1'),
        ]);
        res.writeHead(status, { 'content-type': 'application/json', ...Object.fromEntries(bytes) });
        res.end(typeof content === 'string' ? content : JSON.stringify(content));
      });
    });
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answerTo(request: SeenRequest): Promise<Answer | 'hang' | 'drop'> {
    const path = new URL(request.url, origin).pathname;
    if (path === '/token') return answerToken(request);
    seen.push(request);
    const token = living.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (!token || token.until <= now.getTime()) return { status: 401, body: { error: 'invalid_token' } };
    const handler = handlers.get(`${request.method} ${path}`);
    return handler ? handler(request) : { status: 404, body: { error: 'not found' } };
  }

  async function answerToken(request: SeenRequest): Promise<Answer | 'hang' | 'drop'> {
    const form = new URLSearchParams(request.body);
    const refuse = (error: string): Answer => ({ status: 400, body: { error } });
    let assertion: JWTPayload;
    let kid: string | undefined;
    try {
      const publicKey = await importJWK(keyPair.publicJwk, 'RS256');
      const verified = await jwtVerify(form.get('client_assertion') ?? '', publicKey, {
        algorithms: ['RS256'],
        issuer: 'client-1',
        subject: 'client-1',
        audience: platform.audience ?? `${origin}/audience`,
        currentDate: now,
        maxTokenAge: 600,
        requiredClaims: ['jti', 'exp', 'iat'],
      });
      assertion = verified.payload;
      kid = verified.protectedHeader.kid;
    } catch {
      return refuse('invalid_client');
    }
    tokenRequests.push({ form, assertion, kid });
    if (usedIds.has(assertion.jti ?? '')) return refuse('invalid_client');
    usedIds.add(assertion.jti ?? '');
    const scopes = (form.get('scope') ?? '').split(' ');
    const { allowedScopes } = platform;
    if (allowedScopes && !scopes.every((scope) => allowedScopes.includes(scope)))
      return refuse('invalid_scope');
    issued += 1;
    const value = `token-${issued}`;
    living.set(value, { scopes, until: now.getTime() + platform.expiresIn * 1000 });
    const regular = {
      access_token: value,
      token_type: 'Bearer',
      expires_in: platform.expiresIn,
      scope: scopes.join(' '),
    };
    return platform.tokenAnswer ? platform.tokenAnswer(regular) : { body: regular };
  }

  const fetch = createGuardedFetch({
    allowHosts: [],
    allowLoopback: true,
    userAgent: 'Insigne/1.0 (+https://badges.example)',
  });
  const privateKey = await importPKCS8(keyPair.privateKeyPem, 'RS256');
  const toolKeys = { getSigningKey: () => Promise.resolve({ kid: 'tool-key-1', privateKey }) };
  const accessTokens = createAccessTokens({ fetch, toolKeys, now: () => now });
  const services = createServiceClient({ fetch, accessTokens, now: () => now, random: () => 0 });
  const columns = createToolColumns({ services });

  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await fetch.close();
    await new Promise((resolve) => server.close(resolve));
  }

  return Object.assign(platform, { origin, fetch, toolKeys, accessTokens, services, columns, close });
}

export type SmallPlatform = Awaited<ReturnType<typeof startSmallPlatform>>;

export function buildRegistration(origin: string, overrides: Partial<Registration> = {}): Registration {
  return {
    id: 'registration-1',
    institutionId: 'institution-1',
    issuer: origin,
    clientId: 'client-1',
    name: 'Small platform',
    productFamily: 'unknown',
    profile: 'plain',
    authorizationUrl: `${origin}/auth`,
    tokenUrl: `${origin}/token`,
    tokenAudience: `${origin}/audience`,
    jwksUrl: `${origin}/jwks`,
    isEnabled: true,
    createdAt: NOW,
    ...overrides,
  };
}

export function buildCourse(origin: string, overrides: Partial<Course> = {}): Course {
  return {
    id: 'course-1',
    institutionId: 'institution-1',
    registrationId: 'registration-1',
    bridges: {},
    deploymentRecordId: 'deployment-1',
    contextId: 'context-1',
    title: null,
    label: null,
    membershipsUrl: `${origin}/members`,
    lineItemsUrl: `${origin}/lineitems?type_id=51`,
    agsScopes: ['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map(
      (name) => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`,
    ),
    firstSeenAt: NOW,
    lastLaunchAt: NOW,
    linkOpenedAt: null,
    ...overrides,
  };
}
