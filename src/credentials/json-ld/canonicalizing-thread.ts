/**
 * The general way of JSON-LD off the thread that answers requests: 10 ms and more for a full credential, during which nobody
 * else would be served.
 *
 * One thread for the process, started at the first question; it keeps no process alive. When it ends, what was asked fails and the
 * next question starts another.
 *
 * @module
 */
import { Worker } from 'node:worker_threads';
import type { Quad } from 'rdf-canonize';
import { AppError, type ErrorDetail } from '../../errors/app-error.js';
import type { JsonLdDocument } from './canonicalize.js';

export interface ThreadQuestion {
  readonly id: number;
  readonly wants: 'dataset' | 'canonical';
  readonly document: JsonLdDocument;
}

export interface ThreadAnswer {
  readonly id: number;
  readonly value?: Quad[] | string;
  readonly error?: {
    readonly code: string;
    readonly status: number;
    readonly message: string;
    readonly detail?: ErrorDetail;
  };
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export function createCanonicalizingThread() {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let asked = 0;

  function ask<T>(wants: ThreadQuestion['wants'], document: JsonLdDocument): Promise<T> {
    worker ??= start();
    asked += 1;
    const question: ThreadQuestion = { id: asked, wants, document };
    return new Promise<T>((resolve, reject) => {
      waiting.set(question.id, { resolve, reject });
      worker?.ref(); // who asked waits for the answer
      worker?.postMessage(question);
    });
  }

  function start(): Worker {
    // Run from its source, as tests and benchmarks do, it needs their loader first.
    const isSource = import.meta.url.endsWith('.ts');
    const file = new URL(`./canonicalize-worker.${isSource ? 'ts' : 'js'}`, import.meta.url);
    const started = isSource
      ? new Worker(
          `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file.href)}); })`,
          { eval: true },
        )
      : new Worker(file);
    started.on('message', (answer: ThreadAnswer) => settle(started, answer));
    started.on('error', (error) => end(started, error));
    started.on('exit', () => end(started, null));
    return started;
  }

  function settle(from: Worker, { id, value, error }: ThreadAnswer): void {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) from.unref();
    if (error) one?.reject(revive(error));
    else one?.resolve(value as never);
  }

  function end(ended: Worker, cause: unknown): void {
    if (worker !== ended) return;
    worker = null;
    const error = new AppError(
      'canonicalizing_stopped',
      500,
      'the thread that canonicalises ended',
      {},
      { cause },
    );
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    toDataset: (document: JsonLdDocument) => ask<Quad[]>('dataset', document),
    canonicalize: (document: JsonLdDocument) => ask<string>('canonical', document),
    /** Ends the thread; what it was asked and has not answered fails now, not when the thread gets round to ending. */
    async close(): Promise<void> {
      const ending = worker;
      if (ending === null) return;
      end(ending, null);
      await ending.terminate();
    },
  };
}

function revive({ code, status, message, detail }: NonNullable<ThreadAnswer['error']>): Error {
  return code === '' ? new Error(message) : new AppError(code, status, message, detail);
}
