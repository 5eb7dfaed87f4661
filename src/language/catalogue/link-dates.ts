/**
 * Texts of the dates that a teacher may give a badge link, where the LMS keeps them.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const linkDateTexts = {
  'picker.dates': { nl: 'Datums voor studenten', en: 'Dates for students' },
  'picker.dates.hint': {
    nl: 'Mag leeg. {lms} bewaart ze bij de link; voor het toekennen tellen ze niet.',
    en: 'Optional. {lms} keeps them with the link; they do not count for awarding.',
  },
  'picker.dates.hint.column': {
    nl: 'Mag leeg, en alleen bij een badge met een eigen kolom. {lms} bewaart ze bij de opdracht; voor het toekennen tellen ze niet.',
    en: 'Optional, and only with a badge that has a column of its own. {lms} keeps them with the assignment; they do not count for awarding.',
  },
  'picker.dates.opensOn': { nl: 'Open vanaf', en: 'Open from' },
  'picker.dates.opensOn.hint': {
    nl: 'Vanaf het begin van die dag.',
    en: 'From the beginning of that day.',
  },
  'picker.dates.dueOn': { nl: 'Inleveren vóór', en: 'Hand in before' },
  'picker.dates.dueOn.hint': { nl: 'Tot het einde van die dag.', en: 'Until the end of that day.' },
  'picker.dates.closesOn': { nl: 'Sluit na', en: 'Closes after' },
  'picker.dates.closesOn.hint': { nl: 'Aan het einde van die dag.', en: 'At the end of that day.' },

  'picker.problem.opens-invalid': {
    nl: 'Open vanaf: vul een bestaande datum in, zoals 2027-03-31, of laat het leeg.',
    en: 'Open from: enter a date that exists, such as 2027-03-31, or leave it empty.',
  },
  'picker.problem.due-invalid': {
    nl: 'Inleveren vóór: vul een bestaande datum in, zoals 2027-03-31, of laat het leeg.',
    en: 'Hand in before: enter a date that exists, such as 2027-03-31, or leave it empty.',
  },
  'picker.problem.closes-invalid': {
    nl: 'Sluit na: vul een bestaande datum in, zoals 2027-03-31, of laat het leeg.',
    en: 'Closes after: enter a date that exists, such as 2027-03-31, or leave it empty.',
  },
  'picker.problem.dates-need-column': {
    nl: 'Zonder eigen kolom bewaart {lms} geen datums. Maak ze leeg, of kies een badge met een eigen kolom.',
    en: 'Without a column of its own, {lms} keeps no dates. Leave them empty, or choose a badge with a column of its own.',
  },
  'picker.problem.closes-before-opening': {
    nl: 'De link sluit voordat hij opengaat. Kies een latere datum om te sluiten.',
    en: 'The link closes before it opens. Choose a later date to close.',
  },
  'picker.problem.due-outside': {
    nl: 'Inleveren kan alleen als de link open is. Kies een datum tussen openen en sluiten.',
    en: 'Handing in is possible only while the link is open. Choose a date between opening and closing.',
  },
} satisfies Record<string, LocalText>;
