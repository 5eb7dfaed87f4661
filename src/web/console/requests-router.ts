/**
 * Where badge classes may be mapped: requests from courses that wait for a yes, and what was answered.
 *
 * @module
 */
import { Router } from 'express';
import type { BadgeClassService } from '../../badges/badge-class-service.js';
import type { AuditActor } from '../../institutions/audit.js';
import { createFormats } from '../../language/format.js';
import { createTranslator } from '../../language/translate.js';
import type { RoundTrigger } from '../../awarding/course-sync.js';
import type { CourseStore } from '../../lti/course.js';
import { AppError } from '../../errors/app-error.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { readForm } from '../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from './admin-session.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface RequestsRouterDeps {
  readonly badgeClasses: Pick<BadgeClassService, 'list' | 'listApprovals' | 'decideApproval'>;
  readonly requestRound: (institutionId: string, courseId: string, trigger: RoundTrigger) => Promise<void>;
  readonly stores: { readonly courses: Pick<CourseStore, 'find'> };
}

const PAGE = 50;

export function createRequestsRouter({ badgeClasses, requestRound, stores }: RequestsRouterDeps): Router {
  const router = Router();

  router.get('/admin/requests', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const { state, page, done } = readFields(req.query, ['state', 'page', 'done']);
    const language = readConsoleLanguage(req);
    const formats = createFormats(language);
    const wanted = state === 'approved' || state === 'refused' ? state : 'requested';
    const [all, approvals] = await Promise.all([
      badgeClasses.list(institution.id),
      badgeClasses.listApprovals(institution.id),
    ]);
    const names = new Map(all.map(({ id, name }) => [id, name[language]]));
    // Whoever waits longest comes first.
    const chosen = approvals
      .filter((one) => one.state === wanted)
      .toSorted((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());
    const at = Math.max(
      0,
      Math.min(Number(/^\d{1,5}$/.exec(page)?.[0] ?? 0), Math.floor(chosen.length / PAGE)),
    );
    const shown = chosen.slice(at * PAGE, (at + 1) * PAGE);
    const requests = await Promise.all(
      shown.map(async ({ badgeClassId, courseId, requestedAt, decidedAt }) => ({
        badgeClassId,
        courseId,
        badge: names.get(badgeClassId) ?? badgeClassId,
        course: (await stores.courses.find(institution.id, courseId))?.title ?? courseId,
        at: formats.dateTime(decidedAt ?? requestedAt),
      })),
    );
    const asked = wanted === 'requested' ? chosen.map(({ badgeClassId }) => badgeClassId) : [];
    const together = [...new Set(asked)]
      .map((badgeClassId) => ({
        badgeClassId,
        badge: names.get(badgeClassId) ?? badgeClassId,
        count: asked.filter((one) => one === badgeClassId).length,
      }))
      .filter(({ count }) => count > 1);
    sendConsolePage(req, res, {
      view: 'console/requests',
      title: createTranslator(language)('console.requests.title'),
      part: 'requests',
      locals: {
        requests,
        together,
        wanted,
        done: parseChoice(done, ['approved', 'refused']),
        counts: (['requested', 'approved', 'refused'] as const).map((one) => ({
          state: one,
          count: approvals.filter((approval) => approval.state === one).length,
        })),
        previous: at > 0 ? `?state=${wanted}&page=${at - 1}` : null,
        next: (at + 1) * PAGE < chosen.length ? `?state=${wanted}&page=${at + 1}` : null,
      },
    });
  });

  router.post(
    '/admin/requests',
    requireAdmin('admin'),
    readForm('8kb'),
    requireAdminForm,
    async (req, res) => {
      const { institution, actor } = getAdmin(req);
      const { badgeClass, course, answer } = readFields(req.body, ['badgeClass', 'course', 'answer']);
      if (answer === 'all') {
        const asked = (await badgeClasses.listApprovals(institution.id)).filter(
          (one) => one.badgeClassId === badgeClass && one.state === 'requested',
        );
        for (const { courseId } of asked)
          await answerOne(institution.id, badgeClass, courseId, 'approved', actor);
        return res.redirect(303, '/admin/requests?done=approved');
      }
      if (!(await stores.courses.find(institution.id, course)))
        throw new AppError('course_not_found', 404, 'no such course', { courseId: course });
      const state = answer === 'yes' ? 'approved' : 'refused';
      await answerOne(institution.id, badgeClass, course, state, actor);
      return res.redirect(303, `/admin/requests?done=${state}`);
    },
  );

  async function answerOne(
    institutionId: string,
    badgeClassId: string,
    courseId: string,
    state: 'approved' | 'refused',
    actor: AuditActor,
  ): Promise<void> {
    await badgeClasses.decideApproval(institutionId, badgeClassId, courseId, state, actor);
    // What waited for this answer need not wait for the next round too.
    await requestRound(institutionId, courseId, 'schedule');
  }

  return router;
}
