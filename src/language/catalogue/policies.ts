/**
 * Texts of how a badge is awarded beside its conditions: by whom, until when, to whom, and what happens afterwards.
 *
 * Begin in capitals: each is a choice of its own.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const policyTexts = {
  'how.mode': { nl: 'Wie kent toe?', en: 'Who awards it?' },
  'how.mode.automatic': { nl: 'Automatisch', en: 'Automatic' },
  'how.mode.automatic.hint': {
    nl: 'Zodra iemand voldoet, komt de badge.',
    en: 'As soon as somebody meets it, the badge comes.',
  },
  'how.mode.after-approval': { nl: 'Ik keur goed', en: 'I approve' },
  'how.mode.after-approval.hint': {
    nl: 'Wie voldoet, wacht op jouw ja.',
    en: 'Whoever meets it waits for your yes.',
  },
  'how.mode.by-hand': { nl: 'Met de hand', en: 'By hand' },
  'how.mode.by-hand.hint': {
    nl: 'Jij kent toe op de pagina van een student.',
    en: 'You award it on the page of a student.',
  },
  'how.until': { nl: 'Tot en met (hoeft niet)', en: 'Until and including (optional)' },
  'how.until.hint': {
    nl: 'Resultaten van daarna tellen niet mee.',
    en: 'Results from after that do not count.',
  },
  'how.until.is': { nl: 'Tot en met {date}', en: 'Until and including {date}' },
  'how.until.none': { nl: 'Zonder einddatum', en: 'Without an end' },
  'how.lowered': { nl: 'Als een cijfer later lager wordt', en: 'When a grade becomes lower later' },
  'how.lowered.keep': { nl: 'De badge blijft', en: 'The badge stays' },
  'how.lowered.ask': { nl: 'Vraag het mij', en: 'Ask me' },
  'how.lowered.withdraw': { nl: 'Trek de badge in', en: 'Withdraw the badge' },
  'how.earlier': { nl: 'Wie nu al voldoet', en: 'Those who meet it already' },
  'how.earlier.included': { nl: 'Telt mee', en: 'Count' },
  'how.earlier.new-only': { nl: 'Alleen nieuwe resultaten', en: 'New results only' },
  'how.scope': { nl: 'Hoe vaak', en: 'How often' },
  'how.scope.course': { nl: 'Eén keer per cursus', en: 'Once per course' },
  'how.scope.institution': { nl: 'Eén keer bij deze instelling', en: 'Once at this institution' },
  'how.validMonths': { nl: 'Geldig in maanden (hoeft niet)', en: 'Valid for months (optional)' },
  'how.validMonths.is': { nl: '{count} maanden geldig', en: 'Valid for {count} months' },
  'how.validMonths.none': { nl: 'Blijft geldig', en: 'Stays valid' },
  'how.renewal': { nl: 'Als de badge is verlopen', en: 'When it has expired' },
  'how.renewal.none': { nl: 'Niet opnieuw', en: 'Not again' },
  'how.renewal.when-met': {
    nl: 'Opnieuw als iemand nog voldoet',
    en: 'Again when somebody meets it still',
  },
  'how.renewal.new-result': { nl: 'Opnieuw bij een nieuw resultaat', en: 'Again with a new result' },
  'how.who': { nl: 'Voor wie', en: 'For whom' },
  'how.who.all': { nl: 'Alle studenten van de cursus', en: 'All students of the course' },
  'how.who.chosen': { nl: 'Alleen wie ik kies', en: 'Only those whom I choose' },
  'how.who.one': { nl: 'Eén gekozen student', en: 'One chosen student' },
  'how.who.count': { nl: '{count} gekozen studenten', en: '{count} chosen students' },
  'how.who.list': { nl: 'Kies studenten', en: 'Choose students' },
  'how.who.find': { nl: 'Zoek op naam', en: 'Find by name' },
  'how.who.nobody': { nl: 'Kies minstens één student.', en: 'Choose at least one student.' },
  'how.problem': {
    nl: 'Kijk naar de datum en de maanden (1 tot 120).',
    en: 'Look at the date and the months (1 to 120).',
  },

  'approve.select': { nl: 'Kies {learner} voor {badge}', en: 'Select {learner} for {badge}' },
  'approve.waits': { nl: 'Wacht op jou', en: 'Waits for you' },
  'approve.go': { nl: 'Keur gekozen goed', en: 'Approve the selected' },
  'approve.all': { nl: 'Kies alle die op jou wachten', en: 'Select all that wait for you' },
  'approve.count': { nl: 'Keur {count} goed', en: 'Approve {count}' },
  'filter.approve': { nl: 'Wacht op mij', en: 'Waits for me' },

  'act.award': { nl: 'Ken toe', en: 'Award' },
  'act.award.hint': {
    nl: 'Ook zonder dat de voorwaarden gehaald zijn. De reden staat in het verloop.',
    en: 'Even when the conditions are not met. The reason stands in the timeline.',
  },
  'act.withdraw': { nl: 'Trek in', en: 'Withdraw' },
  'act.withdraw.hint': {
    nl: 'De student leest de reden. Het bewijs wordt ongeldig.',
    en: 'The student reads the reason. The credential becomes invalid.',
  },
  'act.withdraw.again': {
    nl: 'Mag opnieuw behaald worden met een ander resultaat',
    en: 'May be earned again with another result',
  },
  'act.undo': { nl: 'Maak ongedaan', en: 'Undo' },
  'act.reason': { nl: 'Reden', en: 'Reason' },
  'act.reason.missing': { nl: 'Schrijf een reden.', en: 'Write a reason.' },
} satisfies Record<string, LocalText>;
