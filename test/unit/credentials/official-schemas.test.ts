import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { VARIANTS } from '../../../src/badges/badge-class.js';
import { buildOpenBadge, type OpenBadgeFacts } from '../../../src/credentials/build-open-badge.js';
import { listSchemaProblems } from '../../../src/credentials/open-badge-schema.js';
import { buildClaims } from '../../../src/credentials/vc-jwt.js';
import { buildFullBadgeClass } from '../../support/build-full-badge-class.js';
import { buildBadgeClass, buildIssuer } from '../../support/build-records.js';
import { ADDRESSES, buildOpenBadgeFacts } from '../../support/build-open-badge-facts.js';

/** 1EdTech's own files lie beside the repository, not in it: their licence is another one. */
const FOLDER = fileURLToPath(new URL('../../../../shared/schemas/', import.meta.url));

const SCHEMAS = ['formal', 'tolerant'].map((kind) => ({
  kind,
  path: `${FOLDER}ob_v3p0_achievementcredential_schema.${kind}.json`,
}));
const isThere = SCHEMAS.every(({ path }) => existsSync(path));
if (!isThere) console.warn('skipped: the official OB 3.0 schemas are not in ../shared/schemas');

function compileOfficial(path: string) {
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  // The two files carry each other's.
  delete schema['$id'];
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(schema);
}

const full = {
  issuer: buildIssuer({
    description: { nl: 'Een school', en: 'A school' },
    url: 'https://school.example.org',
    email: 'badges@school.example.org',
    logo: { id: 'picture-1', mediaType: 'image/svg+xml' },
    brin: '27KP',
  }),
};
const inside: Partial<OpenBadgeFacts> = {
  statusPlace: { listId: 'a'.repeat(32), slot: 131_071 },
  results: [
    { name: 'Verslag', type: 'RawScore', value: '8', valueMin: '0', valueMax: '10' },
    { name: 'Eindcijfer', type: 'ext:ECTSGradeScore', value: '8.5' },
    { name: 'Aanwezig', type: 'Status', value: 'Completed' },
  ],
  evidence: [{ name: 'Verslag', url: 'https://example.org/report', narrative: 'Een **verslag**.' }],
  inside: { grade: true, evidence: true },
};
const bare = { holder: { name: null, email: null } };

describe.skipIf(!isThere).each(SCHEMAS)('the official OB 3.0 schema, $kind', ({ path }) => {
  it.each(VARIANTS)('takes what we build for %s, with and without the claims around it', (variant) => {
    const validate = compileOfficial(path);
    const everything = { ...full, ...inside, badgeClass: buildFullBadgeClass({ variant }) };
    for (const overrides of [full, bare, everything]) {
      const facts = buildOpenBadgeFacts({ badgeClass: buildBadgeClass({ variant }), ...overrides });
      const badge = buildOpenBadge(facts, ADDRESSES);
      expect(listSchemaProblems(JSON.parse(JSON.stringify(badge)))).toEqual([]);
      for (const document of [badge, { ...badge, ...buildClaims(badge) }]) {
        validate(document);
        expect(validate.errors ?? []).toEqual([]);
      }
    }
  });

  it('refuses a credential without achievement', () => {
    const badge = buildOpenBadge(buildOpenBadgeFacts(), ADDRESSES);
    const credentialSubject = { ...badge.credentialSubject, achievement: undefined };
    const document: unknown = JSON.parse(JSON.stringify({ ...badge, credentialSubject }));
    expect(compileOfficial(path)(document)).toBe(false);
  });
});
