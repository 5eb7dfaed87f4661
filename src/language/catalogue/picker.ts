/**
 * Texts of mapping a badge in a course: the page that opens from the LMS when a teacher adds content.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const pickerTexts = {
  'picker.title': { nl: 'Koppel een badge aan {course}', en: 'Map a badge in {course}' },
  'picker.badge': { nl: 'Welke badge?', en: 'Which badge?' },
  'picker.badge.mapped': { nl: 'Al gekoppeld in deze cursus', en: 'Mapped in this course already' },
  'picker.search': { nl: 'Zoek een badge', en: 'Find a badge' },
  'picker.search.go': { nl: 'Zoek', en: 'Find' },
  'picker.search.none': { nl: 'Geen badge gevonden met “{query}”.', en: 'No badge found with “{query}”.' },
  'picker.badge.none': {
    nl: 'Er zijn nog geen badges gemaakt. Vraag je badgebeheerder.',
    en: 'No badges have been made yet. Ask your badge administrator.',
  },
  'picker.permission.needs-approval': {
    nl: 'Wacht op toestemming van je instelling. Koppelen kan al; tot dan wordt niets toegekend.',
    en: 'Waits for permission from your institution. You can map it now; nothing is awarded until then.',
  },
  'picker.permission.refused': {
    nl: 'Je instelling gaf geen toestemming voor deze cursus. Er zou niets worden toegekend.',
    en: 'Your institution said no for this course. Nothing would be awarded.',
  },
  'picker.permission.other-courses-only': {
    nl: 'Alleen voor andere cursussen.',
    en: 'For other courses only.',
  },

  'picker.role': { nl: 'Waar komt het cijfer vandaan?', en: 'Where does the grade come from?' },
  'picker.role.no-columns': {
    nl: '{lms} laat hier geen kolom toe. Kies een kolom die er al is, of voeg de badge toe op een plek met cijfers.',
    en: '{lms} does not allow a column here. Choose a column that is already there, or add the badge in a place with grades.',
  },
  'picker.role.not-offered': { nl: 'Kan hier niet', en: 'Not possible here' },
  'picker.role.no-other': {
    nl: 'Kan nog niet: er is in deze cursus nog geen badge met een cijfer om naar te kijken.',
    en: 'Not possible yet: this course has no badge with a grade to look at.',
  },
  'picker.reads.not-seen': {
    nl: '{badge} (nog niet in het cijferoverzicht)',
    en: '{badge} (not in the gradebook yet)',
  },
  'picker.unit': { nl: 'Eenheid', en: 'Unit' },
  'picker.unit.percent': { nl: 'procent', en: 'percent' },
  'picker.unit.points': { nl: 'punten', en: 'points' },
  'picker.value.assessed': {
    nl: 'Kies je “Jij beoordeelt het hier”, dan telt jouw Behaald. Deze norm geldt dan alleen voor een cijfer dat iemand in {lms} zelf in de kolom zet.',
    en: 'With “You assess it here”, your Passed counts. This threshold then only holds for a grade that somebody enters in the column in {lms}.',
  },
  'picker.maximum': { nl: 'Maximum van de kolom', en: 'Maximum of the column' },
  'picker.maximum.hint': { nl: 'In hele punten, van 1 tot 100.', en: 'In whole points, from 1 to 100.' },

  'picker.wait.why': {
    nl: 'Insigne ziet niet of een cijfer in {lms} al zichtbaar is voor de student, of nog verborgen. Wie een badge krijgt, weet dat het cijfer genoeg is. Laat de badge daarom wachten als je cijfers later vrijgeeft.',
    en: 'Insigne cannot see whether a grade in {lms} is posted for the student or still hidden. Whoever gets a badge knows that the grade is enough. So let the badge wait if you post grades later.',
  },
  'picker.stood': {
    nl: 'Het cijfer moet zoveel uur vaststaan',
    en: 'The grade has to stand for so many hours',
  },
  'picker.stood.hint': {
    nl: 'Een cijfer dat je binnen die tijd verbetert, begint opnieuw. 0 betekent meteen.',
    en: 'A grade that you correct within that time starts anew. 0 means at once.',
  },
  'picker.not-before': { nl: 'Niet vóór (hoeft niet)', en: 'Not before (optional)' },
  'picker.not-before.hint': {
    nl: 'Vanaf het begin van die dag.',
    en: 'From the beginning of that day.',
  },

  'picker.submit': { nl: 'Koppel badge', en: 'Map badge' },
  'picker.cancel': { nl: 'Annuleer', en: 'Cancel' },
  'picker.other': { nl: 'Of: badges in deze cursus', en: 'Or: badges in this course' },
  'picker.other.body': {
    nl: 'Een link zonder eigen badge. Studenten zien er hun badges van deze cursus, jij het overzicht.',
    en: 'A link without a badge of its own. Students see their badges of this course, you see the overview.',
  },
  'picker.other.submit': { nl: 'Voeg deze link toe', en: 'Add this link' },
  'picker.course-link': { nl: 'Badges in deze cursus', en: 'Badges in this course' },
  'picker.course-link.text': {
    nl: 'Welke badges je hier kunt behalen, en hoe ver je bent.',
    en: 'Which badges you can earn here, and how far you are.',
  },
  'picker.link-text': {
    nl: 'Zie wat je nodig hebt voor deze badge, en bekijk je bewijs.',
    en: 'See what this badge takes, and look at your credential.',
  },

  'picker.no-links.title': { nl: 'Hier kan geen badge staan', en: 'No badge can go here' },
  'picker.no-links.body': {
    nl: '{lms} neemt op deze plek geen link van Insigne aan. Ga terug en voeg de badge toe als activiteit of opdracht.',
    en: '{lms} does not take a link from Insigne in this place. Go back and add the badge as an activity or assignment.',
  },

  'picker.problem.badge-class-missing': { nl: 'Kies een badge.', en: 'Choose a badge.' },
  'picker.problem.badge-class-other-courses': {
    nl: 'Deze badge hoort bij andere cursussen. Kies een andere.',
    en: 'This badge belongs to other courses. Choose another one.',
  },
  'picker.problem.value-out-of-range': {
    nl: 'Vul een norm in van 0 tot 100 procent, of in punten van 0 tot het maximum van de kolom.',
    en: 'Enter a threshold from 0 to 100 percent, or in points from 0 to the maximum of the column.',
  },
  'picker.problem.maximum-out-of-range': {
    nl: 'Vul een heel getal in van 1 tot 100.',
    en: 'Enter a whole number from 1 to 100.',
  },
  'picker.problem.column-missing': {
    nl: 'Deze link brengt geen cijfer mee. Kies een andere kolom waar de badge naar kijkt.',
    en: 'This link brings no grade. Choose another column that the badge looks at.',
  },
  'picker.problem.hours-out-of-range': {
    nl: 'Vul een aantal uren in van 0 tot 2160 (90 dagen).',
    en: 'Enter a number of hours from 0 to 2160 (90 days).',
  },
  'picker.problem.role-missing': {
    nl: 'Kies waar het cijfer vandaan komt.',
    en: 'Choose where the grade comes from.',
  },
  'picker.problem.role-not-offered': {
    nl: 'Deze keuze kan hier niet: {lms} laat hier geen kolom toe.',
    en: 'This choice is not possible: {lms} does not allow a column here.',
  },
  'picker.problem.date-invalid': {
    nl: 'Vul een bestaande datum in, zoals 2027-03-31, of laat het leeg.',
    en: 'Enter a date that exists, such as 2027-03-31, or leave it empty.',
  },
} satisfies Record<string, LocalText>;
