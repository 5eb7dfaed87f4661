/**
 * What a teacher answered when mappings of another course were offered for a copy of it: asked once, not at every visit.
 *
 * @module
 */

export interface CopyAnswer {
  readonly institutionId: string;
  readonly courseId: string;
  /** The course that the mappings are of. */
  readonly originCourseId: string;
  readonly answer: 'copied' | 'declined';
  /** Learner id of the teacher. */
  readonly answeredBy: string;
  readonly answeredAt: Date;
}

export interface CopyAnswerStore {
  /** One per (course, origin): the newest stays. */
  save(institutionId: string, answer: CopyAnswer): Promise<void>;
  list(institutionId: string, courseId: string): Promise<CopyAnswer[]>;
}
