import { describe, expect, it } from 'vitest';
import { EXTENSION_CONTEXT } from '../../../../src/credentials/extension-terms.js';
import { STATIC_CONTEXTS } from '../../../../src/credentials/json-ld/contexts.js';
import { findContextTrouble } from '../../../../src/credentials/verify/contexts.js';

const STANDARD = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];
const VALID_UNTIL = 'https://www.w3.org/2018/credentials#validUntil';

describe('contexts that give a member another name (VC Data Model 2.0 §9.4)', () => {
  const aliases: [string, unknown][] = [
    ['in full', { ends: VALID_UNTIL }],
    ['with a prefix', { c: 'https://www.w3.org/2018/credentials#', ends: 'c:validUntil' }],
    ['by a vocabulary', { '@vocab': 'https://www.w3.org/2018/credentials#' }],
    ['scoped to a type', { Evidence: { '@id': 'urn:e', '@context': { ends: VALID_UNTIL } } }],
    ['scoped to a member', { evidence: { '@id': 'urn:e', '@context': { ends: VALID_UNTIL } } }],
    ['imported', { '@import': 'https://school.example/context.json' }],
    ['of a keyword', { n: '@nest' }],
    ['of our extension with one more', { ...EXTENSION_CONTEXT, ends: VALID_UNTIL }],
    ['none at all', null],
    ['in a list', [{ ends: VALID_UNTIL }]],
  ];

  it.each(aliases)('%s: at the top', (_how, context) => {
    const found = findContextTrouble({ '@context': [...STANDARD, context] });
    expect(found).toEqual({ verdict: 'failed', reason: 'context-changed' });
  });

  it.each(aliases)('%s: inside', (_how, context) => {
    for (const inner of [context, [context]]) {
      const evidence = [[{ '@context': inner }]];
      const found = findContextTrouble({ '@context': STANDARD, evidence });
      expect(found).toEqual({ verdict: 'failed', reason: 'context-changed' });
    }
  });

  it('the terms of every Insigne are known, as a whole', () => {
    expect(findContextTrouble({ '@context': [...STANDARD, EXTENSION_CONTEXT] })).toBeNull();
  });

  it('no context that we hold has a second name for a member that decides', () => {
    const names = new Map<string, Set<string>>();
    for (const text of STATIC_CONTEXTS.values()) collectNames(text, {}, names);
    const deciding = [...names.values()].filter((all) => DECIDING.some((name) => all.has(name)));
    expect(deciding.length).toBeGreaterThanOrEqual(DECIDING.length);
    expect(deciding.filter((all) => all.size > 1).map((all) => [...all])).toEqual([]);
    // Keywords have their two usual names, and no third.
    const keywords = [...names].filter(([address]) => address.startsWith('@'));
    expect(keywords.map(([address, all]) => [address, ...all])).toEqual([
      ['@id', 'id'],
      ['@type', 'type'],
    ]);
  });
});

type Json = Readonly<Record<string, unknown>>;

const DECIDING = [
  'validFrom',
  'validUntil',
  'issuanceDate',
  'expirationDate',
  'credentialStatus',
  'credentialSchema',
  'issuer',
  'statusPurpose',
  'statusListIndex',
  'statusListCredential',
  'encodedList',
  'identifier',
  'identityHash',
  'proofPurpose',
  'verificationMethod',
  'expires',
];

/** Every name that a context, or one inside it, has for an address. */
function collectNames(context: unknown, outer: Json, names: Map<string, Set<string>>): void {
  if (Array.isArray(context)) {
    for (const one of context) collectNames(one, outer, names);
  }
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return;
  const terms: Json = { ...outer, ...context };
  for (const [name, term] of Object.entries(context as Json)) {
    const definition = (typeof term === 'string' ? { '@id': term } : term) as Json | null;
    if (name === '@context') collectNames(term, terms, names);
    if (name.startsWith('@') || typeof definition !== 'object' || definition === null) continue;
    const address = inFull(definition['@id'] ?? name, terms);
    names.set(address, (names.get(address) ?? new Set()).add(name));
    collectNames(definition['@context'], terms, names);
  }
}

function inFull(id: unknown, terms: Json): string {
  const [, prefix = '', rest = ''] = /^([^:]+):(?!\/\/)(.*)$/.exec(String(id)) ?? [];
  const start = terms[prefix];
  return typeof start === 'string' ? start + rest : String(id);
}
