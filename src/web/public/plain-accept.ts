/**
 * `Accept` without the parameters of its types.
 *
 * A reader may name them (`application/json; charset=utf-8`, `application/ld+json; profile="…"`); none of our forms has
 * any, and whoever names one wants the form all the same. Read letter by letter such a type would be none of ours.
 * Source: RFC 9110 §12.5.1 (parameters, weight), §5.6.6 (quoted values).
 *
 * @module
 */
import type { NextFunction, Request, Response } from 'express';

/** Each parameter but the weight; a quoted value may hold any separator. */
const PARAMETER = /;\s*(?!q\s*=)[^\s=;,"]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?/gi;

/** Middleware that comes before any that looks at `Accept`. */
export function readPlainAccept({ headers }: Request, _res: Response, next: NextFunction): void {
  if (headers.accept !== undefined) headers.accept = headers.accept.replace(PARAMETER, '');
  next();
}
