/**
 * Learners of an institution: finding one, seeing what they hold and why, linking them to a person, export and erasure.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { AwardStore } from '../../awarding/award.js';
import type { Decision, DecisionStore } from '../../awarding/decision.js';
import type { MappingStore } from '../../awarding/mapping.js';
import type { BadgeClassService } from '../../badges/badge-class-service.js';
import type { LearnerAdmin } from '../../institutions/learner-admin.js';
import { createFormats } from '../../language/format.js';
import { createTranslator, isTextKey } from '../../language/translate.js';
import type { CourseStore } from '../../lti/course.js';
import type { RegistrationStore } from '../../platforms/registration.js';
import { createCourseWords } from '../course/course-words.js';
import { readFields } from '../course/form-fields.js';
import { presentSize } from '../course/present-hand-in.js';
import { presentReason } from '../course/present-reason.js';
import { readForm } from '../read-params.js';
import { sendDownload } from '../send-download.js';
import { getAdmin, requireAdmin, requireAdminForm } from './admin-session.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface LearnersAdminRouterDeps {
  readonly learnerAdmin: LearnerAdmin;
  readonly badgeClasses: Pick<BadgeClassService, 'list'>;
  readonly stores: {
    readonly awards: Pick<AwardStore, 'listByLearner'>;
    readonly courses: Pick<CourseStore, 'find'>;
    readonly decisions: Pick<DecisionStore, 'find'>;
    readonly mappings: Pick<MappingStore, 'find'>;
    readonly registrations: Pick<RegistrationStore, 'find'>;
  };
}

/** Of a learner whose LMS is no longer registered: its name is not known. */
const NO_REGISTRATION = { name: '', issuer: '', productFamily: '' } as const;

interface StoredCredential {
  readonly _id: string;
  readonly awardId: string;
  readonly state: string;
}

export function createLearnersAdminRouter({
  learnerAdmin,
  badgeClasses,
  stores,
}: LearnersAdminRouterDeps): Router {
  const router = Router();
  const guard = [requireAdmin('admin'), readForm('8kb'), requireAdminForm];

  router.get('/admin/learners', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const { q, after } = readFields(req.query, ['q', 'after']);
    const language = readConsoleLanguage(req);
    const formats = createFormats(language);
    const { learners, next } = await learnerAdmin.search(institution.id, q, after === '' ? null : after);
    sendConsolePage(req, res, {
      view: 'console/learners',
      title: createTranslator(language)('console.learners.title'),
      part: 'learners',
      locals: {
        q,
        learners: learners.map(({ id, name, email, sub, updatedAt }) => ({
          id,
          name: name ?? sub,
          email: email ?? '',
          at: formats.dateTime(updatedAt),
        })),
        next: next === null ? null : `?${new URLSearchParams({ q, after: next }).toString()}`,
        isFirst: after === '',
      },
    });
  });

  router.get('/admin/learners/:learner', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const id = idOf(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const learner = await learnerAdmin.get(institution.id, id);
    const registration = await stores.registrations.find(institution.id, learner.registrationId);
    const words = createCourseWords(language, registration ?? NO_REGISTRATION);
    const [person, awards, badges, records] = await Promise.all([
      learnerAdmin.findPerson(institution.id, id),
      stores.awards.listByLearner(institution.id, id),
      badgeClasses.list(institution.id),
      learnerAdmin.look(institution.id, id),
    ]);
    const names = new Map(badges.map((one) => [one.id, one.name[language]]));
    const credentials = new Map((records.credentials as StoredCredential[]).map((one) => [one.awardId, one]));
    const decided = await Promise.all(
      (records.decisions as Pick<Decision, 'courseId' | 'mappingId'>[]).map(
        async ({ courseId, mappingId }) => ({
          decision: await stores.decisions.find(institution.id, mappingId, id),
          mapping: await stores.mappings.find(institution.id, courseId, mappingId),
        }),
      ),
    );
    const decisions = decided.flatMap(({ decision, mapping }) =>
      decision ? [{ ...decision, mapping }] : [],
    );
    const courseIds = new Set([
      ...awards.map(({ courseId }) => courseId),
      ...decisions.map(({ courseId }) => courseId),
    ]);
    const titles = new Map<string, string>();
    for (const courseId of courseIds)
      titles.set(courseId, (await stores.courses.find(institution.id, courseId))?.title ?? courseId);
    const { search } = readFields(req.query, ['search']);
    const found = search === '' ? [] : (await learnerAdmin.search(institution.id, search, null)).learners;
    sendConsolePage(req, res, {
      view: 'console/learner',
      title: learner.name ?? learner.sub,
      part: 'learners',
      locals: {
        learner: {
          id,
          name: learner.name ?? learner.sub,
          email: learner.email ?? t('console.learner.no-email'),
          sub: learner.sub,
          bridges: Object.entries(learner.bridges).map(([name, value]) => ({
            name: label(t, `console.learner.bridge.${name}`, name),
            value,
          })),
        },
        person: person && {
          identifier: person.link.identifier,
          since: formats.date(person.link.linkedAt),
          others: person.others.map((one) => ({ id: one.id, name: one.name ?? one.sub })),
        },
        search,
        found: found
          .filter((one) => one.id !== id)
          .slice(0, 10)
          .map((one) => ({ id: one.id, name: one.name ?? one.sub, email: one.email ?? '' })),
        awards: awards.map((award) => ({
          badge: names.get(award.badgeClassId) ?? award.badgeClassId,
          course: titles.get(award.courseId) ?? '',
          at: formats.date(award.awardedAt),
          state: label(t, `console.award.${award.state}`, award.state),
          delivery: label(t, `console.delivery.${award.delivery.state}`, award.delivery.state),
          credential: credentials.get(award.id)
            ? label(
                t,
                `console.credential.${credentials.get(award.id)?.state ?? ''}`,
                credentials.get(award.id)?.state ?? '',
              )
            : '',
        })),
        decisions: decisions.map((decision) => ({
          // One whose badge class is gone is still told from the others.
          badge: names.get(decision.mapping?.badgeClassId ?? '') ?? decision.mappingId,
          course: titles.get(decision.courseId) ?? '',
          verdict: label(t, `console.verdict.${decision.verdict}`, decision.verdict),
          reason: decision.mapping ? presentReason(decision, decision.mapping.rule, words) : decision.reason,
          at: formats.dateTime(decision.decidedAt),
        })),
        files: records.files.map(({ id: fileId, name, size }) => ({
          id: fileId,
          name,
          size: presentSize(size, formats.number),
        })),
        isErased: learner.sub.startsWith('erased-'),
      },
    });
  });

  router.post('/admin/learners/:learner/link', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const { other, identifier } = readFields(req.body, ['other', 'identifier']);
    await learnerAdmin.link(institution.id, idOf(req), other, identifier, actor);
    back(req, res);
  });

  router.post('/admin/learners/:learner/unlink', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    await learnerAdmin.get(institution.id, idOf(req));
    await learnerAdmin.unlink(institution.id, idOf(req), actor);
    back(req, res);
  });

  router.post('/admin/learners/:learner/export', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const exported = await learnerAdmin.exportAll(institution.id, idOf(req), actor);
    res
      .attachment(`learner-${exported.learner.id}.json`)
      .type('json')
      .send(JSON.stringify(exported, null, 2));
  });

  router.post('/admin/learners/:learner/files/:file', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    await sendDownload(
      res,
      await learnerAdmin.openFile(institution.id, idOf(req), String(req.params['file']), actor),
    );
  });

  router.post('/admin/learners/:learner/erase', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const { sure } = readFields(req.body, ['sure']);
    if (sure === 'yes') await learnerAdmin.erase(institution.id, idOf(req), actor);
    back(req, res);
  });

  return router;
}

function label(t: ReturnType<typeof createTranslator>, key: string, fallback: string): string {
  return isTextKey(key) ? t(key) : fallback;
}

function idOf(req: Request): string {
  return String(req.params['learner']);
}

function back(req: Request, res: { redirect(status: number, address: string): void }): void {
  res.redirect(303, `/admin/learners/${encodeURIComponent(idOf(req))}`);
}
