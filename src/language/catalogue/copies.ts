/**
 * Texts about copies: of a course, and of one assignment inside it.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const copyTexts = {
  'copy.need': {
    nl: 'Deze cursus is een kopie van {course}. Neem {count} badges over.',
    en: 'This course is a copy of {course}. Take over {count} badges.',
  },
  'copy.need-one': {
    nl: 'Deze cursus is een kopie van {course}. Neem 1 badge over.',
    en: 'This course is a copy of {course}. Take over 1 badge.',
  },
  'copy.title': { nl: 'Badges overnemen uit {course}', en: 'Take over badges from {course}' },
  'copy.body': {
    nl: 'Deze cursus is gemaakt van {course}. De links kwamen mee, maar de badges zijn hier nog niet ingesteld: ze gelden pas als jij ja zegt. Tot dan wordt niets toegekend.',
    en: 'This course was made from {course}. The links came along, but the badges are not set up here yet: they count only once you say yes. Until then nothing is awarded.',
  },
  'copy.old-course': {
    nl: 'Wat studenten in {course} behaalden, blijft daar staan.',
    en: 'What students earned in {course} stays there.',
  },
  'copy.which': { nl: 'Welke neem je over?', en: 'Which do you take over?' },
  'copy.found': { nl: 'De link staat in deze cursus', en: 'Its link is in this course' },
  'copy.differs.mapped-already': {
    nl: 'Deze badge is hier al gekoppeld.',
    en: 'This badge is mapped here already.',
  },
  'copy.differs.not-seen': {
    nl: 'De link is in deze cursus nog niet gezien. Open hem een keer, of voeg hem in {lms} weer toe.',
    en: 'Its link was not seen in this course yet. Open it once, or add it again in {lms}.',
  },
  'copy.differs.maximum': {
    nl: 'De kolom telt hier tot {is}; in de andere cursus tot {was}.',
    en: 'The column counts to {is} here; to {was} in the other course.',
  },
  'copy.differs.label': {
    nl: 'De kolom heet hier “{is}”; in de andere cursus “{was}”.',
    en: 'The column is called “{is}” here; “{was}” in the other course.',
  },
  'copy.differs.date-past': {
    nl: '“Niet vóór {date}” is voorbij en valt weg.',
    en: '“Not before {date}” is past and is left out.',
  },
  'copy.differs.needs-approval': {
    nl: 'Je instelling moet deze badge voor deze cursus toestaan. Dat wordt meteen gevraagd.',
    en: 'Your institution has to allow this badge in this course. That is asked for at once.',
  },
  'copy.differs.reads-others': {
    nl: 'Kijkt naar de kolom van een andere badge; die gaat mee.',
    en: 'Looks at the column of another badge, which comes along.',
  },
  'copy.hindered.other-courses-only': {
    nl: 'Mag alleen in andere cursussen gekoppeld worden.',
    en: 'May be mapped in other courses only.',
  },
  'copy.hindered.refused': {
    nl: 'Je instelling heeft deze badge voor deze cursus geweigerd.',
    en: 'Your institution refused this badge for this course.',
  },
  'copy.submit': { nl: 'Neem over', en: 'Take over' },
  'copy.submit.count': { nl: 'Neem {count} over', en: 'Take {count} over' },
  'copy.decline': { nl: 'Niets overnemen', en: 'Take nothing over' },
  'copy.decline.hint': {
    nl: 'Dan vraagt Insigne het niet meer.',
    en: 'Insigne does not ask again then.',
  },
  'copy.none-chosen': { nl: 'Kies minstens één badge.', en: 'Choose at least one badge.' },
  'copy.done': {
    nl: 'Overgenomen: {count} badges. Ze gelden nu voor deze cursus.',
    en: 'Taken over: {count} badges. They count for this course now.',
  },
  'copy.done-one': {
    nl: 'Overgenomen: 1 badge. Die geldt nu voor deze cursus.',
    en: 'Taken over: 1 badge. It counts for this course now.',
  },
  'copy.declined': { nl: 'Er is niets overgenomen.', en: 'Nothing was taken over.' },

  'double.title': { nl: 'Deze badge staat er twee keer', en: 'This badge is there twice' },
  'double.body': {
    nl: 'In {lms} horen {count} kolommen bij deze badge. Zoiets ontstaat als je een opdracht dupliceert. Tot jij kiest, wordt niets toegekend.',
    en: 'In {lms}, {count} columns belong to this badge. That happens when you duplicate an assignment. Nothing is awarded until you choose.',
  },
  'double.which': { nl: 'Welke is het origineel?', en: 'Which one is the original?' },
  'double.column': { nl: 'Kolom “{label}”', en: 'Column “{label}”' },
  'double.seen': { nl: 'Voor het eerst gezien op {at}', en: 'First seen on {at}' },
  'double.link': { nl: 'Link “{title}”', en: 'Link “{title}”' },
  'double.submit': {
    nl: 'Maak van de kopie een eigen badge',
    en: 'Make the copy a badge of its own',
  },
  'double.hint': {
    nl: 'De kopie krijgt dezelfde voorwaarden, voor haar eigen kolom. Wie de badge heeft, krijgt hem niet nog eens.',
    en: 'The copy gets the same conditions, for its own column. Whoever has the badge does not get it again.',
  },
  'double.done': {
    nl: 'De kopie is nu een eigen badge in deze cursus.',
    en: 'The copy is a badge of its own in this course now.',
  },

  'error.copy_not_offered': {
    nl: 'Deze badges worden hier niet (meer) aangeboden. Misschien heeft een collega al gekozen. Ga terug naar het overzicht.',
    en: 'These badges are not offered here (any more). A colleague may have chosen already. Go back to the overview.',
  },
  'error.column_not_doubled': {
    nl: 'De kolommen zijn al uit elkaar. Ga terug naar de badge.',
    en: 'The columns are apart already. Go back to the badge.',
  },
} satisfies Record<string, LocalText>;
