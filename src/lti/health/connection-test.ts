/**
 * *Test now*: asks an LMS for its keys, for a token for each thing the tool does, and for the members and columns of the course
 * that was opened last in each deployment; and notes what came of it.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import type { GuardedFetch } from '../../http/guarded-fetch.js';
import type { DeploymentStore, Registration, RegistrationStore } from '../../platforms/registration.js';
import type { AccessTokens } from '../access-tokens.js';
import { LINE_ITEM_SCOPE, RESULT_READ_SCOPE, SCORE_SCOPE } from '../ags/ags-scopes.js';
import type { Course, CourseStore } from '../course.js';
import { MEMBERSHIP_READ_SCOPE } from '../nrps/nrps-scopes.js';
import { toPlatformTrouble } from '../platform-trouble.js';
import { readRecord, unusableAnswer } from '../service-answer.js';
import type { HealthCheck, HealthSignalStore } from './health.js';
import type { HealthWatch } from './health-watch.js';

export interface ConnectionTestDeps {
  readonly registrations: Pick<RegistrationStore, 'find'>;
  readonly deployments: Pick<DeploymentStore, 'list'>;
  readonly courses: Pick<CourseStore, 'find' | 'findLatest'>;
  readonly signals: Pick<HealthSignalStore, 'listByRegistration'>;
  readonly fetch: GuardedFetch;
  /** Fresh for each test, so that no token from before answers in place of the LMS. */
  readonly openTokens: () => Pick<AccessTokens, 'getToken'>;
  /** Reads members and columns of a course, and notes what it finds. */
  readonly readCourse: (registration: Registration, course: Course, signal?: AbortSignal) => Promise<unknown>;
  readonly watch: Pick<HealthWatch, 'noteAll'>;
  readonly now: () => Date;
}

export type ConnectionTest = ReturnType<typeof createConnectionTest>;

const SCOPES: readonly (readonly [HealthCheck, string])[] = [
  ['token-members', MEMBERSHIP_READ_SCOPE],
  ['token-columns', LINE_ITEM_SCOPE],
  ['token-results', RESULT_READ_SCOPE],
  ['token-scores', SCORE_SCOPE],
];
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
const CLOCK_MAY_DIFFER_SECONDS = 45;

export function createConnectionTest(deps: ConnectionTestDeps) {
  const { registrations, deployments, courses, signals, fetch, openTokens, readCourse, watch, now } = deps;

  /**
   * Everything is noted as health; what the LMS does wrong is not thrown.
   *
   * @throws {AppError} `registration_not_found`
   */
  async function run(institutionId: string, registrationId: string): Promise<void> {
    const registration = await registrations.find(institutionId, registrationId);
    if (!registration)
      throw new AppError('registration_not_found', 404, 'no such registration', { registrationId });
    await testKeys(registration);
    await testTokens(registration);
    const ill = (await signals.listByRegistration(institutionId, registrationId)).filter(
      ({ state, courseId }) => state === 'ill' && courseId !== null,
    );
    const own = (await deployments.list(institutionId)).filter(
      (one) => one.registrationId === registrationId && one.state === 'active',
    );
    for (const { id } of own) {
      const latest = await courses.findLatest(institutionId, id);
      // Where something was ill is where it has to show that it is well again.
      const illIds = ill.flatMap(({ deploymentRecordId, courseId }) =>
        deploymentRecordId === id && courseId !== null ? [courseId] : [],
      );
      const wanted = [...new Set([...illIds, ...(latest ? [latest.id] : [])])].slice(0, 3);
      for (const courseId of wanted) {
        const course = await courses.find(institutionId, courseId);
        if (course) await readCourse(registration, course).catch(ignoreNoted);
      }
    }
  }

  async function testKeys(registration: Registration): Promise<void> {
    const { institutionId } = registration;
    try {
      const before = now();
      const answer = await fetch(registration.jwksUrl, {
        headers: { accept: 'application/json' },
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
      if (answer.status !== 200) throw unusableAnswer(`the key set answers ${answer.status}`);
      const { keys } = readRecord(parseJson(answer.body), 'key set');
      if (!Array.isArray(keys) || keys.length === 0) throw unusableAnswer('the key set holds no key');
      await watch.noteAll(institutionId, registration, [
        { check: 'keys' },
        ...readClock(answer.headers['date'], before),
      ]);
    } catch (error) {
      const trouble = toPlatformTrouble(error);
      if (!(trouble instanceof AppError)) throw error;
      await watch.noteAll(institutionId, registration, [{ check: 'keys', code: trouble.code }]);
    }
  }

  function readClock(date: string | undefined, before: Date) {
    const at = date === undefined ? NaN : Date.parse(date);
    if (Number.isNaN(at)) return [];
    const seconds = Math.round((at - before.getTime()) / 1000);
    const isOff = Math.abs(seconds) > CLOCK_MAY_DIFFER_SECONDS;
    return [{ check: 'clock' as const, code: isOff ? 'clock_differs' : null, detail: { seconds } }];
  }

  async function testTokens(registration: Registration): Promise<void> {
    const tokens = openTokens();
    for (const [check, scope] of SCOPES) {
      let code: string | null = null;
      try {
        await tokens.getToken(registration, [scope]);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        code = error.code;
      }
      await watch.noteAll(registration.institutionId, registration, [{ check, code }]);
    }
  }

  return { run };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw unusableAnswer('the key set is not JSON', error);
  }
}

/** Trouble of the LMS was noted where it showed. */
function ignoreNoted(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}
