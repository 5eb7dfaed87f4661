import { importJWK, compactVerify, decodeProtectedHeader } from 'jose';
import type { Response } from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VC_JWT_MEDIA_TYPE } from '../../../src/credentials/vc-jwt.js';
import type { OpenBadgeCredential } from '../../../src/credentials/open-badge.js';
import { readOpenBadge } from '../../../src/credentials/read-issued.js';
import { readVcJwt } from '../../../src/credentials/verify-vc-jwt.js';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { INSTITUTION, openCourseSite, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

let site: CourseSite;
let mapping: Mapping;
let column: string;
let course: string;
let page: string;
beforeEach(async () => {
  // Long enough for the LMS in memory, short enough to wait for when it is silent.
  site = await openCourseSite({ checkWaitMs: 250 });
  mapping = await site.addMapping(await site.addBadgeClass());
  column = site.gradebook.addColumn(mapping.key, 'Verslag');
  for (const sub of ['s1', 's2', 's3']) site.gradebook.addMember(sub, `Student ${sub}`);
  await site.runRound();
  course = `/courses/${site.courseId}`;
  page = `${course}/badges/${mapping.key}`;
});
afterEach(() => site.close());

async function read(browser: Browser, path: string): Promise<string> {
  return readText((await browser.get(path)).text);
}

async function listAwards() {
  return site.stores.awards.listByCourse(INSTITUTION, site.courseId);
}

/** A student who has the badge, with its credential. */
async function openHolder(): Promise<Browser> {
  site.gradebook.setGrade(column, 's1', 80);
  const student = await site.openAs('s1', { mappingKey: mapping.key });
  await student.get(page);
  return student;
}

describe('badge link', () => {
  it('awards at once to who is at the threshold, once, however often it is opened', async () => {
    site.gradebook.setGrade(column, 's1', 55);
    const student = await site.openAs('s1');
    const [first] = await Promise.all([read(student, page), read(student, page), read(student, page)]);
    expect(first).toMatch(/[Bb]ehaald op 2 maart 2026\./);
    expect(first).toContain('Bekijk je bewijs');
    expect((await listAwards()).map(({ delivery }) => delivery.state)).toEqual(['issued']);
  });

  it.each([
    [54.99, 'Je bent er bijna: je hebt 54,9 %; nodig is 55 %.'],
    [0, 'Je hebt 0 %; nodig is 55 %.'],
  ])('tells who has %d exactly what is missing', async (score, sentence) => {
    site.gradebook.setGrade(column, 's2', score);
    expect(await read(await site.openAs('s2'), page)).toContain(sentence);
    expect(await listAwards()).toEqual([]);
  });

  it('tells who has no grade that there is none', async () => {
    expect(await read(await site.openAs('s3'), page)).toContain(
      'Je hebt nog geen cijfer voor Studentbestuur.',
    );
  });

  it('shows the last known state with its time when the LMS does not answer', async () => {
    site.gradebook.setGrade(column, 's2', 40);
    await site.runRound();
    site.setNow(minutesAfterNoon(30));
    for (const trouble of ['unavailable', 'silent'] as const) {
      site.gradebook.setTrouble(trouble);
      const text = await read(await site.openAs('s2'), page);
      expect(text).toContain('Testleeromgeving antwoordde niet op tijd. Je ziet hoe het was op 2 mrt, 13:00');
      expect(text).toContain('Je hebt 40 %; nodig is 55 %.');
    }
  });

  it('shows what is held without asking the LMS', async () => {
    const student = await openHolder();
    site.gradebook.setTrouble('silent');
    const text = await read(student, page);
    expect(text).toMatch(/[Bb]ehaald op/);
    expect(text).not.toContain('antwoordde niet op tijd');
  });

  it('keeps back a grade that does not count yet', async () => {
    const waiting = await site.addMapping(await site.addBadgeClass(), {
      wait: { notBefore: null, stoodHours: 1 },
    });
    const kept = site.gradebook.addColumn(waiting.key);
    site.gradebook.setGrade(kept, 's1', 91);
    site.gradebook.setGrade(kept, 's2', 13);
    const address = `${course}/badges/${waiting.key}`;
    const [enough, tooLittle] = [
      await read(await site.openAs('s1'), address),
      await read(await site.openAs('s2'), address),
    ];
    expect(enough).toBe(tooLittle);
    expect(enough).not.toMatch(/91|13 %/);
    site.setNow(minutesAfterNoon(60));
    expect(await read(await site.openAs('s1'), address)).toContain('Gelukt! Behaald op');
    expect(await read(await site.openAs('s2'), address)).toContain('Je hebt 13 %');
  });

  it('shows a badge of another course without progress, and awards nothing by it', async () => {
    const foreign = await site.addMapping(
      await site.addBadgeClass({ name: { nl: 'Van elders', en: 'From elsewhere' } }),
      { courseId: 'course-elsewhere' },
    );
    const elsewhere = site.gradebook.addColumn(foreign.key);
    site.gradebook.setGrade(elsewhere, 's1', 100);
    const text = await read(await site.openAs('s1'), `${course}/badges/${foreign.key}`);
    expect(text).toContain('Van elders');
    expect(text).toContain('Je docent moet deze badge in deze cursus nog instellen.');
    expect(text).not.toContain('%');
    await site.runRound();
    expect(await listAwards()).toEqual([]);
  });

  it('says so where a key is nobody’s', async () => {
    const answer = await (await site.openAs('s1')).get(`${course}/badges/${'x'.repeat(22)}`);
    expect(answer.status).toBe(404);
    expect(readText(answer.text)).toContain('Deze badge is hier nog niet ingesteld');
  });

  it('awards nothing while two columns carry its key', async () => {
    site.gradebook.setGrade(column, 's1', 100);
    site.gradebook.addColumn(mapping.key, 'Verslag (kopie)');
    await site.runRound();
    const text = await read(await site.openAs('s1'), page);
    expect(text).toContain('Er is iets dubbel ingesteld. Vraag je docent ernaar te kijken.');
    expect(text).not.toContain('antwoordde niet op tijd');
    expect(await listAwards()).toEqual([]);
  });

  it('awards nothing to a test user', async () => {
    const roles = { isStaff: false, isLearner: true, isObserver: false, isTestUser: true };
    site.gradebook.addMember('test', 'Test Student', { roles });
    site.gradebook.setGrade(column, 'test', 100);
    await site.runRound();
    const text = await read(await site.openAs('test', { isTestUser: true }), page);
    expect(text).toContain('Dit is een testgebruiker; die krijgt nooit een badge.');
    expect(await listAwards()).toEqual([]);
  });
});

describe('my badges', () => {
  it('shows what is held and what is possible', async () => {
    await site.addMapping(await site.addBadgeClass({ name: { nl: 'Presenteren', en: 'Presenting' } }));
    const text = await read(await openHolder(), course);
    expect(text).toContain('Jouw badges in Biology 1');
    expect(text).toMatch(/Behaald Studentbestuur .* Nog te halen Presenteren/);
  });

  it('says so where a course has none', async () => {
    const empty = await openCourseSite();
    const student = await empty.openAs('s1');
    expect(await read(student, `/courses/${empty.courseId}`)).toContain('Nog geen badges');
    await empty.close();
  });
});

describe('own credential', () => {
  it('is private until it is shared, and private again after', async () => {
    const student = await openHolder();
    const address = `${page}/credential`;
    expect(await read(student, address)).toContain('Alleen jij ziet dit bewijs.');
    const [{ id = '' } = {}] = await listCredentials();

    const on = await student.post(address, { share: 'on' });
    expect([on.status, on.headers['location']]).toEqual([303, `${address}#share`]);
    expect((await student.get(address)).text).toContain(
      `value="https://badges.example.org/credentials/${id}"`,
    );
    expect((await site.stores.credentials.findPublic(id))?.isShared).toBe(true);

    await student.post(address, { share: 'off' });
    expect((await student.get(address)).text).not.toContain(`/credentials/${id}`);
    expect((await site.stores.credentials.findPublic(id))?.isShared).toBe(false);
  });

  it('downloads as it was signed', async () => {
    const student = await openHolder();
    const jwt = await student.get(`${page}/credential.jwt`).buffer(true).parse(collect);
    const text = String(jwt.body);
    expect(jwt.headers['content-type']).toContain(VC_JWT_MEDIA_TYPE);
    expect(jwt.headers['content-disposition']).toMatch(/^attachment; filename="badge-[0-9a-f]{8}\.jwt"$/);
    const kid = decodeProtectedHeader(text).kid?.split('/').at(-1) ?? '';
    const key = await site.stores.issuerKeys.findPublic(kid);
    const { payload } = await compactVerify(text, await importJWK({ ...key?.publicJwk }, 'ES256'));

    const json = await student.get(`${page}/credential.json`).buffer(true).parse(collect);
    const [stored] = await listCredentials();
    expect((json.body as Buffer).toString('utf8')).toBe(stored?.json);
    // Two documents of the same claims: one with its proof inside, one signed as a whole.
    const { proof, ...document } = JSON.parse(String(json.body)) as Record<string, unknown>;
    expect(proof).toHaveLength(1);
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject(document);
    expect(json.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('shows others nothing more until its student says what, and lets them look first', async () => {
    const student = await openHolder();
    const address = `${page}/credential`;
    const before = await read(student, `${address}/seen`);
    expect(before).toContain('Zo zien anderen het.');
    expect(before).not.toContain('Test Student s1');

    const saved = await student.post(`${address}/shows`, { name: 'on', grade: 'on' });
    expect([saved.status, saved.headers['location']]).toEqual([303, `${address}?shows=saved#shows`]);
    const [{ shows } = {}] = await listCredentials();
    expect(shows).toEqual({ name: true, grade: true, evidence: false });
    expect((await student.get(address)).text).toMatch(/name="name" value="on"[^>]* checked/);

    await student.post(`${address}/shows`, {});
    expect((await listCredentials())[0]?.shows).toEqual({ name: false, grade: false, evidence: false });
  });

  it('holds the result in every form once its student lets it in, and not before or after', async () => {
    const student = await openHolder();
    const address = `${page}/credential`;
    const readBoth = async () => {
      const [json, jwt, png] = await Promise.all(
        ['json', 'jwt', 'png'].map((form) => student.get(`${address}.${form}`).buffer(true).parse(collect)),
      );
      const badge = JSON.parse(String(json?.body)) as OpenBadgeCredential;
      expect(readVcJwt(String(jwt?.body))?.credential).toMatchObject({
        validFrom: badge.validFrom,
        credentialSubject: badge.credentialSubject,
      });
      expect((png?.body as Buffer).includes(`"validFrom":"${badge.validFrom}"`)).toBe(true);
      return badge.credentialSubject;
    };
    expect(await readBoth()).not.toHaveProperty('result');

    site.setNow(minutesAfterNoon(30));
    await student.post(`${address}/shows`, { grade: 'on' });
    const { achievement, result } = await readBoth();
    expect(result).toEqual([
      { type: ['Result'], resultDescription: `${achievement.id}#result-1`, value: '80' },
    ]);
    expect(achievement.resultDescription).toEqual([
      {
        id: `${achievement.id}#result-1`,
        type: ['ResultDescription'],
        name: 'Verslag',
        resultType: 'RawScore',
        valueMin: '0',
        valueMax: '100',
        requiredValue: '55',
      },
    ]);
    expect(await read(student, `${address}/seen`)).toContain('80 (van 100; nodig was 55)');

    await student.post(`${address}/shows`, {});
    expect(await readBoth()).not.toHaveProperty('result');
  });

  it('is issued from the first as its student chose for all that comes, evidence too', async () => {
    const student = await openHolder();
    await student.post(`${page}/credential/shows`, { name: 'on', grade: 'on', standing: 'on' });
    expect((await student.get(`${page}/credential`)).text).toMatch(/name="standing"[^>]* checked/);

    const other = await site.addMapping(await site.addBadgeClass(), { key: 'another-key' });
    const otherColumn = site.gradebook.addColumn(other.key, 'Presentatie');
    site.gradebook.setGrade(otherColumn, 's1', 60);
    await site.runRound();
    const find = async () =>
      (await listCredentials()).find(({ badgeClassId }) => badgeClassId === other.badgeClassId);
    const issued = await find();
    expect(issued?.shows).toEqual({ name: true, grade: true, evidence: false });
    expect(issued && readOpenBadge(issued).credentialSubject.result).toMatchObject([{ value: '60' }]);
    expect(issued?.earlier).toEqual([]);

    // One badge may be shown otherwise; and what is chosen for none is off again.
    await student.post(`${course}/badges/${other.key}/credential/shows`, {});
    expect((await find())?.json).not.toContain('"60"');
    expect((await student.get(`${page}/credential`)).text).not.toMatch(/name="standing"[^>]* checked/);
    expect((await listCredentials()).map(({ shows }) => shows.grade).sort()).toEqual([false, true]);
  });

  it('is not offered to LinkedIn while it does not hold', async () => {
    const student = await openHolder();
    const address = `${page}/credential`;
    const [{ id = '' } = {}] = await listCredentials();
    const { credentials } = site.stores;
    const reason = 'Wordt nagekeken';
    expect(await read(student, address)).toContain('Zet het op LinkedIn');
    await credentials.setState(INSTITUTION, id, { from: ['valid'], to: 'suspended', reason, now: NOON });
    const text = await read(student, address);
    expect(text).toContain('Tijdelijk niet geldig');
    expect(text).not.toContain('LinkedIn');
  });

  it('goes to LinkedIn by link and by fields, once it is shared', async () => {
    const student = await openHolder();
    const address = `${page}/credential`;
    expect((await student.get(address)).text).not.toContain('linkedin.com');
    await student.post(address, { share: 'on' });
    const { text } = await student.get(address);
    const [, href = ''] = /href="(https:\/\/www\.linkedin\.com[^"]+)"/.exec(text) ?? [];
    const query = new URL(href.replaceAll('&amp;', '&')).searchParams;
    const [{ id = '' } = {}] = await listCredentials();
    expect(Object.fromEntries(query)).toMatchObject({
      startTask: 'CERTIFICATION_NAME',
      name: 'Studentbestuur',
      issueYear: '2026',
      issueMonth: '3',
      certUrl: `https://badges.example.org/credentials/${id}`,
      certId: id,
    });
    expect(text).toContain('id="linkedin-url"');
  });

  it.each(['', '.jwt', '.json', '/seen'])('is nobody else’s: credential%s', async (ending) => {
    await openHolder();
    const other = await site.openAs('s2');
    const answer = await other.get(`${page}/credential${ending}`);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('credential_not_found');
    const shows = await other.postRaw(`${page}/credential/shows`, 'name=on');
    expect(shows.status).toBe(403);
    const share = await other.postRaw(`${page}/credential`, 'share=on');
    expect(share.status).toBe(403);
    expect((await listCredentials()).map(({ isShared }) => isShared)).toEqual([false]);
  });

  it.each(['', 'yes', 'ON'])('takes no other word for sharing: "%s"', async (share) => {
    const student = await openHolder();
    const answer = await student.post(`${page}/credential`, { share });
    expect(answer.status).toBe(400);
    expect((await listCredentials()).map(({ isShared }) => isShared)).toEqual([false]);
  });
});

async function listCredentials() {
  const found = [];
  for (const award of await listAwards()) {
    const credential = await site.stores.credentials.findByAward(INSTITUTION, award.id);
    if (credential) found.push(credential);
  }
  return found;
}

function collect(answer: Response, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = answer as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}
