/**
 * Addresses as people type them, as a URI wants them: `https://example.org/één` is one in a browser and none in JSON-LD.
 *
 * Source: RFC 3986 §2 and §3; what it takes already stays letter by letter as it is.
 *
 * @module
 */

import { parseUrl } from '../http/parse-url.js';

const PLAIN =
  /^https?:\/\/[A-Za-z0-9.-]+(?::\d+)?(?:[/?](?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/;
const UNUSABLE = /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu;

/** @returns null for what nobody can open */
export function writeAddress(text: string): string | null {
  if (PLAIN.test(text)) return text;
  const url = parseUrl(text);
  if (url === null) return null;
  const { protocol, origin, href } = url;
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const path = href.slice(href.indexOf('/', protocol.length + 2));
  // The first `#` begins the fragment; a browser lets more of them stand in it, a URI does not.
  const [asked = '', ...fragment] = path.split('#');
  const encode = (part: string) => part.replace(UNUSABLE, (letter) => encodeURIComponent(letter));
  return origin + encode(asked) + (fragment.length > 0 ? `#${encode(fragment.join('#'))}` : '');
}
