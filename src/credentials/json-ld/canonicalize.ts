/**
 * A JSON-LD document as canonical N-Quads: the general way, through `jsonld` in safe mode.
 *
 * Safe mode refuses what would silently be left out of the signature: unknown terms, relative addresses. It costs some
 * 8 ms for a full credential, nearly all of it in expanding contexts; the fast way is compiled-shapes.ts.
 * Source: RDF Dataset Canonicalization (RDFC-1.0); Data Integrity EdDSA Cryptosuites 1.0 §3.2.3.
 *
 * @module
 */
import { canonize, type Quad } from 'rdf-canonize';
import { AppError, hasCode } from '../../errors/app-error.js';
import { loadStaticContext } from './contexts.js';

export type JsonLdDocument = Readonly<Record<string, unknown>>;
export type Canonicalize = (document: JsonLdDocument) => Promise<string>;

const OPTIONS = {
  algorithm: 'RDFC-1.0',
  base: null,
  safe: true,
  rdfDirection: 'i18n-datatype',
  produceGeneralizedRdf: false,
  documentLoader: loadStaticContext,
} as const;

/**
 * @throws {AppError} `json_ld_unsafe` - a member would be left out of what is signed
 * @throws {AppError} `context_unknown`
 */
export async function toDataset(document: JsonLdDocument): Promise<Quad[]> {
  // Loaded by the first document that goes this way: every start would wait for it.
  const { default: jsonld } = await import('jsonld');
  try {
    return await (jsonld.toRDF(document, OPTIONS as never) as unknown as Promise<Quad[]>);
  } catch (error) {
    const cause = findCause(error);
    if (hasCode(cause, 'context_unknown')) throw cause;
    throw new AppError(
      'json_ld_unsafe',
      422,
      'the document does not pass JSON-LD safe mode',
      describe(error),
      {
        cause: error,
      },
    );
  }
}

/** As `toDataset` says. */
export const canonicalize: Canonicalize = async (document) =>
  canonize(await toDataset(document), { algorithm: 'RDFC-1.0' });

/** `jsonld` wraps what its loader throws. */
function findCause(error: unknown): unknown {
  for (let at = error, depth = 0; depth < 5; depth += 1) {
    if (at instanceof AppError) return at;
    if (typeof at !== 'object' || at === null) return null;
    const { cause, details } = at as { cause?: unknown; details?: { cause?: unknown } };
    at = cause ?? details?.cause;
  }
  return null;
}

/** The event says which term it was; never a value. */
function describe(error: unknown): { readonly event: string } {
  const details = (error as { details?: { event?: { code?: unknown; details?: unknown } } } | null)?.details;
  const event = details?.event;
  const { property, term } = (event?.details ?? {}) as { property?: unknown; term?: unknown };
  const place = typeof property === 'string' ? property : typeof term === 'string' ? term : '';
  return { event: [event?.code, place].filter((one) => typeof one === 'string' && one !== '').join(': ') };
}
