import { describe, expect, it } from 'vitest';
import type { MappingChoices } from '../../../../src/awarding/mapping-choices.js';
import { presentPicker, type PickerState } from '../../../../src/web/picker/present-picker.js';
import { readDraft } from '../../../../src/web/picker/read-draft.js';
import { buildWords } from '../../../support/build-course-views.js';
import { buildBadgeClass, buildCourse, buildRegistration } from '../../../support/build-records.js';

const nl = buildWords('nl', 'Moodle');
const report = buildBadgeClass({ name: { nl: 'Verslag', en: 'Report' } });
const opened: PickerState = {
  acceptsColumns: true,
  defaultStoodHours: 1,
  learners: [],
  sent: null,
  unfit: [],
  preview: null,
  act: '',
};
const column = { key: 'key-1', role: 'grade', badgeClass: report, label: null } as const;

function choices(overrides: Partial<MappingChoices> = {}): MappingChoices {
  return {
    course: buildCourse({ id: 'course-1' }),
    registration: buildRegistration(),
    badgeClasses: [{ badgeClass: report, permission: 'allowed', isMapped: false }],
    readableColumns: [],
    ...overrides,
  };
}

function offered(picker: ReturnType<typeof presentPicker>): string[] {
  return picker.roles.filter(({ isOffered }) => isOffered).map(({ value }) => value);
}

describe('presentPicker', () => {
  it('offers roles that read another column only where there is one', () => {
    expect(offered(presentPicker(choices(), opened, nl))).toEqual(['grade', 'assessed']);
    const { roles } = presentPicker(choices(), opened, nl);
    expect(roles.find(({ value }) => value === 'none')?.hint).toContain('nog geen badge met een cijfer');
    const withColumn = presentPicker(choices({ readableColumns: [column] }), opened, nl);
    expect(offered(withColumn)).toEqual(['grade', 'assessed', 'badge', 'none']);
    expect(withColumn.form.rows[0]?.columns.map(({ text }) => text)).toEqual([
      'Deze opdracht · cijfer in Moodle',
      'Verslag (nog niet in het cijferoverzicht) · cijfer in Moodle',
    ]);
  });

  it('offers nothing with a column where the LMS takes none, and says so', () => {
    const noColumns = { ...opened, acceptsColumns: false };
    const picker = presentPicker(choices({ readableColumns: [column] }), noColumns, nl);
    expect(offered(picker)).toEqual(['none']);
    expect(picker.values.role).toBe('none');
    // There is no column of its own to begin with.
    expect(picker.form.rows[0]?.columns.map(({ value, isChosen }) => [value, isChosen])).toEqual([
      ['key-1', true],
    ]);
    expect(picker.noColumns).toContain('Moodle laat hier geen kolom toe');
    expect(presentPicker(choices(), noColumns, nl).canMap).toBe(false);
  });

  it('says of each badge class whether it can go live', () => {
    const permissions = ['allowed', 'needs-approval', 'refused', 'other-courses-only'] as const;
    const badgeClasses = permissions.map((permission) => ({
      badgeClass: buildBadgeClass(),
      permission,
      isMapped: false,
    }));
    const picker = presentPicker(choices({ badgeClasses }), opened, nl);
    expect(picker.badgeClasses.map(({ isOffered }) => isOffered)).toEqual([true, true, false, false]);
    expect(picker.badgeClasses.map(({ hint }) => hint === null)).toEqual([true, false, false, false]);
    expect(picker.badgeClasses[1]?.hint).toContain('tot dan wordt niets toegekend');
  });

  it('shows what was sent, each problem next to its field and in the summary', () => {
    const sent = readDraft(
      {
        badgeClass: report.id,
        role: 'grade',
        'kind.0': 'at-least',
        'column.0': 'own',
        'value.0': 'x',
        'unit.0': 'percent',
        maximum: '',
        stood: '1',
        mode: 'automatic',
      },
      { acceptsColumns: true },
    );
    const picker = presentPicker(choices(), { ...opened, sent, act: 'map' }, nl);
    expect(picker.form.rows[0]?.value).toBe('x');
    expect(picker.badgeClasses[0]?.isChosen).toBe(true);
    expect(Object.keys(picker.errors)).toEqual(['maximum']);
    expect(picker.problems.map(({ href }) => href)).toEqual(['#maximum', '#row-0']);
    expect(picker.openSteps).toEqual([2]);
  });

  it('finds badges by their name, and keeps the chosen one in view', () => {
    const named = (nl_: string) => ({
      badgeClass: buildBadgeClass({ name: { nl: nl_, en: nl_ } }),
      permission: 'allowed' as const,
      isMapped: false,
    });
    const badgeClasses = ['Één', 'Twee', 'Drie', 'Vier', 'Vijf', 'Zes', 'Zeven'].map(named);
    const chosen = badgeClasses[2]?.badgeClass.id;
    const sent = readDraft({ badgeClass: chosen, role: 'grade', q: 'een' }, { acceptsColumns: true });
    const picker = presentPicker(choices({ badgeClasses }), { ...opened, sent, act: 'search' }, nl);
    expect(picker.badgeClasses.map(({ title }) => title)).toEqual(['Één', 'Drie']);
    expect(picker.search).toEqual({ isShown: true, query: 'een' });
    // Looking for a badge is not sending the form.
    expect(picker.problems).toEqual([]);
    expect(picker.openSteps).toEqual([1]);
  });

  it('says each step in a sentence', () => {
    const { says } = presentPicker(choices(), opened, nl).preview;
    expect(says).toEqual({
      when: 'Minstens 55 % voor deze opdracht, zodra het cijfer een uur vaststaat',
      how: 'Automatisch',
    });
  });

  it.each([
    ['plain', true, true],
    ['plain', false, true],
    ['canvas', true, true],
    ['canvas', false, false],
    ['moodle', true, false],
    ['brightspace', true, false],
  ] as const)('on %s, with columns %s, offers dates: %s', (profile, acceptsColumns, offers) => {
    const registration = buildRegistration({ profile });
    const { dates } = presentPicker(
      choices({ registration, readableColumns: [column] }),
      { ...opened, acceptsColumns },
      nl,
    );
    expect(dates?.fields ?? null).toEqual(offers ? ['opensOn', 'dueOn', 'closesOn'] : null);
  });

  it('starts with the wait that the tool was set to', () => {
    expect(presentPicker(choices(), opened, nl).form.stood).toBe('1');
    expect(presentPicker(choices(), { ...opened, defaultStoodHours: 0 }, nl).form.stood).toBe('0');
  });
});
