/**
 * The only place that turns an error into an answer: a page in the reader's language, or JSON for who asks for it.
 *
 * What people read stands in the catalogue under `error.CODE`; an error without a text there says what its status says. Errors
 * that nobody raised on purpose, and those of 500 and up without a text, tell nothing but an id to quote, which the log has.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { AppError, type ErrorDetail } from '../errors/app-error.js';
import type { Language } from '../language/local-text.js';
import { createTranslator, isTextKey, type TextParams } from '../language/translate.js';
import type { Logger } from '../logger/logger.js';
import { LaunchRefusedError } from '../lti/launch/verify-launch.js';
import { renderPage } from './page.js';
import { readReaderLanguage } from './reader-language.js';
import { setFramePolicy } from './security-headers.js';

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly detail: ErrorDetail;
}

/** After all routes: what nothing answered. */
export const answerNotFound: RequestHandler = () => {
  throw new AppError('not_found', 404, 'there is no such page');
};

export function createErrorHandler(logger: Pick<Logger, 'error' | 'warn' | 'info'>): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const problem = describe(error);
    const errorId = randomUUID().slice(0, 8);
    log(logger, error, problem, { errorId, method: req.method, route: nameRoute(req) });
    if (res.headersSent) {
      next(error); // too late for a page: express breaks the connection off
      return;
    }
    if (problem.status === 405 && typeof problem.detail['allow'] === 'string') {
      res.set('Allow', problem.detail['allow']);
    }
    const language = readLanguage(error, req);
    if (req.accepts(['html', 'json']) === 'json') {
      res.set('Cache-Control', 'no-store');
      res.status(problem.status).json({ error: problem.code, message: explain(problem, language), errorId });
      return;
    }
    const isConsole = /^\/admin(?:\/|$)/.test(req.path);
    const isOutside = isConsole || isNeverFramed(res);
    setFramePolicy(res, { framedBy: isOutside ? 'nobody' : 'anyone' });
    const title = createTranslator(language)(titleKey(problem));
    renderPage(
      res,
      'error',
      { language, title, kind: isOutside ? 'public' : 'frame', status: problem.status },
      { title, text: explain(problem, language), code: problem.code, errorId, isConsole },
    );
  };
}

/** True for pages that no LMS shows in a frame: their error pages are not shown there either. */
function isNeverFramed(res: Response): boolean {
  return String(res.get('Content-Security-Policy') ?? '').includes("frame-ancestors 'none'");
}

function describe(error: unknown): Problem {
  if (error instanceof AppError) return { code: error.code, status: error.status, detail: error.detail };
  const status = readHttpStatus(error);
  if (status === 413) return { code: 'request_too_large', status, detail: {} };
  if (status !== null) return { code: 'request_invalid', status, detail: {} };
  return { code: 'internal_error', status: 500, detail: {} };
}

/** Express and its parsers raise errors with a status of 4xx for what they cannot read. */
function readHttpStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

/** A sentence or two: what happened, what it means, what to do. */
function explain({ code, status, detail }: Problem, language: Language): string {
  const t = createTranslator(language);
  const key = `error.${code}`;
  return isTextKey(key)
    ? t(key, toParams(detail))
    : t(status >= 500 ? 'error.internal_error' : fallbackKey(status));
}

function toParams(detail: ErrorDetail): TextParams {
  return Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, String(value)]));
}

function fallbackKey(status: number) {
  if (status === 404) return 'error.not_found';
  return status === 401 || status === 403 ? 'error.forbidden' : 'error.request_invalid';
}

function titleKey({ code, status }: Problem) {
  const key = `error.title.${code}`;
  if (isTextKey(key)) return key;
  if (/^(?:launch|login)_/.test(code)) return 'error.title.open-again';
  if (/^(?:registration|deployment|invite|platform_configuration)_/.test(code))
    return 'error.title.connection';
  if (/^(?:platform|token|address)_/.test(code)) return 'error.title.lms-silent';
  if (status === 404) return 'error.title.not-found';
  if (status === 401 || status === 403) return 'error.title.forbidden';
  return status >= 500 ? 'error.title.internal' : 'error.title.invalid';
}

function readLanguage(error: unknown, req: Request): Language {
  const told = error instanceof LaunchRefusedError ? error.language : req.launch?.language;
  return told ?? readReaderLanguage(req);
}

/** The pattern of the route, never the address: that may hold the secret of a link. */
function nameRoute(req: Request): string {
  const route = req.route as { readonly path?: unknown } | undefined;
  if (typeof route?.path === 'string') return `${req.baseUrl}${route.path}`;
  return `/${req.path.split('/')[1]?.slice(0, 20) ?? ''}/…`;
}

function log(
  logger: Pick<Logger, 'error' | 'warn' | 'info'>,
  error: unknown,
  { code, status, detail }: Problem,
  where: Readonly<Record<string, string>>,
): void {
  const entry = { ...where, code, status, detail };
  if (code === 'internal_error') logger.error({ ...entry, err: error }, 'a request failed');
  else if (status >= 500) logger.warn(entry, 'a request could not be answered');
  else logger.info(entry, 'a request was refused');
}
