/**
 * Texts of errors, under the key error.CODE.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const errorTexts = {} satisfies Record<string, LocalText>;
