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
] as const;
export type PolicyFields = Readonly<Record<(typeof POLICY_FIELDS)[number], string>>;

const MS_PER_DAY = 86_400_000;

/** `until` is the first moment that no longer counts; people name the last day that does. */
export function writePolicies(policies: Policies): PolicyFields {
  return {
    mode: policies.mode,
    until: policies.until ? formatDay(new Date(policies.until.getTime() - 1)) : '',
    lowered: policies.lowered,
    earlier: policies.earlier,
    scope: policies.scope,
    validMonths: policies.validMonths === null ? '' : String(policies.validMonths),
    renewal: policies.renewal,
  };
}

/** @returns null when something is not usable */
export function readPolicies(
  body: unknown,
  base: Policies,
): { fields: PolicyFields; policies: Policies | null } {
  const fields = readFields(body, POLICY_FIELDS);
  const day = fields.until === '' ? null : parseDay(fields.until);
  if (fields.until !== '' && !day) return { fields, policies: null };
  const { mode, lowered, earlier, scope, renewal } = fields;
  try {
    const policies = parsePolicies(
      {
        mode,
        lowered,
        earlier,
        scope,
        renewal,
        // The day after, wherever clocks change in between: a day has 23 to 25 hours.
        until: day && parseDay(formatDay(new Date(day.getTime() + 1.5 * MS_PER_DAY))),
        validMonths: fields.validMonths === '' ? null : Number(fields.validMonths),
      },
      base,
    );
    return { fields, policies };
  } catch (error) {
    if (!(error instanceof PoliciesInvalidError)) throw error;
    return { fields, policies: null };
  }
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
}

export function presentPolicies(
  fields: PolicyFields,
  isUsable: boolean,
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
    problem: isUsable ? null : t('how.problem'),
  };
}

/** Each policy in words, in one order, so that two can be compared. */
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
