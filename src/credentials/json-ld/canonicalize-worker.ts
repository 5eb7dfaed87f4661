/**
 * The general way, in a thread of its own. It gets documents and nothing secret.
 *
 * @module
 */
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../errors/app-error.js';
import { canonicalize, toDataset } from './canonicalize.js';
import type { ThreadAnswer, ThreadQuestion } from './canonicalizing-thread.js';

parentPort?.on('message', (question: ThreadQuestion) => {
  void answer(question).then((said) => parentPort?.postMessage(said));
});

async function answer({ id, wants, document }: ThreadQuestion): Promise<ThreadAnswer> {
  try {
    return { id, value: wants === 'dataset' ? await toDataset(document) : await canonicalize(document) };
  } catch (error) {
    if (!(error instanceof AppError)) return { id, error: { code: '', status: 500, message: String(error) } };
    const { code, status, message, detail } = error;
    return { id, error: { code, status, message, detail } };
  }
}
