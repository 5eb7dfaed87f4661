/**
 * LMSs that an administrator may register by hand, by the name they go by: their profile, what they are called by themselves,
 * and the addresses that follow from their site.
 *
 * Source: facts/LMS-AND-PEERS.md A.1. Blackboard's addresses are those that other tools use; none was tried live.
 *
 * @module
 */
import { findProfile, type PlatformEndpoints, type ProfileName } from './profile.js';

export type LmsName = 'canvas' | 'brightspace' | 'moodle' | 'blackboard';

export const LMS_NAMES: readonly LmsName[] = ['canvas', 'brightspace', 'moodle', 'blackboard'];

export interface KnownLms {
  readonly profile: ProfileName;
  /** As the product announces itself. */
  readonly productFamily: string;
  /** Where most of its schools are; null = each has a site of its own. */
  readonly site: string | null;
}

const KNOWN: Readonly<Record<LmsName, KnownLms>> = {
  canvas: { profile: 'canvas', productFamily: 'canvas', site: 'https://canvas.instructure.com' },
  brightspace: { profile: 'brightspace', productFamily: 'desire2learn', site: null },
  moodle: { profile: 'moodle', productFamily: 'moodle', site: null },
  blackboard: { profile: 'plain', productFamily: 'blackboard', site: 'https://blackboard.com' },
};

const BLACKBOARD_API = 'https://developer.blackboard.com/api/v1';

export function isLmsName(name: string): name is LmsName {
  return Object.hasOwn(KNOWN, name);
}

export function getKnownLms(name: LmsName): KnownLms {
  return KNOWN[name];
}

/**
 * The addresses of an LMS for one client of it.
 *
 * @param site - without a slash at the end; null = where most schools are
 * @returns null when they do not follow from what is known
 */
export function findEndpoints(
  name: LmsName,
  site: string | null,
  clientId: string,
): PlatformEndpoints | null {
  const known = KNOWN[name];
  const at = site ?? known.site;
  if (at === null) return null;
  if (name !== 'blackboard') {
    return findProfile({ profile: known.profile }).registration.endpoints?.(at) ?? null;
  }
  return {
    issuer: at,
    authorizationUrl: `${BLACKBOARD_API}/gateway/oidcauth`,
    tokenUrl: `${BLACKBOARD_API}/gateway/oauth2/jwttoken`,
    jwksUrl: `${BLACKBOARD_API}/management/applications/${encodeURIComponent(clientId)}/jwks.json`,
  };
}
