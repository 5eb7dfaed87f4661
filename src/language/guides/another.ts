/**
 * Any other LMS that speaks LTI 1.3 Advantage.
 *
 * Source: LTI Dynamic Registration 1.0; LTI 1.3 Core §3.1.3.
 *
 * @module
 */
import { step, type ConnectGuide } from './guide.js';

const STANDARD = {
  title: '1EdTech: LTI Dynamic Registration 1.0',
  url: 'https://www.imsglobal.org/spec/lti-dr/v1p0',
};
const CORE = { title: '1EdTech: LTI 1.3 Core', url: 'https://www.imsglobal.org/spec/lti/v1p3' };

const allow = step({
  id: 'allow',
  title: { nl: 'Zet Insigne aan', en: 'Switch Insigne on' },
  body: {
    nl: 'Activeer Insigne als de leeromgeving daarom vraagt. Deel namen, e-mailadressen en rollen, en sta leden, kolommen, resultaten en scores toe.',
    en: 'Activate Insigne if the learning environment asks for it. Share names, e-mail addresses and roles, and allow members, columns, results and scores.',
  },
  words: ['Names and Role Provisioning Services', 'Assignment and Grade Services', 'Deep Linking'],
  doneWhen: 'allowed',
  page: CORE,
});

const open = step({
  id: 'open',
  title: { nl: 'Open Insigne een keer in een cursus', en: 'Open Insigne once in a course' },
  body: {
    nl: 'Voeg Insigne als docent toe aan een cursus en open de link. Daarna ziet Insigne of alles klopt.',
    en: 'Add Insigne to a course as a teacher and open the link. Insigne then sees whether all is well.',
  },
  doneWhen: 'launched',
  page: CORE,
});

export const ANOTHER_GUIDE: ConnectGuide = {
  name: 'another',
  lms: { nl: 'Een andere leeromgeving', en: 'Another learning environment' },
  lmsInSentence: { nl: 'je leeromgeving', en: 'your learning environment' },
  ways: {
    link: [
      step({
        id: 'paste',
        title: { nl: 'Plak de link in je leeromgeving', en: 'Paste the link into your learning environment' },
        body: {
          nl: 'Zoek bij het beheer van externe tools naar registreren met een adres (dynamic registration). Plak de link.',
          en: 'Look for registering by an address (dynamic registration) in the administration of external tools. Paste the link.',
        },
        words: ['Dynamic Registration'],
        copies: 'link',
        doneWhen: 'registered',
        page: STANDARD,
      }),
      allow,
      open,
    ],
    table: [
      step({
        id: 'fill-in',
        title: { nl: 'Neem de waarden over', en: 'Copy the values' },
        body: {
          nl: 'Maak bij het beheer van externe tools een LTI 1.3-tool en neem de waarden hieronder over.',
          en: 'Make an LTI 1.3 tool in the administration of external tools and copy the values shown here.',
        },
        words: ['LTI 1.3'],
        copies: 'table',
        page: CORE,
      }),
      step({
        id: 'tell',
        title: {
          nl: 'Vertel Insigne wat je leeromgeving toont',
          en: 'Tell Insigne what your learning environment shows',
        },
        body: {
          nl: 'De leeromgeving toont na het bewaren haar eigen adressen. Neem ze hier over.',
          en: 'The learning environment shows addresses of its own after saving. Copy them here.',
        },
        words: [
          'Issuer',
          'Client ID',
          'Deployment ID',
          'Authorization endpoint',
          'Token endpoint',
          'Audience',
          'Keyset URL',
        ],
        asksFacts: true,
        doneWhen: 'registered',
        page: CORE,
      }),
      allow,
      open,
    ],
  },
};
