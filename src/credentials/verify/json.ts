/**
 * JSON of strangers: read with caps on its depth and on how many values it holds, so that nothing that walks it later can be
 * made to walk for long.
 *
 * @module
 */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Deeper than any badge: evidence, results and endorsements nest five or six levels. */
export const MOST_DEPTH = 32;
/** Objects, lists and plain values; a full credential has some 200. */
export const MOST_VALUES = 5_000;

export type ReadJson =
  | { readonly kind: 'object'; readonly object: JsonObject }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'not-json' };

/** @returns `not-json` for anything but one object in clean UTF-8 */
export function readJsonObject(source: Buffer | string): ReadJson {
  let value: unknown;
  try {
    const text =
      typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source);
    if (isTooNested(text)) return { kind: 'too-deep' };
    value = JSON.parse(text);
  } catch {
    return { kind: 'not-json' };
  }
  if (!isObject(value)) return { kind: 'not-json' };
  return countValues(value) > MOST_VALUES ? { kind: 'too-deep' } : { kind: 'object', object: value };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One or many: JSON-LD lets either stand for the other. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A node is written as its address or as an object with one. */
export function readId(value: unknown): string | null {
  return asText(value) ?? (isObject(value) ? (asText(value['id']) ?? asText(value['@id'])) : null);
}

export function hasType(value: JsonObject, type: string): boolean {
  return [...asList(value['type']), ...asList(value['@type'])].includes(type);
}

/** Brackets outside strings, counted before anything is built of them. */
function isTooNested(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MOST_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const member of Object.values(value)) {
    count += countValues(member);
    if (count > MOST_VALUES) return count;
  }
  return count;
}
