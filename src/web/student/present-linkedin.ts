/**
 * Taking a credential to a LinkedIn profile: the link that opens its form, and the fields to copy, since LinkedIn no longer
 * promises to fill them in.
 *
 * Source: LinkedIn "Add to profile" (startTask=CERTIFICATION_NAME); LinkedIn help a528030.
 *
 * @module
 */
import type { OpenBadgeCredential } from '../../credentials/open-badge.js';
import { TIME_ZONE } from '../../language/format.js';
import type { Translate } from '../../language/translate.js';

export interface PresentedLinkedIn {
  readonly href: string;
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: string }[];
}

export function presentLinkedIn(
  { id, issuer, credentialSubject, awardedDate, validUntil }: OpenBadgeCredential,
  address: string,
  t: Translate,
): PresentedLinkedIn {
  const issued = readMonth(awardedDate);
  const expires = validUntil === undefined ? null : readMonth(validUntil);
  const certId = id.slice(id.lastIndexOf('/') + 1);
  const { name } = credentialSubject.achievement;
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name,
    organizationName: issuer.name,
    issueYear: String(issued.year),
    issueMonth: String(issued.month),
    ...(expires && { expirationYear: String(expires.year), expirationMonth: String(expires.month) }),
    certUrl: address,
    certId,
  });
  const fields: [string, string][] = [
    ['name', name],
    ['organization', issuer.name],
    ['issued', `${issued.month}-${issued.year}`],
    ...(expires ? [['expires', `${expires.month}-${expires.year}`] as [string, string]] : []),
    ['id', certId],
    ['url', address],
  ];
  return {
    href: `https://www.linkedin.com/profile/add?${query.toString()}`,
    fields: fields.map(([field, value]) => ({
      name: field,
      label: t(`linkedin.${field as 'name'}`),
      value,
    })),
  };
}

function readMonth(dateTime: string): { readonly year: number; readonly month: number } {
  const parts = new Intl.DateTimeFormat('en', { timeZone: TIME_ZONE, year: 'numeric', month: 'numeric' });
  const found = Object.fromEntries(
    parts.formatToParts(new Date(dateTime)).map(({ type, value }) => [type, value]),
  );
  return { year: Number(found['year']), month: Number(found['month']) };
}
