/**
 * A person's yes or no to one learner's badge, about results as they stood then. The queue itself is the decisions that
 * wait for one: a regrade while waiting changes those, and what was said about other results counts no more.
 *
 * @module
 */
import type { PersonRef } from './approver.js';

export interface Review {
  /** Of mapping and learner. */
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly mappingId: string;
  readonly learnerId: string;
  /** Of the results that it is about: see `input-print.ts`. */
  readonly print: string;
  readonly state: 'open' | 'approved' | 'declined';
  /** Each once. */
  readonly yes: readonly { readonly by: PersonRef; readonly at: Date }[];
  readonly declined: { readonly by: PersonRef; readonly at: Date; readonly reason: string } | null;
  readonly updatedAt: Date;
  /** Counts up with every change, from 1. */
  readonly changes: number;
}

export interface ReviewStore {
  find(institutionId: string, mappingId: string, learnerId: string): Promise<Review | null>;
  listByCourse(institutionId: string, courseId: string): Promise<Review[]>;
  /**
   * Atomic over what was read: replaces the record only while it is as `before` says (null: there is none).
   *
   * @returns false when somebody else was faster
   */
  replace(institutionId: string, before: Review | null, after: Review): Promise<boolean>;
}

export function reviewId(mappingId: string, learnerId: string): string {
  return `${mappingId}:${learnerId}`;
}

/** What a review says about results with this print. */
export function readReview(review: Review | null, print: string): Review['state'] {
  return review?.print === print ? review.state : 'open';
}
