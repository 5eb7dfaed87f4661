/**
 * The audit log: who did what, and when. To be searched and taken along; nothing in it can be changed.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { BadgeClassService } from '../../badges/badge-class-service.js';
import type { IssuerService } from '../../badges/issuer-service.js';
import type { AuditActor, AuditEntry, AuditQuestion, AuditStore } from '../../institutions/audit.js';
import type { AdminAccounts } from '../../institutions/admin-account-service.js';
import type { LearnerAdmin } from '../../institutions/learner-admin.js';
import { createFormats } from '../../language/format.js';
import { parseDay, parseNextDay } from '../../language/local-day.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator, type Translate } from '../../language/translate.js';
import { readFields } from '../course/form-fields.js';
import { toField } from '../course/present-csv.js';
import { getAdmin, requireAdmin } from './admin-session.js';
import { createEntryNames, listActs, presentEntry, sayDetail, type AuditReadings } from './present-audit.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface AuditRouterDeps {
  readonly stores: AuditReadings & { readonly audit: Pick<AuditStore, 'search'> };
  readonly adminAccounts: Pick<AdminAccounts, 'list'>;
  readonly badgeClasses: Pick<BadgeClassService, 'list'>;
  readonly issuers: Pick<IssuerService, 'list'>;
  readonly learnerAdmin: Pick<LearnerAdmin, 'search' | 'look'>;
}

const PAGE = 100;
const EXPORT_PAGE = 500;
const MOST_EXPORTED = 100_000;
/** A name may be that of several. */
const MOST_NAMED = 10;
const FIELDS = ['q', 'action', 'subject', 'actor', 'from', 'until', 'after'] as const;

export function createAuditRouter(deps: AuditRouterDeps): Router {
  const { stores, adminAccounts, badgeClasses, issuers, learnerAdmin } = deps;
  const router = Router();

  router.get('/admin/audit', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const { fields, after } = readQuestion(req);
    const known = await readNames(institution.id, language);
    const question = await ask(req, known);
    const found = await stores.audit.search(institution.id, question, after, PAGE + 1);
    const entries = found.slice(0, PAGE);
    const last = entries.at(-1);
    const names = createEntryNames(institution.id, stores, known);
    const only = fields.subject || fields.actor;
    sendConsolePage(req, res, {
      view: 'console/audit',
      title: t('console.audit.title'),
      part: 'audit',
      locals: {
        fields,
        acts: listActs(t, fields.action),
        only: only === '' ? null : t('console.audit.only', { name: known.accounts.get(only) ?? only }),
        entries: await Promise.all(
          entries.map(async (entry) => ({
            ...(await presentEntry(entry, names, t)),
            // An entry may be years old: the day with its year, then the time.
            at: `${formats.date(entry.at)}, ${formats.dateTime(entry.at).split(/,? /).at(-1) ?? ''}`,
          })),
        ),
        isAsked: Object.values(fields).some((value) => value !== ''),
        next: found.length > PAGE && last ? `?${toQuery(fields, `${last.at.getTime()}-${last.id}`)}` : null,
        exportHref: `/admin/audit.csv?${toQuery(fields, '')}`,
      },
    });
  });

  router.get('/admin/audit.csv', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const known = await readNames(institution.id, language);
    const question = await ask(req, known);
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
          nameActor(actor, known.accounts, t),
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

  async function readNames(institutionId: string, language: Language) {
    const [own, operators, badges, all] = await Promise.all([
      adminAccounts.list(institutionId),
      adminAccounts.list(null),
      badgeClasses.list(institutionId),
      issuers.list(institutionId),
    ]);
    return {
      accounts: new Map([...own, ...operators].map(({ id, name }) => [id, name])),
      badgeClasses: new Map(badges.map(({ id, name }) => [id, name[language]])),
      issuers: new Map(all.map(({ id, name }) => [id, name[language]])),
    };
  }

  /** A name becomes the ids of whoever and whatever bears it; what nobody bears may be an id itself. */
  async function ask(req: Request, known: Awaited<ReturnType<typeof readNames>>): Promise<AuditQuestion> {
    const { question, fields } = readQuestion(req);
    const text = fields.q.trim();
    if (text === '') return question;
    const { institution } = getAdmin(req);
    const { learners } = await learnerAdmin.search(institution.id, text, null);
    const asked = learners.slice(0, MOST_NAMED).map(({ id }) => id);
    const records = await Promise.all(asked.map((id) => learnerAdmin.look(institution.id, id)));
    const credentials = records.flatMap((one) => one.credentials as { readonly _id: string }[]);
    const bearers = [known.accounts, known.badgeClasses, known.issuers].flatMap((names) =>
      [...names].filter(([, name]) => name.toLowerCase().includes(text.toLowerCase())).slice(0, MOST_NAMED),
    );
    return {
      ...question,
      about: [text, ...asked, ...credentials.map(({ _id }) => _id), ...bearers.map(([id]) => id)],
    };
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

function toLine(fields: readonly string[]): string {
  return `${fields.map(toField).join(',')}\r\n`;
}
