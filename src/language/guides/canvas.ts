/**
 * Canvas, by Instructure's guides.
 *
 * Source: facts/LMS-AND-PEERS.md A.3, A.4 and the pages named with each step.
 *
 * @module
 */
import { step, type ConnectGuide } from './guide.js';

const DYNAMIC = {
  title: 'Instructure: Registration',
  url: 'https://developerdocs.instructure.com/services/canvas/external-tools/lti/file.registration',
};
const BY_URL = {
  title: 'Canvas guide: How do I add an app using JSON URL?',
  url: 'https://guides.instructure.com/m/4214/l/1954062-how-do-i-add-an-app-using-json-url',
};
const APPS = ['Admin', 'Apps', 'Manage'];

const review = step({
  id: 'review',
  title: { nl: 'Sta toe wat Insigne vraagt', en: 'Allow what Insigne asks for' },
  body: {
    nl: 'Canvas laat zien wat Insigne mag. Laat alle rechten aan. Kies bij de gedeelde gegevens “All user data” (Public): anders heeft niemands badge een naam of adres. Laat de plekken (placements) aan. Sluit af.',
    en: 'Canvas shows what Insigne may do. Leave every permission on. Choose “All user data” (Public) for the shared data: without it nobody’s badge has a name or an address. Leave the placements on. Finish.',
  },
  path: APPS,
  words: [
    'Permissions',
    'User Data Shared With This App: All user data',
    'Placements: Course Navigation, Link Selection, Assignment Selection, Rich Text Editor',
    'Install App',
  ],
  doneWhen: 'allowed',
  page: BY_URL,
});

const open = step({
  id: 'open',
  title: { nl: 'Open Insigne een keer in een cursus', en: 'Open Insigne once in a course' },
  body: {
    nl: 'Zet Insigne in het menu van een cursus aan en open het. Canvas noemt dan zijn deployment; wacht die op een ja, dan staat dat boven aan deze pagina. Open Insigne na dat ja nog een keer.',
    en: 'Switch Insigne on in the menu of a course and open it. Canvas then names its deployment; if that waits for a yes, it says so at the top of this page. After the yes, open Insigne once more.',
  },
  path: ['Course', 'Settings', 'Navigation'],
  words: ['Insigne', 'Enable', 'Save'],
  doneWhen: 'launched',
  page: {
    title: 'Canvas guide: How do I manage Course Navigation links?',
    url: 'https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-manage-Course-Navigation-links/ta-p/1020',
  },
});

export const CANVAS_GUIDE: ConnectGuide = {
  name: 'canvas',
  lms: { nl: 'Canvas', en: 'Canvas' },
  ways: {
    link: [
      step({
        id: 'paste',
        title: { nl: 'Plak de link in Canvas', en: 'Paste the link into Canvas' },
        body: {
          nl: 'Open “Apps” en kies “Install a New App”. Kies LTI 1.3 en als methode “Dynamic Registration”. Plak de link en druk op “Next”.',
          en: 'Open “Apps” and choose “Install a New App”. Choose LTI 1.3 and the method “Dynamic Registration”. Paste the link and press “Next”.',
        },
        path: APPS,
        words: [
          'Install a New App',
          '1.3',
          'Install Method: Dynamic Registration',
          'Dynamic Registration URL',
          'Next',
        ],
        copies: 'link',
        doneWhen: 'registered',
        page: DYNAMIC,
      }),
      review,
      open,
    ],
    table: [
      step({
        id: 'fill-in',
        title: {
          nl: 'Geef Canvas het adres van de configuratie',
          en: 'Give Canvas the address of the configuration',
        },
        body: {
          nl: 'Kies “Install a New App”, LTI 1.3 en de methode “Enter URL”. Plak het adres (JSON URL) en ga verder.',
          en: 'Choose “Install a New App”, LTI 1.3 and the method “Enter URL”. Paste the address (JSON URL) and go on.',
        },
        path: APPS,
        words: ['Install a New App', '1.3', 'Install Method: Enter URL', 'JSON URL', 'Next'],
        copies: 'table',
        page: BY_URL,
      }),
      review,
      step({
        id: 'tell',
        title: { nl: 'Vertel Insigne wat Canvas toont', en: 'Tell Insigne what Canvas shows' },
        body: {
          nl: 'Open de app in de lijst. Neem het nummer (Client ID) en het Deployment ID hier over.',
          en: 'Open the app in the list. Copy its number (Client ID) and its Deployment ID here.',
        },
        path: APPS,
        words: ['Client ID', 'Deployment ID'],
        asksFacts: true,
        doneWhen: 'registered',
        page: {
          title: 'Canvas guide: How do I configure an external app for an account using a client ID?',
          url: 'https://community.canvaslms.com/docs/DOC-16730-42141110273',
        },
      }),
      open,
    ],
  },
};
