import { describe, expect, it } from 'vitest';
import { checkRubric, maximumOf, scoreRubric, type Rubric } from '../../../src/awarding/rubric.js';

const levels = [
  { title: 'Onvoldoende', points: 0 },
  { title: 'Voldoende', points: 2 },
  { title: 'Goed', points: 3.5 },
];
const rubric: Rubric = {
  criteria: [
    { title: 'Opbouw', levels },
    {
      title: 'Inhoud',
      levels: [
        { title: 'Zwak', points: 1 },
        { title: 'Sterk', points: 4 },
      ],
    },
  ],
  passPoints: 5,
};

describe('a rubric', () => {
  it('counts to the sum of its highest levels', () => expect(maximumOf(rubric)).toBe(7.5));

  it.each([
    [[0, 0], 1, false],
    [[0, 1], 4, false],
    [[2, 0], 4.5, false],
    [[1, 1], 6, true],
    [[2, 1], 7.5, true],
  ])('gives the points of the levels %j', (choices, points, isPassed) => {
    expect(scoreRubric(rubric, choices)).toMatchObject({ points, maximum: 7.5, isPassed });
  });

  it('passes at exactly the points that pass, and keeps the words of then', () => {
    const { isPassed, chosen } = scoreRubric({ ...rubric, passPoints: 6 }, [1, 1]);
    expect(isPassed).toBe(true);
    expect(chosen).toEqual([
      { criterion: 'Opbouw', level: 'Voldoende', points: 2 },
      { criterion: 'Inhoud', level: 'Sterk', points: 4 },
    ]);
  });

  it.each([[[]], [[0]], [[0, null]], [[0, 2]], [[0, -1]]])(
    'refuses choices that leave one out: %j',
    (choices) => {
      expect(() => scoreRubric(rubric, choices)).toThrow(
        expect.objectContaining({ code: 'rubric_incomplete' }),
      );
    },
  );

  it.each([
    ['criteria', { criteria: [], passPoints: 1 }],
    ['title', { criteria: [{ title: ' ', levels }], passPoints: 1 }],
    ['levels', { criteria: [{ title: 'A', levels: levels.slice(0, 1) }], passPoints: 1 }],
    [
      'level-title',
      { criteria: [{ title: 'A', levels: [...levels, { title: '', points: 1 }] }], passPoints: 1 },
    ],
    [
      'points',
      { criteria: [{ title: 'A', levels: [...levels, { title: 'x', points: -1 }] }], passPoints: 1 },
    ],
    [
      'points',
      {
        criteria: [
          {
            title: 'A',
            levels: [
              { title: 'x', points: 0 },
              { title: 'y', points: 0 },
            ],
          },
        ],
        passPoints: 1,
      },
    ],
    ['pass-points', { criteria: [{ title: 'A', levels }], passPoints: 3.6 }],
    ['pass-points', { criteria: [{ title: 'A', levels }], passPoints: 0 }],
  ])('refuses one whose %s cannot be', (problem, one) => {
    expect(() => checkRubric(one)).toThrow(
      expect.objectContaining({ code: 'rubric_invalid', detail: { problem } }),
    );
  });
});
