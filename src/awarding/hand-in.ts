/**
 * What a student hands in for a badge that is assessed here: a text, links, files. It may be replaced until it is assessed as
 * passed; after *Not yet* a new one may come.
 *
 * @module
 */
import type { Assessment } from './assessment.js';
import type { EvidenceFile } from './evidence-file.js';

export interface HandIn {
  /** Changes with each replacement: what was assessed can be told from what came later. */
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly mappingId: string;
  readonly learnerId: string;
  readonly text: string;
  readonly links: readonly string[];
  readonly files: readonly EvidenceFile[];
  readonly handedInAt: Date;
}

export interface HandInStore {
  find(institutionId: string, mappingId: string, learnerId: string): Promise<HandIn | null>;
  listByCourse(institutionId: string, courseId: string): Promise<HandIn[]>;
  /** Whether any of them has this file. */
  isNamed(institutionId: string, fileId: string): Promise<boolean>;
  /**
   * One per (mapping, learner). Atomic: replaces only the one with `replacesId` (null: there must be none yet).
   *
   * @returns false when another one stands there by now
   */
  save(institutionId: string, handIn: HandIn, replacesId: string | null): Promise<boolean>;
}

export const LONGEST_TEXT = 20_000;
export const MOST_LINKS = 10;
export const LONGEST_LINK = 2_000;

/** Nobody changes what a badge was awarded for. */
export function mayHandIn(assessment: Assessment | null): boolean {
  return !assessment?.isPassed;
}

/** Handed in, and not looked at since. */
export function waitsForTeacher(handIn: HandIn | null, assessment: Assessment | null): boolean {
  return (
    handIn !== null && (assessment === null || assessment.handInId !== handIn.id) && mayHandIn(assessment)
  );
}
