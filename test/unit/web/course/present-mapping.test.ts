import { describe, expect, it } from 'vitest';
import { emptySync } from '../../../../src/awarding/course-sync.js';
import { presentMapping } from '../../../../src/web/course/present-mapping.js';
import { buildBoard, buildMappedBadge, buildWords } from '../../../support/build-course-views.js';
import { buildCourse, buildMapping, NOON } from '../../../support/build-records.js';

const nl = buildWords('nl', 'Moodle');

describe('presentMapping', () => {
  it('says in three sentences what comes after the picker, and which are done', () => {
    const badge = buildMappedBadge({ mapping: buildMapping({ seenAt: null }) });
    const board = buildBoard({ badges: [badge], course: buildCourse({ membershipsUrl: null }) });
    expect(presentMapping(badge, board, nl).steps).toEqual([
      { text: 'Bewaar het formulier in Moodle; dan staat de link in je cursus.', isDone: false },
      { text: 'Open de link één keer, dan ziet Insigne wie er in de cursus zitten.', isDone: false },
      {
        text: 'Geef je cijfers in het cijferoverzicht van Moodle, in de kolom van deze badge.',
        isDone: null,
      },
    ]);
  });

  it('ticks what has happened', () => {
    const badge = buildMappedBadge();
    const course = buildCourse({ membershipsUrl: null });
    const sync = { ...emptySync(course), membersReadAt: NOON };
    const { steps, state } = presentMapping(badge, buildBoard({ badges: [badge], course, sync }), nl);
    expect(steps.map(({ isDone }) => isDone)).toEqual([true, true, null]);
    expect(state.word).toBe('Actief');
  });

  it('shows the needs of this badge only, without a link to the page itself', () => {
    const badge = buildMappedBadge({ mapping: buildMapping({ seenAt: null }) });
    const other = buildMappedBadge({ mapping: buildMapping({ seenAt: null }) });
    const course = buildCourse({ id: 'course-1' });
    const { needs } = presentMapping(badge, buildBoard({ course, badges: [badge, other] }), nl);
    expect(needs).toHaveLength(1);
    expect(needs[0]?.href).toBeNull();
  });

  it('warns that a badge column counts in the course total', () => {
    const badge = buildMappedBadge({ mapping: buildMapping({ columnRole: 'badge' }) });
    expect(presentMapping(badge, buildBoard({ badges: [badge] }), nl).columnHint).toContain(
      'telt mee in het cursustotaal',
    );
  });
});
