/**
 * Who may call a service: the bearer of a token that is alive, for this scope, of the tool whose deployment the address names.
 *
 * Also what both sides send: the media type of a body, and the one wanted back.
 *
 * Source: LTI Security Framework 1.1 §4.1, RFC 6750 §3.1; media types AGS 2.0 §3.2–3.4, NRPS 2.0 §2.1
 *
 * @module
 */
import { json, type RequestHandler, type Request, type Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import { readBearer } from '../lti/registration.js';
import type { Platform } from '../platform.js';
import {
  findDeployment,
  getColumn,
  getCourse,
  type Column,
  type Course,
  type Tool,
} from '../school/state.js';

const LARGEST_BODY = '100kb';

/** What a service works on; set by `requireScope`. */
export interface ServiceCall {
  readonly tool: Tool;
  readonly deploymentId: string;
  readonly course: Course;
}

/**
 * @param scopes - one of them is enough
 * @param findDeploymentId - where the address names the deployment
 */
export function requireScope(
  platform: Platform,
  scopes: readonly string[],
  findDeploymentId: (req: Request) => unknown,
): RequestHandler {
  return (req, res, next) => {
    const value = readBearer(req);
    if (value === null) throw unauthorized(res, 'token_missing', 'send an access token as bearer');
    const token = platform.accessTokens.get(value);
    if (token === undefined) throw unauthorized(res, 'token_unknown', 'not an access token of this platform');
    res.locals.clientId = token.clientId;
    if (token.expiresAt <= platform.now()) throw unauthorized(res, 'token_expired', 'the token has expired');
    const tool = platform.state.tools.get(token.clientId);
    if (tool === undefined || !tool.active)
      throw unauthorized(res, 'token_unknown', 'the tool is not active');
    // What was granted then and is allowed now: an administrator may have taken a scope back.
    if (!scopes.some((scope) => token.scopes.includes(scope) && tool.scopes.includes(scope))) {
      throw new AppError('scope_insufficient', 403, `needs the scope ${scopes.join(' or ')}`);
    }
    const deploymentId = findDeploymentId(req);
    if (typeof deploymentId !== 'string' || deploymentId === '') {
      throw new AppError('deployment_missing', 400, 'the address lacks its deployment: keep its query');
    }
    if (findDeployment(platform.state, deploymentId)?.tool !== tool) {
      throw unauthorized(res, 'deployment_foreign', 'this deployment belongs to another tool');
    }
    const call: ServiceCall = {
      tool,
      deploymentId,
      course: getCourse(platform.state, String(req.params.course)),
    };
    res.locals.call = call;
    next();
  };
}

export function getCall(res: Response): ServiceCall {
  return (res.locals as { call: ServiceCall }).call;
}

/** Another tool's column, and the course's own, are not there. @throws {AppError} `column_not_found` 404 */
export function getOwnColumn(req: Request, res: Response): Column {
  const { course, tool, deploymentId } = getCall(res);
  const column = getColumn(course, String(req.params.column));
  if (column.clientId !== tool.clientId || column.deploymentId !== deploymentId) {
    throw new AppError('column_not_found', 404, 'no such line item');
  }
  return column;
}

/** Refuses what cannot be answered in this type. No `Accept` at all means any. */
export function requireAccept(mediaType: string): RequestHandler {
  return (req, _res, next) => {
    const ranges = (req.get('accept') ?? '*/*')
      .split(',')
      .map((range) => range.split(';')[0]?.trim().toLowerCase());
    if (!ranges.some((range) => range === mediaType || range === '*/*' || range === 'application/*')) {
      throw new AppError('not_acceptable', 406, `this address answers with ${mediaType}`);
    }
    next();
  };
}

/** Reads a JSON body of this type; parameters such as `charset` may follow. */
export function requireBody(mediaType: string): RequestHandler[] {
  return [
    (req, _res, next) => {
      if ((req.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() !== mediaType) {
        throw new AppError('media_type_unsupported', 415, `send ${mediaType}`);
      }
      next();
    },
    json({ type: () => true, limit: LARGEST_BODY }),
  ];
}

/** RFC 6750 §3: a 401 says how to come in. */
function unauthorized(res: Response, code: string, message: string): AppError {
  res.set('WWW-Authenticate', `Bearer error="invalid_token", error_description="${message}"`);
  return new AppError(code, 401, message);
}
