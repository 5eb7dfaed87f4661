/**
 * Whether the words of a credential mean what everybody takes them to mean.
 *
 * A context decides what a signature is about: the same signed statements can be written under a changed one with other
 * words on them. So the two of the standard come first and in order, every other is one whose text we hold, and none is
 * written into the document: a JSON reader would not see what it changes.
 * Source: VC Data Model 2.0 §4.3 and §9.4 ("Context Injection"); OB 3.0 §8.1.
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import { EXTENSION_CONTEXT } from '../extension-terms.js';
import { STATIC_CONTEXTS } from '../json-ld/contexts.js';
import { fail, unsure, type Finding } from './verification.js';
import { asList, isObject, type JsonObject } from './json.js';

const VC_CONTEXTS = ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/2018/credentials/v1'];
const OB_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(?:-3\.\d\.\d)?\.json$/;
/** Lets every word pass as if it meant something. */
const UNDEFINED_TERMS = 'https://www.w3.org/ns/credentials/undefined-terms/v2';
/** Two of the standard, the extensions, a suite or two. */
const MOST_CONTEXTS = 10;

/** @returns null where nothing is wrong with them */
export function findContextTrouble(credential: JsonObject, isKnown = isStatic): Finding | null {
  const given = credential['@context'];
  if (!Array.isArray(given) || given.length > MOST_CONTEXTS) return fail('context-changed');
  const contexts = given as readonly unknown[];
  const [first, second] = contexts;
  const isInPlace =
    VC_CONTEXTS.some((known) => known === first) && typeof second === 'string' && OB_CONTEXT.test(second);
  if (!isInPlace) return fail('context-changed');
  const all = [...contexts, ...listInnerContexts(credential)].filter((one) => !isOurExtension(one));
  if (!all.every((one): one is string => typeof one === 'string')) return fail('context-changed');
  return all.every(isKnown) ? null : unsure('context-unknown');
}

/** The one text inside a document that is known: the terms of Dutch education, as every Insigne writes them. */
function isOurExtension(context: unknown): boolean {
  return isObject(context) && isDeepStrictEqual(context, EXTENSION_CONTEXT);
}

/** A status list is no badge: the credentials' own context is enough, and every other must be known. */
export function findContextTroubleOfList(list: JsonObject): boolean {
  const contexts = [...asList(list['@context']), ...listInnerContexts(list)];
  const isInPlace = VC_CONTEXTS.some((known) => known === contexts[0]) && contexts.length <= MOST_CONTEXTS;
  return !isInPlace || !contexts.every((one) => typeof one === 'string' && isStatic(one));
}

function isStatic(address: string): boolean {
  return address !== UNDEFINED_TERMS && STATIC_CONTEXTS.has(address);
}

/**
 * Those anywhere but at the top: an endorsement inside names those of the standard again. Depth and size were capped when the
 * text was read.
 */
function listInnerContexts(node: unknown, isTop = true): readonly unknown[] {
  if (Array.isArray(node)) return node.flatMap((one) => listInnerContexts(one, false));
  if (!isObject(node)) return [];
  // One that is empty takes the meaning of the words away, which is a change too.
  const own = isTop ? [] : node['@context'] === null ? [null] : asList(node['@context']);
  const inner = Object.entries(node).flatMap(([name, value]) =>
    name === '@context' ? [] : listInnerContexts(value, false),
  );
  return [...own, ...inner];
}
