import { describe, expect, it } from 'vitest';
import { describeStanding } from '../../../../src/awarding/standing.js';
import { presentLearner, presentPassback } from '../../../../src/web/course/present-learner.js';
import { presentTimeline } from '../../../../src/web/course/present-timeline.js';
import {
  buildDecision,
  buildLearnerBadge,
  buildLearnerView,
  buildMappedBadge,
  buildWords,
} from '../../../support/build-course-views.js';
import {
  buildAward,
  buildBadgeScore,
  buildBadgeClass,
  buildEnrolment,
  buildInput,
  buildMapping,
  buildPassback,
  minutesAfterNoon,
  NOON,
} from '../../../support/build-records.js';

const nl = buildWords('nl', 'Moodle');

describe('presentLearner', () => {
  it('unfolds a decision to what it rests on, and those before it, newest first', () => {
    const decision = buildDecision({
      verdict: 'not-met',
      reason: 'below-threshold',
      inputs: [buildInput({ label: 'Verslag', score: 5.4, maximum: 10, scoreFraction: 0.54 })],
      history: [
        {
          verdict: 'not-met',
          reason: 'no-grade',
          inputs: [],
          turnsAt: null,
          mappingVersion: 1,
          at: minutesAfterNoon(1),
        },
        {
          verdict: 'unknown',
          reason: 'column-not-seen',
          inputs: [],
          turnsAt: null,
          mappingVersion: 1,
          at: minutesAfterNoon(2),
        },
      ],
    });
    const view = buildLearnerView({ badges: [buildLearnerBadge({ decision })] });
    const [badge] = presentLearner(view, nl).badges;
    expect(badge?.reason).toBe('54 % is minder dan de norm van 55 %.');
    expect(badge?.standing.state).toBe('near');
    expect(badge?.decision).toEqual({
      inputs: [
        {
          column: 'Verslag',
          score: '5,4 van 10 (54 %)',
          since: '2 mrt, 13:00',
          source: 'het cijferoverzicht',
        },
      ],
      decidedOn: '2 mrt, 13:00',
      nextCheck: 'Niet gepland; wel zodra iemand de cursus opent',
      mappingVersion: 1,
      history: [
        { at: '2 mrt, 13:02', text: 'De kolom staat nog niet in het cijferoverzicht.' },
        { at: '2 mrt, 13:01', text: 'Er is nog geen cijfer.' },
      ],
      hiddenNote: 'Insigne ziet niet of een cijfer in Moodle al zichtbaar is voor de student.',
    });
  });

  it('shows zero as a grade and no grade as none', () => {
    const say = (score: number | null) => {
      const decision = buildDecision({ inputs: [buildInput({ score, maximum: 10 })] });
      const view = buildLearnerView({ badges: [buildLearnerBadge({ decision })] });
      return presentLearner(view, nl).badges[0]?.decision?.inputs[0]?.score;
    };
    expect(say(0)).toBe('0 van 10 (0 %)');
    expect(say(null)).toBe('geen cijfer');
  });

  it('lists what is held, also of a badge that is no longer mapped', () => {
    const badge = buildMappedBadge();
    const award = buildAward({ awardedBy: 'teacher-1' });
    const standing = describeStanding(badge.mapping, null, award);
    const former = { award: buildAward(), badgeClass: buildBadgeClass({ name: { nl: 'Oud', en: 'Old' } }) };
    const view = buildLearnerView({
      badges: [buildLearnerBadge({ badge, standing })],
      formerAwards: [former],
    });
    expect(presentLearner(view, nl).held.map(({ name, by, isFormer }) => [name, by, isFormer])).toEqual([
      ['Studentbestuur', 'Toegekend na beoordeling door een docent.', false],
      ['Oud', 'Automatisch toegekend volgens de regel.', true],
    ]);
  });

  it('says once what was earned once, by the link that awarded it, and of each other link what its column shows', () => {
    const [older, own] = [buildMappedBadge(), buildMappedBadge()];
    const award = buildAward({ mappingId: own.mapping.id });
    const view = buildLearnerView({
      badges: [older, own].map((badge) =>
        buildLearnerBadge({ badge, standing: describeStanding(badge.mapping, null, award) }),
      ),
      badgeScores: new Map([
        [older.mapping.id, buildBadgeScore({ passback: buildPassback({ state: 'posted' }) })],
      ]),
    });
    const { held, badges } = presentLearner(view, nl);
    expect(held.map(({ id, score }) => [id, score])).toEqual([[`badge-${own.mapping.id}`, null]]);
    expect(badges.map(({ isHeld, isSaidElsewhere }) => [isHeld, isSaidElsewhere])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(badges[0]).toMatchObject({
      reason: 'Toegekend via een andere link van deze badge in deze cursus.',
      score: { text: 'Het cijfer staat in Moodle.' },
    });
    expect(presentTimeline(view, nl).map(({ text }) => text)).toEqual(['Studentbestuur: toegekend']);
  });

  it('lets the oldest link say it where the one that awarded it is gone', () => {
    const [older, younger] = [buildMappedBadge(), buildMappedBadge()];
    const award = buildAward({ mappingId: 'gone' });
    const view = buildLearnerView({
      badges: [older, younger].map((badge) =>
        buildLearnerBadge({ badge, standing: describeStanding(badge.mapping, null, award) }),
      ),
    });
    expect(presentLearner(view, nl).held.map(({ id }) => id)).toEqual([`badge-${older.mapping.id}`]);
  });

  it('says how the column stands: of what is held, of a badge that is no longer mapped, and of what an LMS has not taken back', () => {
    const [held, withdrawn, taken] = [buildMappedBadge(), buildMappedBadge(), buildMappedBadge()];
    const award = buildAward({ mappingId: held.mapping.id });
    const former = { award: buildAward({ mappingId: 'gone' }), badgeClass: buildBadgeClass() };
    const refused = buildPassback({ state: 'refused', lastErrorCode: 'x' });
    const posted = buildPassback({ state: 'posted' });
    const view = buildLearnerView({
      badges: [
        buildLearnerBadge({ badge: held, standing: describeStanding(held.mapping, null, award) }),
        buildLearnerBadge({ badge: withdrawn }),
        buildLearnerBadge({ badge: taken }),
      ],
      formerAwards: [former],
      badgeScores: new Map([
        [held.mapping.id, buildBadgeScore({ passback: posted })],
        [withdrawn.mapping.id, buildBadgeScore({ passback: { ...refused, scoreGiven: 0 } })],
        [taken.mapping.id, buildBadgeScore({ passback: { ...posted, scoreGiven: 0 } })],
        ['gone', buildBadgeScore({ passback: refused })],
      ]),
    });
    const presented = presentLearner(view, nl);
    const no = 'Moodle nam het cijfer niet aan. Vul het daar zelf in. (code x)';
    expect(presented.held.map(({ score }) => score?.text)).toEqual(['Het cijfer staat in Moodle.', no]);
    expect(presented.badges.map(({ score }) => score?.text ?? null)).toEqual([null, no, null]);
  });

  it('says what the rule says now, where it differs from what is held', () => {
    const badge = buildMappedBadge();
    const decision = buildDecision({ verdict: 'not-met', reason: 'no-grade', inputs: [] });
    const standing = describeStanding(badge.mapping, decision, buildAward());
    const view = buildLearnerView({ badges: [buildLearnerBadge({ badge, decision, standing })] });
    expect(presentLearner(view, nl).badges[0]?.reason).toBe(
      'Nu zou de regel dit zeggen: Er is nog geen cijfer.',
    );
  });

  it('has a form only for who can be assessed', () => {
    const badge = buildMappedBadge({
      mapping: buildMapping({ key: 'mapping-key-1', columnRole: 'assessed' }),
    });
    const present = (canBeAssessed: boolean) =>
      presentLearner(buildLearnerView({ badges: [buildLearnerBadge({ badge, canBeAssessed })] }), nl)
        .badges[0];
    expect(present(true)).toMatchObject({ isAssessImpossible: false });
    expect(present(true)?.assess).not.toBeNull();
    expect(present(false)).toMatchObject({ assess: null, isAssessImpossible: true });
  });

  it('says that a learner has left', () => {
    const view = buildLearnerView({ enrolment: buildEnrolment({ status: 'gone' }) });
    expect(presentLearner(view, nl).status).toContain('niet meer in deze cursus');
    expect(presentLearner(buildLearnerView(), nl).status).toBeNull();
  });

  it.each([
    ['waiting', null, 'wordt uitgegeven'],
    [
      'waiting',
      'issuing_not_allowed',
      'wordt uitgegeven; Insigne probeert het opnieuw. (code issuing_not_allowed)',
    ],
    ['issued', null, 'uitgegeven'],
    [
      'undeliverable',
      'no_address',
      'kan niet uitgegeven worden. Meld dit bij je badgebeheerder. (code no_address)',
    ],
  ] as const)('says how the credential stands: %s, %s', (state, lastErrorCode, words) => {
    const badge = buildMappedBadge();
    const { delivery } = buildAward();
    const award = buildAward({ delivery: { ...delivery, state, lastErrorCode } });
    const standing = describeStanding(badge.mapping, null, award);
    const view = buildLearnerView({ badges: [buildLearnerBadge({ badge, standing })] });
    expect(presentLearner(view, nl).held[0]).toMatchObject({ credential: words, stopped: null });
  });

  it.each([
    ['revoked', 'ingetrokken op '],
    ['suspended', 'tijdelijk niet geldig, sinds '],
  ] as const)('says that what was issued does not hold: %s', (state, words) => {
    const badge = buildMappedBadge();
    const { delivery } = buildAward();
    const award = buildAward({ delivery: { ...delivery, state: 'issued' } });
    const standing = describeStanding(badge.mapping, null, award);
    const issued = { state, stateReason: 'Verkeerde persoon', stateChangedAt: NOON };
    const view = buildLearnerView({
      badges: [buildLearnerBadge({ badge, standing })],
      credentials: new Map([[award.id, issued]]),
    });
    const stopped = presentLearner(view, nl).held[0]?.stopped;
    expect(stopped?.title).toContain(words);
    expect(stopped?.reason).toBe('Reden: Verkeerde persoon');
  });

  it('names the badge that is asked for and not held', () => {
    const mapping = buildMapping({ rule: { kind: 'holds-badge', badgeClassId: 'other' } });
    const badge = buildMappedBadge({ mapping, heldBadgeClasses: [{ ...buildBadgeClass(), id: 'other' }] });
    const inputs = [buildInput({ source: 'badge', columnKey: 'other', isPassed: false })];
    const decision = buildDecision({ verdict: 'not-met', reason: 'badge-not-held', inputs });
    const view = buildLearnerView({ badges: [buildLearnerBadge({ badge, decision })] });
    const { name } = buildBadgeClass();
    expect(presentLearner(view, nl).badges[0]?.reason).toBe(`Heeft de badge ${name.nl} nog niet.`);
  });
});

describe('presentPassback', () => {
  it.each([
    ['posted', null, 'is-earned', 'Het cijfer staat in Moodle.'],
    ['waiting', null, 'is-way', 'Het cijfer gaat naar Moodle.'],
    ['waiting', 'platform_unavailable', 'is-way', 'Het cijfer gaat naar Moodle.'],
    ['waiting', 'column_not_seen', 'is-needs', 'Het cijfer wacht: de kolom staat nog niet in Moodle.'],
    ['waiting', 'column_doubled', 'is-needs', 'Het cijfer wacht: twee kolommen in Moodle'],
    ['refused', 'score_refused', 'is-stopped', '(code score_refused)'],
    ['overridden', null, 'is-needs', 'Moodle houdt een eigen cijfer'],
  ] as const)('says what became of a score: %s, %s', (state, lastErrorCode, meaning, words) => {
    const presented = presentPassback(buildPassback({ state, lastErrorCode }), nl);
    expect(presented.meaning).toBe(meaning);
    expect(presented.text).toContain(words);
  });
});
