import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { DEFAULT_POLICIES } from '../../../src/awarding/policies.js';
import { createAuditLog } from '../../../src/institutions/audit-log.js';
import { NOON } from '../../support/build-records.js';
import { INSTITUTION, openCourseSite, TEACHER, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

let site: CourseSite;
let teacher: Browser;
let page: string;
let mapping: Mapping;
beforeEach(async () => {
  site = await openCourseSite();
  teacher = await site.openAs(TEACHER);
  page = `/courses/${site.courseId}/history`;
  mapping = await site.addMapping(
    await site.addBadgeClass({ name: { nl: 'Presenteren', en: 'Presenting' } }),
    { policies: { ...DEFAULT_POLICIES, mode: 'by-hand' } },
  );
  site.gradebook.addMember('s1', 'Noor de Vries');
  await site.runRound();
});
afterEach(() => site.close());

const later = (minutes: number) => site.setNow(new Date(NOON.getTime() + minutes * 60_000));
const read = async (path = page): Promise<string> => readText((await teacher.get(path)).text);

describe('the history of a course', () => {
  it('keeps an award as it was, and the withdrawal with its reason as another event', async () => {
    const learnerId = await site.findLearnerId('s1');
    const learner = `/courses/${site.courseId}/learners/${learnerId}`;
    await teacher.post(`${learner}/badges/${mapping.id}/act`, { act: 'award', reason: 'Mondeling getoetst' });
    later(11);
    await site.runRound();
    await teacher.post(`${learner}/badges/${mapping.id}/act`, { act: 'withdraw', reason: 'Vergissing' });

    const text = await read();
    const withdrawn = text.indexOf('Presenteren van Noor de Vries ingetrokken');
    const awarded = text.indexOf('Presenteren toegekend aan Noor de Vries');
    expect(withdrawn).toBeGreaterThan(-1);
    expect(awarded).toBeGreaterThan(withdrawn);
    expect(text.slice(withdrawn, awarded)).toContain('“Vergissing”');
    expect(text.slice(awarded)).toContain('“Mondeling getoetst”');
    expect(text).not.toContain('automatisch');
  });

  it('tells what is undone and awarded anew as three events', async () => {
    const learnerId = await site.findLearnerId('s1');
    const learner = `/courses/${site.courseId}/learners/${learnerId}`;
    const act = (what: string) =>
      teacher.post(`${learner}/badges/${mapping.id}/act`, { act: what, reason: 'Gezien' });
    await act('award');
    later(1);
    await act('undo');
    later(2);
    await act('award');
    const text = await read();
    expect(text.match(/Presenteren toegekend aan Noor de Vries/g)).toHaveLength(2);
    expect(text.match(/Presenteren van Noor de Vries ongedaan gemaakt/g)).toHaveLength(1);
  });

  it('tells what one round did for many as one event, with their names', async () => {
    const automatic = await site.addMapping(
      await site.addBadgeClass({ name: { nl: 'Statistiek', en: 'Statistics' } }),
    );
    const column = site.gradebook.addColumn(automatic.key, 'Toets');
    for (const sub of ['a', 'b', 'c', 'd', 'e']) {
      site.gradebook.addMember(sub, `Student ${sub.toUpperCase()}`);
      site.gradebook.setGrade(column, sub, 90);
    }
    await site.runRound();
    const text = await read();
    expect(text).toContain('Statistiek toegekend aan 5 studenten');
    expect(text).toContain('Student A');
    expect(text.match(/Statistiek toegekend/g)).toHaveLength(1 + 1);
  });

  it('says who changed a mapping, and leaves out what another course did', async () => {
    const audit = createAuditLog(site.stores.audit, () => NOON);
    const teacherId = await site.findLearnerId(TEACHER);
    const revised = (subjectId: string, version: number) =>
      audit(INSTITUTION, {
        actor: { kind: 'learner', id: teacherId },
        action: 'mapping.revised',
        subject: { kind: 'mapping', id: subjectId },
        detail: { version, courseId: site.courseId },
      });
    await revised(mapping.id, 2);
    await revised('mapping-elsewhere', 7);
    const text = await read();
    expect(text).toContain('Voorwaarden van Presenteren gewijzigd (versie 2)');
    expect(text).not.toContain('versie 7');
    expect(text).toContain('door ');
  });

  it('goes on at older ones, each once', async () => {
    const audit = (minutes: number) =>
      createAuditLog(site.stores.audit, () => new Date(NOON.getTime() - minutes * 60_000));
    for (let number = 1; number <= 150; number += 1) {
      // Several at one moment: a page may end between them.
      await audit(Math.floor(number / 3))(INSTITUTION, {
        actor: { kind: 'admin', id: 'account-1' },
        action: 'mapping.revised',
        subject: { kind: 'mapping', id: mapping.id },
        detail: { version: number },
      });
    }
    const first = (await teacher.get(page)).text;
    const older = /href="([^"]*history\?after=[^"]+)"/.exec(first)?.[1] ?? '';
    const second = (await teacher.get(older)).text;
    const versions = [first, second].flatMap((html) => html.match(/versie \d+/g) ?? []);
    expect(new Set(versions).size).toBe(150);
    expect(versions).toHaveLength(150);
    expect(second).not.toContain('history?after=');
    expect(readText(second)).toContain('door een beheerder');
  });

  it('is for teachers, and takes no address of nowhere', async () => {
    const student = await site.openAs('s1', { isStaff: false, isLearner: true });
    expect((await student.get(page)).status).toBe(403);
    expect((await teacher.get(`${page}?after=nowhere`)).status).toBe(200);
  });
});
