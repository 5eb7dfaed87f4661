/**
 * What pages inside an LMS, and those on the way there, say to the browser. Public pages: public/public-headers.ts.
 *
 * Source: CSP Level 3; DESIGN §6 for who may frame what.
 *
 * @module
 */
import type { RequestHandler, Response } from 'express';

const OWN_SOURCES = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  // A badge that is still being drawn has no address yet.
  "img-src 'self' data:",
  // What a page asks while somebody types.
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
];

export interface FramePolicy {
  /** Origins that may frame the page; `anyone` where it does nothing for whoever frames it; `nobody` outside an LMS. */
  readonly framedBy: readonly string[] | 'anyone' | 'nobody';
  /**
   * True for a page that posts to a platform: platforms answer with redirects to hosts that cannot be listed beforehand, and a
   * `form-action` would stop them half-way.
   */
  readonly postsElsewhere?: boolean;
}

/** For every answer of the tool. */
export function setBaseHeaders(baseUrl: string): RequestHandler {
  const isHttps = baseUrl.startsWith('https:');
  return (_req, res, next) => {
    res.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'strict-origin' });
    if (isHttps) res.set('Strict-Transport-Security', 'max-age=31536000');
    next();
  };
}

/** For a page that belongs to one person: who may frame it, and that nobody keeps it. */
export function setFramePolicy(res: Response, { framedBy, postsElsewhere = false }: FramePolicy): void {
  res.set({
    'Content-Security-Policy': [
      ...OWN_SOURCES,
      ...(postsElsewhere ? [] : ["form-action 'self'"]),
      `frame-ancestors ${nameAncestors(framedBy)}`,
    ].join('; '),
    'Cache-Control': 'no-store',
  });
}

function nameAncestors(framedBy: FramePolicy['framedBy']): string {
  if (framedBy === 'nobody') return "'none'";
  return framedBy === 'anyone' ? '*' : ["'self'", ...framedBy].join(' ');
}

/** For the steps before a launch told who frames us. */
export const openToFrames: RequestHandler = (_req, res, next) => {
  setFramePolicy(res, { framedBy: 'anyone' });
  next();
};
