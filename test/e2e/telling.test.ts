import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestStandingJobs } from '../../src/jobs/schedule.js';
import { startSmtpServer, type SmtpServer } from '../support/smtp-server.js';
import {
  COURSE,
  grade,
  openLink,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../support/start-course.js';

let smtp: SmtpServer;
let world: CourseWorld;
let badge: PlacedBadge;
beforeEach(async () => {
  smtp = await startSmtpServer();
  world = await startCourse({
    sandbox: { students: 3 },
    env: { SMTP_URL: smtp.url, MAIL_FROM: 'Badges <badges@example.org>' },
  });
  badge = await placeBadge(world);
  await context().telling.allow(institutionId(), true, { kind: 'command-line' });
  await requestStandingJobs(context().stores.jobs, world.clock.now, { sendsMail: true });
});
afterEach(async () => {
  await world.close();
  await smtp.close();
});

const context = () => world.tool.context;
const institutionId = (): string => context().institution.id;

async function award(user: string): Promise<string> {
  grade(world, badge, user, 80);
  await runRound(world);
  const awards = await context().stores.awards.listByCourse(institutionId(), badge.course.id);
  return awards.at(-1)?.id ?? '';
}

/** The job that tells is due each minute. */
async function tell(minutes = 2): Promise<void> {
  await runRound(world, minutes * 60);
}

const findNotice = (awardId: string) => context().stores.notices.find(institutionId(), awardId);

describe('telling a learner by mail', () => {
  it('sends one mail, in the learner’s language, and never another', async () => {
    const awardId = await award('student01');
    for (let time = 1; time <= 3; time += 1) await tell();
    expect(smtp.taken).toHaveLength(1);
    const [mail] = smtp.taken;
    expect(mail).toMatchObject({ from: 'badges@example.org', to: 'student01@example.org' });
    expect(mail?.headers.get('subject')).toMatch(/^Je hebt een badge: /);
    expect(mail?.text).toContain('Dag Sanne');
    expect(mail?.text).toContain('Alleen jij ziet hem');
    expect(mail?.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(mail?.headers.get('message-id')).toContain(`award-${awardId}@`);
    expect(await findNotice(awardId)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('tries again what was not taken, and sends it once', async () => {
    smtp.setTrouble('later');
    const awardId = await award('student01');
    await tell();
    expect(await findNotice(awardId)).toMatchObject({ state: 'waiting', reason: 'smtp_451' });
    smtp.setTrouble('closed');
    await tell(30);
    expect((await findNotice(awardId))?.state).toBe('waiting');
    smtp.setTrouble('none');
    await tell(60);
    await tell(60);
    expect(smtp.taken).toHaveLength(1);
    expect((await findNotice(awardId))?.state).toBe('sent');
  });

  it('gives up an address that does not exist', async () => {
    smtp.setTrouble('never');
    const awardId = await award('student01');
    await tell();
    smtp.setTrouble('none');
    await tell(600);
    expect(smtp.taken).toHaveLength(0);
    expect(await findNotice(awardId)).toMatchObject({ state: 'not-sent', reason: 'smtp_550' });
  });

  it('does not send again what may have arrived', async () => {
    smtp.setTrouble('silent-after-data');
    const awardId = await award('student01');
    await tell();
    smtp.setTrouble('none');
    await tell(600);
    expect(smtp.taken).toHaveLength(1);
    expect((await findNotice(awardId))?.state).toBe('unsure');
  });

  it('does not send again what a worker that died had begun', async () => {
    const awardId = await award('student01');
    const { notices } = context().stores;
    const { now } = world.clock;
    const claim = { state: 'sending', reason: null, attempts: 1, at: now } as const;
    smtp.taken.length = 0;
    await notices.save(institutionId(), awardId, claim, new Date(now.getTime() + 900_000));
    await tell(5);
    expect((await findNotice(awardId))?.state).toBe('sending');
    await tell(15);
    expect(smtp.taken).toHaveLength(0);
    expect(await findNotice(awardId)).toMatchObject({ state: 'unsure', reason: 'worker-died' });
  });

  it('is off for whoever clicks the link in the mail once, and on again for whoever wants it', async () => {
    await award('student01');
    await tell();
    const link = /<(.*?)>/.exec(smtp.taken[0]?.headers.get('list-unsubscribe') ?? '')?.[1] ?? '';
    expect((await fetch(link)).status).toBe(200);
    const [learner] = await context().stores.learners.listByIds(
      institutionId(),
      (await context().stores.awards.listByCourse(institutionId(), badge.course.id)).map(
        (one) => one.learnerId,
      ),
    );
    const isOff = () => context().telling.isOff(institutionId(), learner?.id ?? '');
    expect(await isOff()).toBe(false);
    const oneClick = await fetch(link, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(oneClick.status).toBe(200);
    expect(await isOff()).toBe(true);

    const other = await placeBadgeAnew();
    grade(world, other, 'student01', 90);
    grade(world, other, 'student02', 90);
    await runRound(world);
    await tell();
    expect(smtp.taken.map(({ to }) => to).sort()).toEqual(['student01@example.org', 'student02@example.org']);
    expect((await fetch(link, { method: 'POST', body: new URLSearchParams({ mail: 'on' }) })).status).toBe(
      200,
    );
    expect(await isOff()).toBe(false);
    expect((await fetch(`${link}x`)).status).toBe(404);
  });

  async function placeBadgeAnew(): Promise<PlacedBadge> {
    const extra = (await context().seed()).find(({ variant }) => variant === 'extra-curricular');
    await context().badgeClasses.create(
      institutionId(),
      { ...(extra as NonNullable<typeof extra>), id: 'second', mayBeMapped: { where: 'any-course' } },
      { kind: 'command-line' },
    );
    return placeBadge(world, { badgeClassId: 'second' });
  }

  it('is for institutions that allow it, and the teacher reads how students hear of it', async () => {
    await context().telling.allow(institutionId(), false, { kind: 'command-line' });
    const awardId = await award('student01');
    await tell();
    expect(smtp.taken).toHaveLength(0);
    expect(await findNotice(awardId)).toMatchObject({ state: 'not-sent', reason: 'not-allowed' });
    const read = async (): Promise<string> => {
      const visitor = await openLink(world, 'teacher', badge.linkId);
      return (
        await visitor.get(`${world.tool.baseUrl}/courses/${badge.course.id}/badges/${badge.mapping.key}`)
      ).html;
    };
    expect(await read()).toContain('heeft e-mail over badges niet aangezet');
    await context().telling.allow(institutionId(), true, { kind: 'command-line' });
    expect(await read()).toContain('Studenten krijgen een e-mail zodra');
  });
});

describe('the score in the LMS', () => {
  it('carries one line with the badge and its link', async () => {
    const extra = (await context().seed()).find(({ variant }) => variant === 'extra-curricular');
    await context().badgeClasses.create(
      institutionId(),
      { ...(extra as NonNullable<typeof extra>), id: 'shown', mayBeMapped: { where: 'any-course' } },
      { kind: 'command-line' },
    );
    const shown = await placeBadge(world, {
      badgeClassId: 'shown',
      columnRole: 'badge',
      readsColumnOf: badge.mapping.key,
    });
    await award('student02');
    await runRound(world);
    const { grades } = world.sandbox.control.getGradebook(COURSE);
    const [score] = grades.filter(({ columnId }) => columnId === shown.columnId);
    expect(score?.score).toBe(1);
    expect(score?.comment).toMatch(
      /^Badge behaald: .* Open hem in de cursus; wat hij zegt staat op http.*\/badges\/shown$/,
    );
  });
});
