/**
 * What pages that anybody may open say to the browser.
 *
 * @module
 */
import type { RequestHandler, Response } from 'express';

const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Nothing from elsewhere, no frame around it; the address of a shared credential is not told to the next site. */
export const setPublicHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': PAGE_POLICY,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  next();
};

/** For documents and pictures that other sites' pages read: keys, badge classes, shared credentials. */
export function openToOtherSites(res: Response): Response {
  return res.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
}

/**
 * Sends JSON under the type that was asked for; as bytes, so that nothing is added to the type.
 *
 * @param body - bytes go out as they are
 */
export function sendDocument(res: Response, mediaType: string, body: Buffer | object): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body), 'utf8');
  openToOtherSites(res).setHeader('Content-Type', mediaType); // `set` would add a charset
  res.send(bytes);
}
