import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EU_ELEMENTS, readCompleteness } from '../../../src/badges/eu-elements.js';
import { catalogue } from '../../../src/language/catalogue/index.js';
import { createTranslator, isTextKey } from '../../../src/language/translate.js';
import { buildFullBadgeClass } from '../../support/build-full-badge-class.js';
import { buildBadgeClass, buildIssuer } from '../../support/build-records.js';

const DOCUMENT = readFileSync(
  fileURLToPath(new URL('../../../docs/eu-elements.md', import.meta.url)),
  'utf8',
);

/** The rows of every table of the document, cells trimmed. */
function readRows(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

describe('the EU elements (2022/C 243/02, Annex I)', () => {
  it('are 11 mandatory and 5 optional ones, each with a place everywhere', () => {
    expect(EU_ELEMENTS.filter(({ isMandatory }) => isMandatory)).toHaveLength(11);
    expect(EU_ELEMENTS.filter(({ isMandatory }) => !isMandatory)).toHaveLength(5);
    for (const { id, field, ob3, ob2, elm } of EU_ELEMENTS) {
      expect(isTextKey(`eu.${id}`)).toBe(true);
      for (const place of [field, ob3, ob2, elm]) expect(place.length).toBeGreaterThan(3);
    }
  });

  it('stand in docs/eu-elements.md as they stand in the code', () => {
    const t = createTranslator('en');
    const expected = EU_ELEMENTS.map(({ id, isMandatory, saidBy, field, ob3, ob2, elm }) => [
      t(`eu.${id}`),
      isMandatory ? 'mandatory' : 'optional',
      `${saidBy}: ${field}`,
      ob3,
      ob2,
      elm,
    ]);
    const [, ...rows] = readRows(DOCUMENT);
    expect(rows).toEqual(expected);
  });
});

describe('the completeness meter', () => {
  const issuer = buildIssuer();
  const missing = (overrides: Parameters<typeof buildFullBadgeClass>[0]) =>
    readCompleteness(buildFullBadgeClass(overrides), issuer)
      .elements.filter(({ state }) => state === 'missing')
      .map(({ id }) => id);

  it('counts what can be said before somebody earns it', () => {
    const { stated, of, elements } = readCompleteness(buildFullBadgeClass(), issuer);
    expect([stated, of]).toEqual([9, 9]);
    expect(elements.filter(({ state }) => state === 'when-awarded').map(({ id }) => id)).toEqual([
      'learner',
      'date',
      'grade',
    ]);
    expect(readCompleteness(buildBadgeClass({ name: { nl: '', en: '' } }), null)).toMatchObject({
      stated: 0,
      of: 9,
    });
  });

  it('says what is missing', () => {
    expect(missing({ learningOutcomes: { nl: '', en: ' ' } })).toEqual(['learning-outcomes']);
    expect(missing({ workload: { ects: null, sbu: null, hours: null } })).toEqual(['workload']);
    expect(missing({ eqfLevel: null })).toEqual(['level']);
    expect(missing({ assessmentTypes: [] })).toEqual(['assessment']);
    expect(missing({ participation: [] })).toEqual(['participation']);
    expect(missing({ qualityFramework: null })).toEqual(['quality']);
    expect(missing({ targetGroup: { nl: '', en: '' }, prerequisites: { nl: '', en: '' } })).toEqual([
      'prerequisites',
    ]);
    expect(missing({ isSupervised: false, isIdentityChecked: true })).toEqual(['supervision']);
    expect(readCompleteness(buildFullBadgeClass(), null).stated).toBe(7);
  });

  it('never claims certification or recognition', () => {
    for (const [key, { nl, en }] of Object.entries(catalogue).filter(([name]) => name.startsWith('eu.'))) {
      if (key === 'eu.note') continue;
      expect(`${nl} ${en}`).not.toMatch(/certif|erken|recogni|keurmerk|voldoet|compl(y|iant)/i);
    }
    expect(catalogue['eu.note'].en).toMatch(/no certification and no recognition/);
  });
});
