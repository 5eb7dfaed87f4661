/**
 * Texts of the pages around a launch, and of what the tool tells an LMS about itself. Whoever registers an LMS is no teacher;
 * even so, no word of the protocol stands here.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const ltiTexts = {
  'lti.tool.name': { nl: 'Insigne', en: 'Insigne' },
  'lti.tool.description': {
    nl: 'Badges die je koppelt aan wat studenten in je cursus laten zien, en die iedereen kan controleren.',
    en: 'Badges for what students show in your course, and that anybody can verify.',
  },
  'lti.tool.add-badge': { nl: 'Badge toevoegen', en: 'Add a badge' },

  'lti.window.title': { nl: 'Open Insigne in een nieuw venster', en: 'Open Insigne in a new window' },
  'lti.window.text': {
    nl: 'Je browser laat Insigne hier, binnen je leeromgeving, niets onthouden. In een eigen venster kan dat wel.',
    en: 'Your browser does not let Insigne remember anything here, inside your learning environment. In a window of its own it can.',
  },
  'lti.window.open': { nl: 'Open in een nieuw venster', en: 'Open in a new window' },
  'lti.window.no-cookies.title': { nl: 'Sta cookies toe voor Insigne', en: 'Allow cookies for Insigne' },
  'lti.window.no-cookies.text': {
    nl: 'Je browser bewaart geen cookies van Insigne, ook niet in een eigen venster. Zonder die cookie weet Insigne niet wie je bent. Sta cookies toe voor deze site en probeer het dan opnieuw.',
    en: 'Your browser keeps no cookies of Insigne, not even in a window of its own. Without one, Insigne cannot tell who you are. Allow cookies for this site, then try again.',
  },

  'lti.window.proven.text': {
    nl: 'Je bent ingelogd, maar je browser laat Insigne hier, binnen je leeromgeving, niets onthouden. Ga verder in een eigen venster; de link werkt een paar minuten.',
    en: 'You are logged in, but your browser does not let Insigne remember anything here, inside your learning environment. Go on in a window of its own; the button works for a few minutes.',
  },
  'lti.arrive.title': { nl: 'Insigne gaat open', en: 'Insigne is opening' },
  'lti.arrive.button': { nl: 'Ga verder', en: 'Continue' },
  'lti.continue.asking': {
    nl: 'Insigne gaat na of dit jouw browser is. Dat duurt een paar tellen.',
    en: 'Insigne is making sure that this is your browser. It takes a few seconds.',
  },

  'lti.continue.title': { nl: 'Even langs je leeromgeving', en: 'On to your learning environment' },
  'lti.continue.button': { nl: 'Ga verder', en: 'Continue' },

  'lti.return.title': { nl: 'Terug naar je cursus', en: 'Back to your course' },
  'lti.return.text': {
    nl: 'Insigne geeft de badge door aan je leeromgeving.',
    en: 'Insigne is passing the badge on to your learning environment.',
  },
  'lti.return.button': { nl: 'Ga verder', en: 'Continue' },

  'lti.registered.title': { nl: 'Insigne is aangemeld', en: 'Insigne is registered' },
  'lti.registered.done': {
    nl: '{lms} en Insigne kennen elkaar nu.',
    en: '{lms} and Insigne know each other now.',
  },
  'lti.registered.activate': {
    nl: 'Activeer Insigne in je leeromgeving als die daarom vraagt, en laat namen en e-mailadressen meesturen: een badge staat op naam.',
    en: 'Activate Insigne in your learning environment if it asks for that, and let it send names and e-mail addresses: a badge is made out to somebody.',
  },
  'lti.registered.review': {
    nl: 'Controleer in {lms} de rechten en plekken van Insigne en laat alle gegevens van gebruikers aan staan: een badge staat op naam. Zet Insigne daarna aan voor je instelling.',
    en: 'Check the permissions and placements of Insigne in {lms}, and keep all user data shared: a badge is made out to somebody. Then switch Insigne on for your institution.',
  },
  'lti.registered.enable': {
    nl: 'In {lms} staat Insigne nog uit. Zet de aanmelding aan, controleer de uitbreidingen, en maak een implementatie die namen, e-mailadressen en rollen meestuurt: een badge staat op naam. Er kan maar één aanmelding van Insigne tegelijk aan staan.',
    en: 'Insigne is still off in {lms}. Switch the registration on, check its extensions, and make a deployment that sends names, e-mail addresses and roles: a badge is made out to somebody. Only one registration of Insigne can be on at a time.',
  },
  'lti.registered.activate-pending': {
    nl: 'In {lms} wacht Insigne nog op activering: kies bij de externe tools “Activeren”. Zet het delen van namen en e-mailadressen op “Altijd”: een badge staat op naam.',
    en: 'Insigne still waits in {lms}: choose “Activate” among the external tools. Set sharing of names and e-mail addresses to “Always”: a badge is made out to somebody.',
  },
  'lti.registered.continue': { nl: 'Ga verder in {lms}', en: 'Continue in {lms}' },
  'lti.registered.waiting': {
    nl: 'Open Insigne daarna één keer in een cursus. Je beheerder van Insigne bevestigt dan bij welke instelling deze leeromgeving hoort.',
    en: 'Then open Insigne once in a course. Your Insigne operator will confirm which institution this learning environment belongs to.',
  },
  'lti.registered.close': { nl: 'Sluit dit venster', en: 'Close this window' },
} satisfies Record<string, LocalText>;
