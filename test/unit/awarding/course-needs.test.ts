import { describe, expect, it } from 'vitest';
import { emptySync } from '../../../src/awarding/course-sync.js';
import { listNeeds } from '../../../src/awarding/course-needs.js';
import { buildBoard, buildMappedBadge } from '../../support/build-course-views.js';
import {
  buildAssessment,
  buildAward,
  buildBadgeScore,
  buildCourse,
  buildMapping,
  buildPassback,
  NOON,
} from '../../support/build-records.js';

function kinds(board: Parameters<typeof listNeeds>[0]): string[] {
  return listNeeds(board).map(({ kind }) => kind);
}

describe('listNeeds', () => {
  it('is empty for a course that works', () => {
    expect(kinds(buildBoard({ badges: [buildMappedBadge()] }))).toEqual([]);
  });

  it('is empty for a course without badges, even when nobody knows who is in it', () => {
    expect(kinds(buildBoard({ course: buildCourse({ membershipsUrl: null }) }))).toEqual([]);
  });

  it('names since when the LMS is in trouble, and by which code', () => {
    const sync = { ...emptySync(buildCourse()), stop: { code: 'platform_unavailable', since: NOON } };
    expect(listNeeds(buildBoard({ sync }))).toEqual([
      { kind: 'stopped-since', code: 'platform_unavailable', since: NOON },
    ]);
  });

  it('asks to open a link once while no memberships address is known, of a badge that is in the course', () => {
    const placed = buildMappedBadge({ mapping: buildMapping({ seenAt: null }) });
    const seen = buildMappedBadge();
    const board = buildBoard({ course: buildCourse({ membershipsUrl: null }), badges: [placed, seen] });
    expect(listNeeds(board)).toEqual([
      { kind: 'not-seen', badge: placed },
      { kind: 'open-once', badge: seen },
    ]);
  });

  it('says that the LMS keeps the list of members to itself once a link was opened', () => {
    const course = buildCourse({ membershipsUrl: null, linkOpenedAt: NOON });
    const board = buildBoard({ course, badges: [buildMappedBadge()] });
    expect(listNeeds(board)).toEqual([{ kind: 'members-withheld' }]);
  });

  it('says of each badge what it waits for or stopped on', () => {
    const stopped = buildMappedBadge({
      mapping: buildMapping({ seenAt: NOON, state: 'needs-look', stateReason: 'doubled-key' }),
    });
    const waiting = buildMappedBadge({
      mapping: buildMapping({ seenAt: NOON, state: 'waiting-for-approval' }),
    });
    expect(listNeeds(buildBoard({ badges: [waiting, stopped] }))).toEqual([
      { kind: 'needs-look', badge: stopped, reason: 'doubled-key' },
      { kind: 'approval', badge: waiting },
    ]);
  });

  it('names one learner of each badge whose score was refused, whether awarded or assessed', () => {
    const first = buildMappedBadge();
    const second = buildMappedBadge();
    const refused = buildPassback({ state: 'refused', lastErrorCode: 'score_refused' });
    const board = buildBoard({
      badges: [first, second],
      badgeScores: [
        buildBadgeScore({ mappingId: first.mapping.id, learnerId: 'one', passback: refused }),
        buildBadgeScore({ mappingId: first.mapping.id, learnerId: 'two', passback: refused }),
      ],
      assessments: [buildAssessment({ mappingId: second.mapping.id, learnerId: 'three', passback: refused })],
    });
    expect(listNeeds(board)).toEqual([
      { kind: 'score-refused', badge: first, learnerId: 'one', code: 'score_refused' },
      { kind: 'score-refused', badge: second, learnerId: 'three', code: 'score_refused' },
    ]);
  });

  it('says once that credentials cannot be issued', () => {
    const { delivery } = buildAward();
    const stuck = { ...delivery, lastErrorCode: 'issuing_not_allowed' };
    const board = buildBoard({
      awards: [buildAward({ delivery: stuck }), buildAward({ delivery: stuck }), buildAward()],
    });
    expect(listNeeds(board)).toEqual([{ kind: 'issuing', code: 'issuing_not_allowed' }]);
  });
});
