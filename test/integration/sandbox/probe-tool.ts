/**
 * A tool by hand, one request at a time, so that each can be wrong in one way. Shares no code with the tool of this repository.
 *
 * @module
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, SignJWT, type JWK, type JWTPayload } from 'jose';
import type { PresentedTool } from '../../../src/sandbox/present.js';
import { createPlatformKeys } from '../../../src/sandbox/lti/platform-keys.js';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.js';
import { parseForms } from '../../../src/sandbox/visitor/html-forms.js';
import { createVisitor, type Visitor } from '../../../src/sandbox/visitor/visitor.js';

export const NOW = new Date('2026-11-23T10:00:00.000Z');
export const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope';
export const MEMBERSHIPS_SCOPE = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
export const ALL_SCOPES = [
  `${AGS}/lineitem`,
  `${AGS}/lineitem.readonly`,
  `${AGS}/result.readonly`,
  `${AGS}/score`,
  MEMBERSHIPS_SCOPE,
].join(' ');
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface ToolKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: JWK;
}

/** Made once for all LMSs of a test file. */
const sharedPlatformKeys = await createPlatformKeys(randomUUID);
let sharedToolKey: ToolKey | null = null;

export function createToolKey(kid: string): ToolKey {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const jwk = createPublicKey(pair.publicKey).export({ format: 'jwk' }) as JWK;
  return {
    kid,
    privateKey: createPrivateKey(pair.privateKey),
    jwk: { ...jwk, kid, alg: 'RS256', use: 'sig' },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface Lms {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly tool: PresentedTool;
  readonly toolUrl: string;
  readonly key: ToolKey;
  /** What stands at the tool's JWKS address; may be changed. */
  readonly jwks: { keys: JWK[]; requests: number };
  /** Moves the clock of the LMS, and of this tool. */
  advance(ms: number): void;
  nowSeconds(): number;
  sign(claims: JWTPayload, key?: ToolKey, header?: Record<string, unknown>): Promise<string>;
  assertion(
    changes?: Record<string, unknown>,
    key?: ToolKey,
    header?: Record<string, unknown>,
  ): Promise<string>;
  requestToken(changes?: Record<string, string | undefined>): Promise<Answer>;
  token(scope?: string): Promise<string>;
  /** One request to a service. */
  call(url: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly method?: string;
  readonly token?: string | null;
  readonly accept?: string | null;
  readonly type?: string;
  readonly body?: unknown;
}

/** A sandbox whose clock stands still, and a tool in it that was added by hand. */
export async function startLms(options: SandboxOptions = {}): Promise<Lms> {
  let now = NOW;
  const sandbox = await createSandbox({
    students: 5,
    now: () => now,
    keys: sharedPlatformKeys,
    ...options,
  });
  const running = await sandbox.start();
  const key = (sharedToolKey ??= createToolKey('tool-key-1'));
  const jwks = { keys: [key.jwk], requests: 0 };
  const server = createServer((_req, res) => {
    jwks.requests += 1;
    res.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: jwks.keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const toolUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tool = sandbox.control.addTool({
    name: 'Probe',
    loginUrl: `${toolUrl}/login`,
    redirectUris: [`${toolUrl}/launch`],
    jwksUrl: `${toolUrl}/jwks`,
    targetLinkUri: `${toolUrl}/start`,
  });
  const nowSeconds = () => Math.floor(now.getTime() / 1000);

  const lms: Lms = {
    sandbox,
    url: running.url,
    tool,
    toolUrl,
    key,
    jwks,
    nowSeconds,
    advance: (ms) => void (now = new Date(now.getTime() + ms)),
    sign: (claims, { kid, privateKey } = key, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(privateKey),
    assertion: (changes = {}, signingKey = key, header = {}) =>
      lms.sign(
        {
          iss: tool.clientId,
          sub: tool.clientId,
          aud: tool.platform.tokenAudience,
          jti: randomUUID(),
          iat: nowSeconds(),
          exp: nowSeconds() + 60,
          ...changes,
        },
        signingKey,
        header,
      ),
    async requestToken(changes = {}) {
      const fields = {
        grant_type: 'client_credentials',
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: changes.client_assertion ?? (await lms.assertion()),
        scope: ALL_SCOPES,
        ...changes,
      };
      const sent = Object.entries(fields).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      return readAnswer(
        await fetch(tool.platform.tokenEndpoint, { method: 'POST', body: new URLSearchParams(sent) }),
      );
    },
    async token(scope = ALL_SCOPES) {
      const { body } = await lms.requestToken({ scope });
      return (body as { access_token: string }).access_token;
    },
    async call(url, { method = 'GET', token, accept, type, body } = {}) {
      const headers = new Headers();
      const bearer = token === undefined ? await lms.token() : token;
      if (bearer !== null) headers.set('authorization', `Bearer ${bearer}`);
      if (accept != null) headers.set('accept', accept);
      if (type !== undefined) headers.set('content-type', type);
      const content = typeof body === 'string' ? body : JSON.stringify(body);
      return readAnswer(
        await fetch(url, { method, headers, ...(body === undefined ? {} : { body: content }) }),
      );
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await running.close();
    },
  };
  return lms;
}

export async function readAnswer(answer: Response): Promise<Answer> {
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the LMS posts to the tool's login address when a person opens a link. */
export async function beginLaunch(visitor: Visitor, launchUrl: string): Promise<Record<string, string>> {
  const page = await visitor.fetch(`${launchUrl}/launch`);
  const [form] = parseForms(await page.text(), launchUrl);
  if (form === undefined) throw new Error(`no launch: status ${page.status}`);
  return { ...form.fields };
}

/** The parameters a tool asks with; changes replace them, undefined leaves one out. */
export function authorizationRequest(
  { toolUrl }: Lms,
  login: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | undefined>> = {},
): URLSearchParams {
  const fields = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: login.client_id,
    redirect_uri: `${toolUrl}/launch`,
    login_hint: login.login_hint,
    lti_message_hint: login.lti_message_hint,
    state: 'state-1',
    nonce: 'nonce-1',
    ...changes,
  };
  return new URLSearchParams(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export interface Authorized {
  readonly status: number;
  /** Where the answer is posted. */
  readonly action: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly claims: JWTPayload | null;
}

export async function authorize(lms: Lms, visitor: Visitor, query: URLSearchParams): Promise<Authorized> {
  const url = `${lms.tool.platform.authorizationEndpoint}?${query.toString()}`;
  return readAuthorized(await visitor.fetch(url), url);
}

export async function readAuthorized(answer: Response, url: string): Promise<Authorized> {
  const form = parseForms(await answer.text(), url).find(({ isSelfSubmitting }) => isSelfSubmitting);
  const fields = form?.fields ?? {};
  const claims = fields.id_token === undefined ? null : decodeJwt(fields.id_token);
  return { status: answer.status, action: form?.action ?? null, fields, claims };
}

/** Opens a link, or deep linking, as somebody: what the tool was told at its login address, and the claims. */
export async function launchAs(
  lms: Lms,
  user: string,
  path: string,
): Promise<{ login: Record<string, string>; claims: JWTPayload }> {
  const visitor = await visitAs(lms, user);
  const login = await beginLaunch(visitor, `${lms.url}${path}`);
  const { claims } = await authorize(lms, visitor, authorizationRequest(lms, login));
  if (claims === null) throw new Error('the launch was refused');
  return { login, claims };
}

/** What a tool sends to register; changes replace members. */
export function registrationMetadata(
  changes: Readonly<Record<string, unknown>> = {},
  configuration: Readonly<Record<string, unknown>> = {},
) {
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: 'https://tool.example/login',
    redirect_uris: ['https://tool.example/launch'],
    client_name: 'A tool',
    jwks_uri: 'https://tool.example/jwks',
    token_endpoint_auth_method: 'private_key_jwt',
    scope: `openid ${ALL_SCOPES}`,
    'https://purl.imsglobal.org/spec/lti-tool-configuration': {
      domain: 'tool.example',
      target_link_uri: 'https://tool.example/start',
      custom_parameters: {},
      claims: ['iss', 'sub', 'name', 'email'],
      messages: [{ type: 'LtiResourceLinkRequest' }, { type: 'LtiDeepLinkingRequest' }],
      ...configuration,
    },
    ...changes,
  };
}

/** The OpenID configuration as a tool with this token reads it. */
export async function readConfiguration(lms: Lms, token: string | null): Promise<Answer> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  return readAnswer(await fetch(lms.tool.platform.openidConfigurationUrl, { headers }));
}

/** Registers at the address that the configuration names. */
export async function register(
  lms: Lms,
  metadata: unknown,
  token = lms.sandbox.control.openRegistration().registrationToken,
): Promise<Answer> {
  const { body } = await readConfiguration(lms, lms.sandbox.control.openRegistration().registrationToken);
  const answer = await fetch((body as { registration_endpoint: string }).registration_endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(metadata),
  });
  return readAnswer(answer);
}

/** Somebody who is logged in. */
export async function visitAs(lms: Lms, user: string): Promise<Visitor> {
  const visitor = createVisitor();
  await visitor.logIn(lms.url, user);
  return visitor;
}
