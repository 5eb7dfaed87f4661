/**
 * All badge classes of an institution, where each may be mapped, and which courses ask.
 *
 * @module
 */
import { Router } from 'express';
import type { BadgeClassService } from '../../../badges/badge-class-service.js';
import type { BadgeClass } from '../../../badges/badge-class.js';
import { EMPTY_TEXT, VARIANTS } from '../../../badges/badge-content.js';
import { readCompleteness } from '../../../badges/eu-elements.js';
import type { IssuerService } from '../../../badges/issuer-service.js';
import { mayAct } from '../../../institutions/admin-account.js';
import type { InstitutionService } from '../../../institutions/institution-service.js';
import type { Language } from '../../../language/local-text.js';
import { createTranslator } from '../../../language/translate.js';
import type { CourseStore } from '../../../lti/course.js';
import { badgeImage } from '../../course/course-address.js';
import { parseChoice, readFields } from '../../course/form-fields.js';
import { readForm } from '../../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';

export interface BadgeListRouterDeps {
  readonly badgeClasses: Pick<BadgeClassService, 'create' | 'list' | 'listApprovals'>;
  readonly issuers: Pick<IssuerService, 'ensureFirst' | 'list'>;
  readonly stores: { readonly courses: Pick<CourseStore, 'list'> };
  readonly institutions: Pick<InstitutionService, 'letTeachersDraft'>;
}

export function createBadgeListRouter({
  badgeClasses,
  issuers,
  stores,
  institutions,
}: BadgeListRouterDeps): Router {
  const router = Router();
  const guard = [requireAdmin('editor'), readForm('8kb'), requireAdminForm];

  router.get('/admin/badges', requireAdmin('editor'), async (req, res) => {
    const { institution, account } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const { q, imported } = readFields(req.query, ['q', 'imported']);
    const [all, approvals, courses, profiles] = await Promise.all([
      badgeClasses.list(institution.id),
      badgeClasses.listApprovals(institution.id),
      stores.courses.list(institution.id),
      issuers.list(institution.id),
    ]);
    const t = createTranslator(language);
    const names = new Map(all.map((one) => [one.id, nameBadge(one, language)]));
    const titles = new Map(courses.map(({ id, title, label }) => [id, title ?? label]));
    const issuerOf = new Map(profiles.map((one) => [one.id, one]));
    const found = all.filter(({ name }) => matches(q, [name.nl, name.en]));
    sendConsolePage(req, res, {
      view: 'console/badges/list',
      title: t('badge-editor.list.title'),
      part: 'badges',
      styles: ['badge-editor.css'],
      locals: {
        q,
        saved: /^\d{1,3}$/.test(imported) ? Number(imported) : 0,
        isEmpty: all.length === 0,
        isAdmin: mayAct(account.role, 'admin'),
        teachersMayDraft: institution.teachersMayDraft === true,
        requests: approvals
          .filter(({ state, badgeClassId }) => state === 'requested' && names.has(badgeClassId))
          .map(({ badgeClassId, courseId }) => ({
            badge: names.get(badgeClassId) ?? '',
            course: titles.get(courseId) ?? t('badge-editor.course.unnamed'),
          })),
        // What waits for an editor comes first, then the newest.
        rows: found
          .map((one) => presentRow(one, language, issuerOf))
          .sort((a, b) => Number(b.state === 'submitted') - Number(a.state === 'submitted')),
      },
    });
  });

  router.get('/admin/badges/new', requireAdmin('editor'), (req, res) => {
    sendConsolePage(req, res, {
      view: 'console/badges/new',
      title: createTranslator(readConsoleLanguage(req))('badge-editor.new.title'),
      part: 'badges',
      locals: { variants: VARIANTS },
    });
  });

  router.post('/admin/badges', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const variant = parseChoice(readFields(req.body, ['variant']).variant, VARIANTS) ?? 'extra-curricular';
    const issuer = await issuers.ensureFirst(institution);
    const draft = {
      issuerId: issuer.id,
      variant,
      name: EMPTY_TEXT,
      description: EMPTY_TEXT,
      criteria: EMPTY_TEXT,
      language: institution.language,
      state: 'draft' as const,
    };
    const { id } = await badgeClasses.create(institution.id, draft, actor);
    res.redirect(303, `/admin/badges/${id}`);
  });

  router.post(
    '/admin/badges/drafts',
    requireAdmin('admin'),
    readForm('8kb'),
    requireAdminForm,
    async (req, res) => {
      const { institution, actor } = getAdmin(req);
      const isAllowed = readFields(req.body, ['allow']).allow === 'on';
      await institutions.letTeachersDraft(institution.id, isAllowed, actor);
      res.redirect(303, '/admin/badges');
    },
  );

  return router;
}

function presentRow(
  badgeClass: BadgeClass,
  language: Language,
  issuers: ReadonlyMap<string, Awaited<ReturnType<IssuerService['list']>>[number]>,
) {
  const { stated, of } = readCompleteness(badgeClass, issuers.get(badgeClass.issuerId) ?? null);
  return {
    id: badgeClass.id,
    name: nameBadge(badgeClass, language),
    variant: badgeClass.variant,
    version: badgeClass.version,
    // A draft is in nobody's sight, and so is its picture.
    image: badgeClass.state === 'published' ? badgeImage(badgeClass.id, language) : null,
    state: nameState(badgeClass),
    where: badgeClass.mayBeMapped.where,
    stated,
    of,
  };
}

function nameState({ state, archivedAt, submittedAt }: BadgeClass) {
  if (archivedAt) return 'archived';
  if (state === 'published') return 'published';
  return submittedAt ? 'submitted' : 'draft';
}

/** In the reader's language, or in the only one it has. */
function nameBadge({ name }: BadgeClass, language: Language): string {
  return name[language] || name.nl || name.en;
}

function matches(q: string, texts: readonly string[]): boolean {
  const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return texts.some((text) => fold(text).includes(fold(q)));
}
