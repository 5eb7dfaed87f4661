/**
 * How much study a badge class may stand for, per sector and variant: one table, with where each bound comes from.
 *
 * Units: EC (`ects`), and hours of study for `sbu` (studiebelastingsuren) and `hours`. A unit that stands nowhere in a row
 * is not counted there at all.
 *
 * @module
 */
import type { Sector, Variant, Workload } from './badge-content.js';

export type WorkloadUnit = keyof Workload;

export interface Bounds {
  readonly least: number;
  /** Null: no upper bound is known. */
  readonly most: number | null;
  /** Multiples of it only. */
  readonly step: number;
  /** Where it is written. */
  readonly source: string;
}

export type WorkloadRow = Readonly<Partial<Record<WorkloadUnit, Bounds>>>;

const SURF_PROFILE = 'SURF OB 3.0 profile, educredentials/obv3-examples schemas/';
const EDUBADGES_FORM = 'edubadges-ui components/extensions/badges/';
const HBO_WO_FRAMEWORK = 'Kwaliteitskader Microcredentials voor Professionals HBO en WO';
const MBO_FRAMEWORK = 'Kwaliteitskader voor pilot microcredentials mbo 2024-2025';

const REGULAR_ECTS: Bounds = { least: 0.5, most: 240, step: 0.5, source: `${SURF_PROFILE} (regular)` };
const EXTRA_HOURS: Bounds = {
  least: 1,
  most: null,
  step: 1,
  source: `${EDUBADGES_FORM}TimeInvestment.svelte`,
};

export const WORKLOAD_BOUNDS: Readonly<Record<Variant, Readonly<Record<Sector, WorkloadRow>>>> = {
  regular: {
    mbo: { sbu: { least: 1, most: null, step: 1, source: `${SURF_PROFILE} (regular)` } },
    hbo: { ects: REGULAR_ECTS },
    wo: { ects: REGULAR_ECTS },
  },
  microcredential: {
    mbo: { sbu: { least: 240, most: null, step: 1, source: `${MBO_FRAMEWORK}; ${SURF_PROFILE} (micro)` } },
    hbo: {
      ects: { least: 3, most: 30, step: 0.5, source: `${HBO_WO_FRAMEWORK}; ${SURF_PROFILE} (micro)` },
      hours: {
        least: 84,
        most: 840,
        step: 1,
        source: `${EDUBADGES_FORM}TimeInvestment.svelte (28 hours a EC)`,
      },
    },
    wo: {
      ects: { least: 1, most: 30, step: 0.5, source: `${HBO_WO_FRAMEWORK}, room to experiment 2025-2027` },
      hours: {
        least: 28,
        most: 840,
        step: 1,
        source: `${EDUBADGES_FORM}TimeInvestment.svelte (28 hours a EC)`,
      },
    },
  },
  // No study credits and no formal value (Npuls and SURF, leaflet "Digitale certificaten").
  'extra-curricular': {
    mbo: { hours: EXTRA_HOURS },
    hbo: { hours: EXTRA_HOURS },
    wo: { hours: EXTRA_HOURS },
  },
};

export const WORKLOAD_UNITS = ['ects', 'sbu', 'hours'] as const satisfies readonly WorkloadUnit[];

/** The units that this variant may count in this sector; of any sector when it is not known. */
export function findBounds(variant: Variant, sector: Sector | null, unit: WorkloadUnit): Bounds | null {
  const rows = WORKLOAD_BOUNDS[variant];
  if (sector) return rows[sector][unit] ?? null;
  return rows.mbo[unit] ?? rows.hbo[unit] ?? null;
}

/** A multiple of the step, within the bounds. */
export function isWithin({ least, most, step }: Bounds, amount: number): boolean {
  return amount >= least && (most === null || amount <= most) && Number.isInteger(amount / step);
}
