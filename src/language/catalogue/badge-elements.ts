/**
 * The EU's standard elements for micro-credentials as the editor names them, and what is said about how many are there.
 *
 * @module
 */
export const badgeElementTexts = {
  'eu.heading': { nl: 'Beschreven volgens Europa', en: 'Described as Europe asks' },
  'eu.meter': {
    nl: '{stated} van de {of} verplichte Europese onderdelen beschreven',
    en: '{stated} of the {of} mandatory European elements described',
  },
  'eu.note': {
    nl: 'Dit zegt of iets beschreven is. Het is geen keurmerk en geen erkenning.',
    en: 'This says whether something is described. It is no certification and no recognition.',
  },
  'eu.state.stated': { nl: 'beschreven', en: 'described' },
  'eu.state.missing': { nl: 'ontbreekt', en: 'missing' },
  'eu.state.when-awarded': { nl: 'komt bij het toekennen', en: 'comes with the award' },
  'eu.optional': { nl: 'mag', en: 'optional' },
  'eu.learner': { nl: 'Wie het heeft', en: 'Who holds it' },
  'eu.title': { nl: 'Titel', en: 'Title' },
  'eu.country': { nl: 'Land van de uitgever', en: 'Country of the issuer' },
  'eu.awarding-body': { nl: 'Wie het toekent', en: 'Awarding body' },
  'eu.date': { nl: 'Datum van uitgifte', en: 'Date of issue' },
  'eu.learning-outcomes': { nl: 'Leeruitkomsten', en: 'Learning outcomes' },
  'eu.workload': { nl: 'Studielast', en: 'Workload' },
  'eu.level': { nl: 'Niveau', en: 'Level' },
  'eu.assessment': { nl: 'Hoe er wordt getoetst', en: 'Type of assessment' },
  'eu.participation': { nl: 'Hoe je deelneemt', en: 'Form of participation' },
  'eu.quality': { nl: 'Kwaliteitsborging', en: 'Quality assurance' },
  'eu.prerequisites': { nl: 'Doelgroep en voorkennis', en: 'Target group and prerequisites' },
  'eu.supervision': { nl: 'Toezicht en controle van identiteit', en: 'Supervision and identity check' },
  'eu.grade': { nl: 'Cijfer', en: 'Grade' },
  'eu.stackability': { nl: 'Stapelbaar', en: 'Stackability' },
  'eu.further-information': { nl: 'Verdere informatie', en: 'Further information' },
} as const;
