/**
 * Mapping a badge: the page that an LMS opens when a teacher adds content, and the answer that goes back.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { CredentialAddresses } from '../../credentials/addresses.js';
import { buildBadgeLink, buildCourseLink } from '../../awarding/badge-link.js';
import type { CourseBoards } from '../../awarding/course-board.js';
import type { MappingChoices, MappingChoicesReader } from '../../awarding/mapping-choices.js';
import { DraftError, type MappingService } from '../../awarding/mapping-service.js';
import type { Preview, Previews } from '../../awarding/preview.js';
import type { TemplateService } from '../../awarding/template-service.js';
import type { BadgeClass } from '../../badges/badge-class.js';
import { AppError } from '../../errors/app-error.js';
import { createTranslator } from '../../language/translate.js';
import type { ContentItem, DeepLinking, DeepLinkingWords, ResourceLinkItem } from '../../lti/deep-linking.js';
import { findProfile } from '../../platforms/profile.js';
import type { DeepLinkingSettings } from '../../lti/session.js';
import { createCourseWords } from '../course/course-words.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { MAPPING_FORM_FIELDS, MAPPING_FORM_LIMIT } from '../course/mapping-form.js';
import { listChoosable } from '../course/present-editor.js';
import { presentTemplates, type TemplatesState } from '../course/present-templates.js';
import { takeTemplate } from '../course/take-template.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { sendDeepLinkingForm } from '../deep-linking-page.js';
import { renderView } from '../page.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireDeepLinking, requireFormToken, requireStaff } from '../session.js';
import { isOffered, presentPicker, presentPickerPreview, type PickerState } from './present-picker.js';
import { badgeIcon, buildPublicItem, listPublicForms } from './public-item.js';
import { readDraft, type ReadDraft } from './read-draft.js';

export interface PickerRouterDeps {
  readonly courseBoards: Pick<CourseBoards, 'load'>;
  readonly previews: Pick<Previews, 'load'>;
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
  const { courseBoards, mappingChoices, previews, mappings, templates, deepLinking, addresses, launchUrl } =
    deps;
  const router = Router();
  const page = '/courses/:course/picker';

  router.get(page, requireDeepLinking, requireStaff, async (req, res) => {
    await sendPicker(req, res, await openForm(req, null));
  });

  router.post(
    page,
    requireDeepLinking,
    requireStaff,
    readForm(MAPPING_FORM_LIMIT, MAPPING_FORM_FIELDS),
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
          return answerForm(req, res);
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

  /** The form with a button of it pressed: it is mapped, or comes back. */
  async function answerForm(req: Request, res: Response): Promise<void> {
    const { fragment, act } = readFields(req.body, ['fragment', 'act']);
    const opened = await openForm(req, req.body);
    if (fragment === 'yes') return sendFragment(req, res, opened);
    // The button that maps is the one without a name for whoever presses none.
    if (act !== '' && act !== 'map') return sendPicker(req, res, opened);
    return mapBadge(req, res, { ...opened, act: 'map' });
  }

  async function mapBadge(req: Request, res: Response, opened: OpenedForm): Promise<void> {
    const { learnerId } = getLaunch(req);
    const { acceptTargets } = getAccepting(req);
    const { choices, sent: read } = opened;
    if (!read?.draft) return sendPicker(req, res, opened);
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
      const { problems, unfit } = error;
      await sendPicker(req, res, { ...opened, sent: { ...read, problems }, unfit });
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
    if (!taken.mapping) return sendPicker(req, res, await openForm(req, null), taken.refused);
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
    opened: OpenedForm,
    refused: TemplatesState['refused'] = null,
  ): Promise<void> {
    const { choices, acceptsColumns } = opened;
    const words = createCourseWords(readLanguage(req), choices.registration);
    const { acceptMultiple, acceptTypes } = getSettings(req);
    const picker = presentPicker(choices, opened, words);
    const offered = await templates.listOffered(getLaunch(req).institutionId);
    sendCoursePage(req, res, {
      view: takesLinks(acceptTypes) ? 'picker/picker' : 'picker/no-links',
      title: picker.title,
      status: picker.problems.length > 0 || refused ? 422 : 200,
      locals: {
        templates: presentTemplates(offered, choices, { way: 'link', acceptsColumns, refused }, words),
        picker,
        acceptMultiple,
        publicForms: listPublicForms(acceptTypes),
      },
      scripts: ['editor.js', 'filter-list.js'],
      styles: ['editor.css'],
    });
  }

  /** The part that follows what is typed. */
  function sendFragment(req: Request, res: Response, opened: OpenedForm): void {
    const words = createCourseWords(readLanguage(req), opened.choices.registration);
    const page = { language: words.language, title: '', kind: 'frame' } as const;
    const preview = presentPickerPreview(opened.choices, opened, words);
    res.type('html').send(renderView('course/editor-preview', page, { preview }));
  }

  /** @param body - null when the page is opened */
  async function openForm(req: Request, body: unknown): Promise<OpenedForm> {
    const { institutionId, courseId } = getLaunch(req);
    const { acceptLineItem: acceptsColumns } = getSettings(req);
    const [choices, board] = await Promise.all([
      loadChoices(req),
      courseBoards.load(institutionId, courseId),
    ]);
    const learners = listChoosable(board);
    const sent =
      body === null
        ? null
        : readDraft(body, {
            acceptsColumns,
            datesHonoured: findProfile(choices.registration).honoursLinkDates,
            learnerIds: learners.map(({ id }) => id),
          });
    const { act } = body === null ? { act: '' } : readFields(body, ['act']);
    return {
      choices,
      acceptsColumns,
      defaultStoodHours: deps.defaultStoodHours,
      learners,
      sent,
      unfit: [],
      preview: sent && (await loadPreview(choices, sent)),
      act,
    };
  }

  /** Null while no badge is chosen that can be, or the form has problems. */
  async function loadPreview(choices: MappingChoices, sent: ReadDraft): Promise<Preview | null> {
    const { badgeClass: badgeClassId } = sent.values;
    const isKnown = choices.badgeClasses.some(({ badgeClass }) => badgeClass.id === badgeClassId);
    const { terms } = sent.form;
    return isKnown && terms
      ? previews.load(choices.course, { ...terms, badgeClassId, mappingId: null })
      : null;
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

type OpenedForm = PickerState & { readonly choices: MappingChoices; readonly sent: ReadDraft | null };

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
