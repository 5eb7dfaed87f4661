/**
 * Results: what the platform's gradebook says now, one per line item and learner.
 *
 * Source: LTI AGS 2.0 §3.3 https://www.imsglobal.org/spec/lti-ags/v2p0/#result-service
 * Units:  `scoreFraction` = score / maximum; above 1 is extra credit. Zero is a grade, null is none.
 * Not here: posting scores (score.ts), fetching pages of results (ags-client.ts).
 *
 * @module
 */
import { readId, readRecord, unusableAnswer } from '../service-answer.js';

export interface LineItemResult {
  /** LTI user id; unique within one registration only. */
  readonly userId: string;
  readonly lineItemUrl: string;
  /** As the LMS counts it; null while the LMS holds no score. */
  readonly score: number | null;
  /** Positive, or 0 when the LMS gave none that can be used. */
  readonly maximum: number;
  /** Null without a score, and without a maximum to divide by. */
  readonly scoreFraction: number | null;
}

/** The column that was read. What a result says in `scoreOf` is not relied upon: platforms differ there. */
export interface ResultColumn {
  readonly lineItemUrl: string;
  /** Null when it is not known. */
  readonly scoreMaximum: number | null;
}

/**
 * Reads one entry of a result container.
 *
 * An absent or null `resultScore` is no grade (§3.3.4.5). Without a usable `resultMaximum` the column's own maximum stands
 * in. The specification says 1 then (§3.3.4.6), but platforms that leave it out count as the column does, and 1 of 100 points
 * must never pass for all of them; so 1 is for a column whose maximum nobody knows, and a score that can be a part of 1.
 *
 * @throws {AppError} `platform_answer_unusable` - no user, or a score that is not a number: a grade that cannot be read
 *   must not pass for none
 */
export function parseResult(raw: unknown, column: ResultColumn): LineItemResult {
  const entry = readRecord(raw, 'result');
  const userId = readId(entry['userId'], 'result.userId');
  const score = readNumber(entry['resultScore'], 'result.resultScore');
  const maximum = findMaximum(score, readNumber(entry['resultMaximum'], 'result.resultMaximum'), column);
  return {
    userId,
    lineItemUrl: column.lineItemUrl,
    score,
    maximum,
    scoreFraction: score === null || maximum === 0 ? null : score / maximum,
  };
}

function findMaximum(score: number | null, resultMaximum: number | null, column: ResultColumn): number {
  if (resultMaximum !== null && resultMaximum > 0) return resultMaximum;
  if (column.scoreMaximum !== null && column.scoreMaximum > 0) return column.scoreMaximum;
  return resultMaximum === null && score !== null && score <= 1 ? 1 : 0;
}

/** Numbers, and numbers written as text; null when absent or null. */
function readNumber(value: unknown, name: string): number | null {
  if (value === undefined || value === null) return null;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw unusableAnswer(`${name} is not a number`);
}
