/**
 * The three Assignment and Grade Services as this tool uses them.
 *
 * No `limit` is sent: Moodle's results break on it, and its line items answer a malformed next page (5.1.3).
 *
 * Source: LTI AGS 2.0 §3.2, §3.3, §3.4 https://www.imsglobal.org/spec/lti-ags/v2p0/
 *
 * @module
 */
import { readPages } from '../read-pages.js';
import { unusableAnswer } from '../service-answer.js';
import type { ServiceCaller } from '../service-client.js';
import {
  LINE_ITEM_CONTAINER_TYPE,
  RESULT_CONTAINER_TYPE,
  RESULT_READ_SCOPE,
  SCORE_SCOPE,
  SCORE_TYPE,
} from './ags-scopes.js';
import { buildLineItemUrl, parseLineItem, type LineItem } from './line-item.js';
import { parseResult, type LineItemResult, type ResultColumn } from './result.js';
import { buildScore, readScoreAnswer, type Score, type ScoreAnswer } from './score.js';

/**
 * Every line item of a container; one that is listed twice is given once.
 *
 * @param scope - `lineitem` or `lineitem.readonly`, whichever the course offers
 * @throws {AppError} as `readPages`
 */
export async function listLineItems(
  caller: ServiceCaller,
  containerUrl: string,
  scope: string,
): Promise<LineItem[]> {
  const request = { url: containerUrl, scope, accept: LINE_ITEM_CONTAINER_TYPE };
  const lineItems = await readPages(caller, request, (json) =>
    readList(json, 'line items').map(parseLineItem),
  );
  return [...new Map(lineItems.map((lineItem) => [lineItem.url, lineItem])).values()];
}

/**
 * Every result of a column, one per user.
 *
 * @param userId - only this user's; platforms that ignore the filter are filtered here
 * @throws {AppError} as `readPages`
 */
export async function listResults(
  caller: ServiceCaller,
  column: ResultColumn,
  userId?: string,
): Promise<LineItemResult[]> {
  const query = userId === undefined ? {} : { user_id: userId };
  const request = {
    url: buildLineItemUrl(column.lineItemUrl, 'results', query),
    scope: RESULT_READ_SCOPE,
    accept: RESULT_CONTAINER_TYPE,
  };
  const results = await readPages(caller, request, (json) =>
    readList(json, 'results').map((raw) => parseResult(raw, column)),
  );
  const wanted = userId === undefined ? results : results.filter((result) => result.userId === userId);
  return [...new Map(wanted.map((result) => [result.userId, result])).values()];
}

/**
 * Posts one score.
 *
 * @throws {AppError} `score_refused`, and as `ServiceCaller.send`
 */
export async function postScore(
  caller: ServiceCaller,
  lineItemUrl: string,
  score: Score,
): Promise<ScoreAnswer> {
  const answer = await caller.send({
    method: 'POST',
    url: buildLineItemUrl(lineItemUrl, 'scores'),
    scope: SCORE_SCOPE,
    accept: SCORE_TYPE,
    contentType: SCORE_TYPE,
    body: buildScore(score),
  });
  return readScoreAnswer(answer);
}

function readList(json: unknown, name: string): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw unusableAnswer(`${name} are not a list`);
}
