/**
 * What is stored about a learner, why, and how long: the one table (DESIGN §4, *Grades are borrowed*).
 *
 * A test holds it against the database: every collection that names a learner has its row here.
 *
 * @module
 */

export type KeptUntil =
  /** Reduced or removed a set time after the course ended: `KEEP_GRADES_MONTHS`. */
  | 'grades'
  /** As long as the institution keeps what it awarded; erasure takes the personal part away. */
  | 'award'
  /** As long as the learner is known here. */
  | 'learner'
  /** Hours: it ends with the session. */
  | 'session'
  /** As long as the institution keeps its log. */
  | 'audit';

export interface KeptRow {
  readonly collection: string;
  readonly what: string;
  readonly why: string;
  readonly until: KeptUntil;
  /** What is left afterwards; null: nothing. */
  readonly leaves: string | null;
}

export const KEPT_DATA: readonly KeptRow[] = [
  {
    collection: 'learners',
    what: 'the LMS’s ids of a user, name, e-mail address, language, and what their next badges may tell others',
    why: 'to know whose grade it is, and to issue a credential to somebody as they chose',
    until: 'learner',
    leaves: null,
  },
  {
    collection: 'person_links',
    what: 'that two users are one person, and the identifier that says so',
    why: 'for badges that are awarded once ever, and to erase all of a person',
    until: 'learner',
    leaves: null,
  },
  {
    collection: 'enrolments',
    what: 'role and status in a course',
    why: 'who may be awarded, and who never is',
    until: 'learner',
    leaves: null,
  },
  {
    collection: 'outcome_results',
    what: 'the score on each column that a rule reads',
    why: 'to decide, and to know since when a grade has stood',
    until: 'grades',
    leaves: null,
  },
  {
    collection: 'decisions',
    what: 'verdict and reason of each rule, with the scores it rests on and its history',
    why: 'to answer “why not?”',
    until: 'grades',
    leaves: 'verdict, reason and date',
  },
  {
    collection: 'award_reviews',
    what: 'who said yes or no to a badge that waited, and why',
    why: 'to show who approved',
    until: 'award',
    leaves: null,
  },
  {
    collection: 'assessments',
    what: 'passed or not yet, the score, the levels of the rubric, the remark',
    why: 'to award by it and to send the score to the LMS',
    until: 'grades',
    leaves: 'passed or not yet, by whom and when',
  },
  {
    collection: 'hand_ins',
    what: 'text, links and files that a student handed in',
    why: 'for the teacher who assesses it',
    until: 'grades',
    leaves: null,
  },
  {
    collection: 'evidence_files',
    what: 'size and date of a file that was handed in',
    why: 'to find its pieces',
    until: 'grades',
    leaves: null,
  },
  {
    collection: 'evidence_pieces',
    what: 'the bytes of a file that was handed in',
    why: 'for the teacher who assesses it',
    until: 'grades',
    leaves: null,
  },
  {
    collection: 'awards',
    what: 'that a badge class was earned, when, by what, and the scores it rests on',
    why: 'it is what the credential states',
    until: 'grades',
    leaves: 'the award, its date and what it was made by',
  },
  {
    collection: 'badge_scores',
    what: 'that the gradebook is told of a held badge, and what the LMS said to it',
    why: 'to show it there once, and to take it back',
    until: 'award',
    leaves: null,
  },
  {
    collection: 'award_sights',
    what: 'when its learner looked at an award for the first time',
    why: 'to celebrate once',
    until: 'award',
    leaves: null,
  },
  {
    collection: 'credentials',
    what: 'the signed credential: salted hashes of name and address, and what the learner lets it show; results that they do not let it show stand beside it and go with the grades',
    why: 'so that it can be verified, and so that its learner can choose',
    until: 'award',
    leaves: 'id and status',
  },
  {
    collection: 'mail_choices',
    what: 'that a learner wants no mail',
    why: 'to send none',
    until: 'learner',
    leaves: null,
  },
  {
    collection: 'sessions',
    what: 'which launches a browser holds',
    why: 'so that nobody has to sign in',
    until: 'session',
    leaves: null,
  },
  {
    collection: 'audit_entries',
    what: 'who did what to which record, by id',
    why: 'to account for awards',
    until: 'audit',
    leaves: null,
  },
];
