/**
 * Whether a document says more than its plain members show.
 *
 * A proof over statements (RDFC) covers what JSON-LD reads; what is judged afterwards are plain members. One statement can be
 * written in several ways: `validUntil` under its full address, inside `@nest` or `@included`, on another object that carries the
 * credential's own id. Whoever holds a credential may write it anew like that, and its signature goes on holding. So a document
 * with any of them is read by nobody here. Terms of its own it cannot bring: see contexts.ts.
 * Source: JSON-LD 1.1 §4.1 and §9.15 (keywords), §4.1.5 (compact addresses); VC Data Integrity 1.0 §2.4.1.
 * Not here: compact texts and JCS proofs, where the plain members are what was signed.
 *
 * @module
 */
import { isObject, readId, type JsonObject } from './json.js';

/** Of an object that is one value, with its language or type. */
const OF_A_VALUE: readonly string[] = ['@value', '@language', '@direction', '@type'];
/** Other names of what every reader here takes for the same, and the context, which is looked at for itself. */
const OF_A_NODE: readonly string[] = ['@context', '@id', '@type'];
/** Members that decide about a credential. */
const DECIDING = [
  'validFrom',
  'validUntil',
  'issuanceDate',
  'expirationDate',
  'awardedDate',
  'credentialStatus',
  'credentialSchema',
] as const;

export function hasHiddenMembers(document: JsonObject): boolean {
  const ownId = readId(document);
  const hides = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(hides);
    if (!isObject(value)) return false;
    const names = Object.keys(value);
    if (names.includes('@value')) return !names.every((name) => OF_A_VALUE.includes(name));
    return (
      !names.every(isPlain) ||
      (value !== document && ownId !== null && readId(value) === ownId && decides(value)) ||
      Object.entries(value).some(([name, member]) => name !== '@context' && hides(member))
    );
  };
  return hides(document);
}

/** `__proto__`: in a copy it is no member but where members come from. */
function isPlain(name: string): boolean {
  if (OF_A_NODE.includes(name)) return true;
  return !name.startsWith('@') && !name.includes(':') && name !== '__proto__';
}

function decides(node: JsonObject): boolean {
  return DECIDING.some((name) => node[name] !== undefined);
}
