/**
 * Texts of the console about work on the background: what is stopped, what failed too often, and mail to learners.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const consoleWorkTexts = {
  'console.nav.work': { nl: 'Werk op de achtergrond', en: 'Background work' },
  'console.home.work.one': {
    nl: 'Op de achtergrond staat één ding stil',
    en: 'One thing has stopped in the background',
  },
  'console.home.work': {
    nl: 'Op de achtergrond staan {count} dingen stil',
    en: '{count} things have stopped in the background',
  },
  'console.work.title': { nl: 'Werk op de achtergrond', en: 'Background work' },
  'console.work.waits': { nl: 'Wat stilstaat', en: 'What has stopped' },
  'console.work.none': {
    nl: 'Er staat niets stil. Cursussen worden vanzelf bijgewerkt.',
    en: 'Nothing has stopped. Courses are kept up to date by themselves.',
  },
  'console.work.search': { nl: 'Zoek', en: 'Search' },
  'console.work.what': { nl: 'Wat', en: 'What' },
  'console.work.since': { nl: 'Sinds', en: 'Since' },
  'console.work.why': { nl: 'Waarom, en wat je kunt doen', en: 'Why, and what you can do' },
  'console.work.health': { nl: 'Bekijk de verbinding met {lms}', en: 'See the connection with {lms}' },
  'console.work.failed': {
    nl: 'Mislukt: {count} keer. Laatste foutcode: {code}. Neem de oorzaak weg en probeer het dan opnieuw.',
    en: 'Times failed: {count}. Last error code: {code}. Take away the cause, then try again.',
  },
  'console.work.no-code': { nl: 'geen', en: 'none' },
  'console.work.retry': { nl: 'Probeer opnieuw', en: 'Try again' },
  'console.work.course': { nl: 'Cursus bijwerken: {course}', en: 'Update a course: {course}' },
  'console.work.job': { nl: 'Taak {name}', en: 'Job {name}' },
  'console.work.mail': { nl: 'Mail aan studenten', en: 'Mail to learners' },
  'console.work.mail.no-server': {
    nl: 'Er gaat geen mail uit. De beheerder van de server stelt daarvoor SMTP_URL en MAIL_FROM in.',
    en: 'No mail is sent. Whoever runs the server sets SMTP_URL and MAIL_FROM for that.',
  },
  'console.work.mail.mails': {
    nl: 'Studenten krijgen een mail als ze een badge verdienen, tenzij ze die zelf uitzetten.',
    en: 'Learners get a mail when they earn a badge, unless they switch it off.',
  },
  'console.work.mail.not-allowed': {
    nl: 'Studenten krijgen geen mail als ze een badge verdienen.',
    en: 'Learners get no mail when they earn a badge.',
  },
  'console.work.mail.counts': {
    nl: 'Laatste 30 dagen: {sent} verstuurd, {waiting} onderweg, {unsent} niet verstuurd, {unsure} niet zeker.',
    en: 'Last 30 days: {sent} sent, {waiting} on their way, {unsent} not sent, {unsure} not sure.',
  },
  'console.work.mail.unsent': { nl: 'Niet verstuurd, of niet zeker', en: 'Not sent, or not sure' },
  'console.work.mail.who': { nl: 'Student', en: 'Student' },
  'console.work.mail.badge': { nl: 'Badge', en: 'Badge' },
  'console.work.mail.why': { nl: 'Wat er gebeurde', en: 'What happened' },
  'console.work.mail.on': { nl: 'Zet mail aan', en: 'Switch mail on' },
  'console.work.mail.off': { nl: 'Zet mail uit', en: 'Switch mail off' },
} satisfies Record<string, LocalText>;
