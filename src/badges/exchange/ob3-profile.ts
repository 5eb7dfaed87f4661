/**
 * An issuer as an OB 3.0 Profile with the terms of SURF's profile.
 *
 * @module
 */
import type { Language } from '../../language/local-text.js';
import type { IssuerProfile } from '../issuer-profile.js';
import type { ExchangeAddresses } from './read-badge-class.js';
import type { JsonObject } from './reader.js';

export function writeProfile(
  issuer: IssuerProfile,
  language: Language,
  addresses: Pick<ExchangeAddresses, 'issuer' | 'issuerDid'>,
): JsonObject {
  return {
    id: addresses.issuerDid(issuer.id),
    type: ['Profile'],
    name: issuer.name[language],
    ...(issuer.description && { description: issuer.description[language] }),
    url: issuer.url ?? addresses.issuer(issuer.id),
    ...(issuer.email !== null && { email: issuer.email }),
    ...(issuer.phone !== null && { phone: issuer.phone }),
    ...(issuer.contact !== null && { official: issuer.contact }),
    address: { type: ['Address'], addressCountryCode: issuer.country },
    ...(issuer.brin !== null && {
      otherIdentifier: [{ type: 'IdentifierEntry', identifier: issuer.brin, identifierType: 'ext:BRIN' }],
    }),
  };
}
