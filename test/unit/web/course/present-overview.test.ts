import { describe, expect, it } from 'vitest';
import { emptySync } from '../../../../src/awarding/course-sync.js';
import { describeStanding } from '../../../../src/awarding/standing.js';
import { presentCheck, presentOverview } from '../../../../src/web/course/present-overview.js';
import {
  buildBoard,
  buildBoardLearner,
  buildMappedBadge,
  buildWords,
} from '../../../support/build-course-views.js';
import {
  buildAward,
  buildBadgeClass,
  buildCourse,
  buildMapping,
  minutesAfterNoon,
  NOON,
} from '../../../support/build-records.js';

const nl = buildWords('nl', 'Moodle');
const course = buildCourse({ id: 'course-1' });
const sync = { ...emptySync(course), completeAt: NOON, lastRoundAt: NOON };

describe('presentOverview', () => {
  it('presents a badge with its rule, its counts and when it was last read', () => {
    const badge = buildMappedBadge({ badgeClass: buildBadgeClass({ id: 'b1' }) });
    const held = describeStanding(badge.mapping, null, buildAward());
    const board = buildBoard({
      badges: [badge],
      learners: [buildBoardLearner({ id: 'a' }), buildBoardLearner({ id: 'b' })],
      standings: { a: held },
      sync,
    });
    const { badges, needs, readAt } = presentOverview(board, nl);
    expect(badges).toEqual([
      {
        href: `/courses/course-1/badges/${badge.mapping.key}`,
        image: '/badges/b1/image.svg?words=no&lang=nl',
        name: 'Studentbestuur',
        variant: 'extra-curricular',
        rule: 'Minstens 55 % voor de opdracht bij deze badge',
        counts: {
          earned: 1,
          total: 2,
          label: '1 van 2 studenten behaald',
          parts: [{ meaning: 'is-earned', x: 0, width: 50 }],
          legend: [
            { meaning: 'is-earned', icon: 'check', text: '1 behaald' },
            { meaning: '', icon: 'circle', text: '1 nog niet' },
          ],
          none: null,
        },
        mode: 'Automatisch · Jij geeft het cijfer in Moodle',
        state: null,
      },
    ]);
    expect(needs).toEqual([]);
    expect(readAt).toBe('Laatst bijgewerkt 2 mrt, 13:00');
  });

  it('leads from each need to where something can be done', () => {
    const badge = buildMappedBadge({
      mapping: buildMapping({ seenAt: NOON, state: 'needs-look', stateReason: 'doubled-key' }),
    });
    const trouble = { ...sync, stop: { code: 'platform_unavailable', since: NOON } };
    const { needs } = presentOverview(buildBoard({ badges: [badge], sync: trouble }), nl);
    expect(needs.map(({ href }) => href)).toEqual([
      '/courses/course-1#check',
      `/courses/course-1/badges/${badge.mapping.key}`,
    ]);
    expect(needs[0]?.text).toBe(
      'Moodle is niet bereikbaar sinds 2 mrt, 13:00. Insigne probeert het vanzelf opnieuw. (code platform_unavailable)',
    );
    expect(needs[1]?.text).toContain('twee kolommen');
  });

  it('quotes the code of a stop that has no sentence of its own', () => {
    const mapping = buildMapping({ seenAt: NOON, state: 'needs-look', stateReason: 'something-new' });
    const { needs } = presentOverview(buildBoard({ badges: [buildMappedBadge({ mapping })] }), nl);
    expect(needs[0]?.text).toContain('(code something-new)');
  });

  it('begins a sentence with a capital where the LMS has no name', () => {
    const words = buildWords('en', ' ');
    const trouble = { ...sync, stop: { code: 'platform_busy', since: NOON } };
    const [need] = presentOverview(buildBoard({ sync: trouble }), words).needs;
    expect(need?.text).toMatch(/^Your learning environment has not been reachable/);
  });

  it('names a course without a title', () => {
    const board = buildBoard({ course: buildCourse({ title: null }) });
    expect(presentOverview(board, nl).title).toBe('Badges in deze cursus');
  });
});

describe('presentCheck', () => {
  it('says that it is looking until a round ended after it was asked for', () => {
    const say = (since: Date | null) => presentCheck(buildBoard({ course, sync }), since, nl);
    expect(say(null)).toBeNull();
    expect(say(minutesAfterNoon(1))).toMatchObject({ isDone: false });
    expect(say(minutesAfterNoon(1))?.href).toBe(`/courses/course-1?since=${minutesAfterNoon(1).getTime()}`);
    expect(say(NOON)).toMatchObject({ isDone: true });
    expect(presentCheck(buildBoard({ course }), NOON, nl)).toMatchObject({ isDone: false });
  });
});
