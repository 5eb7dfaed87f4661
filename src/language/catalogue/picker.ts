import type { LocalText } from '../local-text.js';

export const pickerTexts = {} satisfies Record<string, LocalText>;
