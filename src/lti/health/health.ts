/**
 * Health: what is known about a connection to an LMS, one signal for each thing that can be well or ill.
 *
 * Signals are noted where the tool talks with the LMS anyway: launches, rounds over courses, scores. Nobody asks an LMS for the sake
 * of health, but a person who presses *Test now* (connection-test.ts).
 *
 * @module
 */

/** Of the registration: its keys, its clock, and a token for each thing that the tool does. */
export const REGISTRATION_CHECKS = [
  'keys',
  'clock',
  'token-members',
  'token-columns',
  'token-results',
  'token-scores',
] as const;

/** Of one deployment: what is told and what can be read there. */
export const DEPLOYMENT_CHECKS = [
  'launch',
  'browser',
  'roles',
  'name',
  'email',
  'variables',
  'members',
  'columns',
] as const;

export type HealthCheck = (typeof REGISTRATION_CHECKS)[number] | (typeof DEPLOYMENT_CHECKS)[number];
export const HEALTH_CHECKS: readonly HealthCheck[] = [...REGISTRATION_CHECKS, ...DEPLOYMENT_CHECKS];

/** Trouble of one course alone: only that course shows that it is over, and it concerns no other. */
export const COURSE_CODES: readonly string[] = [
  'platform_answer_unusable',
  'roles_withheld',
  'service_forbidden',
];

export interface HealthSignal {
  readonly institutionId: string;
  readonly registrationId: string;
  /** Null for what is the registration's. */
  readonly deploymentRecordId: string | null;
  readonly check: HealthCheck;
  readonly state: 'well' | 'ill';
  /** Why it is ill: a code of ours; null when it is well. */
  readonly code: string | null;
  /** Ids, numbers and names of variables; nothing about people. */
  readonly detail: Readonly<Record<string, string | number>>;
  /** The course in which it showed; null when it is of none. */
  readonly courseId: string | null;
  /** When it became well or ill. */
  readonly since: Date;
  /** When it showed last. */
  readonly at: Date;
}

export interface HealthSignalStore {
  find(
    institutionId: string,
    key: Pick<HealthSignal, 'registrationId' | 'deploymentRecordId' | 'check'>,
  ): Promise<HealthSignal | null>;
  /** One for each (registration, deployment, check): the newest counts. */
  save(institutionId: string, signal: HealthSignal): Promise<void>;
  /** Those of one registration and of its deployments. */
  listByRegistration(institutionId: string, registrationId: string): Promise<HealthSignal[]>;
  list(institutionId: string): Promise<HealthSignal[]>;
  deleteByRegistration(institutionId: string, registrationId: string): Promise<void>;
}
