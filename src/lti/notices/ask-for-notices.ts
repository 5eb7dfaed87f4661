/**
 * Asking a platform for its notices, where a launch says that it sends them: once a day for each deployment, behind the launch.
 *
 * Asking again changes nothing at the platform. What fails is asked again at a later launch; a copied course that nobody told
 * of is found all the same, from the ids that its first launch brings.
 *
 * Source: LTI Platform Notification Service 1.0 (claim, notice handlers).
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import type { Logger } from '../../logger/logger.js';
import type { Registration, RegistrationStore } from '../../platforms/registration.js';
import { CONTEXT_COPY, NOTICE_HANDLERS_SCOPE, type NoticeServiceClaim } from '../claims.js';
import type { ServiceClient } from '../service-client.js';

export interface NoticeAskingDeps {
  readonly services: Pick<ServiceClient, 'open'>;
  readonly registrations: Pick<RegistrationStore, 'findForLaunch'>;
  /** Where notices come in. */
  readonly handlerUrl: string;
  readonly logger: Pick<Logger, 'info'>;
  readonly now: () => Date;
}

export type NoticeAsking = ReturnType<typeof createNoticeAsking>;

const AGAIN_AFTER_MS = 24 * 3_600_000;
const AFTER_FAILURE_MS = 15 * 60_000;

export function createNoticeAsking({ services, registrations, handlerUrl, logger, now }: NoticeAskingDeps) {
  /** By our id of the deployment: not before this moment. */
  const notBefore = new Map<string, number>();

  /**
   * Never throws: it stands behind a launch.
   *
   * @returns whether the platform was asked, and took it
   */
  async function ask(
    { registrationId, deploymentRecordId }: { registrationId: string; deploymentRecordId: string },
    { url, types, scopes }: NoticeServiceClaim,
  ): Promise<boolean> {
    const at = now().getTime();
    if (!types.includes(CONTEXT_COPY) || !scopes.includes(NOTICE_HANDLERS_SCOPE)) return false;
    if (at < (notBefore.get(deploymentRecordId) ?? 0)) return false;
    notBefore.set(deploymentRecordId, at + AGAIN_AFTER_MS);
    try {
      const registration = await registrations.findForLaunch(registrationId);
      if (registration?.isEnabled) await put(registration, url);
      return registration?.isEnabled ?? false;
    } catch (error) {
      notBefore.set(deploymentRecordId, at + AFTER_FAILURE_MS);
      const code = error instanceof AppError ? error.code : 'unforeseen';
      logger.info({ code, deploymentRecordId }, 'a platform was not asked for its notices');
      return false;
    }
  }

  async function put(registration: Registration, url: string): Promise<void> {
    const answer = await services.open(registration, { scopes: [NOTICE_HANDLERS_SCOPE] }).send({
      method: 'PUT',
      url,
      scope: NOTICE_HANDLERS_SCOPE,
      accept: 'application/json',
      contentType: 'application/json',
      body: JSON.stringify({ notice_type: CONTEXT_COPY, handler: handlerUrl }),
    });
    if (answer.status >= 300) {
      throw new AppError('notices_refused', 502, 'the platform takes no handler', { status: answer.status });
    }
  }

  return { ask };
}
