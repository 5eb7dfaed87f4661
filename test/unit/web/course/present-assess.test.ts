import { describe, expect, it } from 'vitest';
import { describeStanding } from '../../../../src/awarding/standing.js';
import { presentAssess, readAssessment } from '../../../../src/web/course/present-assess.js';
import {
  buildDecision,
  buildLearnerBadge,
  buildLearnerView,
  buildMappedBadge,
  buildWords,
} from '../../../support/build-course-views.js';
import { buildAssessment, buildAward, buildMapping } from '../../../support/build-records.js';

describe('readAssessment', () => {
  it.each([
    ['passed', '', true, null],
    ['not-yet', '0', false, 0],
    ['passed', '72,5', true, 72.5],
    ['passed', ' 80 % ', true, 80],
    ['passed', '100', true, 100],
  ])('takes %s with a score of "%s"', (verdict, percent, isPassed, expected) => {
    expect(readAssessment({ verdict, percent }, null)).toEqual({
      isValid: true,
      isPassed,
      percent: expected,
      choices: [],
      remark: '',
    });
  });

  it.each([
    ['', '', true, false],
    ['maybe', '50', true, false],
    ['passed', '101', false, true],
    ['passed', '-1', false, true],
    ['passed', '1e1', false, true],
    ['', 'much', true, true],
  ])(
    'names what is wrong with verdict "%s" and score "%s", and keeps what was typed',
    (verdict, percent, ...wrong) => {
      const read = readAssessment({ verdict, percent }, null);
      expect(read).toMatchObject({ isValid: false, problems: { verdict: wrong[0], percent: wrong[1] } });
      if (!read.isValid) expect(read.problems.values.percent).toBe(percent);
    },
  );

  it.each([{ verdict: ['passed', 'passed'] }, { verdict: { $ne: '' } }, { 'verdict[$ne]': '' }])(
    'refuses what no form of ours sends: %j',
    (body) => {
      expect(() => readAssessment(body, null)).toThrow(expect.objectContaining({ code: 'request_invalid' }));
    },
  );
});

describe('presentAssess', () => {
  const nl = buildWords('nl');
  const badge = buildMappedBadge({ mapping: buildMapping({ columnRole: 'assessed' }) });
  const view = buildLearnerView();
  const saved = { mappingId: badge.mapping.id, isSaved: true, problems: null };
  const award = describeStanding(badge.mapping, null, buildAward());
  const none = describeStanding(badge.mapping, null, null);

  it('starts with what was assessed before', () => {
    const assessment = buildAssessment({ isPassed: false, scoreFraction: 0.4 });
    const form = presentAssess(buildLearnerBadge({ badge, assessment }), view, null, nl);
    expect(form.values).toEqual({ verdict: 'not-yet', percent: '40', choices: [], remark: '' });
    expect(form.standing).toContain('nog niet behaald');
    expect(form.saved).toBeNull();
  });

  it.each([
    [true, award, 'De badge is toegekend'],
    [true, none, 'zodra je instelling toestemming geeft'],
    [false, none, 'nog niet behaald'],
    [false, award, 'was al toegekend'],
  ])('says what saving came to: passed %s', (isPassed, standing, words) => {
    const assessment = buildAssessment({ isPassed });
    const one = buildLearnerBadge({ badge, assessment, standing, decision: buildDecision() });
    expect(presentAssess(one, view, saved, nl).saved).toContain(words);
  });

  it('shows what was sent, with the problem next to its field', () => {
    const problems = {
      values: { verdict: 'passed' as const, percent: 'much', choices: [], remark: '' },
      verdict: false,
      percent: true,
      rubric: false,
      remark: false,
    };
    const outcome = { mappingId: badge.mapping.id, isSaved: false, problems };
    const form = presentAssess(buildLearnerBadge({ badge }), view, outcome, nl);
    expect(form.values.percent).toBe('much');
    expect([form.verdictError, form.percentError]).toEqual([null, 'Vul een getal van 0 tot 100 in.']);
  });
});
