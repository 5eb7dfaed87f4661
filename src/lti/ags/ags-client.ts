/**
 * The three Assignment and Grade Services as this tool uses them.
 *
 * A `limit` is sent only where the platform's profile says so: where it does not help, it may break.
 *
 * Source: LTI AGS 2.0 §3.2, §3.3, §3.4 https://www.imsglobal.org/spec/lti-ags/v2p0/
 *
 * @module
 */
import { addLimit, readPages } from '../read-pages.js';
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
  const url = addLimit(containerUrl, caller.services.pageLimits.lineItems);
  const request = { url, scope, accept: LINE_ITEM_CONTAINER_TYPE };
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
    url: addLimit(buildLineItemUrl(column.lineItemUrl, 'results', query), caller.services.pageLimits.results),
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
 * @throws {AppError} `score_refused`, `column_unpublished`, and as `ServiceCaller.send`
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
    body: buildScore(score, caller.services.scoreExtension),
  });
  return readScoreAnswer(answer, caller.services);
}

function readList(json: unknown, name: string): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw unusableAnswer(`${name} are not a list`);
}
