/**
 * Who is logged in: a cookie with a random value. No passwords; anybody on this machine may be anybody.
 *
 * The cookie is `SameSite=Lax`: no other site can make a request that changes something here, and none in a frame sees who is logged in.
 *
 * @module
 */
import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import type { Platform } from '../platform.js';
import { getCourse, isStaff, mayEnter, type Course, type User } from '../school/state.js';

export const SESSION_COOKIE = 'sandbox_session';

export function findSessionUser({ state }: Platform, req: Request): User | null {
  const value = readCookie(req, SESSION_COOKIE);
  const userId = value === null ? undefined : state.sessions.get(value);
  return userId === undefined ? null : (state.users.get(userId) ?? null);
}

/** @returns the cookie's value */
export function startSession(platform: Platform, res: Response, user: User): string {
  const value = platform.randomId(24);
  platform.state.sessions.set(value, user.id);
  res.cookie(SESSION_COOKIE, value, { httpOnly: true, sameSite: 'lax', path: '/' });
  return value;
}

export function endSession({ state }: Platform, req: Request, res: Response): void {
  const value = readCookie(req, SESSION_COOKIE);
  if (value !== null) state.sessions.delete(value);
  res.clearCookie(SESSION_COOKIE, { path: '/' });
}

/** Sends those who are not logged in to the list of people, and back afterwards. */
export function requireUser(platform: Platform): RequestHandler {
  return (req, res, next) => {
    const user = findSessionUser(platform, req);
    if (user === null) return res.redirect(303, `/login?to=${encodeURIComponent(req.originalUrl)}`);
    res.locals.user = user;
    next();
  };
}

export function requireCourse(platform: Platform): RequestHandler {
  return (req, res, next) => {
    const course = getCourse(platform.state, String(req.params.course));
    if (!mayEnter(course, getUserOf(res))) throw forbidden('You are not in this course.');
    res.locals.course = course;
    res.locals.isStaff = isStaff(course, getUserOf(res));
    next();
  };
}

export const requireStaff: RequestHandler = (_req, res, next) => {
  if (!isStaff(getCourseOf(res), getUserOf(res))) throw forbidden('Only teachers may open this page.');
  next();
};

export const requireAdmin: RequestHandler = (_req, res, next) => {
  if (!getUserOf(res).isAdmin) throw forbidden('Only administrators may open this page.');
  next();
};

export function getUserOf(res: Response): User {
  return (res.locals as { user: User }).user;
}

export function getCourseOf(res: Response): Course {
  return (res.locals as { course: Course }).course;
}

/** A path of our own, never another site. */
export function readReturnPath(value: unknown, otherwise: string): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : otherwise;
}

function readCookie(req: Request, name: string): string | null {
  for (const pair of (req.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value !== undefined) return value.trim();
  }
  return null;
}

function forbidden(message: string): AppError {
  return new AppError('course_forbidden', 403, message);
}
