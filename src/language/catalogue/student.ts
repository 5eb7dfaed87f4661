import type { LocalText } from '../local-text.js';

export const studentTexts = {} satisfies Record<string, LocalText>;
