/**
 * The form in which a teacher says when and how a badge is earned: its conditions, its wait, its policies. The page that maps
 * a badge and the page that changes a mapping share it.
 *
 * Not here: which badge it is, and where its column comes from (picker/read-draft.ts).
 *
 * @module
 */
import type { Wait } from '../../awarding/mapping.js';
import type { Policies } from '../../awarding/policies.js';
import type { Rule } from '../../awarding/rule.js';
import { formatDay, parseDay } from '../../language/local-day.js';
import type { CourseWords } from './course-words.js';
import { parseChoice, parseDecimal, readFields } from './form-fields.js';
import { readPolicies, writePolicies, type ReadPolicies } from './policy-form.js';
import {
  ADDABLE_KINDS,
  addRow,
  readRule,
  readRuleForm,
  removeRow,
  writeRuleForm,
  type ReadRule,
  type RuleForm,
} from './rule-form.js';

export interface MappingTerms {
  readonly rule: Rule;
  readonly wait: Wait;
  readonly policies: Policies;
}

export type WaitProblem = 'hours-out-of-range' | 'date-invalid';

export interface ReadWait {
  readonly fields: { readonly stood: string; readonly notBefore: string };
  readonly value: Wait | null;
  readonly problems: readonly WaitProblem[];
}

export interface MappingForm {
  readonly rows: RuleForm;
  readonly rule: ReadRule;
  readonly wait: ReadWait;
  readonly policies: ReadPolicies;
  /** What it says; null while something of it cannot be used. */
  readonly terms: MappingTerms | null;
}

const MOST_HOURS = 24 * 90;

/** So many badges are seen at once. */
export const MOST_WITHOUT_SEARCH = 6;

/** A box for each learner besides the fields of the rule. */
export const MAPPING_FORM_LIMIT = '256kb';
export const MAPPING_FORM_FIELDS = 3_000;

/** The form that shows these terms. */
export function writeMappingForm(
  terms: MappingTerms,
  { formats }: Pick<CourseWords, 'formats'>,
): MappingForm {
  const { rule, wait, policies } = terms;
  return {
    rows: writeRuleForm(rule, (value) => formats.number(value)),
    rule: { rule, problems: [] },
    wait: {
      fields: {
        stood: formats.number(wait.stoodHours),
        notBefore: wait.notBefore ? formatDay(wait.notBefore) : '',
      },
      value: wait,
      problems: [],
    },
    policies: writePolicies(policies),
    terms,
  };
}

export interface MappingFormBase {
  /** What parts that the form cannot show are taken from. */
  readonly rule: Rule;
  readonly policies: Policies;
  /** Of the course: who can be chosen. */
  readonly learnerIds: readonly string[];
  /** Column that a new condition begins with. */
  readonly firstColumn: string;
}

/** Reads what was sent, after what the pressed button does to its conditions. */
export function readMappingForm(body: unknown, base: MappingFormBase): MappingForm {
  const { act, addKind } = readFields(body, ['act', 'addKind']);
  const rows = press(readRuleForm(body), act, addKind, base.firstColumn);
  const rule = readRule(rows, base.rule);
  const wait = readWait(body);
  const policies = readPolicies(body, base.policies, base.learnerIds);
  const terms =
    rule.rule && wait.value && policies.value
      ? { rule: rule.rule, wait: wait.value, policies: policies.value }
      : null;
  return { rows, rule, wait, policies, terms };
}

/** Which of the three steps stand open: that of the pressed button, and those with something to mend. */
export function findOpenSteps(
  act: string,
  first: readonly number[],
  hasProblem: Readonly<Record<1 | 2 | 3, boolean>>,
): readonly number[] {
  const troubled = ([1, 2, 3] as const).filter((step) => hasProblem[step]);
  const asked = /^step-([123])$/.exec(act)?.[1];
  if (asked) return [...new Set([Number(asked), ...troubled])];
  if (act === 'search') return [1, ...troubled];
  if (act === 'add' || act.startsWith('remove-')) return [2, ...troubled];
  if (act === 'review' || act === 'save' || act === 'map') return troubled;
  return [...first, ...troubled];
}

function press(form: RuleForm, act: string, addKind: string, column: string): RuleForm {
  const removed = /^remove-(\d)$/.exec(act)?.[1];
  if (removed !== undefined) return removeRow(form, Number(removed));
  const kind = parseChoice(addKind, ADDABLE_KINDS);
  return act === 'add' && kind ? addRow(form, kind, column) : form;
}

function readWait(body: unknown): ReadWait {
  const fields = readFields(body, ['stood', 'notBefore']);
  const problems: WaitProblem[] = [];
  const stoodHours = fields.stood === '' ? 0 : parseDecimal(fields.stood);
  if (stoodHours === null || stoodHours > MOST_HOURS) problems.push('hours-out-of-range');
  const notBefore = fields.notBefore === '' ? null : parseDay(fields.notBefore);
  if (fields.notBefore !== '' && notBefore === null) problems.push('date-invalid');
  const value: Wait | null = problems.length > 0 || stoodHours === null ? null : { stoodHours, notBefore };
  return { fields, value, problems };
}
