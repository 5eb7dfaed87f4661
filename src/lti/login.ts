/**
 * Logging in: from the platform's first request to the authentication request, by way of one hop of our own.
 *
 * The hop finds out whether the browser keeps our cookie before anything is asked of the platform: Moodle and Canvas hand a
 * launch out once, and what is spent in a browser that cannot prove its state is lost.
 *
 * A browser that keeps no cookie in a frame may keep the same value with the platform's page around it (platform storage). The
 * login is then bound to a value of its own and gets a new nonce, once: whoever began it elsewhere knows neither.
 *
 * Source: LTI Platform Storage 1.0 (`lti_storage_target`), LTI Client Side postMessages 1.0 (target origin);
 * 1EdTech Security Framework 1.1 §5.1.1, §7.3.1 (state, login CSRF); OpenID Connect Core 1.0 §3.1.2.1, §15.5.2 (nonce).
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Registration, RegistrationStore } from '../platforms/registration.js';
import { hashSecret } from '../secrets/hash-secret.js';
import { randomToken } from '../secrets/random-token.js';
import {
  buildAuthenticationRequest,
  checkTargetLinkUri,
  parseLoginRequest,
  toAddress,
  type LoginParameters,
  type LoginRequest,
} from './login-request.js';
import type { LoginState, LoginStateStore } from './session.js';

export interface LoginDeps {
  readonly registrations: Pick<RegistrationStore, 'listByIssuer' | 'findForLaunch'>;
  readonly loginStates: Pick<LoginStateStore, 'create' | 'find' | 'moveToPlatform'>;
  readonly baseUrl: string;
  readonly now: () => Date;
}

/** A login that began: what the browser is given for it. */
export interface BegunLogin {
  readonly state: string;
  /** Value of this login's cookie; the store knows its hash. */
  readonly browserKey: string;
}

/** What the hop says. */
export type ContinuedLogin =
  | ({ readonly goOn: true } & AuthenticationRequest)
  | {
      readonly goOn: false;
      readonly sameLogin: string;
      /** What the platform's page may keep instead of a cookie, and where to go on once it does; null: only a window is left. */
      readonly keep: (KeptValue & { readonly value: string } & AuthenticationRequest) | null;
    };

/** A value of a login in the platform's own page: in which frame, of which origin, under which name. */
export interface KeptValue {
  /** `_parent`, or the name of a frame beside ours. */
  readonly frame: string;
  /** Nobody else is told the value, and nobody else's answer counts. */
  readonly origin: string;
  readonly key: string;
}

export interface AuthenticationRequest {
  readonly address: string;
  /** Null: the address will do. */
  readonly form: AuthenticationForm | null;
}

/** The same request as a form, for browsers and servers that a very long address would be too much for. */
export interface AuthenticationForm {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export type Login = ReturnType<typeof createLogin>;

/** A person may have to log in at the LMS in between. */
export const LOGIN_LASTS_SECONDS = 600;
/** Servers begin to refuse addresses at 8 kB; some proxies at 4. */
const LONGEST_ADDRESS = 4_000;

/** The cookie of one login: its own name, so that logins in several tabs do not overwrite each other's. */
export function loginCookieName(state: string): string {
  return `__Host-insigne-login-${hashSecret(state).slice(0, 16)}`;
}

/** The values that a browser brings for a login: each counts only for a login that is kept so. */
export interface BrowserProof {
  /** Value of the login's cookie; null when it did not come. */
  readonly browserKey: string | null;
  /** What a page of ours read from the platform's page and posted to us; null when none did. */
  readonly platformKey?: string | null;
}

/** True when the browser brings the value that the login was bound to, from where it was put. */
export function isProvenBy(
  { browserHash, keptIn }: Pick<LoginState, 'browserHash' | 'keptIn'>,
  { browserKey, platformKey = null }: BrowserProof,
): boolean {
  const value = keptIn === 'cookie' ? browserKey : platformKey;
  return value !== null && hashSecret(value) === browserHash;
}

export function createLogin({ registrations, loginStates, baseUrl, now }: LoginDeps) {
  const redirectUri = `${baseUrl}/lti/launch`;

  /**
   * Takes a login initiation and remembers it for some minutes.
   *
   * @throws {AppError} `login_request_invalid`, `login_target_refused`, `login_platform_unknown`, `login_client_unknown`,
   *   `login_client_ambiguous`, `registration_disabled`
   */
  async function begin(parameters: LoginParameters): Promise<BegunLogin> {
    const request = parseLoginRequest(parameters);
    checkTargetLinkUri(request.targetLinkUri, baseUrl);
    const registration = await findRegistration(request);
    const state = randomToken();
    const browserKey = randomToken();
    await loginStates.create({
      stateHash: hashSecret(state),
      browserHash: hashSecret(browserKey),
      keptIn: 'cookie',
      storageTarget: request.storageTarget,
      nonce: randomToken(),
      registrationId: registration.id,
      targetLinkUri: request.targetLinkUri,
      loginHint: request.loginHint,
      ltiMessageHint: request.ltiMessageHint,
      expiresAt: new Date(now().getTime() + LOGIN_LASTS_SECONDS * 1000),
    });
    return { state, browserKey };
  }

  /**
   * The hop: on to the platform when the browser brought its cookie back. Else by way of the platform's storage, where there
   * is one, and the same login once more for a window of its own.
   *
   * @param browserKey - value of this login's cookie; null when it did not come back
   * @param mayKeep - false in a window of its own, which has no platform around it
   * @throws {AppError} `launch_state_unknown` - no such login, or it has expired or was used
   */
  async function proceed(
    state: string,
    browserKey: string | null,
    { mayKeep = true }: { readonly mayKeep?: boolean } = {},
  ): Promise<ContinuedLogin> {
    const { login, registration } = await getUnderWay(state);
    if (!isProvenBy(login, { browserKey })) {
      const keep = mayKeep ? await keepWithPlatform(state, login, registration) : null;
      return { goOn: false, sameLogin: toLoginAddress(registration, login), keep };
    }
    return { goOn: true, ...toRequest(state, login, registration) };
  }

  /** Null where the platform keeps nothing, and for whoever comes second. */
  async function keepWithPlatform(state: string, login: LoginState, registration: Registration) {
    const kept = findKeptValue(state, login, registration);
    if (!kept || login.keptIn === 'platform') return null;
    const value = randomToken();
    const binding = { browserHash: hashSecret(value), nonce: randomToken() };
    const moved = await loginStates.moveToPlatform(hashSecret(state), binding, now());
    return moved && { ...kept, value, ...toRequest(state, moved, registration) };
  }

  /**
   * Where a launch that came without its proof finds it: in the platform's page.
   *
   * @returns null when the login is not kept there: then nothing but its cookie proves it
   * @throws {AppError} `launch_state_unknown`
   */
  async function findProof(
    state: string,
  ): Promise<{ readonly kept: KeptValue; readonly sameLogin: string } | null> {
    const { login, registration } = await getUnderWay(state);
    const kept = login.keptIn === 'platform' ? findKeptValue(state, login, registration) : null;
    return kept && { kept, sameLogin: toLoginAddress(registration, login) };
  }

  async function getUnderWay(state: string): Promise<{ login: LoginState; registration: Registration }> {
    const login = await loginStates.find(hashSecret(state), now());
    const registration = login && (await registrations.findForLaunch(login.registrationId));
    if (login && registration) return { login, registration };
    throw new AppError('launch_state_unknown', 400, 'no login is under way with this state');
  }

  function toRequest(state: string, login: LoginState, registration: Registration): AuthenticationRequest {
    const fields = buildAuthenticationRequest({
      clientId: registration.clientId,
      redirectUri,
      loginHint: login.loginHint,
      ltiMessageHint: login.ltiMessageHint,
      state,
      nonce: login.nonce,
    });
    const action = registration.authorizationUrl;
    const address = toAddress(action, fields);
    return { address, form: address.length > LONGEST_ADDRESS ? { action, fields } : null };
  }

  function toLoginAddress(registration: Registration, login: LoginState): string {
    return toAddress(`${baseUrl}/lti/login`, [
      ['iss', registration.issuer],
      ['client_id', registration.clientId],
      ['login_hint', login.loginHint],
      ['target_link_uri', login.targetLinkUri],
      ...(login.ltiMessageHint === null
        ? []
        : [['lti_message_hint', login.ltiMessageHint] as [string, string]]),
    ]);
  }

  async function findRegistration({ issuer, clientId }: LoginRequest): Promise<Registration> {
    const known = await registrations.listByIssuer(issuer);
    if (known.length === 0) {
      throw new AppError('login_platform_unknown', 403, 'no platform with this issuer is registered');
    }
    const matching = clientId === null ? known : known.filter((one) => one.clientId === clientId);
    const [registration, ...others] = matching;
    if (!registration) {
      throw new AppError('login_client_unknown', 403, 'this client id is not registered for its platform');
    }
    // Guessing could lead a school's teacher into another school's install (Canvas: one issuer for all).
    if (others.length > 0) {
      throw new AppError(
        'login_client_ambiguous',
        400,
        'the platform has several registrations: client_id needed',
      );
    }
    if (!registration.isEnabled) {
      throw new AppError('registration_disabled', 403, 'the registration is switched off', {
        registrationId: registration.id,
      });
    }
    return registration;
  }

  return { begin, proceed, findProof };
}

/** The platform's origin is that of its authorization address: LTI Client Side postMessages 1.0, target origin. */
function findKeptValue(
  state: string,
  { storageTarget }: Pick<LoginState, 'storageTarget'>,
  { authorizationUrl }: Pick<Registration, 'authorizationUrl'>,
): KeptValue | null {
  if (storageTarget === null) return null;
  const key = `insigne-login-${hashSecret(state).slice(0, 16)}`;
  return { frame: storageTarget, origin: new URL(authorizationUrl).origin, key };
}
