/**
 * Merging what two registrations of one platform both know: the same course, or the same person, met under either.
 *
 * The older record stays and is given what hangs on the younger one. Nothing is decided here about what is awarded: an award
 * that both hold for the same badge stays where it is, since its credential may be in somebody's hands.
 *
 * @module
 */

/** Ids of records of one kind: what hangs on `from` comes to hang on `into`. */
export interface MergePair {
  readonly from: string;
  readonly into: string;
}

export interface Merge {
  readonly courses: readonly MergePair[];
  readonly learners: readonly MergePair[];
}

/** How much could not come along, since its place is taken: it stays with the younger record, which stays too then. */
export interface MergeOutcome {
  readonly left: number;
}

export interface RegistrationMergeStore {
  /**
   * Puts everything that hangs on the younger records on the older ones, and lets go of their keys at the platform: the younger
   * ones are deleted, or, where something stays with them, answer to no launch any more. Done twice it changes nothing more.
   */
  merge(institutionId: string, merge: Merge, now: Date): Promise<MergeOutcome>;
  /** Copies that the platform told of go along to the new registration. */
  moveCopies(
    institutionId: string,
    fromRegistrationId: string,
    to: { readonly registrationId: string; readonly deploymentRecordId: string },
  ): Promise<void>;
}
