/**
 * The way in from an LMS: login, the hop, launch, and the tool's public keys.
 *
 * @module
 */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { AppError } from '../errors/app-error.js';
import type { Language } from '../language/local-text.js';
import type { TextKey } from '../language/catalogue/index.js';
import { createTranslator } from '../language/translate.js';
import type { Handoffs } from '../lti/handoffs.js';
import type { LaunchService } from '../lti/launch/launch-service.js';
import {
  LOGIN_LASTS_SECONDS,
  loginCookieName,
  type AuthenticationForm,
  type ContinuedLogin,
  type KeptValue,
  type Login,
} from '../lti/login.js';
import { LOGIN_PARAMETERS } from '../lti/login-request.js';
import type { CourseLaunch } from '../lti/session.js';
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
  readonly handoffs: Handoffs;
  readonly config: { readonly baseUrl: string };
  readonly toolKeys: Pick<ToolKeys, 'listPublicJwks'>;
}

/** Hints of platforms are a few hundred characters, signed ones up to two thousand. */
const MAX_PARAMETER = 4_096;
const LOGIN_LIMITS = toLimits(LOGIN_PARAMETERS);
const STATE_LIMITS = { state: 128 } as const;
const LAUNCH_LIMITS = {
  ...STATE_LIMITS,
  id_token: 1_000_000,
  platform_key: 128,
  error: 200,
  error_description: MAX_PARAMETER,
} as const;
/** One token and a state; how large a token may be is a step of the launch. */
const MAX_LAUNCH_FORM = '512kb';
const MAX_LOGIN_FORM = '64kb';
/** What people are told. Canvas adds `launch_no_longer_valid` to the errors of OpenID Connect. */
const PLATFORM_ERRORS = new Map([
  ['login_required', 'launch_login_required'],
  ['interaction_required', 'launch_login_required'],
  ['launch_no_longer_valid', 'launch_expired_at_platform'],
  ['unauthorized_client', 'launch_not_allowed_at_platform'],
  ['access_denied', 'launch_not_allowed_at_platform'],
]);
const ARRIVE_LIMITS = { code: 128, window: 1 } as const;

export function createLtiRouter({ login, launches, handoffs, toolKeys, config }: LtiRouterDeps): Router {
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
      const mayKeep = !isOwnWindow(req);
      const next = await login.proceed(state, readCookie(req, loginCookieName(state)), { mayKeep });
      if (!next.goOn) keepOrOfferWindow(req, res, next);
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
      const { platform_key: platformKey } = form;
      if (platformKey === undefined) {
        const proof = await login.findProof(state);
        if (proof) return askForProof(req, res, { ...proof, state, idToken: form.id_token });
      } else {
        requireOwnPage(req, config.baseUrl);
      }
      const request = {
        state,
        idToken: form.id_token,
        browserKey: readCookie(req, cookie),
        ...(platformKey !== undefined && { platformKey }),
      };
      const { launch, sessionKey } = await launches.launch(request, readSessionKey(req));
      clearCookie(res, cookie);
      setSessionKey(res, sessionKey);
      if (platformKey === undefined) return res.redirect(303, chooseAddress(launch));
      // The cookie of the login was lost here; the next request shows whether the one of the session is.
      return sendOn(req, res, launch, await handoffs.offer(launch));
    })
    .all(refuseMethod('POST'));

  router
    .route('/lti/arrive')
    .all(openToFrames)
    .post(readForm(MAX_LOGIN_FORM), async (req, res) => {
      requireOwnPage(req, config.baseUrl);
      const { code = '', window } = readParams(req.body, ARRIVE_LIMITS);
      if (window === undefined) {
        const { launch, isHeld } = await handoffs.look(code, readSessionKey(req));
        if (!isHeld) return offerProvenWindow(req, res, launch, code);
      }
      const { launch, sessionKey } = await handoffs.take(code, readSessionKey(req));
      setSessionKey(res, sessionKey);
      return res.redirect(303, chooseAddress(launch));
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

/** Where a launch leads: the picker, the learner to look at, the badge that the link carries, or the course. */
function chooseAddress(launch: CourseLaunch): string {
  const course = `/courses/${launch.courseId}`;
  if (launch.deepLinking) return `${course}/picker`;
  // Somebody whom we never heard of gets the page that says so. Students see their own badge, whoever is named.
  if (launch.reviewedLearnerId !== undefined && launch.isStaff) {
    return `${course}/learners/${launch.reviewedLearnerId ?? 'unknown'}`;
  }
  // Whoever manages the LMS looks whether all is well; the course is one link further.
  if (launch.isLmsAdmin === true && launch.mappingKey === null) return `${course}/health`;
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
  const code = PLATFORM_ERRORS.get(reason) ?? 'launch_refused_by_platform';
  return new AppError(code, 400, 'the platform sends no launch', { reason });
}

/**
 * A form could carry anything that its maker knows. What proves a browser counts only from our own page, which a browser says
 * by itself. Source: Fetch §3.2 (`Origin` of every POST).
 *
 * @throws {AppError} `launch_browser_unproven`
 */
function requireOwnPage(req: Request, baseUrl: string): void {
  if (req.get('origin') === new URL(baseUrl).origin) return;
  throw new AppError('launch_browser_unproven', 400, 'the form does not come from a page of ours');
}

function isOwnWindow(req: Request): boolean {
  return req.get('sec-fetch-dest') === 'document';
}

/** The browser keeps no cookie here. In a window of its own it may; when it already is one, it keeps none at all. */
function keepOrOfferWindow(
  req: Request,
  res: Response,
  { sameLogin, keep }: Extract<ContinuedLogin, { goOn: false }>,
): void {
  if (!keep) {
    renderStep(req, res, 'lti/open-in-new-window', 'lti.window.title', {
      locals: { sameLogin, isOwnWindow: isOwnWindow(req) },
    });
    return;
  }
  setFramePolicy(res, { framedBy: 'anyone', postsElsewhere: true });
  renderStep(req, res, 'lti/keep-with-platform', 'lti.continue.title', {
    scripts: ['platform-storage.js'],
    locals: { sameLogin, isOwnWindow: false, keep },
  });
}

/** The launch comes back from the LMS without a cookie: our page fetches its proof from where it was put. */
function askForProof(
  req: Request,
  res: Response,
  locals: {
    readonly kept: KeptValue;
    readonly sameLogin: string;
    readonly state: string;
    readonly idToken: string;
  },
): void {
  renderStep(req, res, 'lti/prove-with-platform', 'lti.continue.title', {
    scripts: ['platform-storage.js'],
    locals: { ...locals, isOwnWindow: false },
  });
}

function sendOn(req: Request, res: Response, launch: CourseLaunch, code: string): void {
  setFramePolicy(res, { framedBy: launch.frameOrigins });
  renderStep(req, res, 'lti/arrive', 'lti.arrive.title', {
    language: launch.language,
    scripts: ['submit-form.js'],
    locals: { code },
  });
}

function offerProvenWindow(req: Request, res: Response, launch: CourseLaunch, code: string): void {
  setFramePolicy(res, { framedBy: launch.frameOrigins });
  renderStep(req, res, 'lti/arrive-in-window', 'lti.window.title', {
    language: launch.language,
    locals: { code },
  });
}

function renderStep(
  req: Request,
  res: Response,
  view: string,
  title: TextKey,
  {
    language: told = null,
    scripts = [],
    locals,
  }: {
    readonly language?: Language | null;
    readonly scripts?: readonly string[];
    readonly locals: Readonly<Record<string, unknown>>;
  },
): void {
  const language = told ?? readReaderLanguage(req);
  renderPage(
    res,
    view,
    { language, title: createTranslator(language)(title), kind: 'frame', scripts },
    locals,
  );
}

function postOn(req: Request, res: Response, form: AuthenticationForm): void {
  setFramePolicy(res, { framedBy: 'anyone', postsElsewhere: true });
  renderStep(req, res, 'lti/continue-to-lms', 'lti.continue.title', {
    scripts: ['submit-form.js'],
    locals: { form },
  });
}

function refuseMethod(allow: string): RequestHandler {
  return () => {
    throw new AppError('method_not_allowed', 405, 'this address takes another method', { allow });
  };
}

function toLimits<N extends string>(names: readonly N[]): Record<N, number> {
  return Object.fromEntries(names.map((name) => [name, MAX_PARAMETER])) as Record<N, number>;
}
