/**
 * A launch that is being judged: what arrived, what is known about its login, and what is needed to judge it.
 *
 * @module
 */
import { AppError, type ErrorDetail } from '../../errors/app-error.js';
import type { DeploymentService } from '../../platforms/deployment-service.js';
import type { Registration } from '../../platforms/registration.js';
import type { BrowserProof } from '../login.js';
import type { PlatformKeys } from '../platform-keys.js';
import type { LoginState, LoginStateStore } from '../session.js';

/** The form that the platform let the browser post, and what proves that it is the browser of the login. */
export interface LaunchRequest extends BrowserProof {
  readonly state: string;
  readonly idToken: string;
}

export interface LaunchAttempt {
  readonly request: LaunchRequest;
  readonly login: LoginState;
  readonly registration: Registration;
  readonly header: Readonly<Record<string, unknown>>;
  /** What the token says. Nothing in it counts before all steps have passed. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface LaunchTools {
  readonly loginStates: Pick<LoginStateStore, 'take'>;
  readonly deployments: Pick<DeploymentService, 'sight'>;
  readonly platformKeys: PlatformKeys;
  readonly allowLoopback: boolean;
  readonly now: Date;
}

/** One check of a launch. Each stands alone: what it judges is judged nowhere else. */
export interface LaunchStep {
  readonly name: string;
  /** The sentence of the specification behind it. */
  readonly source: string;
  /** @throws {AppError} when the launch must not go on */
  check(attempt: LaunchAttempt, tools: LaunchTools): void | Promise<void>;
}

/** A launch or login that is not let in; the page tells a teacher what to do. */
export function refuseLaunch(
  code: string,
  message: string,
  { status = 401, detail = {}, cause }: { status?: number; detail?: ErrorDetail; cause?: unknown } = {},
): AppError {
  return new AppError(code, status, message, detail, cause === undefined ? {} : { cause });
}
