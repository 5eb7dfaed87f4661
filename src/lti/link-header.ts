/**
 * The `Link` header, as far as paging needs it.
 *
 * Read leniently, since a next page that is not understood would make a short list look whole. Moodle's gradebook service
 * writes typographic quotes (as UTF-8 bytes, which arrive here one character each) and `&amp;` (5.1.3).
 *
 * Source: RFC 8288 §3.
 *
 * @module
 */

const TYPOGRAPHIC_QUOTES = /[“”„]|\u00e2\u0080[\u009c\u009d\u009e]/g;
const LINK = /<([^>]*)>((?:"[^"]*"?|[^"<])*)/g;
const PARAMETER = /;\s*([a-z*]+)\s*=\s*(?:"([^"]*)|([^;,\s"]*))/gi;

/** @returns what the first link with relation `next` points to, as written; null without one */
export function findNextLink(header: string | undefined): string | null {
  const text = (header ?? '').replace(TYPOGRAPHIC_QUOTES, '"');
  for (const [, target = '', parameters = ''] of text.matchAll(LINK)) {
    if (listRelations(parameters).includes('next')) return target.trim().replaceAll('&amp;', '&');
  }
  return null;
}

/** Of several `rel`, the first counts (§3.3). */
function listRelations(parameters: string): string[] {
  for (const [, name = '', quoted, bare = ''] of parameters.matchAll(PARAMETER)) {
    if (name.toLowerCase() === 'rel') return (quoted ?? bare).toLowerCase().split(/[\s']+/);
  }
  return [];
}
