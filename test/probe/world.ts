/**
 * The probing platform's side: it registers the tool the way an LMS does, plays logins and launches, and judges by what a browser
 * can do afterwards. It knows a tool by what the tool told it while registering, and by nothing else.
 *
 * @module
 */
import {
  buildClaims,
  startTestPlatform,
  type SignOptions,
  type TestPlatform,
} from '../support/test-platform.js';
import { openBrowser, type Answer, type Browser, type Fields } from './browser.js';
import { registerAt, type RegisterOptions, type RegistrationAttempt } from './register.js';
import type { ToolUnderTest } from './tool-under-test.js';

/** One request of the probe takes no longer. */
const CAP_MS = 5_000;
/** Some tools make a key of 4,096 bits while they register. */
const REGISTRATION_CAP_MS = 60_000;

/** What a tool said of itself, and what the platform gave it. */
export interface Registered {
  readonly platform: TestPlatform;
  readonly issuer: string;
  readonly clientId: string;
  readonly deploymentId: string;
  readonly loginUrl: string;
  readonly redirectUris: readonly string[];
  readonly targetLinkUri: string;
  readonly jwksUrl: string;
}

/** A login that the browser took as far as the platform. */
export interface UnderWay {
  readonly at: Registered;
  readonly browser: Browser;
  readonly state: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly targetLinkUri: string;
  /** The authentication request. */
  readonly request: URLSearchParams;
}

/** A verdict: nothing came, or not in time. */
export const NO_ANSWER = 'no answer';

export type Claims = Readonly<Record<string, unknown>>;
export type ProbeWorld = Awaited<ReturnType<typeof openProbeWorld>>;

interface LoginOptions {
  readonly at?: Registered;
  readonly browser?: Browser;
  /** Over an honest login; undefined leaves a parameter out. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  /** Appended as it stands. */
  readonly odd?: string;
  readonly method?: 'GET' | 'POST';
}

/** A play cannot go on, because the tool did not do what an honest login needs. */
export class NoLogin extends Error {
  override readonly name = 'NoLogin';
}

export async function openProbeWorld(tool: ToolUnderTest) {
  const platforms: TestPlatform[] = [];
  const site = new URL(tool.strangersRegistration).origin;
  const browse = () => openBrowser(site, CAP_MS);
  let serial = 0;

  async function addPlatform(keyIndex = 0): Promise<TestPlatform> {
    const platform = await startTestPlatform({ keyIndex });
    platforms.push(platform);
    return platform;
  }

  /** Registers the tool with the consent of whoever runs it, and has it switched on. */
  async function register(options: RegisterOptions = {}): Promise<RegistrationAttempt> {
    const address = options.address ?? (await tool.openRegistration());
    serial += 1;
    const platform = options.platform ?? (await addPlatform(options.keyIndex));
    const attempt = await registerAt(
      openBrowser(site, REGISTRATION_CAP_MS),
      platform,
      address,
      serial,
      options,
    );
    if (attempt.registered && options.address === undefined) {
      await tool.activate(attempt.registered.issuer, attempt.registered.clientId);
    }
    return attempt;
  }

  /** @throws when an honest registration does not end well: there is nothing to probe then */
  async function registerHonestly(options: RegisterOptions = {}): Promise<Registered> {
    const { registered, page } = await register(options);
    if (!registered)
      throw new Error(`${tool.name} did not register: ${page.status} ${page.body.slice(0, 300)}`);
    return registered;
  }

  const main = await registerHonestly();

  /** @returns null - the tool did not send the browser on to the platform */
  async function tryLogin(options: LoginOptions = {}): Promise<UnderWay | null> {
    const { at = main, browser = browse(), fields = {}, odd = '', method = 'GET' } = options;
    const honest = {
      iss: at.issuer,
      client_id: at.clientId,
      login_hint: 'hint',
      target_link_uri: at.targetLinkUri,
      lti_deployment_id: at.deploymentId,
      ...fields,
    };
    const given = Object.entries(honest).filter((field): field is [string, string] => field[1] !== undefined);
    const query = new URLSearchParams(given).toString() + (odd && `&${odd}`);
    const login = new URL(at.loginUrl);
    const first =
      method === 'POST'
        ? await browser.post(login.href, query)
        : await browser.get(`${login.href}${login.search ? '&' : '?'}${query}`);
    const request = readAuthenticationRequest(await browser.follow(first), at);
    if (!request) return null;
    return {
      at,
      browser,
      request,
      state: request.get('state') ?? '',
      nonce: request.get('nonce') ?? '',
      redirectUri: request.get('redirect_uri') ?? '',
      targetLinkUri: fields['target_link_uri'] ?? at.targetLinkUri,
    };
  }

  /** @throws {NoLogin} */
  async function logIn(options: LoginOptions = {}): Promise<UnderWay> {
    const login = await tryLogin(options);
    if (!login) throw new NoLogin('an honest login was not sent on');
    return login;
  }

  /** An honest token for this login, with what a play changes; `undefined` takes a claim out. */
  function sign(login: UnderWay, change: Claims = {}, options: SignOptions = {}): string {
    const { at, nonce, targetLinkUri } = login;
    const { issuer, clientId, deploymentId } = at;
    const now = new Date();
    return at.platform.sign(
      { ...buildClaims({ issuer, clientId, deploymentId, nonce, targetLinkUri, now }), ...change },
      options,
    );
  }

  /** Posts as the platform's page would: only to an address that was registered. */
  async function post(login: UnderWay, form: Fields | string, type?: string): Promise<Answer> {
    if (!login.at.redirectUris.includes(login.redirectUri)) {
      throw new NoLogin('the tool asked for its token at an address that it did not register');
    }
    return login.browser.post(login.redirectUri, form, type);
  }

  /**
   * `accepted`: a page of the tool opens, opens again, and does so for this browser alone. A status or a redirect alone is no
   * verdict. Whoever gets no answer at all has no session either.
   */
  async function judge(browser: Browser, answer: Answer): Promise<string> {
    if (answer.status === 0) return NO_ANSWER;
    const page = await browser.follow(answer);
    if (page.status !== 200 || new URL(page.url).origin !== site) return 'refused';
    const again = await browser.get(page.url);
    if (again.status !== 200) return 'refused';
    const stranger = browse();
    const open = await stranger.follow(await stranger.get(page.url));
    return open.status === 200 ? 'open to anybody' : 'accepted';
  }

  async function launchWith(
    login: UnderWay,
    change: Claims = {},
    options: SignOptions = {},
  ): Promise<string> {
    const form = { id_token: sign(login, change, options), state: login.state };
    return judge(login.browser, await post(login, form));
  }

  return {
    tool,
    main,
    browse,
    addPlatform,
    register,
    registerHonestly,
    tryLogin,
    logIn,
    sign,
    post,
    judge,
    launchWith,
    /** Login and launch in one. */
    launch: async (change: Claims = {}, options: SignOptions = {}, how: LoginOptions = {}): Promise<string> =>
      launchWith(await logIn(how), change, options),
    /** Whether the tool still runs and answers. */
    async isAlive(): Promise<boolean> {
      return tool.isRunning() && (await browse().get(main.jwksUrl)).status !== 0 && tool.isRunning();
    },
    async close(): Promise<void> {
      for (const platform of platforms) await platform.close();
    },
  };
}

/** The request by redirect or as a form that posts itself (OpenID Connect Core 1.0 §3.1.2.1); null: not sent on. */
function readAuthenticationRequest(
  { location, body, status }: Answer,
  at: Registered,
): URLSearchParams | null {
  const authorization = `${at.platform.url}/auth`;
  if (location !== null) {
    const url = new URL(location);
    return url.origin + url.pathname === authorization ? url.searchParams : null;
  }
  if (status !== 200 || !body.includes(`action="${authorization}"`)) return null;
  const fields = new URLSearchParams();
  for (const [input] of body.matchAll(/<input [^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined) fields.append(name, decodeText(/\bvalue="([^"]*)"/.exec(input)?.[1] ?? ''));
  }
  return fields;
}

function decodeText(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
    code ? String.fromCodePoint(Number(code)) : (named[name ?? ''] ?? whole),
  );
}
