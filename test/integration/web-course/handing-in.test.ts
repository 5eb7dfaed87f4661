import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import request from 'supertest';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { INSTITUTION, openCourseSite, TEACHER, type Browser, type CourseSite } from './course-site.js';
import { readText } from './read-text.js';

let site: CourseSite;
let student: Browser;
let teacher: Browser;
let mapping: Mapping;
let learnerId: string;
let badge: string;
let column: string;
beforeEach(async () => {
  site = await openCourseSite();
  const badgeClass = await site.addBadgeClass({ name: { nl: 'Presenteren', en: 'Presenting' } });
  mapping = await site.addMapping(badgeClass, { columnRole: 'assessed', columnMaximum: 20 });
  column = site.gradebook.addColumn(mapping.key, 'Presentatie', 20);
  site.gradebook.addMember('s1', 'Noor de Vries');
  site.gradebook.addMember('s2', 'Bram Bakker');
  await site.runRound();
  teacher = await site.openAs(TEACHER);
  student = await site.openAs('s1', { isStaff: false, isLearner: true });
  learnerId = await site.findLearnerId('s1');
  badge = `/courses/${site.courseId}/badges/${mapping.key}`;
});
afterEach(() => site.close());

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(600_000, 'x')]);

async function readToken(): Promise<string> {
  const { text } = await student.get(badge);
  return /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? 'the page has no form any more';
}

interface Sent {
  readonly text?: string;
  readonly links?: string;
  readonly keep?: readonly string[];
  readonly files?: readonly (readonly [string, Buffer])[];
}

async function handIn({ text = '', links = '', keep = [], files = [] }: Sent, csrf?: string) {
  let form = request(site.app)
    .post(`${badge}/hand-in`)
    .set('Cookie', `__Host-insigne=${student.sessionKey}`)
    .field('_csrf', csrf ?? (await readToken()))
    .field('text', text)
    .field('links', links);
  for (const id of keep) form = form.field('keep', id);
  for (const [name, bytes] of files) form = form.attach('files', bytes, name);
  return form;
}

const findHandIn = () => site.stores.handIns.find(INSTITUTION, mapping.id, learnerId);
const assessAddress = (): string =>
  `/courses/${site.courseId}/learners/${learnerId}/badges/${mapping.id}/assess`;

describe('handing in', () => {
  it('keeps text, links and files; the teacher reads them and the student downloads them', async () => {
    const answer = await handIn({
      text: 'Mijn verslag',
      links: 'https://example.org/a\nhttps://example.org/b',
      files: [['verslag één.pdf', PDF]],
    });
    expect(answer.status).toBe(303);
    const kept = await findHandIn();
    expect(kept).toMatchObject({
      text: 'Mijn verslag',
      links: ['https://example.org/a', 'https://example.org/b'],
    });
    expect(kept?.files).toMatchObject([
      { name: 'verslag één.pdf', mediaType: 'application/pdf', size: PDF.length },
    ]);

    const page = readText((await student.get(badge)).text);
    expect(page).toContain('Wat je inleverde');
    const shown = readText((await teacher.get(`/courses/${site.courseId}/learners/${learnerId}`)).text);
    expect(shown).toContain('Mijn verslag');
    expect(shown).toContain('verslag één.pdf');
    expect(readText((await teacher.get(`/courses/${site.courseId}`)).text)).toContain(
      'Presenteren: 1 ingeleverd, nog te beoordelen.',
    );

    const fileId = kept?.files[0]?.id ?? '';
    for (const address of [
      `${badge}/files/${fileId}`,
      `/courses/${site.courseId}/learners/${learnerId}/badges/${mapping.id}/files/${fileId}`,
    ]) {
      const browser = address.startsWith(badge) ? student : teacher;
      const file = await browser
        .get(address)
        .buffer(true)
        .parse((res, done) => {
          const parts: Buffer[] = [];
          res.on('data', (part: Buffer) => parts.push(part));
          res.on('end', () => done(null, Buffer.concat(parts)));
        });
      expect(file.status).toBe(200);
      expect((file.body as Buffer).equals(PDF)).toBe(true);
      expect(file.headers['content-disposition']).toMatch(/^attachment; filename="verslag/);
      expect(file.headers).toMatchObject({
        'content-type': 'application/pdf',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
      expect(file.headers['content-security-policy']).toContain('sandbox');
    }
  });

  it('is nobody else’s to download', async () => {
    await handIn({ files: [['a.pdf', PDF]] });
    const fileId = (await findHandIn())?.files[0]?.id ?? '';
    const other = await site.openAs('s2', { isStaff: false, isLearner: true });
    expect((await other.get(`${badge}/files/${fileId}`)).status).toBe(404);
    const asTeacher = `/courses/${site.courseId}/learners/${learnerId}/badges/${mapping.id}/files/${fileId}`;
    expect((await other.get(asTeacher)).status).toBe(403);
  });

  it('is replaced until it is assessed as passed, with the files that were kept', async () => {
    await handIn({
      text: 'Eerst',
      files: [
        ['a.pdf', PDF],
        ['b.txt', Buffer.from('tekst')],
      ],
    });
    const first = await findHandIn();
    const [a, b] = first?.files ?? [];
    await handIn({ text: 'Toen', keep: [b?.id ?? ''] });
    const second = await findHandIn();
    expect(second).toMatchObject({ text: 'Toen', files: [{ name: 'b.txt' }] });
    expect(await site.stores.evidenceFiles.read(INSTITUTION, a?.id ?? '')).toBeNull();
    expect(await site.stores.evidenceFiles.read(INSTITUTION, b?.id ?? '')).not.toBeNull();

    await teacher.post(assessAddress(), { verdict: 'not-yet', percent: '', remark: 'Nog een bron erbij.' });
    expect(readText((await student.get(badge)).text)).toContain('Nog een bron erbij.');
    const token = await readToken();
    expect((await handIn({ text: 'Met bron' })).status).toBe(303);
    expect(readText((await teacher.get(`/courses/${site.courseId}`)).text)).toContain('1 ingeleverd');
    await teacher.post(assessAddress(), { verdict: 'passed', percent: '', remark: 'Mooi.' });
    const late = await handIn({ text: 'Te laat' }, token);
    expect(late.status).toBe(422);
    expect(await findHandIn()).toMatchObject({ text: 'Met bron' });
    const page = readText((await student.get(badge)).text);
    expect(page).toContain('blijft zoals het is');
    expect(page).toContain('Mooi.');
  });

  it.each<[string, Sent, string]>([
    ['nothing', {}, 'Schrijf iets'],
    ['a link that is none', { links: 'javascript:alert(1)' }, 'Een link begint met https://'],
    ['a page', { files: [['verslag.pdf', Buffer.from('<html>')]] }, 'verslag.pdf is van een soort'],
  ])('refuses %s, says why, and keeps what was typed', async (_what, sent, words) => {
    const answer = await handIn({ text: '', ...sent });
    expect(answer.status).toBe(422);
    expect(readText(answer.text)).toContain(words);
    if (sent.links) expect(answer.text).toContain('javascript:alert(1)</textarea>');
    expect(await findHandIn()).toBeNull();
  });

  it('refuses a sixth file, one that is too large, and a form of another session', async () => {
    const six = Array.from({ length: 6 }, (_, index) => [`${index}.txt`, Buffer.from('x')] as const);
    expect((await handIn({ files: six })).status).toBe(413);
    const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(10 * 1024 * 1024)]);
    expect((await handIn({ files: [['groot.pdf', large]] })).status).toBe(413);
    expect((await handIn({ text: 'x' }, 'somebody-else')).status).toBe(403);
    expect(await findHandIn()).toBeNull();
  });
});

describe('a rubric', () => {
  const form = {
    c0: 'Opbouw',
    c0l0: 'Zwak',
    c0p0: '0',
    c0l1: 'Sterk',
    c0p1: '6',
    c1: 'Stem',
    c1l0: 'Zacht',
    c1p0: '1',
    c1l1: 'Helder',
    c1p1: '4',
    passPoints: '7',
  };

  it('is made by the teacher; its points are the score, and passing awards the badge', async () => {
    const saved = await teacher.post(`${badge}/rubric`, form);
    expect(saved.status).toBe(303);
    const page = (await teacher.get(`/courses/${site.courseId}/learners/${learnerId}`)).text;
    expect(readText(page)).toContain('Sterk (6)');
    expect(page).not.toContain('name="verdict"');

    const incomplete = await teacher.post(assessAddress(), { level0: '1', remark: 'Bijna' });
    expect(incomplete.status).toBe(422);
    expect(readText(incomplete.text)).toContain('Kies bij elk criterium een niveau.');
    expect(incomplete.text).toContain('Bijna</textarea>');

    expect((await teacher.post(assessAddress(), { level0: '1', level1: '0' })).status).toBe(303);
    expect(site.gradebook.posted.map(({ score }) => score.scoreGiven)).toEqual([14]);
    const [award] = await site.stores.awards.listByCourse(INSTITUTION, site.courseId);
    expect(award).toMatchObject({ learnerId, delivery: { state: 'issued' } });
    expect(readText((await student.get(badge)).text)).toContain('Opbouw: Sterk (6)');
  });

  it('says what is wrong with it and keeps what was typed', async () => {
    const answer = await teacher.post(`${badge}/rubric`, { ...form, passPoints: '11' });
    expect(answer.status).toBe(422);
    expect(readText(answer.text)).toContain('dat te halen is');
    expect(answer.text).toContain('value="Helder"');
  });

  it('is taken from the badge class until the mapping has its own', async () => {
    const owner = { kind: 'badge-class', id: mapping.badgeClassId } as const;
    const criteria = [
      {
        title: 'Van de badge',
        levels: [
          { title: 'Nee', points: 0 },
          { title: 'Ja', points: 1 },
        ],
      },
    ];
    await site.stores.rubrics.save(INSTITUTION, owner, { criteria, passPoints: 1 }, new Date());
    const page = `/courses/${site.courseId}/learners/${learnerId}`;
    expect(readText((await teacher.get(page)).text)).toContain('Van de badge');
    expect(readText((await teacher.get(`${badge}/rubric`)).text)).toContain('komt van de badge zelf');
    await teacher.post(`${badge}/rubric`, form);
    expect(readText((await teacher.get(page)).text)).not.toContain('Van de badge');
  });
});

describe('a grade typed in the LMS for the column', () => {
  it('awards just the same', async () => {
    site.gradebook.setGrade(column, 's1', 20);
    await site.runRound();
    expect(await site.stores.awards.listByCourse(INSTITUTION, site.courseId)).toHaveLength(1);
  });

  it('counts instead of what was said here before, and the page says so', async () => {
    await teacher.post(assessAddress(), { verdict: 'not-yet', percent: '30' });
    await site.runRound();
    expect(await site.stores.awards.listByCourse(INSTITUTION, site.courseId)).toHaveLength(0);
    site.setNow(new Date(Date.parse('2026-03-02T14:00:00Z')));
    site.gradebook.setGrade(column, 's1', 18);
    await site.runRound();
    expect(await site.stores.awards.listByCourse(INSTITUTION, site.courseId)).toHaveLength(1);
    const page = readText((await teacher.get(`/courses/${site.courseId}/learners/${learnerId}`)).text);
    expect(page).toContain('heeft nu een ander cijfer: 18 / 20. Dat telt.');
  });
});
