/**
 * The forms of shared credentials beside their page, and the lists that say which of them stand.
 *
 * @module
 */
import type { BadgeClassStore } from '../badges/badge-class.js';
import type { IssuerProfileStore } from '../badges/issuer-profile.js';
import type { CredentialAddresses } from './addresses.js';
import { createBadgePictures, type BadgePicturesDeps } from './bake/badge-picture.js';
import { createBakedBadges } from './bake/baked-badges.js';
import type { CredentialStore } from './credential.js';
import type { IssuerKeys } from './issuer-keys.js';
import { createHostedBadges } from './ob2/hosted-badges.js';
import type { StatusListStore } from './status-list.js';
import { createStatusLists } from './status-lists.js';

export interface PublicFormsDeps {
  readonly credentials: CredentialStore;
  readonly badgeClasses: BadgeClassStore;
  readonly issuers: IssuerProfileStore;
  readonly statusLists: StatusListStore;
  readonly keys: Pick<IssuerKeys, 'ensureSigningKeys'>;
  readonly addresses: CredentialAddresses;
  /** Uploaded pictures; without it every badge is drawn by the tool. */
  readonly findUploaded?: BadgePicturesDeps['findUploaded'];
  readonly now: () => Date;
}

export function createPublicForms(deps: PublicFormsDeps) {
  const { credentials, badgeClasses, issuers, addresses, now } = deps;
  const hostedBadges = createHostedBadges({ credentials, badgeClasses, issuers, addresses });
  const badgePictures = createBadgePictures({ findUploaded: deps.findUploaded ?? (async () => null) });
  return {
    hostedBadges,
    badgePictures,
    bakedBadges: createBakedBadges({ badgeClasses, pictures: badgePictures, hostedBadges }),
    statusLists: createStatusLists({
      lists: deps.statusLists,
      credentials,
      issuerKeys: deps.keys,
      addresses,
      now,
    }),
  };
}
