import { describe, expect, it } from 'vitest';
import type { OwnBadge } from '../../../../src/awarding/own-badges.js';
import { describeStanding } from '../../../../src/awarding/standing.js';
import { presentOwnBadges } from '../../../../src/web/student/present-own-badges.js';
import { buildMappedBadge, buildWords } from '../../../support/build-course-views.js';
import {
  buildAward,
  buildBadgeClass,
  buildCourse,
  buildEvaluation,
  buildInput,
  buildRegistration,
  minutesAfterNoon,
  NOON,
} from '../../../support/build-records.js';

const nl = buildWords('nl');

function own(
  name: string,
  overrides: Partial<OwnBadge> & { evaluation?: ReturnType<typeof buildEvaluation> } = {},
): OwnBadge {
  const badge = buildMappedBadge({ badgeClass: buildBadgeClass({ name: { nl: name, en: name } }) });
  const { evaluation = null, ...rest } = overrides;
  return {
    badge,
    standing: describeStanding(badge.mapping, evaluation, null),
    settlesAt: null,
    at: NOON,
    ...rest,
  };
}

function present(badges: readonly OwnBadge[]) {
  const place = {
    course: buildCourse({ id: 'course-1', title: 'Biologie' }),
    registration: buildRegistration(),
  };
  return presentOwnBadges({ ...place, badges, readAt: NOON }, nl);
}

const graded = buildEvaluation({
  verdict: 'not-met',
  reason: 'below-threshold',
  inputs: [buildInput({ score: 10, maximum: 100, scoreFraction: 0.1 })],
});
const ungraded = buildEvaluation({
  verdict: 'not-met',
  reason: 'no-grade',
  inputs: [buildInput({ score: null })],
});

describe('presentOwnBadges', () => {
  it('groups by held, on the way and possible', () => {
    const held = own('Held');
    const badges = [
      own('Graded', { evaluation: graded }),
      { ...held, standing: describeStanding(held.badge.mapping, null, buildAward()) },
      own('Ungraded', { evaluation: ungraded }),
      own('Undecided'),
    ];
    const { groups, title } = present(badges);
    expect(title).toBe('Jouw badges in Biologie');
    expect(groups.map((group) => [group.title, group.rows.map(({ name }) => name)])).toEqual([
      ['Behaald', ['Held']],
      ['Onderweg', ['Graded']],
      ['Nog te halen', ['Ungraded', 'Undecided']],
    ]);
  });

  it('does not tell by its group that there is a grade which does not count yet', () => {
    const { groups } = present([own('Kept', { evaluation: graded, settlesAt: minutesAfterNoon(60) })]);
    expect(groups.map(({ id }) => id)).toEqual(['possible']);
    expect(groups[0]?.rows[0]?.sentence).toBe('Je hoort het op zijn vroegst op 2 mrt, 14:00.');
  });

  it('says in each row what is missing, or what it takes', () => {
    const near = buildEvaluation({
      verdict: 'not-met',
      reason: 'below-threshold',
      inputs: [buildInput({ score: 54.9, maximum: 100, scoreFraction: 0.549 })],
    });
    const { groups } = present([
      own('Graded', { evaluation: graded }),
      own('Near', { evaluation: near }),
      own('Ungraded', { evaluation: ungraded }),
      own('Undecided'),
    ]);
    const rows = groups.flatMap((group) => group.rows);
    expect(rows.map(({ name, sentence }) => [name, sentence])).toEqual([
      ['Graded', 'Je hebt 10 %; nodig is 55 %.'],
      ['Near', 'Je bent er bijna: je hebt 54,9 %; nodig is 55 %.'],
      ['Ungraded', 'Je hebt nog geen cijfer voor Ungraded.'],
      ['Undecided', expect.stringMatching(/^Minstens 55 %/)],
    ]);
  });

  it('shows once what was earned once, and what does not hold any more', () => {
    const award = buildAward({ id: 'a1' });
    const held = own('Held');
    const standing = describeStanding(held.badge.mapping, null, award);
    const place = { course: buildCourse({ id: 'course-1' }), registration: buildRegistration() };
    const badges = [
      { ...held, standing },
      { ...own('Held'), standing },
    ];
    const credentials = new Map([
      ['a1', { state: 'revoked', stateReason: 'Per ongeluk', stateChangedAt: NOON } as const],
    ]);
    const { groups } = presentOwnBadges({ ...place, badges, readAt: NOON }, nl, credentials);
    expect(groups.flatMap(({ rows }) => rows)).toMatchObject([
      { name: 'Held', stopped: { title: 'Ingetrokken op 2 maart 2026', reason: 'Reden: Per ongeluk' } },
    ]);
  });

  it('has no group without badges', () => {
    expect(present([]).groups).toEqual([]);
  });
});
