/**
 * How a badge is awarded, as fields of the editor: reading, writing and saying them.
 *
 * @module
 */
import {
  AWARD_MODES,
  EARLIER_POLICIES,
  LOWERED_POLICIES,
  parsePolicies,
  PoliciesInvalidError,
  RENEWAL_POLICIES,
  SCOPES,
  type Policies,
} from '../../awarding/policies.js';
import { formatDay, parseDay } from '../../language/local-day.js';
import type { CourseWords } from './course-words.js';
import { readFields } from './form-fields.js';

export const POLICY_FIELDS = [
  'mode',
  'until',
  'lowered',
  'earlier',
  'scope',
  'validMonths',
  'renewal',
  'who',
] as const;
export type PolicyFields = Readonly<Record<(typeof POLICY_FIELDS)[number], string>>;

export interface ReadPolicies {
  readonly fields: PolicyFields;
  /** The chosen learners; of no weight where everybody is meant. */
  readonly chosen: ReadonlySet<string>;
  /** Null when something is not usable. */
  readonly value: Policies | null;
  readonly problem: 'dates' | 'nobody-chosen' | null;
}

/** Name of the box that chooses one learner. */
export function learnerField(learnerId: string): string {
  return `learner.${learnerId}`;
}

const MS_PER_DAY = 86_400_000;

/** `until` is the first moment that no longer counts; people name the last day that does. */
export function writePolicies(policies: Policies): ReadPolicies {
  return {
    fields: writeFields(policies),
    chosen: new Set(policies.learnerIds ?? []),
    value: policies,
    problem: null,
  };
}

function writeFields(policies: Policies): PolicyFields {
  return {
    mode: policies.mode,
    until: policies.until ? formatDay(new Date(policies.until.getTime() - 1)) : '',
    lowered: policies.lowered,
    earlier: policies.earlier,
    scope: policies.scope,
    validMonths: policies.validMonths === null ? '' : String(policies.validMonths),
    renewal: policies.renewal,
    who: policies.learnerIds ? 'chosen' : 'all',
  };
}

/** @param learnerIds - of the course; whoever was chosen and is no longer among them stays chosen */
export function readPolicies(body: unknown, base: Policies, learnerIds: readonly string[]): ReadPolicies {
  const fields = readFields(body, POLICY_FIELDS);
  const ticked = readFields(body, learnerIds.map(learnerField));
  const chosen = new Set([
    ...(base.learnerIds ?? []).filter((id) => !learnerIds.includes(id)),
    ...learnerIds.filter((id) => ticked[learnerField(id)] === 'yes'),
  ]);
  const read = { fields, chosen };
  const day = fields.until === '' ? null : parseDay(fields.until);
  if (fields.until !== '' && !day) return { ...read, value: null, problem: 'dates' };
  if (fields.who === 'chosen' && chosen.size === 0) {
    return { ...read, value: null, problem: 'nobody-chosen' };
  }
  const { mode, lowered, earlier, scope, renewal } = fields;
  try {
    const value = parsePolicies(
      {
        // What was not sent stays as it is.
        mode: mode || undefined,
        lowered: lowered || undefined,
        earlier: earlier || undefined,
        scope: scope || undefined,
        renewal: renewal || undefined,
        // The day after, wherever clocks change in between: a day has 23 to 25 hours.
        until: day && parseDay(formatDay(new Date(day.getTime() + 1.5 * MS_PER_DAY))),
        validMonths: fields.validMonths === '' ? null : Number(fields.validMonths),
        // Where nobody could be chosen, nothing was asked.
        learnerIds: fields.who === 'chosen' ? [...chosen] : fields.who === 'all' ? null : base.learnerIds,
      },
      base,
    );
    return { ...read, value, problem: null };
  } catch (error) {
    if (!(error instanceof PoliciesInvalidError)) throw error;
    return { ...read, value: null, problem: 'dates' };
  }
}

export interface PresentedWho {
  readonly isChosen: boolean;
  readonly learners: readonly {
    readonly id: string;
    readonly field: string;
    readonly name: string;
    readonly isTicked: boolean;
  }[];
}

export interface PresentedPolicies {
  readonly fields: PolicyFields;
  readonly modes: readonly {
    readonly value: string;
    readonly title: string;
    readonly hint: string;
    readonly isChosen: boolean;
  }[];
  readonly selects: readonly {
    readonly name: string;
    readonly label: string;
    readonly options: readonly {
      readonly value: string;
      readonly text: string;
      readonly isChosen: boolean;
    }[];
  }[];
  readonly problem: string | null;
  /** Null in a course whose learners are not known yet. */
  readonly who: PresentedWho | null;
  readonly whoProblem: string | null;
}

export function presentPolicies(
  { fields, chosen, problem }: ReadPolicies,
  learners: readonly { readonly id: string; readonly name: string }[],
  { t }: CourseWords,
): PresentedPolicies {
  const options = <N extends 'lowered' | 'earlier' | 'scope' | 'renewal'>(
    name: N,
    texts: readonly { readonly value: string; readonly text: string }[],
  ) => ({
    name,
    label: t(`how.${name}`),
    options: texts.map((one) => ({ ...one, isChosen: fields[name] === one.value })),
  });
  return {
    fields,
    modes: AWARD_MODES.map((value) => ({
      value,
      title: t(`how.mode.${value}`),
      hint: t(`how.mode.${value}.hint`),
      isChosen: fields.mode === value,
    })),
    selects: [
      options(
        'lowered',
        LOWERED_POLICIES.map((value) => ({ value, text: t(`how.lowered.${value}`) })),
      ),
      options(
        'earlier',
        EARLIER_POLICIES.map((value) => ({ value, text: t(`how.earlier.${value}`) })),
      ),
      options(
        'scope',
        SCOPES.map((value) => ({ value, text: t(`how.scope.${value}`) })),
      ),
      options(
        'renewal',
        RENEWAL_POLICIES.map((value) => ({ value, text: t(`how.renewal.${value}`) })),
      ),
    ],
    problem: problem === 'dates' ? t('how.problem') : null,
    who:
      learners.length === 0
        ? null
        : {
            isChosen: fields.who === 'chosen',
            learners: learners.map(({ id, name }) => ({
              id,
              field: learnerField(id),
              name,
              isTicked: chosen.has(id),
            })),
          },
    whoProblem: problem === 'nobody-chosen' ? t('how.who.nobody') : null,
  };
}

/** Whom a mapping is for. */
export function sayWho({ learnerIds }: Pick<Policies, 'learnerIds'>, { t }: CourseWords): string {
  if (learnerIds === null) return t('how.who.all');
  return learnerIds.length === 1 ? t('how.who.one') : t('how.who.count', { count: learnerIds.length });
}

/** Each policy but the chosen learners in words, in one order, so that two can be compared. */
export function sayPolicies(policies: Policies, { t, formats }: CourseWords): readonly string[] {
  const { mode, until, lowered, earlier, scope, validMonths, renewal } = policies;
  return [
    t(`how.mode.${mode}`),
    until ? t('how.until.is', { date: formats.date(new Date(until.getTime() - 1)) }) : t('how.until.none'),
    `${t('how.lowered')}: ${t(`how.lowered.${lowered}`)}`,
    `${t('how.earlier')}: ${t(`how.earlier.${earlier}`)}`,
    t(`how.scope.${scope}`),
    validMonths === null ? t('how.validMonths.none') : t('how.validMonths.is', { count: validMonths }),
    `${t('how.renewal')}: ${t(`how.renewal.${renewal}`)}`,
  ];
}
