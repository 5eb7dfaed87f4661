/**
 * Texts of what happened: in a course, and to one learner. And of a browser that comes without a session.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const historyTexts = {
  'history.tab': { nl: 'Verloop', en: 'History' },
  'history.title': { nl: 'Verloop', en: 'History' },
  'history.empty': { nl: 'Er is hier nog niets gebeurd.', en: 'Nothing happened here yet.' },
  'history.older': { nl: 'Ouder', en: 'Older' },
  'history.newest': { nl: 'Terug naar het nieuwste', en: 'Back to the newest' },
  'history.mapped': { nl: '{badge} gekoppeld', en: '{badge} was mapped' },
  'history.copied': {
    nl: '{badge} overgenomen uit een andere cursus',
    en: '{badge} was taken over from another course',
  },
  'history.separated': {
    nl: '{badge}: een dubbele link werd een eigen koppeling',
    en: '{badge}: a doubled link became a mapping of its own',
  },
  'history.changed': {
    nl: 'Voorwaarden van {badge} gewijzigd (versie {version})',
    en: 'Conditions of {badge} were changed (version {version})',
  },
  'history.looked-at': {
    nl: '{badge} bekeken en verder laten gaan',
    en: '{badge} was looked at and goes on',
  },
  'history.permission-asked': {
    nl: 'Toestemming voor {badge} gevraagd',
    en: 'Permission for {badge} was asked',
  },
  'history.permission-given': {
    nl: 'Toestemming voor {badge} gekregen',
    en: 'Permission for {badge} was given',
  },
  'history.permission-refused': {
    nl: 'Toestemming voor {badge} geweigerd',
    en: 'Permission for {badge} was refused',
  },
  'history.rubric-saved': { nl: 'Rubric van {badge} bewaard', en: 'The rubric of {badge} was saved' },
  'history.rubric-removed': {
    nl: 'Rubric van {badge} weggehaald',
    en: 'The rubric of {badge} was removed',
  },
  'history.handed-in': {
    nl: '{learner} leverde iets in voor {badge}',
    en: '{learner} handed something in for {badge}',
  },
  'history.assessed-passed': {
    nl: '{learner} beoordeeld voor {badge}: Behaald',
    en: '{learner} was assessed for {badge}: Passed',
  },
  'history.assessed-not-yet': {
    nl: '{learner} beoordeeld voor {badge}: Nog niet',
    en: '{learner} was assessed for {badge}: Not yet',
  },
  'history.approved': { nl: '{badge} goedgekeurd voor {learner}', en: '{badge} was approved for {learner}' },
  'history.declined': { nl: '{badge} afgewezen voor {learner}', en: '{badge} was declined for {learner}' },
  'history.awarded': { nl: '{badge} toegekend aan {learner}', en: '{badge} was awarded to {learner}' },
  'history.undone': {
    nl: '{badge} van {learner} ongedaan gemaakt',
    en: '{badge} of {learner} was undone',
  },
  'history.kept': {
    nl: '{learner} houdt {badge}, ondanks een lager resultaat',
    en: '{learner} keeps {badge}, in spite of a lower result',
  },
  'history.reissued': {
    nl: '{badge} van {learner} opnieuw uitgegeven',
    en: '{badge} of {learner} was issued again',
  },
  'history.withdrawn': { nl: '{badge} van {learner} ingetrokken', en: '{badge} of {learner} was withdrawn' },
  'history.expired': { nl: '{badge} van {learner} verlopen', en: '{badge} of {learner} expired' },
  'history.allowed-again': {
    nl: '{learner} kan {badge} weer krijgen',
    en: '{learner} can be awarded {badge} again',
  },
  'history.by': { nl: 'door {name}', en: 'by {name}' },
  'history.by-administrator': { nl: 'door een beheerder', en: 'by an administrator' },
  'history.by-rule': { nl: 'automatisch', en: 'automatically' },

  'timeline.title': { nl: 'Verloop', en: 'Timeline' },
  'timeline.awarded': { nl: '{badge}: toegekend', en: '{badge}: awarded' },
  'timeline.decided': { nl: '{badge}: {reason}', en: '{badge}: {reason}' },
  'timeline.assessed-passed': { nl: '{badge}: beoordeeld als Behaald', en: '{badge}: assessed as Passed' },
  'timeline.assessed-not-yet': { nl: '{badge}: beoordeeld als Nog niet', en: '{badge}: assessed as Not yet' },

  'no-session.title': { nl: 'Open dit vanuit je cursus', en: 'Open this from your course' },
  'no-session.body': {
    nl: 'Deze browser weet niet wie je bent. Dat gebeurt als de app van je leeromgeving een andere browser opent, of als je te lang weg was.',
    en: 'This browser does not know who you are. That happens when the app of your learning environment opens another browser, or when you were away for long.',
  },
  'no-session.steps': { nl: 'Zo kom je er wel', en: 'This is how you get there' },
  'no-session.step-1': {
    nl: 'Open je leeromgeving in deze browser en log in.',
    en: 'Open your learning environment in this browser and log in.',
  },
  'no-session.step-2': { nl: 'Ga naar de cursus.', en: 'Go to the course.' },
  'no-session.step-3': { nl: 'Open daar de link van de badge.', en: 'Open the link of the badge there.' },
  'no-session.shared': {
    nl: 'Heb je je bewijs al gedeeld? Dan werkt jouw eigen link overal, zonder in te loggen.',
    en: 'Have you shared your credential already? Then your own link works everywhere, without logging in.',
  },
  'student.says.earned-now': { nl: 'Gelukt! Behaald op {date}.', en: 'You did it. Earned on {date}.' },
  'student.stack': { nl: '{held} van {of} delen behaald', en: '{held} of {of} parts earned' },
  'page.code': { nl: 'Code om door te geven:', en: 'Code to quote:' },
} satisfies Record<string, LocalText>;
