/**
 * Texts of a course for its teacher, and of what a badge is made of: variants, column roles, rules.
 *
 * No word of the protocol stands here. Not here: learners one by one (learner.ts), what students read (student.ts).
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const courseTexts = {
  'course.overview': { nl: 'Overzicht', en: 'Overview' },
  'course.learners': { nl: 'Studenten', en: 'Students' },
  'course.read-at': { nl: 'Laatst bijgewerkt {at}', en: 'Last updated {at}' },
  'course.never-read': { nl: 'Nog niet bijgewerkt', en: 'Not updated yet' },
  'course.this-course': { nl: 'deze cursus', en: 'this course' },
  'course.the-lms': { nl: 'je leeromgeving', en: 'your learning environment' },
  'course.nav': { nl: 'Deze cursus', en: 'This course' },
  'course.form.problems': { nl: 'Nog niet bewaard. Kijk hiernaar:', en: 'Not saved yet. Look at this:' },

  'variant.regular': { nl: 'Regulier', en: 'Regular' },
  'variant.microcredential': { nl: 'Microcredential', en: 'Microcredential' },
  'variant.extra-curricular': { nl: 'Extra-curriculair', en: 'Extra-curricular' },

  'role.grade': { nl: 'Jij geeft het cijfer in {lms}', en: 'You grade it in {lms}' },
  'role.grade.hint': {
    nl: 'Er komt een kolom in het cijferoverzicht. Insigne leest daar het cijfer.',
    en: 'A column appears in the gradebook. Insigne reads the grade there.',
  },
  'role.assessed': { nl: 'Jij beoordeelt het hier', en: 'You assess it here' },
  'role.assessed.hint': {
    nl: 'Je kiest Behaald of Nog niet in Insigne. Het cijfer gaat meteen naar {lms}.',
    en: 'You choose Passed or Not yet in Insigne. The grade goes straight to {lms}.',
  },
  'role.badge': { nl: 'Toon de badge in het cijferoverzicht', en: 'Show the badge in the gradebook' },
  'role.badge.hint': {
    nl: 'Een kolom met 1 van 1 zodra de badge is toegekend. Die kolom telt mee in het cursustotaal, tenzij je die daar buiten laat.',
    en: 'A column with 1 of 1 once the badge is awarded. It counts in the course total unless you exclude it there.',
  },
  'role.none': { nl: 'Geen eigen kolom', en: 'No column of its own' },
  'role.none.hint': {
    nl: 'De badge kijkt naar een kolom van een andere badge in deze cursus.',
    en: 'The badge looks at a column of another badge in this course.',
  },

  'rule.own.percent': {
    nl: 'Minstens {value} % voor deze opdracht',
    en: 'At least {value} % for this assignment',
  },
  'rule.own.points': {
    nl: 'Minstens {value} van de {maximum} punten voor deze opdracht',
    en: 'At least {value} of {maximum} points for this assignment',
  },
  'rule.other.percent': { nl: 'Minstens {value} % voor {column}', en: 'At least {value} % for {column}' },
  'rule.other.points': {
    nl: 'Minstens {value} punten voor {column}',
    en: 'At least {value} points for {column}',
  },
  'rule.assessed': { nl: 'Behaald volgens jouw beoordeling hier', en: 'Passed by your assessment here' },
  'rule.assessed.student': { nl: 'Behaald volgens je docent', en: 'Passed according to your teacher' },
  'rule.column.unknown': { nl: 'een kolom die er niet meer is', en: 'a column that is no longer there' },
  'rule.wait.stood': {
    nl: 'zodra het cijfer {hours} uur vaststaat',
    en: 'once the grade has stood for {hours} hours',
  },
  'rule.wait.stood-one': {
    nl: 'zodra het cijfer een uur vaststaat',
    en: 'once the grade has stood for an hour',
  },
  'rule.wait.date': { nl: 'niet vóór {date}', en: 'not before {date}' },

  'overview.title': { nl: 'Badges in {course}', en: 'Badges in {course}' },
  'overview.needs-you': { nl: 'Dit vraagt je aandacht', en: 'What needs you' },
  'overview.check-now': { nl: 'Nu bijwerken', en: 'Check now' },
  'overview.checking': {
    nl: 'Insigne kijkt nu in {lms}. Ververs deze pagina over een paar tellen.',
    en: 'Insigne is looking in {lms} now. Refresh this page in a few seconds.',
  },
  'overview.checked': { nl: 'Bijgewerkt.', en: 'Up to date.' },
  'overview.refresh': { nl: 'Ververs', en: 'Refresh' },
  'overview.badges': { nl: 'Badges van deze cursus', en: 'Badges of this course' },
  'overview.empty.title': { nl: 'Nog geen badges in deze cursus', en: 'No badges in this course yet' },
  'overview.empty.body': {
    nl: 'Voeg in {lms} inhoud toe en kies Insigne. Daar koppel je een badge aan deze cursus.',
    en: 'In {lms}, add content and choose Insigne. There you map a badge to this course.',
  },
  'overview.count.earned': { nl: '{count} behaald', en: '{count} have it' },
  'overview.count.waiting': { nl: '{count} wachten', en: '{count} waiting' },
  'overview.count.waiting-one': { nl: '1 wacht', en: '1 waiting' },
  'overview.count.near': { nl: '{count} bijna', en: '{count} near' },
  'overview.count.not-yet': { nl: '{count} nog niet', en: '{count} not yet' },
  'overview.counts.asking': { nl: 'Studenten worden opgehaald', en: 'Fetching the students' },
  'overview.counts.none': { nl: 'Nog geen studenten bekend', en: 'No students known yet' },
  'overview.bar': {
    nl: '{earned} van {total} studenten behaald',
    en: '{earned} of {total} students have it',
  },
  'mapping.learners': { nl: 'Studenten', en: 'Students' },

  'state.active': { nl: 'Actief', en: 'Active' },
  'state.waiting-for-approval': { nl: 'Wacht op toestemming', en: 'Waiting for permission' },
  'state.needs-look': { nl: 'Kijk hiernaar', en: 'Needs a look' },
  'state.placed': { nl: 'Nog niet in de cursus', en: 'Not in the course yet' },

  'needs.open-once': {
    nl: 'Open de link van {badge} één keer. Dan ziet Insigne wie er in de cursus zitten.',
    en: 'Open the link of {badge} once. Then Insigne can see who is in the course.',
  },
  'needs.members-withheld': {
    nl: '{lms} geeft Insigne de deelnemerslijst niet. Wie zelf de badgelink opent, doet mee; anderen ziet Insigne niet. Vraag de beheerder van {lms} om namen en rollen te delen.',
    en: '{lms} does not give Insigne the list of members. Whoever opens the badge link takes part; Insigne cannot see others. Ask the administrator of {lms} to share names and roles.',
  },
  'needs.not-seen': {
    nl: '{badge} staat nog niet in de cursus. Bewaar het formulier in {lms}.',
    en: '{badge} is not in the course yet. Save the form in {lms}.',
  },
  'needs.approval': {
    nl: '{badge} wacht op toestemming van je instelling. Tot die tijd wordt niets toegekend.',
    en: '{badge} waits for your institution to agree. Nothing is awarded until then.',
  },
  'needs.doubled-key': {
    nl: '{badge} is gestopt: twee kolommen in het cijferoverzicht horen bij dezelfde badge. Verwijder er één.',
    en: '{badge} has stopped: two gradebook columns belong to the same badge. Remove one of them.',
  },
  'needs.maximum-changed': {
    nl: '{badge} is gestopt: de kolom telt in {lms} nu tot een ander maximum. Zet het maximum terug, of open de badge en bekijk of de norm nog klopt.',
    en: '{badge} has stopped: its column in {lms} has another maximum now. Set the maximum back, or open the badge and look whether the threshold is still right.',
  },
  'needs.column-missing': {
    nl: '{badge} is gestopt: de kolom is uit het cijferoverzicht verdwenen. Plaats de badge opnieuw.',
    en: '{badge} has stopped: its column is gone from the gradebook. Add the badge again.',
  },
  'needs.approval-refused': {
    nl: '{badge} mag hier niet: je instelling gaf geen toestemming. Vraag je badgebeheerder waarom.',
    en: '{badge} is not allowed here: your institution said no. Ask your badge administrator why.',
  },
  'needs.not-allowed-here': {
    nl: '{badge} hoort bij andere cursussen. Vraag je badgebeheerder.',
    en: '{badge} belongs to other courses. Ask your badge administrator.',
  },
  'needs.other': {
    nl: '{badge} is gestopt tot iemand ernaar kijkt. Meld dit bij je badgebeheerder. (code {code})',
    en: '{badge} has stopped until somebody looks at it. Tell your badge administrator. (code {code})',
  },
  'needs.stopped-since': {
    nl: '{lms} is niet bereikbaar sinds {since}. Insigne probeert het vanzelf opnieuw. (code {code})',
    en: '{lms} has not been reachable since {since}. Insigne keeps trying. (code {code})',
  },
  'needs.stopped.roles_withheld': {
    nl: '{lms} vertelt sinds {since} niet wie student is en wie docent. Vraag wie {lms} beheert om rollen met Insigne te delen. (code {code})',
    en: '{lms} has not told since {since} who is a student and who teaches. Ask whoever manages {lms} to share roles with Insigne. (code {code})',
  },
  'needs.stopped.platform_answer_unusable': {
    nl: '{lms} antwoordt sinds {since} anders dan Insigne verwacht; er gaat niets verloren. Vraag je badgebeheerder of de juiste soort leeromgeving is gekozen. (code {code})',
    en: '{lms} has answered in an unexpected way since {since}; nothing is lost. Ask your badge administrator whether the right kind of learning environment was chosen. (code {code})',
  },
  'needs.issuing': {
    nl: 'Toegekende badges wachten: Insigne kan nog geen bewijs uitgeven. Meld dit bij je badgebeheerder. (code {code})',
    en: 'Awarded badges are waiting: Insigne cannot issue credentials yet. Tell your badge administrator. (code {code})',
  },
  'needs.score-refused': {
    nl: '{lms} nam een cijfer voor {badge} niet aan. Kijk bij de student. (code {code})',
    en: '{lms} did not take a grade for {badge}. Look at the student. (code {code})',
  },

  'mapping.rule': { nl: 'Wanneer', en: 'When' },
  'mapping.column': { nl: 'Kolom', en: 'Column' },
  'mapping.progress': { nl: 'Voortgang', en: 'Progress' },
  'mapping.about': { nl: 'Wat deze badge zegt', en: 'What this badge says' },
  'mapping.criteria': { nl: 'Wat ervoor nodig is', en: 'What it takes' },
  'mapping.hidden-grades': {
    nl: 'Insigne leest cijfers uit {lms}, maar ziet niet of een cijfer daar al zichtbaar is voor de student.',
    en: 'Insigne reads grades from {lms}, but cannot see whether a grade is visible to the student there yet.',
  },
  'mapping.done': { nl: 'Gedaan:', en: 'Done:' },
  'mapping.to-do': { nl: 'Te doen:', en: 'To do:' },
  'mapping.public': { nl: 'Openbare pagina van de badge', en: 'Public page of the badge' },
  'mapping.unknown.title': {
    nl: 'Deze badge is hier nog niet ingesteld',
    en: 'This badge is not set up here yet',
  },
  'mapping.unknown.teacher': {
    nl: 'De link komt waarschijnlijk uit een andere cursus. Voeg de badge hier opnieuw toe via {lms}; er is niets toegekend.',
    en: 'The link probably comes from another course. Add the badge here again in {lms}; nothing has been awarded.',
  },
  'mapping.unknown.student': {
    nl: 'Je docent moet deze badge in deze cursus nog instellen.',
    en: 'Your teacher still has to set up this badge in this course.',
  },
  'mapping.after.title': { nl: 'Zo werkt het', en: 'How it works' },
  'mapping.after.save': {
    nl: 'Bewaar het formulier in {lms}; dan staat de link in je cursus.',
    en: 'Save the form in {lms}; then the link is in your course.',
  },
  'mapping.after.open': {
    nl: 'Open de link één keer, dan ziet Insigne wie er in de cursus zitten.',
    en: 'Open the link once, so that Insigne can see who is in the course.',
  },
  'mapping.after.grade.grade': {
    nl: 'Geef je cijfers in het cijferoverzicht van {lms}, in de kolom van deze badge.',
    en: 'Grade in the gradebook of {lms}, in the column of this badge.',
  },
  'mapping.after.grade.assessed': {
    nl: 'Beoordeel hier, bij elke student.',
    en: 'Assess here, on each student’s page.',
  },
  'mapping.after.grade.badge': {
    nl: 'Geef je cijfers in de kolom die je koos; de badge verschijnt vanzelf.',
    en: 'Grade in the column you chose; the badge appears by itself.',
  },
  'mapping.after.grade.none': {
    nl: 'Geef je cijfers in de kolom die je koos; de badge verschijnt vanzelf.',
    en: 'Grade in the column you chose; the badge appears by itself.',
  },
} satisfies Record<string, LocalText>;
