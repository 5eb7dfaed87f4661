/**
 * Health as people read it: a checklist for each registration and each deployment, and one dot for the whole.
 *
 * @module
 */
import type {
  Deployment,
  DeploymentStore,
  Registration,
  RegistrationStore,
} from '../../platforms/registration.js';
import type { Course } from '../course.js';
import {
  COURSE_CODES,
  DEPLOYMENT_CHECKS,
  REGISTRATION_CHECKS,
  type HealthCheck,
  type HealthSignal,
  type HealthSignalStore,
} from './health.js';

export interface HealthReportDeps {
  readonly registrations: Pick<RegistrationStore, 'find' | 'list'>;
  readonly deployments: Pick<DeploymentStore, 'list'>;
  readonly signals: Pick<HealthSignalStore, 'list' | 'listByRegistration'>;
  readonly now: () => Date;
}

/** `unknown`: nothing has shown it yet. */
export type HealthState = 'well' | 'ill' | 'unknown';

export interface HealthLine {
  readonly check: HealthCheck;
  readonly state: HealthState;
  readonly code: string | null;
  readonly detail: HealthSignal['detail'];
  readonly since: Date | null;
  readonly at: Date | null;
}

export interface DeploymentHealth {
  readonly deployment: Deployment;
  readonly state: HealthState;
  readonly lines: readonly HealthLine[];
}

export interface RegistrationHealth {
  readonly registration: Registration;
  readonly state: HealthState;
  readonly lines: readonly HealthLine[];
  readonly deployments: readonly DeploymentHealth[];
}

export type HealthReports = ReturnType<typeof createHealthReports>;

/** Long enough for a summer. */
const LAUNCH_IS_RECENT_MS = 60 * 24 * 3_600_000;
/** Without these nobody is awarded, and they stop a course before anything else does. */
const TEACHER_CHECKS: readonly HealthCheck[] = ['members', 'columns', 'roles', 'email', 'name'];

export function createHealthReports({ registrations, deployments, signals, now }: HealthReportDeps) {
  /** Null when the institution has no such registration. */
  async function find(institutionId: string, registrationId: string): Promise<RegistrationHealth | null> {
    const registration = await registrations.find(institutionId, registrationId);
    if (!registration) return null;
    const own = (await deployments.list(institutionId)).filter(
      (one) => one.registrationId === registrationId,
    );
    return report(registration, own, await signals.listByRegistration(institutionId, registrationId));
  }

  async function list(institutionId: string): Promise<RegistrationHealth[]> {
    const [all, allDeployments, allSignals] = await Promise.all([
      registrations.list(institutionId),
      deployments.list(institutionId),
      signals.list(institutionId),
    ]);
    return all.map((registration) =>
      report(
        registration,
        allDeployments.filter((one) => one.registrationId === registration.id),
        allSignals.filter((one) => one.registrationId === registration.id),
      ),
    );
  }

  /** The one line that concerns whoever teaches the course; null when all is well. */
  async function findForCourse(
    institutionId: string,
    course: Pick<Course, 'id' | 'registrationId' | 'deploymentRecordId'>,
  ): Promise<HealthLine | null> {
    const own = (await signals.listByRegistration(institutionId, course.registrationId)).filter(
      ({ deploymentRecordId, code, courseId }) =>
        deploymentRecordId === course.deploymentRecordId &&
        (courseId === course.id || !COURSE_CODES.includes(code ?? '')),
    );
    for (const check of TEACHER_CHECKS) {
      const line = toLine(check, own);
      if (line.state === 'ill') return line;
    }
    return null;
  }

  function report(
    registration: Registration,
    own: readonly Deployment[],
    all: readonly HealthSignal[],
  ): RegistrationHealth {
    const lines = REGISTRATION_CHECKS.map((check) =>
      toLine(
        check,
        all.filter(({ deploymentRecordId }) => deploymentRecordId === null),
      ),
    );
    const parts = own.map((deployment) => reportDeployment(deployment, all));
    const active = parts.filter(({ deployment }) => deployment.state === 'active');
    const states = [judge(lines), ...active.map(({ state }) => state)];
    // It works where one of its deployments does; a deployment that nobody has used yet takes nothing from that.
    const works = active.some(({ state }) => state === 'well');
    return {
      registration,
      state: states.includes('ill') ? 'ill' : works ? 'well' : 'unknown',
      lines,
      deployments: parts,
    };
  }

  function reportDeployment(deployment: Deployment, all: readonly HealthSignal[]): DeploymentHealth {
    const own = all.filter(({ deploymentRecordId }) => deploymentRecordId === deployment.id);
    const lines = DEPLOYMENT_CHECKS.map((check) => toLine(check, own));
    return { deployment, state: judge(lines), lines };
  }

  function toLine(check: HealthCheck, own: readonly HealthSignal[]): HealthLine {
    const signal = own.find((one) => one.check === check);
    if (!signal) return { check, state: 'unknown', code: null, detail: {}, since: null, at: null };
    const { code, detail, since, at } = signal;
    if (check === 'launch' && now().getTime() - at.getTime() > LAUNCH_IS_RECENT_MS) {
      return { check, state: 'ill', code: 'launch_long_ago', detail, since: at, at };
    }
    return { check, state: signal.state, code, detail, since, at };
  }

  return { find, list, findForCourse };
}

/** One that is ill makes the whole ill. What never showed takes nothing from what was seen. */
export function judge(lines: readonly Pick<HealthLine, 'state'>[]): HealthState {
  const states = lines.map(({ state }) => state);
  if (states.includes('ill')) return 'ill';
  return states.includes('well') ? 'well' : 'unknown';
}
