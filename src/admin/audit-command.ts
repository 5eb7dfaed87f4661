/**
 * The audit log.
 *
 * @module
 */
import { parseDay, parseNextDay } from '../language/local-day.js';
import { nameSubject, type AuditEntry } from '../institutions/audit.js';
import { optional, table, text, UsageError, type Command, type Values } from './command.js';

const MOST_ENTRIES = 1_000;

export const auditCommand: Command = {
  summary: 'who did what to which record, newest first',
  help: ['[--action NAME] [--subject ID] [--actor ID] [--from YYYY-MM-DD] [--until YYYY-MM-DD] [--limit N]'],
  options: { action: text, subject: text, actor: text, from: text, until: text, limit: text },
  async run({ stores, institution }, values) {
    const limit = Number(optional(values, 'limit') ?? 100);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ENTRIES)
      throw new UsageError(`--limit is a whole number from 1 to ${MOST_ENTRIES}`);
    const question = {
      action: optional(values, 'action'),
      subjectId: optional(values, 'subject'),
      actorId: optional(values, 'actor'),
      from: readDay(values, 'from', parseDay),
      // The whole day counts.
      until: readDay(values, 'until', parseNextDay),
    };
    return { entries: await stores.audit.search(institution.id, question, null, limit) };
  },
  present: (result) =>
    table(
      (result['entries'] as readonly AuditEntry[]).map(({ at, actor, action, subject }) => ({
        at: at.toISOString(),
        actor: 'id' in actor ? `${actor.kind} ${actor.id}` : actor.kind,
        action,
        subject: nameSubject(subject),
      })),
      'Nothing found.',
    ),
};

function readDay(values: Values, name: string, parse: (text: string) => Date | null): Date | null {
  const given = optional(values, name);
  if (given === null) return null;
  const day = parse(given);
  if (!day) throw new UsageError(`--${name} is a day, written YYYY-MM-DD`);
  return day;
}
