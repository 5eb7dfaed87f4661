/**
 * Which badge classes a text holds: one document, a credential around one, a list, or an institution's whole set.
 *
 * @module
 */
import { readAchievement } from './ob3-achievement.js';
import { readOb2BadgeClass } from './ob2-badge-class.js';
import type { ImportSettings, ReadBadgeClass } from './read-badge-class.js';
import { isObject, toList, type JsonObject } from './reader.js';
import { DocumentUnusableError } from './unusable.js';

/** The whole set of an institution, in one file. */
export const SET_TYPE = 'InsigneBadgeClasses';
/** More are not read from one file. */
export const MOST_DOCUMENTS = 500;

/** Levels of objects and lists within each other; ours have less than ten. */
export const MOST_LEVELS = 64;

export type DocumentFormat = 'ob3' | 'ob2';

export interface ReadDocument {
  readonly format: DocumentFormat;
  readonly read: ReadBadgeClass;
}

export interface UnreadDocument {
  /** Its name, or its place in the file. */
  readonly name: string;
  readonly problems: readonly string[];
}

/**
 * @throws {DocumentUnusableError} `badge_document_unusable` - it is no JSON, or holds nothing that could be a badge class
 */
export function readDocuments(
  text: string,
  settings: ImportSettings,
): { readonly documents: readonly ReadDocument[]; readonly unread: readonly UnreadDocument[] } {
  const documents: ReadDocument[] = [];
  const unread: UnreadDocument[] = [];
  for (const [index, one] of listDocuments(parseJson(text)).entries()) {
    try {
      documents.push(readOne(one, settings));
    } catch (error) {
      if (!(error instanceof DocumentUnusableError)) throw error;
      const name = typeof one['name'] === 'string' ? one['name'].slice(0, 120) : `#${index + 1}`;
      unread.push({ name, problems: error.problems });
    }
  }
  return { documents, unread };
}

function parseJson(text: string): unknown {
  const value = parse(text);
  // Whoever walks through it, or writes it again, would run out of stack.
  if (isDeeper(value, MOST_LEVELS)) throw new DocumentUnusableError(['too-deep']);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DocumentUnusableError(['json']);
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

function listDocuments(value: unknown): JsonObject[] {
  const isSet = isObject(value) && value['type'] === SET_TYPE;
  const found = (isSet ? toList(value['badgeClasses']) : toList(value)).filter(isObject);
  if (found.length === 0) throw new DocumentUnusableError(['document']);
  if (found.length > MOST_DOCUMENTS) throw new DocumentUnusableError(['too-many']);
  return found;
}

function readOne(document: JsonObject, settings: ImportSettings): ReadDocument {
  const types = toList(document['type']);
  if (types.includes('BadgeClass')) return { format: 'ob2', read: readOb2BadgeClass(document, settings) };
  const achievement = unwrap(document);
  const credential = achievement ? document : null;
  return { format: 'ob3', read: readAchievement(achievement ?? document, credential, settings) };
}

/** Somebody's credential: what was achieved is inside. Whose it is, is not read. */
function unwrap(document: JsonObject): JsonObject | null {
  const [subject] = toList(document['credentialSubject']);
  const achievement = isObject(subject) ? subject['achievement'] : undefined;
  return isObject(achievement) ? achievement : null;
}
