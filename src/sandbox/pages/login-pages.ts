/**
 * The list of people to be, and the language that is passed to tools.
 *
 * @module
 */
import { Router, urlencoded } from 'express';
import { findText, readFields, readText } from '../input.js';
import type { Platform } from '../platform.js';
import { fullName, getUser, type User } from '../school/state.js';
import { endSession, findSessionUser, readReturnPath, startSession } from './session.js';

export const LOCALES: readonly { readonly tag: string; readonly name: string }[] = [
  { tag: 'nl', name: 'Nederlands' },
  { tag: 'en', name: 'English' },
];

export function createLoginPages(platform: Platform): Router {
  const router = Router();
  const { state } = platform;
  const form = urlencoded({ extended: false });

  router.get('/', (req, res) => {
    const user = findSessionUser(platform, req);
    res.redirect(303, user === null ? '/login' : homeOf(platform, user));
  });

  router.get('/login', (req, res) => {
    res.render('login', {
      title: 'Log in',
      user: findSessionUser(platform, req),
      to: readReturnPath(req.query.to, ''),
      people: [...state.users.values()].map((user) => ({
        login: user.login,
        name: fullName(user),
        role: describeRole(platform, user),
      })),
    });
  });

  router.post('/login', form, (req, res) => {
    const fields = readFields(req.body);
    const user = getUser(state, readText(fields, 'user'));
    startSession(platform, res, user);
    res.redirect(303, readReturnPath(fields.to, homeOf(platform, user)));
  });

  // For scripts that drive a browser: one address instead of a form.
  router.get('/login-as/:user', (req, res) => {
    const user = getUser(state, req.params.user);
    startSession(platform, res, user);
    res.redirect(303, readReturnPath(req.query.to, homeOf(platform, user)));
  });

  router.post('/logout', (req, res) => {
    endSession(platform, req, res);
    res.redirect(303, '/login');
  });

  router.post('/language', form, (req, res) => {
    const fields = readFields(req.body);
    const user = findSessionUser(platform, req);
    const locale = LOCALES.find(({ tag }) => tag === findText(fields, 'locale'));
    if (user !== null && locale !== undefined) user.locale = locale.tag;
    res.redirect(303, readReturnPath(fields.to, '/'));
  });

  return router;
}

function homeOf({ state }: Platform, user: User): string {
  if (user.isAdmin) return '/admin';
  const course = [...state.courses.values()].find(({ members }) => members.has(user.id));
  return course === undefined ? '/login' : `/courses/${course.id}`;
}

function describeRole({ state }: Platform, user: User): string {
  if (user.isAdmin) return 'administrator';
  for (const { members } of state.courses.values()) {
    const member = members.get(user.id);
    if (member !== undefined) return member.status === 'Active' ? member.role : `${member.role}, inactive`;
  }
  return 'in no course';
}
