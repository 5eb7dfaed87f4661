/**
 * Verifying a launch: everything that is known about it is fetched, then each step judges.
 *
 * @module
 */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { AppError } from '../../errors/app-error.js';
import type { Language } from '../../language/local-text.js';
import type { DeploymentService } from '../../platforms/deployment-service.js';
import type { Registration, RegistrationStore } from '../../platforms/registration.js';
import { hashSecret } from '../../secrets/hash-secret.js';
import type { PlatformKeys } from '../platform-keys.js';
import { CLAIM } from '../claims.js';
import type { LoginStateStore } from '../session.js';
import {
  refuseLaunch,
  type LaunchAttempt,
  type LaunchRequest,
  type LaunchStep,
  type LaunchTools,
} from './attempt.js';
import { readLaunch, readLaunchLanguage, type LaunchFacts } from './read-launch.js';
import { sameBrowser } from './browser-steps.js';
import { signature, tokenSize } from './token-steps.js';

export interface VerifyLaunchDeps {
  readonly loginStates: Pick<LoginStateStore, 'find' | 'take'>;
  readonly registrations: Pick<RegistrationStore, 'findForLaunch'>;
  readonly deployments: Pick<DeploymentService, 'sight'>;
  readonly platformKeys: PlatformKeys;
  /** Development: addresses on this machine over plain http. */
  readonly allowLoopback: boolean;
  readonly now: () => Date;
  readonly steps: readonly LaunchStep[];
}

export interface VerifiedLaunch {
  readonly registration: Registration;
  readonly facts: LaunchFacts;
}

export interface SentLaunch {
  readonly registration: Registration;
  /** The LMS signed it for the login that is under way: nobody else made it up. */
  readonly isGenuine: boolean;
  readonly deploymentId: string | null;
  /** The platform's clock minus ours, in seconds. */
  readonly clockSeconds: number | null;
}

/** A launch that is not let in, with the language that its LMS shows pages in, for the page that says so. */
export class LaunchRefusedError extends AppError {
  override readonly name = 'LaunchRefusedError';

  constructor(
    reason: AppError,
    readonly step: string,
    readonly language: Language | null,
    /** What is known of a launch that was sent; for whoever watches over the connection. */
    readonly sent: SentLaunch | null = null,
  ) {
    super(reason.code, reason.status, reason.message, { ...reason.detail, step }, { cause: reason.cause });
  }
}

export function createLaunchVerifier(deps: VerifyLaunchDeps) {
  const { loginStates, registrations, deployments, platformKeys, allowLoopback, now, steps } = deps;

  /**
   * @throws {AppError} with the code of the step that refused; `launch_state_unknown`, `launch_token_unreadable`
   */
  return async function verifyLaunch(request: LaunchRequest): Promise<VerifiedLaunch> {
    const at = now();
    const attempt = await prepare(request, at);
    const tools = { loginStates, deployments, platformKeys, allowLoopback, now: at };
    const passed: string[] = [];
    for (const step of steps) {
      try {
        await step.check(attempt, tools);
        passed.push(step.name);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        const sent = await describeSent(attempt, tools, step, passed);
        throw new LaunchRefusedError(error, step.name, readLaunchLanguage(attempt.claims), sent);
      }
    }
    return { registration: attempt.registration, facts: readLaunch(attempt.claims, attempt.registration) };
  };

  async function prepare(request: LaunchRequest, at: Date): Promise<LaunchAttempt> {
    const login = await loginStates.find(hashSecret(request.state), at);
    const registration = login && (await registrations.findForLaunch(login.registrationId));
    if (!login || !registration) {
      throw refuseLaunch('launch_state_unknown', 'no login is under way with this state', { status: 400 });
    }
    return { request, login, registration, ...decode(request.idToken) };
  }
}

async function describeSent(
  attempt: LaunchAttempt,
  tools: LaunchTools,
  refusing: LaunchStep,
  passed: readonly string[],
): Promise<SentLaunch> {
  const { claims, registration, login } = attempt;
  const deploymentId = claims[CLAIM.deploymentId];
  const { iat } = claims;
  return {
    registration,
    isGenuine:
      claims['nonce'] === login.nonce &&
      // Where the browser is what fails, nobody has looked at the signature yet.
      (passed.includes(signature.name) ||
        (refusing.name === sameBrowser.name && (await isSigned(attempt, tools)))),
    deploymentId: typeof deploymentId === 'string' ? deploymentId : null,
    clockSeconds: typeof iat === 'number' ? iat - tools.now.getTime() / 1000 : null,
  };
}

async function isSigned(attempt: LaunchAttempt, tools: LaunchTools): Promise<boolean> {
  try {
    await tokenSize.check(attempt, tools);
    await signature.check(attempt, tools);
    return true;
  } catch {
    return false;
  }
}

function decode(idToken: string): Pick<LaunchAttempt, 'header' | 'claims'> {
  try {
    return { header: { ...decodeProtectedHeader(idToken) }, claims: decodeJwt(idToken) };
  } catch (cause) {
    throw refuseLaunch('launch_token_unreadable', 'the token is not a signed JSON token', {
      status: 400,
      cause,
    });
  }
}
