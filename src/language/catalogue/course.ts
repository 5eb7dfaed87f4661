/**
 * Texts of the pages inside a course, for teachers and students. No word of the protocol stands here.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const courseTexts = {
  'course.back': { nl: 'Terug', en: 'Back' },
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
    nl: 'Een kolom met 1 van 1 zodra de badge is toegekend. Die kolom telt mee in het cursustotaal, tenzij jij haar daar uitsluit.',
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
  'overview.needs-you': { nl: 'Wat jou nodig heeft', en: 'What needs you' },
  'overview.check-now': { nl: 'Nu bijwerken', en: 'Check now' },
  'overview.checking': {
    nl: 'Insigne kijkt nu in {lms}. Ververs deze pagina over een paar tellen.',
    en: 'Insigne is looking in {lms} now. Refresh this page in a few seconds.',
  },
  'overview.checked': { nl: 'Bijgewerkt.', en: 'Up to date.' },
  'overview.refresh': { nl: 'Ververs', en: 'Refresh' },
  'overview.badges': { nl: 'Badges van deze cursus', en: 'Badges of this course' },
  'overview.more': {
    nl: 'Nog een badge? Voeg in {lms} inhoud toe en kies Insigne.',
    en: 'Another badge? In {lms}, add content and choose Insigne.',
  },
  'overview.empty.title': { nl: 'Nog geen badges in deze cursus', en: 'No badges in this course yet' },
  'overview.empty.body': {
    nl: 'Voeg in {lms} inhoud toe en kies Insigne. Daar koppel je een badge aan deze cursus.',
    en: 'In {lms}, add content and choose Insigne. There you map a badge to this course.',
  },
  'overview.counts': {
    nl: '{earned} behaald · {near} bijna · {notYet} nog niet',
    en: '{earned} have it · {near} near · {notYet} not yet',
  },
  'overview.counts.waiting': { nl: '{waiting} wacht', en: '{waiting} waiting' },
  'overview.counts.none': { nl: 'Nog geen studenten bekend', en: 'No students known yet' },
  'overview.bar': {
    nl: '{earned} van {total} studenten behaald',
    en: '{earned} of {total} students have it',
  },
  'overview.all-learners': { nl: 'Bekijk alle studenten', en: 'See all students' },
  'overview.open-badge': { nl: 'Bekijk {badge}', en: 'Open {badge}' },
  'overview.automatic': { nl: 'Automatisch', en: 'Automatic' },

  'state.active': { nl: 'Actief', en: 'Active' },
  'state.waiting-for-approval': { nl: 'Wacht op toestemming', en: 'Waiting for permission' },
  'state.needs-look': { nl: 'Kijk hiernaar', en: 'Needs a look' },
  'state.dropped': { nl: 'Vervallen', en: 'Dropped' },
  'state.placed': { nl: 'Geplaatst', en: 'Placed' },

  'needs.open-once': {
    nl: 'Open de link van {badge} één keer. Dan ziet Insigne wie er in de cursus zitten.',
    en: 'Open the link of {badge} once. Then Insigne can see who is in the course.',
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
  'needs.issuing': {
    nl: 'Toegekende badges wachten: Insigne kan nog geen bewijs uitgeven. Meld dit bij je badgebeheerder. (code {code})',
    en: 'Awarded badges are waiting: Insigne cannot issue credentials yet. Tell your badge administrator. (code {code})',
  },
  'needs.score-refused': {
    nl: '{lms} nam een cijfer voor {badge} niet aan. Kijk bij de student. (code {code})',
    en: '{lms} did not take a grade for {badge}. Look at the student. (code {code})',
  },

  'learners.title': { nl: 'Studenten', en: 'Students' },
  'learners.student': { nl: 'Student', en: 'Student' },
  'learners.search': { nl: 'Zoek op naam', en: 'Search by name' },
  'learners.search.go': { nl: 'Zoek', en: 'Search' },
  'learners.count': { nl: '{count} studenten', en: '{count} students' },
  'learners.empty': {
    nl: 'Insigne kent nog geen studenten in deze cursus. Open de badgelink één keer, dan worden ze gelezen.',
    en: 'Insigne does not know any students in this course yet. Open the badge link once, then they are read.',
  },
  'learners.none-found': {
    nl: 'Geen student gevonden met “{query}”.',
    en: 'No student found with “{query}”.',
  },
  'learners.no-badges': {
    nl: 'Er is nog geen badge gekoppeld. De studenten staan er al.',
    en: 'No badge is mapped yet. The students are already here.',
  },
  'learners.unnamed': { nl: 'Naam onbekend ({code})', en: 'Name unknown ({code})' },
  'learners.search.all': { nl: 'Toon alle studenten', en: 'Show all students' },
  'learners.found': { nl: '{count} van {total} studenten', en: '{count} of {total} students' },
  'learners.count-one': { nl: '1 student', en: '1 student' },
  'learners.table': { nl: 'Studenten en hun badges', en: 'Students and their badges' },

  'cell.earned': { nl: 'Behaald', en: 'Earned' },
  'cell.near': { nl: 'Bijna', en: 'Near' },
  'cell.not-met': { nl: 'Nog niet', en: 'Not yet' },
  'cell.waiting': { nl: 'Wacht', en: 'Waiting' },
  'cell.unknown': { nl: 'Onbekend', en: 'Unknown' },
  'cell.stopped': { nl: 'Niet automatisch', en: 'Not automatic' },
  'cell.undecided': { nl: 'Nog niet bekeken', en: 'Not looked at yet' },

  'cell.reason.reached': { nl: 'wordt toegekend', en: 'being awarded' },
  'cell.reason.assessed-passed': { nl: 'wordt toegekend', en: 'being awarded' },
  'cell.reason.below-threshold': { nl: '{score}, nodig {needed}', en: '{score}, needs {needed}' },
  'cell.reason.no-grade': { nl: 'geen cijfer', en: 'no grade' },
  'cell.reason.assessed-not-yet': { nl: 'nog geen “Behaald”', en: 'no “Passed” yet' },
  'cell.reason.not-before-date': { nl: 'tot {at}', en: 'until {at}' },
  'cell.reason.grade-not-stood': { nl: 'tot {at}', en: 'until {at}' },
  'cell.reason.column-not-seen': { nl: 'kolom nog niet gezien', en: 'column not seen yet' },
  'cell.reason.column-vanished': { nl: 'kolom verdwenen', en: 'column gone' },
  'cell.reason.column-doubled': { nl: 'twee kolommen', en: 'two columns' },
  'cell.reason.result-unusable': { nl: 'cijfer onleesbaar', en: 'grade not readable' },
  'cell.reason.members-unknown': { nl: 'deelnemers onbekend', en: 'members not known' },
  'cell.reason.not-a-member': { nl: 'geen deelnemer', en: 'not a member' },
  'cell.reason.not-a-learner': { nl: 'geen student', en: 'not a student' },
  'cell.reason.inactive': { nl: 'niet actief', en: 'not active' },
  'cell.reason.gone': { nl: 'vertrokken', en: 'left' },
  'cell.reason.staff': { nl: 'docent', en: 'teacher' },
  'cell.reason.test-user': { nl: 'testgebruiker', en: 'test user' },
  'cell.reason.observer': { nl: 'kijkt mee', en: 'observer' },
  'cell.reason.needs-approval': { nl: 'op toestemming', en: 'for permission' },
  'cell.reason.needs-look': { nl: 'badge gestopt', en: 'badge stopped' },

  'unit.percent': { nl: '{value} %', en: '{value} %' },
  'unit.points': { nl: '{value} punten', en: '{value} points' },

  'reason.reached': { nl: 'De norm is gehaald.', en: 'The threshold is reached.' },
  'reason.assessed-passed': { nl: 'Beoordeeld als behaald.', en: 'Assessed as passed.' },
  'reason.below-threshold': {
    nl: '{score} is minder dan de norm van {needed}.',
    en: '{score} is below the {needed} that is needed.',
  },
  'reason.no-grade': { nl: 'Er is nog geen cijfer.', en: 'There is no grade yet.' },
  'reason.assessed-not-yet': { nl: 'Nog niet als behaald beoordeeld.', en: 'Not assessed as passed yet.' },
  'reason.not-before-date': {
    nl: 'De norm is gehaald; de badge komt op zijn vroegst {at}.',
    en: 'The threshold is reached; the badge comes on {at} at the earliest.',
  },
  'reason.grade-not-stood': {
    nl: 'De norm is gehaald; het cijfer moet tot {at} blijven staan.',
    en: 'The threshold is reached; the grade has to stand until {at}.',
  },
  'reason.column-not-seen': {
    nl: 'De kolom staat nog niet in het cijferoverzicht.',
    en: 'The column is not in the gradebook yet.',
  },
  'reason.column-vanished': {
    nl: 'De kolom is uit het cijferoverzicht verdwenen.',
    en: 'The column is gone from the gradebook.',
  },
  'reason.column-doubled': {
    nl: 'Twee kolommen horen bij deze badge, dus het cijfer is niet zeker.',
    en: 'Two columns belong to this badge, so the grade is not certain.',
  },
  'reason.result-unusable': {
    nl: 'Het cijfer in de leeromgeving kan niet gelezen worden.',
    en: 'The grade in the learning environment cannot be read.',
  },
  'reason.members-unknown': {
    nl: 'Nog niet bekend wie er in de cursus zitten. Open de badgelink één keer.',
    en: 'It is not known yet who is in the course. Open the badge link once.',
  },
  'reason.not-a-member': { nl: 'Staat niet op de deelnemerslijst.', en: 'Is not on the list of members.' },
  'reason.not-a-learner': { nl: 'Is geen student in deze cursus.', en: 'Is not a student in this course.' },
  'reason.inactive': { nl: 'Is niet actief in deze cursus.', en: 'Is not active in this course.' },
  'reason.gone': { nl: 'Zit niet meer in deze cursus.', en: 'Is no longer in this course.' },
  'reason.staff': {
    nl: 'Geeft of gaf les in deze cursus; die krijgt niets automatisch.',
    en: 'Teaches or taught in this course; staff get nothing automatically.',
  },
  'reason.test-user': {
    nl: 'Is een testgebruiker; die krijgt nooit een badge.',
    en: 'Is a test user; they never get a badge.',
  },
  'reason.observer': { nl: 'Kijkt alleen mee.', en: 'Is an observer.' },
  'reason.needs-approval': {
    nl: 'De norm is gehaald; je instelling moet deze badge hier nog toestaan.',
    en: 'The threshold is reached; your institution still has to allow this badge here.',
  },
  'reason.needs-look': {
    nl: 'De badge is gestopt tot iemand ernaar kijkt.',
    en: 'The badge has stopped until somebody looks at it.',
  },
  'reason.undecided': { nl: 'Insigne heeft nog niet gekeken.', en: 'Insigne has not looked yet.' },

  'learner.held': { nl: 'Behaald in deze cursus', en: 'Earned in this course' },
  'learner.held.none': { nl: 'Nog geen badges uit deze cursus.', en: 'No badges from this course yet.' },
  'learner.standing': { nl: 'Per badge', en: 'Badge by badge' },
  'learner.status.gone': {
    nl: 'Zit niet meer in deze cursus. Wat behaald is, blijft.',
    en: 'Is no longer in this course. What was earned stays.',
  },
  'learner.status.inactive': {
    nl: 'Is niet actief in deze cursus en krijgt nu niets automatisch.',
    en: 'Is not active in this course and gets nothing automatically now.',
  },
  'learner.award.by-rule': {
    nl: 'Automatisch toegekend volgens de regel.',
    en: 'Awarded automatically by the rule.',
  },
  'learner.award.by-teacher': {
    nl: 'Toegekend na beoordeling door een docent.',
    en: 'Awarded after a teacher’s assessment.',
  },
  'learner.award.former': {
    nl: 'De badge is niet meer aan deze cursus gekoppeld.',
    en: 'The badge is no longer mapped in this course.',
  },
  'learner.award.now': {
    nl: 'Nu zou de regel dit zeggen: {reason}',
    en: 'The rule would say this now: {reason}',
  },
  'learner.earned-on': { nl: 'Behaald op {date}', en: 'Earned on {date}' },
  'learner.why': { nl: 'Waarom?', en: 'Why?' },
  'learner.input.column': { nl: 'Kolom', en: 'Column' },
  'learner.input.score': { nl: 'Cijfer', en: 'Grade' },
  'learner.input.score-of': {
    nl: '{score} van {maximum} ({percent})',
    en: '{score} of {maximum} ({percent})',
  },
  'learner.input.none': { nl: 'geen cijfer', en: 'no grade' },
  'learner.input.since': { nl: 'Staat er sinds', en: 'Stands since' },
  'learner.input.source': { nl: 'Gelezen uit', en: 'Read from' },
  'learner.input.source.tool-column': { nl: 'het cijferoverzicht', en: 'the gradebook' },
  'learner.input.source.assessment': { nl: 'de beoordeling hier', en: 'the assessment here' },
  'learner.input.hidden-note': {
    nl: 'Insigne ziet niet of een cijfer in {lms} al zichtbaar is voor de student.',
    en: 'Insigne cannot see whether a grade in {lms} is visible to the student yet.',
  },
  'learner.decided': { nl: 'Besloten op', en: 'Decided on' },
  'learner.mapping-version': { nl: 'Versie van de regel', en: 'Version of the rule' },
  'learner.input.nothing': { nl: 'Er was niets om te lezen.', en: 'There was nothing to read.' },
  'learner.history': { nl: 'Eerdere besluiten', en: 'Earlier decisions' },
  'learner.no-badges': { nl: 'Er is nog geen badge gekoppeld.', en: 'No badge is mapped yet.' },
  'learner.credential': { nl: 'Bewijs', en: 'Credential' },
  'learner.credential.issued': { nl: 'Uitgegeven', en: 'Issued' },
  'learner.credential.being-issued': { nl: 'Wordt uitgegeven', en: 'Being issued' },
  'learner.credential.waiting': {
    nl: 'Wordt uitgegeven; Insigne probeert het opnieuw. (code {code})',
    en: 'Being issued; Insigne keeps trying. (code {code})',
  },
  'learner.credential.undeliverable': {
    nl: 'Kan niet uitgegeven worden. Meld dit bij je badgebeheerder. (code {code})',
    en: 'Cannot be issued. Tell your badge administrator. (code {code})',
  },
  'learner.score': { nl: 'Cijfer in {lms}', en: 'Grade in {lms}' },
  'learner.score.posted': { nl: 'Het cijfer staat in {lms}.', en: 'The grade is in {lms}.' },
  'learner.score.waiting': { nl: 'Het cijfer gaat naar {lms}.', en: 'The grade is on its way to {lms}.' },
  'learner.score.column_not_seen': {
    nl: 'Het cijfer wacht: de kolom staat nog niet in {lms}. Bewaar daar de badgelink.',
    en: 'The grade is waiting: the column is not in {lms} yet. Save the badge link there.',
  },
  'learner.score.column_doubled': {
    nl: 'Het cijfer wacht: twee kolommen in {lms} horen bij deze badge. Verwijder er één.',
    en: 'The grade is waiting: two columns in {lms} belong to this badge. Remove one of them.',
  },
  'learner.score.refused': {
    nl: '{lms} nam het cijfer niet aan. Vul het daar zelf in. (code {code})',
    en: '{lms} did not take the grade. Enter it there yourself. (code {code})',
  },
  'learner.score.overridden': {
    nl: '{lms} houdt een eigen cijfer van een docent aan; dat van hier telt daar niet.',
    en: '{lms} keeps a grade that a teacher entered there; the one from here does not count there.',
  },

  'assess.title': { nl: 'Beoordeel {badge}', en: 'Assess {badge}' },
  'assess.standing.passed': {
    nl: 'Beoordeeld als behaald op {at}.',
    en: 'Assessed as passed on {at}.',
  },
  'assess.standing.not-yet': {
    nl: 'Beoordeeld als nog niet behaald op {at}.',
    en: 'Assessed as not yet on {at}.',
  },
  'assess.not-possible': {
    nl: 'Deze persoon kun je nu niet beoordelen: alleen actieve studenten van deze cursus krijgen badges.',
    en: 'You cannot assess this person now: only active students of this course get badges.',
  },
  'assess.verdict': { nl: 'Beoordeling', en: 'Assessment' },
  'assess.passed': { nl: 'Behaald', en: 'Passed' },
  'assess.not-yet': { nl: 'Nog niet', en: 'Not yet' },
  'assess.score': { nl: 'Score in procenten (mag leeg)', en: 'Score in percent (optional)' },
  'assess.score.hint': {
    nl: 'Zonder score telt Behaald als 100 % en Nog niet als 0 %.',
    en: 'Without a score, Passed counts as 100 % and Not yet as 0 %.',
  },
  'assess.save': { nl: 'Bewaar beoordeling', en: 'Save assessment' },
  'assess.saved.passed': {
    nl: 'Bewaard. De badge is toegekend.',
    en: 'Saved. The badge is awarded.',
  },
  'assess.saved.waiting': {
    nl: 'Bewaard. De badge volgt zodra je instelling toestemming geeft.',
    en: 'Saved. The badge follows once your institution agrees.',
  },
  'assess.saved.held': {
    nl: 'Bewaard. De badge was al toegekend en blijft dat.',
    en: 'Saved. The badge was awarded already and stays so.',
  },
  'assess.saved.not-yet': { nl: 'Bewaard: nog niet behaald.', en: 'Saved: not yet.' },
  'assess.choose': { nl: 'Kies Behaald of Nog niet.', en: 'Choose Passed or Not yet.' },
  'assess.score.invalid': { nl: 'Vul een getal van 0 tot 100 in.', en: 'Enter a number from 0 to 100.' },

  'mapping.rule': { nl: 'Wanneer', en: 'When' },
  'mapping.column': { nl: 'Kolom', en: 'Column' },
  'mapping.how': { nl: 'Hoe', en: 'How' },
  'mapping.kind': { nl: 'Soort', en: 'Kind' },
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
