import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { INSTITUTION, openCourseSite, TEACHER, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

let site: CourseSite;
let teacher: Browser;
let course: string;
let mapping: Mapping;
beforeEach(async () => {
  site = await openCourseSite();
  teacher = await site.openAs(TEACHER);
  course = `/courses/${site.courseId}`;
  mapping = await site.addMapping(
    await site.addBadgeClass({ name: { nl: 'Presenteren', en: 'Presenting' } }),
    { columnRole: 'assessed', columnMaximum: 20 },
  );
  site.gradebook.addColumn(mapping.key, 'Presentatie', 20);
  site.gradebook.addMember('s1', 'Noor de Vries');
  await site.runRound();
});
afterEach(() => site.close());

async function read(path: string): Promise<string> {
  return readText((await teacher.get(path)).text);
}

describe('assessing', () => {
  it('awards, issues and posts the score in one go', async () => {
    const learnerId = await site.findLearnerId('s1');
    const page = `${course}/learners/${learnerId}`;
    const answer = await teacher.post(`${page}/badges/${mapping.id}/assess`, {
      verdict: 'passed',
      percent: '72,5',
    });
    expect(answer.status).toBe(303);
    const awards = await site.stores.awards.listByCourse(INSTITUTION, site.courseId);
    expect(awards.map((award) => [award.learnerId, award.delivery.state])).toEqual([[learnerId, 'issued']]);
    expect(
      site.gradebook.posted.map(({ score }) => [score.userId, score.scoreGiven, score.scoreMaximum]),
    ).toEqual([['s1', 14.5, 20]]);
    const text = await read((answer.headers['location'] as string).split('#')[0] ?? '');
    expect(text).toContain('Bewaard. De badge is toegekend.');
    expect(text).toContain('Het cijfer staat in Testleeromgeving.');
    expect(site.requestedRounds).toEqual([]);
  });

  it('keeps what was typed and names the problem next to its field', async () => {
    const learnerId = await site.findLearnerId('s1');
    const answer = await teacher.post(`${course}/learners/${learnerId}/badges/${mapping.id}/assess`, {
      verdict: 'not-yet',
      percent: '170',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/name="percent"[^>]*value="170"[^>]*aria-invalid="true"/);
    expect(answer.text).toMatch(/value="not-yet" required checked/);
    expect(readText(answer.text)).toContain('Vul een getal van 0 tot 100 in.');
    expect(site.gradebook.posted).toEqual([]);
    expect(await site.stores.assessments.listByCourse(INSTITUTION, site.courseId)).toEqual([]);
  });

  it('leaves the score to a round when the LMS is silent; the badge is awarded all the same', async () => {
    const learnerId = await site.findLearnerId('s1');
    site.gradebook.setTrouble('unavailable');
    const answer = await teacher.post(`${course}/learners/${learnerId}/badges/${mapping.id}/assess`, {
      verdict: 'passed',
      percent: '',
    });
    expect(answer.status).toBe(303);
    expect(site.requestedRounds).toEqual([{ courseId: site.courseId, trigger: 'assessment' }]);
    const text = await read(`${course}/learners/${learnerId}`);
    expect(text).toContain('Het cijfer gaat naar Testleeromgeving.');
    expect(text).toContain('Behaald op 2 maart 2026');
  });

  it('cannot assess whoever is not an active learner', async () => {
    const learnerId = await site.findLearnerId(TEACHER);
    const answer = await teacher.post(`${course}/learners/${learnerId}/badges/${mapping.id}/assess`, {
      verdict: 'passed',
    });
    expect(answer.status).toBe(409);
    expect(readText(answer.text)).toContain('Deze persoon kun je nu niet beoordelen');
    expect(await site.stores.awards.listByCourse(INSTITUTION, site.courseId)).toEqual([]);
  });

  it('cannot assess a badge whose grade comes from the LMS', async () => {
    const graded = await site.addMapping(await site.addBadgeClass());
    const learnerId = await site.findLearnerId('s1');
    const answer = await teacher.post(`${course}/learners/${learnerId}/badges/${graded.id}/assess`, {
      verdict: 'passed',
    });
    expect(answer.status).toBe(409);
    expect(await site.stores.assessments.listByCourse(INSTITUTION, site.courseId)).toEqual([]);
  });
});
