/**
 * The sandbox LMS, put together. What it is and does: README.md.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';
import { createApi } from './api.js';
import { createControl, type Control } from './control.js';
import { createAuthorizeRouter } from './lti/authorize.js';
import { createDiscoveryRouter } from './lti/discovery.js';
import type { PlatformKeys } from './lti/platform-keys.js';
import { createRegistrationRouter } from './lti/registration.js';
import { createTokenRouter } from './lti/token-endpoint.js';
import { createAdminPages } from './pages/admin-pages.js';
import { createContentPages } from './pages/content-pages.js';
import { createCoursePages } from './pages/course-pages.js';
import { createGradebookPages } from './pages/gradebook-pages.js';
import { createLoginPages, LOCALES } from './pages/login-pages.js';
import { createMemberPages } from './pages/member-pages.js';
import { createNoticesRouter } from './notices/notice-handlers.js';
import { createPlatform, type Platform } from './platform.js';
import { findProfile } from './profiles/find-profile.js';
import type { ProfileName } from './profiles/profile.js';
import { seed, SEEDED_STUDENTS } from './school/seed.js';
import { fullName, type State } from './school/state.js';
import { createLineItemsRouter } from './services/line-items.js';
import { sendExceptionPage } from './services/exception-page.js';
import { createMembershipsRouter } from './services/memberships.js';
import { createResultsRouter } from './services/results.js';
import { createScoresRouter } from './services/scores.js';

/** The compiler copies no views: both `src/sandbox` and `dist/sandbox` find them in the sources. */
const HOME = fileURLToPath(new URL('../../src/sandbox/', import.meta.url));

export interface SandboxOptions {
  /** Which LMS to play. Default: none, strictly by the specifications. */
  readonly profile?: ProfileName;
  readonly baseUrl?: string;
  readonly now?: () => Date;
  readonly students?: number;
  readonly extras?: boolean;
  readonly random?: (bytes: number) => Buffer;
  readonly locale?: string;
  /** Making keys takes most of a start: tests may share them. Default: new ones. */
  readonly keys?: PlatformKeys;
  /** Told of what should not have happened. */
  readonly onError?: (error: unknown) => void;
}

export interface RunningSandbox {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface Sandbox {
  readonly app: Express;
  readonly state: State;
  readonly control: Control;
  /** @param port - 0 for a free one */
  start(port?: number, host?: string): Promise<RunningSandbox>;
}

export async function createSandbox({
  profile = 'plain',
  baseUrl,
  now = () => new Date(),
  students = SEEDED_STUDENTS,
  extras = false,
  random = randomBytes,
  locale = 'nl',
  keys,
  onError = () => undefined,
}: SandboxOptions = {}): Promise<Sandbox> {
  let url = baseUrl ?? '';
  const platform = await createPlatform({
    profile: findProfile(profile),
    now,
    random,
    baseUrl: () => url,
    keys,
  });
  seed(platform.state, { students, extras, locale });
  const control = createControl(platform);
  const app = createApp(platform, control, onError);

  return {
    app,
    state: platform.state,
    control,
    async start(port = 0, host = '127.0.0.1') {
      const server = createServer(app);
      server.listen(port, host);
      await once(server, 'listening');
      if (baseUrl === undefined) url = `http://${host}:${(server.address() as AddressInfo).port}`;
      return {
        url,
        async close() {
          platform.faults.clear();
          const closed = once(server, 'close');
          server.close();
          server.closeAllConnections();
          await closed;
        },
      };
    },
  };
}

function createApp(platform: Platform, control: Control, onError: (error: unknown) => void): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('views', `${HOME}views`);
  app.set('view engine', 'ejs');

  const reportUnexpected: ErrorRequestHandler = (error: unknown, _req, _res, next) => {
    if (readError(error).status >= 500 && !(error instanceof AppError)) onError(error);
    next(error);
  };

  app.get('/healthz', (_req, res) => void res.type('text').send('ok'));
  app.use('/assets', express.static(`${HOME}assets`));

  const { paths, services } = platform.profile;
  const preparePage = createPagePreparation(platform);

  // A page, though its address may lie among those of services
  app.use(paths.authorize, preparePage);
  app.use(createAuthorizeRouter(platform));
  app.use(paths.authorize, reportUnexpected, presentErrorPage);

  // Services for tools
  app.use(createDiscoveryRouter(platform), createRegistrationRouter(platform), createTokenRouter(platform));
  app.use(createLineItemsRouter(platform), createResultsRouter(platform), createScoresRouter(platform));
  app.use(createMembershipsRouter(platform), createNoticesRouter(platform));
  const presentServiceError = services.answersAsMoodle ? presentMoodleError : presentJsonError;
  app.use([...paths.services], answerUnknown, reportUnexpected, presentServiceError);
  app.use('/api', createApi(platform, control), reportUnexpected, presentJsonError);

  // Pages for people
  app.use(preparePage);
  app.use(createLoginPages(platform), createCoursePages(platform));
  app.use(createContentPages(platform), createGradebookPages(platform), createMemberPages(platform));
  app.use(createAdminPages(platform, control), answerUnknown, reportUnexpected, presentErrorPage);
  return app;
}

const PRODUCT_NAMES: Readonly<Record<ProfileName, string>> = {
  plain: 'an LMS by the standard',
  canvas: 'Canvas',
  brightspace: 'Brightspace',
  moodle: 'Moodle',
};

/** What every page gets: its policy, and what its frame shows. */
function createPagePreparation(platform: Platform): RequestHandler {
  return (req, res, next) => {
    res.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    Object.assign(res.locals, {
      here: req.originalUrl,
      locales: LOCALES,
      fullName,
      playing: PRODUCT_NAMES[platform.profile.name],
      user: null,
      offersStorage: platform.profile.launch.loginParameters('').lti_storage_target !== undefined,
      course: null,
    });
    next();
  };
}

/** Tools are framed wherever they are, and forms lead to them; nothing else comes from elsewhere, and nobody else frames us. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' http: https:; frame-src *; frame-ancestors 'self'; base-uri 'none'";

function answerUnknown(): never {
  throw new AppError('not_found', 404, 'There is nothing at this address.');
}

const presentJsonError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  const { status, code, message } = readError(error);
  res.status(status).json({ error: code, message });
};

/** Moodle: what it refuses is told so; what it does not find in its database is an exception to it. */
const presentMoodleError: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error);
  const { status, code, message } = readError(error);
  if (status >= 500 || code === 'course_not_found') return sendExceptionPage(res);
  res.status(status).json({ status, reason: message, request: { method: req.method, url: req.baseUrl } });
};

const presentErrorPage: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  const { status, code, message } = readError(error);
  res.status(status).render('error', { title: 'That did not work', code, message });
};

/** Body parsers throw errors of their own, with a status; anything else is a fault of this program and says nothing. */
function readError(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof AppError) return error;
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status, code: 'input_invalid', message: 'the request could not be read' };
  }
  return { status: 500, code: 'internal_error', message: 'Something went wrong here.' };
}
