import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BadgeClass } from '../../../src/badges/badge-class.js';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { INSTITUTION, openCourseSite, TEACHER, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

let site: CourseSite;
let teacher: Browser;
let course: string;
beforeEach(async () => {
  site = await openCourseSite();
  teacher = await site.openAs(TEACHER);
  course = `/courses/${site.courseId}`;
});
afterEach(() => site.close());

async function read(browser: Browser, path: string): Promise<string> {
  const answer = await browser.get(path);
  return readText(answer.text);
}

/** A grade column with three students: at the threshold, just under it, and zero. */
async function addGradedBadge(): Promise<{ badgeClass: BadgeClass; mapping: Mapping; column: string }> {
  const badgeClass = await site.addBadgeClass();
  const mapping = await site.addMapping(badgeClass);
  const column = site.gradebook.addColumn(mapping.key, 'Verslag');
  for (const [sub, name, score] of [
    ['s1', 'Noor de Vries', 55],
    ['s2', 'Sem Bakker', 54.99],
    ['s3', 'Zoë Jansen', 0],
  ] as const) {
    site.gradebook.addMember(sub, name);
    site.gradebook.setGrade(column, sub, score);
  }
  site.gradebook.addMember('s4', 'Mees <b>Berg</b>');
  return { badgeClass, mapping, column };
}

describe('overview', () => {
  it('says how to begin where nothing is mapped', async () => {
    const text = await read(teacher, course);
    expect(text).toContain('Nog geen badges in deze cursus');
    expect(text).toContain('Voeg in Testleeromgeving inhoud toe en kies Insigne.');
  });

  it('counts who has it, who is near and who not yet, by the last round', async () => {
    const { mapping } = await addGradedBadge();
    expect(await read(teacher, course)).toContain('Studentbestuur staat nog niet in de cursus.');
    await site.runRound();
    const text = await read(teacher, course);
    expect(text).toContain('1 behaald 1 bijna 2 nog niet');
    // Its own link is not in sight here: the column has its name.
    expect(text).toMatch(/Minstens 55 % voor “[^”]+”/);
    expect(text).toContain('Laatst bijgewerkt 2 mrt, 13:00');
    expect(text).not.toContain('staat nog niet in de cursus');
    expect((await teacher.get(course)).text).toContain(`${course}/badges/${mapping.key}`);
  });

  it('says since when the LMS is silent, and goes on showing what was known', async () => {
    await addGradedBadge();
    await site.runRound();
    site.gradebook.setTrouble('unavailable');
    site.setNow(minutesAfterNoon(10));
    await site.runRound();
    const text = await read(teacher, course);
    expect(text).toContain('Testleeromgeving is niet bereikbaar sinds 2 mrt, 13:10');
    expect(text).toContain('1 behaald 1 bijna 2 nog niet');
    expect(text).toContain('Laatst bijgewerkt 2 mrt, 13:00');
  });

  it('asks for a round on "check now" and says when it is done', async () => {
    await addGradedBadge();
    const answer = await teacher.post(`${course}/check`, {});
    expect(answer.status).toBe(303);
    expect(site.requestedRounds).toEqual([{ courseId: site.courseId, trigger: 'check-now' }]);
    const next = answer.headers['location'] as string;
    expect(next).toBe(`${course}?since=${NOON.getTime()}`);
    expect(await read(teacher, next)).toContain('Insigne kijkt nu in Testleeromgeving.');
    await site.runRound();
    expect(await read(teacher, next)).toContain('Bijgewerkt.');
  });

  it('stays on the page of the badge where "check now" was pressed', async () => {
    const { key } = (await addGradedBadge()).mapping;
    const answer = await teacher.post(`${course}/check`, { badge: key });
    const next = answer.headers['location'] as string;
    expect(next).toBe(`${course}/badges/${key}?since=${NOON.getTime()}`);
    expect(await read(teacher, next)).toContain('Insigne kijkt nu in Testleeromgeving.');
    await site.runRound();
    expect(await read(teacher, next)).toContain('Bijgewerkt.');
  });
});

describe('learners', () => {
  it('shows each learner on each badge with a reason, and escapes what the LMS told', async () => {
    await addGradedBadge();
    await site.runRound();
    const { text } = await teacher.get(`${course}/learners`);
    const plain = readText(text);
    expect(plain).toMatch(/Noor de Vries Behaald 2 maart 2026/);
    expect(plain).toMatch(/Sem Bakker Bijna 54,9 %, nodig 55 %/);
    expect(plain).toMatch(/Zoë Jansen Nog niet: 0 %, nodig 55 %/);
    expect(plain).toMatch(/Mees <b>Berg<\/b> Nog niet: geen cijfer/);
    expect(text).not.toContain('<b>Berg');
  });

  it('searches by name', async () => {
    await addGradedBadge();
    await site.runRound();
    const text = await read(teacher, `${course}/learners?q=zoe`);
    expect(text).toContain('1 van 4 studenten');
    expect(text).toContain('Zoë Jansen');
    expect(text).not.toContain('Sem Bakker');
    expect(await read(teacher, `${course}/learners?q=nobody`)).toContain(
      'Geen student gevonden met “nobody”.',
    );
  });

  it('shows a learner with the inputs of the decision', async () => {
    await addGradedBadge();
    await site.runRound();
    const text = await read(teacher, `${course}/learners/${await site.findLearnerId('s2')}`);
    expect(text).toContain('54,9 % is minder dan de norm van 55 %.');
    expect(text).toContain('54,99 van 100 (54,9 %)');
    expect(text).toContain('Gelezen uit het cijferoverzicht');
  });

  it('knows nobody of another course', async () => {
    const stranger = await site.findLearnerId('somebody-elsewhere');
    const answer = await teacher.get(`${course}/learners/${stranger}`);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('learner_not_found');
  });

  it.each(['?q=a&q=b', '?q[$ne]=a', `?q=${'x'.repeat(301)}`])('refuses the search %s', async (query) => {
    const answer = await teacher.get(`${course}/learners${query}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('request_invalid');
  });
});

describe('mapping', () => {
  it('says in three sentences what is left to do, until all of it is done', async () => {
    const { mapping } = await addGradedBadge();
    const text = await read(teacher, `${course}/badges/${mapping.key}`);
    expect(text).toContain(
      'Te doen: Bewaar het formulier in Testleeromgeving; dan staat de link in je cursus.',
    );
    expect(text).toContain('ziet niet of een cijfer daar al zichtbaar is voor de student');
    await site.runRound();
    expect(await read(teacher, `${course}/badges/${mapping.key}`)).not.toContain('Bewaar het formulier');
  });

  it('says that a badge of another course is not set up here', async () => {
    const foreign = await site.addMapping(await site.addBadgeClass(), { courseId: 'course-elsewhere' });
    const answer = await teacher.get(`${course}/badges/${foreign.key}`);
    expect(answer.status).toBe(404);
    expect(readText(answer.text)).toContain('Deze badge is hier nog niet ingesteld');
  });

  it('stops on two columns with one key', async () => {
    const { mapping } = await addGradedBadge();
    site.gradebook.addColumn(mapping.key, 'Verslag (kopie)');
    await site.runRound();
    const text = await read(teacher, `${course}/badges/${mapping.key}`);
    expect(text).toContain('Kijk hiernaar');
    expect(text).toContain('twee kolommen in het cijferoverzicht horen bij dezelfde badge');
    expect(await site.stores.awards.listByCourse(INSTITUTION, site.courseId)).toEqual([]);
  });
});

describe('who may come in', () => {
  const teacherPages = ['/learners', '/learners/anybody'];

  it.each(teacherPages)('keeps students out of %s', async (path) => {
    const student = await site.openAs('s1');
    const answer = await student.get(course + path);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('staff_only');
  });

  it.each(['', ...teacherPages, '/badges/some-key', '/picker'])(
    'keeps everybody out of %s without a launch for the course',
    async (path) => {
      const anonymous = await request(site.app)
        .get(course + path)
        .set('Accept', 'text/html');
      expect(anonymous.status).toBe(401);
      const elsewhere = await site.openAs(TEACHER, { courseId: 'course-elsewhere' });
      expect((await elsewhere.get(course + path)).status).toBe(403);
    },
  );

  it.each(['/check', '/learners/x/badges/y/assess'])(
    'takes no form on %s without the proof of this session, nor with that of another',
    async (path) => {
      await addGradedBadge();
      const other = await site.openAs('other-teacher', { isStaff: true });
      for (const body of ['', `_csrf=${await other.csrf()}`, '_csrf=a&_csrf=b']) {
        const answer = await teacher.postRaw(course + path, `verdict=passed&${body}`);
        expect(answer.status).toBe(403);
        expect(answer.text).toContain('form_token_invalid');
      }
      expect(site.requestedRounds).toEqual([]);
    },
  );

  it('says which origins may frame the page, and that nobody keeps it', async () => {
    const { headers } = await teacher.get(course);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self' https://lms.example.org");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('speaks the language of the launch', async () => {
    const english = await site.openAs(TEACHER, { language: 'en' });
    const answer = await english.get(course);
    expect(answer.headers['content-language']).toBe('en');
    expect(readText(answer.text)).toContain('No badges in this course yet');
  });
});

describe('500 learners', () => {
  it('are one page of less than 150 kB compressed', async () => {
    const { brotliCompressSync } = await import('node:zlib');
    const badges = await Promise.all([1, 2, 3].map(() => site.addBadgeClass()));
    for (const badgeClass of badges) {
      const mapping = await site.addMapping(badgeClass);
      const column = site.gradebook.addColumn(mapping.key);
      for (let number = 1; number <= 500; number += 1) {
        site.gradebook.addMember(`s${number}`, `Student ${number}`);
        site.gradebook.setGrade(column, `s${number}`, number <= 10 ? 80 : number % 55);
      }
    }
    await site.runRound();
    const { text, status } = await teacher.get(`${course}/learners`);
    expect(status).toBe(200);
    expect(text.match(/<tr>/g)).toHaveLength(501);
    expect(brotliCompressSync(text).length).toBeLessThan(150_000);
  }, 90_000);
});
