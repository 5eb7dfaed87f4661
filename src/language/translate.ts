/**
 * Text for people, in their language: one catalogue, Dutch and English side by side.
 *
 * @module
 */
import { catalogue, type TextKey } from './catalogue/index.js';
import type { Language } from './local-text.js';

export type TextParams = Readonly<Record<string, string | number>>;

/** Gives the text of a key; `{name}` in it is replaced by the parameter of that name. */
export type Translate = (key: TextKey, params?: TextParams) => string;

export function createTranslator(language: Language): Translate {
  return (key, params = {}) =>
    catalogue[key][language].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
      name in params ? String(params[name]) : placeholder,
    );
}

/** True for a key of the catalogue: for keys that are put together from a code. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(catalogue, key);
}
