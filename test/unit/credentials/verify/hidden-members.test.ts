import { describe, expect, it } from 'vitest';
import { hasHiddenMembers } from '../../../../src/credentials/verify/hidden-members.js';

const badge = { '@context': [{ '@vocab': 'https://x.example/' }], id: 'urn:uuid:1', type: ['A'], name: 'B' };

describe('members that plain reading does not see (JSON-LD 1.1 §9.15)', () => {
  it.each<[string, unknown]>([
    ['a value with its language', { '@value': 'Vellen', '@language': 'nl', '@direction': 'ltr' }],
    ['a value of a type', { '@value': '2026-03-01', '@type': 'https://x.example/Day' }],
    ['JSON as a value, whatever its names', { '@value': { 'a:b': { '@nest': 1 } }, '@type': '@json' }],
    ['the other names of id and type', [{ '@id': 'https://x.example/1', '@type': 'Evidence' }]],
    ['a context of its own', { '@context': 'https://www.w3.org/ns/credentials/v2', type: ['A'] }],
    ['addresses as values', ['https://x.example/a', 'urn:b', '@nest']],
    ['the own id where it says nothing else', { id: 'urn:uuid:1', type: ['EndorsementSubject'] }],
  ])('none: %s', (_what, evidence) => {
    expect(hasHiddenMembers({ ...badge, evidence })).toBe(false);
  });

  it.each<[string, unknown]>([
    ['a name in full', { 'https://x.example/validUntil': 1 }],
    ['a name with a prefix', { 'cred:validUntil': 1 }],
    ['@nest', { '@nest': {} }],
    ['@included', { '@included': [] }],
    ['@reverse', { '@reverse': {} }],
    ['@graph', { '@graph': [] }],
    ['@set', { '@set': ['a'] }],
    ['@list', { '@list': ['a'] }],
    ['@index', { '@index': 'a' }],
    ['a value that says more', { '@value': 'a', validUntil: 'b' }],
    ['in a list in a list', [[{ '@nest': {} }]]],
    ['the own id, where it decides', { id: 'urn:uuid:1', type: ['A'], validUntil: '2026-03-01' }],
    ['the own id by its other name', { '@id': 'urn:uuid:1', credentialStatus: {} }],
    ['what members come from', JSON.parse('{"__proto__":{"validUntil":1}}')],
  ])('some: %s', (_what, evidence) => {
    expect(hasHiddenMembers({ ...badge, evidence })).toBe(true);
  });
});
