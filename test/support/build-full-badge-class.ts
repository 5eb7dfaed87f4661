/**
 * A badge class of each variant that says everything it can, and breaks no rule.
 *
 * @module
 */
import type { BadgeClass, BadgeContent, Variant } from '../../src/badges/badge-class.js';
import { buildBadgeClass } from './build-records.js';

const EVERYTHING: Partial<BadgeContent> = {
  name: { nl: 'Data-analyse voor zorgprofessionals', en: 'Data Analysis for Health Professionals' },
  description: {
    nl: 'Voor wie met zorgdata werkt: {accolades}, ünïcode en “aanhalingstekens”.',
    en: 'For whoever works with care data.',
  },
  criteria: {
    nl: 'Je **maakt** een dataset bruikbaar.\n\n- eerst dit\n- dan dat',
    en: 'You **prepare** a dataset.\n\n- first this\n- then that',
  },
  sector: 'hbo',
  eqfLevel: 6,
  isLevelVerified: true,
  learningOutcomes: {
    nl: '- kiest een passende analyse\n- weegt privacy mee',
    en: '- chooses a fitting analysis\n- considers privacy',
  },
  assessmentTypes: ['professional-product', 'oral-exam'],
  isSupervised: true,
  isIdentityChecked: true,
  participation: ['blended', 'work-experience'],
  targetGroup: { nl: 'Verpleegkundigen', en: 'Nurses' },
  prerequisites: { nl: 'Een afgeronde bachelor', en: 'A completed bachelor’s degree' },
  alignments: [
    {
      targetName: 'gegevens analyseren',
      targetUrl: 'http://data.europa.eu/esco/skill/2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f',
      targetType: 'ext:ESCO',
      framework: 'ESCO',
      code: 'S2.7.3',
      description: 'Gegevens verzamelen en analyseren',
    },
    {
      targetName: 'Rekenen',
      targetUrl: 'https://example.org/competences/7',
      targetType: null,
      framework: null,
      code: null,
      description: null,
    },
  ],
  tags: ['data', 'zorg'],
  validForDays: 1825,
  grading: { scale: 'ten-point', passMark: '5.5' },
};

const OF_VARIANT: Readonly<Record<Variant, Partial<BadgeContent>>> = {
  regular: { programmeIdentifiers: ['56604'], workload: { ects: 5, sbu: null, hours: null } },
  microcredential: {
    workload: { ects: 4, sbu: null, hours: 112 },
    qualityFramework: {
      name: 'Kwaliteitskader Microcredentials voor Professionals HBO en WO',
      url: 'https://npuls.nl/doorbouwen-aan-microcredentials',
      description: { nl: 'Landelijk **kader**.', en: 'National **framework**.' },
    },
    isStackable: true,
  },
  'extra-curricular': { isLevelVerified: false, workload: { ects: null, sbu: null, hours: 40 } },
};

/** What a badge class of this variant says when it says everything: for drafts that must be publishable. */
export function completeContent(variant: Variant): Partial<BadgeContent> {
  return { ...EVERYTHING, ...OF_VARIANT[variant] };
}

export function buildFullBadgeClass(overrides: Partial<BadgeClass> = {}): BadgeClass {
  const variant = overrides.variant ?? 'microcredential';
  return buildBadgeClass({ ...EVERYTHING, ...OF_VARIANT[variant], variant, ...overrides });
}
