import { describe, expect, it } from 'vitest';
import { describeStanding } from '../../../../src/awarding/standing.js';
import type { Evaluation } from '../../../../src/awarding/decision.js';
import { presentForeignBadge, presentOwnBadge } from '../../../../src/web/student/present-own-badge.js';
import { buildMappedBadge, buildOpenedBadge, buildWords } from '../../../support/build-course-views.js';
import {
  buildAward,
  buildBadgeClass,
  buildCourse,
  buildEvaluation,
  buildInput,
  buildMapping,
  minutesAfterNoon,
  NOON,
} from '../../../support/build-records.js';

const nl = buildWords('nl', 'Moodle');
const issued = { ...buildAward().delivery, state: 'issued' as const, credentialId: 'c1' };

function open(evaluation: Evaluation | null, overrides: Parameters<typeof buildOpenedBadge>[0] = {}) {
  const badge = overrides.badge ?? buildMappedBadge({ badgeClass: buildBadgeClass({ id: 'b1' }) });
  const standing = describeStanding(badge.mapping, evaluation, null);
  return presentOwnBadge(buildOpenedBadge({ badge, standing, ...overrides }), nl);
}

function below(score: number): Evaluation {
  const inputs = [buildInput({ score, maximum: 100, scoreFraction: score / 100 })];
  return buildEvaluation({ verdict: 'not-met', reason: 'below-threshold', inputs });
}

describe('presentOwnBadge', () => {
  it('names the badge that is missing', () => {
    const mapping = buildMapping({ rule: { kind: 'holds-badge', badgeClassId: 'other' } });
    const other = buildBadgeClass({ id: 'other', name: { nl: 'Samenwerken', en: 'Working together' } });
    const badge = buildMappedBadge({ mapping, heldBadgeClasses: [other] });
    const inputs = [buildInput({ source: 'badge', columnKey: 'other', isPassed: false })];
    const missing = buildEvaluation({ verdict: 'not-met', reason: 'badge-not-held', inputs });
    expect(open(missing, { badge }).sentence).toBe('Je hebt de badge Samenwerken nog niet.');
  });

  it('says exactly what is missing, with the own result, and draws the badge as not earned', () => {
    const page = open(below(54));
    expect(page.sentence).toBe('Je bent er bijna: je hebt 54 %; nodig is 55 %.');
    expect(page.missing).toBeNull();
    expect(page.conditions).toEqual([
      {
        state: 'unmet',
        icon: 'circle',
        word: 'Nog niet:',
        text: 'Minstens 55 % voor deze opdracht',
        own: 'Jouw resultaat: 54 %',
      },
    ]);
    expect(page.image).toBe('/badges/b1/image.svg?words=no&lang=nl&state=unearned&met=0&of=1');
    expect(page.credentialHref).toBeNull();
  });

  it('says once that it was earned, and on which day, when its learner sees it for the first time', () => {
    const badge = buildMappedBadge();
    const standing = describeStanding(badge.mapping, null, buildAward({ delivery: issued }));
    const page = presentOwnBadge(buildOpenedBadge({ badge, standing }), nl, true);
    expect(page).toMatchObject({ isNew: true, sentence: 'Gelukt! Behaald op 2 maart 2026.', missing: null });
  });

  it.each([
    ['revoked', 'Ingetrokken op 2 maart 2026'],
    ['suspended', 'Tijdelijk niet geldig, sinds 2 maart 2026'],
  ] as const)('tells its learner that the credential was %s, why, and what to do', (state, title) => {
    const badge = buildMappedBadge();
    const standing = describeStanding(badge.mapping, null, buildAward({ delivery: issued }));
    const credential = { state, stateReason: 'Per ongeluk', stateChangedAt: NOON };
    const page = presentOwnBadge(buildOpenedBadge({ badge, standing }), nl, true, credential);
    expect(page).toMatchObject({ isNew: false, stopped: { title, reason: 'Reden: Per ongeluk' } });
    expect(page.stopped?.advice).toMatch(/docent/);
    const holds = { state: 'valid', stateReason: null, stateChangedAt: null } as const;
    expect(presentOwnBadge(buildOpenedBadge({ badge, standing }), nl, false, holds).stopped).toBeNull();
  });

  it.each([
    ['awaits-approval', 'Er kijkt nog iemand naar je badge.'],
    ['by-hand-only', 'Je docent kent deze badge zelf toe.'],
    ['needs-approval', 'Je badge wacht op je instelling.'],
    ['grade-not-stood', 'Je badge is onderweg.'],
  ] as const)('says whose turn it is where nothing is missing: %s', (reason, sentence) => {
    const page = open(buildEvaluation({ verdict: 'waiting', reason }));
    expect(page).toMatchObject({ sentence, missing: { title: 'Wat er nu gebeurt' } });
  });

  it('names a day by its date alone', () => {
    const settlesAt = new Date('2026-12-17T23:00:00Z');
    const page = open(below(54), { settlesAt });
    expect(page.sentence).toBe('Je hoort het op zijn vroegst op 18 december 2026.');
    expect(JSON.stringify(page)).not.toContain('00:00');
  });

  it('says the first sentence of what it is about, and folds the whole away', () => {
    const describe = (nl: string) =>
      open(below(54), {
        badge: buildMappedBadge({ badgeClass: buildBadgeClass({ description: { nl, en: nl } }) }),
      });
    const text = (page: ReturnType<typeof open>) =>
      page.about?.kind === 'paragraph' ? page.about.runs.map((run) => run.text).join('') : null;
    const two = describe('Je zoekt **bronnen** op. Je weegt ze, bijv. op 2.0.');
    expect(text(two)).toBe('Je zoekt bronnen op.');
    expect(two.description).toHaveLength(1);
    expect(text(describe('Voor wie met data werkt en leert. 4 EC, online.'))).toBe(
      'Voor wie met data werkt en leert.',
    );
    const one = describe('Je weegt bronnen, bijv. op versie 2.0.');
    expect(text(one)).toBe('Je weegt bronnen, bijv. op versie 2.0.');
    expect(one.description).toEqual([]);
    expect(text(describe('- eerst\n- dan'))).toBeNull();
  });

  it('leads to the credential once it is issued', () => {
    const badge = buildMappedBadge({ badgeClass: buildBadgeClass({ id: 'b1' }) });
    const award = buildAward({ delivery: issued });
    const standing = describeStanding(badge.mapping, null, award);
    const page = open(null, { badge, standing });
    expect(page).toMatchObject({
      sentence: 'Je hebt deze badge behaald op 2 maart 2026.',
      missing: null,
      isBeingIssued: false,
      credentialHref: `/courses/course-1/badges/${badge.mapping.key}/credential`,
      image: '/badges/b1/image.svg?words=no&lang=nl',
    });
  });

  it('says that the credential is being made while the award waits for it', () => {
    const badge = buildMappedBadge();
    const page = open(null, { badge, standing: describeStanding(badge.mapping, null, buildAward()) });
    expect(page).toMatchObject({ isBeingIssued: true, credentialHref: null, isEarned: true });
  });

  it('keeps a grade back that does not count yet, be it enough or not', () => {
    const wait = { notBefore: null, stoodHours: 1 };
    const badge = buildMappedBadge({
      mapping: buildMapping({ key: 'mapping-key-1', wait }),
      badgeClass: buildBadgeClass(),
    });
    const settlesAt = minutesAfterNoon(60);
    const enough = buildEvaluation({
      verdict: 'waiting',
      reason: 'grade-not-stood',
      turnsAt: settlesAt,
      inputs: [buildInput({ score: 80, maximum: 100, scoreFraction: 0.8 })],
    });
    const pages = [below(54), below(10), enough].map((evaluation) => open(evaluation, { badge, settlesAt }));
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
    expect(pages[0]?.missing).toMatchObject({ title: 'Wat er nu gebeurt' });
    expect(pages[0]?.missing?.text).toContain('14:00');
    expect(pages[0]?.conditions.map(({ state }) => state)).toEqual(['unknown', 'unmet']);
    expect(JSON.stringify(pages)).not.toMatch(/54 %|10 %|80 %/);
  });

  it('lists the conditions on time, met or not', () => {
    const wait = { notBefore: NOON, stoodHours: 2 };
    const badge = buildMappedBadge({ mapping: buildMapping({ key: 'mapping-key-1', wait }) });
    const states = (at: Date) => open(below(54), { badge, at }).conditions.map(({ state }) => state);
    expect(states(minutesAfterNoon(-1))).toEqual(['unmet', 'unmet', 'unmet']);
    expect(states(minutesAfterNoon(0))).toEqual(['unmet', 'met', 'unmet']);
    expect(states(minutesAfterNoon(120))).toEqual(['unmet', 'met', 'met']);
  });

  it('fills the rim by the conditions that are met', () => {
    const waiting = buildEvaluation({ verdict: 'waiting', reason: 'needs-approval' });
    expect(open(waiting).image).toContain('met=1&of=1');
  });

  it('says points as points', () => {
    const rule = { kind: 'at-least', columnKey: 'mapping-key-1' } as const;
    const mapping = buildMapping({
      key: 'mapping-key-1',
      columnMaximum: 10,
      rule: { ...rule, unit: 'points', value: 6 },
    });
    const inputs = [buildInput({ score: 5.999, maximum: 10 })];
    const page = open(buildEvaluation({ verdict: 'not-met', reason: 'below-threshold', inputs }), {
      badge: buildMappedBadge({ mapping }),
    });
    expect(page.conditions[0]?.own).toBe('Jouw resultaat: 5,99 van de 10 punten');
  });

  it('says when it was judged, by which version of the rule, and when again; nothing of that once it is held', () => {
    const nextCheckAt = new Date('2026-03-02T13:30:00Z');
    expect(open(below(54), { nextCheckAt }).checked).toBe(
      'Bekeken op 2 mrt, 13:00, met versie 1 van wat je docent vraagt. Volgende keer: 2 mrt, 14:30.',
    );
    expect(open(below(54)).checked).toContain('Volgende keer: zodra je deze badge opent.');
  });

  it('says since when it is true when the LMS did not answer', () => {
    expect(open(below(54)).stale).toBeNull();
    expect(open(below(54), { isFresh: false }).stale).toContain('op 2 mrt, 13:00');
    expect(open(null, { isFresh: false, readAt: null }).stale).toContain('Moodle antwoordde niet op tijd');
  });

  it('is not stale for what is held', () => {
    const badge = buildMappedBadge();
    const standing = describeStanding(badge.mapping, null, buildAward());
    expect(open(null, { badge, standing, isFresh: false }).stale).toBeNull();
  });
});

describe('presentForeignBadge', () => {
  it('shows the badge without progress', () => {
    const course = buildCourse({ id: 'course-1' });
    const page = presentForeignBadge({ course }, buildBadgeClass({ id: 'b1' }), nl);
    expect(page).toMatchObject({ name: 'Studentbestuur', conditions: [], isEarned: false });
    expect(page.image).toContain('state=unearned&met=0');
    expect(page.missing?.text).toBe('Je docent moet deze badge in deze cursus nog instellen.');
  });
});
