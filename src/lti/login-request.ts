/**
 * Login initiation: what the platform's first request says, and the authentication request that answers it.
 *
 * Source: 1EdTech Security Framework 1.1 §5.1.1.1 (initiation), §5.1.1.2 (authentication request)
 * https://www.imsglobal.org/spec/security/v1p1/#openid_connect_launch_flow; LTI 1.3 Core §4.1 (additional parameters).
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import { parseUrl } from '../http/parse-url.js';

export interface LoginRequest {
  readonly issuer: string;
  readonly loginHint: string;
  readonly targetLinkUri: string;
  /** Opaque; goes back byte for byte. Null when the platform sent none. */
  readonly ltiMessageHint: string | null;
  /** Null when the platform sent none: allowed while the issuer has one registration. */
  readonly clientId: string | null;
  /** The frame of the platform that keeps values for tools; null when it offers none, or names it oddly. */
  readonly storageTarget: string | null;
}

/** What a frame may be called: it is looked up by this name, in a page that is not ours. */
const FRAME_NAME = /^[A-Za-z0-9_.:-]{1,100}$/;

/** The parameters of a login initiation that count here; platforms send others besides. */
export const LOGIN_PARAMETERS = [
  'iss',
  'login_hint',
  'target_link_uri',
  'lti_message_hint',
  'client_id',
  'lti_deployment_id',
  'lti_storage_target',
] as const;

export type LoginParameters = Readonly<Partial<Record<(typeof LOGIN_PARAMETERS)[number], string>>>;

/** @throws {AppError} `login_request_invalid` - `iss`, `login_hint` or `target_link_uri` is missing */
export function parseLoginRequest(parameters: LoginParameters): LoginRequest {
  return {
    issuer: need(parameters, 'iss'),
    loginHint: need(parameters, 'login_hint'),
    targetLinkUri: need(parameters, 'target_link_uri'),
    ltiMessageHint: parameters.lti_message_hint ?? null,
    clientId: parameters.client_id || null,
    storageTarget: readFrameName(parameters.lti_storage_target),
  };
}

function need(parameters: LoginParameters, name: (typeof LOGIN_PARAMETERS)[number]): string {
  const value = parameters[name];
  if (value) return value;
  throw new AppError('login_request_invalid', 400, `the login has no ${name}`, { parameter: name });
}

function readFrameName(value: string | undefined): string | null {
  return value !== undefined && FRAME_NAME.test(value) ? value : null;
}

/**
 * A launch ends on our own pages, so whatever the platform names must be one of them.
 *
 * @throws {AppError} `login_target_refused` - the address is not on the tool's own origin
 */
export function checkTargetLinkUri(targetLinkUri: string, baseUrl: string): void {
  const origin = parseUrl(targetLinkUri)?.origin ?? null;
  if (origin === new URL(baseUrl).origin) return;
  throw new AppError('login_target_refused', 400, 'target_link_uri is not an address of this tool');
}

/** The authentication request, in the order of the Security Framework's table. */
export function buildAuthenticationRequest(request: {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly loginHint: string;
  readonly ltiMessageHint: string | null;
  readonly state: string;
  readonly nonce: string;
}): [name: string, value: string][] {
  return [
    ['scope', 'openid'],
    ['response_type', 'id_token'],
    ['client_id', request.clientId],
    ['redirect_uri', request.redirectUri],
    ['login_hint', request.loginHint],
    ['state', request.state],
    ['response_mode', 'form_post'],
    ['nonce', request.nonce],
    ['prompt', 'none'],
    ...(request.ltiMessageHint === null
      ? []
      : [['lti_message_hint', request.ltiMessageHint] as [string, string]]),
  ];
}

/** The request as an address; a query that the platform's own address has is kept. */
export function toAddress(authorizationUrl: string, fields: readonly (readonly [string, string])[]): string {
  const url = new URL(authorizationUrl);
  for (const [name, value] of fields) url.searchParams.append(name, value);
  return url.href;
}
