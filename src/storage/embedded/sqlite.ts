/**
 * One SQLite connection: transactions, and waiting for other processes without stopping this one.
 *
 * Statements run to their end inside one call, so a transaction never spans an `await`. When another process holds the
 * lock, SQLite says so at once and the whole piece of work is tried again later; nothing of it had happened.
 *
 * Source: https://www.sqlite.org/wal.html, https://www.sqlite.org/pragma.html#pragma_synchronous
 *
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'libsql';
import { AppError, hasCode } from '../../errors/app-error.js';
import type { Key } from './index-key.js';

export type SqlValue = Key;
export type Row = readonly (string | number | Buffer | null)[];

type Statement = ReturnType<InstanceType<typeof Database>['prepare']>;

const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 12;
/** After this long the lock's holder is not busy but stuck. */
const MOST_BUSY_MS = 15_000;
/** Writes that share one transaction; what is more waits for the next, so that nothing else waits for long. */
const MOST_TOGETHER = 64;
/** Filters differ in shape, not in number; this bounds what long lists of values could add. */
const MOST_STATEMENTS = 500;

interface WaitingWrite {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class Sqlite {
  readonly #database: InstanceType<typeof Database>;
  readonly #path: string;
  readonly #mostBusyMs: number;
  readonly #statements = new Map<string, Statement>();
  #waiting: WaitingWrite[] = [];
  /** Of all that was asked for until now. */
  #written: Promise<unknown> = Promise.resolve();
  #isOpen = true;

  private constructor(path: string, mostBusyMs: number) {
    this.#path = path;
    this.#database = new Database(path, { timeout: 0 });
    this.#mostBusyMs = mostBusyMs;
  }

  /**
   * @throws AppError `storage_busy`; `storage_unreadable` - the file is no database; what SQLite throws when it can't be opened
   */
  static async open(path: string, mostBusyMs = MOST_BUSY_MS): Promise<Sqlite> {
    const sqlite = new Sqlite(path, mostBusyMs);
    try {
      await sqlite.#untilFree(() => {
        sqlite.all('PRAGMA journal_mode = WAL');
        sqlite.exec('PRAGMA synchronous = FULL');
        // macOS keeps what fsync writes in the disk's own memory unless it is told otherwise.
        sqlite.exec('PRAGMA fullfsync = ON');
        sqlite.exec('PRAGMA checkpoint_fullfsync = ON');
      });
    } catch (error) {
      sqlite.#abandon();
      throw isNoDatabase(error) ? unreadable(path, error) : error;
    }
    return sqlite;
  }

  /** Every row of one statement. */
  all(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#prepare(sql).all(values) as Row[];
  }

  /** @returns how many rows it changed */
  run(sql: string, ...values: readonly SqlValue[]): number {
    return this.#prepare(sql).run(values).changes;
  }

  /**
   * How SQLite would go about a statement, one line a step.
   *
   * On a connection of its own: libsql leaves such a statement unfinished, and this connection would then go on reading
   * the snapshot of that moment.
   */
  explain(sql: string, ...values: readonly SqlValue[]): readonly string[] {
    const database = new Database(this.#path, { timeout: 0 });
    try {
      const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).raw().all(values) as Row[];
      return rows.map((row) => String(row[3]));
    } finally {
      database.close();
    }
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /**
   * Runs `work` over one snapshot.
   *
   * @throws AppError `storage_busy`, `storage_closed`; what `work` throws
   */
  read<T>(work: () => T): Promise<T> {
    return this.#untilFree(() => this.#transact('BEGIN', work));
  }

  /**
   * Runs `work` alone among all writers of the folder; once the promise is resolved, what it wrote is on disk. `work` may run
   * more than once, each time from the start.
   *
   * Writes that are asked for while others are share a transaction, and with it the wait for the disk. If one of them fails,
   * each has a transaction of its own.
   *
   * @throws AppError `storage_busy`, `storage_closed`; what `work` throws, and then nothing was written
   */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as WaitingWrite['resolve'], reject });
      if (this.#waiting.length > 1) return;
      // Whatever is asked for in this turn of the event loop comes along.
      const written = new Promise<void>((done) => setImmediate(() => void this.#writeWaiting().then(done)));
      this.#written = Promise.all([this.#written, written]);
    });
  }

  /** Resolved once every write that was asked for is answered. */
  async settle(): Promise<void> {
    let last: Promise<unknown>;
    do {
      last = this.#written;
      await last;
    } while (last !== this.#written);
  }

  /** Afterwards the file holds everything by itself, unless another process is still at it. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      this.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // What is in the log is on disk too; whoever opens the folder next reads it from there.
      if (!isBusy(error)) throw error;
    }
    this.#statements.clear();
    this.#database.close();
  }

  /** Of a file that was never opened whole: nothing is written to it. */
  #abandon(): void {
    this.#isOpen = false;
    this.#database.close();
  }

  async #writeWaiting(): Promise<void> {
    const writes = this.#waiting;
    this.#waiting = [];
    for (let at = 0; at < writes.length; at += MOST_TOGETHER) {
      await this.#writeTogether(writes.slice(at, at + MOST_TOGETHER));
    }
  }

  async #writeTogether(writes: readonly WaitingWrite[]): Promise<void> {
    try {
      const results = await this.#untilFree(() =>
        this.#transact('BEGIN IMMEDIATE', () => writes.map(({ work }) => work())),
      );
      for (const [index, { resolve }] of writes.entries()) resolve(results[index]);
    } catch (error) {
      const isOfAll = hasCode(error, 'storage_busy') || hasCode(error, 'storage_closed');
      if (writes.length === 1 || isOfAll) for (const { reject } of writes) reject(error);
      else for (const write of writes) await this.#writeTogether([write]);
    }
  }

  #transact<T>(begin: string, work: () => T): T {
    // Not as kept statements: one that met a lock stays begun in libsql, and keeps later transactions from ending.
    this.exec(begin);
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // Some errors (a full disk) end the transaction themselves.
      if (this.#database.inTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  async #untilFree<T>(work: () => T): Promise<T> {
    const startedAt = performance.now();
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      if (!this.#isOpen) throw new AppError('storage_closed', 503, 'the storage engine is closed');
      try {
        return work();
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() - startedAt > this.#mostBusyMs) {
          throw new AppError(
            'storage_busy',
            503,
            'another process holds the data folder',
            {},
            { cause: error },
          );
        }
      }
      // Differently long each time, so that two that met do not meet again.
      await wait(waitMs * (0.5 + Math.random()));
    }
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    if (statement.reader) statement.raw();
    this.#statements.set(sql, statement);
    return statement;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function isNoDatabase(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  return error.code.startsWith('SQLITE_NOTADB') || error.code.startsWith('SQLITE_CORRUPT');
}

function unreadable(path: string, cause: unknown): AppError {
  const message = `${path} is no database that can be read. Put back a copy of it, or set DATA_DIR to an empty folder to begin anew.`;
  return new AppError('storage_unreadable', 500, message, {}, { cause });
}

/** A unique index would hold one key twice. */
export function isConstraintError(error: unknown): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
}
