import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { VARIANTS } from '../../../src/badges/badge-class.js';
import { buildOpenBadge } from '../../../src/credentials/build-open-badge.js';
import { findContextTrouble } from '../../../src/credentials/verify/contexts.js';
import { passesOb3Schema } from '../../../src/credentials/verify/ob3-schema.js';
import { buildBadgeClass } from '../../support/build-records.js';
import { ADDRESSES, buildOpenBadgeFacts } from '../../support/build-open-badge-facts.js';

type Json = Record<string, unknown>;

const TOLERANT = fileURLToPath(
  new URL('../../../../shared/schemas/ob_v3p0_achievementcredential_schema.tolerant.json', import.meta.url),
);
const isThere = existsSync(TOLERANT);
if (!isThere) console.warn('skipped: the official OB 3.0 schemas are not in ../shared/schemas');

/** With something of everything that the data model knows. */
const FULL: Json = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ],
  id: 'urn:uuid:1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'A',
  description: 'B',
  image: { id: 'https://school.example/a.png', type: 'Image', caption: 'C' },
  issuer: {
    id: 'did:web:school.example',
    type: ['Profile'],
    name: 'School',
    url: 'https://school.example',
    email: 'a@school.example',
    address: { type: ['Address'], addressCountryCode: 'NL' },
    otherIdentifier: [{ type: 'IdentifierEntry', identifier: '27KP', identifierType: 'ext:BRIN' }],
  },
  validFrom: '2026-03-01T09:00:00Z',
  validUntil: '2027-03-01T09:00:00Z',
  awardedDate: '2026-03-01T09:00:00Z',
  credentialSubject: {
    id: 'urn:uuid:2',
    type: ['AchievementSubject'],
    identifier: [
      { type: 'IdentityObject', hashed: true, identityHash: 'sha256$a', identityType: 'name', salt: 's' },
    ],
    creditsEarned: 2.5,
    activityStartDate: '2026-01-01T09:00:00Z',
    result: [{ type: ['Result'], resultDescription: 'urn:uuid:3', value: '8', status: 'Completed' }],
    achievement: {
      id: 'https://school.example/a',
      type: ['Achievement'],
      achievementType: 'MicroCredential',
      name: 'A',
      description: 'B',
      criteria: { narrative: 'C' },
      image: { id: 'https://school.example/a.png', type: 'Image' },
      tag: ['a'],
      version: '1',
      creditsAvailable: 2.5,
      alignment: [
        { type: ['Alignment'], targetName: 'A', targetUrl: 'https://a.example', targetType: 'ext:EQF' },
      ],
      resultDescription: [
        {
          id: 'urn:uuid:3',
          type: ['ResultDescription'],
          name: 'Grade',
          resultType: 'RawScore',
          valueMax: '10',
          rubricCriterionLevel: [
            { id: 'urn:uuid:4', type: ['RubricCriterionLevel'], name: 'good', points: '3' },
          ],
        },
      ],
    },
  },
  evidence: [{ id: 'https://school.example/e', type: ['Evidence'], name: 'E' }],
  credentialSchema: [{ id: 'https://school.example/s.json', type: '1EdTechJsonSchemaValidator2019' }],
  credentialStatus: { id: 'https://school.example/s#1', type: 'BitstringStatusListEntry' },
  refreshService: { id: 'https://school.example/r', type: '1EdTechCredentialRefresh' },
  termsOfUse: [{ id: 'https://school.example/t', type: 'https://school.example/Terms' }],
  proof: [
    {
      type: 'DataIntegrityProof',
      created: '2026-03-01T09:00:00Z',
      proofValue: 'z1',
      verificationMethod: 'a#b',
    },
  ],
};

/** Every place in it, each time without it or with something of another kind. */
function listMutants(
  value: unknown,
  path: readonly (string | number)[] = [],
): { path: string; mutant: Json }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const replace = (change: (parent: Json, key: string) => void) => {
      const mutant = structuredClone(FULL);
      const parent = at.slice(0, -1).reduce<unknown>((node, step) => (node as Json)[step], mutant) as Json;
      change(parent, String(at.at(-1)));
      return mutant;
    };
    const own = [
      ...(Array.isArray(value)
        ? []
        : [{ path: `${at.join('/')} gone`, mutant: replace((parent, name) => delete parent[name]) }]),
      { path: `${at.join('/')} 42`, mutant: replace((parent, name) => (parent[name] = 42)) },
      { path: `${at.join('/')} null`, mutant: replace((parent, name) => (parent[name] = null)) },
      { path: `${at.join('/')} text`, mutant: replace((parent, name) => (parent[name] = 'x y')) },
      { path: `${at.join('/')} []`, mutant: replace((parent, name) => (parent[name] = [])) },
      { path: `${at.join('/')} {}`, mutant: replace((parent, name) => (parent[name] = {})) },
      { path: `${at.join('/')} odd`, mutant: replace((parent, name) => (parent[`${name}Odd`] = 'x')) },
    ];
    return [...own, ...listMutants((value as Json)[key], at)];
  });
}

describe('the schema for anybody’s Open Badges 3.0', () => {
  it.each(VARIANTS)('takes ours, %s', (variant) => {
    const badge = buildOpenBadge(
      buildOpenBadgeFacts({ badgeClass: buildBadgeClass({ variant }) }),
      ADDRESSES,
    );
    expect(passesOb3Schema(badge as unknown as Json)).toBe(true);
  });

  it('takes one value for a list of one, and dates of VC 1.1', () => {
    expect(passesOb3Schema(FULL)).toBe(true);
    const { evidence, proof, validFrom, ...others } = FULL;
    const single = { ...others, evidence: (evidence as unknown[])[0], proof: (proof as unknown[])[0] };
    expect(passesOb3Schema({ ...single, issuanceDate: validFrom })).toBe(true);
  });

  it.skipIf(!isThere)('refuses whatever the official one refuses', () => {
    const schema = JSON.parse(readFileSync(TOLERANT, 'utf8')) as Json;
    delete schema['$id'];
    const ajv = new Ajv2019({ strict: false });
    formats.default(ajv);
    const official = ajv.compile(schema);
    expect(official(FULL)).toBe(true);
    const mutants = listMutants(FULL);
    expect(mutants.length).toBeGreaterThan(500);
    const refused = mutants.filter(({ mutant }) => !official(mutant));
    expect(refused.length).toBeGreaterThan(200);
    const passes = (mutant: Json) => findContextTrouble(mutant) === null && passesOb3Schema(mutant);
    expect(refused.filter(({ mutant }) => passes(mutant)).map(({ path }) => path)).toEqual([]);
  });
});
