/**
 * What the last round over a course found.
 *
 * @module
 */

export const roundTexts = {
  'round.title': { nl: 'Laatste controle', en: 'Last check' },
  'round.when': {
    nl: '{at}, {trigger}: {seconds} s, {requests} vragen aan de leeromgeving.',
    en: '{at}, {trigger}: {seconds} s, {requests} requests to the learning environment.',
  },
  'round.trigger.schedule': { nl: 'op het vaste moment', en: 'at the usual time' },
  'round.trigger.launch': { nl: 'omdat iemand de cursus opende', en: 'because somebody opened the course' },
  'round.trigger.check-now': { nl: 'omdat iemand erom vroeg', en: 'because somebody asked' },
  'round.trigger.assessment': { nl: 'na een beoordeling', en: 'after an assessment' },
  'round.trigger.link-opened': {
    nl: 'omdat iemand een badge opende',
    en: 'because somebody opened a badge',
  },
  'round.trigger.notice': {
    nl: 'na een bericht van de leeromgeving',
    en: 'after a message from the learning environment',
  },
  'round.counts': {
    nl: '{candidates} keer gekeken of iemand een badge verdient: {met} wel, {awarded} nieuw toegekend, {alreadyHeld} hadden hem al.',
    en: 'Looked {candidates} times whether somebody earns a badge: {met} do, {awarded} newly awarded, {alreadyHeld} had it already.',
  },
  'round.unknown': {
    nl: 'Bij {unknown} is het niet te zeggen; bij {unreachable} daarvan is de kolom of de deelnemer niet te vinden.',
    en: 'For {unknown} it cannot be said; for {unreachable} of them the column or the member cannot be found.',
  },
  'round.stopped': {
    nl: '{stopped} krijgen niets automatisch: docenten, testgebruikers, wie niet actief is.',
    en: '{stopped} get nothing automatically: teachers, test users, whoever is not active.',
  },
  'round.no-address': {
    nl: 'Van {count} met een badge is geen e-mailadres bekend.',
    en: 'The e-mail address of {count} who hold a badge is not known.',
  },
  'round.error': { nl: 'Gestopt ({code}).', en: 'Stopped ({code}).' },
  'round.quiet': {
    nl: 'Daarna nog {count} keer gekeken, laatst {at}: er was niets nieuws.',
    en: 'Looked {count} times since, last on {at}: nothing was new.',
  },
  'console.work.rounds': { nl: 'Laatste controles', en: 'Last checks' },
  'console.work.rounds.none': { nl: 'Er is nog geen cursus bekeken.', en: 'No course was looked at yet.' },
  'console.work.rounds.found': { nl: 'Wat er gebeurde', en: 'What happened' },
} as const;
