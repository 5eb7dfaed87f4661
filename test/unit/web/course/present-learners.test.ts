import { describe, expect, it } from 'vitest';
import { describeStanding } from '../../../../src/awarding/standing.js';
import { readLearnerChoice } from '../../../../src/web/course/filter-learners.js';
import { presentLearnersCsv, toField } from '../../../../src/web/course/present-csv.js';
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
    const { rows } = presentLearners(board, readLearnerChoice({}), nl);
    expect(rows.map(({ name, cells }) => [name, cells])).toEqual([
      [
        'Zoë Jansen',
        [
          {
            state: 'earned',
            meaning: 'is-earned',
            icon: 'check',
            word: 'Behaald',
            short: '2 maart 2026',
            isQuiet: false,
            reason: 'Behaald: 2 maart 2026',
            select: null,
          },
        ],
      ],
      [
        'Sem Bakker',
        [
          {
            state: 'near',
            meaning: 'is-way',
            icon: 'half',
            word: 'Bijna',
            short: '50 %, nodig 55 %',
            isQuiet: false,
            reason: 'Bijna: 50 %, nodig 55 %',
            select: null,
          },
        ],
      ],
      [
        'Naam onbekend (cccccc)',
        [
          {
            state: 'undecided',
            meaning: '',
            icon: 'minus',
            word: 'Nog niet bekeken',
            short: null,
            isQuiet: true,
            reason: 'Nog niet bekeken',
            select: null,
          },
        ],
      ],
    ]);
  });

  it.each([
    ['zoe', ['Zoë Jansen']],
    ['BAKK', ['Sem Bakker']],
    ['cccc', ['Naam onbekend (cccccc)']],
    ['nobody', []],
  ])('finds by a part of the name, with or without accents: %s', (query, names) => {
    const found = presentLearners(board, readLearnerChoice({ q: query }), nl);
    expect(found.rows.map(({ name }) => name)).toEqual(names);
    expect(found.count).toBe(`${names.length} van 3 studenten`);
    expect(found.csvHref).toBe(`/courses/course-1/learners.csv?q=${query}`);
  });

  it('counts one student as one', () => {
    const one = buildBoard({ learners: [buildBoardLearner()] });
    expect(presentLearners(one, readLearnerChoice({}), nl).count).toBe('1 student');
  });
});

describe('choosing learners', () => {
  const names = (query: Record<string, string>) =>
    presentLearners(board, readLearnerChoice(query), nl).rows.map(({ name }) => name);

  it.each<[Record<string, string>, string[]]>([
    [{ state: 'earned' }, ['Zoë Jansen']],
    [{ state: 'near', badge: badge.mapping.key }, ['Sem Bakker']],
    [{ state: 'near', badge: 'a-key-of-another-course' }, []],
    [{ state: 'not-yet' }, ['Naam onbekend (cccccc)']],
    [{ state: 'nonsense' }, ['Zoë Jansen', 'Sem Bakker', 'Naam onbekend (cccccc)']],
    [{ sort: '-name' }, ['Naam onbekend (cccccc)', 'Sem Bakker', 'Zoë Jansen']],
    [{ sort: badge.mapping.key }, ['Zoë Jansen', 'Sem Bakker', 'Naam onbekend (cccccc)']],
  ])('%j', (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it('keeps the choice in the addresses for sorting, and turns a sorted column back', () => {
    const sorted = presentLearners(board, readLearnerChoice({ q: 'e', sort: badge.mapping.key }), nl);
    expect(sorted.badges[0]).toMatchObject({ isSorted: true, sortHref: '/courses/course-1/learners?q=e' });
    expect(sorted.nameSort).toEqual({ href: '/courses/course-1/learners?q=e', direction: null });
  });
});

describe('the matrix as a file (RFC 4180)', () => {
  it('has a line for each learner, and says that it is UTF-8', () => {
    const csv = presentLearnersCsv(board, readLearnerChoice({ state: 'earned' }), nl);
    expect(csv).toBe(
      `\uFEFF"Student","${badge.badgeClass.name.nl}"\r\n"Zoë Jansen","Behaald: 2 maart 2026"\r\n`,
    );
  });

  it.each(['=1+1', '+31 6', '-2', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1'])(
    'makes no formula of %j',
    (name) => {
      expect(toField(name)).toBe(`"'${name}"`);
    },
  );

  it('leaves a name with a comma and a quote as it is', () => {
    expect(toField('Jansen, "Zoë"')).toBe('"Jansen, ""Zoë"""');
  });
});

describe('what waits for a yes', () => {
  const waits = buildEvaluation({ verdict: 'waiting', reason: 'awaits-approval', inputs });
  const waiting = buildBoard({
    badges: [badge],
    learners: [
      buildBoardLearner({ id: 'aaaaaaaa', name: 'Zoë Jansen' }),
      buildBoardLearner({ id: 'bbbbbbbb', name: 'Sem Bakker' }),
    ],
    standings: { aaaaaaaa: describeStanding(badge.mapping, waits, null) },
  });

  it('can be selected, is counted, and is found by its own filter', () => {
    const shown = presentLearners(waiting, readLearnerChoice({ state: 'approve' }), nl);
    expect(shown.rows.map(({ name }) => name)).toEqual(['Zoë Jansen']);
    expect(shown.toApprove).toBe(1);
    expect(shown.rows[0]?.cells[0]).toMatchObject({
      meaning: 'is-needs',
      word: 'Wacht op jou',
      select: { field: `choose.${badge.mapping.id}.aaaaaaaa` },
    });
    expect(presentLearners(waiting, readLearnerChoice({}), nl).toApprove).toBe(1);
  });
});
