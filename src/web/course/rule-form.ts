/**
 * A rule as a form: a list of conditions, and how many of them are needed. What the form cannot show (groups within groups,
 * levels, weights) stays as it is, as one row that can be kept or taken out.
 *
 * @module
 */
import { parseRule, RuleInvalidError, type RuleProblem } from '../../awarding/parse-rule.js';
import { isGroup, type Rule, type Unit } from '../../awarding/rule.js';
import { parseChoice, parseDecimal, readFields } from './form-fields.js';

/** Kinds that have fields of their own. */
export const ROW_KINDS = ['at-least', 'combined', 'holds-badge', 'passed', 'completed'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** Those that can be added: columns of this tool tell grades, and neither a pass nor a completion. */
export const ADDABLE_KINDS = ['at-least', 'combined', 'holds-badge'] as const;

export const GROUP_KINDS = ['all-of', 'any-of', 'count-of'] as const;
export const COMBINATIONS = ['best', 'sum', 'weighted-mean'] as const;
/** Columns of one combination that the form has room for. */
export const COMBINED_PLACES = [0, 1, 2, 3] as const;
const MOST_ROWS = 8;

/** As typed. */
export interface RuleRow {
  readonly kind: RowKind | 'keep';
  readonly column: string;
  readonly value: string;
  readonly unit: string;
  readonly badge: string;
  readonly how: string;
  readonly columns: readonly string[];
  /** Of those columns, in their order; they count in the weighted mean only. */
  readonly weights: readonly string[];
  /** Place of the part of the standing rule that is kept; only for `keep`. */
  readonly kept: number;
}

export interface RuleForm {
  readonly group: (typeof GROUP_KINDS)[number];
  readonly least: string;
  readonly rows: readonly RuleRow[];
}

const EMPTY: RuleRow = {
  kind: 'at-least',
  column: '',
  value: '',
  unit: 'percent',
  badge: '',
  how: 'best',
  columns: [],
  weights: [],
  kept: 0,
};

export function isFull(form: RuleForm): boolean {
  return form.rows.length >= MOST_ROWS;
}

/** The form that shows a rule, its numbers written as the reader writes them. */
export function writeRuleForm(rule: Rule, writeNumber: (value: number) => string): RuleForm {
  const parts = listParts(rule);
  return {
    group: isGroup(rule) ? rule.kind : 'all-of',
    least: isGroup(rule) && rule.kind === 'count-of' ? String(rule.least) : '1',
    rows: parts.map((part, index) => writeRow(part, index, writeNumber)),
  };
}

/** The parts of a rule that rows stand for. */
export function listParts(rule: Rule): readonly Rule[] {
  return isGroup(rule) ? rule.of : [rule];
}

function writeRow(part: Rule, index: number, writeNumber: (value: number) => string): RuleRow {
  switch (part.kind) {
    case 'at-least':
      return {
        ...EMPTY,
        column: part.columnKey,
        unit: part.unit,
        value: writeNumber(part.value),
      };
    case 'passed':
    case 'completed':
      return { ...EMPTY, kind: part.kind, column: part.columnKey };
    case 'holds-badge':
      return { ...EMPTY, kind: 'holds-badge', badge: part.badgeClassId };
    case 'combined':
      if (part.columns.length <= COMBINED_PLACES.length && part.columns.every(isWritable)) {
        return {
          ...EMPTY,
          kind: 'combined',
          how: part.how,
          unit: part.unit,
          value: writeNumber(part.value),
          columns: part.columns.map(({ columnKey }) => columnKey),
          weights: part.columns.map(({ weight }) => writeNumber(weight)),
        };
      }
      return { ...EMPTY, kind: 'keep', kept: index };
    default:
      return { ...EMPTY, kind: 'keep', kept: index };
  }
}

/** Two decimals are all that the form has room for. */
function isWritable({ weight }: { readonly weight: number }): boolean {
  return Number(weight.toFixed(2)) === weight;
}

/** Reads the rows of a form, as many as follow each other. */
export function readRuleForm(body: unknown): RuleForm {
  const { group, least } = readFields(body, ['group', 'least']);
  const rows: RuleRow[] = [];
  for (let index = 0; index < MOST_ROWS; index += 1) {
    const name = (field: string) => `${field}.${index}`;
    const places = COMBINED_PLACES.map((place) => name(`in${place}`));
    const weights = COMBINED_PLACES.map((place) => name(`weight${place}`));
    const fields = readFields(body, [
      ...['kind', 'column', 'value', 'unit', 'badge', 'how', 'kept'].map(name),
      ...places,
      ...weights,
    ]);
    const read = (field: string) => fields[name(field)] ?? '';
    const kind = parseChoice(read('kind'), [...ROW_KINDS, 'keep']);
    if (!kind) break;
    const chosen = COMBINED_PLACES.filter((place) => fields[places[place] ?? '']);
    rows.push({
      kind,
      column: read('column'),
      value: read('value'),
      unit: read('unit') || 'percent',
      badge: read('badge'),
      how: read('how') || 'best',
      columns: chosen.map((place) => fields[places[place] ?? ''] ?? ''),
      weights: chosen.map((place) => fields[weights[place] ?? ''] || '1'),
      kept: Number(/^\d{1,2}$/.exec(read('kept'))?.[0] ?? 0),
    });
  }
  return { group: parseChoice(group, GROUP_KINDS) ?? 'all-of', least: least || '1', rows };
}

export function addRow(form: RuleForm, kind: RowKind, column: string): RuleForm {
  if (isFull(form)) return form;
  return { ...form, rows: [...form.rows, { ...EMPTY, kind, column, value: '55' }] };
}

export function removeRow(form: RuleForm, index: number): RuleForm {
  return { ...form, rows: form.rows.filter((_row, place) => place !== index) };
}

export type ReadRule =
  | { readonly rule: Rule; readonly problems: readonly [] }
  | { readonly rule: null; readonly problems: readonly RuleProblem[] };

/** @param standing - the rule that kept rows are parts of */
export function readRule(form: RuleForm, standing: Rule): ReadRule {
  const parts = form.rows.map((row) => readRow(row, standing));
  // One condition needs no group; its problems are then at the top, and belong to the first row all the same.
  const raw =
    parts.length === 1
      ? parts[0]
      : {
          kind: form.group,
          of: parts,
          ...(form.group === 'count-of' && { least: Number(form.least) }),
        };
  try {
    return { rule: parseRule(raw), problems: [] };
  } catch (error) {
    if (!(error instanceof RuleInvalidError)) throw error;
    return { rule: null, problems: error.problems };
  }
}

function readRow(row: RuleRow, standing: Rule): unknown {
  const unit: Unit = row.unit === 'points' ? 'points' : 'percent';
  const value = parseDecimal(row.value) ?? Number.NaN;
  switch (row.kind) {
    case 'at-least':
      return { kind: 'at-least', columnKey: row.column, unit, value };
    case 'passed':
    case 'completed':
      return { kind: row.kind, columnKey: row.column };
    case 'holds-badge':
      return { kind: 'holds-badge', badgeClassId: row.badge };
    case 'combined':
      return {
        kind: 'combined',
        how: row.how,
        unit,
        value,
        columns: row.columns.map((columnKey, place) => ({
          columnKey,
          weight: parseDecimal(row.weights[place] ?? '1') ?? Number.NaN,
        })),
      };
    case 'keep':
      return listParts(standing)[row.kept] ?? null;
  }
}

/** The row that a problem is about; null for the whole. */
export function findRow(problem: RuleProblem, form: RuleForm): number | null {
  if (form.rows.length === 1) return 0;
  const [first] = problem.path.split('.');
  return first === '' || first === undefined ? null : Number(first);
}
