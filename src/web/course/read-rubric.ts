/**
 * The form of a rubric: a table of criteria and levels, empty ones left out.
 *
 * @module
 */
import {
  listRubricProblems,
  LONGEST_TITLE,
  MOST_CRITERIA,
  MOST_LEVELS,
  type Rubric,
  type RubricProblem,
  type RubricProblemKind,
} from '../../awarding/rubric.js';
import { readParams } from '../read-params.js';
import { parseDecimal } from './form-fields.js';

/** Room for levels where nobody needs more. */
const LEAST_LEVELS = 4;
/** Rows that are free to fill in. */
const SPARE_ROWS = 2;
const LEAST_ROWS = 3;

export interface RubricFields {
  readonly rows: readonly {
    readonly title: string;
    readonly levels: readonly { readonly title: string; readonly points: string }[];
  }[];
  readonly passPoints: string;
}

/** A problem at the field that mends it. */
export interface RubricFieldProblem {
  readonly problem: RubricProblemKind;
  /** The row of the form, from 0; null: the whole. */
  readonly row: number | null;
  readonly field: string;
}

export interface ReadRubric {
  /** Null: everything was left empty. */
  readonly rubric: Rubric | null;
  /** Empty when it can be saved. */
  readonly problems: readonly RubricFieldProblem[];
  readonly fields: RubricFields;
  /** More rows were asked for, not a save. */
  readonly wantsRows: boolean;
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** @throws {AppError} `request_invalid` - no form of ours sends this */
export function readRubric(body: unknown): ReadRubric {
  const limits: Record<string, number> = { passPoints: 10, act: 10, rows: 2 };
  for (const row of range(MOST_CRITERIA)) {
    limits[`c${row}`] = LONGEST_TITLE;
    for (const level of range(MOST_LEVELS)) {
      limits[`c${row}l${level}`] = LONGEST_TITLE;
      limits[`c${row}p${level}`] = 10;
    }
  }
  const params = readParams(body, limits);
  const field = (name: string): string => params[name]?.trim() ?? '';
  const rows = range(MOST_CRITERIA).map((row) => ({
    title: field(`c${row}`),
    levels: range(MOST_LEVELS).map((level) => ({
      title: field(`c${row}l${level}`),
      points: field(`c${row}p${level}`),
    })),
  }));
  const wantsRows = field('act') === 'add';
  const least = wantsRows ? Number(field('rows')) + SPARE_ROWS : LEAST_ROWS;
  const fields = { rows: trimRows(rows, least), passPoints: field('passPoints') };

  const filled = rows.map((row, place) => ({ ...row, place })).filter(isFilled);
  if (filled.length === 0) return { rubric: null, problems: [], fields, wantsRows };
  const written = filled.map(({ title, levels, place }) => ({
    title,
    place,
    levels: levels.map((level, height) => ({ ...level, height })).filter(isLevelFilled),
  }));
  const rubric: Rubric = {
    criteria: written.map(({ title, levels }) => ({
      title,
      levels: levels.map((level) => ({ title: level.title, points: parseDecimal(level.points) ?? NaN })),
    })),
    passPoints: parseDecimal(fields.passPoints) ?? NaN,
  };
  const problems = listRubricProblems(rubric).map((one) => placeProblem(one, written));
  return { rubric, problems, fields, wantsRows };
}

interface WrittenRow {
  readonly place: number;
  readonly levels: readonly { readonly height: number }[];
}

/** Empty rows and levels do not count, but stand in the form. */
function placeProblem(
  { problem, criterion, level }: RubricProblem,
  written: readonly WrittenRow[],
): RubricFieldProblem {
  const row = criterion === null ? undefined : written[criterion];
  if (row === undefined)
    return { problem, row: null, field: problem === 'pass-points' ? 'passPoints' : 'c0' };
  const { place, levels } = row;
  if (problem === 'title') return { problem, row: place, field: `c${place}` };
  if (problem === 'levels') {
    const free = range(MOST_LEVELS).find((height) => levels.every((one) => one.height !== height)) ?? 0;
    return { problem, row: place, field: `c${place}l${free}` };
  }
  const height = levels[level ?? 0]?.height ?? 0;
  return { problem, row: place, field: `c${place}${problem === 'points' ? 'p' : 'l'}${height}` };
}

/** The rows of a rubric with some to add; a new one has room for three criteria. */
export function fillFields(rubric: Rubric | null, number: (value: number) => string): RubricFields {
  const filled = rubric?.criteria ?? [];
  const count = Math.min(MOST_CRITERIA, Math.max(LEAST_ROWS, filled.length + SPARE_ROWS));
  const levels = Math.max(LEAST_LEVELS, ...filled.map((criterion) => criterion.levels.length));
  return {
    rows: range(count).map((row) => ({
      title: filled[row]?.title ?? '',
      levels: range(levels).map((level) => {
        const one = filled[row]?.levels[level];
        return { title: one?.title ?? '', points: one ? number(one.points) : '' };
      }),
    })),
    passPoints: rubric ? number(rubric.passPoints) : '',
  };
}

function isLevelFilled({ title, points }: RubricFields['rows'][number]['levels'][number]): boolean {
  return title !== '' || points !== '';
}

function isFilled({ title, levels }: RubricFields['rows'][number]): boolean {
  return title !== '' || levels.some(isLevelFilled);
}

/** Up to the last row that says something, and some to add; as many levels as one of them has. */
function trimRows(rows: RubricFields['rows'], least: number): RubricFields['rows'] {
  const last = rows.findLastIndex(isFilled);
  const levels = Math.max(LEAST_LEVELS, ...rows.map((row) => row.levels.findLastIndex(isLevelFilled) + 1));
  return rows
    .slice(0, Math.max(least || 0, LEAST_ROWS, last + 1 + SPARE_ROWS))
    .map((row) => ({ ...row, levels: row.levels.slice(0, levels) }));
}
