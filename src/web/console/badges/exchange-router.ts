/**
 * Badge classes out to a file, and in from one or from an address: what cannot be kept is shown before anything is saved.
 *
 * @module
 */
import { Router, urlencoded, type Request, type Response } from 'express';
import { MOST_IMPORT_BYTES, type BadgeExchange } from '../../../badges/exchange/exchange-service.js';
import { explainRule } from '../../../badges/explain-rule.js';
import { listBrokenRules } from '../../../badges/variant-rules.js';
import type { NotKept } from '../../../badges/exchange/not-kept.js';
import type { Variant } from '../../../badges/badge-content.js';
import { AppError, hasCode } from '../../../errors/app-error.js';
import type { Language } from '../../../language/local-text.js';
import { createTranslator, type Translate } from '../../../language/translate.js';
import { parseChoice } from '../../course/form-fields.js';
import { readParams } from '../../read-params.js';
import { getUploads, readUpload } from '../../read-upload.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';

export interface BadgeExchangeRouterDeps {
  readonly badgeExchange: BadgeExchange;
}

/** Percent-encoding makes up to three of each byte. */
const MOST_FORM_BYTES = 3 * MOST_IMPORT_BYTES + 4_096;

/** Of what one badge class loses. */
const MOST_LINES = 200;

type ImportProblem = 'nothing' | 'unusable' | 'address' | 'too-large';

export function createBadgeExchangeRouter({ badgeExchange }: BadgeExchangeRouterDeps): Router {
  const router = Router();
  const mayEdit = requireAdmin('editor');

  router.get('/admin/badges/import', mayEdit, (req, res) => send(req, res, {}));

  router.post(
    '/admin/badges/import',
    mayEdit,
    readUpload({ files: 1, fileBytes: 2 * MOST_IMPORT_BYTES, fieldBytes: 4_096 }),
    requireAdminForm,
    async (req, res) => {
      const { address = '' } = readParams(req.body, { address: 2_048 });
      const { institution } = getAdmin(req);
      try {
        const text = await readText(req, address.trim());
        const found = await badgeExchange.read(institution.id, text, institution.language);
        send(req, res, { text, found, address });
      } catch (error) {
        const problem = nameProblem(error);
        if (!problem) throw error;
        send(req, res, { problem, address });
      }
    },
  );

  router.post(
    '/admin/badges/import/save',
    mayEdit,
    urlencoded({ extended: false, limit: MOST_FORM_BYTES, parameterLimit: 10 }),
    requireAdminForm,
    async (req, res) => {
      const { institution, actor } = getAdmin(req);
      const { document = '' } = readParams(req.body, { document: MOST_IMPORT_BYTES });
      const made = await badgeExchange.save(institution.id, document, institution.language, actor);
      res.redirect(303, `/admin/badges?imported=${made.length}`);
    },
  );

  router.get('/admin/badges/all/:file', mayEdit, async (req, res) => {
    const { institution } = getAdmin(req);
    const format = readFormat(req);
    sendFile(res, `badges-${format}.json`, await badgeExchange.exportAll(institution.id, format));
  });

  router.get('/admin/badges/:badge/:file', mayEdit, async (req, res) => {
    const { institution } = getAdmin(req);
    const format = readFormat(req);
    const badge = String(req.params['badge']);
    sendFile(res, `badge-${format}.json`, await badgeExchange.exportOne(institution.id, badge, format));
  });

  /** @throws {AppError} what `nameProblem` knows */
  async function readText(req: Request, address: string): Promise<string> {
    const [upload] = getUploads(req);
    if (upload && upload.bytes.length > MOST_IMPORT_BYTES)
      throw new AppError('import_too_large', 413, 'too large');
    if (upload && upload.bytes.length > 0) return upload.bytes.toString('utf8').replace(/^\uFEFF/, '');
    if (address === '') throw new AppError('import_nothing', 422, 'neither a file nor an address');
    return badgeExchange.fetchText(address);
  }

  return router;
}

interface Shown {
  readonly text?: string;
  readonly found?: Awaited<ReturnType<BadgeExchange['read']>>;
  readonly address?: string;
  readonly problem?: ImportProblem;
}

function send(req: Request, res: Response, { text = '', found, address = '', problem }: Shown): void {
  const language = readConsoleLanguage(req);
  sendConsolePage(req, res, {
    view: 'console/badges/import',
    title: createTranslator(language)('import.title'),
    part: 'badges',
    status: problem ? 422 : 200,
    locals: {
      address,
      problem: problem ?? null,
      text,
      found: found
        ? {
            documents: found.documents.map(({ read: { content, notKept } }) => ({
              name: content.name[language] || content.name[content.language],
              variant: content.variant,
              ...presentNotKept(notKept, createTranslator(language)),
              broken: listBrokenRules(content).map((rule) => explainRule(rule, language)),
            })),
            unread: found.unread.map(({ name, problems }) => ({ name, problems: problems.join(', ') })),
          }
        : null,
    },
  });
}

/** What was guessed comes along, but may be wrong. A page holds only so many lines. */
function presentNotKept(notKept: readonly NotKept[], t: Translate) {
  const lost = notKept.filter(({ reason }) => !reason.endsWith('-guessed'));
  const shown = lost.slice(0, MOST_LINES);
  const guessed = notKept.filter(({ reason }) => reason.endsWith('-guessed'));
  return {
    notKept: shown,
    more: lost.length - shown.length,
    guessed: guessed.map((one) => nameGuess(one, t)),
  };
}

function nameGuess({ reason, where, what }: NotKept, t: Translate): NotKept {
  if (reason === 'variant-guessed') return { reason, where, what: t(`variant.${what as Variant}`) };
  if (reason === 'language-guessed') return { reason, where, what: t(`public.language.${what as Language}`) };
  return { reason, where, what };
}

function nameProblem(error: unknown): ImportProblem | null {
  if (hasCode(error, 'import_nothing')) return 'nothing';
  if (hasCode(error, 'import_too_large')) return 'too-large';
  if (hasCode(error, 'badge_document_unusable')) return 'unusable';
  return hasCode(error, 'badge_address_unusable') ? 'address' : null;
}

/** @throws {AppError} `not_found` */
function readFormat(req: Request): 'ob3' | 'ob2' {
  const file = parseChoice(String(req.params['file']), ['ob3.json', 'ob2.json']);
  if (!file) throw new AppError('not_found', 404, 'there is no such page');
  return file === 'ob3.json' ? 'ob3' : 'ob2';
}

function sendFile(res: Response, name: string, document: unknown): void {
  res
    .set({
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    })
    .send(`${JSON.stringify(document, null, 2)}\n`);
}
