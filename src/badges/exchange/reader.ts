/**
 * Reading a JSON document that somebody else wrote, member by member. What cannot be read as it stands is listed with its reason.
 * Not here: what nobody asked for, or was kept otherwise (list-losses.ts).
 *
 * @module
 */
import { shorten, type NotKept, type NotKeptReason } from './not-kept.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One thing or a list of them: compacted JSON-LD writes a list of one as its one. */
export function toList(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export type Reader = ReturnType<typeof createReader>;

export function createReader(document: JsonObject, path: string, notKept: NotKept[]) {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);

  function refuse(name: string, reason: NotKeptReason, value: unknown = document[name]): void {
    notKept.push({ reason, where: at(name), what: shorten(value) });
  }

  /** The object itself. */
  function refuseWhole(reason: NotKeptReason): void {
    notKept.push({ reason, where: path, what: shorten(document) });
  }

  function take(name: string): unknown {
    return Object.hasOwn(document, name) ? document[name] : undefined;
  }

  /** A string, or null when absent or none. */
  function text(name: string, longest: number): string | null {
    const value = take(name);
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' && value.length <= longest) return value;
    refuse(name, 'unusable');
    return null;
  }

  function number(name: string): number | null {
    const value = take(name);
    if (value === undefined || value === null) return null;
    const read = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    if (typeof read === 'number' && Number.isFinite(read)) return read;
    refuse(name, 'unusable');
    return null;
  }

  function flag(name: string): boolean | null {
    const value = take(name);
    if (value === undefined || value === null) return null;
    if (typeof value === 'boolean') return value;
    refuse(name, 'unusable');
    return null;
  }

  /** Words of a list, each by what it is called there; others are listed. A text is taken apart at its commas. */
  function words<T extends string>(name: string, known: Readonly<Record<string, T>>): T[] {
    const value = take(name);
    const parts = typeof value === 'string' ? value.split(',').map((one) => one.trim()) : toList(value);
    const found = parts.filter(Boolean).flatMap((part): T[] => {
      const word = typeof part === 'string' && Object.hasOwn(known, part) ? known[part] : undefined;
      if (word === undefined) refuse(name, 'unknown-word', part);
      return word === undefined ? [] : [word];
    });
    return [...new Set(found)];
  }

  function texts(name: string, longest: number, most: number): string[] {
    const list = toList(take(name));
    const kept: string[] = [];
    for (const one of list) {
      const isUsable = typeof one === 'string' && one.trim() !== '' && one.length <= longest;
      if (isUsable && kept.length < most) kept.push(one);
      else refuse(name, 'unusable', one);
    }
    return kept;
  }

  /** A reader of the object there, or null. */
  function inside(name: string): Reader | null {
    const value = take(name);
    if (value === undefined || value === null) return null;
    if (isObject(value)) return createReader(value, at(name), notKept);
    refuse(name, 'unusable');
    return null;
  }

  function list(name: string): Reader[] {
    return toList(take(name)).flatMap((value, index) => {
      if (isObject(value)) return [createReader(value, `${at(name)}[${index}]`, notKept)];
      refuse(`${name}[${index}]`, 'unusable', value);
      return [];
    });
  }

  return { take, text, number, flag, words, texts, inside, list, refuse, refuseWhole };
}
