/**
 * Line items: the gradebook columns that belong to this tool.
 *
 * A line item's id is its address, and its query belongs to it (Moodle: `?type_id=…`).
 *
 * Source: LTI AGS 2.0 §3.2 https://www.imsglobal.org/spec/lti-ags/v2p0/#line-item-service
 *
 * @module
 */
import { isUrl } from '../../http/parse-url.js';
import { readRecord, readText, unusableAnswer } from '../service-answer.js';

export interface LineItem {
  /** As the platform writes it: launches name the same one. */
  readonly url: string;
  readonly label: string;
  /** 0 when the platform gives none that can be used. */
  readonly scoreMaximum: number;
  /** Ours: what we asked for when the column was made. */
  readonly resourceId: string | null;
  readonly tag: string | null;
}

/**
 * Reads one entry of a line item container.
 *
 * @throws {AppError} `platform_answer_unusable` - no address: the column could neither be read nor told from others
 */
export function parseLineItem(raw: unknown): LineItem {
  const entry = readRecord(raw, 'line item');
  const { id, scoreMaximum } = entry;
  if (typeof id !== 'string' || !isUrl(id)) throw unusableAnswer('lineItem.id is not an address');
  const maximum = Number(scoreMaximum ?? 0);
  return {
    url: id,
    label: readText(entry['label']) ?? '',
    scoreMaximum: Number.isFinite(maximum) && maximum > 0 ? maximum : 0,
    resourceId: readText(entry['resourceId']),
    tag: readText(entry['tag']),
  };
}

/**
 * The address of a line item's scores or results: one segment more in the path, before the query (§3.3, §3.4). What
 * the platform wrote stays as it is, byte for byte.
 *
 * @param query - added to what the address has already
 * @throws {AppError} `platform_answer_unusable` - not an address
 */
export function buildLineItemUrl(
  lineItemUrl: string,
  part: 'results' | 'scores',
  query: Readonly<Record<string, string>> = {},
): string {
  if (!isUrl(lineItemUrl)) throw unusableAnswer('the address of a line item is not an address');
  const [, path = '', held = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(lineItemUrl) ?? [];
  const added = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const queries = [held, ...added].filter(Boolean).join('&');
  return `${path.replace(/\/$/, '')}/${part}${queries ? `?${queries}` : ''}`;
}
