/**
 * Noting health where the tool talks with an LMS anyway. What cannot be noted keeps nobody from working.
 *
 * Only what the LMS itself said counts: a launch that anybody could have made up says nothing.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import type { Logger } from '../../logger/logger.js';
import { findProfile } from '../../platforms/profile.js';
import type { Deployment, DeploymentStore, Registration } from '../../platforms/registration.js';
import type { Course } from '../course.js';
import type { LaunchRefusedError } from '../launch/verify-launch.js';
import type { Membership } from '../nrps/membership.js';
import { COURSE_CODES, type HealthCheck, type HealthSignal, type HealthSignalStore } from './health.js';

export interface HealthWatchDeps {
  readonly signals: Pick<HealthSignalStore, 'find' | 'save'>;
  readonly deployments: Pick<DeploymentStore, 'findForLaunch'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now: () => Date;
}

/** What one launch shows about its connection. */
export interface LaunchShows {
  readonly registration: Registration;
  readonly deployment: Pick<Deployment, 'id' | 'institutionId'>;
  readonly courseId: string;
  readonly hasName: boolean;
  readonly hasEmail: boolean;
  readonly hasRoles: boolean;
  readonly isTestUser: boolean;
  /** Custom parameters as they came, unreplaced variables included. */
  readonly rawCustom: Readonly<Record<string, string>>;
  /** The platform's clock minus ours, in seconds. */
  readonly clockSeconds: number;
  readonly provenBy: 'cookie' | 'platform';
}

export type ServicePart = 'members' | 'columns' | 'results' | 'scores';

export type HealthWatch = ReturnType<typeof createHealthWatch>;

type Noted = Pick<HealthSignal, 'check'> &
  Partial<Pick<HealthSignal, 'code' | 'detail' | 'courseId' | 'deploymentRecordId'>> & {
    /** Says nothing against what is known better already. */
    readonly onlyFirst?: boolean;
  };

/** Written again when it says the same: at most so often, so that rounds without news write nothing. */
const SAME_AGAIN_MS = 60 * 60_000;
/** Beyond it launches begin to be refused. */
const CLOCK_MAY_DIFFER_SECONDS = 45;
/** Parameters without which connections made later do not find what was placed before. */
const NEEDED_VARIABLES = ['lms_user_id', 'lms_username', 'context_id_history'];
const TIME_STEPS = ['expiry', 'issued-at', 'not-before'];

const TOKEN_CHECKS: Readonly<Record<ServicePart, HealthCheck>> = {
  members: 'token-members',
  columns: 'token-columns',
  results: 'token-results',
  scores: 'token-scores',
};

export function createHealthWatch({ signals, deployments, logger, now }: HealthWatchDeps) {
  async function noteLaunch(shows: LaunchShows): Promise<void> {
    const { registration, deployment, courseId } = shows;
    const of = { deploymentRecordId: deployment.id, courseId };
    const missing = listUnresolved(registration, shows.rawCustom);
    const difference = Math.round(shows.clockSeconds);
    const isOff = Math.abs(difference) > CLOCK_MAY_DIFFER_SECONDS;
    await noteAll(deployment.institutionId ?? registration.institutionId, registration, [
      { check: 'keys' },
      { check: 'clock', code: isOff ? 'clock_differs' : null, detail: { seconds: difference } },
      { ...of, check: 'launch' },
      { ...of, check: 'browser', detail: { way: shows.provenBy } },
      { ...of, check: 'roles', code: shows.hasRoles ? null : 'roles_withheld' },
      {
        ...of,
        check: 'variables',
        code: missing.length > 0 ? 'variables_unresolved' : null,
        detail: missing.length > 0 ? { names: missing.join(', ') } : {},
      },
      // One person may have no address; that nobody has one is told by the members.
      ...(shows.isTestUser
        ? []
        : [
            {
              ...of,
              check: 'name' as const,
              ...(!shows.hasName && { code: 'name_missing', onlyFirst: true }),
            },
            {
              ...of,
              check: 'email' as const,
              ...(!shows.hasEmail && { code: 'email_missing', onlyFirst: true }),
            },
          ]),
    ]);
  }

  /** A launch that was not let in, where it was truly the LMS that sent it. */
  async function noteRefused(error: LaunchRefusedError): Promise<void> {
    const { step, code, sent } = error;
    if (!sent) return;
    const { registration, isGenuine, deploymentId, clockSeconds } = sent;
    const { institutionId } = registration;
    if (step === 'signature' && code.startsWith('platform_')) {
      await noteAll(institutionId, registration, [{ check: 'keys', code }]);
    }
    if (!isGenuine) return;
    if (TIME_STEPS.includes(step)) {
      const detail = { seconds: Math.round(clockSeconds ?? 0) };
      await noteAll(institutionId, registration, [{ check: 'clock', code: 'clock_differs', detail }]);
    }
    if (step === 'same-browser' && deploymentId !== null) {
      const deployment = await deployments.findForLaunch(registration.id, deploymentId);
      if (deployment?.institutionId == null) return;
      await noteAll(deployment.institutionId, registration, [
        { check: 'browser', code, deploymentRecordId: deployment.id },
      ]);
    }
  }

  /**
   * One thing that was asked of the LMS for a course.
   *
   * @param course - null where the call names none
   * @param error - null when it was answered
   */
  async function noteService(
    registration: Registration,
    course: Pick<Course, 'id' | 'institutionId' | 'deploymentRecordId'> | null,
    part: ServicePart,
    error: unknown,
  ): Promise<void> {
    if (error !== null && !(error instanceof AppError)) return;
    if (error && ['score_refused', 'column_unpublished'].includes(error.code)) return; // about a learner, or one column
    const isTokenTrouble = error?.code === 'token_refused' && error.detail['status'] !== 403;
    const tokenCode = isTokenTrouble ? 'token_refused' : null;
    const code =
      error?.code === 'token_refused' && !isTokenTrouble ? 'service_forbidden' : (error?.code ?? null);
    const noted: Noted[] = [];
    // A silent service says nothing about tokens; an answer says that there was one.
    if (tokenCode || error === null) noted.push({ check: TOKEN_CHECKS[part], code: tokenCode });
    if (course && (part === 'members' || part === 'columns')) {
      const { deploymentRecordId, id: courseId } = course;
      const { quirk } = error?.detail ?? {};
      const detail = quirk === undefined ? {} : { quirk: String(quirk) };
      noted.push({ check: part, code, detail, deploymentRecordId, courseId });
      if (code === 'roles_withheld') noted.push({ check: 'roles', code, deploymentRecordId, courseId });
    }
    await noteAll(course?.institutionId ?? registration.institutionId, registration, noted);
  }

  /** What a complete list of members tells about them. */
  async function noteMembers(
    registration: Registration,
    course: Pick<Course, 'id' | 'institutionId' | 'deploymentRecordId'>,
    members: readonly Membership[],
  ): Promise<void> {
    const learners = members.filter(
      ({ roles, status }) => roles.isLearner && status === 'active' && !roles.isTestUser,
    );
    if (learners.length === 0) return;
    const of = { deploymentRecordId: course.deploymentRecordId, courseId: course.id };
    const named = learners.filter(({ name }) => name !== undefined).length;
    const reached = learners.filter(({ email }) => email !== undefined).length;
    await noteAll(course.institutionId, registration, [
      { ...of, check: 'roles' },
      {
        ...of,
        check: 'name',
        code: named === 0 ? 'name_missing' : null,
        detail: { told: named, of: learners.length },
      },
      {
        ...of,
        check: 'email',
        code: reached === 0 ? 'email_missing' : null,
        detail: { told: reached, of: learners.length },
      },
    ]);
  }

  async function noteAll(
    institutionId: string,
    registration: Pick<Registration, 'id'>,
    noted: readonly Noted[],
  ): Promise<void> {
    try {
      for (const one of noted) await note(institutionId, registration.id, one);
    } catch (error) {
      logger.warn({ err: error, registrationId: registration.id }, 'health could not be noted');
    }
  }

  async function note(institutionId: string, registrationId: string, noted: Noted): Promise<void> {
    const { check, code = null, detail = {}, courseId = null, deploymentRecordId = null, onlyFirst } = noted;
    const at = now();
    const known = await signals.find(institutionId, { registrationId, deploymentRecordId, check });
    const state = code === null ? 'well' : 'ill';
    if (known && onlyFirst) return;
    if (known?.state === 'ill' && state === 'well' && isOfOtherCourse(known, courseId)) return;
    const isSame = known?.state === state && known.code === code;
    if (isSame && at.getTime() - known.at.getTime() < SAME_AGAIN_MS) return;
    await signals.save(institutionId, {
      institutionId,
      registrationId,
      deploymentRecordId,
      check,
      state,
      code,
      detail,
      courseId,
      since: known?.state === state ? known.since : at,
      at,
    });
  }

  return { noteLaunch, noteRefused, noteService, noteMembers, noteAll };
}

/** Well in one course does not heal another. */
function isOfOtherCourse({ code, courseId: ill }: HealthSignal, courseId: string | null): boolean {
  return ill !== null && courseId !== null && ill !== courseId && COURSE_CODES.includes(code ?? '');
}

/** Parameters that the registration should bring and that came empty-handed, by the variable that an admin types. */
function listUnresolved(registration: Registration, custom: Readonly<Record<string, string>>): string[] {
  const { bridgeParameters } = findProfile(registration).registration;
  return NEEDED_VARIABLES.filter((name) => {
    const variable = bridgeParameters[name];
    const value = custom[name];
    return variable !== undefined && (value === undefined || value === variable);
  }).map((name) => `${name}=${bridgeParameters[name] ?? ''}`);
}
