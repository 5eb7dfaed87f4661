/**
 * What a badge class says of itself on its page: level, workload, assessment and the rest.
 *
 * @module
 */
export const badgePageTexts = {
  'badge.untitled': { nl: 'Nog zonder naam', en: 'Not named yet' },
  'badge.outcomes': { nl: 'Wat je hierna kunt', en: 'What you can do afterwards' },
  'badge.level': { nl: 'Niveau', en: 'Level' },
  'badge.level.text': { nl: 'EQF/NLQF {level}', en: 'EQF/NLQF {level}' },
  'badge.level.verified': {
    nl: 'EQF {level}, ingeschaald in het NLQF',
    en: 'EQF {level}, classified in the NLQF',
  },
  'badge.workload': { nl: 'Studielast', en: 'Workload' },
  'badge.programme': { nl: 'Opleidingscode', en: 'Programme code' },
  'badge.participation': { nl: 'Deelname', en: 'Participation' },
  'badge.participation.online': { nl: 'online', en: 'online' },
  'badge.participation.onsite': { nl: 'op locatie', en: 'on site' },
  'badge.participation.blended': { nl: 'online en op locatie', en: 'online and on site' },
  'badge.participation.work-experience': { nl: 'op het werk', en: 'at work' },
  'badge.assessment': { nl: 'Toetsing', en: 'Assessment' },
  'badge.assessment.written-exam': { nl: 'schriftelijke toets', en: 'written exam' },
  'badge.assessment.report-paper': { nl: 'verslag of paper', en: 'report or paper' },
  'badge.assessment.behavioural-assessment': { nl: 'gedragsassessment', en: 'behavioural assessment' },
  'badge.assessment.professional-product': { nl: 'beroepsproduct', en: 'professional product' },
  'badge.assessment.development-report': { nl: 'ontwikkelverslag', en: 'development report' },
  'badge.assessment.portfolio-assessment': { nl: 'portfolio', en: 'portfolio' },
  'badge.assessment.oral-exam': { nl: 'presentatie of mondeling', en: 'presentation or oral exam' },
  'badge.assessment.personalised-assessment': { nl: 'toetsing op maat', en: 'personalised assessment' },
  'badge.supervision': { nl: 'Toezicht', en: 'Supervision' },
  'badge.supervision.none': {
    nl: 'zonder toezicht en zonder controle van identiteit',
    en: 'unsupervised, identity not checked',
  },
  'badge.supervision.supervised': {
    nl: 'met toezicht, zonder controle van identiteit',
    en: 'supervised, identity not checked',
  },
  'badge.supervision.both': {
    nl: 'met toezicht, identiteit gecontroleerd',
    en: 'supervised, identity checked',
  },
  'badge.supervision.identity': {
    nl: 'zonder toezicht, identiteit gecontroleerd',
    en: 'unsupervised, identity checked',
  },
  'badge.target-group': { nl: 'Voor wie', en: 'For whom' },
  'badge.prerequisites': { nl: 'Voorkennis', en: 'Prerequisites' },
  'badge.stackable': { nl: 'Stapelbaar', en: 'Stackable' },
  'badge.stackable.yes': { nl: 'telt mee voor iets groters', en: 'counts toward something larger' },
  'badge.stackable.no': { nl: 'staat op zichzelf', en: 'stands alone' },
  'badge.validity': { nl: 'Geldig', en: 'Valid' },
  'badge.validity.days': { nl: '{days} dagen na het toekennen', en: '{days} days after it was awarded' },
  'badge.validity.years': { nl: '{years} jaar na het toekennen', en: '{years} years after it was awarded' },
  'badge.validity.year': { nl: 'Een jaar na het toekennen', en: 'A year after it was awarded' },
  'badge.facts': { nl: 'In het kort', en: 'In short' },
  'badge.verify': { nl: 'Controleer een bewijs van deze badge', en: 'Verify a credential of this badge' },
  'badge.others': { nl: 'Andere badges van deze uitgever', en: 'Other badges of this issuer' },
  'badge.framework': { nl: 'Hoe de kwaliteit is geborgd', en: 'How the quality is assured' },
  'badge.alignments': { nl: 'Sluit aan op', en: 'Aligned with' },
  'badge.tags': { nl: 'Trefwoorden', en: 'Tags' },
  'badge.version.old': {
    nl: 'Dit is versie {version}, zoals die gold voor wie de badge toen kreeg. Er is een nieuwere: versie {current}.',
    en: 'This is version {version}, as it held for whoever earned the badge then. There is a newer one: version {current}.',
  },
  'badge.version.current': { nl: 'Lees de nieuwste versie', en: 'Read the newest version' },
} as const;
