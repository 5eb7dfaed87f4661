/**
 * Canonical N-Quads of our own credentials, from shapes that are compiled once; of anything else, the general way.
 *
 * A shape is found by everything that stands outside its holes (the badge class version, the issuer, the contexts, how
 * many results and which), so a change anywhere else is another shape. The first filling of a shape is
 * compared with the general way's answer; one that differs is never used.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import type { Quad } from 'rdf-canonize';
import { EXTENSION_CONTEXT } from '../extension-terms.js';
import { canonicalize, toDataset, type Canonicalize, type JsonLdDocument } from './canonicalize.js';
import { compileShape, type CompiledShape, type HoleKind, type Placeholder } from './compile-shape.js';
import { punchHoles } from './open-badge-holes.js';

/** Shapes that are kept; an institution has some hundred badge classes at work, and each a handful of shapes. */
const MOST_SHAPES = 500;
const MOST_RECENT = 4;

export interface FastCanonicalizeOptions {
  /** The general way, which may be in another thread (canonicalize-in-thread.ts). */
  readonly general?: {
    readonly canonicalize: Canonicalize;
    readonly toDataset: (document: JsonLdDocument) => Promise<Quad[]>;
  };
  readonly mostShapes?: number;
}

export interface FastCanonicalize {
  readonly canonicalize: Canonicalize;
  /** How often each way was taken, for the benchmark and for tests. */
  readonly counts: Readonly<Record<'fast' | 'general' | 'compiled', number>>;
}

interface KnownShape {
  /** Null: documents of this shape are taken the general way. */
  shape: CompiledShape | null;
  /** A filling of it was compared with the general way's answer. */
  isProven: boolean;
}

export function createFastCanonicalize({
  general = { canonicalize, toDataset },
  mostShapes = MOST_SHAPES,
}: FastCanonicalizeOptions = {}): FastCanonicalize {
  const token = randomBytes(16).toString('hex');
  /** Oldest use first. */
  const shapes = new Map<string, Promise<KnownShape>>();
  /** The last that were used again, newest first: a credential's, its proof's, and those of a round beside this one. */
  const recent: { readonly key: string; readonly known: Promise<KnownShape> }[] = [];
  const counts = { fast: 0, general: 0, compiled: 0 };

  async function canonicalizeFast(document: JsonLdDocument): Promise<string> {
    const values: string[] = [];
    const placeholders: Placeholder[] = [];
    const skeleton = punchHoles(document, (kind, value) => {
      const text = nameHole(kind, value, token, values.length);
      values.push(value);
      placeholders.push({ kind, text });
      return text;
    });
    const known = skeleton && (await findShape(skeleton, placeholders));
    const filled = known?.shape?.fill(values) ?? null;
    if (filled !== null && known?.isProven) {
      counts.fast += 1;
      return filled;
    }
    counts.general += 1;
    const canonical = await general.canonicalize(document);
    if (filled !== null && known) {
      if (filled === canonical) known.isProven = true;
      else known.shape = null;
    }
    return canonical;
  }

  async function findShape(
    skeleton: JsonLdDocument,
    placeholders: readonly Placeholder[],
  ): Promise<KnownShape> {
    const key = writeKey(skeleton);
    // A round issues many of one badge class: comparing with the last texts is less work than looking a long one up.
    const last = recent.find((one) => one.key === key);
    if (last) return last.known;
    const known = shapes.get(key);
    if (known) {
      recent.unshift({ key, known });
      recent.splice(MOST_RECENT);
      shapes.delete(key); // to the end: the one that was longest unused goes first
      shapes.set(key, known);
      return known;
    }
    const compiling = compile(skeleton, placeholders);
    shapes.set(key, compiling);
    compiling.catch(() => forget(key));
    const [oldest] = shapes.keys();
    if (shapes.size > mostShapes && oldest !== undefined) forget(oldest);
    return compiling;
  }

  function forget(key: string): void {
    shapes.delete(key);
    const at = recent.findIndex((one) => one.key === key);
    if (at >= 0) recent.splice(at, 1);
  }

  /** The whole shape as text; our own context, which is most of it, by its name. */
  function writeKey(skeleton: JsonLdDocument): string {
    const { '@context': contexts, ...others } = skeleton;
    const named = Array.isArray(contexts)
      ? contexts.map((one: unknown) => (one === EXTENSION_CONTEXT ? token : one))
      : contexts;
    return JSON.stringify([named, others]);
  }

  async function compile(
    skeleton: JsonLdDocument,
    placeholders: readonly Placeholder[],
  ): Promise<KnownShape> {
    counts.compiled += 1;
    const shape = compileShape(await general.toDataset(skeleton), placeholders, token);
    return { shape, isProven: false };
  }

  return { canonicalize: canonicalizeFast, counts };
}

/** The scheme stays, since JSON-LD reads it: `https:` and `urn:` addresses are other shapes. */
function nameHole(kind: HoleKind, value: string, token: string, index: number): string {
  const name = `hole-${token}-${index}-`;
  if (kind === 'text') return name;
  const scheme = /^(?:https?:\/\/|urn:uuid:)/.exec(value)?.[0];
  return scheme === undefined ? `urn:uuid:${name}` : `${scheme}${name}`;
}
