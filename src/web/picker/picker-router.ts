/**
 * Mapping a badge: the page that an LMS opens when a teacher adds content, and the answer that goes back.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { CredentialAddresses } from '../../credentials/addresses.js';
import { buildBadgeLink, buildCourseLink } from '../../awarding/badge-link.js';
import type { MappingChoices, MappingChoicesReader } from '../../awarding/mapping-choices.js';
import { DraftError, type MappingService } from '../../awarding/mapping-service.js';
import type { TemplateService } from '../../awarding/template-service.js';
import type { BadgeClass } from '../../badges/badge-class.js';
import { AppError } from '../../errors/app-error.js';
import { createTranslator } from '../../language/translate.js';
import type { ContentItem, DeepLinking, DeepLinkingWords, ResourceLinkItem } from '../../lti/deep-linking.js';
import { findProfile } from '../../platforms/profile.js';
import type { DeepLinkingSettings } from '../../lti/session.js';
import { createCourseWords } from '../course/course-words.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { presentTemplates, type TemplatesState } from '../course/present-templates.js';
import { takeTemplate } from '../course/take-template.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { sendDeepLinkingForm } from '../deep-linking-page.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireDeepLinking, requireFormToken, requireStaff } from '../session.js';
import { isOffered, presentPicker } from './present-picker.js';
import { badgeIcon, buildPublicItem, listPublicForms } from './public-item.js';
import { readDraft, type ReadDraft } from './read-draft.js';

export interface PickerRouterDeps {
  readonly mappingChoices: MappingChoicesReader;
  readonly mappings: Pick<MappingService, 'place'>;
  readonly templates: Pick<TemplateService, 'listOffered' | 'take'>;
  readonly deepLinking: Pick<DeepLinking, 'buildDeepLinkingForm'>;
  readonly addresses: Pick<CredentialAddresses, 'badgeClass' | 'badgeImage'>;
  /** Where links of ours lead: `{BASE_URL}/lti/launch`. */
  readonly launchUrl: string;
  /** Of the wait after a grade, in hours, as the form first shows it. */
  readonly defaultStoodHours: number;
}

export function createPickerRouter(deps: PickerRouterDeps): Router {
  const { mappingChoices, mappings, templates, deepLinking, addresses, launchUrl, defaultStoodHours } = deps;
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
      const kind = parseChoice(readFields(req.body, ['kind']).kind, [
        'badge',
        'template',
        'course',
        'public',
        'cancel',
      ]);
      switch (kind) {
        case 'badge':
          return mapBadge(req, res);
        case 'template':
          return addTemplate(req, res);
        case 'course':
          return answer(req, res, await loadChoices(req), [describeCourseLink(req)]);
        case 'public':
          return addPublicPage(req, res);
        case 'cancel':
          return answerNothing(req, res);
        case null:
          throw new AppError('request_invalid', 400, 'the form does not say what to add');
      }
    },
  );

  async function mapBadge(req: Request, res: Response): Promise<void> {
    const { learnerId } = getLaunch(req);
    const { acceptLineItem, acceptTargets } = getAccepting(req);
    const choices = await loadChoices(req);
    const read = readDraft(req.body, acceptLineItem, findProfile(choices.registration).honoursLinkDates);
    if (!read.draft) return sendPicker(req, res, read);
    try {
      const links: ResourceLinkItem[] = [];
      for (const badgeClassId of [
        read.draft.badgeClassId,
        ...listAlso(req, choices, read.draft.badgeClassId),
      ]) {
        const mapping = await mappings.place(choices.course, { ...read.draft, badgeClassId }, learnerId);
        const link = describeBadgeLink(mapping, findBadgeClass(choices, badgeClassId), acceptTargets);
        links.push({ ...link, ...read.linkDates });
      }
      await answer(req, res, choices, links);
    } catch (error) {
      if (!(error instanceof DraftError)) throw error;
      await sendPicker(req, res, { draft: null, values: read.values, problems: error.problems });
    }
  }

  /** A template of the institution, with the link that comes with it. */
  async function addTemplate(req: Request, res: Response): Promise<void> {
    const { institutionId, learnerId } = getLaunch(req);
    const { acceptTargets } = getAccepting(req);
    const choices = await loadChoices(req);
    const offered = await templates.listOffered(institutionId);
    const taken = await takeTemplate(templates, choices.course, offered, req.body, {
      teacherId: learnerId,
      hasNoLink: false,
    });
    if (!taken.mapping) return sendPicker(req, res, null, taken.refused);
    const badgeClass = findBadgeClass(choices, taken.mapping.badgeClassId);
    await answer(req, res, choices, [describeBadgeLink(taken.mapping, badgeClass, acceptTargets)]);
  }

  /** Badges besides the chosen one, with the same settings: only where the LMS takes several links. */
  function listAlso(req: Request, choices: MappingChoices, chosenId: string): string[] {
    if (!getSettings(req).acceptMultiple) return [];
    const offered = choices.badgeClasses.filter(isOffered).map(({ badgeClass }) => badgeClass.id);
    const ticked = readFields(
      req.body,
      offered.map((id) => `also-${id}`),
    );
    return offered.filter((id) => id !== chosenId && ticked[`also-${id}`] === 'on');
  }

  function describeBadgeLink(
    mapping: Awaited<ReturnType<MappingService['place']>>,
    badgeClass: BadgeClass,
    acceptTargets: readonly string[],
  ): ResourceLinkItem {
    const text = createTranslator(badgeClass.language)('picker.link-text');
    const iconUrl = badgeIcon(addresses.badgeImage(badgeClass.id), badgeClass.language);
    return buildBadgeLink(mapping, badgeClass, { launchUrl, text, iconUrl, acceptTargets });
  }

  /** @throws {AppError} `request_invalid`, `badge_class_not_found`, `deep_linking_item_refused` */
  async function addPublicPage(req: Request, res: Response): Promise<void> {
    const { badgeClass: badgeClassId, as } = readFields(req.body, ['badgeClass', 'as']);
    const choices = await loadChoices(req);
    const form = parseChoice(as, listPublicForms(getSettings(req).acceptTypes));
    if (!form)
      throw new AppError('deep_linking_item_refused', 422, 'the platform takes no such content here');
    await answer(req, res, choices, [
      buildPublicItem(findBadgeClass(choices, badgeClassId), form, addresses),
    ]);
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
    items: readonly ContentItem[],
    toLms: DeepLinkingWords = {},
  ): Promise<void> {
    const launch = getLaunch(req);
    const form = await deepLinking.buildDeepLinkingForm(launch, registration, items, toLms);
    sendDeepLinkingForm(res, { form, language: readLanguage(req), framedBy: launch.frameOrigins });
  }

  async function sendPicker(
    req: Request,
    res: Response,
    sent: ReadDraft | null,
    refused: TemplatesState['refused'] = null,
  ): Promise<void> {
    const choices = await loadChoices(req);
    const words = createCourseWords(readLanguage(req), choices.registration);
    const { acceptLineItem, acceptMultiple, acceptTypes } = getSettings(req);
    const state = { acceptsColumns: acceptLineItem, defaultStoodHours, sent };
    const picker = presentPicker(choices, state, words);
    const offered = await templates.listOffered(getLaunch(req).institutionId);
    const how = { way: 'link' as const, acceptsColumns: acceptLineItem, refused };
    sendCoursePage(req, res, {
      view: takesLinks(acceptTypes) ? 'picker/picker' : 'picker/no-links',
      title: picker.title,
      status: sent || refused ? 422 : 200,
      locals: {
        templates: presentTemplates(offered, choices, how, words),
        picker,
        acceptMultiple,
        publicForms: listPublicForms(acceptTypes),
      },
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

/** @throws {AppError} `badge_class_not_found` 404 */
function findBadgeClass({ badgeClasses }: MappingChoices, badgeClassId: string): BadgeClass {
  const chosen = badgeClasses.find(({ badgeClass }) => badgeClass.id === badgeClassId);
  if (!chosen) throw new AppError('badge_class_not_found', 404, 'the badge class went meanwhile');
  return chosen.badgeClass;
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
