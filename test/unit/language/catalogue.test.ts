import { describe, expect, it } from 'vitest';
import { DECISION_REASONS } from '../../../src/awarding/decision.js';
import { COLUMN_ROLES } from '../../../src/awarding/mapping.js';
import { STANDING_STATES } from '../../../src/awarding/standing.js';
import { VARIANTS } from '../../../src/badges/badge-class.js';
import { catalogue, catalogueParts } from '../../../src/language/catalogue/index.js';
import { LANGUAGES, type LocalText } from '../../../src/language/local-text.js';
import { createTranslator, isTextKey } from '../../../src/language/translate.js';
import { PLACE_OF_PROBLEM } from '../../../src/web/picker/read-draft.js';

const texts = Object.entries<LocalText>(catalogue);

function listPlaceholders(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
}

describe('catalogue', () => {
  it('says every text in Dutch and in English', () => {
    const silent = texts.flatMap(([key, text]) =>
      LANGUAGES.filter((language) => !text[language]?.trim()).map((language) => `${key} (${language})`),
    );
    expect(texts.length).toBeGreaterThan(100);
    expect(silent).toEqual([]);
  });

  it('uses the same parameters in both languages', () => {
    const unlike = texts
      .filter(([, { nl, en }]) => listPlaceholders(nl).join() !== listPlaceholders(en).join())
      .map(([key]) => key);
    expect(unlike).toEqual([]);
  });

  it('has each key in one part only', () => {
    const keys = Object.values(catalogueParts).flatMap((part) => Object.keys(part));
    const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
    expect(twice).toEqual([]);
    expect(keys.length).toBe(texts.length);
  });

  it('addresses people as "je"', () => {
    const formal = texts.filter(([, { nl }]) => /\b(?:u|uw)\b/i.test(nl)).map(([key]) => key);
    expect(formal).toEqual([]);
  });
});

describe('texts of codes', () => {
  it.each(DECISION_REASONS)('has a sentence for the teacher, the student and a cell: %s', (reason) => {
    expect(isTextKey(`reason.${reason}`)).toBe(true);
    expect(isTextKey(`student.reason.${reason}`)).toBe(true);
    expect(isTextKey(`cell.reason.${reason}`)).toBe(true);
  });

  it.each(STANDING_STATES)('has a word for standing: %s', (state) => {
    expect(isTextKey(`cell.${state}`)).toBe(true);
    expect(isTextKey(`student.says.${state}`)).toBe(true);
  });

  it.each(Object.keys(PLACE_OF_PROBLEM))('has a sentence for what is wrong in the picker: %s', (problem) => {
    expect(isTextKey(`picker.problem.${problem}`)).toBe(true);
  });

  it.each(COLUMN_ROLES)('has words, a hint and what to do for the column role %s', (role) => {
    expect(isTextKey(`role.${role}`)).toBe(true);
    expect(isTextKey(`role.${role}.hint`)).toBe(true);
    expect(isTextKey(`mapping.after.grade.${role}`)).toBe(true);
  });

  it('calls the column roles what DESIGN §2 calls them', () => {
    const nl = createTranslator('nl');
    const en = createTranslator('en');
    expect(nl('role.grade', { lms: 'Moodle' })).toBe('Jij geeft het cijfer in Moodle');
    expect(en('role.grade', { lms: 'Moodle' })).toBe('You grade it in Moodle');
    expect(nl('role.assessed')).toBe('Jij beoordeelt het hier');
    expect(en('role.assessed')).toBe('You assess it here');
    expect(nl('role.badge')).toBe('Toon de badge in het cijferoverzicht');
    expect(en('role.badge')).toBe('Show the badge in the gradebook');
  });

  it.each(VARIANTS)('has a word for the variant %s', (variant) => {
    expect(isTextKey(`variant.${variant}`)).toBe(true);
  });
});
