/**
 * Work on the background: courses that are stopped, jobs that wait for a person, and whether learners get mail.
 *
 * @module
 */
import { Router } from 'express';
import type { CourseSyncStore } from '../../awarding/course-sync.js';
import type { Telling } from '../../awarding/telling.js';
import { createFormats } from '../../language/format.js';
import { createTranslator, isTextKey } from '../../language/translate.js';
import type { BadgeClassStore } from '../../badges/badge-class.js';
import type { LearnerStore } from '../../institutions/learner.js';
import type { Language } from '../../language/local-text.js';
import type { CourseStore } from '../../lti/course.js';
import type { RegistrationStore } from '../../platforms/registration.js';
import { nameLms } from '../../platforms/lms-name.js';
import { capitalise } from '../course/course-words.js';
import { readFields } from '../course/form-fields.js';
import { readForm } from '../read-params.js';
import { presentRound } from '../present-round.js';
import { sayMail } from '../say-mail.js';
import { getAdmin, requireAdmin, requireAdminForm } from './admin-session.js';
import { pickPage } from './paging.js';
import { listWork, reachOf, type ParkedJobs, type WorkReadings } from './present-work.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface WorkRouterDeps extends WorkReadings {
  readonly parkedJobs: Pick<ParkedJobs, 'list' | 'retry'>;
  readonly telling: Pick<Telling, 'findWay' | 'allow' | 'report'>;
  readonly stores: WorkReadings['stores'] & {
    readonly syncs: Pick<CourseSyncStore, 'listRecentRounds'>;
    readonly courses: Pick<CourseStore, 'find'>;
    readonly registrations: Pick<RegistrationStore, 'find'>;
    readonly learners: Pick<LearnerStore, 'listByIds'>;
    readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  };
}

const MOST_ROUNDS = 20;

interface WorkRow {
  readonly what: string;
  readonly since: string;
  readonly why: string;
  readonly lms: string | null;
  readonly href: string | null;
  /** Of a job that can be tried again. */
  readonly jobId: string | null;
}

export function createWorkRouter(deps: WorkRouterDeps): Router {
  const { parkedJobs, telling, stores } = deps;
  const router = Router();
  const guard = [requireAdmin('admin'), readForm('8kb'), requireAdminForm];

  async function nameCourse(institutionId: string, courseId: string) {
    const course = await stores.courses.find(institutionId, courseId);
    const registration = course && (await stores.registrations.find(institutionId, course.registrationId));
    return {
      title: course?.title ?? courseId,
      lms: registration ? (nameLms(registration) ?? registration.name) : null,
      href: registration ? `/admin/connections/${registration.id}` : null,
    };
  }

  /** The mail of the last weeks: how many, and of those that were not sent, whose and why. */
  async function presentMail(institutionId: string, language: Language) {
    const { counts, unsent } = await telling.report(institutionId);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const learners = await stores.learners.listByIds(institutionId, [
      ...new Set(unsent.map(({ award }) => award.learnerId)),
    ]);
    const names = new Map(learners.map(({ id, name }) => [id, name]));
    const rows = unsent.map(async ({ award, notice }) => {
      const badgeClass = await stores.badgeClasses.find(institutionId, award.badgeClassId);
      return {
        who: names.get(award.learnerId) ?? award.learnerId,
        badge: badgeClass?.name[language] ?? award.badgeClassId,
        at: formats.dateTime(notice.at),
        why: capitalise(sayMail(notice, { t, formats })),
      };
    });
    const { sent, waiting, sending, unsure } = counts;
    return {
      counts: t('console.work.mail.counts', {
        sent,
        waiting: waiting + sending,
        unsent: counts['not-sent'],
        unsure,
      }),
      rows: await Promise.all(rows),
    };
  }

  /** What the newest rounds of all courses found. */
  async function presentRounds(institutionId: string, language: Language) {
    const words = { t: createTranslator(language), formats: createFormats(language) };
    const rounds = await stores.syncs.listRecentRounds(institutionId, MOST_ROUNDS);
    return Promise.all(
      rounds.map(async (round) => {
        const { title, lms } = await nameCourse(institutionId, round.courseId);
        return { course: title, ...presentRound(round, null, lms ?? 'LMS', words) };
      }),
    );
  }

  router.get('/admin/work', requireAdmin('admin'), async (req, res) => {
    const { institution, account } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const [{ stopped, parked }, way, mail, rounds] = await Promise.all([
      listWork(deps, institution.id, account.role),
      telling.findWay(institution.id),
      presentMail(institution.id, language),
      presentRounds(institution.id, language),
    ]);
    const stoppedRows = stopped.map(async ({ courseId, stop }): Promise<WorkRow> => {
      const { title, lms, href } = await nameCourse(institution.id, courseId);
      const code = stop?.code ?? '';
      const since = stop ? formats.dateTime(stop.since) : '';
      const key = `needs.stopped.${code}`;
      const why = t(isTextKey(key) ? key : 'needs.stopped-since', { lms: lms ?? 'LMS', since, code });
      return { what: title, since, why, lms, href, jobId: null };
    });
    const parkedRows = parked.map(async (job): Promise<WorkRow> => {
      const course = job.name === 'sync-course' ? await nameCourse(institution.id, job.key) : null;
      return {
        what: course
          ? t('console.work.course', { course: course.title })
          : t('console.work.job', { name: job.id }),
        since: formats.dateTime(job.parkedAt),
        why: t('console.work.failed', {
          count: job.attempts,
          code: job.lastErrorCode ?? t('console.work.no-code'),
        }),
        lms: course?.lms ?? null,
        href: course?.href ?? null,
        jobId: job.id,
      };
    });
    const rows = await Promise.all([...parkedRows, ...stoppedRows]);
    sendConsolePage(req, res, {
      view: 'console/work',
      title: t('console.work.title'),
      part: 'work',
      locals: {
        way,
        mail,
        rounds,
        list: pickPage(req, rows, ({ what, why }) => `${what} ${why}`, '/admin/work'),
      },
    });
  });

  router.post('/admin/work/retry', ...guard, async (req, res) => {
    const { institution, account, actor } = getAdmin(req);
    const { job } = readFields(req.body, ['job']);
    await parkedJobs.retry(institution.id, job, actor, reachOf(account.role));
    res.redirect(303, '/admin/work');
  });

  router.post('/admin/work/mail', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const { to } = readFields(req.body, ['to']);
    const way = await telling.findWay(institution.id);
    // Without a server there is nothing to switch, and a form shown twice changes nothing.
    if (way !== 'no-server' && (to === 'on' || to === 'off') && (to === 'on') !== (way === 'mails'))
      await telling.allow(institution.id, to === 'on', actor);
    res.redirect(303, '/admin/work');
  });

  return router;
}
