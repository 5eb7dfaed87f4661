import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptySync } from '../../../src/awarding/course-sync.js';
import type { AwardNotice } from '../../../src/awarding/award-notice.js';
import { buildAward, buildCourseSighting, buildRegistration } from '../../support/build-records.js';
import { setUpOperator, signInAs, type ConsoleVisitor } from '../../support/console-visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

const NOW = new Date('2027-03-01T12:00:00Z');
const ACTOR = { kind: 'tool' } as const;

let tool: RunningTool;
let operator: ConsoleVisitor;
let admin: ConsoleVisitor;
let ours: string;
let theirs: string;

beforeAll(async () => {
  tool = await startTool({
    now: () => NOW,
    env: { SMTP_URL: 'smtp://localhost:9', MAIL_FROM: 'badges@school.example' },
  });
  operator = await setUpOperator(tool);
  ours = tool.context.institution.id;
  theirs = (await tool.context.institutions.create({ name: { nl: 'B', en: 'B' }, language: 'nl' }, ACTOR)).id;
  admin = await signInAs(tool, ours, 'admin');
});
afterAll(() => tool.close());

async function park(name: string, institutionId: string | null): Promise<string> {
  const { jobs } = tool.context.stores;
  await jobs.request({ name, key: 'k', institutionId, runAt: new Date(0), trigger: null });
  await jobs.claim([name], NOW, new Date(NOW.getTime() + 60_000), 'token');
  await jobs.park(`${name}:k`, 'token', { at: NOW, attempts: 7, lastErrorCode: 'lms_broken' });
  return `${name}:k`;
}
const isParked = async (id: string) => (await tool.context.stores.jobs.find(id))?.parkedAt !== null;
const countAudit = async (action: string) =>
  (await tool.context.stores.audit.list(ours, 100)).filter((one) => one.action === action).length;

describe('work on the background', () => {
  it('says so when nothing has stopped', async () => {
    expect((await admin.get('/admin/work')).html).toContain('Nothing has stopped.');
    expect((await admin.get('/admin')).html).not.toContain('stopped in the background');
  });

  it('shows a stopped course with its connection', async () => {
    const { stores } = tool.context;
    const registration = buildRegistration({ institutionId: ours, name: 'Our LMS' });
    await stores.registrations.save(ours, registration);
    const sighting = buildCourseSighting({ registrationId: registration.id, title: 'Botany' });
    const course = await stores.courses.remember(ours, sighting, NOW);
    await stores.syncs.save(ours, { ...emptySync(course), stop: { code: 'lms_broken', since: NOW } });
    const { html } = await admin.get('/admin/work');
    expect(html).toContain('Botany');
    expect(html).toContain(`href="/admin/connections/${registration.id}"`);
    expect((await admin.get('/admin')).html).toContain('One thing has stopped in the background');
  });

  it('says what became of mail, and whose was not sent', async () => {
    const { stores } = tool.context;
    const learners = await stores.learners.rememberAll(
      ours,
      'registration-1',
      [{ sub: 's', name: 'Ann' }],
      NOW,
    );
    const make = async (state: AwardNotice['state'], reason: string | null, daysAgo: number) => {
      const award = buildAward({
        institutionId: ours,
        badgeClassId: 'badge-class-1',
        learnerId: learners.get('s')?.id ?? '',
        liveKey: `${state} ${daysAgo}`,
      });
      await stores.awards.create(ours, award);
      const at = new Date(NOW.getTime() - daysAgo * 24 * 3_600_000);
      await stores.notices.save(ours, award.id, { state, reason, attempts: 1, at }, null);
    };
    await make('sent', null, 1);
    await make('sent', null, 40);
    await make('not-sent', 'smtp_550', 2);
    await make('not-sent', 'no-address', 50);
    await make('unsure', 'worker-died', 3);
    const { html } = await admin.get('/admin/work');
    expect(html).toContain('Last 30 days: 1 sent, 0 on their way, 1 not sent, 1 not sure.');
    expect(html).toContain('Not sent: the address or the mail server refused it (smtp_550)');
    expect(html).toContain('Not sure whether it arrived.');
    expect(html).toContain('Ann');
    expect(html).not.toContain('no e-mail address is known');
  });

  it('tries a parked job again, once', async () => {
    const id = await park('ours', ours);
    const { html } = await admin.get('/admin/work');
    expect(html).toContain('Times failed: 7. Last error code: lms_broken.');
    expect((await admin.post('/admin/work/retry', { job: id })).status).toBe(303);
    expect(await isParked(id)).toBe(false);
    expect((await admin.post('/admin/work/retry', { job: id })).status).toBe(404);
    expect(await countAudit('job.retried')).toBe(1);
  });

  it("neither shows nor retries another institution's job, or one of the server", async () => {
    for (const id of [await park('foreign', theirs), await park('server-wide', null)]) {
      expect((await admin.get('/admin/work')).html).not.toContain(id);
      expect((await admin.post('/admin/work/retry', { job: id })).status).toBe(404);
      expect(await isParked(id)).toBe(true);
    }
    expect((await operator.get('/admin/work')).html).toContain('server-wide:k');
    expect((await operator.post('/admin/work/retry', { job: 'server-wide:k' })).status).toBe(303);
    expect(await isParked('server-wide:k')).toBe(false);
  });

  it('switches mail on and off', async () => {
    expect((await admin.get('/admin/work')).html).toContain('Switch mail on');
    await admin.post('/admin/work/mail', { to: 'on' });
    expect(await tool.context.telling.findWay(ours)).toBe('mails');
    expect((await admin.get('/admin/work')).html).toContain('Switch mail off');
    await admin.post('/admin/work/mail', { to: 'off' });
    expect(await tool.context.telling.findWay(ours)).toBe('not-allowed');
    expect([await countAudit('mail.allowed'), await countAudit('mail.forbidden')]).toEqual([1, 1]);
  });
});
