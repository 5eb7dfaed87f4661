/**
 * For operators: the institutions that this tool serves, and which of them the console shows.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import { AppError, hasCode } from '../../errors/app-error.js';
import type { AdminSignIn } from '../../institutions/admin-sign-in.js';
import type { Institution } from '../../institutions/institution.js';
import type { InstitutionService } from '../../institutions/institution-service.js';
import { createTranslator } from '../../language/translate.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { LANGUAGES } from '../../language/local-text.js';
import { readForm } from '../read-params.js';
import { findAdminSession, getAdmin, requireAdmin, requireAdminForm } from './admin-session.js';
import { pickPage } from './paging.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface InstitutionsRouterDeps {
  readonly institutions: Pick<InstitutionService, 'list' | 'create'>;
  readonly adminSignIn: Pick<AdminSignIn, 'enter'>;
  /** What a new institution needs before its first credential. */
  readonly furnishInstitution: (institution: Institution) => Promise<void>;
}

export function createInstitutionsRouter(deps: InstitutionsRouterDeps): Router {
  const { institutions, adminSignIn, furnishInstitution } = deps;
  const router = Router();
  const guard = [requireAdmin('operator'), readForm('8kb'), requireAdminForm];

  router.get('/admin/institutions', requireAdmin('operator'), (req, res) => sendList(req, res));

  router.post('/admin/institutions', ...guard, async (req, res) => {
    const form = readFields(req.body, ['nl', 'en', 'language']);
    try {
      const made = await institutions.create(
        { name: { nl: form.nl, en: form.en }, language: parseChoice(form.language, LANGUAGES) ?? 'nl' },
        getAdmin(req).actor,
      );
      await furnishInstitution(made);
      await enter(req, made.id);
      res.redirect(303, '/admin');
    } catch (error) {
      if (!hasCode(error, 'name_invalid')) throw error;
      await sendList(req, res, { form, hasProblem: true });
    }
  });

  router.post('/admin/institutions/:institution/enter', ...guard, async (req, res) => {
    const { institution: id } = req.params;
    const known = (await institutions.list()).find((one) => one.id === id);
    if (!known) throw new AppError('institution_not_found', 404, 'no such institution');
    await enter(req, known.id);
    res.redirect(303, '/admin');
  });

  async function enter(req: Request, institutionId: string): Promise<void> {
    const session = findAdminSession(req);
    if (session) await adminSignIn.enter(session.key, institutionId);
  }

  async function sendList(
    req: Request,
    res: Response,
    { form = { nl: '', en: '', language: 'nl' }, hasProblem = false } = {},
  ): Promise<void> {
    const { institution: shown } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const paging = pickPage(
      req,
      (await institutions.list()).toSorted((a, b) =>
        a.name[language].localeCompare(b.name[language], language, { numeric: true }),
      ),
      ({ name }) => `${name.nl} ${name.en}`,
      '/admin/institutions',
    );
    sendConsolePage(req, res, {
      view: 'console/institutions',
      title: createTranslator(language)('console.institutions.title'),
      part: 'institutions',
      status: hasProblem ? 422 : 200,
      locals: {
        paging,
        institutions: paging.items.map(({ id, name }) => ({
          id,
          name: name[language],
          isShown: id === shown.id,
        })),
        form,
        hasProblem,
      },
    });
  }

  return router;
}
