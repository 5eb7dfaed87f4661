import { describe, expect, it } from 'vitest';
import type { AtLeastCondition } from '../../../../src/awarding/rule.js';
import { presentRule } from '../../../../src/web/course/present-rule.js';
import { buildMappedBadge, buildWords } from '../../../support/build-course-views.js';
import { buildBadgeClass, buildMapping } from '../../../support/build-records.js';

const nl = buildWords('nl');
const en = buildWords('en');
const KEY = 'own-key';
const rule: AtLeastCondition = { kind: 'at-least', columnKey: KEY, unit: 'percent', value: 55 };

describe('presentRule', () => {
  it('says a percentage of the own column', () => {
    const badge = buildMappedBadge({ mapping: buildMapping({ key: KEY, rule: { ...rule, value: 5.5 } }) });
    expect(presentRule(badge, nl)).toBe('Minstens 5,5 % voor deze opdracht');
    expect(presentRule(badge, en)).toBe('At least 5.5 % for this assignment');
  });

  it('says points with the maximum of the own column', () => {
    const mapping = buildMapping({
      key: KEY,
      columnMaximum: 10,
      rule: { ...rule, unit: 'points', value: 5.5 },
    });
    expect(presentRule(buildMappedBadge({ mapping }), nl)).toBe(
      'Minstens 5,5 van de 10 punten voor deze opdracht',
    );
  });

  it('names the column of another badge: as the LMS does, else by that badge', () => {
    const mapping = buildMapping({ columnRole: 'none', rule: { ...rule, value: 60, columnKey: 'other' } });
    const badgeClass = buildBadgeClass({ name: { nl: 'Verslag schrijven', en: 'Writing a report' } });
    const say = (label: string | null, known: typeof badgeClass | null) =>
      presentRule(buildMappedBadge({ mapping, readColumn: { label, badgeClass: known } }), nl);
    expect(say('Verslag', badgeClass)).toBe('Minstens 60 % voor Verslag');
    expect(say(null, badgeClass)).toBe('Minstens 60 % voor Verslag schrijven');
    expect(say(null, null)).toBe('Minstens 60 % voor een kolom die er niet meer is');
  });

  it('adds what it waits for', () => {
    const wait = { notBefore: new Date('2027-03-30T22:00:00.000Z'), stoodHours: 24 };
    const say = (stoodHours: number) =>
      presentRule(buildMappedBadge({ mapping: buildMapping({ wait: { ...wait, stoodHours } }) }), nl);
    expect(say(24)).toBe(
      'Minstens 55 % voor deze opdracht, zodra het cijfer 24 uur vaststaat, niet vóór 31 maart 2027',
    );
    expect(say(1)).toContain('zodra het cijfer een uur vaststaat');
    expect(say(0)).toBe('Minstens 55 % voor deze opdracht, niet vóór 31 maart 2027');
  });

  it('says who assesses, without the wait, which is for grades of the LMS', () => {
    const mapping = buildMapping({ columnRole: 'assessed', wait: { notBefore: null, stoodHours: 1 } });
    expect(presentRule(buildMappedBadge({ mapping }), nl)).toBe('Behaald volgens jouw beoordeling hier');
    expect(presentRule(buildMappedBadge({ mapping }), nl, 'student')).toBe('Behaald volgens je docent');
  });
});
