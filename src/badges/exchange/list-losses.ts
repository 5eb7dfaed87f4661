/**
 * What a document says and what was made of it does not: found by comparing both, value by value, so that nothing is lost
 * unseen because a reader forgot to ask for it.
 *
 * What was made of it is written back in the document's own form (`said`). Where several values mean the same there, it holds a
 * list of them, the own one first. A list keeps its entries in any order. Nothing is said by null, an empty text and an empty list.
 * Not here: what `said` holds (ob3-said.ts, ob2-said.ts); what a reader refused with a reason of its own.
 *
 * @module
 */
import { shorten, type NotKept } from './not-kept.js';
import { isObject, toList, type JsonObject } from './reader.js';

interface Compared {
  readonly lost: readonly NotKept[];
  /** How many values were found again; a `type` tells nothing apart. */
  readonly kept: number;
}

const ALIKE: Compared = { lost: [], kept: 0 };

/** @param told - listed already, with all that stands below it; of a picture elsewhere only its address */
export function listLosses(document: JsonObject, said: JsonObject, told: readonly NotKept[]): NotKept[] {
  const places = new Set(
    told.filter(({ reason }) => reason !== 'picture-elsewhere').map(({ where }) => where),
  );
  const compare = createComparison(places);
  // Its address stays the other's: what is made of it is a badge class of its own.
  const { id: _id, ...members } = document;
  return [...compare(members, said, '').lost];
}

function createComparison(told: ReadonlySet<string>) {
  function compare(value: unknown, said: unknown, path: string): Compared {
    if (saysNothing(value) || told.has(path)) return ALIKE;
    if (saysNothing(said) && !Array.isArray(said)) return loseAll(value, path);
    if (Array.isArray(value)) return compareList(value, toList(said), path);
    if (!isObject(value)) return compareValue(value, toList(said), path);
    if (Array.isArray(said)) return compareList([value], said, path);
    return isObject(said) ? compareMembers(value, said, path) : loseAll(value, path);
  }

  function compareValue(value: unknown, said: readonly unknown[], path: string): Compared {
    const values = said.filter((one) => !isObject(one) && !Array.isArray(one));
    if (values.some((one) => isSame(value, one))) return { lost: [], kept: 1 };
    const [instead] = values;
    if (saysNothing(instead)) return loseWhole(value, path);
    const what = `${shorten(value)} → ${shorten(instead)}`;
    return { lost: [{ reason: 'changed', where: path, what }], kept: 0 };
  }

  function compareMembers(value: JsonObject, said: JsonObject, path: string): Compared {
    const lost: NotKept[] = [];
    let kept = 0;
    for (const [name, member] of Object.entries(value)) {
      if (name === '@context') continue;
      const found = compare(
        member,
        Object.hasOwn(said, name) ? said[name] : undefined,
        path === '' ? name : `${path}.${name}`,
      );
      lost.push(...found.lost);
      if (name !== 'type') kept += found.kept;
    }
    return { lost, kept };
  }

  /** Each entry of what is said answers to one entry at most: first those that agree in all, then the nearest. */
  function compareList(list: readonly unknown[], said: readonly unknown[], path: string): Compared {
    const values = said.filter((one) => !isObject(one));
    const free = new Set(said.filter(isObject));
    const found: Compared[] = [];
    const unmatched: { readonly value: JsonObject; readonly at: string }[] = [];
    for (const [index, value] of list.entries()) {
      const at = `${path}[${index}]`;
      if (saysNothing(value) || told.has(at)) continue;
      if (!isObject(value)) {
        const isFound = values.some((one) => isSame(value, one));
        found.push(isFound ? { lost: [], kept: 1 } : loseWhole(value, at));
        continue;
      }
      const same = [...free].find((one) => compareMembers(value, one, at).lost.length === 0);
      if (!same) unmatched.push({ value, at });
      else free.delete(same);
      if (same) found.push({ lost: [], kept: 1 });
    }
    for (const { value, at } of unmatched) found.push(compareWithNearest(value, free, at));
    return { lost: found.flatMap(({ lost }) => lost), kept: found.reduce((sum, one) => sum + one.kept, 0) };
  }

  /** An entry of which nothing is found again is listed as one. */
  function compareWithNearest(value: JsonObject, free: Set<JsonObject>, path: string): Compared {
    let nearest: { readonly one: JsonObject; readonly compared: Compared } | null = null;
    for (const one of free) {
      const compared = compareMembers(value, one, path);
      if (compared.kept > (nearest?.compared.kept ?? 0)) nearest = { one, compared };
    }
    if (!nearest) return loseAll(value, path);
    free.delete(nearest.one);
    return nearest.compared;
  }

  /** As one, but where a part was listed already: then its other parts each. */
  function loseAll(value: unknown, path: string): Compared {
    const isPartTold = isObject(value) && Object.keys(value).some((name) => told.has(`${path}.${name}`));
    if (!isPartTold) return loseWhole(value, path);
    const { type: _type, ...members } = value;
    return compareMembers(members, {}, path);
  }

  return compare;
}

function loseWhole(value: unknown, where: string): Compared {
  return { lost: [{ reason: 'unknown-member', where, what: shorten(value) }], kept: 0 };
}

function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) ? value.every(saysNothing) : isObject(value) && Object.keys(value).length === 0;
}

/** A number may be written as a text: edubadges and SURF do either. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const number = toNumber(one);
  return number !== null && number === toNumber(other);
}

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : null;
}
