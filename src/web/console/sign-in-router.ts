/**
 * The door of the console: signing in and out, and the one-time links with which people set their password.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import { AppError, hasCode } from '../../errors/app-error.js';
import { SHORTEST_PASSWORD, type AdminAccounts } from '../../institutions/admin-account-service.js';
import type { AdminSignIn } from '../../institutions/admin-sign-in.js';
import { parseLanguage } from '../../language/local-text.js';
import { readForm, readParams } from '../read-params.js';
import {
  clearAdminKey,
  findAdminSession,
  readNext,
  requireAdmin,
  requireAdminForm,
  requireOwnOrigin,
  setAdminKey,
} from './admin-session.js';
import { sendDoorPage } from './send-console-page.js';

export interface SignInRouterDeps {
  readonly adminAccounts: Pick<AdminAccounts, 'readLink' | 'setUp' | 'setPassword'>;
  readonly adminSignIn: AdminSignIn;
  readonly config: { readonly baseUrl: string; readonly oidc?: { readonly name: string } | null };
  readonly institutions: { ensureFirst(): Promise<{ readonly id: string }> };
}

const SIGN_IN_LIMITS = { email: 300, password: 1_000, next: 600 } as const;
const WELCOME_LIMITS = { link: 100, name: 300, email: 300, password: 1_000 } as const;

export function createSignInRouter(deps: SignInRouterDeps): Router {
  const { adminAccounts, adminSignIn, config, institutions } = deps;
  const router = Router();
  const fromUs = requireOwnOrigin(config.baseUrl);

  router.get('/admin/sign-in', (req, res) => {
    const next = readNext(readParams(req.query, { next: 600 }).next);
    if (findAdminSession(req)) return res.redirect(303, next);
    return sendSignIn(req, res, { next });
  });

  router.post('/admin/sign-in', readForm('8kb'), fromUs, async (req, res) => {
    const { email = '', password = '', next } = readParams(req.body, SIGN_IN_LIMITS);
    try {
      const { key } = await adminSignIn.withPassword(email, password, req.ip ?? '');
      setAdminKey(res, key);
      res.redirect(303, readNext(next));
    } catch (error) {
      if (!hasCode(error, 'sign_in_refused')) throw error;
      sendSignIn(req, res, { next: readNext(next), email, isRefused: true, status: 403 });
    }
  });

  router.post(
    '/admin/sign-out',
    readForm('4kb'),
    requireAdmin('editor'),
    requireAdminForm,
    async (req, res) => {
      const session = findAdminSession(req);
      if (session) await adminSignIn.end(session.key);
      clearAdminKey(res);
      res.redirect(303, '/admin/sign-in');
    },
  );

  router.post(
    '/admin/language',
    readForm('4kb'),
    requireAdmin('editor'),
    requireAdminForm,
    async (req, res) => {
      const { language, next } = readParams(req.body, { language: 5, next: 600 });
      const session = findAdminSession(req);
      const chosen = parseLanguage(language);
      if (session && chosen) await adminSignIn.setLanguage(session.key, chosen);
      res.redirect(303, readNext(next));
    },
  );

  router.get('/admin/welcome', async (req, res) => {
    const { link = '' } = readParams(req.query, { link: 100 });
    const account = await adminAccounts.readLink(link);
    sendWelcome(req, res, {
      link,
      name: account?.name ?? '',
      email: account?.email ?? '',
      isFirst: !account,
    });
  });

  router.post('/admin/welcome', readForm('8kb'), fromUs, async (req, res) => {
    const { link = '', name = '', email = '', password = '' } = readParams(req.body, WELCOME_LIMITS);
    const known = await adminAccounts.readLink(link);
    const first = await institutions.ensureFirst();
    try {
      const account = known
        ? await adminAccounts.setPassword(first.id, link, password)
        : await adminAccounts.setUp(first.id, link, { name, email, password });
      const { key } = await adminSignIn.open(account, 'link');
      setAdminKey(res, key);
      res.redirect(303, '/admin');
    } catch (error) {
      if (!hasCode(error, 'account_invalid')) throw error;
      const problem = String(error.detail['field']);
      sendWelcome(req, res, {
        link,
        name: known?.name ?? name,
        email: known?.email ?? email,
        isFirst: !known,
        problem,
        status: 422,
      });
    }
  });

  function sendSignIn(
    req: Request,
    res: Response,
    { next, email = '', isRefused = false, status = 200 }: SignInState,
  ): void {
    const provider = config.oidc?.name ?? null;
    sendDoorPage(req, res, {
      view: 'console/sign-in',
      title: 'console.sign-in.title',
      status,
      locals: { next, email, isRefused, provider },
    });
  }

  function sendWelcome(
    req: Request,
    res: Response,
    { status = 200, problem = null, ...form }: WelcomeState,
  ): void {
    sendDoorPage(req, res, {
      view: 'console/welcome',
      title: 'console.welcome.title',
      status,
      locals: { form, problem, shortest: SHORTEST_PASSWORD },
    });
  }

  return router;
}

interface SignInState {
  readonly next: string;
  readonly email?: string;
  readonly isRefused?: boolean;
  readonly status?: number;
}

interface WelcomeState {
  readonly link: string;
  readonly name: string;
  readonly email: string;
  readonly isFirst: boolean;
  readonly problem?: string | null;
  readonly status?: number;
}

/** What nobody answered below `/admin`, said by the console. */
export function consoleNotFound(): never {
  throw new AppError('not_found', 404, 'there is no such page of the console');
}
