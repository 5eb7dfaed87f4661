/**
 * All guides, by name.
 *
 * @module
 */
import { ANOTHER_GUIDE } from './another.js';
import { BRIGHTSPACE_GUIDE } from './brightspace.js';
import { CANVAS_GUIDE } from './canvas.js';
import { GUIDE_NAMES, type ConnectGuide, type GuideName } from './guide.js';
import { MOODLE_GUIDE } from './moodle.js';

const GUIDES: Readonly<Record<GuideName, ConnectGuide>> = {
  canvas: CANVAS_GUIDE,
  brightspace: BRIGHTSPACE_GUIDE,
  moodle: MOODLE_GUIDE,
  another: ANOTHER_GUIDE,
};

export function getGuide(name: GuideName): ConnectGuide {
  return GUIDES[name];
}

export function listGuides(): readonly ConnectGuide[] {
  return GUIDE_NAMES.map((name) => GUIDES[name]);
}
