/**
 * How a mapping awards, beside its rule: by whom, when, to whom, how often, and what happens afterwards. Each has a
 * sensible default, and a sentence in the catalogue (`policy.…`).
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';

export const AWARD_MODES = ['automatic', 'after-approval', 'by-hand'] as const;
export type AwardMode = (typeof AWARD_MODES)[number];

export const SCOPES = ['course', 'institution'] as const;
export const LOWERED_POLICIES = ['keep', 'ask', 'withdraw'] as const;
export const EARLIER_POLICIES = ['included', 'new-only'] as const;
export const RENEWAL_POLICIES = ['none', 'when-met', 'new-result'] as const;

export interface Policies {
  readonly mode: AwardMode;
  /** Results after this moment do not count; null = no end. */
  readonly until: Date | null;
  /** The chosen learners; null = all of the course. */
  readonly learnerIds: readonly string[] | null;
  /** Once per course, or once ever per person in the institution. */
  readonly scope: (typeof SCOPES)[number];
  /** What a later, lower result does to an award. */
  readonly lowered: (typeof LOWERED_POLICIES)[number];
  /** Those who met the rule already when it was made. */
  readonly earlier: (typeof EARLIER_POLICIES)[number];
  /** Months that an award is valid; null = for good. */
  readonly validMonths: number | null;
  /** What renews an award that expired. */
  readonly renewal: (typeof RENEWAL_POLICIES)[number];
}

export const DEFAULT_POLICIES: Policies = {
  mode: 'automatic',
  until: null,
  learnerIds: null,
  scope: 'course',
  lowered: 'keep',
  earlier: 'included',
  validMonths: null,
  renewal: 'none',
};

const MOST_MONTHS = 120;
const MOST_LEARNERS = 5_000;

export type PolicyName = keyof Policies;

export class PoliciesInvalidError extends AppError {
  override readonly name = 'PoliciesInvalidError';

  constructor(readonly problems: readonly PolicyName[]) {
    super('policies_invalid', 422, `these policies are not usable: ${problems.join(', ')}`);
  }
}

/**
 * Reads policies that nobody has checked yet; what is absent stays as in `base`.
 *
 * @throws {PoliciesInvalidError} `policies_invalid` - with the name of each that is not usable
 */
export function parsePolicies(raw: unknown, base: Policies = DEFAULT_POLICIES): Policies {
  if (raw === undefined || raw === null) return base;
  if (typeof raw !== 'object' || Array.isArray(raw)) throw new PoliciesInvalidError(['mode']);
  const given = raw as Readonly<Record<string, unknown>>;
  const problems: PolicyName[] = [];
  const pick = <T>(name: PolicyName, standing: T, isUsable: (value: unknown) => value is T): T => {
    const value = given[name];
    if (value === undefined) return standing;
    if (isUsable(value)) return value;
    problems.push(name);
    return standing;
  };
  const policies: Policies = {
    mode: pick('mode', base.mode, isOneOf(AWARD_MODES)),
    until: pick('until', base.until, (value): value is Date | null => value === null || isMoment(value)),
    learnerIds: pick('learnerIds', base.learnerIds, isListOfIds),
    scope: pick('scope', base.scope, isOneOf(SCOPES)),
    lowered: pick('lowered', base.lowered, isOneOf(LOWERED_POLICIES)),
    earlier: pick('earlier', base.earlier, isOneOf(EARLIER_POLICIES)),
    validMonths: pick('validMonths', base.validMonths, isMonths),
    renewal: pick('renewal', base.renewal, isOneOf(RENEWAL_POLICIES)),
  };
  if (problems.length > 0) throw new PoliciesInvalidError(problems);
  return policies;
}

function isOneOf<T extends string>(allowed: readonly T[]) {
  return (value: unknown): value is T => allowed.some((one) => one === value);
}

function isMoment(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function isMonths(value: unknown): value is number | null {
  return value === null || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_MONTHS);
}

function isListOfIds(value: unknown): value is readonly string[] | null {
  if (value === null) return true;
  return (
    Array.isArray(value) &&
    value.length <= MOST_LEARNERS &&
    value.every((one) => typeof one === 'string' && one.length > 0 && one.length <= 128)
  );
}

/** The same day so many months later; the last of a shorter month. */
export function addMonths(from: Date, months: number): Date {
  const to = new Date(from);
  const day = to.getUTCDate();
  to.setUTCDate(1);
  to.setUTCMonth(to.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(day, lastDay));
  return to;
}
