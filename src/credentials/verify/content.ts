/**
 * What a credential says, in few words: shown as what it says, not as true.
 *
 * @module
 */
import { parseUrl } from '../../http/parse-url.js';
import { asList, asText, isObject, type JsonObject } from './json.js';

export interface CredentialContent {
  readonly title: string;
  readonly issuerName: string;
  /** Where the issuer says it is; https only, else null. */
  readonly issuerUrl: string | null;
  readonly description: string | null;
  /** Markdown. */
  readonly criteria: string | null;
  /** When it was earned or issued. */
  readonly awardedAt: Date | null;
  readonly validUntil: Date | null;
  /** BCP 47, where it says one. */
  readonly language: string | null;
  readonly standard: 'Open Badges 3.0' | 'Open Badges 2.0';
}

/** Characters of a title or a name; of a text. */
const LONGEST_LINE = 300;
const LONGEST_TEXT = 10_000;

/** From a credential that passed its schema. */
export function readOb3Content(credential: JsonObject): CredentialContent {
  const [subject] = asList(credential['credentialSubject']).filter(isObject);
  const [achievement] = asList(subject?.['achievement']).filter(isObject);
  const issuer = isObject(credential['issuer']) ? credential['issuer'] : { id: credential['issuer'] };
  const criteria = achievement?.['criteria'];
  return {
    title: readLine(achievement?.['name']) ?? readLine(credential['name']) ?? '?',
    issuerName: readLine(issuer['name']) ?? readLine(issuer['id']) ?? '?',
    issuerUrl: readHttps(issuer['url']) ?? readHttps(issuer['id']),
    description: readText(achievement?.['description']),
    criteria: isObject(criteria) ? readText(criteria['narrative']) : null,
    awardedAt: readDate(credential['awardedDate'] ?? credential['validFrom'] ?? credential['issuanceDate']),
    validUntil: readDate(credential['validUntil'] ?? credential['expirationDate']),
    language: readLanguage(achievement?.['inLanguage']),
    standard: 'Open Badges 3.0',
  };
}

/** From an assertion, with what was fetched of its badge class and issuer. */
export function readOb2Content(
  assertion: JsonObject,
  badgeClass: JsonObject | null,
  issuer: JsonObject | null,
): CredentialContent {
  const criteria = badgeClass?.['criteria'];
  return {
    title: readLine(badgeClass?.['name']) ?? readLine(assertion['badge']) ?? '?',
    issuerName: readLine(issuer?.['name']) ?? readLine(badgeClass?.['issuer']) ?? '?',
    issuerUrl: readHttps(issuer?.['url']),
    description: readText(badgeClass?.['description']),
    criteria: isObject(criteria) ? readText(criteria['narrative']) : null,
    awardedAt: readDate(assertion['issuedOn']),
    validUntil: readDate(assertion['expires']),
    language: readLanguage(badgeClass?.['@language']),
    standard: 'Open Badges 2.0',
  };
}

/** Null for anything but a date and time. */
export function readDate(value: unknown): Date | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return toDate(value * 1000); // OB 1: seconds
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? toDate(Date.parse(value)) : null;
}

function toDate(time: number): Date | null {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date;
}

export function readLine(value: unknown): string | null {
  const text = asText(value)?.replace(/\s+/g, ' ').trim();
  return text ? text.slice(0, LONGEST_LINE) : null;
}

function readText(value: unknown): string | null {
  return asText(value)?.trim().slice(0, LONGEST_TEXT) || null;
}

function readHttps(value: unknown): string | null {
  const text = asText(value) ?? '';
  const url = parseUrl(text);
  return url?.protocol === 'https:' ? url.href : null;
}

function readLanguage(value: unknown): string | null {
  const text = asText(value);
  return text !== null && /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$/.test(text)
    ? text.replaceAll('_', '-')
    : null;
}
