/**
 * Every launch of the catalogue.
 *
 * @module
 */
import { CONTENT_CASES } from './content-cases.js';
import { KEY_SET_CASES } from './key-set-cases.js';
import type { LaunchCase } from './launch-case.js';
import { MESSAGE_CASES } from './message-cases.js';
import { SIGNATURE_CASES } from './signature-cases.js';
import { STATE_CASES } from './state-cases.js';
import { TOKEN_CASES } from './token-cases.js';

export const ALL_CASES: readonly LaunchCase[] = [
  ...SIGNATURE_CASES,
  ...TOKEN_CASES,
  ...STATE_CASES,
  ...KEY_SET_CASES,
  ...MESSAGE_CASES,
  ...CONTENT_CASES,
];
