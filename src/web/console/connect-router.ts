/**
 * The wizard: connecting an LMS step by step. It notices by itself when the LMS has called.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import { createFormats } from '../../language/format.js';
import { GUIDE_NAMES, type GuideName, type GuideStep, type GuideWay } from '../../language/guides/guide.js';
import { getGuide, listGuides } from '../../language/guides/index.js';
import type { TextKey } from '../../language/catalogue/index.js';
import { createTranslator, isTextKey } from '../../language/translate.js';
import type { ConnectionTest } from '../../lti/health/connection-test.js';
import type {
  ConnectionProgress,
  Connections,
  PlatformFacts,
} from '../../lti/registration/connection-service.js';
import { buildCopyGuide, buildPlainFields, type FieldToCopy } from '../../lti/registration/fields-to-copy.js';
import { getKnownLms, isLmsName } from '../../platforms/known-lms.js';
import { capitalise } from '../course/course-words.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { isAllSeen, presentRegistrationHealth, printHealth } from '../health/present-health.js';
import { readForm, readParams } from '../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from './admin-session.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface ConnectRouterDeps {
  readonly connections: Connections;
  readonly connectionTest: Pick<ConnectionTest, 'run'>;
  readonly config: { readonly baseUrl: string };
}

const FACTS = [
  'site',
  'clientId',
  'deploymentId',
  'authorizationUrl',
  'tokenUrl',
  'tokenAudience',
  'jwksUrl',
  'name',
] as const satisfies readonly (keyof PlatformFacts)[];
const FACT_LIMITS = Object.fromEntries([...FACTS, '_csrf'].map((name) => [name, 2_000]));

export function createConnectRouter({ connections, connectionTest, config }: ConnectRouterDeps): Router {
  const router = Router();
  const guard = [requireAdmin('admin'), readForm('32kb'), requireAdminForm];

  router.get('/admin/connect', requireAdmin('admin'), async (req, res) => {
    const language = readConsoleLanguage(req);
    const begun = await connections.list(getAdmin(req).institution.id);
    sendConsolePage(req, res, {
      view: 'console/connect',
      title: createTranslator(language)('console.connect.title'),
      part: 'connections',
      locals: {
        guides: listGuides().map(({ name, lms }) => ({ name, lms: lms[language] })),
        begun: begun
          .filter(({ registrationId }) => registrationId === null)
          .map(({ id, guide, createdAt }) => ({
            id,
            lms: getGuide(guide).lms[language],
            at: createFormats(language).dateTime(createdAt),
          })),
      },
    });
  });

  router.post('/admin/connect', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const guide = parseChoice(readFields(req.body, ['guide']).guide, GUIDE_NAMES);
    if (!guide) return res.redirect(303, '/admin/connect');
    const { id } = await connections.start(institution.id, guide, 'link', actor);
    return res.redirect(303, `/admin/connect/${id}`);
  });

  router.get('/admin/connect/:connection', requireAdmin('admin'), async (req, res) => {
    sendWizard(req, res, await lookAt(req));
  });

  router.get('/admin/connect/:connection/state', requireAdmin('admin'), async (req, res) => {
    res.json({ state: fingerprint(await lookAt(req)) });
  });

  router.post('/admin/connect/:connection/way', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const way: GuideWay = readFields(req.body, ['way']).way === 'table' ? 'table' : 'link';
    await connections.choose(institution.id, idOf(req), way, actor);
    back(req, res);
  });

  router.post('/admin/connect/:connection/link', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    await connections.renewLink(institution.id, idOf(req), actor);
    back(req, res);
  });

  router.post('/admin/connect/:connection/steps', ...guard, async (req, res) => {
    const { institution } = getAdmin(req);
    const { step, done } = readFields(req.body, ['step', 'done']);
    await connections.tick(institution.id, idOf(req), step, done === 'yes');
    back(req, res);
  });

  router.post('/admin/connect/:connection/facts', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const given = readParams(req.body, FACT_LIMITS);
    const facts = Object.fromEntries(FACTS.map((name) => [name, given[name]?.trim() ?? '']));
    try {
      await connections.tellFacts(institution.id, idOf(req), facts as unknown as PlatformFacts, actor);
      // Told once more, to put something right: red lines of before are looked at anew.
      const { health } = await lookAt(req);
      if (health?.lines.some(({ state }) => state === 'ill')) {
        await connectionTest.run(institution.id, health.registration.id);
      }
      back(req, res);
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500 || error.status === 404) throw error;
      const problem = { code: error.code, field: String(error.detail['field'] ?? '') };
      sendWizard(req, res, await lookAt(req), { facts, problem, status: error.status });
    }
  });

  router.post('/admin/connect/:connection/stop', ...guard, async (req, res) => {
    await connections.look(getAdmin(req).institution.id, idOf(req));
    await connections.remove(getAdmin(req).institution.id, idOf(req));
    res.redirect(303, '/admin/connections');
  });

  function lookAt(req: Request): Promise<ConnectionProgress> {
    return connections.look(getAdmin(req).institution.id, idOf(req));
  }

  function sendWizard(
    req: Request,
    res: Response,
    progress: ConnectionProgress,
    state: WizardState = {},
  ): void {
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const { connection, link, steps, next, health, waiting } = progress;
    const guide = getGuide(connection.guide);
    const lms = (guide.lmsInSentence ?? guide.lms)[language];
    // Its lines go on showing themselves after the last step.
    const isOver = next === null && health !== null && isAllSeen(health);
    sendConsolePage(req, res, {
      view: 'console/connect-steps',
      title: capitalise(t('console.connect.to', { lms })),
      part: 'connections',
      status: state.status ?? 200,
      scripts: ['copy-value.js', 'watch-state.js'],
      styles: ['health.css'],
      ...(!isOver && { reloadSeconds: 20 }),
      locals: {
        wizard: {
          action: `/admin/connect/${connection.id}`,
          lms,
          title: capitalise(t('console.connect.to', { lms })),
          done: capitalise(t('console.connect.done', { lms })),
          way: connection.way,
          state: fingerprint(progress),
          isWatched: !isOver,
          link,
          linkUntil:
            link !== null && connection.linkExpiresAt ? formats.dateTime(connection.linkExpiresAt) : '',
          isRegistered: connection.registrationId !== null,
          next: next && { id: next.id, title: next.title[language], hint: t(nameWaitingFor(next), { lms }) },
          steps: steps.map(({ step, isDone }, index) => ({
            number: index + 1,
            ...presentStep(step, language),
            isDone,
            isNext: step.id === next?.id,
          })),
          fields: listFields(connection.guide, config.baseUrl),
          facts: listFacts(connection.guide, state.facts ?? {}),
          problem: state.problem ?? null,
          isConfirmed: req.query['confirmed'] === '1' && waiting.length === 0 && next !== null,
          waiting: waiting.map(({ id, deploymentId }) => ({
            id,
            deploymentId,
            asks: capitalise(t('console.deployments.asks', { lms, id: deploymentId })),
          })),
          health: health && presentRegistrationHealth(health, language),
        },
      },
    });
  }

  return router;
}

interface WizardState {
  readonly facts?: Readonly<Record<string, string>>;
  readonly problem?: { readonly code: string; readonly field: string };
  readonly status?: number;
}

/** What the page says to wait for, or to press. */
function nameWaitingFor({ asksFacts, doneWhen }: GuideStep): TextKey {
  if (asksFacts) return 'console.connect.fill-in';
  return doneWhen === null ? 'console.connect.say-so' : 'console.connect.watching';
}

function presentStep(step: GuideStep, language: 'nl' | 'en') {
  const { id, title, body, path, words, copies, asksFacts, doneWhen, page } = step;
  return {
    id,
    title: title[language],
    body: body[language],
    path,
    words,
    copies,
    asksFacts,
    isSeenByItself: doneWhen !== null,
    page,
  };
}

function listFields(guide: GuideName, baseUrl: string): readonly FieldToCopy[] {
  return isLmsName(guide) ? buildCopyGuide(guide, baseUrl).fields : buildPlainFields(baseUrl);
}

const ALWAYS_ASKED: readonly string[] = ['site', 'clientId', 'deploymentId'];
const OPTIONAL: readonly string[] = ['deploymentId', 'tokenAudience', 'name'];

/** What is asked depends on what follows from the site by itself. */
function listFacts(guide: GuideName, given: Readonly<Record<string, string>>) {
  const isKnown = isLmsName(guide);
  const site = isKnown ? (getKnownLms(guide).site ?? '') : '';
  return FACTS.filter((name) => !isKnown || name !== 'name').map((name) => ({
    name,
    value: given[name] ?? (name === 'site' ? site : ''),
    hint: nameHint(name, guide),
    isOptional: OPTIONAL.includes(name) || (isKnown && !ALWAYS_ASKED.includes(name)),
    // They follow from the site, but for an LMS that is set up in a way of its own.
    isFolded: isKnown && !ALWAYS_ASKED.includes(name),
  }));
}

/** What the LMS itself calls the address of its site, where that is known. */
function nameHint(fact: (typeof FACTS)[number], guide: GuideName): TextKey {
  const own = `console.fact.${fact}.hint.${guide}`;
  return isTextKey(own) ? own : `console.fact.${fact}.hint`;
}

/** Changes whenever the page would. */
function fingerprint({ connection, steps, waiting, health }: ConnectionProgress): string {
  const shown = [
    connection.registrationId,
    ...steps.map(({ isDone }) => isDone),
    waiting.length,
    health && printHealth(health),
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 12);
}

function idOf(req: Request): string {
  return String(req.params['connection']);
}

function back(req: Request, res: Response): void {
  res.redirect(303, `/admin/connect/${encodeURIComponent(idOf(req))}`);
}
