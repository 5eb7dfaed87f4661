/**
 * What is baked into an SVG: `<openbadges:credential>` (OB 3.0) or `<openbadges:assertion>` (OB 2.0), with a compact text in
 * its attribute `verify` or JSON between its tags.
 *
 * Source: OB 3.0 §5.3.2, OB 2.0 baking 1.1. The prefix is the file's own to choose; the namespace is not.
 * Nothing is drawn and no entity of the file's own is unpacked: a document type that defines any makes the file unreadable. This is no XML parser: tags are walked, and anything but text or CDATA inside is refused.
 *
 * @module
 */
import type { Unbaked } from './unbake-png.js';

const NAMESPACES = ['https://purl.imsglobal.org/ob/v3p0', 'http://openbadges.org', 'https://openbadges.org'];
const NAMES = ['credential', 'assertion'];
/** Attribute values hold no `<` in XML, so this looks no further than the next tag. */
const TAG = /<(\/?)([\w.-]+(?::[\w.-]+)?)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/y;
const ASIDES = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** True when the text begins like one: after a declaration, comments or a document type. */
export function looksLikeSvg(text: string): boolean {
  return /^\s*</.test(text) && /<(?:[\w.-]+:)?svg[\s>]/.test(text.slice(0, 100_000));
}

export function unbakeSvg(text: string): Unbaked {
  const prefixes = new Set<string>();
  const found: string[] = [];
  let open: { readonly name: string; readonly from: number } | null = null;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const aside = skipAside(text, at);
    if (aside !== null) {
      if (aside < 0) return { kind: 'broken' };
      at = aside;
      continue;
    }
    TAG.lastIndex = at;
    const [whole, slash, name = '', attributes = ''] = TAG.exec(text) ?? [];
    if (whole === undefined) return { kind: 'broken' };
    const from = at + whole.length;
    if (open) {
      if (slash !== '/' || name !== open.name) return { kind: 'broken' };
      found.push(readInside(text.slice(open.from, at)));
      open = null;
    } else if (slash !== '/') {
      const given = listAttributes(attributes);
      for (const [attribute, value] of given) {
        if (attribute.startsWith('xmlns:') && NAMESPACES.includes(value)) prefixes.add(attribute.slice(6));
      }
      const [prefix = '', local = ''] = name.split(':');
      if (prefixes.has(prefix) && NAMES.includes(local)) {
        const verify = given.find(([attribute]) => attribute === 'verify')?.[1];
        if (verify !== undefined || attributes.endsWith('/')) found.push(verify ?? '');
        else open = { name, from };
      }
    }
    at = from;
  }
  if (open || found.length > 1) return { kind: 'broken' };
  const [inside] = found;
  return inside ? { kind: 'text', text: inside } : { kind: 'nothing-inside' };
}

/** @returns where a comment, CDATA or instruction ends; -1 for one that does not or may not be there; null for a tag */
function skipAside(text: string, at: number): number | null {
  for (const [start, end] of ASIDES) {
    if (!text.startsWith(start, at)) continue;
    const found = text.indexOf(end, at + start.length);
    return found < 0 ? -1 : found + end.length;
  }
  if (!text.startsWith('<!', at)) return null;
  const end = text.indexOf('>', at);
  const isPlain = /^<!DOCTYPE [^<[]*>$/i.test(text.slice(at, Math.min(end + 1, at + 500)));
  return isPlain ? end + 1 : -1; // with `[` it would define entities
}

function listAttributes(text: string): [string, string][] {
  return [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
    name,
    unescapeXml(double ?? single ?? ''),
  ]);
}

/** CDATA as it stands, the rest with the five entities of XML and numbers. */
function readInside(text: string): string {
  let inside = '';
  let at = 0;
  for (let next = text.indexOf('<'); next >= 0; next = text.indexOf('<', at)) {
    inside += unescapeXml(text.slice(at, next));
    at = skipAside(text, next) ?? text.length; // each was found to end when the tags were walked
    if (text.startsWith('<![CDATA[', next)) inside += text.slice(next + 9, at - 3);
  }
  return (inside + unescapeXml(text.slice(at))).trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
