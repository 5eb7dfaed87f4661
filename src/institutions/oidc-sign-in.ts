/**
 * Signing in to the console through the institution's own OpenID Connect provider.
 *
 * Code flow with PKCE, a state and a nonce, all three made from one value that only this browser's cookie holds, so that nothing
 * has to be stored. Who comes back is matched by e-mail address with an account that an administrator made: the provider says who
 * somebody is, never what they may do.
 *
 * Source: OpenID Connect Core 1.0 §3.1; RFC 7636 (PKCE); RFC 9207 (issuer in the answer).
 *
 * @module
 */
import { createHmac } from 'node:crypto';
import * as oidc from 'openid-client';
import { AppError } from '../errors/app-error.js';
import type { GuardedFetch, GuardedRequest } from '../http/guarded-fetch.js';
import { randomToken } from '../secrets/random-token.js';
import type { AdminAccount, AdminAccountStore } from './admin-account.js';
import { toEmailKey } from './admin-account-service.js';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** On the button. */
  readonly name: string;
}

export interface OidcSignInDeps {
  /** Null: the institution has none, and people sign in with a password. */
  readonly settings: OidcSettings | null;
  readonly clientSecret: string | null;
  readonly accounts: Pick<AdminAccountStore, 'findByEmail'>;
  readonly fetch: GuardedFetch;
  readonly baseUrl: string;
  /** Development: a provider on this machine over plain http. */
  readonly allowLoopback: boolean;
}

export interface BegunOidc {
  /** Where the browser goes. */
  readonly address: string;
  /** For a cookie of this browser alone, for a few minutes. */
  readonly browserKey: string;
}

export type OidcSignIn = ReturnType<typeof createOidcSignIn>;

const DISCOVERED_LASTS_MS = 10 * 60_000;
const METHODS = ['GET', 'POST'] as const;

export function createOidcSignIn(deps: OidcSignInDeps) {
  const { settings, clientSecret, accounts, baseUrl, allowLoopback } = deps;
  const redirectUri = `${baseUrl}/admin/sign-in/institution/callback`;
  let known: { readonly config: oidc.Configuration; readonly until: number } | null = null;

  /** @throws {AppError} `oidc_absent`, `oidc_unavailable` */
  async function begin(next: string): Promise<BegunOidc> {
    const config = await discover();
    const browserKey = randomToken();
    const { verifier, nonce, state } = derive(browserKey);
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      nonce,
      state: `${state}.${Buffer.from(next, 'utf8').toString('base64url')}`,
    });
    return { address: address.href, browserKey };
  }

  /**
   * @param query - of the address that the provider sent the browser back to, with its `?`
   * @throws {AppError} `oidc_refused` - the provider says no, or the answer is of another sign-in
   * @throws {AppError} `oidc_account_unknown` - nobody gave this person an account
   * @throws {AppError} `oidc_absent`, `oidc_unavailable`
   */
  async function finish(
    query: string,
    browserKey: string | null,
  ): Promise<{ readonly account: AdminAccount; readonly next: string }> {
    const config = await discover();
    const url = new URL(redirectUri + query);
    const [given = '', next = ''] = (url.searchParams.get('state') ?? '').split('.');
    const { verifier, nonce, state } = derive(browserKey ?? randomToken());
    if (browserKey === null || given !== state) throw refused('state');
    const claims = await exchange(config, url, { verifier, nonce });
    const { email, email_verified: isVerified } = claims;
    if (typeof email !== 'string' || isVerified === false) throw refused('email');
    const account = await accounts.findByEmail(toEmailKey(email));
    if (!account?.isEnabled)
      throw new AppError('oidc_account_unknown', 403, 'nobody gave this person an account');
    return { account, next: Buffer.from(next, 'base64url').toString('utf8') };
  }

  async function exchange(
    config: oidc.Configuration,
    url: URL,
    { verifier, nonce }: { readonly verifier: string; readonly nonce: string },
  ): Promise<Readonly<Record<string, unknown>>> {
    try {
      const tokens = await oidc.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: verifier,
        expectedNonce: nonce,
        expectedState: url.searchParams.get('state') ?? '',
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw refused('claims');
      if (claims['email'] !== undefined) return claims;
      // Many providers tell the address only when they are asked (§5.4).
      return { ...claims, ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)) };
    } catch (error) {
      if (error instanceof AppError && error.code.startsWith('oidc_')) throw error;
      if (error instanceof AppError) throw unavailable(error);
      throw refused('exchange', error);
    }
  }

  async function discover(): Promise<oidc.Configuration> {
    if (!settings || clientSecret === null)
      throw new AppError('oidc_absent', 404, 'no OpenID Connect provider is configured');
    if (known && known.until > Date.now()) return known.config;
    const issuer = new URL(settings.issuer);
    try {
      const config = await oidc.discovery(issuer, settings.clientId, clientSecret, undefined, {
        [oidc.customFetch]: guardedFetch,
        ...(allowLoopback && issuer.protocol === 'http:' && { execute: [oidc.allowInsecureRequests] }),
      });
      known = { config, until: Date.now() + DISCOVERED_LASTS_MS };
      return config;
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** The provider's document names addresses: each is checked as any that comes from outside. */
  async function guardedFetch(url: string, options: oidc.CustomFetchOptions): Promise<Response> {
    const method = METHODS.find((one) => one === options.method);
    if (!method) throw new AppError('address_refused', 502, 'a method that no sign-in needs');
    const { body } = options;
    const request: GuardedRequest = {
      method,
      headers: options.headers,
      ...(body != null && { body: body instanceof URLSearchParams ? body.toString() : readBody(body) }),
      ...(options.signal && { signal: options.signal }),
    };
    const answer = await deps.fetch(url, request);
    // What these statuses mean is that there is no body.
    const hasBody = ![101, 204, 205, 304].includes(answer.status);
    return new Response(hasBody ? answer.body : null, { status: answer.status, headers: answer.headers });
  }

  return { name: settings?.name ?? null, begin, finish };
}

function readBody(body: unknown): string {
  if (typeof body === 'string') return body;
  throw new AppError('address_refused', 502, 'a body that no sign-in needs');
}

/** Three values from one, each useless for the other two. */
function derive(browserKey: string): { verifier: string; nonce: string; state: string } {
  const of = (purpose: string): string =>
    createHmac('sha256', browserKey).update(purpose).digest('base64url');
  return { verifier: of('verifier'), nonce: of('nonce'), state: of('state') };
}

function refused(reason: string, cause?: unknown): AppError {
  return new AppError('oidc_refused', 403, 'the sign-in was not completed', { reason }, { cause });
}

function unavailable(cause: unknown): AppError {
  return new AppError(
    'oidc_unavailable',
    503,
    'the OpenID Connect provider cannot be used now',
    {},
    { cause },
  );
}
