/**
 * The OIDC authorization endpoint: a tool asks for the launch it was told about, the browser carries the answer back.
 *
 * Problems with `client_id` or `redirect_uri` are shown here, since nobody can be told safely; all others are posted to the tool with its `state`.
 *
 * Source: LTI Security Framework 1.1 §5.1.1.2 and §5.1.1.3; OpenID Connect Core §3.1.2.6 (errors)
 *
 * @module
 */
import { Router, urlencoded, type Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import { findText, invalid, readFields, readText, type Fields } from '../input.js';
import { findSessionUser } from '../pages/session.js';
import type { Platform } from '../platform.js';
import type { Tool, User } from '../school/state.js';
import { takeLaunch } from './launches.js';
import { buildMessage } from './messages.js';

const ID_TOKEN_SECONDS = 60; // as Moodle

export function createAuthorizeRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, profile } = platform;

  router.all(
    profile.paths.authorize,
    log.watch('authorize'),
    faults.trouble('authorize'),
    urlencoded({ extended: false }),
    async (req, res) => {
      const fields = readFields(req.method === 'POST' ? req.body : req.query);
      const { tool, redirectUri } = readClient(platform, fields);
      res.locals.clientId = tool.clientId;
      const user = findSessionUser(platform, req);
      if (user === null && findText(fields, 'reposted') === undefined)
        return repost(res, profile.paths.authorize, fields);
      try {
        const idToken = await answerRequest(platform, fields, tool, user);
        postBack(res, redirectUri, { id_token: idToken, state: readText(fields, 'state') });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        postBack(res, redirectUri, {
          error: toOidcError(error),
          error_description: error.message,
          ...presentState(fields),
        });
      }
    },
  );

  return router;
}

async function answerRequest(
  platform: Platform,
  fields: Fields,
  tool: Tool,
  user: User | null,
): Promise<string> {
  expectValue(fields, 'scope', 'openid');
  expectValue(fields, 'response_type', 'id_token', 'unsupported_response_type');
  expectValue(fields, 'response_mode', 'form_post');
  if (findText(fields, 'prompt') !== 'none') throw invalid('prompt must be none');
  readText(fields, 'state');
  const nonce = readText(fields, 'nonce');
  const loginHint = readText(fields, 'login_hint');
  const hint = readText(fields, 'lti_message_hint');
  if (!tool.active) throw new AppError('unauthorized_client', 403, 'this tool is not active');
  if (user === null || user.id !== loginHint) {
    throw new AppError('login_required', 401, 'another person, or nobody, is logged in now');
  }
  const launch = takeLaunch(platform, { hint, clientId: tool.clientId, user });
  const iat = Math.floor(platform.now().getTime() / 1000);
  return platform.keys.sign({
    ...buildMessage(platform, launch, user),
    nonce,
    iat,
    exp: iat + ID_TOKEN_SECONDS,
  });
}

/** @throws {AppError} `client_unknown`, `redirect_uri_unknown` 400 */
function readClient(platform: Platform, fields: Fields): { tool: Tool; redirectUri: string } {
  const tool = platform.state.tools.get(readText(fields, 'client_id'));
  if (tool === undefined) throw new AppError('client_unknown', 400, 'no tool with this client id');
  const redirectUri = readText(fields, 'redirect_uri');
  // Exact, as a string: no prefix, no other query, no other case.
  if (!tool.redirectUris.includes(redirectUri)) {
    throw new AppError('redirect_uri_unknown', 400, 'this redirect address is not registered');
  }
  return { tool, redirectUri };
}

function expectValue(fields: Fields, name: string, expected: string, code = 'input_invalid'): void {
  if (readText(fields, name) !== expected) throw new AppError(code, 400, `${name} must be ${expected}`);
}

function toOidcError(error: AppError): string {
  switch (error.code) {
    case 'input_invalid':
      return 'invalid_request';
    case 'login_required':
    case 'launch_no_longer_valid':
    case 'unauthorized_client':
    case 'unsupported_response_type':
      return error.code;
    default:
      return 'access_denied';
  }
}

function presentState(fields: Fields): { state?: string } {
  return typeof fields.state === 'string' ? { state: fields.state } : {};
}

function postBack(res: Response, action: string, fields: Readonly<Record<string, string>>): void {
  res.set('Cache-Control', 'no-store');
  res.render('post', { title: 'Opening…', action, fields });
}

/**
 * The browser sends our cookie with no request that another site started in a frame. A page of our own that sends the same again
 * gets it back (Moodle's `repost_crosssite.php`).
 */
function repost(res: Response, path: string, fields: Fields): void {
  const texts = Object.entries(fields).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  postBack(res, path, { ...Object.fromEntries(texts), reposted: '1' });
}
