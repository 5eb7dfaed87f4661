/**
 * Baking into SVG: one element as the first child, in place of any that was there.
 *
 * Source: OB 3.0 §5.3.2 (`openbadges:credential`), OB 2.0 baking 1.1 (`openbadges:assertion`, whose `verify` is the hosted
 * address).
 * Not here: reading what somebody else baked (verify/unbake-svg.ts).
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';

export type SvgContent =
  | { readonly version: 3; readonly json: string }
  | { readonly version: 2; readonly json: string; readonly address: string };

const NAMESPACES = { 3: 'https://purl.imsglobal.org/ob/v3p0', 2: 'http://openbadges.org' } as const;
const BAKED =
  /<openbadges:(credential|assertion)\b[^>]*?(?:\/>|>(?:<!\[CDATA\[[\s\S]*?\]\]>|[^<])*<\/openbadges:\1>)/g;
const NAMESPACE = /\s+xmlns:openbadges=(?:"[^"]*"|'[^']*')/g;
const ROOT = /<svg(?=[\s>])/;

/**
 * @param svg - of our own making: well-formed, `svg` without a prefix
 * @throws {AppError} `picture_unusable` - it has no such root
 */
export function bakeSvg(svg: string, content: SvgContent): string {
  const bare = svg.replace(BAKED, '');
  const root = ROOT.exec(bare);
  const end = root ? bare.indexOf('>', root.index) : -1;
  if (!root || end < 0 || bare[end - 1] === '/') {
    throw new AppError('picture_unusable', 422, "this picture can't be baked: no open svg element");
  }
  const attributes = bare.slice(root.index + root[0].length, end).replace(NAMESPACE, '');
  return [
    bare.slice(0, root.index),
    `<svg xmlns:openbadges="${NAMESPACES[content.version]}"${attributes}>`,
    writeElement(content),
    bare.slice(end + 1),
  ].join('');
}

function writeElement(content: SvgContent): string {
  const data = `<![CDATA[${escapeCdata(content.json)}]]>`;
  if (content.version === 3) return `<openbadges:credential>${data}</openbadges:credential>`;
  return `<openbadges:assertion verify="${escapeAttribute(content.address)}">${data}</openbadges:assertion>`;
}

/** No characters of XML 1.0 (§2.2), though JSON takes them as they are; others of that kind JSON escapes itself. */
const NO_XML = /[\uFFFE\uFFFF]/g;

/** `]]>` would end the section; in JSON both stand in strings alone, where a letter may be written otherwise. */
function escapeCdata(json: string): string {
  return json
    .replaceAll(']]>', ']]\\u003e')
    .replace(NO_XML, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`);
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
