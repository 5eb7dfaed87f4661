import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../../../src/language/translate.js';
import { presentRubricForm } from '../../../../src/web/course/present-rubric-form.js';
import { fillFields, readRubric } from '../../../../src/web/course/read-rubric.js';

const GOOD = { c0: 'Opbouw', c0l0: 'Zwak', c0p0: '0', c0l1: 'Sterk', c0p1: '2,5', passPoints: '1' };

describe('the form of a rubric', () => {
  it('leaves out what was left empty, also between', () => {
    const { rubric, problems } = readRubric({
      ...GOOD,
      c3: 'Taal',
      c3l1: 'a',
      c3p1: '1',
      c3l3: 'b',
      c3p3: '2',
    });
    expect(problems).toEqual([]);
    expect(rubric).toEqual({
      criteria: [
        {
          title: 'Opbouw',
          levels: [
            { title: 'Zwak', points: 0 },
            { title: 'Sterk', points: 2.5 },
          ],
        },
        {
          title: 'Taal',
          levels: [
            { title: 'a', points: 1 },
            { title: 'b', points: 2 },
          ],
        },
      ],
      passPoints: 1,
    });
    expect(readRubric({ passPoints: '' })).toMatchObject({ rubric: null, problems: [] });
  });

  it.each([
    [{ c0: '' }, [{ problem: 'title', row: 0, field: 'c0' }]],
    [{ c0l1: '' }, [{ problem: 'level-title', row: 0, field: 'c0l1' }]],
    [{ c0p1: 'veel' }, [{ problem: 'points', row: 0, field: 'c0p1' }]],
    [{ c0l1: '', c0p1: '' }, [{ problem: 'levels', row: 0, field: 'c0l1' }]],
    [{ passPoints: '3' }, [{ problem: 'pass-points', row: null, field: 'passPoints' }]],
    [{ passPoints: '' }, [{ problem: 'pass-points', row: null, field: 'passPoints' }]],
    [{ c0p1: '0' }, [{ problem: 'points', row: 0, field: 'c0p0' }]],
    [
      { c2: 'Taal', c2l2: 'a', c2p2: 'x' },
      [
        { problem: 'points', row: 2, field: 'c2p2' },
        { problem: 'levels', row: 2, field: 'c2l0' },
      ],
    ],
  ])('with %j names the field that mends it', (change, problems) => {
    expect(readRubric({ ...GOOD, ...change }).problems).toEqual(problems);
  });

  it('says each problem once per criterion, and links to its field', () => {
    const read = readRubric({ ...GOOD, c0l0: '', c0l1: '' });
    const form = presentRubricForm({ ...read, action: '/x', isSaved: false }, createTranslator('en'));
    expect(form.problems).toEqual([{ href: '#c0l0', text: 'Criterion 1: Give each level a name.' }]);
    expect(form.errors).toEqual({ 0: ['Give each level a name.'] });
    expect([...form.invalid]).toEqual(['c0l0', 'c0l1']);
  });

  it('gives two rows more each time they are asked for, ten at most, and saves nothing then', () => {
    const shown = [3, 5, 8, 9].map((rows) => {
      const { fields, wantsRows } = readRubric({ ...GOOD, act: 'add', rows: String(rows) });
      expect(wantsRows).toBe(true);
      return fields.rows.length;
    });
    expect(shown).toEqual([5, 7, 10, 10]);
  });

  it('keeps all levels of a rubric that has six', () => {
    const levels = Array.from({ length: 6 }, (_, points) => ({ title: `niveau ${points}`, points }));
    const rubric = { criteria: [{ title: 'Opbouw', levels }], passPoints: 3 };
    const fields = fillFields(rubric, String);
    const body = Object.fromEntries([
      ['c0', 'Opbouw'],
      ['passPoints', fields.passPoints],
      ...(fields.rows[0]?.levels ?? []).flatMap(({ title, points }, level) => [
        [`c0l${level}`, title],
        [`c0p${level}`, points],
      ]),
    ]) as Record<string, string>;
    expect(readRubric(body).rubric).toEqual(rubric);
  });
});
