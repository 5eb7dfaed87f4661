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
import type { LmsProfile, ServiceRules } from '../profiles/profile.js';
import { getDeploymentId } from '../school/tools.js';
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
  /** False: the address names no deployment, so all of the tool's are meant. */
  readonly isDeploymentNamed: boolean;
  readonly course: Course;
}

/** @param scopes - one of them is enough */
export function requireScope(platform: Platform, scopes: readonly string[]): RequestHandler {
  return (req, res, next) => {
    const tool = readCaller(platform, scopes, req, res);
    const course = getCourse(platform.state, String(req.params.course));
    const named = findNamedDeployment(platform.profile, req);
    if (named !== null) requireOwnDeployment(platform, tool, named, res);
    const call: ServiceCall = {
      tool,
      deploymentId: named ?? findDeploymentIn(course, tool),
      isDeploymentNamed: named !== null,
      course,
    };
    res.locals.call = call;
    next();
  };
}

/**
 * The tool whose token this is.
 *
 * @param scopes - one of them is enough
 * @throws {AppError} `token_missing`, `token_unknown`, `token_expired` 401, `scope_insufficient` 403
 */
export function readCaller(platform: Platform, scopes: readonly string[], req: Request, res: Response): Tool {
  const value = readBearer(req);
  if (value === null) throw unauthorized(res, 'token_missing', 'send an access token as bearer');
  const token = platform.accessTokens.get(value);
  if (token === undefined) throw unauthorized(res, 'token_unknown', 'not an access token of this platform');
  res.locals.clientId = token.clientId;
  if (token.expiresAt <= platform.now()) throw unauthorized(res, 'token_expired', 'the token has expired');
  const tool = platform.state.tools.get(token.clientId);
  if (tool === undefined || !tool.active) throw unauthorized(res, 'token_unknown', 'the tool is not active');
  // What was granted then and is allowed now: an administrator may have taken a scope back.
  if (!scopes.some((scope) => token.scopes.includes(scope) && tool.scopes.includes(scope))) {
    throw new AppError('scope_insufficient', 403, `needs the scope ${scopes.join(' or ')}`);
  }
  return tool;
}

/** @throws {AppError} `deployment_foreign` 401 */
export function requireOwnDeployment(platform: Platform, tool: Tool, named: string, res: Response): void {
  if (findDeployment(platform.state, named)?.tool === tool) return;
  throw unauthorized(res, 'deployment_foreign', 'this deployment belongs to another tool');
}

/**
 * Null where this LMS names none in its addresses; Moodle takes the tool from the token when its query is left out.
 *
 * @throws {AppError} `deployment_missing` 400 - the address should name one
 */
function findNamedDeployment({ paths, services }: LmsProfile, req: Request): string | null {
  const { deployment } = req.params;
  if (typeof deployment === 'string') return deployment;
  if (paths.deploymentQuery === null) return null;
  const named = req.query[paths.deploymentQuery];
  if (typeof named === 'string' && named !== '') return named;
  if (services.answersAsMoodle && named === undefined) return null;
  throw new AppError('deployment_missing', 400, 'the address lacks its deployment: keep its query');
}

/** The one by which the tool is in the course, else its first. */
function findDeploymentIn(course: Course, tool: Tool): string {
  const link = [...course.links.values()].find(({ clientId }) => clientId === tool.clientId);
  return link?.deploymentId ?? getDeploymentId(tool);
}

export function isOwnColumn({ tool, deploymentId, isDeploymentNamed }: ServiceCall, column: Column): boolean {
  const isOfDeployment = !isDeploymentNamed || column.deploymentId === deploymentId;
  return column.clientId === tool.clientId && isOfDeployment;
}

export function getCall(res: Response): ServiceCall {
  return (res.locals as { call: ServiceCall }).call;
}

/** Another tool's column, and the course's own, are not there. @throws {AppError} `column_not_found` 404 */
export function getOwnColumn(req: Request, res: Response): Column {
  const call = getCall(res);
  const column = getColumn(call.course, String(req.params.column));
  if (!isOwnColumn(call, column)) {
    throw new AppError('column_not_found', 404, 'no such line item');
  }
  return column;
}

/**
 * Refuses what cannot be answered in this type. No `Accept` at all means any.
 *
 * @param options.takesAny - whether an LMS that wants the type to the letter takes `*` for both halves here
 */
export function requireAccept(
  { needsExactAccept }: ServiceRules,
  mediaType: string,
  { takesAny = true }: { takesAny?: boolean } = {},
): RequestHandler {
  return (req, _res, next) => {
    // Moodle compares the header as a whole (`services.php`).
    if (needsExactAccept) {
      const accept = req.get('accept');
      if (accept === undefined || accept === mediaType || (takesAny && accept === '*/*')) return next();
      throw new AppError('not_acceptable', 400, `No handler found for ${req.path} ${accept}`);
    }
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
