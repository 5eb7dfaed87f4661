/**
 * Reading what a browser or a platform sends: each name at most once, as text, not longer than it may be.
 *
 * Queries and forms are parsed flat, so `a[$ne]=1` is an odd name here and never an object; such names are refused all the
 * same, because nobody sends them by accident.
 *
 * @module
 */
import { urlencoded, type Request, type RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';

/** Operators of databases, paths into objects, and names that objects have of their own. */
const ODD_NAME = /[[\]${}]|^(?:__proto__|constructor|prototype)$/;
const MAX_NAME_LENGTH = 200;
/** Nothing that is linked to or typed in an address is longer. */
const MAX_QUERY_VALUE_LENGTH = 8_192;

export type Params<N extends string> = Readonly<Partial<Record<N, string>>>;

/**
 * The named parameters that are there; others may be there besides.
 *
 * @param source - a flat query or form; anything else counts as empty
 * @param limits - by name, how long the value may be
 * @throws {AppError} `request_invalid` - a value too long or more than once, or a name that only an attack has
 */
export function readParams<N extends string>(
  source: unknown,
  limits: Readonly<Record<N, number>>,
): Params<N> {
  const given = typeof source === 'object' && source !== null ? (source as Record<string, unknown>) : {};
  for (const name of Object.keys(given)) checkName(name);
  const params: Partial<Record<N, string>> = {};
  for (const name of Object.keys(limits) as N[]) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined) continue;
    if (typeof value !== 'string') throw invalid(name, 'is given more than once');
    if (value.length > limits[name]) throw invalid(name, 'is too long');
    params[name] = value;
  }
  return params;
}

/** For every request: no query value twice, none oversized, no operators. */
export const refuseOddQueries: RequestHandler = (req, _res, next) => {
  for (const [name, value] of Object.entries(req.query)) {
    checkName(name);
    if (typeof value !== 'string') throw invalid(name, 'is given more than once');
    if (value.length > MAX_QUERY_VALUE_LENGTH) throw invalid(name, 'is too long');
  }
  next();
};

/** A parser for flat forms; other bodies are not read. */
export function readForm(limit: string, mostFields = 100): RequestHandler {
  return urlencoded({ extended: false, limit, parameterLimit: mostFields });
}

/** A form for whoever sent one, the query for whoever sent that. */
export function formOrQuery(req: Request): unknown {
  return req.method === 'POST' ? (req.body as unknown) : req.query;
}

function checkName(name: string): void {
  if (name.length > MAX_NAME_LENGTH || ODD_NAME.test(name)) throw invalid('name', 'is not one of ours');
}

function invalid(parameter: string, what: string): AppError {
  return new AppError('request_invalid', 400, `a parameter ${what}`, { parameter: parameter.slice(0, 40) });
}
