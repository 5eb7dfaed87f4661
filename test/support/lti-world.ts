/**
 * The running tool with a small platform registered, and browsers that log in and launch: every step of the way over HTTP.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { LaunchStep } from '../../src/lti/launch/attempt.js';
import type { Registration } from '../../src/platforms/registration.js';
import { NOON } from './build-records.js';
import { startTool, type RunningTool } from './start-tool.js';
import { buildClaims, startTestPlatform, type SignOptions, type TestPlatform } from './test-platform.js';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** `Location`, absolute; null when there is none. */
  readonly location: string | null;
}

export interface RegisteredPlatform extends TestPlatform {
  readonly record: Registration;
  readonly clientId: string;
  readonly deploymentId: string;
}

export type Browser = ReturnType<typeof openBrowser>;
export type LtiWorld = Awaited<ReturnType<typeof openLtiWorld>>;

/** A login that the browser took as far as the platform. */
export interface UnderWay {
  readonly browser: Browser;
  readonly platform: RegisteredPlatform;
  readonly state: string;
  readonly nonce: string;
  readonly targetLinkUri: string;
  /** The authentication request that the platform got. */
  readonly request: URL;
}

interface PlatformOptions {
  readonly clientId?: string;
  /** Null: not told while registering. */
  readonly deploymentId?: string | null;
  /** Platforms with the same index sign with the same key. */
  readonly keyIndex?: number;
}

type Fields = Readonly<Record<string, string>>;

export async function openLtiWorld(options: { launchSteps?: readonly LaunchStep[] } = {}) {
  const clock = { at: NOON };
  const tool = await startTool({ now: () => clock.at, ...options });
  const platforms: TestPlatform[] = [];
  const platform = await addPlatform();

  /** A platform of its own for cases that change keys, settings or counts. */
  async function addPlatform({
    clientId = `client-${randomUUID()}`,
    deploymentId = 'deployment-1',
    keyIndex = 0,
  }: PlatformOptions = {}): Promise<RegisteredPlatform> {
    const started = await startTestPlatform({ keyIndex });
    platforms.push(started);
    return registerPlatform(tool, started, clientId, deploymentId);
  }

  /** Login, hop, and the authentication request: what happens before the platform posts a launch. */
  async function logIn({
    browser = openBrowser(tool.baseUrl),
    at = platform,
    fields = {},
  }: { browser?: Browser; at?: RegisteredPlatform; fields?: Fields } = {}): Promise<UnderWay> {
    const targetLinkUri = fields['target_link_uri'] ?? `${tool.baseUrl}/lti/launch`;
    const login = {
      iss: at.url,
      client_id: at.clientId,
      login_hint: 'hint',
      target_link_uri: targetLinkUri,
      ...fields,
    };
    const first = await browser.get(`/lti/login?${new URLSearchParams(login).toString()}`);
    const hop = first.location === null ? first : await browser.get(first.location);
    if (hop.location === null) throw new Error(`the login stopped with ${hop.status}: ${hop.body}`);
    const request = new URL(hop.location);
    const state = request.searchParams.get('state') ?? '';
    return {
      browser,
      platform: at,
      state,
      nonce: request.searchParams.get('nonce') ?? '',
      targetLinkUri,
      request,
    };
  }

  /** An honest token for this login, with what a test changes; `undefined` takes a claim out. */
  function sign(
    login: UnderWay,
    change: Readonly<Record<string, unknown>> = {},
    options: SignOptions = {},
  ): string {
    const { platform: at, nonce, targetLinkUri } = login;
    const honest = buildClaims({
      issuer: at.url,
      clientId: at.clientId,
      deploymentId: at.deploymentId,
      nonce,
      targetLinkUri,
      now: clock.at,
    });
    return at.sign({ ...honest, ...change }, options);
  }

  return {
    tool,
    baseUrl: tool.baseUrl,
    context: tool.context,
    institutionId: tool.context.institution.id,
    clock,
    platform,
    addPlatform,
    openBrowser: () => openBrowser(tool.baseUrl),
    logIn,
    sign,
    /** Posts a launch as the platform's page would. */
    post: ({ browser, state }: Pick<UnderWay, 'browser' | 'state'>, idToken: string): Promise<Answered> =>
      browser.post('/lti/launch', { id_token: idToken, state }),
    /** Login and launch in one. */
    async launch(change: Readonly<Record<string, unknown>> = {}, how: Parameters<typeof logIn>[0] = {}) {
      const login = await logIn(how);
      const answer = await login.browser.post('/lti/launch', {
        id_token: sign(login, change),
        state: login.state,
      });
      return { ...login, answer };
    },
    async close(): Promise<void> {
      await tool.close();
      for (const one of platforms) await one.close();
    },
  };
}

async function registerPlatform(
  { context }: RunningTool,
  platform: TestPlatform,
  clientId: string,
  deploymentId: string | null,
): Promise<RegisteredPlatform> {
  const record = await context.registrations.registerByHand(
    context.institution.id,
    { ...platform.registration, clientId, deploymentId },
    { kind: 'command-line' },
  );
  return { ...platform, record, clientId, deploymentId: deploymentId ?? 'deployment-1' };
}

/** A cookie jar over fetch that follows nothing by itself. */
export function openBrowser(baseUrl: string, headers: Fields = {}) {
  const jar = new Map<string, string>();

  async function send(address: string, init: RequestInit = {}): Promise<Answered> {
    const url = new URL(address, baseUrl);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        ...headers,
        ...(cookie && { cookie }),
        ...(init.headers as Fields | undefined),
      },
    });
    for (const line of response.headers.getSetCookie()) keep(line);
    const location = response.headers.get('location');
    return {
      status: response.status,
      headers: response.headers,
      body: await response.text(),
      location: location === null ? null : new URL(location, url).href,
    };
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    if (attributes.some((attribute) => attribute.toLowerCase() === 'max-age=0')) jar.delete(name);
    else jar.set(name, pair.slice(at + 1));
  }

  return {
    jar,
    send,
    get: (address: string, more: Fields = {}): Promise<Answered> => send(address, { headers: more }),
    post: (
      address: string,
      fields: Fields | URLSearchParams | string,
      more: Fields = {},
    ): Promise<Answered> =>
      send(address, {
        method: 'POST',
        body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...more },
      }),
  };
}

/** The code that an error page quotes. */
export function readCode(body: string): string | null {
  return /class="code">([a-z_]+)</.exec(body)?.[1] ?? null;
}

/** Whether a launch was let in: a session, and an address inside a course. */
export function isAccepted({ status, headers, location }: Answered): boolean {
  const hasSession = headers.getSetCookie().some((line) => line.startsWith('__Host-insigne='));
  return (
    status === 303 && hasSession && location !== null && new URL(location).pathname.startsWith('/courses/')
  );
}
