/**
 * Pictures that hold their credential: a wallet, a backpack or a verifier reads it out of the file.
 *
 * Into PNG goes the JSON with its embedded proof: some wallets find JSON alone. What was issued before there were such proofs
 * is baked in its compact form. OB 2.0 is hosted, so its picture holds the assertion with its address.
 *
 * @module
 */
import type { BadgeClassStore } from '../../badges/badge-class.js';
import type { Credential } from '../credential.js';
import type { HostedBadges } from '../ob2/hosted-badges.js';
import { bakePng } from './bake-png.js';
import { bakeSvg } from './bake-svg.js';
import type { BadgePictures } from './badge-picture.js';
import { escapeBraces } from './escape-braces.js';

export type OpenBadgesVersion = 2 | 3;

type Baked = Pick<Credential, 'institutionId' | 'id' | 'badgeClassId' | 'badgeClassVersion' | 'json' | 'jwt'>;

export interface BakedBadgesDeps {
  readonly badgeClasses: Pick<BadgeClassStore, 'findVersion'>;
  readonly pictures: BadgePictures;
  readonly hostedBadges: Pick<HostedBadges, 'buildAssertion'>;
}

export type BakedBadges = ReturnType<typeof createBakedBadges>;

export function createBakedBadges({ badgeClasses, pictures, hostedBadges }: BakedBadgesDeps) {
  /** Null where the badge class version is not there. */
  async function bake(
    credential: Credential,
    form: 'png' | 'svg',
    version: OpenBadgesVersion,
  ): Promise<Buffer | null> {
    const { institutionId, badgeClassId, badgeClassVersion } = credential;
    const badgeClass = await badgeClasses.findVersion(institutionId, badgeClassId, badgeClassVersion);
    if (!badgeClass) return null;
    if (version === 2) {
      const assertion = hostedBadges.buildAssertion(credential);
      const json = escapeBraces(JSON.stringify(assertion));
      if (form === 'png') return bakePng(await pictures.findPng(badgeClass), 'openbadges', json);
      const svg = await pictures.findSvg(badgeClass);
      return Buffer.from(bakeSvg(svg, { version, json, address: assertion.id }), 'utf8');
    }
    const text = readBakedText(credential);
    if (form === 'png') return bakePng(await pictures.findPng(badgeClass), 'openbadgecredential', text);
    return Buffer.from(bakeSvg(await pictures.findSvg(badgeClass), { version, json: text }), 'utf8');
  }

  return { bake };
}

function readBakedText({ json, jwt }: Baked): string {
  return json === null ? jwt : escapeBraces(json);
}
