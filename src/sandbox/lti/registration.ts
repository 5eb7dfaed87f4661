/**
 * Dynamic registration: a tool registers itself with the token that an administrator's click gave it.
 *
 * Source: LTI Dynamic Registration 1.0 §2.2 and §3, RFC 7591 §3.2; which members are required as on Moodle 5.1 (`registration_helper.php`)
 *
 * @module
 */
import { json, Router, type ErrorRequestHandler, type Request } from 'express';
import { AppError } from '../../errors/app-error.js';
import {
  findFields,
  findText,
  findTextMap,
  findTexts,
  invalid,
  parseUrl,
  readFields,
  readText,
  type Fields,
} from '../input.js';
import type { Platform } from '../platform.js';
import { sendExceptionPage } from '../services/exception-page.js';
import { addTool } from '../school/tools.js';
import type { Tool } from '../school/state.js';
import { listScopes } from '../notices/notice-rules.js';
import { MESSAGE, TOOL_CONFIGURATION } from './claims.js';

const INVITED_FOR_MS = 3_600_000;

export interface OpenedRegistration {
  readonly registrationToken: string;
  readonly openidConfigurationUrl: string;
  /** What the LMS opens in a frame; null when no address of the tool was given. */
  readonly registrationUrl: string | null;
  readonly expiresAt: string;
}

/**
 * Lets one tool register itself, within an hour.
 *
 * @param toolUrl - the tool's registration address; its query is kept
 */
export function openRegistration(
  platform: Platform,
  { toolUrl, activate = true }: { toolUrl?: string | undefined; activate?: boolean | undefined },
): OpenedRegistration {
  const registrationToken = platform.randomId(32);
  const expiresAt = new Date(platform.now().getTime() + INVITED_FOR_MS);
  const openidConfigurationUrl = platform.baseUrl() + platform.profile.paths.openidConfiguration;
  const registrationUrl =
    toolUrl === undefined ? null : buildRegistrationUrl(toolUrl, openidConfigurationUrl, registrationToken);
  platform.invites.set(registrationToken, { expiresAt, activate, isUsed: false });
  return { registrationToken, openidConfigurationUrl, registrationUrl, expiresAt: expiresAt.toISOString() };
}

function buildRegistrationUrl(toolUrl: string, configurationUrl: string, token: string): string {
  if (!parseUrl(toolUrl) || !/^https?:/.test(toolUrl)) throw invalid('toolUrl must be an http address');
  const url = new URL(toolUrl);
  url.searchParams.set('openid_configuration', configurationUrl);
  url.searchParams.set('registration_token', token);
  return url.href;
}

export function createRegistrationRouter(platform: Platform): Router {
  const router = Router();
  const { registration, paths } = platform.profile;

  router.post(
    paths.registration,
    platform.log.watch('registration'),
    platform.faults.trouble('registration'),
    json(),
    (req, res) => {
      const invite = readInvite(platform, req);
      if (!req.is('application/json'))
        throw new AppError('media_type_unsupported', 415, 'send application/json');
      const metadata = readFields(req.body);
      const tool = registerTool(platform, metadata, invite.activate && registration.mayStartActive);
      invite.isUsed = true;
      res.locals.clientId = tool.clientId;
      res.status(registration.status).json(presentRegistration(platform, metadata, tool));
    },
  );
  if (registration.answersInText) router.use(paths.registration, presentTextError);

  return router;
}

/** Moodle: words of its own where it looked, and an exception (an HTML page, status 404) where it did not catch one. */
const presentTextError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof AppError) || res.headersSent) return next(error);
  switch (error.code) {
    case 'registration_token_unknown':
    case 'registration_token_expired':
      return void sendExceptionPage(res);
    case 'registration_token_missing':
      return void res.status(401).type('html').send('missing_registration_token');
    case 'registration_token_used':
      return void res.status(401).type('html').send('token_already_used');
    default:
      res.status(error.status).type('html').send(error.message);
  }
};

export function readBearer(req: Request): string | null {
  return /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? null;
}

/** @throws {AppError} `registration_token_missing`, `registration_token_unknown`, `registration_token_used`, `registration_token_expired` 401 */
function readInvite(platform: Platform, req: Request) {
  const token = readBearer(req);
  const refuse = (code: string, message: string) => new AppError(code, 401, message);
  if (token === null) throw refuse('registration_token_missing', 'send the registration token as bearer');
  const invite = platform.invites.get(token);
  if (invite === undefined)
    throw refuse('registration_token_unknown', 'not a registration token of this LMS');
  if (invite.isUsed) throw refuse('registration_token_used', 'this registration token was used already');
  if (invite.expiresAt <= platform.now())
    throw refuse('registration_token_expired', 'this registration token has expired');
  return invite;
}

/** @throws {AppError} `client_metadata_invalid` 400 - which member, and why */
function registerTool(platform: Platform, metadata: Fields, activate: boolean): Tool {
  try {
    requireValue(metadata, 'response_types', 'id_token');
    requireValue(metadata, 'grant_types', 'client_credentials');
    requireText(metadata, 'application_type', 'web');
    requireText(metadata, 'token_endpoint_auth_method', 'private_key_jwt');
    const configuration = findFields(metadata, TOOL_CONFIGURATION);
    if (configuration === undefined) throw invalid(`${TOOL_CONFIGURATION} is missing`);
    const domain = readText(configuration, 'domain');
    const targetLinkUri = findText(configuration, 'target_link_uri') ?? `https://${domain}`;
    if (hostOf(targetLinkUri) !== domain) {
      throw invalid(
        platform.profile.registration.answersInText
          ? 'domain_targetlinkuri_mismatch'
          : 'domain must be the host, with port, of target_link_uri',
      );
    }
    const redirectUris = findTexts(metadata, 'redirect_uris') ?? [];
    if (redirectUris.length === 0) throw invalid('redirect_uris is missing');
    for (const uri of redirectUris) requireUrl(uri, 'redirect_uris');
    const asked = (findText(metadata, 'scope') ?? '').split(' ');
    const claims = findTexts(configuration, 'claims') ?? [];
    return addTool(platform, {
      name: readText(metadata, 'client_name'),
      loginUrl: requireUrl(readText(metadata, 'initiate_login_uri'), 'initiate_login_uri'),
      jwksUrl: requireUrl(readText(metadata, 'jwks_uri'), 'jwks_uri'),
      redirectUris,
      targetLinkUri,
      deepLinkingUrl: findDeepLinkingUrl(configuration, targetLinkUri),
      domain,
      scopes: listScopes(platform.profile).filter((scope) => asked.includes(scope)),
      custom: findTextMap(configuration, 'custom_parameters') ?? {},
      shareNames: ['name', 'given_name', 'family_name'].some((claim) => claims.includes(claim)),
      shareEmail: claims.includes('email'),
      active: activate,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError('client_metadata_invalid', 400, error.message, {}, { cause: error });
  }
}

/** Null: the tool offers no deep linking. */
function findDeepLinkingUrl(configuration: Fields, targetLinkUri: string): string | null {
  const messages: unknown = configuration.messages;
  if (!Array.isArray(messages)) throw invalid('messages is missing');
  const message = messages.map(readFields).find(({ type }) => type === MESSAGE.deepLinking);
  return message === undefined ? null : (findText(message, 'target_link_uri') ?? targetLinkUri);
}

function requireValue(metadata: Fields, name: string, value: string): void {
  if (!(findTexts(metadata, name) ?? []).includes(value)) throw invalid(`${name} must have ${value}`);
}

function requireText(metadata: Fields, name: string, value: string): void {
  if (findText(metadata, name) !== value) throw invalid(`${name} must be ${value}`);
}

function requireUrl(value: string, name: string): string {
  if (!parseUrl(value) || !/^https?:/.test(value)) throw invalid(`${name} must be an http address`);
  return value;
}

function hostOf(url: string): string | null {
  return parseUrl(url)?.host ?? null;
}

/** RFC 7591 §3.2.1: everything registered, as it now stands; unknown members are not echoed. */
function presentRegistration({ profile, settings, baseUrl }: Platform, metadata: Fields, tool: Tool) {
  const { registration } = profile;
  const custom: Record<string, string> = {};
  for (const [name, value] of Object.entries(tool.custom)) custom[name] = registration.echoCustomValue(value);
  const configuration = findFields(metadata, TOOL_CONFIGURATION) ?? {};
  const deployment = settings.registrationNamesDeployment ? { deployment_id: tool.deployments[0]?.id } : {};
  return {
    client_id: tool.clientId,
    client_name: tool.name,
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    token_endpoint_auth_method: 'private_key_jwt',
    initiate_login_uri: tool.loginUrl,
    redirect_uris: tool.redirectUris,
    jwks_uri: tool.jwksUrl,
    scope: registration.listScopes(tool.scopes).join(' '),
    [TOOL_CONFIGURATION]: {
      domain: tool.domain,
      target_link_uri: tool.targetLinkUri,
      custom_parameters: custom,
      claims: findTexts(configuration, 'claims') ?? [],
      messages: [
        { type: MESSAGE.resourceLink },
        ...(tool.deepLinkingUrl === null
          ? []
          : [{ type: MESSAGE.deepLinking, target_link_uri: tool.deepLinkingUrl }]),
      ],
      ...registration.answer(baseUrl(), tool),
      ...(registration.namesDeploymentBesideClient ? {} : deployment),
    },
    ...(registration.namesDeploymentBesideClient ? deployment : {}),
  };
}
