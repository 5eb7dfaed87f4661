/**
 * Reading single values out of claims: whatever is not what it should be is simply not there.
 *
 * @module
 */

import { isUrl } from '../../http/parse-url.js';

export type Claims = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under this name; an empty one when there is none. */
export function findRecord(claims: Claims, name: string): Claims {
  const value = claims[name];
  return isRecord(value) ? value : {};
}

/** Text that says something, cut at `maxLength` characters (surrogate pairs stay whole); null otherwise. */
export function findText(claims: Claims, name: string, maxLength: number): string | null {
  const value = claims[name];
  if (typeof value !== 'string' || value.trim() === '') return null;
  return value.length <= maxLength ? value : [...value].slice(0, maxLength).join('');
}

/** The texts in a list; what else stands in it is left out. */
export function listTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** Scopes: a list, or one text with spaces as OAuth writes them. */
export function listScopes(value: unknown): string[] {
  return typeof value === 'string' ? value.split(' ').filter(Boolean) : listTexts(value);
}

/** An absolute address of a web page or service, at most 2,000 characters, without a user in it; null otherwise. */
export function findAddress(claims: Claims, name: string): string | null {
  const value = claims[name];
  return typeof value === 'string' && parseWebAddress(value) ? value : null;
}

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** True for an address that a page of ours may post a form to: https, or this machine itself while developing. */
export function isPostableAddress(value: unknown, allowLoopback: boolean): value is string {
  const url = typeof value === 'string' ? parseWebAddress(value) : null;
  if (!url) return false;
  return url.protocol === 'https:' || (allowLoopback && LOOPBACK_HOSTS.includes(url.hostname));
}

function parseWebAddress(text: string): URL | null {
  if (text.length > 2_000 || !isUrl(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return url.username || url.password ? null : url;
}
