/**
 * Brightspace, by the pages of its documentation.
 *
 * Source: facts/LMS-AND-PEERS.md A.2, A.3 and the pages named with each step; for the org unit and the link, "Security settings
 * for LTI Advantage (1.3)" (community.d2l.com, article 23764); for the fields of a link, what other tools ask of Brightspace
 * (codio/knowledge, lti1-3BS-D2L). None of it was tried on a live Brightspace.
 *
 * @module
 */
import { step, type ConnectGuide } from './guide.js';

const REGISTRATION = {
  title: 'D2L: Tool registration, deployment, and links',
  url: 'https://community.d2l.com/brightspace/kb/articles/23662-tool-registration-deployment-and-links',
};
const EXTENSIBILITY = ['Admin Tools', 'Manage Extensibility', 'LTI Advantage'];

const enable = step({
  id: 'enable',
  title: { nl: 'Zet de registratie aan', en: 'Enable the registration' },
  body: {
    nl: 'Een nieuwe registratie staat uit. Open haar, zet haar aan, laat de rollen meesturen en zet deze uitbreidingen aan. Context Copy vertelt Insigne van gekopieerde cursussen; staat hij er niet, dan gaat het zonder. Bewaar.',
    en: 'A new registration is disabled. Open it, enable it, have roles sent along and switch these extensions on. Context Copy tells Insigne of copied courses; if it is not there, all works without it. Save.',
  },
  path: EXTENSIBILITY,
  words: [
    'Enabled',
    'Send Institution Role',
    'Assignment and Grade Services',
    'Deep Linking',
    'Names and Role Provisioning Services',
    'Context Copy',
    'Save',
  ],
  doneWhen: 'allowed',
  page: REGISTRATION,
});

const deploy = step({
  id: 'deploy',
  title: {
    nl: 'Maak een deployment met namen en e-mailadressen',
    en: 'Make a deployment with names and e-mail addresses',
  },
  body: {
    nl: 'Maak een deployment van Insigne, of open die er al is. Wat Brightspace over mensen en cursussen deelt, staat per deployment: zet alles aan wat hier staat, onder Extensions dezelfde uitbreidingen. Voeg de organisatie-eenheden toe die Insigne mogen gebruiken.',
    en: 'Make a deployment of Insigne, or open the one that is there. What Brightspace shares about people and courses is set per deployment: switch on everything named here, and the same extensions under Extensions. Add the org units that may use Insigne.',
  },
  path: ['Admin Tools', 'External Learning Tools', 'LTI Advantage'],
  words: [
    'New Deployment',
    'Tool: Insigne',
    'Enabled: on',
    'Extensions: the same as of the registration',
    'First Name',
    'Last Name',
    'Email',
    'User Id',
    'Username',
    'Org Unit Information',
    'Link Information',
    'Add Org Units',
    'Create Deployment',
  ],
  page: REGISTRATION,
});

const offer = step({
  id: 'offer',
  title: { nl: 'Maak een link waaruit docenten kiezen', en: 'Make a link that teachers choose' },
  body: {
    nl: 'Open de links van de deployment. Staat Insigne daar al, dan is er niets te doen. Maak anders een link: zonder link vinden docenten Insigne niet in hun cursus.',
    en: 'Open the links of the deployment. Where Insigne stands there already, there is nothing to do. Else make a link: without one, teachers do not find Insigne in their course.',
  },
  path: ['Admin Tools', 'External Learning Tools', 'LTI Advantage'],
  words: [
    'View Links',
    'New Link',
    'Name: Insigne',
    'URL: the Target Link URI of the registration',
    'Type: Deep Linking Quicklink',
    'Save and Close',
  ],
  page: REGISTRATION,
});

const open = step({
  id: 'open',
  title: { nl: 'Open Insigne een keer in een cursus', en: 'Open Insigne once in a course' },
  body: {
    nl: 'Voeg in een cursus bij de inhoud een bestaande activiteit toe, kies Insigne en open de link. Daarna ziet Insigne of alles klopt.',
    en: 'In a course, add an existing activity to the content, choose Insigne and open the link. Insigne then sees whether all is well.',
  },
  path: ['Content', 'Existing Activities', 'External Learning Tools'],
  words: ['Insigne'],
  doneWhen: 'launched',
  page: REGISTRATION,
});

export const BRIGHTSPACE_GUIDE: ConnectGuide = {
  name: 'brightspace',
  lms: { nl: 'Brightspace', en: 'Brightspace' },
  ways: {
    link: [
      step({
        id: 'paste',
        title: { nl: 'Plak de link in Brightspace', en: 'Paste the link into Brightspace' },
        body: {
          nl: 'Open het tabblad “LTI Advantage” en kies “Register Tool”. Kies “Dynamic”, plak de link en druk op “Register”. Brightspace opent een nieuw tabblad. Staat er in de lijst op dat tabblad al een registratie voor dit domein aan, open die dan eerst en zet “Enabled” uit: Brightspace staat er één toe.',
          en: 'Open the tab “LTI Advantage” and choose “Register Tool”. Choose “Dynamic”, paste the link and press “Register”. Brightspace opens a new tab. If the list on that tab has a registration for this domain that is enabled, open it first and switch “Enabled” off: Brightspace allows one.',
        },
        path: EXTENSIBILITY,
        words: ['Register Tool', 'Dynamic', 'Tool initiation registration endpoint', 'Register'],
        copies: 'link',
        doneWhen: 'registered',
        page: REGISTRATION,
      }),
      enable,
      deploy,
      offer,
      open,
    ],
    table: [
      step({
        id: 'fill-in',
        title: { nl: 'Vul het formulier van Brightspace in', en: 'Fill in Brightspace’s form' },
        body: {
          nl: 'Kies “Register Tool”, daarna “Standard”. Neem elk veld hieronder over; die van de deployment zijn voor stap 3. Voeg de Substitution Parameters een voor een toe: voor de = staat de naam, erachter de waarde. Druk op “Register”.',
          en: 'Choose “Register Tool”, then “Standard”. Copy each field shown here; those of the deployment are for step 3. Add the Substitution Parameters one by one: the name stands before the =, the value after it. Press “Register”.',
        },
        path: EXTENSIBILITY,
        words: ['Register Tool', 'Standard', 'Register'],
        copies: 'table',
        page: REGISTRATION,
      }),
      // Until Insigne was told, it cannot see this by itself.
      { ...enable, doneWhen: null },
      deploy,
      offer,
      step({
        id: 'tell',
        title: { nl: 'Vertel Insigne wat Brightspace toont', en: 'Tell Insigne what Brightspace shows' },
        body: {
          nl: 'Brightspace toont na het registreren een lijst met waarden, en bij de deployment een eigen nummer. Neem ze hier over.',
          en: 'Brightspace shows a list of values after registering, and an id with the deployment. Copy them here.',
        },
        path: EXTENSIBILITY,
        words: ['Issuer', 'Client Id', 'Deployment Id'],
        asksFacts: true,
        doneWhen: 'registered',
        page: REGISTRATION,
      }),
      open,
    ],
  },
};
