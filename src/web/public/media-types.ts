/**
 * Which form of a thing a reader asks for, by `Accept`.
 *
 * The page comes first: a browser, and whoever makes a preview of a link, takes anything (RFC 9110 §12.5.1).
 * Source: OB 3.0 §5.1 (files), VC-JOSE-COSE and RFC 7519 (types of a signed text).
 *
 * @module
 */
import type { Request } from 'express';

export type Form =
  | { readonly form: 'page' }
  | { readonly form: 'json'; readonly mediaType: string }
  | { readonly form: 'jwt'; readonly mediaType: string };

const JSON_TYPES = ['application/json', 'application/ld+json'];
/** `application/vc+ld+json` is what OB 3.0 proposes; `application/vc` is its name in VC 2.0. */
const CREDENTIAL_JSON_TYPES = [...JSON_TYPES, 'application/vc+ld+json', 'application/vc'];
const JWT_TYPES = ['application/vc+jwt', 'application/jwt', 'application/jose', 'text/plain'];

/** Null when the reader takes none of them. */
export function readCredentialForm(req: Pick<Request, 'accepts'>): Form | null {
  const type = req.accepts(['text/html', ...CREDENTIAL_JSON_TYPES, ...JWT_TYPES]);
  if (!type) return null;
  if (JWT_TYPES.includes(type)) return { form: 'jwt', mediaType: type };
  return type === 'text/html' ? { form: 'page' } : { form: 'json', mediaType: type };
}

/** The same for a badge class or an issuer, which nobody signs. */
export function readDocumentForm(req: Pick<Request, 'accepts'>): Exclude<Form, { form: 'jwt' }> | null {
  const type = req.accepts(['text/html', ...JSON_TYPES]);
  if (!type) return null;
  return type === 'text/html' ? { form: 'page' } : { form: 'json', mediaType: type };
}
