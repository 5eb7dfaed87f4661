/**
 * The `Link` header, as far as paging needs it.
 *
 * Read leniently, since a next page that is not understood would make a short list look whole. There are LMSs that write
 * typographic quotes (as UTF-8 bytes, which arrive here one character each) and `&amp;`: whoever does not expect that of
 * an LMS asks `isBrokenLinkHeader` first.
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

/** True for what only a lenient reading finds: a strict one would take the page for the last. */
export function isBrokenLinkHeader(header: string | undefined): boolean {
  const text = header ?? '';
  return text.search(TYPOGRAPHIC_QUOTES) >= 0 || /<[^>]*&amp;/.test(text);
}

/** Of several `rel`, the first counts (§3.3). */
function listRelations(parameters: string): string[] {
  for (const [, name = '', quoted, bare = ''] of parameters.matchAll(PARAMETER)) {
    if (name.toLowerCase() === 'rel') return (quoted ?? bare).toLowerCase().split(/[\s']+/);
  }
  return [];
}
