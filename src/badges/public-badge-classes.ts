/**
 * Badge classes as anybody may see them, with the issuer that stands behind each.
 *
 * @module
 */
import type { BadgeClass, BadgeClassStore } from './badge-class.js';
import type { IssuerProfile, IssuerProfileStore } from './issuer-profile.js';

export interface PublicBadgeClassesDeps {
  readonly badgeClasses: Pick<BadgeClassStore, 'findPublic'>;
  readonly issuers: Pick<IssuerProfileStore, 'findPublic'>;
}

export interface PublicBadgeClass {
  readonly badgeClass: BadgeClass;
  readonly issuer: IssuerProfile | null;
}

export type PublicBadgeClasses = ReturnType<typeof createPublicBadgeClasses>;

export function createPublicBadgeClasses({ badgeClasses, issuers }: PublicBadgeClassesDeps) {
  /** As it stands now; null when there is none. */
  async function find(badgeClassId: string): Promise<PublicBadgeClass | null> {
    const badgeClass = await badgeClasses.findPublic(badgeClassId);
    return badgeClass && { badgeClass, issuer: await issuers.findPublic(badgeClass.issuerId) };
  }

  /** Without its issuer: for its picture. */
  function findAlone(badgeClassId: string): Promise<BadgeClass | null> {
    return badgeClasses.findPublic(badgeClassId);
  }

  return { find, findAlone };
}
