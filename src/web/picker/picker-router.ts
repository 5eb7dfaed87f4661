/**
 * Mapping a badge: the page that an LMS opens when a teacher adds content, and the answer that goes back.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import { buildBadgeLink, buildCourseLink } from '../../awarding/badge-link.js';
import type { MappingChoices, MappingChoicesReader } from '../../awarding/mapping-choices.js';
import { DraftError, type MappingService } from '../../awarding/mapping-service.js';
import { AppError } from '../../errors/app-error.js';
import { createTranslator } from '../../language/translate.js';
import type { DeepLinking, DeepLinkingWords, ResourceLinkItem } from '../../lti/deep-linking.js';
import type { DeepLinkingSettings } from '../../lti/session.js';
import { createCourseWords } from '../course/course-words.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { sendDeepLinkingForm } from '../deep-linking-page.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireDeepLinking, requireFormToken, requireStaff } from '../session.js';
import { presentPicker } from './present-picker.js';
import { readDraft, type ReadDraft } from './read-draft.js';

export interface PickerRouterDeps {
  readonly mappingChoices: MappingChoicesReader;
  readonly mappings: Pick<MappingService, 'place'>;
  readonly deepLinking: Pick<DeepLinking, 'buildDeepLinkingForm'>;
  /** Where links of ours lead: `{BASE_URL}/lti/launch`. */
  readonly launchUrl: string;
  /** Of the wait after a grade, in hours, as the form first shows it. */
  readonly defaultStoodHours: number;
}

export function createPickerRouter(deps: PickerRouterDeps): Router {
  const { mappingChoices, mappings, deepLinking, launchUrl, defaultStoodHours } = deps;
  const router = Router();
  const page = '/courses/:course/picker';

  router.get(page, requireDeepLinking, requireStaff, async (req, res) => {
    await sendPicker(req, res, null);
  });

  router.post(
    page,
    requireDeepLinking,
    requireStaff,
    readForm('16kb'),
    requireFormToken,
    async (req, res) => {
      const kind = parseChoice(readFields(req.body, ['kind']).kind, ['badge', 'course', 'cancel']);
      switch (kind) {
        case 'badge':
          return mapBadge(req, res);
        case 'course':
          return answer(req, res, await loadChoices(req), [describeCourseLink(req)]);
        case 'cancel':
          return answerNothing(req, res);
        case null:
          throw new AppError('request_invalid', 400, 'the form does not say what to add');
      }
    },
  );

  async function mapBadge(req: Request, res: Response): Promise<void> {
    const { learnerId } = getLaunch(req);
    const { acceptLineItem } = getAccepting(req);
    const choices = await loadChoices(req);
    const read = readDraft(req.body, acceptLineItem);
    if (!read.draft) return sendPicker(req, res, read);
    try {
      const mapping = await mappings.place(choices.course, read.draft, learnerId);
      const chosen = choices.badgeClasses.find(({ badgeClass }) => badgeClass.id === mapping.badgeClassId);
      if (!chosen) throw new AppError('badge_class_not_found', 404, 'the badge class went meanwhile');
      const text = createTranslator(chosen.badgeClass.language)('picker.link-text');
      await answer(req, res, choices, [buildBadgeLink(mapping, chosen.badgeClass, { launchUrl, text })]);
    } catch (error) {
      if (!(error instanceof DraftError)) throw error;
      await sendPicker(req, res, { draft: null, values: read.values, problems: error.problems });
    }
  }

  /** A teacher who chose nothing needs no words; one who could not choose is told why there too, in case this page is gone. */
  async function answerNothing(req: Request, res: Response): Promise<void> {
    const choices = await loadChoices(req);
    const { t, lms } = createCourseWords(readLanguage(req), choices.registration);
    const isRefused = !takesLinks(getSettings(req).acceptTypes);
    const reason = {
      errorMessage: t('picker.no-links.body', { lms }),
      errorLog: 'deep_linking_item_refused',
    };
    return answer(req, res, choices, [], isRefused ? reason : {});
  }

  async function answer(
    req: Request,
    res: Response,
    { registration }: MappingChoices,
    items: readonly ResourceLinkItem[],
    toLms: DeepLinkingWords = {},
  ): Promise<void> {
    const launch = getLaunch(req);
    const form = await deepLinking.buildDeepLinkingForm(launch, registration, items, toLms);
    sendDeepLinkingForm(res, { form, language: readLanguage(req), framedBy: launch.frameOrigins });
  }

  async function sendPicker(req: Request, res: Response, sent: ReadDraft | null): Promise<void> {
    const choices = await loadChoices(req);
    const words = createCourseWords(readLanguage(req), choices.registration);
    const { acceptLineItem, acceptTypes } = getSettings(req);
    const state = { acceptsColumns: acceptLineItem, defaultStoodHours, sent };
    const picker = presentPicker(choices, state, words);
    sendCoursePage(req, res, {
      view: takesLinks(acceptTypes) ? 'picker/picker' : 'picker/no-links',
      title: picker.title,
      status: sent ? 422 : 200,
      locals: { picker },
    });
  }

  function loadChoices(req: Request): Promise<MappingChoices> {
    const { institutionId, courseId } = getLaunch(req);
    return mappingChoices.load(institutionId, courseId);
  }

  function describeCourseLink(req: Request): ResourceLinkItem {
    getAccepting(req);
    const t = createTranslator(readLanguage(req));
    return buildCourseLink({
      launchUrl,
      title: t('picker.course-link'),
      text: t('picker.course-link.text'),
    });
  }

  return router;
}

function getSettings(req: Request): DeepLinkingSettings {
  const { deepLinking } = getLaunch(req);
  if (!deepLinking) throw new Error('requireDeepLinking does not stand before this handler');
  return deepLinking;
}

/**
 * Asked before anything is made: a mapping whose link the LMS refuses would stay behind.
 *
 * @throws {AppError} `deep_linking_item_refused`
 */
function getAccepting(req: Request): DeepLinkingSettings {
  const settings = getSettings(req);
  if (takesLinks(settings.acceptTypes)) return settings;
  throw new AppError('deep_linking_item_refused', 422, 'the platform takes no links here');
}

function takesLinks(acceptTypes: readonly string[]): boolean {
  return acceptTypes.includes('ltiResourceLink');
}
