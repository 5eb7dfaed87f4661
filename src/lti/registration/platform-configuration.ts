/**
 * The platform's configuration document: what an LMS says about itself when the tool registers.
 *
 * Source: LTI Dynamic Registration 1.0 (platform configuration; issuer and configuration address must match)
 * https://www.imsglobal.org/spec/lti-dr/v1p0/; OpenID Connect Discovery 1.0 §3, §4.3.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import { isUrl } from '../../http/parse-url.js';
import { chooseProfile, findProfile, type SharedIssuer } from '../../platforms/profile.js';
import { PLATFORM_CONFIGURATION } from '../claims.js';
import { findRecord, findText, isRecord, listTexts, type Claims } from '../launch/read-claims.js';
import { isSameOrganisation } from '../service-address.js';

export interface PlatformConfiguration {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  /** Audience of client assertions when it is not the token address. */
  readonly authorizationServer: string | null;
  readonly jwksUrl: string;
  readonly registrationUrl: string;
  readonly productFamily: string;
  /** Null where the platform does not say. */
  readonly scopes: readonly string[] | null;
  readonly messages: readonly PlatformMessage[] | null;
  readonly variables: readonly string[] | null;
  /** What it tells of between launches. */
  readonly noticeTypes: readonly string[];
}

export interface PlatformMessage {
  readonly type: string;
  readonly placements: readonly string[];
}

/**
 * Reads the document and checks that it speaks for itself: whoever serves it must be the issuer that it names, or anyone could
 * register in another platform's name. Where many schools share one issuer, the profile lists the hosts that speak for it.
 *
 * @param address - where the document was fetched
 * @throws {AppError} `platform_configuration_unusable` - `detail.field` names what is missing or wrong
 */
export function parsePlatformConfiguration(body: string, address: string): PlatformConfiguration {
  const document = parseJson(body);
  const issuer = readUrl(document, 'issuer');
  const registrationUrl = readUrl(document, 'registration_endpoint');
  const lti = findRecord(document, PLATFORM_CONFIGURATION);
  const productFamily = findText(lti, 'product_family_code', 100) ?? 'unknown';
  const shared = findSharedIssuer(issuer, address, productFamily);
  const host = new URL(address).host;
  if (!shared && new URL(issuer).host !== host) {
    throw unusable('issuer', 'the issuer is not the host that says so');
  }
  // The registration token goes there, so it must be the same platform. A shared issuer sends each school to its own host.
  if (new URL(registrationUrl).host !== host && !(shared && registrationUrl.startsWith('https:'))) {
    throw unusable('registration_endpoint', 'the registration endpoint is on another host');
  }
  const methods = document['token_endpoint_auth_methods_supported'];
  if (Array.isArray(methods) && !methods.includes('private_key_jwt')) {
    throw unusable('token_endpoint_auth_methods_supported', 'the platform does not take signed assertions');
  }
  const algorithms = document['id_token_signing_alg_values_supported'];
  if (Array.isArray(algorithms) && !algorithms.includes('RS256')) {
    throw unusable('id_token_signing_alg_values_supported', 'the platform does not sign with RS256');
  }
  const tokenUrl = readUrl(document, 'token_endpoint');
  const authorizationServer = findText(document, 'authorization_server', 2_000);
  if (!shared) checkAuthorizationServer({ issuer, tokenUrl, authorizationServer, productFamily });
  return {
    issuer,
    authorizationUrl: readUrl(document, 'authorization_endpoint'),
    tokenUrl,
    authorizationServer,
    jwksUrl: readUrl(document, 'jwks_uri'),
    registrationUrl,
    productFamily,
    scopes: findList(document, 'scopes_supported'),
    messages: findMessages(lti),
    variables: findList(lti, 'variables'),
    noticeTypes: listTexts(lti['notice_types_supported']),
  };
}

/**
 * Whoever makes out the tokens must be the issuer's own organisation, or where the profile has it. Or an LMS could name the
 * token endpoint of another one and our client there, and have that one's tokens sent to its own services; or have
 * assertions that were meant for another one sent to itself.
 */
function checkAuthorizationServer({
  issuer,
  tokenUrl,
  authorizationServer,
  productFamily,
}: Pick<PlatformConfiguration, 'issuer' | 'tokenUrl' | 'authorizationServer' | 'productFamily'>): void {
  const { registration, services } = findProfile({ profile: chooseProfile(productFamily) });
  const isIssuers = (address: string): boolean =>
    isUrl(address) && isSameOrganisation(new URL(address), new URL(issuer));
  const usual = registration.endpoints?.(issuer.replace(/\/$/, ''));
  if (!isIssuers(tokenUrl) && tokenUrl !== usual?.tokenUrl) {
    throw unusable('token_endpoint', 'the token endpoint is at another organisation');
  }
  if (authorizationServer === null || authorizationServer === services.tokenAudience) return;
  // Some name it as a host alone.
  const server = /^https?:/i.test(authorizationServer)
    ? authorizationServer
    : `https://${authorizationServer}`;
  if (authorizationServer !== tokenUrl && !isIssuers(server)) {
    throw unusable('authorization_server', 'the authorization server is at another organisation');
  }
}

function findSharedIssuer(issuer: string, address: string, productFamily: string): SharedIssuer | undefined {
  const { protocol, host } = new URL(address);
  const { sharedIssuers } = findProfile({ profile: chooseProfile(productFamily) }).registration;
  return sharedIssuers.find(
    (one) => one.issuer === issuer && protocol === 'https:' && one.hosts.includes(host),
  );
}

function parseJson(body: string): Claims {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (cause) {
    throw unusable('document', 'the configuration is not JSON', cause);
  }
  if (!isRecord(parsed)) throw unusable('document', 'the configuration is not an object');
  return parsed;
}

/** Which schemes and hosts may be reached is for whoever fetches them; here it has to be an address at all. */
function readUrl(document: Claims, field: string): string {
  const value = document[field];
  if (typeof value === 'string' && value.length <= 2_000 && isUrl(value)) {
    if (/^https?:$/.test(new URL(value).protocol)) return value;
  }
  throw unusable(field, `${field} is missing or not an address`);
}

function findList(record: Claims, field: string): string[] | null {
  return Array.isArray(record[field]) ? listTexts(record[field]) : null;
}

function findMessages(lti: Claims): PlatformMessage[] | null {
  const messages = lti['messages_supported'];
  if (!Array.isArray(messages)) return null;
  return (messages as unknown[])
    .filter(isRecord)
    .flatMap((message) =>
      typeof message['type'] === 'string'
        ? [{ type: message['type'], placements: listTexts(message['placements']) }]
        : [],
    );
}

function unusable(field: string, message: string, cause?: unknown): AppError {
  return new AppError('platform_configuration_unusable', 422, message, { field }, { cause });
}
