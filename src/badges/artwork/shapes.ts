/**
 * The outlines of badges, on a field of 200 by 200 around its middle. Each starts at the top and runs clockwise, so that
 * a rim that fills up fills like a clock.
 *
 * @module
 */
import type { ArtworkShape } from './artwork.js';

export interface Outline {
  /** The outer edge, at `scale` 1. */
  readonly path: string;
  /** Drawn behind it. */
  readonly behind: readonly string[];
  /** Where its face has its middle; what shrinks shrinks toward it. */
  readonly middle: readonly [x: number, y: number];
  /** Size of the sign on its face, as a share of the field. */
  readonly sign: number;
}

function circle(x: number, y: number, radius: number): string {
  return `M${x} ${y - radius}a${radius} ${radius} 0 0 1 0 ${2 * radius} ${radius} ${radius} 0 0 1 0 ${-2 * radius}z`;
}

export const OUTLINES: Readonly<Record<ArtworkShape, Outline>> = {
  hexagon: {
    path: 'M100 6 181.4 53v94L100 194 18.6 147V53z',
    behind: [],
    middle: [100, 100],
    sign: 0.5,
  },
  shield: {
    path: 'M100 6c26 15 50 22 78 23v70c0 46-31 77-78 95-47-18-78-49-78-95V29c28-1 52-8 78-23z',
    behind: [],
    middle: [100, 98],
    sign: 0.48,
  },
  circle: { path: circle(100, 100, 94), behind: [], middle: [100, 100], sign: 0.46 },
  ribbon: {
    path: circle(100, 80, 74),
    behind: ['M52 142 36 190l28-8 20 18 14-41z', 'M148 142l16 48-28-8-20 18-14-41z'],
    middle: [100, 80],
    sign: 0.4,
  },
};
