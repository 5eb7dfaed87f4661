/**
 * Persons: learners that an institution knows to be one human, by an identifier that it trusts. Each link was made by somebody, is
 * in the log, and can be undone.
 *
 * @module
 */

export interface PersonLink {
  readonly learnerId: string;
  readonly institutionId: string;
  /** Shared by all learners who are this person. */
  readonly personId: string;
  /** What said so, as somebody typed it: an eduPersonPrincipalName, a number of the student administration. */
  readonly identifier: string;
  readonly linkedAt: Date;
}

export interface PersonLinkStore {
  /** One for each learner: a new link takes the place of an old one. */
  save(institutionId: string, link: PersonLink): Promise<void>;
  find(institutionId: string, learnerId: string): Promise<PersonLink | null>;
  listByPerson(institutionId: string, personId: string): Promise<PersonLink[]>;
  /** Links of everybody who is one person with any of these, their own included. */
  listFellows(institutionId: string, learnerIds: readonly string[]): Promise<PersonLink[]>;
  /** False when there was none. */
  delete(institutionId: string, learnerId: string): Promise<boolean>;
}
