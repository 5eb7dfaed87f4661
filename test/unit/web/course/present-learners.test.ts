import { describe, expect, it } from 'vitest';
import { describeStanding } from '../../../../src/awarding/standing.js';
import { presentLearners } from '../../../../src/web/course/present-learners.js';
import {
  buildBoard,
  buildBoardLearner,
  buildMappedBadge,
  buildWords,
} from '../../../support/build-course-views.js';
import { buildAward, buildEvaluation, buildInput } from '../../../support/build-records.js';

const nl = buildWords('nl');
const badge = buildMappedBadge();
const inputs = [buildInput({ score: 50, maximum: 100, scoreFraction: 0.5 })];
const near = buildEvaluation({ verdict: 'not-met', reason: 'below-threshold', inputs });
const board = buildBoard({
  badges: [badge],
  learners: [
    buildBoardLearner({ id: 'aaaaaaaa', name: 'Zoë Jansen' }),
    buildBoardLearner({ id: 'bbbbbbbb', name: 'Sem Bakker' }),
    buildBoardLearner({ id: 'cccccccc', name: null }),
  ],
  standings: {
    aaaaaaaa: describeStanding(badge.mapping, null, buildAward()),
    bbbbbbbb: describeStanding(badge.mapping, near, null),
  },
});

describe('presentLearners', () => {
  it('gives each cell a sign, a word and a reason', () => {
    const { rows } = presentLearners(board, '', nl);
    expect(rows.map(({ name, cells }) => [name, cells])).toEqual([
      [
        'Zoë Jansen',
        [{ state: 'earned', meaning: 'is-earned', icon: 'check', word: 'Behaald', short: '2 maart 2026' }],
      ],
      [
        'Sem Bakker',
        [{ state: 'near', meaning: 'is-way', icon: 'half', word: 'Bijna', short: '50 %, nodig 55 %' }],
      ],
      [
        'Naam onbekend (cccccc)',
        [{ state: 'undecided', meaning: '', icon: 'minus', word: 'Nog niet bekeken', short: null }],
      ],
    ]);
  });

  it.each([
    ['zoe', ['Zoë Jansen']],
    ['BAKK', ['Sem Bakker']],
    ['cccc', ['Naam onbekend (cccccc)']],
    ['nobody', []],
  ])('finds by a part of the name, with or without accents: %s', (query, names) => {
    const found = presentLearners(board, query, nl);
    expect(found.rows.map(({ name }) => name)).toEqual(names);
    expect(found.count).toBe(`${names.length} van 3 studenten`);
  });

  it('counts one student as one', () => {
    const one = buildBoard({ learners: [buildBoardLearner()] });
    expect(presentLearners(one, '', nl).count).toBe('1 student');
  });
});
