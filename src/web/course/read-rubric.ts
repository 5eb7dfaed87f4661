/**
 * The form of a rubric: a table of criteria and levels, empty ones left out.
 *
 * @module
 */
import { LONGEST_TITLE, MOST_CRITERIA, type Rubric, type RubricCriterion } from '../../awarding/rubric.js';
import { readParams } from '../read-params.js';
import { parseDecimal } from './form-fields.js';

/** Columns of the form; a rubric from elsewhere may have more levels, and keeps them until it is saved here. */
export const FORM_LEVELS = 4;
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

export type ReadRubric =
  | { readonly isValid: true; readonly rubric: Rubric | null; readonly fields: RubricFields }
  | { readonly isValid: false; readonly problem: 'points'; readonly fields: RubricFields };

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** @throws {AppError} `request_invalid` - no form of ours sends this */
export function readRubric(body: unknown): ReadRubric {
  const limits: Record<string, number> = { passPoints: 10 };
  for (const row of range(MOST_CRITERIA)) {
    limits[`c${row}`] = LONGEST_TITLE;
    for (const level of range(FORM_LEVELS)) {
      limits[`c${row}l${level}`] = LONGEST_TITLE;
      limits[`c${row}p${level}`] = 10;
    }
  }
  const params = readParams(body, limits);
  const field = (name: string): string => params[name]?.trim() ?? '';
  const rows = range(MOST_CRITERIA).map((row) => ({
    title: field(`c${row}`),
    levels: range(FORM_LEVELS).map((level) => ({
      title: field(`c${row}l${level}`),
      points: field(`c${row}p${level}`),
    })),
  }));
  const fields = { rows: trimRows(rows), passPoints: field('passPoints') };

  let isUnreadable = false;
  const readPoints = (text: string): number => {
    const points = parseDecimal(text);
    if (points === null) isUnreadable = true;
    return points ?? 0;
  };
  const criteria: RubricCriterion[] = rows.filter(isFilled).map(({ title, levels }) => ({
    title,
    levels: levels
      .filter((level) => level.title !== '' || level.points !== '')
      .map((level) => ({ title: level.title, points: readPoints(level.points) })),
  }));
  if (criteria.length === 0) return { isValid: true, rubric: null, fields };
  const passPoints = readPoints(fields.passPoints);
  if (isUnreadable) return { isValid: false, problem: 'points', fields };
  return { isValid: true, rubric: { criteria, passPoints }, fields };
}

/** The rows of a rubric with some to add; a new one has room for three criteria. */
export function fillFields(rubric: Rubric | null, number: (value: number) => string): RubricFields {
  const filled = rubric?.criteria ?? [];
  const count = Math.min(MOST_CRITERIA, Math.max(LEAST_ROWS, filled.length + SPARE_ROWS));
  return {
    rows: range(count).map((row) => ({
      title: filled[row]?.title ?? '',
      levels: range(FORM_LEVELS).map((level) => {
        const one = filled[row]?.levels[level];
        return { title: one?.title ?? '', points: one ? number(one.points) : '' };
      }),
    })),
    passPoints: rubric ? number(rubric.passPoints) : '',
  };
}

function isFilled({ title, levels }: RubricFields['rows'][number]): boolean {
  return title !== '' || levels.some((level) => level.title !== '' || level.points !== '');
}

/** Up to the last row that says something, and some to add. */
function trimRows(rows: RubricFields['rows']): RubricFields['rows'] {
  const last = rows.findLastIndex(isFilled);
  return rows.slice(0, Math.max(LEAST_ROWS, last + 1 + SPARE_ROWS));
}
