/**
 * The session of a request: which launches its browser holds, and whether they allow what it asks.
 *
 * A page in the frame names its course in its address, and only a launch for that course opens it: two tabs, two courses, two
 * users do not mix. The launch is found by the address alone; what forms carry is a proof, not a choice.
 *
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../errors/app-error.js';
import type { LaunchSessions, OpenSession } from '../lti/launch-sessions.js';
import type { CourseLaunch } from '../lti/session.js';
import { readCookie, setCookie } from './cookies.js';
import { setFramePolicy } from './security-headers.js';

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by `requireLaunch`. */
    launch?: CourseLaunch;
  }
}

const SESSION_COOKIE = '__Host-insigne';
const FORM_FIELD = '_csrf';

const openSessions = new WeakMap<Request, OpenSession>();

export function readSessionKey(req: Request): string | null {
  return readCookie(req, SESSION_COOKIE);
}

export function setSessionKey(res: Response, key: string): void {
  setCookie(res, SESSION_COOKIE, key);
}

/** Looks up the session that the cookie names, if there is one. */
export function createLoadSession(launchSessions: Pick<LaunchSessions, 'find'>): RequestHandler {
  return async (req, _res, next) => {
    const key = readSessionKey(req);
    const session = key === null ? null : await launchSessions.find(key);
    if (session) openSessions.set(req, session);
    next();
  };
}

/**
 * Lets in whoever holds a launch for the course in the address (`:course`), and says who may frame the page.
 *
 * @throws {AppError} `launch_needed` 401 - no session, or it has ended
 * @throws {AppError} `course_forbidden` 403 - a session without a launch for this course
 */
export const requireLaunch: RequestHandler = (req, res, next) => {
  const [newest] = listLaunches(req);
  enter(req, res, newest);
  next();
};

/**
 * As `requireLaunch`, with the newest launch that asked for links: a teacher may have opened a link of the same course in
 * another tab since.
 *
 * @throws {AppError} `deep_linking_missing` 400 - this course's launches asked for none
 */
export const requireDeepLinking: RequestHandler = (req, res, next) => {
  const launch = listLaunches(req).find(({ deepLinking }) => deepLinking !== null);
  if (!launch) throw new AppError('deep_linking_missing', 400, 'no launch of this course asked for links');
  enter(req, res, launch);
  next();
};

/** @throws {AppError} `staff_only` 403 */
export const requireStaff: RequestHandler = (req, _res, next) => {
  if (!getLaunch(req).isStaff) throw new AppError('staff_only', 403, 'this page is for teachers');
  next();
};

/**
 * For every form that changes something: it must come from a page of ours, made for this session, course and person.
 *
 * @throws {AppError} `form_token_invalid` 403
 */
export const requireFormToken: RequestHandler = (req, _res, next) => {
  const body = req.body as unknown;
  const given = typeof body === 'object' && body !== null && FORM_FIELD in body ? body[FORM_FIELD] : null;
  if (typeof given !== 'string' || !isEqual(given, formToken(req))) {
    throw new AppError('form_token_invalid', 403, 'the form is not one of this session');
  }
  next();
};

/** The launch that opened this page. */
export function getLaunch(req: Request): CourseLaunch {
  if (!req.launch) throw new Error('requireLaunch does not stand before this handler');
  return req.launch;
}

/** The proof that a form of this page carries as `_csrf`. */
export function formToken(req: Request): string {
  const session = openSessions.get(req);
  if (!session) throw new Error('loadSession does not stand before this handler');
  const { courseId, learnerId } = getLaunch(req);
  return createHmac('sha256', session.key).update(`form ${courseId} ${learnerId}`).digest('base64url');
}

function enter(req: Request, res: Response, launch: CourseLaunch): void {
  req.launch = launch;
  setFramePolicy(res, { framedBy: launch.frameOrigins });
}

/** The session's launches of the course in the address, newest first. */
function listLaunches(req: Request): [CourseLaunch, ...CourseLaunch[]] {
  const session = openSessions.get(req);
  if (!session || session.launches.length === 0) {
    throw new AppError('launch_needed', 401, 'there is no session, or it has ended');
  }
  const { course } = req.params;
  const [newest, ...older] = session.launches.filter(({ courseId }) => courseId === course);
  if (!newest) throw new AppError('course_forbidden', 403, 'this session holds no launch for the course');
  return [newest, ...older];
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
