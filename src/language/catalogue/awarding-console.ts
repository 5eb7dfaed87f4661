/**
 * Texts of the console about awarding: who approves, groups, templates, and what waits for a yes.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const awardingConsoleTexts = {
  'console.nav.approvals': { nl: 'Goed te keuren', en: 'To approve' },
  'console.nav.awarding': { nl: 'Regels en sjablonen', en: 'Rules and templates' },
  'console.approvals.title': { nl: 'Goed te keuren', en: 'To approve' },
  'console.approvals.none': {
    nl: 'Er wacht niets op jouw goedkeuring.',
    en: 'Nothing is waiting for your approval.',
  },
  'console.awarding.title': { nl: 'Regels en sjablonen', en: 'Rules and templates' },
  'console.awarding.who': { nl: 'Wie keurt goed', en: 'Who approves' },
  'console.awarding.who.intro': {
    nl: 'Dit geldt voor badges die pas na goedkeuring worden toegekend, en voor wat met de hand gebeurt.',
    en: 'This is about badges that are awarded after approval, and about what is done by hand.',
  },
  'console.awarding.approvers': { nl: 'Goedkeuren doet', en: 'Approved by' },
  'console.awarding.kind.course-teacher': { nl: 'de docent van de cursus', en: 'the teacher of the course' },
  'console.awarding.kind.named': { nl: 'aangewezen personen', en: 'named people' },
  'console.awarding.kind.group': { nl: 'een groep', en: 'a group' },
  'console.awarding.people': { nl: 'Aangewezen personen', en: 'Named people' },
  'console.awarding.group': { nl: 'Groep', en: 'Group' },
  'console.awarding.four-eyes': {
    nl: 'Vier ogen: wie de regel maakte, mag niet alleen goedkeuren',
    en: 'Four eyes: whoever made the rule may not approve alone',
  },
  'console.awarding.months': {
    nl: 'Een regel stopt als er zoveel maanden niemand naar keek (leeg: nooit)',
    en: 'A rule stops when nobody looked at it for so many months (empty: never)',
  },
  'console.awarding.save': { nl: 'Bewaar', en: 'Save' },
  'console.awarding.groups': { nl: 'Groepen', en: 'Groups' },
  'console.awarding.group.name': { nl: 'Naam van de groep', en: 'Name of the group' },
  'console.awarding.group.add': { nl: 'Nieuwe groep', en: 'New group' },
  'console.awarding.group.new': {
    nl: 'Nieuwe groep, bijvoorbeeld Examencommissie',
    en: 'New group, for example Examination board',
  },
  'console.awarding.members': { nl: 'Leden', en: 'Members' },
  'console.templates': { nl: 'Sjablonen', en: 'Templates' },
  'console.templates.intro': {
    nl: 'Een regel die je één keer maakt en die veel cursussen volgen. Een wijziging gaat pas in als jij die toepast.',
    en: 'A rule that you make once and that many courses follow. A change takes effect only when you apply it.',
  },
  'console.templates.new': { nl: 'Nieuw sjabloon', en: 'New template' },
  'console.templates.make': { nl: 'Maak het sjabloon', en: 'Make the template' },
  'console.templates.retired': { nl: 'niet meer te kiezen', en: 'no longer offered' },
  'console.templates.set-up': { nl: 'Wanneer en hoe', en: 'When and how' },
  'console.templates.role': { nl: 'Waar het cijfer vandaan komt', en: 'Where the grade comes from' },
  'console.templates.places': {
    nl: 'Andere kolommen die een cursus invult',
    en: 'Other columns that a course fills in',
  },
  'console.templates.places.hint': {
    nl: 'Geef elke kolom een naam, bijvoorbeeld “Verslag”. Wie het sjabloon overneemt, kiest er een kolom van de eigen cursus bij.',
    en: 'Give each column a name, “Report” for example. Whoever takes the template chooses a column of their own course for it.',
  },
  'console.templates.place': { nl: 'Kolom {number}', en: 'Column {number}' },
  'console.templates.look': { nl: 'Bekijk wat er staat', en: 'See what it says' },
  'console.templates.problem.name': {
    nl: 'Geef het sjabloon een naam van hoogstens 120 tekens.',
    en: 'Give the template a name of at most 120 characters.',
  },
  'console.templates.problem.badge-class': { nl: 'Kies een badge.', en: 'Choose a badge.' },
  'console.templates.problem.column-maximum': {
    nl: 'Het maximum van de kolom is een heel getal van 1 tot 100.',
    en: 'The maximum of the column is a whole number from 1 to 100.',
  },
  'console.templates.problem.places': {
    nl: 'Gebruik elke kolom die je noemt, en noem elke kolom die je gebruikt.',
    en: 'Use each column that you name, and name each column that you use.',
  },
  'console.templates.problem.own-column': {
    nl: 'Zonder eigen kolom kan geen voorwaarde daarover gaan. Kies een andere kolom.',
    en: 'Without a column of its own no condition can be about it. Choose another column.',
  },
  'console.templates.maximum': { nl: 'Maximum van de kolom', en: 'Maximum of the column' },
  'console.templates.version': { nl: 'versie {version}', en: 'version {version}' },
  'console.templates.difference': {
    nl: 'Wat deze versie per cursus verandert',
    en: 'What this version changes in each course',
  },
  'console.templates.added': { nl: 'Krijgen hem erbij', en: 'Gain it' },
  'console.templates.dropped': { nl: 'Zouden hem niet krijgen', en: 'Would not get it' },
  'console.templates.holds': { nl: 'Hebben hem al', en: 'Hold it already' },
  'console.templates.apply': { nl: 'Pas toe in deze cursussen', en: 'Apply in these courses' },
  'console.templates.applied': { nl: 'Toegepast in {count} cursussen.', en: 'Applied in {count} courses.' },
  'console.templates.failed': {
    nl: 'In {count} cursussen niet: daar ontbreekt een kolom of badge.',
    en: 'Not in {count} courses: a column or badge is missing there.',
  },
  'console.templates.change': { nl: 'Pas aan', en: 'Change' },
  'console.templates.save': { nl: 'Bewaar als nieuwe versie', en: 'Save as a new version' },
  'console.templates.retire': { nl: 'Bied niet meer aan', en: 'Stop offering it' },
  'console.templates.restore': { nl: 'Bied weer aan', en: 'Offer it again' },
} satisfies Record<string, LocalText>;
