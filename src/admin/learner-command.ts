/**
 * Learners: found, linked to one person, exported, erased.
 *
 * @module
 */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ACTOR, flag, need, needAll, optional, table, text, UsageError, type Command } from './command.js';

export const learnerCommand: Command = {
  summary: 'find learners; link two to one person; export and erase',
  help: [
    '--find TEXT                            by name, e-mail address or id',
    '--link ID --other ID --by TEXT         two accounts are one person, by an identifier that you trust',
    '--unlink ID                            no longer',
    '--export ID                            everything that is kept (with --json)',
    '--file FILE --id ID --to PATH          a file that was handed in; the export lists them',
    '--erase ID --sure                      what goes and what stays: src/institutions/learner-data.ts',
  ],
  options: {
    find: text,
    link: text,
    other: text,
    by: text,
    unlink: text,
    export: text,
    file: text,
    id: text,
    to: text,
    erase: text,
    sure: flag,
  },
  async run({ learnerAdmin, institution }, values) {
    const linked = optional(values, 'link');
    if (linked) {
      const { other, by } = needAll(values, ['other', 'by']);
      await learnerAdmin.link(institution.id, linked, other, by, ACTOR);
      return { linked, other };
    }
    const unlinked = optional(values, 'unlink');
    if (unlinked) {
      await learnerAdmin.get(institution.id, unlinked);
      await learnerAdmin.unlink(institution.id, unlinked, ACTOR);
      return { unlinked };
    }
    const exported = optional(values, 'export');
    if (exported) return { ...(await learnerAdmin.exportAll(institution.id, exported, ACTOR)) };
    const file = optional(values, 'file');
    if (file) {
      const { id, to } = needAll(values, ['id', 'to']);
      const opened = await learnerAdmin.openFile(institution.id, id, file, ACTOR);
      await saveNew(to, opened.pieces);
      return { file: opened.file, to };
    }
    const erased = optional(values, 'erase');
    if (erased) {
      if (!values['sure']) throw new UsageError('--sure is missing: this cannot be undone');
      await learnerAdmin.erase(institution.id, erased, ACTOR);
      return { erased };
    }
    const { learners } = await learnerAdmin.search(institution.id, need(values, 'find'), null);
    return { learners: learners.map(({ id, name, email, sub }) => ({ id, name, email, sub })) };
  },
  present: (result) =>
    'learners' in result ? table(result['learners'], 'Nobody found.') : JSON.stringify(result, null, 2),
};

/** @throws {UsageError} `usage` - something stands there already, or nothing can stand there */
async function saveNew(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  try {
    await pipeline(pieces, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    const isPath = error instanceof Error && 'syscall' in error;
    if (isPath) throw new UsageError(`--to: ${error.message}`);
    throw error;
  }
}
