import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createBadgeClassService,
  type BadgeClassDraft,
  type BadgeClassService,
} from '../../../src/badges/badge-class-service.js';
import {
  createIssuerService,
  deriveStableId,
  type IssuerService,
} from '../../../src/badges/issuer-service.js';
import { seedBadgeClasses } from '../../../src/badges/seed.js';
import { listBrokenRules } from '../../../src/badges/variant-rules.js';
import { createAuditLog } from '../../../src/institutions/audit-log.js';
import type { Institution } from '../../../src/institutions/institution.js';
import { completeContent } from '../../support/build-full-badge-class.js';
import { buildInstitution, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

const ADMIN = { kind: 'command-line' } as const;

let database: TestStores;
let institution: Institution;
let issuers: IssuerService;
let badgeClasses: BadgeClassService;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(() => {
  institution = buildInstitution();
  ({ issuers, badgeClasses } = createServices());
});

function createServices() {
  const { stores } = database;
  const now = () => NOON;
  const audit = createAuditLog(stores.audit, now);
  return {
    issuers: createIssuerService({ issuers: stores.issuers, audit, now }),
    badgeClasses: createBadgeClassService({ ...stores, audit, now }),
  };
}

const listActions = async () =>
  (await database.stores.audit.list(institution.id, 50)).map(({ action }) => action).sort();

function buildDraft(overrides: Partial<BadgeClassDraft> = {}): BadgeClassDraft {
  return {
    ...completeContent(overrides.variant ?? 'extra-curricular'),
    issuerId: 'issuer-1',
    variant: 'extra-curricular',
    name: { nl: 'Studentbestuur', en: 'Student board' },
    description: { nl: 'Een jaar.', en: 'A year.' },
    criteria: { nl: 'Voltooi het.', en: 'Complete it.' },
    language: 'nl',
    ...overrides,
  };
}

describe('issuers', () => {
  it('make the first of an institution under its name, once for all processes', async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, () => createServices().issuers.ensureFirst(institution)),
    );

    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made[0]).toMatchObject({ institutionId: institution.id, name: institution.name });
    expect(await database.stores.issuers.list(institution.id)).toHaveLength(1);
    expect(await listActions()).toEqual(['issuer.created']);
    expect(await issuers.get(institution.id, made[0]?.id ?? '')).toEqual(made[0]);
  });

  it('are found and renamed within their institution alone', async () => {
    const { id } = await issuers.ensureFirst(institution);
    const name = { nl: 'Nieuw', en: 'New' };
    await expect(issuers.get(randomUUID(), id)).rejects.toMatchObject({ code: 'issuer_not_found' });
    await expect(issuers.rename(randomUUID(), id, name, ADMIN)).rejects.toMatchObject({
      code: 'issuer_not_found',
    });
    expect(await issuers.rename(institution.id, id, name, ADMIN)).toMatchObject({ id, name });
    expect(await listActions()).toEqual(['issuer.created', 'issuer.renamed']);
  });
});

describe('stable ids', () => {
  it('are the same for the same names, and no others', () => {
    expect(deriveStableId('kind', 'a', 'b')).toBe(deriveStableId('kind', 'a', 'b'));
    const ids = [
      ['kind', 'a', 'b'],
      ['kind', 'ab'],
      ['kind', 'a', 'b', ''],
      ['other', 'a', 'b'],
    ].map(([kind = '', ...names]) => deriveStableId(kind, ...names));
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('badge classes', () => {
  it('begin as version 1 with the picture and the rule of their variant', async () => {
    const made = await badgeClasses.create(institution.id, buildDraft({ variant: 'regular' }), ADMIN);

    expect(made).toMatchObject({
      version: 1,
      mayBeMapped: { where: 'after-approval' },
      artwork: expect.objectContaining({ shape: 'hexagon' }) as unknown,
    });
    expect(await badgeClasses.get(institution.id, made.id)).toEqual(made);
    expect(await badgeClasses.list(institution.id)).toEqual([made]);
    expect(await listActions()).toEqual(['badge-class.created']);
  });

  it.each<[Partial<BadgeClassDraft>, string[]]>([
    [{ name: { nl: 'x'.repeat(256), en: 'Name' } }, ['name.nl']],
    [{ description: { nl: 'x'.repeat(16_385), en: 'ok' } }, ['description.nl']],
    [{ variant: 'degree' as BadgeClassDraft['variant'] }, ['variant']],
    [
      { eqfLevel: 9, validForDays: 0, programmeIdentifiers: ['B-12'] },
      ['programmeIdentifiers', 'eqfLevel', 'validForDays'],
    ],
    [{ workload: { ects: -1, sbu: null, hours: Number.NaN } }, ['workload.ects', 'workload.hours']],
    [
      {
        alignments: [
          {
            targetName: '',
            targetUrl: 'javascript:alert(1)',
            targetType: 'a b',
            framework: null,
            code: null,
            description: null,
          },
        ],
      },
      ['alignments.0.targetName', 'alignments.0.targetUrl', 'alignments.0.targetType'],
    ],
    [
      { qualityFramework: { name: 'K', url: 'ftp://x', description: { nl: '', en: '' } } },
      ['qualityFramework.url'],
    ],
    [{ tags: [' '] }, ['tags']],
    [{ grading: { scale: 'ten-point', passMark: 'vijf' } }, ['grading.passMark']],
    [
      { artwork: { shape: 'star' as never, color: 'red', glyph: 'x' as never, initials: 'ABCDE' } },
      ['artwork.shape', 'artwork.color', 'artwork.glyph', 'artwork.initials'],
    ],
  ])('refuse what is too long or unknown, drafts too, and name each problem', async (draft, problems) => {
    for (const state of ['draft', 'published'] as const) {
      await expect(
        badgeClasses.create(institution.id, buildDraft({ ...draft, state }), ADMIN),
      ).rejects.toMatchObject({ code: 'badge_class_invalid', problems });
    }
    expect(await badgeClasses.list(institution.id)).toEqual([]);
  });

  it('may be incomplete as a draft, and are not published so', async () => {
    const incomplete = buildDraft({ variant: 'microcredential', qualityFramework: null, eqfLevel: null });
    await expect(badgeClasses.create(institution.id, incomplete, ADMIN)).rejects.toMatchObject({
      code: 'badge_class_incomplete',
      status: 422,
      broken: [{ code: 'level-missing' }, { code: 'framework-missing' }],
      message:
        'Choose the level: 1 to 8 of EQF and NLQF. Name the quality framework of the microcredential and the address where it can be read.',
    });
    const draft = await badgeClasses.create(institution.id, { ...incomplete, state: 'draft' }, ADMIN);
    expect(draft).toMatchObject({ state: 'draft', version: 1, eqfLevel: null });
    expect(await database.stores.badgeClasses.listVersions(institution.id, draft.id)).toEqual([]);
  });

  it('are not found from another institution', async () => {
    const { id } = await badgeClasses.create(institution.id, buildDraft(), ADMIN);
    await expect(badgeClasses.get(randomUUID(), id)).rejects.toMatchObject({ code: 'badge_class_not_found' });
  });
});

describe('approvals', () => {
  it('go from asked to answered, each change written once', async () => {
    const { id } = await badgeClasses.create(institution.id, buildDraft({ variant: 'regular' }), ADMIN);
    const permission = () => badgeClasses.findPermission(institution.id, id, 'course-1');
    expect(await permission()).toBe('needs-approval');
    for (let asked = 0; asked < 2; asked += 1) {
      await badgeClasses.requestApproval(institution.id, id, 'course-1', {
        kind: 'learner',
        id: 'teacher-1',
      });
    }
    expect(await permission()).toBe('needs-approval');
    for (let said = 0; said < 2; said += 1) {
      await badgeClasses.decideApproval(institution.id, id, 'course-1', 'approved', ADMIN);
    }
    expect(await permission()).toBe('allowed');
    expect(await badgeClasses.findPermission(institution.id, id, 'course-2')).toBe('needs-approval');
    await badgeClasses.decideApproval(institution.id, id, 'course-1', 'refused', ADMIN);
    expect(await permission()).toBe('refused');

    expect(await badgeClasses.listApprovals(institution.id)).toHaveLength(1);
    expect(await listActions()).toEqual([
      'badge-class.created',
      'mapping-approval.approved',
      'mapping-approval.refused',
      'mapping-approval.requested',
    ]);
  });

  it('are refused for a badge class that is not there', async () => {
    await expect(
      badgeClasses.requestApproval(institution.id, 'unknown', 'course-1', ADMIN),
    ).rejects.toMatchObject({ code: 'badge_class_not_found' });
    await expect(
      badgeClasses.decideApproval(institution.id, 'unknown', 'course-1', 'approved', ADMIN),
    ).rejects.toMatchObject({ code: 'badge_class_not_found' });
  });
});

describe('the seed', () => {
  it('makes one badge class of each variant, once, in one process or several', async () => {
    const runs = await Promise.all([
      seedBadgeClasses(institution, createServices()),
      seedBadgeClasses(institution, createServices()),
    ]);
    const again = await seedBadgeClasses(institution, { badgeClasses, issuers });

    expect(again.map(({ variant }) => variant).sort()).toEqual([
      'extra-curricular',
      'microcredential',
      'regular',
    ]);
    for (const run of runs) expect(run).toEqual(again);
    for (const one of again) expect(listBrokenRules(one)).toEqual([]);
    expect(await badgeClasses.list(institution.id)).toHaveLength(3);
    expect(new Set(again.map(({ issuerId }) => issuerId)).size).toBe(1);
  });

  it('lets no teacher put its microcredential live alone', async () => {
    const seeded = await seedBadgeClasses(institution, { badgeClasses, issuers });
    const permissions = await Promise.all(
      seeded.map(async ({ id, variant }) => [
        variant,
        await badgeClasses.findPermission(institution.id, id, 'course-1'),
      ]),
    );
    expect(Object.fromEntries(permissions)).toEqual({
      regular: 'needs-approval',
      microcredential: 'needs-approval',
      'extra-curricular': 'allowed',
    });
  });

  it('gives each institution badge classes of its own', async () => {
    const other = buildInstitution();
    const here = await seedBadgeClasses(institution, { badgeClasses, issuers });
    const there = await seedBadgeClasses(other, { badgeClasses, issuers });
    expect(new Set([...here, ...there].map(({ id }) => id)).size).toBe(6);
  });
});
