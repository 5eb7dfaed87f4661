/**
 * The way in from an LMS: login, the hop, launch, and the tool's public keys.
 *
 * @module
 */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { AppError } from '../errors/app-error.js';
import { createTranslator } from '../language/translate.js';
import type { CompletedLaunch, LaunchService } from '../lti/launch/launch-service.js';
import { LOGIN_LASTS_SECONDS, loginCookieName, type Login } from '../lti/login.js';
import { LOGIN_PARAMETERS } from '../lti/login-request.js';
import { JWKS_MAX_AGE_SECONDS, type ToolKeys } from '../lti/tool-keys.js';
import { clearCookie, readCookie, setCookie } from './cookies.js';
import { renderPage } from './page.js';
import { formOrQuery, readForm, readParams } from './read-params.js';
import { readReaderLanguage } from './reader-language.js';
import { openToFrames, setFramePolicy } from './security-headers.js';
import { readSessionKey, setSessionKey } from './session.js';

export interface LtiRouterDeps {
  readonly login: Login;
  readonly launches: LaunchService;
  readonly toolKeys: Pick<ToolKeys, 'listPublicJwks'>;
}

/** Hints of platforms are a few hundred characters, signed ones up to two thousand. */
const MAX_PARAMETER = 4_096;
const LOGIN_LIMITS = toLimits(LOGIN_PARAMETERS);
const STATE_LIMITS = { state: 128 } as const;
const LAUNCH_LIMITS = {
  ...STATE_LIMITS,
  id_token: 1_000_000,
  error: 200,
  error_description: MAX_PARAMETER,
} as const;
/** One token and a state; how large a token may be is a step of the launch. */
const MAX_LAUNCH_FORM = '512kb';
const MAX_LOGIN_FORM = '64kb';

export function createLtiRouter({ login, launches, toolKeys }: LtiRouterDeps): Router {
  const router = Router();

  const begin: RequestHandler = async (req, res) => {
    const parameters = readParams(formOrQuery(req), LOGIN_LIMITS);
    const { state, browserKey } = await login.begin(parameters);
    setCookie(res, loginCookieName(state), browserKey, LOGIN_LASTS_SECONDS);
    res.redirect(303, `/lti/login/continue?state=${state}`);
  };
  router
    .route('/lti/login')
    .all(openToFrames)
    .get(begin)
    .post(readForm(MAX_LOGIN_FORM), begin)
    .all(refuseMethod('GET, POST'));

  router
    .route('/lti/login/continue')
    .all(openToFrames)
    .get(async (req, res) => {
      const state = readState(req.query);
      const next = await login.proceed(state, readCookie(req, loginCookieName(state)));
      if (!next.goOn) offerWindow(req, res, next.sameLogin);
      else if (next.form) postOn(req, res, next.form);
      else res.redirect(302, next.address);
    })
    .all(refuseMethod('GET'));

  router
    .route('/lti/launch')
    .all(openToFrames)
    .post(readForm(MAX_LAUNCH_FORM), async (req, res) => {
      const form = readParams(req.body, LAUNCH_LIMITS);
      const state = readState(form);
      if (form.error !== undefined) throw platformRefused(form.error);
      if (!form.id_token) throw new AppError('launch_token_unreadable', 400, 'the launch brings no token');
      const cookie = loginCookieName(state);
      const request = { state, idToken: form.id_token, browserKey: readCookie(req, cookie) };
      const completed = await launches.launch(request, readSessionKey(req));
      clearCookie(res, cookie);
      setSessionKey(res, completed.sessionKey);
      res.redirect(303, chooseAddress(completed));
    })
    .all(refuseMethod('POST'));

  router
    .route('/lti/jwks')
    .get(async (_req, res) => {
      const keys = await toolKeys.listPublicJwks();
      res
        .set('Cache-Control', `public, max-age=${JWKS_MAX_AGE_SECONDS}`)
        .set('Access-Control-Allow-Origin', '*')
        .json({ keys });
    })
    .all(refuseMethod('GET'));

  return router;
}

/** Where a launch leads: the picker, the badge that the link carries, or the course. */
function chooseAddress({ launch }: CompletedLaunch): string {
  const course = `/courses/${launch.courseId}`;
  if (launch.deepLinking) return `${course}/picker`;
  return launch.mappingKey === null ? course : `${course}/badges/${launch.mappingKey}`;
}

/** @throws {AppError} `launch_state_unknown` - not one that this tool makes */
function readState(source: unknown): string {
  const { state } = readParams(source, STATE_LIMITS);
  if (state !== undefined && /^[A-Za-z0-9_-]{43}$/.test(state)) return state;
  throw new AppError('launch_state_unknown', 400, 'the state is missing or not one of ours');
}

/**
 * What the platform says instead of a token. Source: OpenID Connect Core 1.0 §3.1.2.6; RFC 6749 §4.1.2.1.
 * Its description is for developers, comes from outside, and is not shown.
 */
function platformRefused(error: string): AppError {
  const reason = /^[a-z_]{1,60}$/.test(error) ? error : 'other';
  const code = reason === 'login_required' ? 'launch_login_required' : 'launch_refused_by_platform';
  return new AppError(code, 400, 'the platform sends no launch', { reason });
}

/** The browser keeps no cookie here. In a window of its own it may; when it already is one, it keeps none at all. */
function offerWindow(req: Request, res: Response, sameLogin: string): void {
  const language = readReaderLanguage(req);
  const isOwnWindow = req.get('sec-fetch-dest') === 'document';
  renderPage(
    res,
    'lti/open-in-new-window',
    { language, title: createTranslator(language)('lti.window.title'), kind: 'frame' },
    { sameLogin, isOwnWindow },
  );
}

function postOn(
  req: Request,
  res: Response,
  form: { readonly action: string; readonly fields: readonly (readonly [string, string])[] },
): void {
  const language = readReaderLanguage(req);
  setFramePolicy(res, { framedBy: 'anyone', postsElsewhere: true });
  renderPage(
    res,
    'lti/continue-to-lms',
    {
      language,
      title: createTranslator(language)('lti.continue.title'),
      kind: 'frame',
      scripts: ['submit-form.js'],
    },
    { form },
  );
}

function refuseMethod(allow: string): RequestHandler {
  return () => {
    throw new AppError('method_not_allowed', 405, 'this address takes another method', { allow });
  };
}

function toLimits<N extends string>(names: readonly N[]): Record<N, number> {
  return Object.fromEntries(names.map((name) => [name, MAX_PARAMETER])) as Record<N, number>;
}
