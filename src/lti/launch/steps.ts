/**
 * The steps of a launch, in order: the login it ends, the token, the message. Each is a check of its own; a test leaves out one
 * after the other and wants some case of the negative catalogue to change its verdict.
 *
 * @module
 */
import type { LaunchStep } from './attempt.js';
import { registrationEnabled, sameBrowser, stateUsedOnce } from './browser-steps.js';
import {
  context,
  deepLinkingSettings,
  deployment,
  forUser,
  messageType,
  resourceLink,
  roles,
  subject,
  targetLinkUri,
  version,
} from './message-steps.js';
import {
  audience,
  authorizedParty,
  expiry,
  issuedAt,
  issuer,
  nonce,
  notBefore,
  signature,
  tokenSize,
} from './token-steps.js';

export const LAUNCH_STEPS: readonly LaunchStep[] = [
  sameBrowser,
  stateUsedOnce,
  registrationEnabled,
  tokenSize,
  signature,
  issuer,
  audience,
  authorizedParty,
  expiry,
  issuedAt,
  notBefore,
  nonce,
  messageType,
  version,
  targetLinkUri,
  subject,
  roles,
  resourceLink,
  context,
  forUser,
  deepLinkingSettings,
  // Last: only a launch that holds in everything else may leave a deployment waiting for an operator.
  deployment,
];
