/**
 * A JSON-LD document with holes, compiled into its RDF dataset: filling the holes gives the canonical N-Quads that the
 * general way would give, some hundred times faster.
 *
 * Expanding contexts is what JSON-LD costs, and it depends on a document's shape alone. So a document whose holes hold
 * placeholders is expanded once, in safe mode. What is left for each filling is RDFC-1.0's own work: hash each blank node by
 * the quads around it, number them by their hashes, sort the lines.
 *
 * It never guesses. `fill` gives null, and the general way is taken, where blank nodes have the same hash (then RDFC-1.0 looks
 * further than one step), where an address is not plain or stands twice (nodes would merge), or where a text is not
 * well-formed. A document in which a placeholder does not come out as a whole term is not compiled at all.
 * Source: RDF Dataset Canonicalization (RDFC-1.0) §4.4, §4.6.
 *
 * @module
 */
import { hash as digest } from 'node:crypto';
import { NQuads, type Quad, type Term } from 'rdf-canonize';

/** An address is a whole node; a text is a whole literal. */
export type HoleKind = 'address' | 'text';

export interface Placeholder {
  readonly kind: HoleKind;
  /** What stands in the hole while it is compiled; in no other place of the document. */
  readonly text: string;
}

export interface CompiledShape {
  /** @returns canonical N-Quads, or null where the general way must be taken */
  fill(values: readonly string[]): string | null;
}

/** Fixed texts with what goes between them: `texts[0]`, what the first reference says, `texts[1]` … */
interface Line {
  readonly texts: readonly string[];
  readonly references: readonly Reference[];
}
type Reference =
  { readonly kind: 'hole'; readonly index: number } | { readonly kind: 'blank'; readonly index: number };

/**
 * The lines of one subject, in their order. A subject's lines stand together, and among them those of one predicate, since no
 * term of N-Quads begins with another one whole; so only what stands under one predicate more than once is sorted each time.
 */
interface Group {
  /** The subject, with the space behind it. */
  readonly subject: Line;
  readonly runs: readonly (readonly Line[])[];
}

/** A blank node's quads, itself as `_:a` and any other as `_:z`; hashed once where no hole is among them. */
interface BlankNode {
  readonly lines: readonly Line[];
  readonly hash: string | null;
}

const JSON_LITERAL = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON';
const LANGUAGE_LITERAL = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#langString';

/** Of these letters alone no N-Quads escape and no JSON-LD rule changes anything. */
const PLAIN_ADDRESS = /^(?:https?:\/\/|urn:uuid:)[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]+$/;

/** Half a letter: what becomes of it in UTF-8 is each program's own. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * @param dataset - of the document with its placeholders, as the general way expands it in safe mode
 * @param token - random; stands in each placeholder, and in nothing else
 * @returns null when it can't be compiled
 */
export function compileShape(
  dataset: readonly Quad[],
  placeholders: readonly Placeholder[],
  token: string,
): CompiledShape | null {
  const marker = new RegExp(`(hole|blank)-${token}-(\\d+)-`);
  const blanks = new Map<string, number>();
  const seen = new Set<number>();
  const fixedAddresses = new Set<string>();
  let isFit = true;

  /** A term with markers in place of holes and blank nodes. */
  function mark(term: Term): Term {
    if (term.termType === 'BlankNode') {
      const index = blanks.get(term.value) ?? blanks.size;
      blanks.set(term.value, index);
      return { ...term, value: `blank-${token}-${index}-` };
    }
    const hole = placeholders.findIndex(({ text }) => text === term.value);
    if (hole >= 0) {
      const isAddress = term.termType === 'NamedNode';
      const datatype = term.datatype?.value;
      if (isAddress !== (placeholders[hole]?.kind === 'address')) isFit = false;
      if (datatype === JSON_LITERAL || datatype === LANGUAGE_LITERAL) isFit = false;
      seen.add(hole);
      return { ...term, value: `hole-${token}-${hole}-` };
    }
    if (term.value.includes(token)) isFit = false; // part of a term: nobody knows what becomes of it
    if (term.termType === 'NamedNode') fixedAddresses.add(term.value);
    return term;
  }

  const quads = dataset.map((quad) => {
    if (quad.graph.termType !== 'DefaultGraph') isFit = false;
    return { ...quad, subject: mark(quad.subject), object: mark(quad.object) };
  });
  if (!isFit || seen.size !== placeholders.length || mayRepeat(quads, token)) return null;

  const lines = quads.map((quad) => parseLine(NQuads.serializeQuad(quad), marker));
  const blankNodes = Array.from({ length: blanks.size }, (_, index) => describeBlank(lines, index));
  const groups = groupBySubject(quads, marker);

  return {
    fill(values) {
      const filled = prepareValues(values, placeholders, fixedAddresses);
      const labels = filled && labelBlankNodes(blankNodes, filled);
      return labels && writeGroups(groups, filled, labels);
    },
  };
}

/** Holes and blank nodes stand in them as markers. */
function groupBySubject(quads: readonly Quad[], marker: RegExp): Group[] {
  const bySubject = new Map<string, Map<string, string[]>>();
  for (const quad of quads) {
    const text = NQuads.serializeQuad(quad);
    const [subject = '', predicate = ''] = text.split(' ', 2); // a term of neither kind has a space
    const byPredicate = bySubject.get(subject) ?? new Map<string, string[]>();
    bySubject.set(subject, byPredicate);
    byPredicate.set(predicate, [...(byPredicate.get(predicate) ?? []), text]);
  }
  return [...bySubject].map(([subject, byPredicate]) => {
    const runs: Line[][] = [];
    for (const [, texts] of [...byPredicate].sort(([a], [b]) => compareTexts(a, b))) {
      const run = texts.map((text) => parseLine(text, marker));
      const before = runs.at(-1);
      const isSettled = (lines: readonly Line[] | undefined) => lines?.length === 1;
      if (isSettled(run) && before && isSettled(before)) runs.splice(-1, 1, [joinLines(before, run)]);
      else runs.push(run);
    }
    return { subject: parseLine(`${subject} `, marker), runs };
  });
}

function joinLines([first]: readonly Line[], [second]: readonly Line[]): Line {
  const [texts, more] = [first?.texts ?? [''], second?.texts ?? ['']];
  return {
    texts: [...texts.slice(0, -1), `${texts.at(-1)}${more[0]}`, ...more.slice(1)],
    references: [...(first?.references ?? []), ...(second?.references ?? [])],
  };
}

function writeGroups(groups: readonly Group[], values: readonly string[], labels: readonly string[]): string {
  const written = groups.map(({ subject, runs }) => {
    let text = '';
    for (const run of runs) {
      const [only] = run;
      text +=
        run.length === 1 && only
          ? writeLine(only, values, labels)
          : run
              .map((line) => writeLine(line, values, labels))
              .sort()
              .join('');
    }
    return { subject: writeLine(subject, values, labels), text };
  });
  written.sort((a, b) => compareTexts(a.subject, b.subject));
  let text = '';
  for (const group of written) text += group.text;
  return text;
}

/** As `sort` does by itself: by UTF-16 units, like the library. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Two literals of one property may turn out the same, and then they are one. */
function mayRepeat(quads: readonly Quad[], token: string): boolean {
  const literals = new Map<string, boolean>();
  for (const { subject, predicate, object } of quads) {
    if (object.termType !== 'Literal') continue;
    const place = `${subject.value} ${predicate.value}`;
    const isOpen = object.value.includes(token);
    const other = literals.get(place);
    if (other !== undefined && (other || isOpen)) return true;
    literals.set(place, isOpen);
  }
  return false;
}

function parseLine(text: string, marker: RegExp): Line {
  const texts: string[] = [];
  const references: Reference[] = [];
  let rest = text;
  for (let match = marker.exec(rest); match; match = marker.exec(rest)) {
    texts.push(rest.slice(0, match.index));
    references.push({ kind: match[1] === 'hole' ? 'hole' : 'blank', index: Number(match[2]) });
    rest = rest.slice(match.index + match[0].length);
  }
  return { texts: [...texts, rest], references };
}

/** RDFC-1.0 §4.6, steps 2 and 3. */
function describeBlank(lines: readonly Line[], self: number): BlankNode {
  const own = lines
    .filter(({ references }) => references.some(({ kind, index }) => kind === 'blank' && index === self))
    .map((line) => nameBlanks(line, self));
  const isFixed = own.every(({ references }) => references.length === 0);
  return { lines: own, hash: isFixed ? hashLines(own, []) : null };
}

function nameBlanks({ texts, references }: Line, self: number): Line {
  const merged = [texts[0] ?? ''];
  const holes: Reference[] = [];
  references.forEach((reference, at) => {
    const after = texts[at + 1] ?? '';
    if (reference.kind === 'hole') {
      holes.push(reference);
      merged.push(after);
    } else {
      merged.push(`${merged.pop() ?? ''}${reference.index === self ? 'a' : 'z'}${after}`);
    }
  });
  return { texts: merged, references: holes };
}

/** RDFC-1.0 §4.6, steps 4 and 5. */
function hashLines(lines: readonly Line[], values: readonly string[]): string {
  const text = lines
    .map((line) => writeLine(line, values, []))
    .sort()
    .join('');
  return digest('sha256', text, 'hex');
}

/** RDFC-1.0 §4.4, steps 3 and 4. Null when two hashes are the same. */
function labelBlankNodes(blankNodes: readonly BlankNode[], values: readonly string[]): string[] | null {
  const hashes = blankNodes.map(({ lines, hash }) => hash ?? hashLines(lines, values));
  const sorted = [...hashes].sort();
  if (sorted.some((hash, at) => hash === sorted[at - 1])) return null;
  const places = new Map(sorted.map((hash, at) => [hash, `c14n${at}`]));
  return hashes.map((hash) => places.get(hash) ?? '');
}

function writeLine(
  { texts, references }: Line,
  values: readonly string[],
  labels: readonly string[],
): string {
  let line = texts[0] ?? '';
  for (let at = 0; at < references.length; at += 1) {
    const { kind, index } = references[at] as Reference;
    line += (kind === 'hole' ? values[index] : labels[index]) ?? '';
    line += texts[at + 1] ?? '';
  }
  return line;
}

/** As they stand in N-Quads; null when the general way must be taken. */
function prepareValues(
  values: readonly string[],
  placeholders: readonly Placeholder[],
  fixedAddresses: ReadonlySet<string>,
): string[] | null {
  if (values.length !== placeholders.length) return null;
  const addresses = new Set<string>();
  const prepared: string[] = [];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? '';
    if (placeholders[at]?.kind === 'address') {
      if (!PLAIN_ADDRESS.test(value) || addresses.has(value) || fixedAddresses.has(value)) return null;
      addresses.add(value);
      prepared.push(value);
    } else {
      if (LONE_SURROGATE.test(value)) return null;
      prepared.push(escapeLiteral(value));
    }
  }
  return prepared;
}

const ESCAPED = /[\u0000-\u001f\u007f"\\]/;

const EACH_ESCAPED = /[\u0000-\u001f\u007f"\\]/g;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/** Canonical N-Quads (RDF 1.2 N-Quads §3.1): the short escapes, and \uXXXX for the other control characters. */
function escapeLiteral(text: string): string {
  if (!ESCAPED.test(text)) return text;
  return text.replace(
    EACH_ESCAPED,
    (letter) =>
      SHORT_ESCAPES[letter] ?? `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
