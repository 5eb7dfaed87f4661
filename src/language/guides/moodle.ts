/**
 * Moodle, as its administration pages were seen on 5.1.
 *
 * Source: facts/MOODLE.md §2 and the pages named with each step.
 *
 * @module
 */
import { step, type ConnectGuide } from './guide.js';

const TOOLS = { title: 'MoodleDocs: LTI and Moodle', url: 'https://docs.moodle.org/501/en/LTI_and_Moodle' };
const SETTINGS = {
  title: 'MoodleDocs: External tool settings',
  url: 'https://docs.moodle.org/501/en/External_tool_settings',
};
const MANAGE = ['Site administration', 'Plugins', 'Activity modules', 'External tool', 'Manage tools'];

const show = step({
  id: 'show',
  title: { nl: 'Zet Insigne in de activiteitenkiezer', en: 'Put Insigne into the activity chooser' },
  body: {
    nl: 'Kies het tandwiel van Insigne. Stel in dat docenten Insigne zien, en dat Moodle namen, e-mailadressen en cijfers deelt. Bewaar.',
    en: 'Choose the gear of Insigne. Have teachers see Insigne, and have Moodle share names, e-mail addresses and grades. Save.',
  },
  path: MANAGE,
  words: [
    'Tool configuration usage: Show in activity chooser and as a preconfigured tool',
    'IMS LTI Assignment and Grade Services: Use this service for grade sync and column management',
    'IMS LTI Names and Role Provisioning: Use this service to retrieve members’ information',
    'Share launcher’s name with tool: Always',
    'Share launcher’s email with tool: Always',
    'Save changes',
  ],
  page: SETTINGS,
});

const open = step({
  id: 'open',
  title: { nl: 'Open Insigne een keer in een cursus', en: 'Open Insigne once in a course' },
  body: {
    nl: 'Zet in een cursus de bewerkmodus aan, voeg de activiteit Insigne toe en kies inhoud. Bewaar en open de activiteit. Daarna ziet Insigne of alles klopt.',
    en: 'Turn edit mode on in a course, add the activity Insigne and select content. Save and open the activity. Insigne then sees whether all is well.',
  },
  path: ['Edit mode', 'Add an activity or resource'],
  words: ['Select content', 'Save and display'],
  doneWhen: 'launched',
  page: TOOLS,
});

export const MOODLE_GUIDE: ConnectGuide = {
  name: 'moodle',
  lms: { nl: 'Moodle', en: 'Moodle' },
  ways: {
    link: [
      step({
        id: 'paste',
        title: { nl: 'Plak de link in Moodle', en: 'Paste the link into Moodle' },
        body: {
          nl: 'Meld je in Moodle aan als sitebeheerder en open “Manage tools”. Plak de link in het veld bovenaan en druk op de knop.',
          en: 'Sign in to Moodle as a site administrator and open “Manage tools”. Paste the link into the field at the top and press the button.',
        },
        path: MANAGE,
        words: ['Tool URL', 'Add LTI Advantage'],
        copies: 'link',
        doneWhen: 'registered',
        page: TOOLS,
      }),
      step({
        id: 'activate',
        title: { nl: 'Activeer Insigne', en: 'Activate Insigne' },
        body: {
          nl: 'Insigne staat nu op een kaart met “Pending”. Druk daar op “Activate”.',
          en: 'Insigne now stands on a card that says “Pending”. Press “Activate” on it.',
        },
        path: MANAGE,
        words: ['Pending', 'Activate'],
        page: TOOLS,
      }),
      show,
      open,
    ],
    table: [
      step({
        id: 'fill-in',
        title: { nl: 'Vul het formulier van Moodle in', en: 'Fill in Moodle’s form' },
        body: {
          nl: 'Open “Manage tools” en kies “configure a tool manually”. Neem elk veld hieronder over en bewaar.',
          en: 'Open “Manage tools” and choose “configure a tool manually”. Copy each field shown here and save.',
        },
        path: MANAGE,
        words: ['configure a tool manually', 'Save changes'],
        copies: 'table',
        page: SETTINGS,
      }),
      step({
        id: 'tell',
        title: { nl: 'Vertel Insigne wat Moodle toont', en: 'Tell Insigne what Moodle shows' },
        body: {
          nl: 'Druk op de kaart van Insigne op het pictogram van een lijst (“View configuration details”) en neem de waarden hier over.',
          en: 'Press the icon of a list (“View configuration details”) on the card of Insigne and copy its values here.',
        },
        path: MANAGE,
        words: ['View configuration details', 'Platform ID', 'Client ID', 'Deployment ID'],
        asksFacts: true,
        doneWhen: 'registered',
        page: SETTINGS,
      }),
      show,
      open,
    ],
  },
};
