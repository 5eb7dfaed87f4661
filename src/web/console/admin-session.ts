/**
 * Who is signed in to the console, and what they may open.
 *
 * The console is a page of its own and never in a frame. Its cookie goes to this host alone, comes along when somebody follows a
 * link to the console, and with no request that another site makes behind their back (`SameSite=Lax`).
 *
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import { mayAct, type AdminAccount, type AdminRole } from '../../institutions/admin-account.js';
import type { AdminSignIn, OpenAdminSession } from '../../institutions/admin-sign-in.js';
import type { AuditActor } from '../../institutions/audit.js';
import type { Institution } from '../../institutions/institution.js';
import { readCookie } from '../cookies.js';

export interface Admin {
  readonly account: AdminAccount;
  /** Whose pages are shown. */
  readonly institution: Institution;
  /** For what they do. */
  readonly actor: AuditActor;
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by `requireAdmin`. */
    admin?: Admin;
  }
}

const COOKIE = '__Host-insigne-admin';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const FORM_FIELD = '_csrf';
const LONGEST_NEXT = 500;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const openSessions = new WeakMap<Request, OpenAdminSession & { readonly institution: Institution }>();

/** For every answer of the console. */
export const setConsoleHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin',
  });
  next();
};

/** Looks up whoever the cookie names. */
export function createLoadAdmin({
  adminSignIn,
  findInstitution,
}: {
  readonly adminSignIn: Pick<AdminSignIn, 'find'>;
  readonly findInstitution: (institutionId: string) => Promise<Institution | null>;
}): RequestHandler {
  return async (req, _res, next) => {
    const key = readCookie(req, COOKIE);
    const session = key === null ? null : await adminSignIn.find(key);
    const institution = session && (await findInstitution(session.institutionId));
    if (session && institution) openSessions.set(req, { ...session, institution });
    next();
  };
}

/**
 * Lets in whoever has this role or a higher one; a browser that is not signed in is led to the sign-in page and back.
 *
 * @throws {AppError} `sign_in_needed` 401 - nobody is signed in, and this is no page to come back to
 * @throws {AppError} `admin_forbidden` 403 - another role is needed
 */
export function requireAdmin(role: AdminRole): RequestHandler {
  return (req, res, next) => {
    const session = openSessions.get(req);
    if (!session) {
      if (req.method === 'GET' && req.accepts(['html', 'json']) === 'html') {
        return res.redirect(303, `/admin/sign-in?next=${encodeURIComponent(req.originalUrl)}`);
      }
      throw new AppError('sign_in_needed', 401, 'nobody is signed in');
    }
    const { account, institution } = session;
    if (!mayAct(account.role, role)) {
      throw new AppError('admin_forbidden', 403, 'the page is for another role', { role });
    }
    req.admin = { account, institution, actor: { kind: 'admin', id: account.id } };
    next();
  };
}

/**
 * For every form that changes something: it must come from a page of this session, made for the institution that is shown.
 *
 * @throws {AppError} `admin_form_outdated` 403
 */
export const requireAdminForm: RequestHandler = (req, _res, next) => {
  const body = req.body as unknown;
  const given = typeof body === 'object' && body !== null && FORM_FIELD in body ? body[FORM_FIELD] : null;
  if (typeof given !== 'string' || !isEqual(given, adminFormToken(req))) {
    throw new AppError('admin_form_outdated', 403, 'the form is not one of this session');
  }
  next();
};

/**
 * For forms of people who are not signed in yet: a browser says by itself which page sent them (Fetch §3.2).
 *
 * @throws {AppError} `admin_form_outdated` 403
 */
export function requireOwnOrigin(baseUrl: string): RequestHandler {
  const { origin } = new URL(baseUrl);
  return (req, _res, next) => {
    if (req.get('origin') !== origin) {
      throw new AppError('admin_form_outdated', 403, 'the form does not come from a page of ours');
    }
    next();
  };
}

/** Who opened this page. */
export function getAdmin(req: Request): Admin {
  if (!req.admin) throw new Error('requireAdmin does not stand before this handler');
  return req.admin;
}

/** Also on pages that need nobody to be signed in. */
export function findAdminSession(
  req: Request,
): (OpenAdminSession & { readonly institution: Institution }) | null {
  return openSessions.get(req) ?? null;
}

/** The proof that a form of the console carries as `_csrf`. */
export function adminFormToken(req: Request): string {
  const session = openSessions.get(req);
  if (!session) throw new Error('nobody is signed in');
  return createHmac('sha256', session.key).update(`form ${session.institutionId}`).digest('base64url');
}

export function setAdminKey(res: Response, key: string): void {
  res.append('Set-Cookie', `${COOKIE}=${key}; ${ATTRIBUTES}`);
}

export function clearAdminKey(res: Response): void {
  res.append('Set-Cookie', `${COOKIE}=; ${ATTRIBUTES}; Max-Age=0`);
}

/** Where to go on after signing in: a page of the console, never of anybody else. */
export function readNext(text: string | undefined): string {
  return text !== undefined && text.length <= LONGEST_NEXT && /^\/admin(?:[/?][\w\-./?=&%~]*)?$/.test(text)
    ? text
    : '/admin';
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
