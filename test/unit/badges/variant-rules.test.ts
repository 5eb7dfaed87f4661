import { describe, expect, it } from 'vitest';
import type { BadgeContent, Sector, Variant } from '../../../src/badges/badge-class.js';
import { SECTORS, VARIANTS } from '../../../src/badges/badge-content.js';
import { explainRule } from '../../../src/badges/explain-rule.js';
import { listBrokenRules, RULE_CODES, type RuleCode } from '../../../src/badges/variant-rules.js';
import { WORKLOAD_BOUNDS, WORKLOAD_UNITS } from '../../../src/badges/workload-bounds.js';
import { isTextKey } from '../../../src/language/translate.js';
import { buildFullBadgeClass } from '../../support/build-full-badge-class.js';

function listBroken(variant: Variant, overrides: Partial<BadgeContent>): string[] {
  return listBrokenRules(buildFullBadgeClass({ variant, ...overrides })).map(
    ({ code, field }) => `${code} ${field}`,
  );
}

const ects = (amount: number | null) => ({ workload: { ects: amount, sbu: null, hours: null } });
const sbu = (amount: number | null) => ({ workload: { ects: null, sbu: amount, hours: null } });
const hours = (amount: number | null) => ({ workload: { ects: null, sbu: null, hours: amount } });
const nothing = { nl: ' ', en: '' };

describe('what each variant asks before it is published', () => {
  it.each(VARIANTS)('a complete %s breaks no rule', (variant) => {
    expect(listBroken(variant, {})).toEqual([]);
  });

  it.each(VARIANTS)('%s: name, description and criteria stand in both languages', (variant) => {
    expect(listBroken(variant, { name: nothing })).toEqual(['name-missing name.nl', 'name-missing name.en']);
    expect(listBroken(variant, { description: { nl: 'Ja', en: '' } })).toEqual([
      'description-missing description.en',
    ]);
    expect(listBroken(variant, { criteria: { nl: '', en: 'Yes' } })).toEqual([
      'criteria-missing criteria.nl',
    ]);
  });

  it.each<[Variant, Partial<BadgeContent>, string]>([
    ['regular', { sector: null }, 'sector-missing sector'],
    ['regular', { programmeIdentifiers: [] }, 'programme-missing programmeIdentifiers'],
    ['regular', { eqfLevel: null }, 'level-missing eqfLevel'],
    ['regular', ects(null), 'workload-missing workload.ects'],
    ['regular', { sector: 'mbo', ...sbu(null) }, 'workload-missing workload.sbu'],
    ['regular', { sector: 'mbo', ...sbu(0.5) }, 'workload-above-least workload.sbu'],
    ['regular', ects(0.25), 'workload-out-of-bounds workload.ects'],
    ['regular', ects(240.5), 'workload-out-of-bounds workload.ects'],
    ['regular', { learningOutcomes: { nl: 'x', en: '' } }, 'outcomes-missing learningOutcomes.en'],
    ['microcredential', { sector: null }, 'sector-missing sector'],
    ['microcredential', { eqfLevel: null }, 'level-missing eqfLevel'],
    ['microcredential', { qualityFramework: null }, 'framework-missing qualityFramework'],
    [
      'microcredential',
      { qualityFramework: { name: 'Kader', url: '', description: nothing } },
      'framework-missing qualityFramework',
    ],
    ['microcredential', { assessmentTypes: [] }, 'assessment-missing assessmentTypes'],
    ['microcredential', { participation: [] }, 'participation-missing participation'],
    ['microcredential', { learningOutcomes: { nl: '', en: 'x' } }, 'outcomes-missing learningOutcomes.nl'],
    ['microcredential', { sector: 'hbo', ...ects(2.5) }, 'workload-out-of-bounds workload.ects'],
    ['microcredential', { sector: 'hbo', ...ects(30.5) }, 'workload-out-of-bounds workload.ects'],
    ['microcredential', { sector: 'hbo', ...ects(3.3) }, 'workload-out-of-bounds workload.ects'],
    ['microcredential', { sector: 'hbo', ...hours(83) }, 'workload-out-of-bounds workload.hours'],
    ['microcredential', { sector: 'wo', ...ects(0.5) }, 'workload-out-of-bounds workload.ects'],
    ['microcredential', { sector: 'wo', ...hours(27) }, 'workload-out-of-bounds workload.hours'],
    ['microcredential', { sector: 'mbo', ...sbu(239) }, 'workload-above-least workload.sbu'],
    ['extra-curricular', { isLevelVerified: true }, 'level-has-formal-value isLevelVerified'],
    ['extra-curricular', ects(1), 'credits-refused workload.ects'],
    ['extra-curricular', { sector: null, ...sbu(40) }, 'credits-refused workload.sbu'],
    ['extra-curricular', { sector: 'mbo', ...sbu(40) }, 'credits-refused workload.sbu'],
    ['extra-curricular', hours(0.5), 'workload-above-least workload.hours'],
  ])('%s with %j: %s', (variant, overrides, broken) => {
    expect(listBroken(variant, overrides)).toEqual([broken]);
  });

  it.each<[Variant, Sector, Partial<BadgeContent>]>([
    ['microcredential', 'wo', ects(1)],
    ['microcredential', 'hbo', ects(3)],
    ['microcredential', 'hbo', ects(30)],
    ['microcredential', 'hbo', hours(84)],
    ['microcredential', 'wo', hours(28)],
    ['microcredential', 'mbo', sbu(240)],
    ['regular', 'hbo', ects(0.5)],
    ['regular', 'wo', ects(240)],
    ['regular', 'mbo', sbu(1)],
    ['extra-curricular', 'mbo', hours(null)],
    ['extra-curricular', 'wo', hours(1)],
  ])('%s in %s takes %j', (variant, sector, workload) => {
    expect(listBroken(variant, { sector, ...workload })).toEqual([]);
  });

  it('counts each unit only where its sector does', () => {
    expect(listBroken('microcredential', { sector: 'mbo', ...ects(4) })).toEqual([
      'workload-missing workload.sbu',
      'unit-not-counted workload.ects',
    ]);
    expect(listBroken('regular', { sector: 'wo', workload: { ects: 5, sbu: 140, hours: null } })).toEqual([
      'unit-not-counted workload.sbu',
    ]);
  });

  it('asks an extra-curricular one for neither level, outcomes, assessment nor sector', () => {
    expect(
      listBroken('extra-curricular', {
        sector: null,
        eqfLevel: null,
        learningOutcomes: nothing,
        assessmentTypes: [],
        participation: [],
        ...hours(null),
      }),
    ).toEqual([]);
  });
});

describe('the bounds', () => {
  it('name a source each, and stand for every variant and sector', () => {
    const rows = VARIANTS.flatMap((variant) => SECTORS.map((sector) => WORKLOAD_BOUNDS[variant][sector]));
    expect(rows).toHaveLength(9);
    for (const row of rows) {
      expect(Object.keys(row).length).toBeGreaterThan(0);
      for (const unit of WORKLOAD_UNITS) {
        const bounds = row[unit];
        if (bounds) expect(bounds.source.length).toBeGreaterThan(10);
      }
    }
  });

  it('have no study credits for extra-curricular in any sector', () => {
    for (const sector of SECTORS) {
      expect(Object.keys(WORKLOAD_BOUNDS['extra-curricular'][sector])).toEqual(['hours']);
    }
  });
});

describe('the sentence of a broken rule', () => {
  it.each(RULE_CODES)('stands in the catalogue: %s', (code) => {
    expect(isTextKey(`rule.${code}`)).toBe(true);
  });

  it('is whole in both languages, numbers as each writes them', () => {
    const [rule] = listBrokenRules(buildFullBadgeClass({ sector: 'hbo', ...ects(2) }));
    expect(rule && explainRule(rule, 'nl')).toBe('Kies 3 tot en met 30 EC, in stappen van 0,5.');
    expect(rule && explainRule(rule, 'en')).toBe('Choose 3 to 30 EC, in steps of 0.5.');
  });

  it('leaves no placeholder open, whatever breaks', () => {
    const worst: Partial<BadgeContent>[] = [
      { sector: null, eqfLevel: null, qualityFramework: null, assessmentTypes: [], participation: [] },
      { name: nothing, description: nothing, criteria: nothing, learningOutcomes: nothing, ...ects(null) },
      { programmeIdentifiers: [], workload: { ects: 999, sbu: 0.1, hours: 0.1 } },
      { isLevelVerified: true, sector: 'mbo', workload: { ects: 999, sbu: 0.1, hours: 0.1 } },
    ];
    const rules = worst.flatMap((overrides) =>
      VARIANTS.flatMap((variant) => listBrokenRules(buildFullBadgeClass({ variant, ...overrides }))),
    );
    const met = new Set<RuleCode>(rules.map(({ code }) => code));
    expect([...RULE_CODES].filter((code) => !met.has(code))).toEqual([]);
    for (const rule of rules) {
      for (const language of ['nl', 'en'] as const) expect(explainRule(rule, language)).not.toMatch(/[{}]/);
    }
  });
});
