/**
 * The little of Markdown that criteria need, as pieces that a view prints one by one: no HTML is made here, so nothing
 * that somebody wrote can become any.
 *
 * Known: paragraphs, lists, headings (as bold paragraphs), **bold**, *emphasis*, [links](https://…). The rest is text.
 * Source: CommonMark 0.31, the parts named above.
 *
 * @module
 */

import { parseUrl } from '../../http/parse-url.js';

export interface Run {
  readonly text: string;
  readonly isStrong: boolean;
  readonly isEmphasis: boolean;
  /** Https only, else null. */
  readonly href: string | null;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly Run[])[] };

const ITEM = /^\s{0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/;
const HEADING = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/;

export function parseProse(markdown: string): Block[] {
  return markdown
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n+/)
    .flatMap((part) => parseBlocks(part.split('\n').filter((line) => line.trim() !== '')));
}

function parseBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open = null as OpenBlock | null;
  for (const line of lines) {
    const heading = HEADING.exec(line)?.[1];
    const [, number, item] = ITEM.exec(line) ?? [];
    if (heading !== undefined) {
      if (open) blocks.push(close(open));
      open = null;
      blocks.push({ kind: 'paragraph', runs: parseRuns(heading, true) });
    } else if (item !== undefined) {
      const kind = number === undefined ? 'bulleted' : 'numbered';
      if (open && open.kind !== kind) blocks.push(close(open));
      open = { kind, texts: [...(open?.kind === kind ? open.texts : []), item.trim()] };
    } else {
      // A line that goes on where the paragraph or the item before it stopped.
      const { kind, texts }: OpenBlock = open ?? { kind: 'paragraph', texts: [] };
      open = { kind, texts: [...texts.slice(0, -1), [...texts.slice(-1), line.trim()].join(' ')] };
    }
  }
  return open ? [...blocks, close(open)] : blocks;
}

interface OpenBlock {
  readonly kind: 'paragraph' | 'bulleted' | 'numbered';
  /** One for each item; a paragraph has one. */
  readonly texts: readonly string[];
}

function close({ kind, texts }: OpenBlock): Block {
  if (kind === 'paragraph') return { kind, runs: parseRuns(texts.join(' ')) };
  return { kind: 'list', isOrdered: kind === 'numbered', items: texts.map((text) => parseRuns(text)) };
}

/** Marks that do not pair up stay text. Each pattern names its whole run, so the time is linear in the text. */
const MARK =
  /\*\*([^*\n]{1,500})\*\*|(?<!\*)\*(?!\s)([^*\n]{0,499}[^*\s])\*(?!\*)|\[([^[\]\n]{1,300})\]\(([^()\s]{1,500})\)/g;

function parseRuns(text: string, isStrong = false): Run[] {
  const runs: Run[] = [];
  const add = (piece: string, marks: Partial<Run> = {}) => {
    if (piece !== '') runs.push({ text: piece, isStrong, isEmphasis: false, href: null, ...marks });
  };
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    const [whole, strong, emphasis, label, target] = match;
    add(text.slice(from, match.index));
    if (strong !== undefined) add(strong, { isStrong: true });
    else if (emphasis !== undefined) add(emphasis, { isEmphasis: true });
    else if (label !== undefined) add(label, { href: readHref(target ?? '') });
    from = match.index + whole.length;
  }
  add(text.slice(from));
  return runs;
}

function readHref(target: string): string | null {
  const url = parseUrl(target);
  return url?.protocol === 'https:' ? url.href : null;
}
