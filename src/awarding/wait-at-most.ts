/**
 * Waiting for work that goes on by itself: an answer that is nice to have must hold up nobody.
 *
 * @module
 */

/**
 * @param work - goes on after the limit; what it then throws is not heard of here, so whoever finds its state again tells it
 * @returns whether it ended in time
 */
export async function waitAtMost(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([work.then(() => true), limit]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
