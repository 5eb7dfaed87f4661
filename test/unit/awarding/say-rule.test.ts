import { describe, expect, it } from 'vitest';
import { sayRule, type RuleNames } from '../../../src/awarding/say-rule.js';
import type { Condition, Rule } from '../../../src/awarding/rule.js';
import { createFormats } from '../../../src/language/format.js';
import type { Language } from '../../../src/language/local-text.js';
import { createTranslator } from '../../../src/language/translate.js';

const COLUMNS: Readonly<Record<string, string>> = { report: 'Verslag', test: 'Toets' };
const names: RuleNames = {
  column: (key) => COLUMNS[key] ?? null,
  badge: (id) => (id === 'lab' ? 'Veilig werken' : null),
  ownKey: 'own',
  ownMaximum: 10,
};

function say(rule: Rule, language: Language = 'nl'): string {
  return sayRule(rule, names, { t: createTranslator(language), formats: createFormats(language) });
}

const own: Condition = { kind: 'at-least', columnKey: 'own', unit: 'percent', value: 55 };
const report: Condition = { kind: 'at-least', columnKey: 'report', unit: 'points', value: 5.5 };
const lab: Condition = { kind: 'holds-badge', badgeClassId: 'lab' };

describe('sayRule', () => {
  it.each<[Rule, string, string]>([
    [own, 'minstens 55 % voor deze opdracht', 'at least 55 % for this assignment'],
    [
      { ...own, unit: 'points', value: 6 },
      'minstens 6 van de 10 punten voor deze opdracht',
      'at least 6 of 10 points for this assignment',
    ],
    [report, 'minstens 5,5 punten voor Verslag', 'at least 5.5 points for Verslag'],
    [{ kind: 'passed', columnKey: 'test' }, 'een voldoende voor Toets', 'a pass for Toets'],
    [{ kind: 'completed', columnKey: 'test' }, 'Toets voltooid', 'Toets completed'],
    [
      { kind: 'mastery', columnKey: 'test', level: 3 },
      'minstens niveau 3 voor Toets',
      'at least level 3 for Toets',
    ],
    [lab, 'de badge Veilig werken', 'the badge Veilig werken'],
    [
      { kind: 'holds-badge', badgeClassId: 'gone' },
      'een badge die er niet meer is',
      'a badge that is no longer there',
    ],
    [
      { kind: 'passed', columnKey: 'gone' },
      'een voldoende voor een kolom die er niet meer is',
      'a pass for a column that is no longer there',
    ],
    [
      {
        kind: 'combined',
        how: 'best',
        columns: [
          { columnKey: 'report', weight: 1 },
          { columnKey: 'test', weight: 1 },
        ],
        unit: 'percent',
        value: 70,
      },
      'minstens 70 % voor het beste van Verslag en Toets',
      'at least 70 % for the best of Verslag and Toets',
    ],
    [
      {
        kind: 'combined',
        how: 'sum',
        columns: [
          { columnKey: 'report', weight: 1 },
          { columnKey: 'test', weight: 1 },
        ],
        unit: 'points',
        value: 12,
      },
      'minstens 12 punten voor Verslag en Toets bij elkaar',
      'at least 12 points for Verslag and Toets together',
    ],
    [
      {
        kind: 'combined',
        how: 'weighted-mean',
        columns: [
          { columnKey: 'report', weight: 2 },
          { columnKey: 'test', weight: 1 },
        ],
        unit: 'percent',
        value: 55,
      },
      'gemiddeld minstens 55 % voor Verslag (telt 2 keer) en Toets (telt 1 keer)',
      'at least 55 % on average for Verslag (counts 2 times) and Toets (counts 1 times)',
    ],
    [
      { kind: 'all-of', of: [own, report, lab] },
      'minstens 55 % voor deze opdracht, minstens 5,5 punten voor Verslag en de badge Veilig werken',
      'at least 55 % for this assignment, at least 5.5 points for Verslag and the badge Veilig werken',
    ],
    [
      { kind: 'any-of', of: [own, report] },
      'minstens 55 % voor deze opdracht of minstens 5,5 punten voor Verslag',
      'at least 55 % for this assignment or at least 5.5 points for Verslag',
    ],
    [
      { kind: 'count-of', least: 2, of: [own, report, lab] },
      'minstens 2 van deze: minstens 55 % voor deze opdracht, minstens 5,5 punten voor Verslag en de badge Veilig werken',
      'at least 2 of these: at least 55 % for this assignment, at least 5.5 points for Verslag and the badge Veilig werken',
    ],
    [
      { kind: 'all-of', of: [own, { kind: 'any-of', of: [report, lab] }] },
      'minstens 55 % voor deze opdracht; en één van deze: minstens 5,5 punten voor Verslag of de badge Veilig werken',
      'at least 55 % for this assignment; and one of these: at least 5.5 points for Verslag or the badge Veilig werken',
    ],
    [
      { kind: 'all-of', of: [{ kind: 'any-of', of: [lab] }] },
      'de badge Veilig werken',
      'the badge Veilig werken',
    ],
  ])('%j', (rule, nl, en) => {
    expect(say(rule)).toBe(nl);
    expect(say(rule, 'en')).toBe(en);
  });
});
