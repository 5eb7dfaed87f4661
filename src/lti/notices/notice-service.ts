/**
 * Hearing notices: each is verified by itself, and what it tells is stored for later. Nothing of the platform is asked but its keys.
 *
 * A platform does not send a notice twice and does not wait long (Canvas: never, and some seconds), so it is answered within
 * a second; notices whose keys take longer are heard after the answer. One that is lost all the same is made up for at the
 * first launch of the copied course, from the ids that the LMS sends along.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors/app-error.js';
import type { Logger } from '../../logger/logger.js';
import { CONTEXT_COPY } from '../claims.js';
import type { CourseCopy, CourseCopyStore } from './course-copy.js';
import { verifyNotice, type Notice, type NoticeDeps } from './read-notice.js';

export interface NoticeServiceDeps extends NoticeDeps {
  readonly courseCopies: Pick<CourseCopyStore, 'hear'>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** A course that was told about for the first time; it may not be known to us yet. */
  readonly onHeard?: (copy: CourseCopy) => Promise<void>;
}

/** What came of one notice: `pending` is heard after the answer. */
export type Hearing = 'heard' | 'repeated' | 'ignored' | 'refused' | 'pending';

export type NoticeService = ReturnType<typeof createNoticeService>;

const ANSWER_WITHIN_MS = 800;

export function createNoticeService(deps: NoticeServiceDeps) {
  const { courseCopies, logger, now } = deps;

  /** Hears each of a batch; a bad one does not hold up the others. */
  function hearAll(jwts: readonly string[]): Promise<Hearing[]> {
    return withinTime(jwts.map(hear));
  }

  async function hear(jwt: string): Promise<Hearing> {
    try {
      return await remember(await verifyNotice(jwt, deps));
    } catch (error) {
      if (!(error instanceof AppError)) {
        logger.warn({ err: error }, 'a notice could not be stored');
        return 'refused';
      }
      logger.info({ code: error.code, detail: error.detail }, 'a notice was refused');
      return 'refused';
    }
  }

  async function remember(notice: Notice): Promise<Hearing> {
    const { registration, deployment, contextId, originContextIds } = notice;
    // Types that we did not ask for are no mistake of the platform's.
    if (notice.type !== CONTEXT_COPY) return 'ignored';
    if (contextId === null || originContextIds.length === 0) return 'ignored';
    const { institutionId } = deployment;
    const copy: CourseCopy = {
      id: randomUUID(),
      institutionId,
      registrationId: registration.id,
      deploymentRecordId: deployment.id,
      contextId,
      originContextIds,
      noticeId: notice.id,
      heardAt: now(),
    };
    const isNew = await courseCopies.hear(institutionId, copy, notice.nonce);
    if (isNew) await deps.onHeard?.(copy);
    return isNew ? 'heard' : 'repeated';
  }

  return { hearAll };
}

async function withinTime(hearings: readonly Promise<Hearing>[]): Promise<Hearing[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Hearing>((resolve) => {
    timer = setTimeout(() => resolve('pending'), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.all(hearings.map((hearing) => Promise.race([hearing, late])));
  } finally {
    clearTimeout(timer);
  }
}
