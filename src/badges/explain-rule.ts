/**
 * A broken rule as the sentence that mends it.
 *
 * @module
 */
import { createFormats } from '../language/format.js';
import type { Language } from '../language/local-text.js';
import { createTranslator } from '../language/translate.js';
import type { BrokenRule } from './variant-rules.js';

export function explainRule({ code, about }: BrokenRule, language: Language): string {
  const t = createTranslator(language);
  const { number } = createFormats(language);
  const { language: missing, unit, least, most, step } = about ?? {};
  return t(`rule.${code}`, {
    ...(missing && { language: t(`rule.language.${missing}`) }),
    ...(unit && { unit: t(`rule.unit.${unit}`) }),
    ...(least !== undefined && { least: number(least) }),
    ...(most !== undefined && { most: number(most) }),
    ...(step !== undefined && { step: number(step) }),
  });
}
