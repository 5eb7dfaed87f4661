/**
 * Badge classes out to a file, and in from one or from an address: what cannot be kept is shown before anything is saved.
 *
 * @module
 */
import { Router, urlencoded, type ErrorRequestHandler, type Request, type Response } from 'express';
import { MOST_FILE_BYTES, type BadgeExchange } from '../../../badges/exchange/exchange-service.js';
import { MOST_DOCUMENTS } from '../../../badges/exchange/read-documents.js';
import { explainRule } from '../../../badges/explain-rule.js';
import { listBrokenRules } from '../../../badges/variant-rules.js';
import type { NotKept } from '../../../badges/exchange/not-kept.js';
import { DocumentUnusableError } from '../../../badges/exchange/unusable.js';
import type { Variant } from '../../../badges/badge-content.js';
import { AppError, hasCode } from '../../../errors/app-error.js';
import type { Language } from '../../../language/local-text.js';
import { createTranslator, type Translate } from '../../../language/translate.js';
import { parseChoice } from '../../course/form-fields.js';
import { readParams } from '../../read-params.js';
import { getUploads, readUpload } from '../../read-upload.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { findPart, listParts, readSetFile, type ListedPart } from './set-file.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';

export interface BadgeExchangeRouterDeps {
  readonly badgeExchange: BadgeExchange;
}

/** Percent-encoding makes up to three of each byte. */
const MOST_FORM_BYTES = 3 * MOST_FILE_BYTES + 4_096;
const MEGABYTE = 1024 * 1024;

/** Of what one badge class loses. */
const MOST_LINES = 200;

type ImportProblem = 'nothing' | 'unusable' | 'too-deep' | 'too-many' | 'address' | 'too-large';

export function createBadgeExchangeRouter({ badgeExchange }: BadgeExchangeRouterDeps): Router {
  const router = Router();
  const mayEdit = requireAdmin('editor');

  router.get('/admin/badges/import', mayEdit, (req, res) => send(req, res, {}));

  router.post(
    '/admin/badges/import',
    mayEdit,
    readUpload({ files: 1, fileBytes: MOST_FILE_BYTES, fieldBytes: 4_096 }),
    sayTooLarge,
    requireAdminForm,
    async (req: Request, res: Response) => {
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
      const { document = '' } = readParams(
        req.body,
        { document: 2 * MOST_FILE_BYTES } /* a browser sends two characters for the end of a line */,
      );
      const made = await badgeExchange.save(institution.id, document, institution.language, actor);
      res.redirect(303, `/admin/badges?imported=${made.length}`);
    },
  );

  router.get('/admin/badges/all/:file', mayEdit, async (req, res) => {
    const { institution } = getAdmin(req);
    const { format, part } = readSetFile(String(req.params['file']));
    const parts = badgeExchange.exportParts(institution.id, format);
    if (part === 'list') {
      const listed = await listParts(parts);
      if (listed.length > 1) return sendParts(req, res, format, listed);
      return res.redirect(303, `/admin/badges/all/${format}.json`); // one file holds it by now
    }
    const found = await findPart(parts, part === 'whole' ? 1 : part);
    if (!found) throw new AppError('not_found', 404, 'there is no such part');
    if (part === 'whole' && !(await parts.next()).done)
      return res.redirect(303, `/admin/badges/all/${format}`); // one file does not hold it
    sendFile(res, `badges-${part === 'whole' ? format : `${format}-${part}`}.json`, found.text);
  });

  router.get('/admin/badges/:badge/:file', mayEdit, async (req, res) => {
    const { institution } = getAdmin(req);
    const format = readFormat(req);
    const badge = String(req.params['badge']);
    const document = await badgeExchange.exportOne(institution.id, badge, format);
    sendFile(res, `badge-${format}.json`, `${JSON.stringify(document, null, 2)}\n`);
  });

  /** @throws {AppError} what `nameProblem` knows */
  async function readText(req: Request, address: string): Promise<string> {
    const [upload] = getUploads(req);
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
    scripts: ['busy-form.js'],
    status: problem ? 422 : 200,
    locals: {
      address,
      problem: problem ?? null,
      mostMegabytes: MOST_FILE_BYTES / MEGABYTE,
      most: MOST_DOCUMENTS,
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
  if (error instanceof DocumentUnusableError) {
    return (['too-deep', 'too-many'] as const).find((one) => error.problems.includes(one)) ?? 'unusable';
  }
  return hasCode(error, 'badge_address_unusable') ? 'address' : null;
}

/** @throws {AppError} `not_found` */
function readFormat(req: Request): 'ob3' | 'ob2' {
  const file = parseChoice(String(req.params['file']), ['ob3.json', 'ob2.json']);
  if (!file) throw new AppError('not_found', 404, 'there is no such page');
  return file === 'ob3.json' ? 'ob3' : 'ob2';
}

/** Refused while it was read: no more of it is kept, and the page says what may be sent. */
const sayTooLarge: ErrorRequestHandler = (error, req, res, next) => {
  if (!hasCode(error, 'request_too_large')) return next(error);
  send(req, res, { problem: 'too-large' });
};

function sendParts(req: Request, res: Response, format: 'ob3' | 'ob2', parts: readonly ListedPart[]): void {
  sendConsolePage(req, res, {
    view: 'console/badges/export-parts',
    title: createTranslator(readConsoleLanguage(req))('export.title'),
    part: 'badges',
    locals: { format, parts, mostMegabytes: MOST_FILE_BYTES / MEGABYTE, most: MOST_DOCUMENTS },
  });
}

function sendFile(res: Response, name: string, text: string): void {
  res
    .set({
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
    })
    .send(text);
}
