/**
 * Profiles by name.
 *
 * @module
 */
import { BRIGHTSPACE_LMS } from './brightspace.js';
import { CANVAS_LMS } from './canvas.js';
import { MOODLE_LMS } from './moodle.js';
import { PLAIN } from './plain.js';
import type { LmsProfile, ProfileName } from './profile.js';

const PROFILES: Readonly<Record<ProfileName, LmsProfile>> = {
  plain: PLAIN,
  canvas: CANVAS_LMS,
  brightspace: BRIGHTSPACE_LMS,
  moodle: MOODLE_LMS,
};

export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];

/** @throws when there is no profile of this name */
export function findProfile(name: string): LmsProfile {
  const found = PROFILE_NAMES.find((one) => one === name);
  if (found === undefined) throw new Error(`a profile is one of ${PROFILE_NAMES.join(', ')}`);
  return PROFILES[found];
}
