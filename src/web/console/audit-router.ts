/**
 * The audit log: who did what to which record. To be searched and taken along; nothing in it can be changed.
 *
 * @module
 */
import { Router, type Request } from 'express';
import {
  nameSubject,
  type AuditActor,
  type AuditEntry,
  type AuditQuestion,
  type AuditStore,
} from '../../institutions/audit.js';
import type { AdminAccounts } from '../../institutions/admin-account-service.js';
import { createFormats } from '../../language/format.js';
import { parseDay, parseNextDay } from '../../language/local-day.js';
import { createTranslator, type Translate } from '../../language/translate.js';
import { readFields } from '../course/form-fields.js';
import { toField } from '../course/present-csv.js';
import { getAdmin, requireAdmin } from './admin-session.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface AuditRouterDeps {
  readonly stores: { readonly audit: Pick<AuditStore, 'search'> };
  readonly adminAccounts: Pick<AdminAccounts, 'list'>;
}

const PAGE = 100;
const EXPORT_PAGE = 500;
const MOST_EXPORTED = 100_000;
const FIELDS = ['action', 'subject', 'actor', 'from', 'until', 'after'] as const;

export function createAuditRouter({ stores, adminAccounts }: AuditRouterDeps): Router {
  const router = Router();

  router.get('/admin/audit', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const { question, fields, after } = readQuestion(req);
    const found = await stores.audit.search(institution.id, question, after, PAGE + 1);
    const entries = found.slice(0, PAGE);
    const last = entries.at(-1);
    const names = await listNames(institution.id);
    sendConsolePage(req, res, {
      view: 'console/audit',
      title: t('console.audit.title'),
      part: 'audit',
      locals: {
        fields,
        entries: entries.map((entry) => ({
          // An entry may be years old: the day with its year, then the time.
          at: `${formats.date(entry.at)}, ${formats.dateTime(entry.at).split(/,? /).at(-1) ?? ''}`,
          iso: entry.at.toISOString(),
          actor: nameActor(entry.actor, names, t),
          action: entry.action,
          subject: nameSubject(entry.subject),
          detail: sayDetail(entry),
        })),
        next: found.length > PAGE && last ? `?${toQuery(fields, `${last.at.getTime()}-${last.id}`)}` : null,
        exportHref: `/admin/audit.csv?${toQuery(fields, '')}`,
      },
    });
  });

  router.get('/admin/audit.csv', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const t = createTranslator(readConsoleLanguage(req));
    const { question } = readQuestion(req);
    const names = await listNames(institution.id);
    res.attachment('audit.csv').type('text/csv; charset=utf-8');
    res.write(`\uFEFF${toLine(['time', 'actor', 'actor id', 'action', 'subject', 'subject id', 'detail'])}`);
    let after: Pick<AuditEntry, 'at' | 'id'> | null = null;
    for (let count = 0; count < MOST_EXPORTED; count += EXPORT_PAGE) {
      const entries: AuditEntry[] = await stores.audit.search(institution.id, question, after, EXPORT_PAGE);
      for (const entry of entries) {
        const { at, actor, action, subject } = entry;
        const actorId = 'id' in actor ? actor.id : '';
        const line = [
          at.toISOString(),
          nameActor(actor, names, t),
          actorId,
          action,
          subject.kind,
          subject.id,
        ];
        res.write(toLine([...line, sayDetail(entry)]));
      }
      after = entries.at(-1) ?? null;
      if (entries.length < EXPORT_PAGE) break;
    }
    res.end();
  });

  async function listNames(institutionId: string): Promise<ReadonlyMap<string, string>> {
    const accounts = [...(await adminAccounts.list(institutionId)), ...(await adminAccounts.list(null))];
    return new Map(accounts.map(({ id, name }) => [id, name]));
  }

  return router;
}

type AuditFields = Readonly<Record<Exclude<(typeof FIELDS)[number], 'after'>, string>>;

function readQuestion(req: Request): {
  readonly question: AuditQuestion;
  readonly fields: AuditFields;
  readonly after: Pick<AuditEntry, 'at' | 'id'> | null;
} {
  const { after, ...fields } = readFields(req.query, FIELDS);
  const match = /^(\d{1,15})-([\w-]+)$/.exec(after);
  return {
    fields,
    after: match ? { at: new Date(Number(match[1])), id: match[2] ?? '' } : null,
    question: {
      action: fields.action || null,
      subjectId: fields.subject || null,
      actorId: fields.actor || null,
      from: parseDay(fields.from),
      // The whole day counts.
      until: parseNextDay(fields.until),
    },
  };
}

function toQuery(fields: AuditFields, after: string): string {
  const given = Object.entries({ ...fields, after }).filter(([, value]) => value !== '');
  return new URLSearchParams(given).toString();
}

function nameActor(actor: AuditActor, names: ReadonlyMap<string, string>, t: Translate): string {
  if (actor.kind === 'admin') return names.get(actor.id) ?? actor.id;
  return t(`console.actor.${actor.kind}`);
}

function sayDetail({ detail }: AuditEntry): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}

function toLine(fields: readonly string[]): string {
  return `${fields.map(toField).join(',')}\r\n`;
}
