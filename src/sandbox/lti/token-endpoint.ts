/**
 * Access tokens for the services: client credentials, proven with a signed assertion.
 *
 * Source: LTI Security Framework 1.1 §4.1.1, RFC 7523 §2.2 and §3, RFC 6749 §4.4 and §5.2
 *
 * @module
 */
import { Router, urlencoded, type ErrorRequestHandler } from 'express';
import { decodeJwt } from 'jose';
import { AppError } from '../../errors/app-error.js';
import { readFields, readText } from '../input.js';
import { useOnce, type Platform } from '../platform.js';
import type { Tool } from '../school/state.js';
import { CLIENT_ASSERTION_TYPE } from './claims.js';

/** An assertion is for now, not for later. */
const LONGEST_ASSERTION_SECONDS = 3_600;

export function createTokenRouter(platform: Platform): Router {
  const router = Router();
  const { paths, token } = platform.profile;

  router.post(
    paths.token,
    platform.log.watch('token'),
    platform.faults.trouble('token'),
    urlencoded({ extended: false }),
    async (req, res) => {
      if (!req.is('application/x-www-form-urlencoded')) {
        throw new AppError('invalid_request', 400, 'send a form (application/x-www-form-urlencoded)');
      }
      const fields = readFields(req.body);
      if (readText(fields, 'grant_type') !== 'client_credentials') {
        throw new AppError('unsupported_grant_type', 400, 'grant_type must be client_credentials');
      }
      if (readText(fields, 'client_assertion_type') !== CLIENT_ASSERTION_TYPE) {
        throw new AppError('invalid_client', 401, 'client_assertion_type is not the one for JWTs');
      }
      const tool = await authenticate(platform, readText(fields, 'client_assertion'));
      res.locals.clientId = tool.clientId;
      const asked = readText(fields, 'scope').split(' ').filter(Boolean);
      const scopes = asked.filter((scope) => tool.scopes.includes(scope));
      if (scopes.length === 0) throw new AppError('invalid_scope', 400, 'none of these scopes is granted');
      res.set('Cache-Control', 'no-store').type(token.answersInText ? 'html' : 'json');
      res.send(JSON.stringify(issueToken(platform, tool, scopes)));
    },
  );
  router.use(paths.token, token.answersInText ? presentTextError : presentOauthError);

  return router;
}

/** @throws {AppError} `invalid_client` 401 */
async function authenticate(platform: Platform, assertion: string): Promise<Tool> {
  const tool = platform.state.tools.get(readSubject(assertion));
  if (tool === undefined) throw invalidClient('sub is no client id of this platform');
  if (!tool.active) throw invalidClient('this tool is not active');
  const now = platform.now();
  const { audiences, checksIssuerAndId } = platform.profile.token;
  const claims = await platform.toolJwts
    .verify(tool, assertion, {
      audiences: audiences === null ? null : audiences(platform.baseUrl()),
      checksIssuer: checksIssuerAndId,
      requiredClaims: checksIssuerAndId ? ['sub', 'iat', 'exp', 'jti'] : ['sub'],
    })
    .catch((cause: unknown) => {
      throw cause instanceof AppError ? invalidClient(cause.message, cause) : cause;
    });
  const { exp = 0, iat = 0, jti } = claims;
  if (!checksIssuerAndId) return tool;
  if (exp - iat > LONGEST_ASSERTION_SECONDS) throw invalidClient('the assertion is valid for too long');
  if (typeof jti !== 'string' || jti === '') throw invalidClient('jti must be a text');
  const expiresAt = new Date(Math.max(exp * 1000, now.getTime()));
  if (!useOnce(platform, `jti ${tool.clientId} ${jti}`, expiresAt))
    throw invalidClient('jti was used before');
  return tool;
}

function readSubject(assertion: string): string {
  try {
    const { sub } = decodeJwt(assertion);
    return sub ?? '';
  } catch (cause) {
    throw invalidClient('client_assertion is not a JWT', cause);
  }
}

function issueToken(platform: Platform, tool: Tool, scopes: string[]) {
  const now = platform.now();
  const seconds = platform.settings.tokenSeconds;
  for (const [value, { expiresAt }] of platform.accessTokens) {
    // Kept a while longer: a token that expired is told apart from one that never was.
    if (expiresAt.getTime() < now.getTime() - 3_600_000) platform.accessTokens.delete(value);
  }
  const token = platform.randomId(32);
  platform.accessTokens.set(token, {
    clientId: tool.clientId,
    scopes,
    expiresAt: new Date(now.getTime() + seconds * 1000),
  });
  return { access_token: token, token_type: 'Bearer', expires_in: seconds, scope: scopes.join(' ') };
}

function invalidClient(reason: string, cause?: unknown): AppError {
  return new AppError('invalid_client', 401, reason, {}, { cause });
}

/** RFC 6749 §5.2 names the members of an error. */
const presentOauthError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof AppError) || res.headersSent) return next(error);
  const code = error.code === 'input_invalid' ? 'invalid_request' : error.code;
  res
    .status(error.status)
    .set('Cache-Control', 'no-store')
    .json({ error: code, error_description: error.message });
};

/** Moodle: 400 whatever it is, `error` in free words, and not always JSON. */
const presentTextError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof AppError) || res.headersSent) return next(error);
  const words = error.code === 'invalid_scope' ? 'invalid_scope' : error.message;
  res.status(400).type('html').send(`{"error" : "${words}"}`);
};
