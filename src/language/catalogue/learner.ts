/**
 * Texts about learners, for their teacher: the matrix, why and why not yet, one learner, assessing.
 *
 * Each reason of a decision has a sentence (`reason.…`) and a few words for a cell of the matrix (`cell.reason.…`).
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const learnerTexts = {
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
  'learner.award.by-hand': { nl: 'Met de hand toegekend.', en: 'Awarded by hand.' },
  'learner.no-others': {
    nl: 'Alle badges van deze cursus zijn behaald.',
    en: 'Every badge of this course is earned.',
  },
  'learner.input.not-assessed': { nl: 'nog niet beoordeeld', en: 'not assessed yet' },
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
  'cell.reason.grade-hidden': { nl: 'cijfer nog verborgen', en: 'grade still hidden' },
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
  'reason.grade-hidden': {
    nl: 'Het cijfer is voor de student nog verborgen. Het telt zodra het zichtbaar is.',
    en: 'The grade is still hidden from the student. It counts as soon as it is shown.',
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
    nl: 'Geeft of gaf les in deze cursus en krijgt daarom niets automatisch.',
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
  'learner.award.by-other-link': {
    nl: 'Toegekend via een andere link van deze badge in deze cursus.',
    en: 'Awarded by another link of this badge in this course.',
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
  'learner.next-check': { nl: 'Volgende controle', en: 'Next check' },
  'learner.next-check.none': {
    nl: 'Niet gepland; wel zodra iemand de cursus opent',
    en: 'Not planned; as soon as somebody opens the course',
  },
  'learner.mapping-version': { nl: 'Versie van de regel', en: 'Version of the rule' },
  'learner.input.nothing': { nl: 'Er was niets om te lezen.', en: 'There was nothing to read.' },
  'learner.history': { nl: 'Eerdere besluiten', en: 'Earlier decisions' },
  'learner.no-badges': { nl: 'Er is nog geen badge gekoppeld.', en: 'No badge is mapped yet.' },
  'learner.credential': { nl: 'Bewijs', en: 'Credential' },
  'learner.credential.issued': { nl: 'uitgegeven', en: 'issued' },
  'learner.credential.being-issued': { nl: 'wordt uitgegeven', en: 'being issued' },
  'learner.credential.waiting': {
    nl: 'wordt uitgegeven; Insigne probeert het opnieuw. (code {code})',
    en: 'being issued; Insigne keeps trying. (code {code})',
  },
  'learner.credential.undeliverable': {
    nl: 'kan niet uitgegeven worden. Meld dit bij je badgebeheerder. (code {code})',
    en: 'cannot be issued. Tell your badge administrator. (code {code})',
  },
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
  'learner.score.column_unpublished': {
    nl: 'Het cijfer wacht: de opdracht is nog niet gepubliceerd in {lms}. Publiceer die daar.',
    en: 'The grade is waiting: the assignment is not published in {lms} yet. Publish it there.',
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
  'assess.passed': { nl: 'Behaald', en: 'Passed' },
  'assess.not-yet': { nl: 'Nog niet', en: 'Not yet' },
  'assess.score': { nl: 'Score in procenten (hoeft niet)', en: 'Score in percent (optional)' },
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
} satisfies Record<string, LocalText>;
