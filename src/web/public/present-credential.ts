/**
 * A shared credential as its page shows it. What it says comes from the signed bytes, never from our own records: a
 * badge class that has changed since changes nothing here.
 *
 * @module
 */
import type { Variant } from '../../badges/badge-class.js';
import type { IdentityObject } from '../../credentials/identity-hash.js';
import type { Achievement, OpenBadgeCredential } from '../../credentials/open-badge.js';
import type { SharedCredential } from '../../credentials/shared-credentials.js';
import type { Formats } from '../../language/format.js';
import type { Translate } from '../../language/translate.js';
import { presentAchievement, type PresentedAchievement } from './present-achievement.js';
import { presentExtras, type PresentedExtras } from './present-extras.js';
import { parseProse, type Block } from './prose.js';

export interface PresentedCredential {
  readonly id: string;
  readonly title: string;
  readonly variant: Variant;
  /** Of the text inside; the page around it may be in another. */
  readonly contentLanguage: string;
  readonly description: readonly Block[];
  readonly criteria: readonly Block[];
  readonly issuerName: string;
  readonly issuerPage: string;
  readonly awardedOn: string;
  readonly validUntil: string | null;
  readonly isHolderKnown: boolean;
  readonly image: string;
  readonly page: string;
  readonly jwt: string;
  readonly json: string;
  readonly fileName: string;
  readonly key: string;
  readonly badgeClass: string;
  /** Whole, to be printed and pasted elsewhere. */
  readonly address: string;
  readonly achievement: PresentedAchievement;
  readonly extras: PresentedExtras;
  readonly downloads: readonly {
    readonly form: DownloadForm;
    readonly href: string;
    readonly fileName: string;
  }[];
}

/** What can be taken along; each says in its own words what it is for. */
export const DOWNLOAD_FORMS = ['pdf', 'png', 'svg', 'json', 'jwt'] as const;
export type DownloadForm = (typeof DOWNLOAD_FORMS)[number];

/** What it was issued as; the other direction stands in credentials/build-open-badge.ts. */
const VARIANTS_BY_TYPE: Readonly<Record<Achievement['achievementType'], Variant>> = {
  Course: 'regular',
  MicroCredential: 'microcredential',
  CoCurricular: 'extra-curricular',
};

export function presentCredential(
  shared: SharedCredential,
  found: OpenBadgeCredential,
  { t, formats }: { readonly t: Translate; readonly formats: Formats },
): PresentedCredential {
  const { achievement } = found.credentialSubject;
  const page = `/credentials/${shared.id}`;
  return {
    id: shared.id,
    title: achievement.name,
    variant: VARIANTS_BY_TYPE[achievement.achievementType],
    contentLanguage: achievement.inLanguage,
    description: parseProse(achievement.description),
    criteria: parseProse(achievement.criteria.narrative),
    issuerName: found.issuer.name,
    issuerPage: `/issuers/${encodeURIComponent(shared.issuerId)}`,
    awardedOn: formats.date(new Date(found.awardedDate)),
    validUntil: found.validUntil === undefined ? null : formats.date(new Date(found.validUntil)),
    isHolderKnown: listIdentifiers(found).length > 0,
    image: `/badges/${encodeURIComponent(shared.badgeClassId)}/image.svg?words=no&version=${shared.badgeClassVersion}`,
    page,
    jwt: `${page}.jwt`,
    json: `${page}.json`,
    fileName: `badge-${shared.id.slice(0, 8)}.jwt`,
    key: `/keys/${encodeURIComponent(shared.kid)}`,
    badgeClass: `/badges/${encodeURIComponent(shared.badgeClassId)}?version=${shared.badgeClassVersion}`,
    address: found.id,
    achievement: presentAchievement(achievement, t, formats),
    extras: presentExtras(shared.extras, t),
    downloads: DOWNLOAD_FORMS.map((form) => ({
      form,
      href: `${page}.${form}`,
      fileName: `badge-${shared.id.slice(0, 8)}.${form}`,
    })),
  };
}

export function listIdentifiers(found: OpenBadgeCredential): readonly IdentityObject[] {
  return found.credentialSubject.identifier ?? [];
}
