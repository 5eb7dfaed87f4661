/**
 * The tool's cookies: for this host alone, out of reach of scripts, kept apart for each site that shows us in a frame.
 *
 * Source: RFC 6265bis §4.1.3.2 (`__Host-`); CHIPS (`Partitioned`), without which browsers that block third-party cookies
 * would keep none of ours in an LMS's frame.
 *
 * @module
 */
import type { Request, Response } from 'express';

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=None; Partitioned';

/** The value of a cookie; null when there is none, or when it is not one that we could have set. */
export function readCookie(req: Pick<Request, 'headers'>, name: string): string | null {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at === -1 || pair.slice(0, at).trim() !== name) continue;
    const value = pair.slice(at + 1).trim();
    return /^[A-Za-z0-9_-]{1,128}$/.test(value) ? value : null;
  }
  return null;
}

/**
 * @param name - begins with `__Host-`
 * @param maxAgeSeconds - null: until the browser closes
 */
export function setCookie(
  res: Response,
  name: string,
  value: string,
  maxAgeSeconds: number | null = null,
): void {
  const age = maxAgeSeconds === null ? '' : `; Max-Age=${maxAgeSeconds}`;
  res.append('Set-Cookie', `${name}=${value}; ${ATTRIBUTES}${age}`);
}

export function clearCookie(res: Response, name: string): void {
  setCookie(res, name, '', 0);
}
