/**
 * JSON in its one canonical form: members sorted, nothing between them.
 *
 * Source: JSON Canonicalization Scheme, RFC 8785: numbers and texts as ECMAScript writes them (§3.2.2), members by their UTF-16
 * units (§3.2.3).
 *
 * @module
 */

/** Half a letter, which UTF-8 can't say (§3.2.2.2). */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * @param value - parsed JSON
 * @returns null where there is no such form
 */
export function writeCanonicalJson(value: unknown): string | null {
  let isSayable = true;

  function write(one: unknown): string {
    if (Array.isArray(one)) return `[${one.map(write).join(',')}]`;
    if (typeof one === 'string') return writeText(one);
    if (typeof one !== 'object' || one === null) return JSON.stringify(one);
    const members = Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${writeText(name)}:${write(member)}`).join(',')}}`;
  }

  function writeText(text: string): string {
    if (LONE_SURROGATE.test(text)) isSayable = false;
    return JSON.stringify(text);
  }

  const text = write(value);
  return isSayable ? text : null;
}
