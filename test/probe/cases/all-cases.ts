/**
 * All cases, in the order in which they are played: registration last, since it leaves platforms behind.
 *
 * @module
 */
import type { ProbeCase } from '../probe-case.js';
import { LOGIN_CASES } from './login-cases.js';
import { MESSAGE_CASES } from './message-cases.js';
import { REGISTRATION_CASES } from './registration-cases.js';
import { SIGNATURE_CASES } from './signature-cases.js';
import { STATE_CASES } from './state-cases.js';
import { TOKEN_CASES } from './token-cases.js';

export const ALL_CASES: readonly ProbeCase[] = [
  ...MESSAGE_CASES,
  ...LOGIN_CASES,
  ...SIGNATURE_CASES,
  ...TOKEN_CASES,
  ...STATE_CASES,
  ...REGISTRATION_CASES,
];

/** What a probe from outside cannot play, and why. */
export const NOT_PLAYED: readonly (readonly [string, string])[] = [
  ['L14', 'switching a registration off is a matter of each tool'],
  ['T26', 'needs the clock of the tool'],
  ['C15 C17', 'need pages and roles of a tool of its own'],
  ['R9 R11', 'need the tool’s clock, its invites, its services'],
];
