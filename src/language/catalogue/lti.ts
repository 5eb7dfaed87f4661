/**
 * Texts of the pages around a launch.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const ltiTexts = {} satisfies Record<string, LocalText>;
