import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VARIANTS, type BadgeClass } from '../../../../src/badges/badge-class.js';
import { buildOpenBadge, type OpenBadgeFacts } from '../../../../src/credentials/build-open-badge.js';
import type { AchievedResult, EvidenceItem } from '../../../../src/credentials/claims.js';
import { canonicalize, type JsonLdDocument } from '../../../../src/credentials/json-ld/canonicalize.js';
import { createFastCanonicalize } from '../../../../src/credentials/json-ld/fast-canonicalize.js';
import { ADDRESSES, buildOpenBadgeFacts } from '../../../support/build-open-badge-facts.js';
import { buildFullBadgeClass } from '../../../support/build-full-badge-class.js';
import { buildBadgeClass, buildIssuer } from '../../../support/build-records.js';

const bareClass = buildBadgeClass();

/** `@digitalbazaar/vc` signs what `jsonld` and `rdf-canonize` give, and so does `canonicalize`: its cryptosuite's own. */
const library = canonicalize;

const issuer = buildIssuer();

function build(overrides: Partial<OpenBadgeFacts>): JsonLdDocument {
  const badge = buildOpenBadge(
    buildOpenBadgeFacts({ issuer, badgeClass: bareClass, ...overrides }),
    ADDRESSES,
  );
  return badge as unknown as JsonLdDocument;
}

/** An address that our builder would write otherwise or leave out. */
function withEvidence(id: string, overrides: Partial<OpenBadgeFacts> = {}): JsonLdDocument {
  return { ...build(overrides), evidence: [{ id, type: ['Evidence'], name: 'Verslag' }] };
}

const statusPlace = { listId: 'f'.repeat(32), slot: 71_234 };
const results: AchievedResult[] = [
  { name: 'Verslag', type: 'RawScore', value: '8', valueMin: '0', valueMax: '10' },
  { name: 'Niveau', type: 'PerformanceLevel', value: 'goed', allowedValues: ['matig', 'goed'] },
];
const evidence: EvidenceItem[] = [
  { name: 'Verslag', url: 'https://example.org/report/1', description: 'Het verslag', narrative: '**Goed**' },
  { name: 'Gesprek', narrative: 'Een gesprek van 20 minuten.' },
];
const full = { statusPlace, results, evidence, inside: { grade: true, evidence: true } };

describe('the compiled way', () => {
  const shapes: [string, Partial<OpenBadgeFacts>][] = [
    ...VARIANTS.flatMap((variant): [string, Partial<OpenBadgeFacts>][] => [
      [`${variant}, bare`, { badgeClass: buildBadgeClass({ variant }), holder: { name: null, email: null } }],
      [`${variant}, full`, { badgeClass: buildFullBadgeClass({ variant }), ...full }],
      [
        `${variant}, in English`,
        { badgeClass: buildFullBadgeClass({ variant, language: 'en' }), statusPlace },
      ],
    ]),
    [
      'a result on the scale of its badge class',
      {
        badgeClass: buildFullBadgeClass(),
        results: [{ name: 'Eindcijfer', type: 'ext:ECTSGradeScore', value: '8.5' }],
        inside: { grade: true, evidence: false },
      },
    ],
  ];

  it.each(shapes)('gives the bytes of the library: %s', async (_what, facts) => {
    const fast = createFastCanonicalize();
    const [first, second] = [
      build(facts),
      build({
        ...facts,
        credentialId: 'e'.repeat(32),
        salt: '1'.repeat(32),
        subjectUuid: crypto.randomUUID(),
      }),
    ];
    // The first filling is proved against the library's own answer, the second is the compiled one alone.
    expect(await fast.canonicalize(first)).toBe(await library(first));
    expect(await fast.canonicalize(second)).toBe(await library(second));
    expect(fast.counts).toEqual({ compiled: 1, general: 1, fast: 1 });
  });

  it('gives the bytes of the library for the options of a proof', async () => {
    const fast = createFastCanonicalize();
    const options = (created: string) => ({
      '@context': build({})['@context'],
      type: 'DataIntegrityProof',
      created,
      verificationMethod: 'did:web:badges.example.org:issuers:i#z6Mk',
      cryptosuite: 'eddsa-rdfc-2022',
      proofPurpose: 'assertionMethod',
    });
    for (const created of ['2026-03-02T12:00:00Z', '2026-03-02T12:00:01Z']) {
      expect(await fast.canonicalize(options(created))).toBe(await library(options(created)));
    }
    expect(fast.counts).toMatchObject({ compiled: 1, fast: 1 });
  });

  it('takes a changed badge class, issuer or number of results for another shape', async () => {
    const fast = createFastCanonicalize();
    const badgeClass = buildFullBadgeClass();
    const all = [
      build({ badgeClass }),
      build({ badgeClass: { ...badgeClass, version: 2 } }),
      build({ badgeClass, issuer: buildIssuer({ name: { nl: 'Anders', en: 'Other' } }) }),
      build({ badgeClass, ...full }),
      build({ badgeClass, ...full, results: results.slice(1) }),
    ];
    for (const one of all) expect(await fast.canonicalize(one)).toBe(await library(one));
    expect(fast.counts.compiled).toBe(all.length);
  });

  it.each([8, true, null, { '@value': 'x', '@language': 'nl' }, ['a', 'b'], [], undefined])(
    'takes the general way for a value that is no text: %j',
    async (name) => {
      const fast = createFastCanonicalize();
      const withName = (one: unknown): JsonLdDocument => ({
        ...build({}),
        evidence: [{ id: 'https://example.org/report', type: ['Evidence'], name: one }],
      });
      for (const one of ['a', 'b', name]) {
        expect(await fast.canonicalize(withName(one))).toBe(await library(withName(one)));
      }
      expect(fast.counts).toEqual({ compiled: 1, general: 2, fast: 1 });
    },
  );

  it('takes the general way for one thing where ours have a list, and for a list where ours have one', async () => {
    const fast = createFastCanonicalize();
    const badge = build({ ...full });
    const [item] = badge['evidence'] as unknown[];
    const others = [
      { evidence: item },
      { credentialSubject: [badge['credentialSubject']] },
      { evidence: ['urn:a:b'] },
    ];
    for (const other of others) {
      const one = { ...badge, ...other } as JsonLdDocument;
      expect(await fast.canonicalize(one)).toBe(await library(one));
    }
    expect(fast.counts).toEqual({ compiled: 0, general: others.length, fast: 0 });
  });

  it('forgets the shape that was longest unused', async () => {
    const fast = createFastCanonicalize({ mostShapes: 2 });
    const [a, b, c] = [1, 2, 3].map((version) =>
      build({ badgeClass: buildBadgeClass({ id: 'b', version }) }),
    );
    for (const one of [a, b, a, c, a]) await fast.canonicalize(one as JsonLdDocument);
    expect(fast.counts.compiled).toBe(3);
    await fast.canonicalize(b as JsonLdDocument);
    expect(fast.counts.compiled).toBe(4);
  });
});

describe('what the compiled way is not sure of takes the general one', () => {
  const badgeClass = buildFullBadgeClass();
  const inside = { grade: true, evidence: true };

  it.each<[string, Partial<OpenBadgeFacts>]>([
    [
      'two pieces of evidence that are alike',
      { evidence: [evidence[1], evidence[1]] as EvidenceItem[], inside },
    ],
    [
      'one address twice',
      {
        evidence: [evidence[0], { ...evidence[0], name: 'Anders' }] as EvidenceItem[],
        inside,
      },
    ],
    [
      'an address that stands elsewhere too',
      {
        evidence: [{ name: 'Badge', url: ADDRESSES.badgeClass(badgeClass.id) }],
        inside,
      },
    ],
    ['half a letter', { evidence: [{ name: 'Verslag', narrative: 'x\ud800' }], inside }],
  ])('%s', async (_what, facts) => {
    const fast = createFastCanonicalize();
    for (const subjectUuid of [
      '6f2a1c1e-8d0b-4f6e-9a55-0c6e6b1d2f3a',
      '6f2a1c1e-8d0b-4f6e-9a55-0c6e6b1d2f3b',
    ]) {
      const document = build({ badgeClass, ...facts, subjectUuid });
      expect(await fast.canonicalize(document)).toBe(await library(document));
    }
    expect(fast.counts.fast).toBe(0);
  });

  it('an address with a letter beyond ASCII', async () => {
    const fast = createFastCanonicalize();
    for (const salt of ['1'.repeat(32), '2'.repeat(32)]) {
      const document = withEvidence('https://example.org/één', { badgeClass, salt });
      expect(await fast.canonicalize(document)).toBe(await library(document));
    }
    expect(fast.counts.fast).toBe(0);
  });

  it('refuses what safe mode refuses, each time', async () => {
    const fast = createFastCanonicalize();
    const odd = { ...build({}), grade: '9' };
    for (let time = 0; time < 2; time += 1) {
      await expect(fast.canonicalize(odd)).rejects.toMatchObject({ code: 'json_ld_unsafe' });
    }
    const relative = withEvidence('report/1');
    for (let time = 0; time < 2; time += 1) {
      await expect(fast.canonicalize(relative)).rejects.toMatchObject({ code: 'json_ld_unsafe' });
    }
  });

  it('takes documents of another kind the general way', async () => {
    const fast = createFastCanonicalize();
    const other = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: 'https://example.org/1',
      type: ['VerifiableCredential'],
      issuer: 'https://example.org/i',
      credentialSubject: { id: 'https://example.org/s' },
    };
    expect(await fast.canonicalize(other)).toBe(await library(other));
    expect(fast.counts).toEqual({ compiled: 0, general: 1, fast: 0 });
  });
});

describe('for whatever stands in the holes', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      '"',
      '\\',
      '\n',
      'a\r\nb\t',
      '\u007f\u0000\u001b',
      '{}',
      '_:b0',
      'https://a',
      '<x>',
      '@id',
      '🎓',
      'c14n0',
    ),
  );
  const address = fc.oneof(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.uuid().map((uuid) => `urn:uuid:${uuid}`),
    fc.constantFrom('https://example.org/a', 'https://example.org/A%20b?x=1#y', 'https://example.org/\u00e9'),
  );
  const date = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  /** One of few shapes with values of any kind, so that most of them meet a shape that is compiled already. */
  const arbitraryFacts = fc.record({
    variant: fc.constantFrom(...VARIANTS),
    isFull: fc.boolean(),
    credentialId: fc.uuid(),
    subjectUuid: fc.uuid(),
    salt: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
    awardedAt: date,
    issuedAt: date,
    email: fc.emailAddress(),
    slot: fc.nat(131_071),
    values: fc.tuple(text, text),
    urls: fc.tuple(address, address),
    texts: fc.tuple(text, text, text, text),
  });
  const classes = Object.fromEntries(
    VARIANTS.map((variant) => [
      variant,
      { full: buildFullBadgeClass({ variant }), bare: buildBadgeClass({ variant }) },
    ]),
  );

  it('gives the bytes of the library, or refuses as it does', async () => {
    const fast = createFastCanonicalize();
    const answer = (document: JsonLdDocument, how: typeof library) =>
      how(document).catch((error: unknown) => `refused: ${(error as { code?: string }).code ?? ''}`);
    await fc.assert(
      fc.asyncProperty(
        arbitraryFacts,
        async ({ variant, isFull, email, slot, values, urls, texts, ...facts }) => {
          const document = build({
            ...facts,
            holder: { name: texts[0], email },
            badgeClass: (isFull ? classes[variant]?.full : classes[variant]?.bare) as BadgeClass,
            ...(isFull && {
              statusPlace: { listId: 'a'.repeat(32), slot },
              results: [
                { name: 'Verslag', type: 'RawScore', value: values[0], valueMax: '10' },
                { name: 'Eindcijfer', type: 'ext:ECTSGradeScore', value: values[1] },
              ],
              evidence: [
                { name: texts[1], url: urls[0], narrative: texts[2] },
                { name: texts[3], url: urls[1] },
              ],
              inside: { grade: true, evidence: true },
            }),
          });
          expect(await answer(document, fast.canonicalize)).toBe(await answer(document, library));
        },
      ),
      { numRuns: 150 },
    );
    // The property says nothing if all of them took the general way.
    expect(fast.counts.fast).toBeGreaterThan(60);
  });
});
