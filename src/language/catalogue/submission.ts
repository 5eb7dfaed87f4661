/**
 * Texts of handing in a credential as homework, and of what else a teacher may put into a course.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const submissionTexts = {
  'submission.title': { nl: 'Lever een bewijs in', en: 'Hand in a credential' },
  'submission.which': { nl: 'Welk bewijs lever je in?', en: 'Which credential do you hand in?' },
  'submission.who-sees': {
    nl: 'Alleen docenten van deze cursus zien het. Wat je verder deelt, verandert niet.',
    en: 'Only teachers of this course see it. What you share otherwise does not change.',
  },
  'submission.none': {
    nl: 'Je hebt nog geen bewijs om in te leveren. Open de link van een badge in je cursus om te zien wat je nog nodig hebt.',
    en: 'You have no credential to hand in yet. Open the link of a badge in your course to see what it takes.',
  },
  'submission.no-links': {
    nl: '{lms} neemt op deze plek geen bewijs aan. Ga terug en vraag je docent hoe je het inlevert.',
    en: '{lms} does not take a credential in this place. Go back and ask your teacher how to hand it in.',
  },
  'submission.submit': { nl: 'Lever in', en: 'Hand in' },
  'submission.submitted': { nl: 'Ingeleverd: {title}', en: 'Handed in: {title}' },
  'submission.by': { nl: 'Ingeleverd door {name}', en: 'Handed in by {name}' },
  'submission.by-unknown': { nl: 'Ingeleverd bewijs', en: 'Credential that was handed in' },

  'error.title.submission_unknown': {
    nl: 'Dit bewijs is hier niet ingeleverd',
    en: 'This credential was not handed in here',
  },
  'error.submission_unknown': {
    nl: 'De link hoort bij een andere cursus of is veranderd. Vraag de student om het bewijs opnieuw in te leveren.',
    en: 'The link belongs to another course or was changed. Ask the student to hand in the credential again.',
  },

  'error.title.registration_replacement_refused': { nl: 'Niet vervangen', en: 'Not replaced' },
  'error.registration_replacement_refused': {
    nl: 'Alleen een andere registratie van dezelfde leeromgeving kan deze vervangen. Kies een andere.',
    en: 'Only another registration of the same learning environment can replace this one. Choose another one.',
  },

  'picker.also': { nl: 'Ook voor deze badges', en: 'For these badges too' },
  'picker.also.hint': {
    nl: 'Elke badge krijgt een eigen link en een eigen kolom, met dezelfde norm.',
    en: 'Each badge gets a link and a column of its own, with the same threshold.',
  },
  'picker.public': { nl: 'Of: de openbare pagina van een badge', en: 'Or: the public page of a badge' },
  'picker.public.body': {
    nl: 'Iedereen kan lezen waar de badge voor staat, ook zonder in te loggen. Hier wordt niets toegekend.',
    en: 'Anybody can read what the badge stands for, also without logging in. Nothing is awarded here.',
  },
  'picker.public.badge': { nl: 'Badge', en: 'Badge' },
  'picker.public.form': { nl: 'Hoe staat het in de cursus?', en: 'How does it appear in the course?' },
  'picker.public.link': { nl: 'Als link', en: 'As a link' },
  'picker.public.html': { nl: 'Als tekst met afbeelding', en: 'As text with its image' },
  'picker.public.image': { nl: 'Als afbeelding', en: 'As an image' },
  'picker.public.submit': { nl: 'Voeg toe', en: 'Add' },
} satisfies Record<string, LocalText>;
