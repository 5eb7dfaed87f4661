/**
 * What a rule says, written a second time and as plainly as can be, to compare the evaluator with.
 *
 * It may not import `src/awarding`: what is read here is the shape of a rule and of grades, as the issue states them.
 * Numbers are exact fractions of whole numbers, made from their decimal text, so nothing is ever rounded.
 *
 * @module
 */

export interface NaiveGrade {
  /** Null: no grade. */
  readonly score: number | null;
  /** Null: not told. */
  readonly maximum: number | null;
}

export interface NaiveFacts {
  /** Undefined: the column could not be read. */
  readonly grade: (columnKey: string) => NaiveGrade | undefined;
  readonly holds: (badgeClassId: string) => boolean;
  /** What the LMS says beside the grade; undefined: the source does not tell, null: nothing yet. */
  readonly passed?: (columnKey: string) => boolean | null | undefined;
  readonly completed?: (columnKey: string) => boolean | null | undefined;
  readonly level?: (columnKey: string) => number | null | undefined;
}

export type NaiveVerdict = 'met' | 'not-met' | 'unknown';

export interface NaiveRule {
  readonly kind: string;
  readonly of?: readonly NaiveRule[];
  readonly least?: number;
  readonly columnKey?: string;
  readonly unit?: string;
  readonly value?: number;
  readonly level?: number;
  readonly how?: string;
  readonly columns?: readonly { readonly columnKey: string; readonly weight: number }[];
  readonly badgeClassId?: string;
}

export function decideNaively(rule: NaiveRule, facts: NaiveFacts): NaiveVerdict {
  const key = rule.columnKey ?? '';
  switch (rule.kind) {
    case 'all-of':
    case 'any-of':
    case 'count-of':
      return decideGroup(rule, facts);
    case 'holds-badge':
      return facts.holds(rule.badgeClassId ?? '') ? 'met' : 'not-met';
    case 'at-least': {
      const grade = facts.grade(key);
      if (!grade) return 'unknown';
      if (grade.score === null) return 'not-met';
      return compare(toUnit(grade, rule), rule.value ?? 0);
    }
    case 'combined':
      return decideCombined(rule, facts);
    case 'passed':
    case 'completed': {
      if (!facts.grade(key)) return 'unknown';
      const said = rule.kind === 'passed' ? facts.passed?.(key) : facts.completed?.(key);
      if (said === undefined) return 'unknown';
      return said ? 'met' : 'not-met';
    }
    case 'mastery': {
      if (!facts.grade(key)) return 'unknown';
      const level = facts.level?.(key);
      if (level === undefined) return 'unknown';
      return level !== null && level >= (rule.level ?? 0) ? 'met' : 'not-met';
    }
    default:
      throw new Error(`no such rule: ${rule.kind}`);
  }
}

/** Tries out every way in which what is unknown may turn out: where they agree, it is known after all. */
function decideGroup(rule: NaiveRule, facts: NaiveFacts): NaiveVerdict {
  const verdicts = (rule.of ?? []).map((part) => decideNaively(part, facts));
  const needed = rule.kind === 'all-of' ? verdicts.length : rule.kind === 'any-of' ? 1 : (rule.least ?? 1);
  const atWorst = verdicts.filter((verdict) => verdict === 'met').length;
  const atBest = verdicts.filter((verdict) => verdict !== 'not-met').length;
  if (atWorst >= needed) return 'met';
  return atBest >= needed ? 'unknown' : 'not-met';
}

function decideCombined(rule: NaiveRule, facts: NaiveFacts): NaiveVerdict {
  const columns = (rule.columns ?? []).map(({ columnKey, weight }) => ({
    weight,
    grade: facts.grade(columnKey),
  }));
  const value = rule.value ?? 0;
  const isReadable = columns.every(
    ({ grade }) => grade && (grade.score === null || toUnit(grade, rule) !== null),
  );
  const graded = columns.flatMap(({ weight, grade }) =>
    grade && grade.score !== null ? [{ weight, grade, inUnit: toUnit(grade, rule) }] : [],
  );
  switch (rule.how) {
    case 'best':
      if (graded.some(({ inUnit }) => compare(inUnit, value) === 'met')) return 'met';
      return isReadable ? 'not-met' : 'unknown';
    case 'sum': {
      if (!isReadable) return 'unknown';
      if (graded.length === 0) return 'not-met';
      const sum = graded.reduce((total, { grade }) => add(total, exact(grade.score ?? 0)), exact(0));
      if (rule.unit === 'points') return compare(sum, value);
      const maxima = columns.map(({ grade }) => grade?.maximum ?? null);
      if (maxima.some((maximum) => maximum === null)) return 'unknown';
      const most = maxima.reduce<Exact>((total, maximum) => add(total, exact(maximum ?? 0)), exact(0));
      return most.top <= 0n ? 'unknown' : compare(divide(multiply(sum, exact(100)), most), value);
    }
    default: {
      if (!isReadable) return 'unknown';
      if (graded.length < columns.length) return 'not-met';
      const weights = graded.reduce((total, { weight }) => add(total, exact(weight)), exact(0));
      const sum = graded.reduce(
        (total, { weight, inUnit }) => add(total, multiply(exact(weight), inUnit ?? exact(0))),
        exact(0),
      );
      return compare(divide(sum, weights), value);
    }
  }
}

/** Null when it cannot be formed. */
function toUnit({ score, maximum }: NaiveGrade, { unit }: NaiveRule): Exact | null {
  if (score === null) return null;
  if (unit === 'points') return exact(score);
  if (maximum === null || maximum <= 0) return null;
  return divide(multiply(exact(score), exact(100)), exact(maximum));
}

function compare(given: Exact | null, needed: number): NaiveVerdict {
  if (given === null) return 'unknown';
  const norm = exact(needed);
  return given.top * norm.bottom >= norm.top * given.bottom ? 'met' : 'not-met';
}

/** `top / bottom`; `bottom` is above 0. */
interface Exact {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** From its shortest decimal text: 54.999 is 54999 / 1000. */
function exact(value: number): Exact {
  const [digits = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', part = ''] = digits.split('.');
  const power = Number(exponent) - part.length;
  const top = BigInt(`${whole}${part}`);
  return power >= 0
    ? { top: top * 10n ** BigInt(power), bottom: 1n }
    : { top, bottom: 10n ** BigInt(-power) };
}

function add(a: Exact, b: Exact): Exact {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

function multiply(a: Exact, b: Exact): Exact {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom };
}

function divide(a: Exact, b: Exact): Exact {
  return { top: a.top * b.bottom, bottom: a.bottom * b.top };
}
