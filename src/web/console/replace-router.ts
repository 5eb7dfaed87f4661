/**
 * A registration takes the place of another of the same LMS: which one, what would move, then the move.
 *
 * @module
 */
import { Router, type Request } from 'express';
import { AppError } from '../../errors/app-error.js';
import { createTranslator } from '../../language/translate.js';
import type {
  RegistrationReplacement,
  ReplacementAsked,
  ReplacementPreview,
} from '../../lti/registration/replace-registration.js';
import { nameLms } from '../../platforms/lms-name.js';
import type { RegistrationService } from '../../platforms/registration-service.js';
import { readFields } from '../course/form-fields.js';
import { readForm } from '../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from './admin-session.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface ReplaceRouterDeps {
  readonly registrations: Pick<RegistrationService, 'get'>;
  readonly registrationReplacement: RegistrationReplacement;
}

const FIELDS = ['old', 'deployment'] as const;
/** The newest: who registers anew replaces what stood before. */
const MOST_OFFERED = 50;
/** More courses than these are counted, not named. */
const MOST_SHOWN = 100;

export function createReplaceRouter({ registrations, registrationReplacement }: ReplaceRouterDeps): Router {
  const router = Router();

  router.get('/admin/connections/:registration/replace', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const id = String(req.params['registration']);
    const registration = await registrations.get(institution.id, id);
    const { olds, deployments } = await registrationReplacement.listChoices(institution.id, id);
    const asked = readAsked(req, req.query);
    const { preview, problem } = asked.oldId === '' ? NOT_ASKED : await look(institution.id, asked);
    sendConsolePage(req, res, {
      view: 'console/replace',
      title: t('console.replace.title'),
      part: 'connections',
      status: problem === null ? 200 : 409,
      locals: {
        id,
        name: nameLms(registration) ?? registration.name,
        clientId: registration.clientId,
        olds: olds.slice(0, MOST_OFFERED).map((one) => ({
          id: one.id,
          name: nameLms(one) ?? one.name,
          clientId: one.clientId,
          isEnabled: one.isEnabled,
          isChosen: one.id === asked.oldId,
        })),
        deployments: deployments.map((one) => ({
          id: one.id,
          deploymentId: one.deploymentId,
          isChosen: one.id === asked.deploymentRecordId,
        })),
        preview: preview && {
          ...presentPreview(preview),
          old: asked.oldId,
          deployment: asked.deploymentRecordId,
        },
        problem,
      },
    });
  });

  router.post(
    '/admin/connections/:registration/replace',
    requireAdmin('admin'),
    readForm('8kb'),
    requireAdminForm,
    async (req, res) => {
      const { institution, actor } = getAdmin(req);
      const { sure } = readFields(req.body, [...FIELDS, 'sure', '_csrf']);
      const address = `/admin/connections/${encodeURIComponent(String(req.params['registration']))}`;
      if (sure !== 'yes') return res.redirect(303, `${address}/replace`);
      await registrationReplacement.replace(institution.id, readAsked(req, req.body), actor);
      return res.redirect(303, `${address}?replaced=1`);
    },
  );

  /** What cannot be done is said on the page, beside the choice. */
  async function look(
    institutionId: string,
    asked: ReplacementAsked,
  ): Promise<{ preview: ReplacementPreview | null; problem: 'no-deployment' | 'other-platform' | null }> {
    try {
      return { preview: await registrationReplacement.preview(institutionId, asked), problem: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'deployment_not_found') return { preview: null, problem: 'no-deployment' };
      if (error.code === 'registration_replacement_refused')
        return { preview: null, problem: 'other-platform' };
      throw error;
    }
  }

  return router;
}

const NOT_ASKED = { preview: null, problem: null } as const;

function readAsked(req: Request, source: unknown): ReplacementAsked {
  const { old, deployment } = readFields(source, [...FIELDS, 'sure', '_csrf']);
  return {
    oldId: old,
    newId: String(req.params['registration']),
    deploymentRecordId: deployment === '' ? null : deployment,
  };
}

function presentPreview({ courses, learners, mergedLearners, awards, awardsHeldTwice }: ReplacementPreview) {
  return {
    courses: courses.slice(0, MOST_SHOWN).map(({ id, title, awards: held, isMerged }) => ({
      title: title ?? id,
      awards: held,
      isMerged,
    })),
    more: Math.max(0, courses.length - MOST_SHOWN),
    counts: { courses: courses.length, people: learners, awards },
    mergedCourses: courses.filter(({ isMerged }) => isMerged).length,
    mergedPeople: mergedLearners,
    heldTwice: awardsHeldTwice,
    isEmpty: courses.length + learners === 0,
  };
}
